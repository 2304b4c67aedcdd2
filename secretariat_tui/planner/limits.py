"""How far the planner may go, and how it tells where it is."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from typing import Final

_STOPS: Final = {"time": 1, "user": 2}
"""What ends a search, beside work: where that did, the same answer comes each time."""

POLISH: Final = 3.0
"""The usual work on quality, in narrower models, with pieces beside them: some seconds for a team of 15 in one week."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one search.

    `deterministic` is the solver's own measure of work for each stage (about two seconds on an ordinary machine): it
    stops at the same place each time. `polish` is that of the last stage, quality, which seldom can be proven; where
    weeks are planned in turn, half as much goes into each of them too. `wall` is in seconds and is a net below them:
    what it stops may differ from run to run. With `wall` and no `polish`, two searches share the last stage on two
    cores, and any run may differ from another.
    """

    deterministic: float | None = 60.0
    polish: float | None = POLISH
    wall: float | None = None
    seed: int = 1
    workers: int = 1

    @property
    def polish_as_one(self) -> float | None:
        """What a search over the whole takes of `polish`, where there is no roster to begin from."""
        return None if self.polish is None else min(self.polish, POLISH)

    def share(self, work: float, time: float) -> Limits:
        """A share of the work of a stage and of the time on the clock, of what is limited."""
        deterministic = None if self.deterministic is None else self.deterministic * work
        return replace(self, deterministic=deterministic, wall=None if self.wall is None else self.wall * time)


UNLIMITED: Final = Limits(deterministic=None)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the planner is: the best value of a stage so far (None before the first), its bound, seconds since the
    start."""

    stage: str
    value: int | None
    bound: int | None
    seconds: float


def foremost(*stops: str | None) -> str | None:
    """What to tell of searches that were stopped, if any were: an answer that the clock ended in any of them may be
    another the next time."""
    return max((stop for stop in stops if stop is not None), key=lambda stop: _STOPS.get(stop, 0), default=None)


class Clock:
    """What is left of the limits of a question that takes many searches. It runs from when it is made."""

    def __init__(self, limits: Limits, stop: threading.Event | None = None) -> None:
        self._limits = limits
        self._started = time.monotonic()
        self.stop = stop or threading.Event()

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    @property
    def limits(self) -> Limits:
        """The limits of the next search."""
        if self._limits.wall is None:
            return self._limits
        return replace(self._limits, wall=max(0.05, self._limits.wall - self.seconds))

    @property
    def stopped_by(self) -> str | None:
        """What has ended the work, if anything."""
        if self.stop.is_set():
            return "user"
        return "time" if self._limits.wall is not None and self.seconds >= self._limits.wall else None
