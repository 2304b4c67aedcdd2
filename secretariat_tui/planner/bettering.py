"""Betters a roster piece by piece, and proves how good the best is: by cuts, and by searches in narrower models."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import Final

from secretariat_tui.planner.cutting import cut
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.engine import Engine, Outcome
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.limits import POLISH, Clock, Limits, foremost
from secretariat_tui.planner.narrowing import Narrowing
from secretariat_tui.planner.relaxation import Settled
from secretariat_tui.planner.rounds import Rounds

_PIECES: Final = 1 / 2
"""How much work goes into bettering piece by piece, for each unit of work in narrower models."""

_PIECES_FIRST: Final = 1 / 3
_CHOICES: Final = 3000
_MOST: Final = 2.0
"""The same, before anything else is sought, of a model with so many open choices; it grows as their square, as the time
does to cut, but to no more than so many times as much."""

_FEW: Final = 1000
"""So few choices are proven sooner without."""

_NEARLY: Final = 0.98
"""How much of the value the bound has, where there is hardly a better roster."""

_LEAST_WORK: Final = 0.1

Tell = Callable[[int, int], None]


def _is_nearly_proven(found: Outcome) -> bool:
    """Whether hardly anything can be better."""
    return (found.bound or 0) >= _NEARLY * found.value


class Bettering:
    """Betters the outcome of a model by an objective, as far as the clock and its limits allow.

    Two things go on at the same time, each with work of its own: so the outcome is the same each time.
    """

    def __init__(self, engine: Engine, model: Encoder, objective: Linear, clock: Clock, tell: Tell) -> None:
        self._engine = engine
        self._model = model
        self._objective = objective
        self._clock = clock
        self._tell = tell
        self._work = POLISH if clock.limits.polish is None else clock.limits.polish
        self._usual_work = min(self._work, POLISH)
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._best: tuple[int, int] | None = None

    def whole(self, found: Outcome, otherwise: Callable[[Outcome], Outcome]) -> Outcome:
        """By all means, until nothing is left to prove. `otherwise` is tried where the best may be much better."""
        if found.bound == found.value:
            return found
        found, settled = self._cut(found)
        if not _is_nearly_proven(found):
            found = otherwise(found)
        return self._narrowed(found, settled)

    def in_pieces(self, found: Outcome) -> Outcome:
        """Betters the roster."""
        return self._pieces(found, _PIECES_FIRST * self._usual_work)

    @cached_property
    def _rounds(self) -> Rounds:
        """Begun where they left off each time; most stages need none."""
        return Rounds(self._engine, self._model, self._objective, self._clock.limits.seed)

    def _pieces(self, found: Outcome, work: float) -> Outcome:
        """Betters the roster, with so much work."""

        def better(value: int) -> bool:
            self._told(value, found.bound or 0)
            return value == found.bound

        bettered = self._rounds.improve(found, work, self._allow, better, self._ended)
        return replace(bettered, stopped_by=foremost(bettered.stopped_by, self._clock.stopped_by))

    def _cut(self, found: Outcome) -> tuple[Outcome, Settled]:
        """States what the relaxation lacks, and betters the roster in pieces at the same time; with what is settled by
        that."""
        choices = len(self._model.open_choices)
        times = 0 if choices < _FEW else min(_MOST, (choices / _CHOICES) ** 2)
        with self._beside(found, _PIECES_FIRST * self._usual_work * times) as beside:
            cuts = cut(self._model, self._engine.kept, self._objective, self._clock, self._usual_work)
            found = self._result_of(beside)
        for line in cuts.lines:
            self._engine.state(line)
        bound = min(found.value, max(cuts.bound, found.bound or 0))
        self._told(found.value, bound)
        ended = None if bound == found.value else found.stopped_by
        return replace(found, bound=bound, stopped_by=ended), cuts.settled

    def _narrowed(self, found: Outcome, settled: Settled) -> Outcome:
        """In ever narrower models, and in pieces at the same time as long as that betters the roster; only in pieces
        where the work that there is comes to nothing in a model so large."""
        narrowing = Narrowing(self._model, self._engine.kept, self._objective, found, settled)
        work, bettering = self._work, True
        if found.bound != found.value and work < narrowing.least_work:
            return self.in_pieces(found)
        while found.bound != found.value and work > max(_LEAST_WORK, narrowing.least_work):
            searched = min(narrowing.work, work)
            limits = self._allow(searched)
            if limits is None:
                break
            before = found.value
            with self._beside(found, _PIECES * searched if bettering and narrowing.seeks_all else 0) as beside:
                found = narrowing.improve(found, limits, self._clock.stop)
                self._told(found.value, found.bound or 0)
                if found.bound == found.value:
                    self._ended.set()
                found = found.or_better(self._result_of(beside))
            work -= max(found.work, _LEAST_WORK)
            bettering = found.value < before
        return found

    @contextmanager
    def _beside(self, found: Outcome, work: float) -> Iterator[Future[Outcome]]:
        """Betters the roster in pieces, while something else is done; until an exception ends that."""
        with ThreadPoolExecutor(max_workers=1) as pool:
            try:
                yield pool.submit(self._pieces, found, work)
            except BaseException:
                self._ended.set()
                raise

    def _result_of(self, beside: Future[Outcome]) -> Outcome:
        """What was found beside something else, which the clock may have ended."""
        if self._clock.stopped_by is not None:
            self._ended.set()
        return beside.result()

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
