"""What shares of whole things come to, against every way to share them."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from secretariat_tui.planner.apportionment import edges


def _every_way(weights: list[int], lows: list[int], highs: list[int]) -> dict[int, int]:
    """The least distance by the number of things, from all ways to share them."""
    least: dict[int, int] = {}
    for shares in product(*(range(low, high + 1) for low, high in zip(lows, highs, strict=True))):
        things = sum(shares)
        distance = sum(abs(has * sum(weights) - things * weight) for has, weight in zip(shares, weights, strict=True))
        least[things] = min(distance, least.get(things, distance))
    return least


_PEOPLE = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=4)


@given(_PEOPLE.filter(lambda people: any(weight for weight, _, _ in people)))
def test_no_way_to_share_is_below_a_line_and_each_line_meets_two_of_the_least(
    people: list[tuple[int, int, int]],
) -> None:
    weights = [weight for weight, _, _ in people]
    lows = [low for _, low, _ in people]
    highs = [low + more for _, low, more in people]
    least = _every_way(weights, lows, highs)

    for a, b, c in edges(weights, lows, highs):
        over = [a * distance - b * things - c for things, distance in least.items()]
        assert min(over) == 0
        assert over.count(0) >= 2


def test_the_lines_reach_from_the_fewest_things_to_the_most() -> None:
    """Three people can share 0, 3 and 6 things evenly, and no other number. What is convex lies below those, at 0."""
    assert [(a, b) for a, b, _ in edges([1, 1, 1], [0, 0, 0], [2, 2, 2])] == [(6, 0)]


def test_what_somebody_had_before_costs_at_every_number() -> None:
    """One of two people had two things already and can have no more, the other may have one. Of two things both are
    one away from half, which is 4 halves in all; of three, half a thing each, which is 2 halves."""
    assert list(edges([1, 1], [2, 0], [2, 1])) == [(1, -2, 8)]
