"""Sets of loads that are too much together: what is stated of them is nearer to whole numbers than their sum is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

_SIZES: Final = (2, 3, 4)
_MOST: Final = 50
"""Where there are more of them, they cost a search more than they tell it."""


def covers(loads: Sequence[int], capacity: int) -> Iterator[tuple[Sequence[int], int]]:
    """Sets of positions with how many of each can be had within the capacity (extended covers: Balas, *Facets of the
    knapsack polytope*, 1975); none that the sum of all loads says by itself."""
    found: set[tuple[tuple[int, ...], int]] = set()
    for size in _SIZES:
        for some in combinations(range(len(loads)), size):
            chosen = [loads[index] for index in some]
            whole, heaviest = sum(chosen), max(chosen)
            if whole - min(chosen) <= capacity < whole and whole - heaviest < capacity:
                wider = tuple(n for n, load in enumerate(loads) if n in some or load >= heaviest)
                found.add((wider, size - 1))
        if len(found) > _MOST:
            return
    for wider, most in sorted(found):
        if not any(most == other and set(wider) < set(larger) for larger, other in found):
            yield wider, most
