"""What shares of whole things come to at least, as lines that a relaxation may know.

The least that fair shares cost is convex only between whole things: what a linear relaxation lacks is the hull of it,
in what each of those who share has. It has too many sides to state; but where a relaxation lies, one of them is found
by the prices of a small program, which chooses among all numbers of things and of what each has, and is made exact by
the least over all ways to share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np

from secretariat_tui.planner.apportionment import Apportionment
from secretariat_tui.planner.encoder import Shared
from secretariat_tui.planner.expression import Bound, total
from secretariat_tui.planner.relaxation import Program

_FINE: Final = 64
"""Prices are rounded to this part of a cost."""

_PARTS: Final = 2**10
"""What a relaxation gives somebody is rounded to this part of one."""

_GAIN: Final = 0.5
"""How much more a line has to say than the relaxation knows, in costs."""

_NEVER: Final = 2**60
"""More than any cost."""


def least(shares: Apportionment, times: int, prices: Sequence[int]) -> int:
    """The least, of all ways to share, of so many times what all cost together plus what they have at their prices.

    Found with one more of those who share at each step, for all numbers of things at once.
    """
    totals = np.array(shares.totals, dtype=np.int64)
    found = np.full((len(totals), len(totals)), _NEVER, dtype=np.int64)  # by things in all, and by those given out
    found[:, 0] = 0
    for who, (low, high, price) in enumerate(zip(shares.lows, shares.highs, prices, strict=True)):
        before, found = found, np.full_like(found, _NEVER)
        for more in range(high - low + 1):
            has = low + more
            costs = shares.cost(who, has, totals) * times + has * price
            given = before[:, : len(totals) - more] + costs[:, np.newaxis]
            np.minimum(found[:, more:], given, out=found[:, more:])
    return int(found.diagonal().min())


class Envelope:
    """The hull of what shares cost. Things are columns: one for each that somebody can have of each number of them."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._program = Program()
        self._links = self._state()

    def line(self, values: Sequence[float]) -> Bound | None:
        """What holds for all ways to share and not for these values of variables; None where the hull has them."""
        shared = self._shared
        has = [values[var.index] for var in shared.has]
        for link, amount in zip(self._links, has, strict=True):
            self._program.fix(link, round(amount * _PARTS))
        found = self._program.least()
        if found is None:
            return None
        prices = [-round(found.prices[link] * _PARTS * _FINE) for link in self._links]
        floor = least(shared.apportionment, _FINE, prices)
        known = _FINE * sum(values[var.index] for var in shared.costs)
        known += sum(price * amount for price, amount in zip(prices, has, strict=True))
        if floor < known + _FINE * _GAIN:
            return None
        paid = total(var * price for var, price in zip(shared.has, prices, strict=True) if price)
        return total(shared.costs) * _FINE + paid >= floor

    def _state(self) -> list[int]:
        """The rows in which what each has is linked to the columns."""
        shares, program = self._shared.apportionment, self._program
        linked: list[dict[int, int]] = [defaultdict(int) for _ in shares.weights]
        every: dict[int, int] = {}
        for things in shares.totals:
            chosen = program.column(0, 1)
            every[chosen] = 1
            together: dict[int, int] = {chosen: -things}
            for who, (low, high) in enumerate(zip(shares.lows, shares.highs, strict=True)):
                one: dict[int, int] = {chosen: -1}
                for has in range(low, high + 1):
                    column = program.column(0, 1, shares.cost(who, has, things))
                    one[column] = 1
                    if has:
                        together[column] = has
                        linked[who][column] = has * _PARTS
                program.row(one, 0, 0)
            program.row(together, 0, 0)
        program.row(every, 1, 1)
        return [program.row(link, 0, 0) for link in linked]
