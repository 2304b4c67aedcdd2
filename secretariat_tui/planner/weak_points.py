"""The single points of failure: accounts, desks and qualifications that fall with one person. Nothing is solved here.

They are sought in the roster, where the contingency plans tell what is lost, and in the agreements, where nobody else
may have a duty who could work when it is asked for, whatever the roster.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.continuity import WeakKind, WeakPoint
from secretariat_tui.domain.demand import Demand
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.plan import Contingency
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.facts import Facts

_Point = tuple[WeakKind, str, str]


def kind_of(is_desk: bool) -> WeakKind:
    """What an account or a desk is as a weak point."""
    return WeakKind.DESK if is_desk else WeakKind.ACCOUNT


def weak_points(problem: Problem, facts: Facts, plans: Iterable[Contingency]) -> tuple[WeakPoint, ...]:
    """The weak points of a roster with these contingency plans: those that lose most first, then by what they are."""
    lost: dict[_Point, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for point, day, minutes in _in_roster(problem, facts, plans):
        lost[point][day] += minutes
    agreed: dict[_Point, set[date]] = defaultdict(set)
    for point, day in _in_agreements(problem):
        agreed[point].add(day)
    found = [
        WeakPoint(
            *point,
            sum(lost[point].values()) if point in lost else 0,
            tuple(sorted(lost[point])) if point in lost else (),
            tuple(sorted(agreed[point])) if point in agreed else (),
        )
        for point in dict.fromkeys((*lost, *agreed))
    ]
    return tuple(sorted(found, key=lambda p: (-p.minutes, -len(p.agreed_dates), p.kind, p.id, p.member)))


def _in_roster(problem: Problem, facts: Facts, plans: Iterable[Contingency]) -> Iterator[tuple[_Point, date, int]]:
    team = problem.team
    for plan in plans:
        for loss in plan.lost:
            yield (kind_of(loss.is_desk), loss.duty, plan.member), plan.date, loss.minutes
            duty = team.desk[loss.duty] if loss.is_desk else team.account[loss.duty]
            present = [m for m in team.members if m.id != plan.member and facts.is_present(m, plan.date, loss.span)]
            for need in duty.requires:
                if not any(m.qualified((need,), plan.date) for m in present):
                    yield (WeakKind.QUALIFICATION, need, plan.member), plan.date, loss.minutes


def _in_agreements(problem: Problem) -> Iterator[tuple[_Point, date]]:
    """Of each date: who cannot be missed, since those who may have it and could work in a daypart are too few."""
    for day in problem.open_dates:
        could_work = {part: [m for m in problem.team.members if part in problem.workable(m, day)] for part in Daypart}
        for demand in problem.demands(day):
            for part in problem.team.touches(demand.span):
                able = [m for m in could_work[part] if may_have(problem, m, demand)]
                if len(able) <= demand.people:
                    yield from (((kind_of(demand.is_desk), demand.duty, m.id), day) for m in able)
                for need in demand.requires:
                    holders = [m for m in could_work[part] if m.qualified((need,), day)]
                    if len(holders) == 1:
                        yield (WeakKind.QUALIFICATION, need, holders[0].id), day


def may_have(problem: Problem, member: Member, demand: Demand) -> bool:
    """Whether she is qualified for the duty and, for an account, its primary or an agreed backup on that date."""
    team = problem.team
    if not member.qualified(demand.requires, demand.date):
        return False
    if demand.is_desk:
        return True
    return member.id == team.account[demand.duty].primary or member.id in team.agreed(demand.duty, demand.date)
