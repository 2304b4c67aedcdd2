"""Paid hours as contracts and balances have them, week after week."""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd
from typing import ClassVar

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Linear, Var
from secretariat_tui.planner.facts import Facts


class Hours:
    """Stage 4, in minutes. The balance runs from week to week; a week in which she is not employed passes it on."""

    id: ClassVar[str] = "hours"
    severity: ClassVar[Severity] = Severity.SOFT

    def encode(self, problem: Problem, model: Encoder) -> None:
        for member in problem.team.members:
            terms: list[tuple[Var, int]] = []
            constant = member.balance_minutes
            for week in _weeks_employed(problem, member):
                constant += problem.credit(member, week) - problem.target(member, week)
                terms = terms + [
                    (choice.var, problem.paid(day, choice.shift))
                    for day in week.days
                    for choice in model.variables.choices(member, day)
                ]
                # in units of the greatest common divisor the solver sees the few values that there are
                unit = gcd(constant, *(coef for _, coef in terms)) or 1
                deviation = Linear([(var, coef // unit) for var, coef in terms], constant // unit)
                model.penalise(model.absolute(deviation), unit, _reason(member, week))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for member in problem.team.members:
            deviation = member.balance_minutes
            for week in problem.weeks:
                if not any(member.employed(day) for day in week.days):
                    continue
                deviation += problem.credit(member, week) - problem.target(member, week)
                deviation += facts.minutes(member, week.days)
                if deviation:
                    yield Violation(_reason(member, week), abs(deviation))


def _weeks_employed(problem: Problem, member: Member) -> list[Week]:
    return [week for week in problem.weeks if any(member.employed(day) for day in week.days)]


def _reason(member: Member, week: Week) -> Reason:
    return because(
        Hours.id,
        N_("The hours of {member} up to and including {week} differ from her contract and balance."),
        member=member.id,
        week=str(week),
    )
