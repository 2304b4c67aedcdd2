"""How near shares of whole things can come to what is fair.

Eleven Friday afternoons cannot be shared evenly by six people. A linear relaxation, which shares out parts of them,
does not know that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

_NEVER: Final = 2**60
"""More than any cost."""


@dataclass(frozen=True, slots=True)
class Apportionment:
    """Things to share in proportion to `weights`, whose sum is positive: each of those who share has a whole number of
    them between her `lows` and `highs`.

    What she costs is `unit / per` times |hers * sum of weights - things in all * her weight|, rounded down.
    """

    weights: Sequence[int]
    lows: Sequence[int]
    highs: Sequence[int]
    unit: int
    per: int

    @property
    def totals(self) -> range:
        """How many things there can be in all."""
        return range(sum(self.lows), sum(self.highs) + 1)

    @property
    def size(self) -> int:
        """How many costs there are: of each who shares, for each number of hers and of things in all."""
        return len(self.totals) * sum(high - low + 1 for low, high in zip(self.lows, self.highs, strict=True))

    def cost(self, who: int, has: int, things: int) -> int:
        """What one costs who has so many of the things in all."""
        return self.unit * abs(has * sum(self.weights) - things * self.weights[who]) // self.per

    def least(self, times: int, prices: Sequence[int]) -> int:
        """The least, of all ways to share, of so many times what all cost together plus what they have at their prices.

        Found with one more of those who share at each step, for all numbers of things at once.
        """
        totals = np.array(self.totals, dtype=np.int64)
        whole = sum(self.weights)
        found = np.full((len(totals), len(totals)), _NEVER, dtype=np.int64)  # by things in all, and by those given out
        found[:, 0] = 0
        for weight, low, high, price in zip(self.weights, self.lows, self.highs, prices, strict=True):
            before, found = found, np.full_like(found, _NEVER)
            for more in range(high - low + 1):
                has = low + more
                costs = self.unit * np.abs(has * whole - totals * weight) // self.per * times + has * price
                given = before[:, : len(totals) - more] + costs[:, np.newaxis]
                np.minimum(found[:, more:], given, out=found[:, more:])
        return int(found.diagonal().min())
