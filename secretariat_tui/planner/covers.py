"""Sets of loads that are too much together: what is stated of them is nearer to whole numbers than their sum is."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import Final

_SIZES: Final = (2, 3, 4)
_MOST: Final = 50
"""Where there are more of them, they cost a search more than they tell it."""

Cover = tuple[tuple[int, ...], int]
"""Positions of loads, and how many of them can be had."""


@lru_cache(maxsize=4096)
def covers(loads: tuple[int, ...], capacity: int) -> tuple[Cover, ...]:
    """Sets of loads of which not all can be had within the capacity, though parts of them can (extended covers: Balas,
    *Facets of the knapsack polytope*, 1975); those that no other says too. The same few come for each date."""
    found: set[Cover] = set()
    for size in _SIZES:
        for some in combinations(range(len(loads)), size):
            chosen = [loads[index] for index in some]
            whole, heaviest = sum(chosen), max(chosen)
            if whole - min(chosen) <= capacity < whole and whole - heaviest < capacity:
                wider = tuple(n for n, load in enumerate(loads) if n in some or load >= heaviest)
                found.add((wider, size - 1))
        if len(found) > _MOST:
            return ()
    return tuple(
        (wider, most)
        for wider, most in sorted(found)
        if not any(most == other and set(wider) < set(larger) for larger, other in found)
    )
