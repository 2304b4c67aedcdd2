"""The same working week as the last one of the same parity, where nothing asks for another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from secretariat_tui.domain.calendar import Daypart, Week
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment, Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Linear, total
from secretariat_tui.planner.facts import Facts


class Stability:
    """A term of quality: dayparts of a member's pattern whose shift or place differs from the same weekday of the last
    roster week of the same parity before the horizon. Weekdays on which the team was closed then do not count."""

    id: ClassVar[str] = "stability"
    severity: ClassVar[Severity] = Severity.SOFT

    def encode(self, problem: Problem, model: Encoder) -> None:
        for week in problem.weeks:
            past = _example(problem, week)
            if past is None:
                continue
            worked = _by_member_and_date(past)
            for day in week.days:
                then = past.weeks[0].days[day.weekday()]
                if not (problem.is_open(day) and problem.is_open(then)):
                    continue
                for member in problem.team.members:
                    before = worked.get((member.id, then), [])
                    reason = _reason(member, day, then)
                    for part in sorted(problem.pattern(member, day)):
                        model.penalise(_differs(model, member, day, part, before), 1, reason)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for day in problem.open_dates:
            past = _example(problem, Week.of(day))
            if past is None:
                continue
            then = day - timedelta(weeks=(Week.of(day).monday - past.weeks[0].monday).days // 7)
            if not problem.is_open(then):
                continue
            for member in problem.team.members:
                before = [a for a in past.assignments if a.member == member.id and a.date == then]
                now = facts.assignments(member, day)
                changed = sum(
                    _ways(problem, now, part) != _ways(problem, before, part) for part in problem.pattern(member, day)
                )
                if changed:
                    yield Violation(_reason(member, day, then), changed)


def _example(problem: Problem, week: Week) -> Roster | None:
    """The last roster week before the horizon with the parity of a week."""
    return next((past for past in reversed(problem.past) if past.weeks[0].is_odd == week.is_odd), None)


def _by_member_and_date(roster: Roster) -> dict[tuple[str, date], list[Assignment]]:
    found: dict[tuple[str, date], list[Assignment]] = {}
    for assignment in roster.assignments:
        found.setdefault((assignment.member, assignment.date), []).append(assignment)
    return found


def _differs(model: Encoder, member: Member, day: date, part: Daypart, before: list[Assignment]) -> Linear:
    """1 if she does not work the daypart in the way she did."""
    half = model.problem.team.half(part)
    ways = {(a.shift, a.place) for a in before if a.span.overlaps(half)}
    if not ways:
        return model.variables.works_in(member, day, part)
    same = [
        choice.var
        for choice in model.variables.choices(member, day)
        if {(choice.shift.id, choice.place)} == ways and choice.shift.span.overlaps(half)
    ]
    return 1 - total(same)


def _ways(problem: Problem, assignments: list[Assignment], part: Daypart) -> set[tuple[str, Place]]:
    return {(a.shift, a.place) for a in assignments if part in problem.team.touches(a.span)}


def _reason(member: Member, day: date, then: date) -> Reason:
    template = N_("{member} works otherwise on {date} than on {then}.")
    return because(Stability.id, template, member=member.id, date=day, then=then)
