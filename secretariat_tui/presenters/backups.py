"""The matrix of members by accounts: whose it is, who takes over and in which order, and who knows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import groupby, takewhile
from typing import Final

from secretariat_tui.domain.account import Account
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.team import Team
from secretariat_tui.presenters.explanation import stage_change
from secretariat_tui.presenters.glyphs import Glyphs
from secretariat_tui.presenters.grid import Cells, Column, Grid, GridCell, GridRow, Part
from secretariat_tui.presenters.items import ITEM, items
from secretariat_tui.presenters.language import Language
from secretariat_tui.presenters.names import told_apart
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.view import Look
from secretariat_tui.services.agreements import Effect, agreement_of

BACKUPS: Final = "backups"
"""The id, and the kind, of the row with how many backups each account has."""

_MOST_LOSSES: Final = 6


def backup_grid(team: Team, day: date, language: Language, glyphs: Glyphs) -> Grid:
    """How it stands on a date."""
    columns = tuple(_columns(team))

    def cell(member: Member, at: int) -> GridCell:
        return GridCell((standing_part(team, team.accounts[at], member, day, glyphs),))

    names = told_apart(team.members)
    rows = [GridRow(member.id, names[member.id], Cells(len(columns), partial(cell, member))) for member in team.members]
    counts = tuple(_count(len(team.agreed(account.id, day)), glyphs) for account in team.accounts)
    rows.append(GridRow(BACKUPS, language.gettext("Backups"), counts, BACKUPS))
    return Grid(language.gettext("Member"), columns, tuple(rows))


def _columns(team: Team) -> Iterator[Column]:
    """What the names of neighbours begin with stands above them all: they often differ in the last words only."""
    names = told_apart(team.accounts)
    for _, run in groupby(names.items(), key=lambda item: _bare(_words(item[1]))[0]):
        alike = {id: _words(name) for id, name in run}
        shared = _shared(alike.values()) if len(alike) > 1 else 0
        for id, words in alike.items():
            above, below = words[:shared], words[shared:]
            first, _, rest = "".join(below).partition(" ")
            yield Column(id, (first,), 5, 16, "".join(above).rstrip(" -"), note=rest)


def _words(name: str) -> list[str]:
    """The words of a name, each with what stands behind it; an id in brackets is one."""
    return re.findall(r"\(.+\)|[^\s-]+[\s-]*", name) or [name]


def _shared(names: Iterable[list[str]]) -> int:
    """How many words they all begin with; of each, one is left."""
    places = zip(*(_bare(words[:-1]) for words in names), strict=False)
    return sum(1 for _ in takewhile(lambda place: len(set(place)) == 1, places))


def _bare(words: Iterable[str]) -> list[str]:
    return [word.rstrip(" -") for word in words]


def _count(backups: int, glyphs: Glyphs) -> GridCell:
    return GridCell((Part(str(backups), "" if backups else glyphs.short, Look.PLAIN if backups else Look.SHORT),))


def standing_part(team: Team, account: Account, member: Member, day: date, glyphs: Glyphs) -> Part:
    """What she is to an account, as a sign."""
    low = glyphs.low if is_too_low(account, member) else ""
    if account.primary == member.id:
        return Part("", glyphs.primary, Look.GREEN)
    agreement = agreement_of(team, account.id, member.id, day)
    if agreement is not None:
        late = glyphs.short if agreement.review is not None and agreement.review < day else ""
        rank = team.rank(account.id, member.id, day)
        if rank is not None:
            return Part(str(rank), late, Look.STAND_IN if late else Look.PLAIN)
        return Part("", (glyphs.later if agreement.accepted else glyphs.unknown) + late, Look.STAND_IN)
    if account.id in member.knows:
        return Part("", glyphs.knows + low, Look.REMOTE)
    return Part("", low or glyphs.free, Look.FREE)


def is_too_low(account: Account, member: Member) -> bool:
    """Whether her grade is too low for an agreement about the account."""
    return account.min_grade is not None and member.grade < account.min_grade


def backup_legend(language: Language, glyphs: Glyphs) -> tuple[str, ...]:
    """What the signs mean."""
    _ = language.gettext
    return (
        _("{mark} her own account", mark=glyphs.primary),
        _("1, 2 backup, in that order"),
        _("{mark} knows it", mark=glyphs.knows),
        _("{mark} not accepted yet", mark=glyphs.unknown),
        _("{mark} past its review", mark=glyphs.short),
        _("{mark} on other dates", mark=glyphs.later),
        _("{mark} grade too low", mark=glyphs.low),
    )


def standing_lines(team: Team, account: Account, member: Member, day: date, teller: Teller) -> Iterator[str]:
    """The same in words."""
    language = teller.language
    _ = language.gettext
    yield f"{teller.name(member.id, 'member')}, {teller.name(account.id, 'account')}"
    agreement = agreement_of(team, account.id, member.id, day)
    if account.primary == member.id:
        yield _("It is her own account.")
    elif agreement is not None:
        rank = team.rank(account.id, member.id, day)
        if rank is not None:
            yield _("She is backup number {rank} by agreement.", rank=rank)
        elif not agreement.accepted:
            yield _("She has not accepted to be its backup: it is not an agreement yet.")
        else:
            yield _("She is its backup on other dates.")
        if agreement.start is not None:
            yield _("It holds from {date}.", date=teller.date(agreement.start))
        if agreement.until is not None:
            yield _("It holds until {date}.", date=teller.date(agreement.until))
        if agreement.review is not None:
            review = teller.date(agreement.review)
            if agreement.review < day:
                yield _("It is past its review of {date}.", date=review)
            else:
                yield _("It is reviewed on {date}.", date=review)
    if account.id in member.knows:
        yield _("She knows the account.")
    if is_too_low(account, member):
        facts = {"grade": member.grade, "min_grade": account.min_grade}
        yield _("Her grade is {grade}; an agreement about it asks for {min_grade}.", **facts)


def effect_lines(found: Effect | None, week: str, teller: Teller) -> Iterator[str]:
    """What a change does to the roster of a week; None is a week without a roster."""
    language = teller.language
    _ = language.gettext
    yield f"{week}:"
    if found is None:
        yield ITEM + _("There is no roster yet to see the effect on.")
        return
    before, after = language.percent(found.before), language.percent(found.after)
    if found.before == found.after:
        yield ITEM + _("Continuity stays {percent}.", percent=after)
    else:
        yield ITEM + _("Continuity goes from {before} to {after}.", before=before, after=after)
    for change in found.stages:
        yield ITEM + stage_change(change, teller)
    for old, new in found.losses[:_MOST_LOSSES]:
        yield ITEM + _(
            "When {member} falls out on {date}, {after} is lost instead of {before}.",
            member=teller.name(new.member, "member"),
            date=teller.date(new.date),
            before=language.duration(old.lost),
            after=language.duration(new.lost),
        )
    if len(found.losses) > _MOST_LOSSES:
        more = len(found.losses) - _MOST_LOSSES
        yield ITEM + language.ngettext("{n} more absence differs.", "{n} more absences differ.", more)
    if found.broken:
        yield _("The roster breaks a rule then. Plan the week again afterwards:")
        yield from items(teller.say(reason) for reason in found.broken)
