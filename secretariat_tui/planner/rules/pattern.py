"""No work outside the work pattern, the employment and the open days: nobody is called from a day off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.facts import Facts


class Pattern:
    """A shift needs every daypart with which it shares a minute."""

    id: ClassVar[str] = "pattern"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        for member in problem.team.members:
            for day in problem.open_dates:
                parts = problem.pattern(member, day)
                if len(parts) == 2:
                    continue
                reason = why_off(problem, member, day)
                for choice in model.variables.choices(member, day):
                    if not parts.issuperset(problem.team.touches(choice.shift.span)):
                        model.forbid(choice.var, reason)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for assignment in facts.roster.assignments:
            member = problem.team.member[assignment.member]
            day = assignment.date
            free = set(problem.team.touches(assignment.span)) - problem.pattern(member, day)
            if free or not problem.is_open(day):
                yield Violation(why_off(problem, member, day))


def why_off(problem: Problem, member: Member, day: date) -> Reason:
    """Why she does not work all of a date, whatever the roster: her employment, the open days or her work pattern."""
    if not member.employed(day):
        template = N_("{member} is not employed on {date}.")
    elif not problem.is_open(day):
        template = N_("The secretariat is closed on {date}.")
    elif not problem.pattern(member, day):
        template = N_("{member} does not work on {date} by her work pattern.")
    else:
        template = N_("{member} works only half of {date} by her work pattern.")
    return because(Pattern.id, template, member=member.id, date=day)
