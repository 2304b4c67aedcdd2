"""Two searches at the same time, where nothing but the clock ends them: one proves, the other betters piece by piece.

Either ends the other as soon as the best value of one is the bound of the other. Which of them comes first differs from
run to run: where the same roster is wanted each time, limit the work and search one after the other.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from math import inf

from secretariat_tui.planner.engine import Engine, Outcome
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.limits import Clock, Limits
from secretariat_tui.planner.neighbourhood import Neighbourhood

Tell = Callable[[int | None, int], None]


def race(
    engine: Engine,
    objective: Linear,
    pieces: Callable[[threading.Event], Neighbourhood],
    begin: Outcome | None,
    clock: Clock,
    tell: Tell,
) -> Outcome:
    """The best outcome of both. `pieces` gets the event that ends a piece; `begin` is a roster to begin from."""
    state = _State(clock, tell)
    with ThreadPoolExecutor(max_workers=1) as pool:
        searching = pool.submit(_whole, engine, objective, state)
        try:
            bettered = _bettered(pieces(state.ended), begin, state)
            if clock.stopped_by is not None:
                state.ended.set()
            whole = searching.result()
        finally:
            state.ended.set()
    if whole.infeasible or bettered is None or (whole.found and whole.value <= bettered.value):
        return whole
    bound = min(bettered.value, max(state.bound, whole.bound or 0))
    return replace(bettered, bound=bound, stopped_by=None if bound == bettered.value else clock.stopped_by or "work")


class _State:
    """What both know, and the event by which one ends the other."""

    def __init__(self, clock: Clock, tell: Tell) -> None:
        self.clock = clock
        self.ended = threading.Event()
        self.bound = 0
        self._tell = tell
        self._value: int | None = None
        self._lock = threading.Lock()

    def learn(self, value: int | None, bound: int) -> bool:
        """Takes in a value and a bound; whether the value can be bettered no more."""
        with self._lock:
            if value is not None and (self._value is None or value < self._value):
                self._value = value
            self.bound = max(self.bound, bound)
            self._tell(self._value, self.bound)
            proven = self._value is not None and self._value <= self.bound
        if proven:
            self.ended.set()
        return proven

    def allow(self, work: float) -> Limits | None:
        """The limits of the next piece; None where the search is over."""
        if self.ended.is_set() or self.clock.stopped_by is not None:
            return None
        return replace(self.clock.limits, deterministic=work)

    def allow_first(self, work: float) -> Limits | None:
        """The limits of a piece of the first roster, which the clock does not end."""
        if self.ended.is_set() or self.clock.stop.is_set():
            return None
        return replace(self.clock.limits, deterministic=work, wall=None)


def _whole(engine: Engine, objective: Linear, state: _State) -> Outcome:
    def tell(value: int | None, bound: int) -> None:
        state.learn(value, bound)

    try:
        found = engine.minimise(objective, replace(state.clock.limits, deterministic=None), state.ended, tell)
    except BaseException:
        state.ended.set()
        raise
    if found.found or found.infeasible:  # else a first roster is still wanted of the other, whatever the clock says
        state.ended.set()
    return found


def _bettered(pieces: Neighbourhood, begin: Outcome | None, state: _State) -> Outcome | None:
    best = begin or pieces.begin(state.allow_first)
    if best is None or state.learn(best.value, 0):
        return best
    return pieces.improve(best, inf, state.allow, lambda value: state.learn(value, 0))
