"""No work in a daypart of approved leave or absence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.facts import Facts


class Leave:
    """A shift that shares a minute with a daypart away is out. Nobody is told whether it is leave or absence."""

    id: ClassVar[str] = "leave"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        for member in problem.team.members:
            for day in problem.open_dates:
                away = problem.away(member, day)
                if not away:
                    continue
                reason = _reason(member, day)
                for choice in model.variables.choices(member, day):
                    if not away.isdisjoint(problem.team.touches(choice.shift.span)):
                        model.forbid(choice.var, reason)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for assignment in facts.roster.assignments:
            member = problem.team.member[assignment.member]
            away = problem.away(member, assignment.date)
            if any(problem.team.half(part).overlaps(assignment.span) for part in away):
                yield Violation(_reason(member, assignment.date))


def _reason(member: Member, day: date) -> Reason:
    return because(Leave.id, N_("{member} is away on {date}."), member=member.id, date=day)
