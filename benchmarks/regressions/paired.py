"""Whether paired runs differ by more than noise.

A block is four runs, two of each product, in turns: A B B A or B A A B, so that a drift of the machine hits both. It
gives one ratio of the present to the older, and one of each product to itself, which says what noise alone can do.
Ratios are looked at as logarithms, and each by the median over the blocks with the interval that belongs to the sign
test: it asks nothing of how noise is distributed, and a few runs that were disturbed move it little.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

_CONFIDENCE = 0.95
LEAST_BLOCKS = 6
"""With fewer, no interval has that confidence."""


@dataclass(frozen=True, slots=True)
class Block:
    """Seconds of two runs of the older and two of the present product, each in the order in which they were made."""

    older: tuple[float, float]
    present: tuple[float, float]

    @property
    def change(self) -> float:
        """The logarithm of present to older."""
        return _mean_log(self.present) - _mean_log(self.older)

    @property
    def noise(self) -> float:
        """The same of each product to itself. It has the variance of `change`, where nothing changed."""
        return (math.log(self.older[1] / self.older[0]) + math.log(self.present[1] / self.present[0])) / 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the blocks say; ratios of the present to the older, where 1.12 is slower by 12 %. `noise` is a share."""

    ratio: float
    low: float
    high: float
    noise: float

    @property
    def is_slower(self) -> bool:
        return self.low > 1 + self.noise

    @property
    def is_faster(self) -> bool:
        return self.high < 1 / (1 + self.noise)

    def __str__(self) -> str:
        if self.is_slower:
            return f"slower by {_percent(self.ratio)} ({_percent(self.low)[:-2]} to {_percent(self.high)})"
        if self.is_faster:
            ratio, low, high = (2 - each for each in (self.ratio, self.high, self.low))
            return f"faster by {_percent(ratio)} ({_percent(low)[:-2]} to {_percent(high)})"
        return f"the same within the noise of {_percent(1 + self.noise)}"


def judged(blocks: Sequence[Block]) -> Verdict:
    """The verdict of at least six blocks."""
    low, high = interval([block.change for block in blocks])
    least, most = interval([block.noise for block in blocks])
    middle = statistics.median(block.change for block in blocks)
    return Verdict(math.exp(middle), math.exp(low), math.exp(high), math.exp(max(-least, most, 0.0)) - 1)


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Between which values the median lies, with 95 % confidence at least: the narrowest that the sign test allows."""
    if len(values) < LEAST_BLOCKS:
        raise ValueError(f"{len(values)} values are too few for {_CONFIDENCE:.0%} confidence")
    ordered, count = sorted(values), len(values)
    outside, cut = 0.0, 0
    while outside + 2 * math.comb(count, cut) / 2**count <= 1 - _CONFIDENCE:
        outside += 2 * math.comb(count, cut) / 2**count
        cut += 1
    return ordered[cut - 1], ordered[-cut]


def _mean_log(seconds: tuple[float, float]) -> float:
    return (math.log(seconds[0]) + math.log(seconds[1])) / 2


def _percent(ratio: float) -> str:
    share = 100 * (ratio - 1)
    return f"{share:.{0 if share >= 10 else 1}f} %"
