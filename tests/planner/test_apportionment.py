"""What shares of whole things cost."""

from __future__ import annotations

from itertools import product

from hypothesis import assume
from hypothesis import strategies as st

from secretariat_tui.planner.apportionment import Apportionment


@st.composite
def apportionments(draw: st.DrawFn) -> Apportionment:
    people = draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=4))
    assume(any(weight for weight, _, _ in people))
    return Apportionment(
        weights=[weight for weight, _, _ in people],
        lows=[low for _, low, _ in people],
        highs=[low + more for _, low, more in people],
        unit=draw(st.integers(1, 9)),
        per=draw(st.integers(1, 9)),
    )


def every_way(shares: Apportionment) -> dict[tuple[int, ...], int]:
    """What each way to share costs: each her distance from what is fair, rounded down."""
    found: dict[tuple[int, ...], int] = {}
    for has in product(*(range(low, high + 1) for low, high in zip(shares.lows, shares.highs, strict=True))):
        distances = [
            abs(hers * sum(shares.weights) - sum(has) * weight)
            for hers, weight in zip(has, shares.weights, strict=True)
        ]
        found[has] = sum(distance * shares.unit // shares.per for distance in distances)
    return found


def test_a_share_is_fair_in_proportion():
    """Anna works twice as much as bea. Of three things, two are hers."""
    shares = Apportionment([2, 1], [0, 0], [3, 3], unit=100, per=3)
    assert [shares.cost(0, has, 3) for has in (0, 1, 2, 3)] == [200, 100, 0, 100]
    assert [shares.cost(1, has, 3) for has in (0, 1, 2, 3)] == [100, 0, 100, 200]
    assert shares.cost(0, 1, 1) == 33  # a third of a thing, rounded down


def test_what_somebody_had_before_is_hers():
    """One of two had two things already and can have no more; the other may have one. Of two each is one from half."""
    shares = Apportionment([1, 1], [2, 0], [2, 1], unit=1, per=2)
    assert list(shares.totals) == [2, 3]
    assert shares.size == 2 * (1 + 2)
    assert shares.cost(0, 2, 2) + shares.cost(1, 0, 2) == 2
