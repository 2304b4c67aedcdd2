"""On every open day somebody who has the key works in the office."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.finding import Reason, Severity, Violation, because
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.facts import Facts

KEY = ("key",)
"""The qualification of who has the key, as in the team file."""


class KeyHolder:
    """Said to the solver by `encode`, asked of a roster by `check`: the two share nothing but the reason."""

    id: ClassVar[str] = "key_holder"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        for day in problem.open_dates:
            holders = [member for member in problem.team.members if member.qualified(KEY, day)]
            choices = [choice for member in holders for choice in model.variables.choices(member, day)]
            in_office = total(choice.var for choice in choices if choice.place is Place.OFFICE)
            model.require(in_office >= 1, _reason(day))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        names = {member.id: member for member in problem.team.members}
        works = [a for a in facts.roster.assignments if a.place is Place.OFFICE]
        opened = {a.date for a in works if names[a.member].qualified(KEY, a.date)}
        for day in problem.open_dates:
            if day not in opened:
                yield Violation(_reason(day))


def _reason(day: date) -> Reason:
    return because(KeyHolder.id, "Somebody who has the key works in the office on {date}.", date=day)
