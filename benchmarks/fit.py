"""How cost grows, as a power of what grows."""

from __future__ import annotations

import math
from collections.abc import Sequence

_HARDLY = 0.15

Point = tuple[float, float]


def exponent(points: Sequence[Point]) -> float | None:
    """The power by least squares of the logarithms; None from fewer than three points."""
    usable = [(math.log(x), math.log(y)) for x, y in points if x > 0 and y > 0]
    if len({x for x, _ in usable}) < 3:
        return None
    middle_x = sum(x for x, _ in usable) / len(usable)
    middle_y = sum(y for _, y in usable) / len(usable)
    over = sum((x - middle_x) ** 2 for x, _ in usable)
    return sum((x - middle_x) * (y - middle_y) for x, y in usable) / over


def in_words(what: str, of: str, points: Sequence[Point]) -> str:
    """A sentence about how something grows with the number of something else."""
    power = exponent(points)
    least, most = min(x for x, _ in points), max(x for x, _ in points)
    if power is None:
        return f"{what} with {of}: too few were measured to say how it grows."
    found = f"{what} {_manner(power)} the number of {of}, from {least:g} to {most:g}"
    if power < _HARDLY:
        return f"{found} (power {abs(round(power, 1)):.1f})."
    return f"{found}: the power is {power:.1f}, so twice as many {of} make it {2**power:.1f} times as much."


def _manner(power: float) -> str:
    if power < _HARDLY:
        return "hardly grows with"
    if power < 0.8:
        return "grows more slowly than"
    if power <= 1.2:
        return "grows in proportion to"
    return "grows faster than" if power < 1.8 else "grows much faster than"
