"""How near shares of whole things can come to what is fair.

Eleven Friday afternoons cannot be shared evenly by six people. A linear relaxation, which shares out parts of them,
does not know that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np

Things = TypeVar("Things", int, "np.ndarray")


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

    def cost(self, who: int, has: int, things: Things) -> Things:
        """What one costs who has so many of the things in all, for one number of those or for an array of them."""
        return self.unit * abs(has * sum(self.weights) - things * self.weights[who]) // self.per
