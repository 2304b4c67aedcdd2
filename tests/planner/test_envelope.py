"""Lines below what shares cost: no way to share is cut off, and what no mixture of ways comes to is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat_tui.planner.apportionment import Apportionment
from secretariat_tui.planner.encoder import Shared, Symbolic
from secretariat_tui.planner.envelope import Envelope, least
from secretariat_tui.planner.expression import Bound
from tests.planner.test_apportionment import apportionments, every_way


def _shared(shares: Apportionment) -> Shared:
    model = Symbolic()
    has = [model.integer(low, high) for low, high in zip(shares.lows, shares.highs, strict=True)]
    return Shared(shares, has, [model.integer(0, 1000) for _ in has])


def _over(line: Bound, has: Sequence[float], cost: float) -> float:
    """By how much these shares, which cost so much together, are above the line."""
    values = [*has, cost, *[0.0] * (len(has) - 1)]
    assert line.low is not None
    return sum(coef * values[var.index] for var, coef in line.terms) - line.low


@given(apportionments(), st.integers(1, 9), st.lists(st.integers(-9, 9), min_size=4, max_size=4))
def test_the_least_is_that_of_all_ways_at_any_prices(shares: Apportionment, times: int, prices: list[int]) -> None:
    mine = prices[: len(shares.weights)]
    paid = {
        has: cost * times + sum(hers * price for hers, price in zip(has, mine, strict=True))
        for has, cost in every_way(shares).items()
    }
    assert least(shares, times, mine) == min(paid.values())


def test_the_least_at_prices_by_hand() -> None:
    """Anna works twice as much as bea. Three are worth most to anna, and one or two for bea cost least beside them:
    then each is a third of a thing from what is fair."""
    shares = Apportionment([2, 1], [0, 0], [3, 3], unit=100, per=3)
    assert least(shares, 1, [0, 0]) == 0
    assert least(shares, 1, [-1000, 0]) == 66 - 3000


@given(apportionments(), st.data())
def test_a_line_is_below_all_ways_to_share_and_above_what_it_was_found_for(shares: Apportionment, data: st.DataObject):
    ways = every_way(shares)
    parts = [data.draw(st.floats(low, high)) for low, high in zip(shares.lows, shares.highs, strict=True)]
    cost = data.draw(st.floats(0, max(ways.values())))

    line = Envelope(_shared(shares)).line([*parts, cost, *[0.0] * (len(parts) - 1)])

    if line is not None:
        assert all(_over(line, has, cost) >= 0 for has, cost in ways.items())
        assert _over(line, parts, cost) < 0


@given(apportionments(), st.data())
def test_a_mixture_of_ways_to_share_is_never_cut_off(shares: Apportionment, data: st.DataObject):
    ways = every_way(shares)
    (one, first), (other, second) = (data.draw(st.sampled_from(sorted(ways.items()))) for _ in range(2))
    half = [(a + b) / 2 for a, b in zip(one, other, strict=True)]
    assert Envelope(_shared(shares)).line([*half, (first + second) / 2, *[0.0] * (len(half) - 1)]) is None


@pytest.mark.parametrize(("cost", "cut"), [(0, True), (32, True), (33, False)])
def test_half_a_thing_each_costs_half_of_what_one_each_does(cost: int, cut: bool):
    """Anna works twice as much as bea. Of one thing each, either is a third from what is fair: 33 and 33. No thing at
    all is fair; a mixture of the two is half a thing each, for 33 together."""
    shares = Apportionment([2, 1], [0, 0], [1, 1], unit=100, per=3)
    line = Envelope(_shared(shares)).line([0.5, 0.5, cost, 0])
    assert (line is not None) == cut


def test_an_envelope_follows_the_relaxation_from_one_place_to_the_next():
    shares = Apportionment([1, 1, 1], [0, 0, 0], [1, 1, 1], unit=100, per=3)
    envelope = Envelope(_shared(shares))
    # One thing, whoever has it: 66 for her and 33 for either of the others. None, and one each, cost nothing.
    assert envelope.line([1.0, 0.0, 0.0, 100.0, 0.0, 0.0]) is not None
    assert envelope.line([0.5, 0.5, 0.5, 0.0, 0.0, 0.0]) is None
    assert envelope.line([0.0, 1.0, 0.0, 100.0, 0.0, 0.0]) is not None
    assert envelope.line([0.0, 1.0, 0.0, 132.0, 0.0, 0.0]) is None
