"""Costs of which each outweighs all that come after it, minimised together as long as one number can hold them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from math import gcd
from typing import Final

from secretariat_tui.planner.compiled import Compiled
from secretariat_tui.planner.encoder import Encoder, reach
from secretariat_tui.planner.engine import evaluate
from secretariat_tui.planner.expression import Linear, total

_GREATEST_OBJECTIVE: Final = 2**50
"""Above this the solver's arithmetic is no longer exact enough."""


def least(model: Encoder, levels: Sequence[Linear], hint: Sequence[int], seed: int) -> Sequence[int] | None:
    """The values of the variables at which the levels are least, each before the next; None without any solution."""
    values: Sequence[int] | None = None
    left = list(levels)
    while left:
        size = 1
        taken: list[Linear] = []
        while left and (not taken or size * (_size(left[0]) + 1) < _GREATEST_OBJECTIVE):
            size *= _size(left[0]) + 1
            taken.append(left.pop(0))
        reply = Compiled(model, _as_one(taken), 0, seed).ask((), hint)
        if not reply.values:
            return values
        values = hint = reply.values
        for level in taken:
            model.define(level <= evaluate(level, values))
    return values


def _as_one(levels: Sequence[Linear]) -> Linear:
    """The levels as one number."""
    parts = []
    factor = 1
    for level in reversed(levels):
        parts.append(_scaled(level) * factor)
        factor *= _size(level) + 1
    return total(parts)


def _scaled(level: Linear) -> Linear:
    """The level from 0 on, in the greatest unit of which all its costs are multiples."""
    unit = reduce(gcd, (coef for _, coef in level.terms), 0) or 1
    low, _ = reach(level)
    return Linear([(var, coef // unit) for var, coef in level.terms], (level.constant - low) // unit)


def _size(level: Linear) -> int:
    return reach(_scaled(level))[1]
