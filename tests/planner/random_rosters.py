"""Random rosters for a problem: some careful (nearly valid), some wild (anybody works anything and holds anything)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.demand import Slot
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment, Duty, HolderRole, Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team


def random_roster(rng: Random, problem: Problem) -> Roster:
    """A roster of the open days of the horizon; with a chance of one in two nearly valid."""
    wild = rng.choice((0.0, 0.03, 0.3, 1.0))
    busy = rng.choice((0.5, 0.9))
    assignments = [
        assignment
        for member in problem.team.members
        for day in problem.open_dates
        for assignment in _works(rng, problem, member, day, wild, busy)
    ]
    duties: list[Duty] = []
    for day in problem.open_dates:
        now: dict[tuple[str, bool], tuple[str, ...]] = {}
        for slot in problem.slots_on[day]:
            key = (slot.duty, slot.is_desk)
            if key not in now or rng.random() < 0.4 or not _all_can(problem, slot, now[key], assignments):
                now[key] = _holders(rng, problem, slot, assignments, wild)
            duties += [_duty(problem.team, slot, who) for who in now[key]]
    return Roster(problem.team.id, problem.weeks, tuple(assignments), tuple(_joined(duties)))


def _works(rng: Random, problem: Problem, member: Member, day: date, wild: float, busy: float) -> list[Assignment]:
    ways = [(shift, place) for shift in problem.team.shifts for place in shift.places]
    if rng.random() < wild:
        chosen = rng.sample(ways, min(len(ways), rng.choice((0, 1, 1, 1, 2))))
    else:
        parts = problem.workable(member, day)
        can = [
            (shift, place)
            for shift, place in ways
            if member.allows(shift.id) and parts.issuperset(problem.team.touches(shift.span))
        ]
        chosen = [rng.choice(can)] if can and rng.random() < busy else []
    return [Assignment(day, member.id, shift.id, place, shift.span) for shift, place in chosen]


def _holders(
    rng: Random, problem: Problem, slot: Slot, assignments: Sequence[Assignment], wild: float
) -> tuple[str, ...]:
    members = [member.id for member in problem.team.members]
    if rng.random() < wild:
        return tuple(sorted(rng.sample(members, rng.randint(0, min(3, len(members))))))
    can = [who for who in members if _can(problem, slot, who, assignments)]
    return tuple(sorted(rng.sample(can, min(len(can), rng.randint(0, slot.demand.people)))))


def _all_can(problem: Problem, slot: Slot, members: Sequence[str], assignments: Sequence[Assignment]) -> bool:
    return all(_can(problem, slot, who, assignments) for who in members)


def _can(problem: Problem, slot: Slot, who: str, assignments: Sequence[Assignment]) -> bool:
    team, member, day = problem.team, problem.team.member[who], slot.date
    there = any(
        a.member == who
        and a.date == day
        and a.span.covers(slot.span)
        and (not slot.demand.on_site or a.place is Place.OFFICE)
        for a in assignments
    )
    if not there or problem.block(member, day, slot.span) or not member.qualified(slot.demand.requires, day):
        return False
    if slot.is_desk:
        return True
    primary = team.account[slot.duty].primary
    return who == primary or team.rank(slot.duty, who, day) is not None or slot.duty in member.knows


def _duty(team: Team, slot: Slot, who: str) -> Duty:
    if slot.is_desk:
        return Duty(slot.date, slot.duty, True, slot.span, who)
    account, rank = team.account[slot.duty], team.rank(slot.duty, who, slot.date)
    if account.primary == who:
        return Duty(slot.date, slot.duty, False, slot.span, who, HolderRole.PRIMARY)
    if rank is not None:
        return Duty(slot.date, slot.duty, False, slot.span, who, HolderRole.BACKUP, rank=rank)
    distance = team.distance(account, team.member[who])
    return Duty(slot.date, slot.duty, False, slot.span, who, HolderRole.INCIDENTAL, distance=distance)


def _joined(duties: Sequence[Duty]) -> list[Duty]:
    """Neighbouring spans of one holder as one duty."""
    joined: list[Duty] = []
    for duty in sorted(duties, key=lambda d: (d.date, d.duty, d.is_desk, d.member, d.span)):
        last = joined[-1] if joined else None
        if last is not None and replace(last, span=duty.span) == duty and last.span.end == duty.span.start:
            joined[-1] = replace(last, span=Span(last.span.start, duty.span.end))
        else:
            joined.append(duty)
    return joined
