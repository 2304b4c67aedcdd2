"""Paid and credited minutes of a week stay within the target and the overtime that was agreed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.facts import Facts


class HoursMax:
    """A violation costs the minutes above the limit."""

    id: ClassVar[str] = "hours_max"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        shifts = problem.team.shifts
        paid = {(day, shift.id): problem.paid(day, shift) for day in problem.open_dates for shift in shifts}
        for week in problem.weeks:
            days = [day for day in week.days if problem.is_open(day)]
            for member in problem.team.members:
                choices = [choice for day in days for choice in model.variables.choices(member, day)]
                worked = total(choice.var * paid[choice.date, choice.shift.id] for choice in choices)
                model.require(worked <= problem.room(member, week), _reason(member, week))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for member in problem.team.members:
            for week in problem.weeks:
                counted = problem.credit(member, week) + facts.minutes(member, week.days)
                over = counted - problem.target(member, week) - member.overtime_minutes
                if over > 0:
                    yield Violation(_reason(member, week), over)


def _reason(member: Member, week: Week) -> Reason:
    template = N_("The hours of {member} in {week} stay within her contract and agreed overtime.")
    return because(HoursMax.id, template, member=member.id, week=str(week))
