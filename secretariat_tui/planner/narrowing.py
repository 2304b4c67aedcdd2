"""Proves that no roster is better than the best, or finds one that is, in a model that becomes smaller.

A search for rosters that are better than the best soon knows of many choices what they are in each that can be. But the
solver simplifies a model before it searches, never while it does. So the search is broken off and begun anew with what
is settled: the smaller model has a closer linear relaxation, which settles more. Solvers of mixed integer programs
restart for the same reason (Achterberg, *Constraint Integer Programming*, 2007, section 10.9).

What is settled holds for one of the best rosters at least, if there are any better than the best so far; that stays so
as more is settled, and as the best becomes better. The best so far itself need not have it.

After each search a target is set between the bound and the best: that no roster is below it is proven far sooner than
that none is better than the best, and is a closer bound.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from secretariat_tui.planner.encoder import Statement, Symbolic
from secretariat_tui.planner.engine import Branching, Engine, Outcome
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.relaxation import Settled

_WORK: Final = 3.0
_CHOICES: Final = 2000
"""Enough for the relaxation of so many choices, and for a search after it; it grows as their square."""

_TOO_LITTLE: Final = 1 / 4
"""The share of that with which a search comes to nothing."""

_LITTLE: Final = 1 / 6
_TARGETS: Final = 2
_WORK_OF_THE_PROOF: Final = 4
"""How much more than others the last search of a round may take, which comes after all targets were reached."""

_MUCH: Final = 0.05
"""A share of the choices that are left."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A search for what is below a target, this part of the way from the bound to the best, with so much work."""

    branching: Branching
    work: float
    part: Fraction = Fraction(1)


class Narrowing:
    """Searches in a model for what is better, by one objective.

    It begins with what is `known` to be settled below the best. `work` is what the next search should take, and
    `least_work` what it needs to come to anything; `seeks_all` says whether it seeks whatever is better than the best.
    """

    def __init__(
        self, model: Symbolic, kept: Sequence[Statement], objective: Linear, best: Outcome, known: Settled
    ) -> None:
        self._settles = True
        self._model = model
        self._kept = kept
        self._objective = objective
        self._known = known
        self._left = model.open_choices
        self._settled: dict[int, int] = {}
        self._settle(known(best.value))
        self._steps = self._all_steps()
        self._step = next(self._steps)

    @property
    def work(self) -> float:
        return self._step.work

    @property
    def least_work(self) -> float:
        return _TOO_LITTLE * self._relaxing

    @property
    def seeks_all(self) -> bool:
        return self._step.part == 1

    def improve(self, best: Outcome, limits: Limits, stop: threading.Event) -> Outcome:
        """The best outcome and the closest bound after one more search, with the work of that."""
        bound = best.bound or 0
        target = bound + max(1, int((best.value - bound) * self._step.part))
        self._settle(self._known(best.value))
        engine = Engine(self._model, settled=self._settled)
        for statement in self._kept:
            engine.state(statement)
        found = engine.minimise(self._objective, limits, stop, below=target, branching=self._step.branching)
        if target == best.value:
            before = len(self._left)
            self._settle(found.settled)
            self._settles = len(self._left) <= (1 - _MUCH) * before
        self._step = self._steps.send(found.infeasible or found.found)
        return _better(best, found, target)

    def _all_steps(self) -> Generator[_Step, bool, None]:
        """Tells what to search next, and is told whether that reached its target: the whole, then a round of targets,
        and what may prove all that is left. As long as the whole settles much, little work goes into a round."""
        times, part = 1, Fraction(1, 2)
        while True:
            yield _Step(Branching.COSTS, times * self._enough)
            settles = self._settles
            work = times * self._enough * (_LITTLE if settles else 1)
            reached = 0
            while reached < _TARGETS and (yield _Step(Branching.RELAXATION, work, part)):
                reached += 1
            if reached == _TARGETS:
                yield _Step(Branching.RELAXATION, work * _WORK_OF_THE_PROOF)
            elif not settles:
                part /= 2
            if not settles:
                times *= 2

    @property
    def _enough(self) -> float:
        """The work of a search in what is left."""
        return max(_WORK, self._relaxing)

    @property
    def _relaxing(self) -> float:
        """The work of the relaxation of what is left."""
        return _WORK * (len(self._left) / _CHOICES) ** 2

    def _settle(self, found: Mapping[int, int]) -> None:
        choices = set(self._left) & found.keys()
        self._settled |= {index: found[index] for index in choices}
        self._left = [index for index in self._left if index not in choices]


def _better(best: Outcome, found: Outcome, target: int) -> Outcome:
    """The best so far, after a search for what is below a target, which is not above it."""
    bound = max(best.bound or 0, target if found.infeasible else min(found.bound or 0, target))
    if found.found:
        best = replace(best, values=found.values, value=found.value)
    bound = min(bound, best.value)
    return replace(best, bound=bound, stopped_by=None if bound == best.value else found.stopped_by, work=found.work)
