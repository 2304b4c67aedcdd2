"""What is stated of loads that are too much together, against every choice of them."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from secretariat_tui.planner.covers import covers

_LOADS = st.lists(st.integers(1, 4), max_size=7).map(tuple)


@given(_LOADS, st.integers(1, 8))
def test_every_choice_within_the_capacity_keeps_what_is_stated(loads: tuple[int, ...], capacity: int) -> None:
    stated = covers(loads, capacity)

    for chosen in product((0, 1), repeat=len(loads)):
        if sum(load for load, one in zip(loads, chosen, strict=True) if one) <= capacity:
            assert all(sum(chosen[index] for index in some) <= most for some, most in stated)


@given(_LOADS, st.integers(1, 8))
def test_parts_of_duties_that_fit_in_the_sum_are_told_apart(loads: tuple[int, ...], capacity: int) -> None:
    """The lightest of a set, and of the next as much as there is room for, are more than may be had."""
    for some, most in covers(loads, capacity):
        lightest = sorted(loads[index] for index in some)
        assert sum(lightest[:most]) < capacity


def test_two_single_loads_and_a_double_one_are_too_much_for_a_capacity_of_three() -> None:
    assert covers((1, 1, 2), 3) == (((0, 1, 2), 2),)


def test_of_two_double_loads_one_fits_in_three() -> None:
    assert covers((2, 2), 3) == (((0, 1), 1),)


def test_nothing_is_stated_of_loads_that_are_alike_and_fill_the_capacity() -> None:
    assert covers((1,) * 6, 3) == ()


def test_where_there_would_be_very_many_there_are_none() -> None:
    assert covers((1,) * 12 + (2,) * 4, 3) == ()
