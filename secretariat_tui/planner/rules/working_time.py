"""The ceilings of working time, and the breaks that long shifts need (Arbeidstijdenwet 5:4 and 5:7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment
from secretariat_tui.domain.shift import Shift
from secretariat_tui.planner.encoder import Encoder, reach
from secretariat_tui.planner.expression import Linear, total
from secretariat_tui.planner.facts import Facts

_SHIFT_HOURS: Final = 12
_WEEK_HOURS: Final = 60
_AVERAGES: Final = ((4, 55), (16, 48))
"""Over so many weeks, at most so many hours a week."""
_BREAKS: Final = ((600, 45), (330, 30))
"""Above so many paid minutes, a break of at least so many; the longest shifts first."""


class WorkingTime:
    """All in paid time. Averages are over the weeks up to each week of the horizon; a week without known history is 0.

    What was worked before the horizon cannot be undone: where that alone exceeds an average, she does not work.
    A violation costs the minutes above a limit, or those that a break is short.
    """

    id: ClassVar[str] = "working_time"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        shifts = problem.team.shifts
        paid = {(day, shift.id): problem.paid(day, shift) for day in problem.open_dates for shift in shifts}
        past = _past_minutes(problem)
        for member in problem.team.members:
            worked = []
            for week in problem.weeks:
                choices = [choice for day in week.days for choice in model.variables.choices(member, day)]
                worked.append(total(choice.var * paid[choice.date, choice.shift.id] for choice in choices))
                for choice in choices:
                    minutes = paid[choice.date, choice.shift.id]
                    needed = _needed_break(minutes)
                    if minutes > _SHIFT_HOURS * 60:
                        model.forbid(choice.var, _shift_reason(member, choice.shift, choice.date))
                    if choice.shift.break_minutes < needed:
                        model.forbid(choice.var, _break_reason(member, choice.shift, choice.date, needed))
            _limit(problem, model, member, worked, past)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for assignment in facts.roster.assignments:
            yield from _shift_breaches(problem, assignment)
        past = problem.past_assignments(max(weeks for weeks, _ in _AVERAGES))
        for member in problem.team.members:
            planned = [a for day in problem.horizon.dates for a in facts.assignments(member, day)]
            minutes: Counter[date] = Counter()
            for assignment in planned + [a for a in past if a.member == member.id]:
                minutes[Week.of(assignment.date).monday] += problem.worked(assignment)
            yield from _week_breaches(problem, member, minutes)


def _past_minutes(problem: Problem) -> Counter[tuple[str, int]]:
    """Paid minutes before the horizon, by member and the number of weeks ago, from 1."""
    found: Counter[tuple[str, int]] = Counter()
    for past in problem.past_assignments(max(weeks for weeks, _ in _AVERAGES)):
        weeks_ago = (problem.horizon.start - past.date).days + 6
        found[past.member, weeks_ago // 7] += problem.worked(past)
    return found


def _needed_break(paid: int) -> int:
    """The least minutes of break in a shift of so many paid minutes."""
    return next((least for above, least in _BREAKS if paid > above), 0)


def _limit(
    problem: Problem, model: Encoder, member: Member, worked: list[Linear], past: Counter[tuple[str, int]]
) -> None:
    """Limits the paid minutes of each week and of each run of weeks, where they can get that far.

    The ceilings of the single weeks are in force too, so an average that they cannot exceed is not stated.
    """
    most = [min(reach(minutes)[1], _WEEK_HOURS * 60) for minutes in worked]
    for index, week in enumerate(problem.weeks):
        model.require(worked[index] <= _WEEK_HOURS * 60, _week_reason(member, week))
        for weeks, hours in _AVERAGES:
            first = max(0, index + 1 - weeks)
            before = sum(past[member.id, ago] for ago in range(1, weeks - index))
            room = max(0, weeks * hours * 60 - before)
            if sum(most[first : index + 1]) > room:
                model.require(total(worked[first : index + 1]) <= room, _average_reason(member, week, weeks, hours))


def _shift_breaches(problem: Problem, assignment: Assignment) -> Iterator[Violation]:
    member, shift = problem.team.member[assignment.member], problem.team.shift[assignment.shift]
    paid = problem.worked(assignment)
    if paid > _SHIFT_HOURS * 60:
        yield Violation(_shift_reason(member, shift, assignment.date), paid - _SHIFT_HOURS * 60)
    for above, least in _BREAKS:
        if paid > above and shift.break_minutes < least:
            reason = _break_reason(member, shift, assignment.date, least)
            yield Violation(reason, least - shift.break_minutes)
            return


def _week_breaches(problem: Problem, member: Member, minutes: Counter[date]) -> Iterator[Violation]:
    """What is wrong with the paid minutes, by the Monday of their week."""
    for week in problem.weeks:
        over = minutes[week.monday] - _WEEK_HOURS * 60
        if over > 0:
            yield Violation(_week_reason(member, week), over)
        for weeks, hours in _AVERAGES:
            since = week.plus(1 - weeks).monday
            window = [monday for monday in minutes if since <= monday <= week.monday]
            planned = sum(minutes[monday] for monday in window if monday in problem.horizon)
            over = min(sum(minutes[monday] for monday in window) - weeks * hours * 60, planned)
            if over > 0:
                yield Violation(_average_reason(member, week, weeks, hours), over)


def _shift_reason(member: Member, shift: Shift, day: date) -> Reason:
    template = N_("{shift} is longer than the {hours} paid hours that {member} may work on {date}.")
    return because(WorkingTime.id, template, shift=shift.id, hours=_SHIFT_HOURS, member=member.id, date=day)


def _break_reason(member: Member, shift: Shift, day: date, minutes: int) -> Reason:
    template = N_("{shift} has less than the {minutes} minutes of break that {member} needs on {date}.")
    return because(WorkingTime.id, template, shift=shift.id, minutes=minutes, member=member.id, date=day)


def _week_reason(member: Member, week: Week) -> Reason:
    template = N_("{member} works at most {hours} hours in {week}.")
    return because(WorkingTime.id, template, member=member.id, hours=_WEEK_HOURS, week=str(week))


def _average_reason(member: Member, week: Week, weeks: int, hours: int) -> Reason:
    template = N_("{member} works at most {hours} hours a week on average in the {weeks} weeks that end with {week}.")
    return because(WorkingTime.id, template, member=member.id, hours=hours, weeks=weeks, week=str(week))
