"""How near shares of whole things can come to what is fair, whichever number of them is shared out.

Eleven Friday afternoons cannot be shared evenly by six people. A linear relaxation, which shares out parts of them,
does not know that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

Point = tuple[int, int]
"""A number of things, and a distance."""


def edges(weights: Sequence[int], lows: Sequence[int], highs: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """What no distance is below, as lines: (a, b, c) where a * distance - b * things >= c.

    Each of those who share has a whole number of things between her `lows` and `highs`; what is fair is in proportion
    to `weights`, whose sum is positive. The distance is the sum over all of |hers * sum of weights - things * weight|.
    The lines are the lower convex hull of the least distances.
    """
    totals = range(sum(lows), sum(highs) + 1)
    for (x1, y1), (x2, y2) in pairwise(_hull((things, _least(weights, lows, highs, things)) for things in totals)):
        yield x2 - x1, y2 - y1, y1 * (x2 - x1) - (y2 - y1) * x1


def _least(weights: Sequence[int], lows: Sequence[int], highs: Sequence[int], things: int) -> int:
    """The least distance for a number of things. Each has what is nearest to her share; then as many as it takes are
    given or taken one by one where that costs least, which is best since each cost is convex."""
    whole = sum(weights)

    def distance(who: int, has: int) -> int:
        return abs(has * whole - things * weights[who])

    shares = [
        min(max((2 * things * weight + whole) // (2 * whole), low), high)
        for weight, low, high in zip(weights, lows, highs, strict=True)
    ]
    step = 1 if sum(shares) < things else -1
    for _ in range(abs(things - sum(shares))):
        can = [who for who, has in enumerate(shares) if lows[who] <= has + step <= highs[who]]
        cheapest = min(can, key=lambda who: distance(who, shares[who] + step) - distance(who, shares[who]))
        shares[cheapest] += step
    return sum(distance(who, has) for who, has in enumerate(shares))


def _hull(points: Iterable[Point]) -> list[Point]:
    """The corners of what lies below the points, which come from left to right."""
    corners: list[Point] = []
    for x, y in points:
        while len(corners) > 1:
            (x1, y1), (x2, y2) = corners[-2:]
            if (y2 - y1) * (x - x1) < (y - y1) * (x2 - x1):
                break
            corners.pop()
        corners.append((x, y))
    return corners
