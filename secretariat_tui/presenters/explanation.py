"""Answers to why, in words, as a colleague would give them. Each function gives lines; an indented one is an item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from secretariat_tui.domain.explanation import (
    CellChange,
    Difference,
    DutyChange,
    Holding,
    LossExplained,
    LossRemedy,
    MemberDay,
    Relaxed,
    StageChange,
    WhatIf,
)
from secretariat_tui.domain.plan import Relaxation
from secretariat_tui.domain.roster import Assignment, Duty, HolderRole, StageResult
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.presenters.fallout import contest_told
from secretariat_tui.presenters.items import items
from secretariat_tui.presenters.order import by_name, duty_order, member_order
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.roster_view import shortage_notice
from secretariat_tui.presenters.stages import term_name

_MOST_TOLD = 5
"""Changes told of one shortage; the document has them all."""


def shortage_lines(item: Relaxed, team: Team, teller: Teller) -> Iterator[str]:
    """What falls short, why nobody can, and what would end it."""
    _ = teller.language.gettext
    notice = shortage_notice(item.shortage, teller)
    yield notice.text
    yield from items(notice.why)
    changes = item.shortage.relaxations
    if changes:
        yield _("What would help, the best first:")
        yield from items(_relaxation(change, item, team, teller) for change in changes[:_MOST_TOLD])
        if len(changes) > _MOST_TOLD:
            more = len(changes) - _MOST_TOLD
            yield teller.language.ngettext("And {n} more, which helps less.", "And {n} more, which help less.", more)
    yield _verified(item, bool(changes), teller)


def loss_lines(item: LossExplained, teller: Teller) -> Iterator[str]:
    """What is lost when she falls out, why nobody takes it over, and what would end it."""
    language, loss = teller.language, item.loss
    _ = language.gettext
    yield _(
        "If {member} falls out on {date}, nobody takes over {duty} from {span}.",
        member=teller.name(item.member, "member"),
        date=teller.date(item.date),
        duty=teller.duty(loss.duty, loss.is_desk),
        span=language.span(loss.span),
    )
    if loss.contest is not None:
        yield from items([contest_told(loss.contest, teller)])
    yield from items(dict.fromkeys(teller.say(blocker.reason) for blocker in loss.why))
    if item.remedies:
        yield _("What would help, the best first:")
        yield from items(_remedy(remedy, item, teller) for remedy in item.remedies[:_MOST_TOLD])
        if len(item.remedies) > _MOST_TOLD:
            more = len(item.remedies) - _MOST_TOLD
            yield language.ngettext("And {n} more, which helps less.", "And {n} more, which help less.", more)
    yield _verified(item, bool(item.remedies), teller)


def _remedy(remedy: LossRemedy, item: LossExplained, teller: Teller) -> str:
    language, text = teller.language, teller.say(remedy.text)
    _ = language.gettext
    if remedy.left == 0:
        told = _("{change} Then nothing of it is lost any more", change=text)
    else:
        told = _("{change} Then {left} of it is still lost", change=text, left=language.duration(remedy.left))
    return _with_stages(told, item.before, remedy.stages, teller)


def _relaxation(change: Relaxation, item: Relaxed, team: Team, teller: Teller) -> str:
    language, text = teller.language, teller.say(change.text)
    _ = language.gettext
    before, after = item.before[0].value, change.stages[0].value
    if after == 0:
        told = _("{change} Then nothing is uncovered", change=text)
    elif {item.priority for item in team.accounts} | {item.priority for item in team.desks} != {1}:
        told = _(
            "{change} Then the shortage is {after} instead of {before}, weighed by priority",
            change=text,
            after=after,
            before=before,
        )
    else:
        told = _(
            "{change} Then {after} is uncovered instead of {before}",
            change=text,
            after=language.duration(after),
            before=language.duration(before),
        )
    return _with_stages(told, item.before[1:], change.stages[1:], teller)


def _with_stages(told: str, before: Iterable[StageResult], after: Iterable[StageResult], teller: Teller) -> str:
    """A sentence, with the stages that are not what they were."""
    others = [
        teller.language.gettext(
            "{stage} {after} instead of {before}", stage=teller.stage(now.id), after=now.value, before=was.value
        )
        for was, now in zip(before, after, strict=True)
        if was.value != now.value
    ]
    return f"{told} ({', '.join(others)})." if others else f"{told}."


def _verified(item: Relaxed | LossExplained, helps: bool, teller: Teller) -> str:
    _ = teller.language.gettext
    if item.stopped_by == "number":
        return teller.language.ngettext(
            "Only {n} change was tried: there may be more that help.",
            "Only {n} changes were tried, of all kinds: there may be more that help.",
            item.tried,
        )
    if item.stopped_by in ("user", "time"):
        return _("The search was stopped before every change was tried.")
    if not item.proven:
        return _("Not all of this is proven: a limit stopped the search.")
    if helps:
        return _("Each was tried by planning the week again, and what it leads to is proven.")
    if item.tried:
        return teller.language.ngettext(
            "No single change helps: {n} was tried, by planning the week again.",
            "No single change helps: {n} were tried, each by planning the week again.",
            item.tried,
        )
    return _("No single change helps: what keeps each of them is more than one thing, or cannot be changed.")


def member_lines(found: MemberDay, teller: Teller) -> Iterator[str]:
    """What she does on a date, and of each duty why it is hers."""
    _ = teller.language.gettext
    if found.off is not None:
        yield teller.say(found.off)
    for work in found.assignments:
        yield _(
            "{member} works {shift} on {date}.",
            member=teller.name(work.member, "member"),
            shift=work_text(work.shift, work.place, teller),
            date=teller.date(work.date),
        )
    for holding in found.holdings:
        yield from _holding(holding, teller)


def account_lines(found: Iterable[Holding], teller: Teller) -> Iterator[str]:
    """Who has an account, and what keeps the others from it."""
    for holding in found:
        yield from _holding(holding, teller)


def _holding(holding: Holding, teller: Teller) -> Iterator[str]:
    duty, _ = holding.duty, teller.language.gettext
    facts = {
        "member": teller.name(duty.member, "member"),
        "duty": teller.duty(duty.duty, duty.is_desk),
        "date": teller.date(duty.date),
        "span": teller.language.span(duty.span),
        "right": _right(duty, teller),
    }
    if duty.is_desk:
        yield _("{member} mans {duty} on {date} from {span}.", **facts)
    else:
        yield _("{member} has {duty} on {date} from {span}: {right}.", **facts)
    yield from items(teller.say(other.reason) for other in holding.others)


def _right(duty: Duty, teller: Teller) -> str:
    _ = teller.language.gettext
    if duty.role is HolderRole.PRIMARY:
        return _("it is her own account")
    if duty.role is HolderRole.BACKUP:
        return _("she is backup number {rank} by agreement", rank=duty.rank)
    return _("she stands in incidentally, without an agreement")


def what_if_lines(answer: WhatIf, teller: Teller) -> Iterator[str]:
    """What was asked, what it would cost, and for whom something would change."""
    _ = teller.language.gettext
    yield from (teller.say(question) for question in answer.questions)
    found = answer.difference
    if found is None:
        yield _("That is impossible: these statements cannot all hold.")
        yield from items(teller.say(reason) for reason in answer.conflict)
        return
    if not found.cells and not found.duties:
        yield _("That is how it is already.")
        return
    price = found.price
    if price is None:
        yield _("It costs nothing: the roster would be as good as it is.")
    elif price.change < 0:
        yield _(
            "It would be better, first of all in {stage}: this roster is not the best.", stage=teller.stage(price.id)
        )
    else:
        yield _("It can be done, at a price, first of all in {stage}:", stage=teller.stage(price.id))
    yield from items(stage_changes(found, teller))
    yield _("What would change:")
    yield from items(roster_changes(found.cells, found.duties, teller))
    yield _proof(found, teller)


def _proof(found: Difference, teller: Teller) -> str:
    _ = teller.language.gettext
    open_ones = [teller.stage(stage.id) for stage in found.stages if not stage.after.proven]
    if not open_ones:
        return _("Less is impossible: this is proven.")
    return _("It is not proven for {stages}: there the price may be lower.", stages=teller.language.listing(open_ones))


def difference_lines(found: Difference, teller: Teller) -> Iterator[str]:
    """What changed between two rosters."""
    _ = teller.language.gettext
    if not found.cells and not found.duties:
        yield _("Nothing changed.")
        return
    yield _("What changed:")
    yield from items(roster_changes(found.cells, found.duties, teller))
    told = list(stage_changes(found, teller))
    if told:
        yield _("What it did to the stages:")
        yield from items(told)
    else:
        yield _("The roster is as good as it was.")


def stage_changes(found: Difference, teller: Teller) -> Iterator[str]:
    """Each stage that is not what it was, with its terms that are not."""
    _ = teller.language.gettext
    for stage in found.stages:
        terms = [
            _("{stage} {after} instead of {before}", stage=term_name(t.id, teller), after=t.after, before=t.before)
            for t in stage.terms
            if t.after != t.before
        ]
        if stage.change or terms:
            yield stage_change(stage, teller) + (f" ({', '.join(terms)})" if terms else "")


def stage_change(stage: StageChange, teller: Teller) -> str:
    """What a stage comes to, and what it came to before."""
    return teller.language.gettext(
        "{stage}: {after} instead of {before}",
        stage=teller.stage(stage.id),
        after=stage.after.value,
        before=stage.before.value,
    )


def roster_changes(cells: Iterable[CellChange], duties: Iterable[DutyChange], teller: Teller) -> Iterator[str]:
    """Who works otherwise, and who has what others had."""
    _ = teller.language.gettext
    for cell in sorted(cells, key=lambda cell: (cell.date, member_order(cell.member, teller))):
        yield _(
            "{member} on {date}: {after} instead of {before}",
            member=teller.name(cell.member, "member"),
            date=teller.date(cell.date),
            after=_works(cell.after, teller),
            before=_works(cell.before, teller),
        )
    for duty in sorted(duties, key=lambda duty: (duty.date, duty_order(duty.duty, duty.is_desk, teller))):
        yield _(
            "{duty} on {date} from {span}: {after} instead of {before}",
            duty=teller.duty(duty.duty, duty.is_desk),
            date=teller.date(duty.date),
            span=teller.language.span(duty.span),
            after=_names(duty.after, teller),
            before=_names(duty.before, teller),
        )


def _works(assignments: Iterable[Assignment], teller: Teller) -> str:
    return ", ".join(work_text(a.shift, a.place, teller) for a in assignments) or teller.language.gettext("off")


def work_text(shift: str, place: Place, teller: Teller) -> str:
    """A shift, and where it is worked."""
    _, name = teller.language.gettext, teller.name(shift, "shift")
    return _("{shift} in the office", shift=name) if place is Place.OFFICE else _("{shift} at home", shift=name)


def _names(members: Iterable[str], teller: Teller) -> str:
    return teller.language.listing(
        teller.name(m, "member") for m in by_name(members, teller)
    ) or teller.language.gettext("nobody")
