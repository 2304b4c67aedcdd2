"""What a search minimises: a stage, with the hours beside it where they are small enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from secretariat_tui.domain.team import Team
from secretariat_tui.planner.encoder import Penalty, reach
from secretariat_tui.planner.expression import Linear, total
from secretariat_tui.planner.stages import Stage

_GREATEST_OBJECTIVE = 2**46
"""Above this the solver's arithmetic is no longer at ease with two objectives in one."""


@dataclass(frozen=True)
class Objective:
    """A stage with the hours beside it: `whole` is `factor` times the stage, plus the hours, which stay below half of
    the factor."""

    id: str
    stage: Linear
    whole: Linear
    weighted: bool
    factor: int = 1

    @classmethod
    def of(cls, stage: Stage, terms: dict[str, Linear], team: Team, hours: Linear) -> Objective:
        value = total(terms[term] * stage.weight(team, term) for term in stage.terms)
        factor = 2 * (reach(hours)[1] + 1)
        if not stage.local or not hours.terms or factor * reach(value)[1] > _GREATEST_OBJECTIVE:
            return cls(stage.id, value, value, stage.weighted)
        return cls(stage.id, value, value * factor + hours, stage.weighted, factor)

    @property
    def gap(self) -> int:
        """How far a search may stay from its bound and still have proven the stage."""
        return self.factor // 2

    def value_of(self, whole: int) -> int:
        """The stage's value, from that of the whole."""
        return whole // self.factor

    def bound_of(self, whole: int) -> int:
        """The stage's bound, from that of the whole: the hours beside it are below half of the factor."""
        return -(-(whole - max(0, self.factor // 2 - 1)) // self.factor)


def costs_by_date(penalties: Sequence[Penalty]) -> dict[date, Linear]:
    """The cost of each date."""
    costs: dict[date, list[Linear]] = defaultdict(list)
    for penalty in penalties:
        costs[penalty.because.fact("date")].append(penalty.expression * penalty.weight)
    return {day: total(parts) for day, parts in costs.items()}
