"""Cuts off what only the linear relaxation of a model can have, until there is little more to cut off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from secretariat_tui.planner.encoder import Statement, Symbolic
from secretariat_tui.planner.envelope import Envelope
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.limits import Clock
from secretariat_tui.planner.relaxation import Relaxing, Settled

_FIRST: Final = 1 / 6
"""The share of the work of a stage that the relaxation may take before anything is cut off."""

_TIME: Final = 2 / 3
"""The share of what is left of the clock."""

_MOST: Final = 40_000
"""Costs of shares, for which an envelope is found soon enough."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """What cutting came to: the objective is not below `bound`, the relaxation did not know `lines`, and `settled`
    tells what is so in every solution below a value."""

    bound: int
    lines: Sequence[Statement]
    settled: Settled


def cut(model: Symbolic, kept: Sequence[Statement], objective: Linear, clock: Clock, work: float) -> Cuts:
    """Cuts off what the relaxation of the model can have, with what is kept besides, and no solution of whole choices.

    So much work goes into it after that of the relaxation itself.
    """
    relaxing = Relaxing(model, kept, objective)
    limits = clock.limits.share(_FIRST, _TIME)
    until = clock.seconds + (limits.wall or 0)
    found = relaxing.least(limits, clock.stop)
    bound = found.bound
    lines: list[Statement] = []
    envelopes = [Envelope(shared) for shared in model.shared if shared.apportionment.size <= _MOST]
    while found.values and work > 0 and clock.stopped_by is None:
        stated = [line for envelope in envelopes if (line := envelope.line(found.values)) is not None]
        if not stated:
            break
        for line in stated:
            relaxing.state(line)
            lines.append(Statement(line, None))
        wall = None if limits.wall is None else max(0.0, until - clock.seconds)
        found = relaxing.least(replace(limits, deterministic=work, wall=wall), clock.stop)
        work -= found.work
        if found.bound <= bound:
            break
        bound = found.bound
    return Cuts(bound, lines, relaxing.settled)
