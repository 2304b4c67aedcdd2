"""An account is in the hands of one person at a time; a desk is manned by as many as it asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from secretariat_tui.domain.demand import Demand
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.facts import Facts


class OneHolder:
    """Part of what a roster is, so never to blame for a clash."""

    id: ClassVar[str] = "one_holder"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        for slot in problem.slots:
            model.define(model.variables.held(slot) <= slot.demand.people)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        """The cost is in person-minutes. The variables cannot say that somebody holds a duty twice; a roster can."""
        excess: Counter[Reason] = Counter()
        for piece in facts.all_pieces():
            once = len(set(piece.holders))
            too_many = max(0, once - piece.demand.people) + len(piece.holders) - once
            if too_many:
                excess[_reason(piece.demand)] += too_many * piece.minutes
        for reason, cost in excess.items():
            yield Violation(reason, cost)


def _reason(demand: Demand) -> Reason:
    if demand.is_desk:
        template = N_("{desk} is manned on {date} by at most {people} at a time, each once.")
        return because(OneHolder.id, template, desk=demand.duty, date=demand.date, people=demand.people)
    template = N_("{account} has at most one holder at a time on {date}.")
    return because(OneHolder.id, template, account=demand.duty, date=demand.date)
