"""Proves that no roster is better than the best, or finds one that is, in a model that becomes smaller.

A search for rosters that are better than the best soon knows of many choices what they are in each that can be. But the
solver simplifies a model before it searches, never while it does. So the search is broken off and begun anew with what
is settled: the smaller model has a closer linear relaxation, which settles more. Solvers of mixed integer programs
restart for the same reason (Achterberg, *Constraint Integer Programming*, 2007, section 10.9).

What is settled holds for one of the best rosters at least, if there are any better than the best so far; that stays so
as more is settled, and as the best becomes better. The best so far itself need not have it.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from secretariat_tui.planner.encoder import Statement, Symbolic
from secretariat_tui.planner.engine import Engine, Outcome
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.limits import Limits

_WORK_OF_A_SEARCH: Final = 2.0
"""The first searches: enough for the relaxation of a team of 15 in one week."""

_SHORT: Final = 3
"""How many of the first searches are no longer than that, as long as they settle much."""

_MUCH: Final = 0.05
"""A share of the choices that are left."""


class Narrowing:
    """Searches in a model for what is better, by one objective.

    `work` is what the next one should take; `settles` says whether the last one settled much.
    The first are for the bound, since that settles most; then those that look for rosters take turns with them.
    """

    def __init__(self, model: Symbolic, kept: Sequence[Statement], objective: Linear) -> None:
        self.work = _WORK_OF_A_SEARCH
        self.settles = True
        self._model = model
        self._kept = kept
        self._objective = objective
        self._left = [index for index in range(model.choice_count) if index not in model.forbidden]
        self._settled: dict[int, int] = {}
        self._short = _SHORT
        self._by_bound = True

    def improve(self, best: Outcome, limits: Limits, stop: threading.Event) -> Outcome:
        """The best outcome and the closest bound after one more search, with the work of that."""
        engine = Engine(self._model, settled=self._settled)
        for statement in self._kept:
            engine.state(statement)
        found = engine.minimise(self._objective, limits, stop, below=best.value, by_bound=self._by_bound)
        self._settled |= found.settled
        left = [index for index in self._left if index not in self._settled]
        self.settles = len(left) <= (1 - _MUCH) * len(self._left)
        self._short = self._short - 1 if self.settles else 0
        self._left = left
        if self._short <= 0:
            self._by_bound = not self._by_bound
            self.work *= 1 if self._by_bound else 2
        return _better(best, found)


def _better(best: Outcome, found: Outcome) -> Outcome:
    """The best so far, after a search for what is better than it."""
    if found.infeasible:
        return replace(best, bound=best.value, stopped_by=None, work=found.work)
    if found.found:
        best = replace(best, values=found.values, value=found.value)
    bound = min(best.value, max(best.bound or 0, found.bound or 0))
    return replace(best, bound=bound, stopped_by=None if bound == best.value else found.stopped_by, work=found.work)
