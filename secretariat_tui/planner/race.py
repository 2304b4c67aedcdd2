"""Two searches at the same time, where nothing but the clock ends them: one proves, the other betters piece by piece.

Either ends the other as soon as the best value of one is the bound of the other. Where after some time the bound is
still far from the value, the first gives up proving and betters pieces too. Which of them comes first differs from run
to run: where the same roster is wanted each time, limit the work and search one after the other.
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
from secretariat_tui.planner.neighbourhood import Incumbent, Neighbourhood

_PATIENCE = 0.25
"""The share of the time after which a proof has to be in sight."""

_IN_SIGHT = 0.95
"""How much of the value the bound has then."""

_RELAXING = 0.25
"""The share of the time that the linear relaxation may take at most."""

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
    both = _Race(clock, tell)
    with ThreadPoolExecutor(max_workers=1) as pool:
        proving = pool.submit(both.prove, engine, objective)
        try:
            both.better(pieces(both.ended), begin)
            if clock.stopped_by is not None:
                both.end()
            whole = proving.result()
        finally:
            both.end()
    return both.outcome(whole)


class _Race:
    """What both know, and the events by which one ends the other."""

    def __init__(self, clock: Clock, tell: Tell) -> None:
        self.ended = threading.Event()
        self._proof_ended = threading.Event()
        self._clock = clock
        self._tell = tell
        self._lock = threading.Lock()
        self._value: int | None = None
        self._bound = 0
        self._best: Incumbent | None = None
        self._pieces: Neighbourhood | None = None
        self._patient_until = clock.seconds + _PATIENCE * (clock.limits.wall or inf)

    def end(self) -> None:
        """Ends both."""
        self.ended.set()
        self._proof_ended.set()

    def prove(self, engine: Engine, objective: Linear) -> Outcome:
        """Searches the whole; betters pieces too once it gives up."""
        try:
            limits = replace(self._clock.limits, deterministic=None)
            found = engine.minimise(objective, limits, self._proof_ended, self._learn)
            proven = found.infeasible or (found.found and found.bound == found.value)
            if self._gave_up and not proven and self._best is not None and self._pieces is not None:
                if found.found:
                    self._best.offer(found.values, found.value)
                self._pieces.search(self._best, 1, inf, self._allow, self._bettered)
            elif proven or found.found:  # else a first roster is still wanted of the other, whatever the clock says
                self.end()
        except BaseException:
            self.end()
            raise
        return found

    def better(self, pieces: Neighbourhood, begin: Outcome | None) -> None:
        """Betters a roster, its own first one where there is none, piece by piece."""
        best = begin or pieces.begin(self._allow_first)
        if best is None:
            return
        self._best, self._pieces = Incumbent(best), pieces
        if self._bettered(best.value):
            return
        if self._clock.limits.wall is not None and self._allow(0) is not None:
            bound = pieces.relax(_RELAXING * self._clock.limits.wall)
            if self._learn(None, bound):
                return
        pieces.search(self._best, 0, inf, self._allow, self._bettered)

    def outcome(self, whole: Outcome) -> Outcome:
        """The better of what the proof and the pieces came to, with the best bound."""
        best = self._best
        if best is not None and not whole.infeasible and not (whole.found and whole.value <= best.value):
            whole = replace(whole, values=best.values, value=best.value)
        if not whole.found:
            return whole
        bound = min(whole.value, max(self._bound, whole.bound or 0))
        stopped_by = None if bound == whole.value else self._clock.stopped_by or "time"
        return replace(whole, bound=bound, stopped_by=stopped_by)

    @property
    def _gave_up(self) -> bool:
        return self._proof_ended.is_set() and not self.ended.is_set()

    def _learn(self, value: int | None, bound: int) -> bool:
        """Takes in a value and a bound; whether the value can be bettered no more."""
        with self._lock:
            if value is not None and (self._value is None or value < self._value):
                self._value = value
            self._bound = max(self._bound, bound)
            self._tell(self._value, self._bound)
            proven = self._value is not None and self._value <= self._bound
        if proven:
            self.end()
        return proven

    def _bettered(self, value: int) -> bool:
        return self._learn(value, 0)

    def _allow(self, work: float) -> Limits | None:
        """The limits of the next piece; None where the search is over."""
        if self.ended.is_set() or self._clock.stopped_by is not None:
            return None
        if self._clock.seconds > self._patient_until and self._bound < _IN_SIGHT * (self._value or 0):
            self._proof_ended.set()
        return replace(self._clock.limits, deterministic=work)

    def _allow_first(self, work: float) -> Limits | None:
        """The limits of a piece of the first roster, which the clock does not end."""
        if self.ended.is_set() or self._clock.stop.is_set():
            return None
        return replace(self._clock.limits, deterministic=work, wall=None)
