"""The contingency plan of a roster: for every date and every member at work, who takes over what, and what is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.plan import Blocker, Contest, Contingency, Loss, Take
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.report import share
from secretariat_tui.planner.certificate import contest_of, why_lost
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.takeover import absorb, moments


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
    moments_of = {moment.span: moment for moment in moments(problem, facts, day, (member,))}
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
            at_once = [other for other in handed if other.piece.span == span]
            moment, gone = moments_of[span], lost[key]
            why, contest = tuple(why_lost(moment, part, at_once)), contest_of(moment, part, at_once)
            if gone and gone[-1].span.end == span.start and _alike(gone[-1], why, contest):
                before = gone.pop()
                span, minutes = Span(before.span.start, span.end), before.minutes + minutes
            gone.append(Loss(*key, span, 1, minutes, tuple(_during(span, blocker) for blocker in why), contest))
    return Contingency(
        day,
        member.id,
        tuple(take for key in sorted(takes) for take in takes[key]),
        tuple(loss for key in sorted(lost) for loss in lost[key]),
    )


def _alike(loss: Loss, why: tuple[Blocker, ...], contest: Contest | None) -> bool:
    """Whether the loss has this certificate too, but for its span."""
    return loss.contest == contest and loss.why == tuple(_during(loss.span, blocker) for blocker in why)


def _during(span: Span, blocker: Blocker) -> Blocker:
    """The blocker, said of another span in which it is so."""
    facts = tuple((name, span if name == "span" else value) for name, value in blocker.reason.facts)
    return replace(blocker, reason=replace(blocker.reason, facts=facts))


def continuity(facts: Facts, plans: Iterable[Contingency]) -> float:
    """The share of all held minutes that survives the loss of any one person; 1 where nothing is held, and else only
    where nothing is lost."""
    held = sum(piece.minutes * len(piece.holders) for piece in facts.all_pieces())
    lost = sum(plan.loss for plan in plans)
    return _share(held - lost, held)


def any_two(problem: Problem, facts: Facts) -> float:
    """N-2: the share of all held minutes that survives the loss of any two on one date; 1 where nothing is held.

    For each date and each two members who work on it, both are away for the whole date, and what the two held is
    handed over as in a contingency plan, neither taking anything. Where n work on the date, a held minute is at stake
    in n - 1 of its twos; so the figure is 1 - (sum over dates of the minutes lost in all its twos / (n - 1)) / (minutes
    held). On a date on which one member works, it is the loss of that one.
    """
    held = sum(piece.minutes * len(piece.holders) for piece in facts.all_pieces())
    return _share(held - lost_by_two(problem, facts), held)


def lost_by_two(problem: Problem, facts: Facts) -> Fraction:
    """The minutes that `any_two` takes for lost, of those that are held."""
    lost = Fraction(0)
    for day in problem.open_dates:
        at_work = [member for member in problem.team.members if facts.assignments(member, day)]
        for absent in combinations(at_work, min(2, len(at_work))):
            lost += Fraction(absorb(problem, facts, day, *absent).loss, max(1, len(at_work) - 1))
    return lost


def _share(part: int | Fraction, whole: int) -> float:
    found = share(part, whole)
    return 1.0 if found is None else found
