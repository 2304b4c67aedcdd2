"""Cuts off what only the linear relaxation of a model can have, until there is little more to cut off."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from secretariat_tui.planner.encoder import Statement, Symbolic
from secretariat_tui.planner.engine import Engine
from secretariat_tui.planner.envelope import Envelope
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.limits import Clock
from secretariat_tui.planner.relaxation import Relaxing

_FIRST: Final = 1 / 6
"""The share of the work of a stage that the relaxation may take before anything is cut off."""

_TIME: Final = 1 / 3
"""The share of what is left of the clock: a better roster is worth more than a better bound."""

_MOST: Final = 40_000
"""Costs of shares, for which an envelope is found soon enough."""


def cut(model: Symbolic, engine: Engine, objective: Linear, clock: Clock, work: float) -> int:
    """States in the engine what the relaxation of the model does not know, and gives what the objective is not below.

    So much work goes into it after that of the relaxation itself.
    """
    relaxing = Relaxing(model, engine.kept, objective)
    limits = clock.limits.share(_FIRST, _TIME)
    until = clock.seconds + (limits.wall or 0)
    found = relaxing.least(limits, clock.stop)
    bound = found.bound
    envelopes = [Envelope(shared) for shared in model.shared if shared.apportionment.size <= _MOST]
    while found.values and work > 0 and clock.stopped_by is None:
        stated = [line for envelope in envelopes if (line := envelope.line(found.values)) is not None]
        if not stated:
            break
        for line in stated:
            relaxing.state(line)
            engine.state(Statement(line, None))
        wall = None if limits.wall is None else max(0.0, until - clock.seconds)
        found = relaxing.least(replace(limits, deterministic=work, wall=wall), clock.stop)
        work -= found.work
        if found.bound <= bound:
            break
        bound = found.bound
    return bound
