"""Betters what a search over the whole model left: its bound in narrower models, its roster piece by piece."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from secretariat_tui.planner.cutting import cut
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.engine import Engine, Outcome
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.limits import POLISH, Clock, Limits, foremost
from secretariat_tui.planner.narrowing import Narrowing
from secretariat_tui.planner.rounds import Rounds

_PIECES_AFTER_SEARCH: Final = 1 / 3
"""How much work goes into bettering piece by piece, for each unit of work on the whole."""

_WORK_WITHOUT_LIMIT: Final = 10.0

_NEARLY: Final = 0.98
"""How much of the value the bound has, where there is hardly a better roster."""

_LEAST_WORK: Final = 0.1

Tell = Callable[[int, int], None]


def is_nearly_proven(found: Outcome) -> bool:
    """Whether hardly anything can be better."""
    return (found.bound or 0) >= _NEARLY * found.value


class Bettering:
    """Betters the outcome of a model by an objective, as far as the clock and its limits allow."""

    def __init__(self, engine: Engine, model: Encoder, objective: Linear, clock: Clock, tell: Tell) -> None:
        self._engine = engine
        self._model = model
        self._objective = objective
        self._clock = clock
        self._limits = clock.limits
        self._tell = tell
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._best: tuple[int, int] | None = None

    def cut(self) -> int:
        """States what the relaxation lacks, with as much work as a search over the whole, and gives its bound; nothing
        where all the work is left to a race."""
        if self._limits.polish is None:
            return 0
        return cut(self._model, self._engine, self._objective, self._clock, self._searched)

    def whole(self, found: Outcome) -> Outcome:
        """By all means, until nothing is left to prove."""
        if found.bound != found.value:
            found = self.in_pieces(found)
        if self._limits.polish is not None:
            found = self._narrowed(found, self._limits.polish - POLISH)
        return found

    def in_pieces(self, found: Outcome) -> Outcome:
        """Betters the roster."""
        return self._pieces(found, _PIECES_AFTER_SEARCH * self._searched, self._limits.seed)

    @property
    def _searched(self) -> float:
        """The work of a search over the whole."""
        as_one = self._limits.polish_as_one
        return _WORK_WITHOUT_LIMIT if as_one is None else as_one

    def _pieces(self, found: Outcome, work: float, seed: int) -> Outcome:
        """Betters the roster, with so much work."""

        def better(value: int) -> bool:
            self._told(value, found.bound or 0)
            return value == found.bound

        rounds = Rounds(self._engine, self._model, self._objective, seed)
        bettered = rounds.improve(found, work, self._allow, better)
        return replace(bettered, stopped_by=foremost(bettered.stopped_by, self._clock.stopped_by))

    def _narrowed(self, found: Outcome, work: float) -> Outcome:
        """With so much work in ever narrower models, and in pieces at the same time as long as that betters the roster.

        Both have their own work to do, so the outcome is the same each time.
        """
        narrowing = Narrowing(self._model, self._engine.kept, self._objective)
        seed, bettering = self._limits.seed, True
        while found.bound != found.value and work > _LEAST_WORK:
            searched = min(narrowing.work, work)
            limits = self._allow(searched)
            if limits is None:
                break
            seed += 1
            before = found.value
            pieces = _PIECES_AFTER_SEARCH * searched if bettering and narrowing.seeks_all else 0
            with self._beside(found, pieces, seed) as beside:
                found = narrowing.improve(found, limits, self._clock.stop)
                self._told(found.value, found.bound or 0)
                if found.bound == found.value:
                    self._ended.set()
                found = found.or_better(beside.result())
            work -= max(found.work, _LEAST_WORK)
            bettering = found.value < before
        return found

    @contextmanager
    def _beside(self, found: Outcome, work: float, seed: int) -> Iterator[Future[Outcome]]:
        """Betters the roster in pieces, while something else is done; until an exception ends that."""
        with ThreadPoolExecutor(max_workers=1) as pool:
            try:
                yield pool.submit(self._pieces, found, work, seed)
            except BaseException:
                self._ended.set()
                raise

    def _allow(self, work: float) -> Limits | None:
        """The limits of one search; None where the clock has ended all."""
        over = self._ended.is_set() or self._clock.stopped_by is not None
        return None if over else replace(self._clock.limits, deterministic=work)

    def _told(self, value: int, bound: int) -> None:
        """Tells the best value and the closest bound of all that go on at the same time."""
        with self._lock:
            least, most = self._best or (value, bound)
            self._best = min(value, least), max(bound, most)
            self._tell(*self._best)
