"""At most one shift for a member on a date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.facts import Facts


class OneShift:
    """Part of what a roster is, so never to blame for a clash."""

    id: ClassVar[str] = "one_shift"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        for member in problem.team.members:
            for day in problem.open_dates:
                model.define(model.variables.works(member, day) <= 1)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for member in problem.team.members:
            for day in problem.horizon.dates:
                shifts = len(facts.assignments(member, day))
                if shifts > 1:
                    yield Violation(_reason(member, day), shifts - 1)


def _reason(member: Member, day: date) -> Reason:
    return because(OneShift.id, N_("{member} has at most one shift on {date}."), member=member.id, date=day)
