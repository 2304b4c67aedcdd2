"""The single points of failure as a table, and what is known of one of them, or of one absence, in words."""

from __future__ import annotations

from collections.abc import Iterator

from secretariat_tui.domain.continuity import Continuity, WeakKind, WeakPoint
from secretariat_tui.domain.plan import Contingency
from secretariat_tui.domain.team import Team
from secretariat_tui.presenters.continuity_view import remedy_notes, summary_lines, weak_notice
from secretariat_tui.presenters.fallout import fallout
from secretariat_tui.presenters.glyphs import Glyphs
from secretariat_tui.presenters.grid import Column, Grid, GridCell, GridRow, Part
from secretariat_tui.presenters.items import ITEM, items
from secretariat_tui.presenters.language import Language
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.roster_view import short_names
from secretariat_tui.presenters.view import Look

_TAKE = "  > "


def weak_grid(found: Continuity | None, team: Team, teller: Teller, glyphs: Glyphs) -> Grid:
    """A row for each: what falls, with whom, what is lost of it, and the best that would end that, if it was sought."""
    _, short = teller.language.gettext, short_names(team.members)
    was_sought = found is not None and bool(found.stages)
    columns = (
        Column("member", (_("Falls with"), _("With"), ""), 7, 10),
        Column("lost", (_("Lost"), ""), 8, 14),
        Column("remedy", (_("What would help"), _("Helps"), ""), 8 if was_sought else 5, 90),
    )
    rows = (
        GridRow(
            str(number),
            _name(point, teller),
            (
                GridCell((Part(short.get(point.member, point.member)),)),
                GridCell((Part(teller.language.duration(point.minutes) if point.minutes else "", "", Look.SHORT),)),
                GridCell((_remedy(point, found, teller, glyphs),)),
            ),
            point.kind.value,
        )
        for number, point in enumerate(() if found is None else found.weak_points)
    )
    return Grid(_("Weak points"), columns, tuple(rows))


def weak_legend(language: Language, glyphs: Glyphs) -> tuple[str, ...]:
    """What the signs of the weak points mean."""
    _ = language.gettext
    return (
        _("{mark} it falls with nobody then", mark=glyphs.proven),
        _("{mark} what would help was not sought yet", mark=glyphs.unknown),
    )


def _name(point: WeakPoint, teller: Teller) -> str:
    if point.kind is WeakKind.QUALIFICATION:
        return point.id
    return teller.duty(point.id, point.kind is WeakKind.DESK)


def _remedy(point: WeakPoint, found: Continuity | None, teller: Teller, glyphs: Glyphs) -> Part:
    _ = teller.language.gettext
    if found is None or not found.stages:
        return Part("", glyphs.unknown, Look.UNKNOWN)
    if not point.remedies:
        return Part(_("none found yet") if found.tried < found.proposed else _("nothing that was tried"))
    best = next((remedy for remedy in point.remedies if remedy.removes), point.remedies[0])
    return Part(teller.say(best.text), f" {glyphs.proven}" if best.removes else "", Look.GREEN)


def weak_lines(point: WeakPoint, found: Continuity, teller: Teller) -> Iterator[str]:
    """A weak point, why it is one, and what would help."""
    _ = teller.language.gettext
    notice = weak_notice(point, found.stages, teller)
    yield notice.text
    yield from items(notice.why)
    if notice.helps:
        yield _("What would help, the best first:")
        yield from items(notice.helps)
    elif not found.stages:
        yield _("Press {key} to find what would help.", key="f")
    yield from remedy_notes(found, teller)


def absence_lines(item: Contingency, teller: Teller) -> Iterator[str]:
    """Who takes what when she falls out, what is lost, and why."""
    _ = teller.language.gettext
    told = fallout(item, teller)
    yield _("Contingency plan for {date}", date=told.day)
    yield _("If {member} falls out:", member=told.member)
    yield from (_TAKE + text for text in told.takes)
    for text, why in zip(told.lost, told.why, strict=True):
        yield "  ! " + _("{duty}: nobody", duty=text)
        yield from ("    " + ITEM + reason for reason in why)
    if not told.takes and not told.lost:
        yield _("She has nothing that day that somebody must take over.")
    elif not told.lost:
        yield _("Nothing is lost.")


def figures(found: Continuity | None, index: float | None, language: Language) -> str:
    """Continuity, N-2 and what would be lost, in a line or two; without an answer yet, what is known."""
    _ = language.gettext
    if found is not None:
        return " ".join(summary_lines(found, language))
    known = [] if index is None else [_("Continuity {percent}.", percent=language.percent(index))]
    return " ".join([*known, _("The rest is being computed.")])
