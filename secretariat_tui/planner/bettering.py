"""Betters what a search over the whole model left: its bound by relaxations, its roster piece by piece."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.engine import Engine, Outcome
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.limits import POLISH, Clock, Limits, foremost
from secretariat_tui.planner.narrowing import Narrowing
from secretariat_tui.planner.relaxation import relaxed
from secretariat_tui.planner.rounds import Rounds

_PIECES_AFTER_SEARCH: Final = 1 / 3
"""How much work goes into bettering piece by piece, for each unit of work on the whole."""

_WORK_WITHOUT_LIMIT: Final = 10.0

_IN_SIGHT: Final = 0.9
"""How much of the value the bound has, where a proof is near."""

_NEARLY: Final = 0.98
"""How much of it, where there is hardly a better roster."""

_WORK_OF_RELAXATION: Final = 1 / 6
"""The share of the work of a stage that the linear relaxation of the last one may take."""

_TIME_OF_RELAXATION: Final = 1 / 3
"""The share of what is left of the clock: a better roster is worth more than a better bound."""

_LEAST_WORK: Final = 0.1

_WORK_OF_PIECES: Final = 1.0
"""Without a search, before it is seen whether they bettered anything."""

Tell = Callable[[int, int], None]


def is_nearly_proven(found: Outcome) -> bool:
    """Whether hardly anything can be better."""
    return (found.bound or 0) >= _NEARLY * found.value


def _is_in_sight(found: Outcome) -> bool:
    """Whether a proof of the best is near."""
    return (found.bound or 0) >= _IN_SIGHT * found.value


class Bettering:
    """Betters the outcome of a model by an objective, as far as the clock and its limits allow."""

    def __init__(self, engine: Engine, model: Encoder, objective: Linear, clock: Clock, tell: Tell) -> None:
        self._engine = engine
        self._model = model
        self._objective = objective
        self._clock = clock
        self._limits = clock.limits
        self._tell = tell

    def bounded(self, found: Outcome) -> Outcome:
        """With the bound of the linear relaxation, which the search does not come to in a large model."""
        if _is_in_sight(found) or self._clock.stopped_by is not None:
            return found
        limits = self._clock.limits.share(_WORK_OF_RELAXATION, _TIME_OF_RELAXATION)
        known = relaxed(self._model, self._engine.kept, self._objective, limits, self._clock.stop).bound
        bound = min(found.value, max(known, found.bound or 0))
        self._tell(found.value, bound)
        return replace(found, bound=bound, stopped_by=None if bound == found.value else found.stopped_by)

    def whole(self, found: Outcome) -> Outcome:
        """By all means, until nothing is left to prove."""
        if found.bound != found.value:
            found = self.in_pieces(found)
        if self._limits.polish is not None:
            found = self._narrowed(found, self._limits.polish - POLISH)
        return found

    def in_pieces(self, found: Outcome) -> Outcome:
        """Betters the roster."""
        as_one = self._limits.polish_as_one
        searched = _WORK_WITHOUT_LIMIT if as_one is None else as_one
        return self._pieces(found, _PIECES_AFTER_SEARCH * searched, self._limits.seed)

    def _pieces(self, found: Outcome, work: float, seed: int) -> Outcome:
        """Betters the roster, with so much work."""

        def better(value: int) -> bool:
            self._tell(value, found.bound or 0)
            return value == found.bound

        rounds = Rounds(self._engine, self._model, self._objective, seed)
        bettered = rounds.improve(found, work, self._allow, better)
        return replace(bettered, stopped_by=foremost(bettered.stopped_by, self._clock.stopped_by))

    def _narrowed(self, found: Outcome, work: float) -> Outcome:
        """With so much work in ever narrower models; where these settle little, in pieces too while they better it, and
        in pieces alone where a proof is not in sight."""
        narrowing = Narrowing(self._model, self._engine.kept, self._objective, work)
        seed, bettering = self._limits.seed, True
        while found.bound != found.value and work > _LEAST_WORK:
            limits = self._allow(min(narrowing.work, work))
            if limits is None:
                break
            if bettering and not _is_in_sight(found):
                done = pieces = min(_WORK_OF_PIECES, work)
            else:
                before = found.value
                found = narrowing.improve(found, limits, self._clock.stop)
                self._tell(found.value, found.bound or 0)
                done = max(found.work, _LEAST_WORK)
                bettering = bettering or found.value < before
                pieces = 0 if narrowing.settles else _PIECES_AFTER_SEARCH * done
            work -= done
            if pieces and bettering and found.bound != found.value:
                seed += 1
                before = found.value
                found = self._pieces(found, pieces, seed)
                bettering = found.value < before
        return found

    def _allow(self, work: float) -> Limits | None:
        """The limits of one search; None where the clock has ended all."""
        return None if self._clock.stopped_by is not None else replace(self._clock.limits, deterministic=work)
