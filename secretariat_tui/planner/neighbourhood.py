"""Betters a roster piece by piece: all of it stays but a few dates, or a few members, and those are solved again.

Large-neighbourhood search (Shaw, 1998). It proves nothing, but it finds in seconds what the whole search does not find
in minutes. Several searches may go on side by side from the same best roster.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from random import Random

from secretariat_tui.planner.encoder import Encoder, Statement
from secretariat_tui.planner.engine import Engine, Outcome, evaluate
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.part import Part, Parts
from secretariat_tui.planner.pieces import Cells, apart, kinds, promising
from secretariat_tui.planner.relaxation import relaxed

_WORK_OF_A_PIECE = 0.5
_WORK_OF_A_PIECE_IN_VAIN = 0.1
"""The share, of all work since the roster became markedly better, that the next piece may take: what small pieces no
longer better, larger ones may."""
_MARKEDLY = 0.99
"""The part of a value at which a lower one is markedly better."""
_WORK_OF_A_START = 2.0
LEAST_WORK = 0.01
"""What a piece counts for at least: stating and presolving it is work that the solver does not count."""

_WANDERS = 0.5

Allow = Callable[[float], Limits | None]
"""The limits of a search of so much work, or None where time is up."""


class Incumbent:
    """The best values so far, which searches side by side better together. A list once given is never changed."""

    def __init__(self, best: Outcome) -> None:
        self.values = list(best.values)
        self.value = best.value
        self._lock = threading.Lock()

    def offer(self, values: Sequence[int], value: int) -> None:
        """Takes whole values, where they are better."""
        with self._lock:
            if value < self.value:
                self.values, self.value = list(values), value

    def take(self, found: Outcome, part: Part, begun: Sequence[int], gain: int, settle: Callable[..., Outcome]) -> int:
        """Takes what a piece that began from `begun` came to; gives by how much the best was bettered.

        Where another search has bettered the best meanwhile, `settle` tells what both come to together.
        """
        with self._lock:
            if begun is self.values:
                self.values = _with(begun, found.values, part)
                self.value -= gain
                return gain
            together = settle(self.values, found.values, part) if gain > 0 else None
            if together is None or not together.found or together.value >= self.value:
                return 0
            gain = self.value - together.value
            self.values, self.value = list(together.values), together.value
            return gain


class Neighbourhood:
    """The pieces of a model whose choices are a roster, for one objective."""

    def __init__(
        self, model: Encoder, beside: Sequence[Statement], objective: Linear, seed: int, stop: threading.Event
    ) -> None:
        self._model = model
        self._beside = beside
        self._objective = objective
        self._seed = seed
        self._stop = stop
        self._parts = Parts(model, beside, objective)
        self._cells = Cells(model)
        self._relaxed: Sequence[float] = ()

    def begin(self, allow: Allow) -> Outcome | None:
        """A first roster: one member after the other, each as well as those before her leave it.

        None where time is up, or where that comes to no roster: a rule may tie a member to those who come after her.
        """
        values = [0] * self._model.choice_count
        values += [var.low for var in self._model.vars[len(values) :]]
        for member in self._cells.members:
            part = self._parts.part(self._cells.free([member], self._cells.dates), values)
            found = self._solved(part, (), allow(_WORK_OF_A_START))
            if found is None or not found.found:
                return None
            values = _with(values, found.values, part)
        part = self._parts.defined(values)
        found = self._solved(part, (), allow(_WORK_OF_A_START))
        if found is None or not found.found:
            return None
        values = _with(values, found.values, part)
        return Outcome(values, evaluate(self._objective, values), 0, None)

    def relax(self, seconds: float) -> int:
        """Finds the relaxation in so many seconds, if it can: pieces are chosen by it from then on. Gives its bound."""
        limits = Limits(deterministic=None, wall=seconds)
        relaxation = relaxed(self._model, self._beside, self._objective, limits, self._stop)
        self._relaxed = relaxation.values
        return relaxation.bound

    def improve(self, best: Outcome, work: float, allow: Allow, on_better: Callable[[int], bool]) -> Outcome:
        """Solves piece after piece until so much work is done, and gives the best outcome, with the bound of `best`.

        `on_better` says whether the new value cannot be bettered.
        """
        incumbent = Incumbent(best)
        self.search(incumbent, 0, work, allow, on_better)
        return Outcome(incumbent.values, incumbent.value, best.bound, best.stopped_by, best.work)

    def search(
        self, incumbent: Incumbent, number: int, work: float, allow: Allow, on_better: Callable[[int], bool]
    ) -> None:
        """Betters the incumbent, as `improve` does. Searches side by side have different numbers."""
        random = Random(self._seed + number)  # noqa: S311  (a search, not a secret)
        among, guided = kinds(self._cells, random), False
        in_vain, value = 0.0, incumbent.value
        while work > 0:
            limits = allow(min(work, max(_WORK_OF_A_PIECE, _WORK_OF_A_PIECE_IN_VAIN * in_vain)))
            if limits is None:
                return
            if self._relaxed and not guided:
                among.append(apart(self._cells, random, self._relaxed))
                guided = True
            kind, values = promising(among, random), incumbent.values
            part = self._parts.part(kind.of(int(kind.size), values), values)
            # After a piece in vain it may come to another roster of the same value, from which more can be reached.
            hint = () if kind.idle and random.random() < _WANDERS else values
            found = self._solved(part, hint, limits)
            if found is None:
                return
            done = max(found.work, LEAST_WORK)
            work -= done
            in_vain += done
            gain = evaluate(part.objective, values) - found.value if found.found else -1
            kind.learn(gain, done, found.stopped_by is None)
            if gain >= 0 and incumbent.take(found, part, values, gain, self.settled) and on_better(incumbent.value):
                return
            if incumbent.value < _MARKEDLY * value:
                in_vain, value = 0.0, incumbent.value

    def settled(self, values: Sequence[int], others: Sequence[int], part: Part) -> Outcome:
        """These values with the choices of a piece that began from others, and all that follows from them anew."""
        choices = [index for index in part.free if index < self._model.choice_count]
        changed = list(values)
        for index in choices:
            changed[index] = others[index]
        rest = self._parts.following(choices, changed)
        found = self._solved(rest, (), Limits(deterministic=_WORK_OF_A_START))
        if found is None or not found.found:
            return Outcome((), 0, None, None)
        changed = _with(changed, found.values, rest)
        return Outcome(changed, evaluate(self._objective, changed), 0, None)

    def _solved(self, part: Part, hint: Sequence[int], limits: Limits | None) -> Outcome | None:
        if limits is None:
            return None
        engine = Engine(part.model)
        engine.suggest(hint)
        return engine.minimise(part.objective, limits, self._stop, small=True)


def _with(values: Sequence[int], found: Sequence[int], part: Part) -> list[int]:
    """The values, with those found for a part."""
    merged = list(values)
    for index in part.free:
        merged[index] = found[index]
    return merged
