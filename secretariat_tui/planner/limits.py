"""How far the planner may go, and how it tells where it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one search.

    `deterministic` is the solver's own measure of work for each stage (about two seconds on an ordinary machine): it
    stops at the same place each time. `polish` is that of the last stage, quality, which seldom can be proven. `wall`
    is in seconds and is a net below them: what it stops may differ from run to run.
    """

    deterministic: float | None = 60.0
    polish: float | None = 3.0
    wall: float | None = None
    seed: int = 1
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the planner is: the best value of a stage so far (None before the first), its bound, seconds since the
    start."""

    stage: str
    value: int | None
    bound: int | None
    seconds: float
