"""Minutes of accounts that nobody has, and person-minutes that desks are short, times their priority."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.demand import Demand
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.facts import Facts


class Shortage:
    """Stage 1."""

    id: ClassVar[str] = "shortage"
    severity: ClassVar[Severity] = Severity.SOFT

    def encode(self, problem: Problem, model: Encoder) -> None:
        for slot in problem.slots:
            short = slot.demand.people - model.variables.held(slot)
            model.penalise(short, slot.minutes * slot.demand.priority, _reason(slot.demand, slot.span))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for piece in facts.all_pieces():
            short = piece.demand.people - len(piece.holders)
            if short > 0:
                cost = short * piece.minutes * piece.demand.priority
                yield Violation(_reason(piece.demand, piece.span), cost)


def _reason(demand: Demand, span: Span) -> Reason:
    day = demand.date
    if demand.is_desk:
        template = N_("{desk} is short of people on {date} from {span}.")
        return because(Shortage.id, template, desk=demand.duty, date=day, span=span)
    return because(
        Shortage.id, N_("Nobody has {account} on {date} from {span}."), account=demand.duty, date=day, span=span
    )
