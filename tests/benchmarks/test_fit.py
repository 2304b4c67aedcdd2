"""Powers are found from figures, and said in words."""

from __future__ import annotations

import pytest

from benchmarks.fit import exponent, in_words


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0, 2.0])
def test_the_power_of_a_power_is_found(power: float):
    assert exponent([(x, 3 * x**power) for x in (1, 2, 5, 20)]) == pytest.approx(power)


def test_two_sizes_say_nothing_of_growth():
    assert exponent([(1, 1), (2, 2), (2, 3)]) is None
    assert in_words("Memory", "weeks", [(1, 1), (2, 2)]) == (
        "Memory with weeks: too few were measured to say how it grows."
    )


def test_a_power_is_said_in_words():
    assert in_words("Memory", "weeks", [(x, 5 * x**2) for x in (1, 2, 4)]) == (
        "Memory grows much faster than the number of weeks, from 1 to 4: "
        "the power is 2.0, so twice as many weeks make it 4.0 times as much."
    )
    assert in_words("Memory", "weeks", [(1, 5), (2, 5.1), (4, 4.9)]) == (
        "Memory hardly grows with the number of weeks, from 1 to 4 (power 0.0)."
    )
