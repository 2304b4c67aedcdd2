"""Overtime that is proposed: in words, as the team would be, and the least that does what more of it would do.

How much may be needed follows from one roster, in which she may work longer on other days than she has to. So what she
works is made least as a last stage, by a rule of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar, Final

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.stages import Stage

_QUARTER: Final = 15


def overtime_for(problem: Problem, member: Member, week: Week, worked: int) -> tuple[Reason, Decimal]:
    """The overtime, in quarters of an hour, with which she may work so many minutes in the week; and its hours."""
    over = worked + problem.credit(member, week) - problem.target(member, week)
    quarters = max(0, -(-over // _QUARTER))
    text = because(
        "relaxation",
        N_("Agree on overtime with {member} in {week}: {minutes} minutes in all."),
        member=member.id,
        week=str(week),
        minutes=quarters * _QUARTER,
    )
    return text, Decimal(quarters) / 4


def with_overtime(team: Team, member: str, hours: Decimal) -> Team:
    """The team with so much overtime agreed with her."""
    return replace(team, members=tuple(replace(m, overtime=hours) if m.id == member else m for m in team.members))


class Worked:
    """The minutes that one member works in a week; `text` is why that is asked."""

    id: ClassVar[str] = "worked"
    severity: ClassVar[Severity] = Severity.SOFT

    def __init__(self, member: str, week: Week, text: Reason) -> None:
        self._member = member
        self._week = week
        self._text = text

    def encode(self, problem: Problem, model: Encoder) -> None:
        member = problem.team.member[self._member]
        choices = [choice for day in self._week.days for choice in model.variables.choices(member, day)]
        worked = total(choice.var * problem.paid(choice.date, choice.shift) for choice in choices)
        model.penalise(worked, 1, self._text)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        member = problem.team.member[self._member]
        minutes = facts.minutes(member, self._week.days)
        if minutes:
            yield Violation(self._text, minutes)


WORKED: Final = Stage(Worked.id, (Worked.id,))
