"""The contingency plan of a roster: for every date and every member at work, who takes over what, and what is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.finding import N_, Fact, Reason, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.plan import Blocker, Contingency, Loss, Take
from secretariat_tui.domain.problem import BlockKind, Problem
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.takeover import Handed, absorb

_RULE = "fragile"


def contingencies(problem: Problem, facts: Facts) -> tuple[Contingency, ...]:
    """The plans of all dates and members, by date, then in the order of the team."""
    return tuple(
        contingency(problem, facts, day, member)
        for day in problem.open_dates
        for member in problem.team.members
        if facts.assignments(member, day)
    )


def contingency(problem: Problem, facts: Facts, day: date, member: Member) -> Contingency:
    """What happens when `member` falls out on that date."""
    handed = absorb(problem, facts, day, member).handed
    takes: dict[tuple[str, bool], list[Take]] = defaultdict(list)
    lost: dict[tuple[str, bool], list[Loss]] = defaultdict(list)
    for part in handed:
        demand, span, minutes = part.piece.demand, part.piece.span, part.piece.minutes
        key = (demand.duty, demand.is_desk)
        if part.taker is not None:
            taken = takes[key]
            if taken and taken[-1].member == part.taker and taken[-1].span.end == span.start:
                span = Span(taken.pop().span.start, span.end)
            taken.append(Take(*key, span, part.taker))
        else:
            why, gone = tuple(_why(problem, facts, part, handed, member)), lost[key]
            if gone and gone[-1].why == why and gone[-1].span.end == span.start:
                before = gone.pop()
                span, minutes = Span(before.span.start, span.end), before.minutes + minutes
            gone.append(Loss(*key, span, 1, minutes, why))
    return Contingency(
        day,
        member.id,
        tuple(take for key in sorted(takes) for take in takes[key]),
        tuple(loss for key in sorted(lost) for loss in lost[key]),
    )


def continuity(facts: Facts, plans: Iterable[Contingency]) -> float:
    """The share of all held minutes that survives the loss of any one person; 1 where nothing is held."""
    held = sum(piece.minutes * len(piece.holders) for piece in facts.all_pieces())
    lost = sum(plan.loss for plan in plans)
    return round(1 - lost / held, 4) if held else 1.0


def _why(problem: Problem, facts: Facts, part: Handed, handed: tuple[Handed, ...], absent: Member) -> Iterator[Blocker]:
    """Why nobody takes it: for each who might by agreement, or who is at work for a desk, what keeps her."""
    team, demand = problem.team, part.piece.demand
    if demand.is_desk:
        candidates = [m for m in team.members if m is not absent and facts.is_present(m, demand.date, part.piece.span)]
        if not candidates:
            yield Blocker(None, because(_RULE, N_("Nobody else is at work then.")))
    else:
        agreed = {team.account[demand.duty].primary, *team.agreed(demand.duty, demand.date)}
        candidates = [m for m in team.members if m.id in agreed and m is not absent]
        if not candidates:
            yield Blocker(
                None,
                because(
                    _RULE,
                    N_("Nobody else has an agreement for {account} on {date}."),
                    account=demand.duty,
                    date=demand.date,
                ),
            )
    for member in candidates:
        yield Blocker(member.id, _obstacle(problem, facts, part, handed, member))


def _obstacle(problem: Problem, facts: Facts, part: Handed, handed: tuple[Handed, ...], member: Member) -> Reason:
    """The first thing that keeps her from taking it over."""
    demand, span = part.piece.demand, part.piece.span
    day = demand.date
    who: dict[str, Fact] = {"member": member.id, "date": day, "span": span}
    block = problem.block(member, day, span)
    if not facts.assignments(member, day):
        parts = problem.workable(member, day)
        text = N_("{member} is not rostered on {date}.") if parts else N_("{member} is not at work on {date}.")
        return because(_RULE, text, member=member.id, date=day)
    if not facts.is_present(member, day, span):
        return because(_RULE, N_("{member} does not work from {span} on {date}."), **who)
    if block is not None:
        return because(_RULE, _BLOCKED[block.kind], **who)
    if demand.on_site and not facts.is_present(member, day, span, on_site=True):
        return because(_RULE, N_("{member} works at home on {date}, and this is on site."), member=member.id, date=day)
    if not member.qualified(demand.requires, day):
        return because(_RULE, N_("{member} lacks a qualification that this requires."), member=member.id)
    if member.id in part.piece.holders:
        return because(_RULE, N_("{member} is at {desk} already."), member=member.id, desk=demand.duty)
    taken = [h.piece.demand.duty for h in handed if h.taker == member.id and h.piece.span == span]
    if taken:
        others = ", ".join(sorted(taken))
        return because(
            _RULE, N_("{member} takes {duties} then and has no room for more."), member=member.id, duties=others
        )
    return because(_RULE, N_("{member} has her hands full from {span} on {date}."), **who)


_BLOCKED = {
    BlockKind.LEARNING: N_("{member} has learning time from {span} on {date}."),
    BlockKind.SECONDMENT: N_("{member} is on secondment from {span} on {date}."),
    BlockKind.MEETING: N_("{member} is in a meeting from {span} on {date}."),
}
