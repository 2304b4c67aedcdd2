"""The linear relaxation: hand-computed corners, conditions, absolutes; its bound is never above what is whole."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from secretariat_tui.planner.encoder import Statement, Symbolic
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.relaxation import Column, Floor, Relaxing, Row, relaxed
from tests.planner.test_neighbourhood import CASES, Stated


def test_a_variable_may_have_any_value_between_its_bounds():
    model = Symbolic()
    first, second, third = (model.boolean() for _ in range(3))
    for one, other in ((first, second), (second, third), (first, third)):
        model.define(one + other >= 1)
    # Whole, two of three are needed; in parts, a half of each.
    assert relaxed(model, (), total((first, second, third))).values == pytest.approx([0.5, 0.5, 0.5])


def test_what_is_forbidden_is_0_and_what_is_nowhere_stated_is_at_its_least():
    model = Symbolic()
    barred, other, elsewhere = model.boolean(), model.boolean(), model.integer(3, 7)
    model.forbidden[barred.index] = []
    model.define(barred + other >= 1)
    assert relaxed(model, (), barred + other * 5).values == pytest.approx([0.0, 1.0, elsewhere.low])


def test_a_condition_that_holds_in_part_holds_what_it_says_in_part():
    model = Symbolic()
    condition, amount = model.boolean(), model.integer(0, 10)
    model.define(amount >= 8, only_if=condition)
    model.define((condition * 2).equals(1))
    assert relaxed(model, (), amount).values == pytest.approx([0.5, 4.0])


def test_an_absolute_is_at_least_either_sign_of_what_it_is_of():
    model = Symbolic()
    one = model.integer(0, 4)
    distance = model.absolute(one - 3)
    model.define(one <= 1)
    assert relaxed(model, (), distance).values == pytest.approx([1.0, 2.0])


def test_what_is_stated_beside_the_model_holds_too():
    model = Symbolic()
    one = model.integer(0, 4)
    assert relaxed(model, (Statement(one >= 2, None),), one).values == pytest.approx([2.0])


def test_nothing_is_found_of_what_cannot_be():
    model = Symbolic()
    one = model.boolean()
    model.define(one >= 2)
    assert not relaxed(model, (), one).values


@pytest.mark.parametrize("case", CASES[:8])
def test_it_is_never_above_the_best_roster(case: Stated):
    found = relaxed(case.model, (), case.objective)
    assert len(found.values) == len(case.model.vars)
    least = case.objective.constant + sum(coef * found.values[var.index] for var, coef in case.objective.terms)
    assert least - 1e-6 <= found.bound <= case.best.value


def test_its_bound_is_the_next_whole_number():
    model = Symbolic()
    first, second, third = (model.boolean() for _ in range(3))
    for one, other in ((first, second), (second, third), (first, third)):
        model.define(one + other >= 1)
    assert relaxed(model, (), total((first, second, third)) + 10).bound == 12  # 1.5, and the constant


def test_without_time_for_it_the_bound_is_what_the_variables_allow():
    model = Symbolic()
    one, other, barred = model.integer(2, 5), model.integer(0, 4), model.integer(0, 4)
    model.forbidden[barred.index] = []
    model.define(one + other + barred >= 4)
    assert relaxed(model, (), one * 3 + other - barred).bound == 8
    assert relaxed(model, (), one * 3 + other - barred, Limits(wall=0.0)).bound == 6


def test_a_variable_is_no_wider_than_each_statement_leaves_it():
    model = Symbolic()
    one, other = model.integer(0, 9), model.integer(0, 9)
    model.define(one * 2 - other * 3 >= 4)  # so one is 2 at least, and other 4 at most
    assert relaxed(model, (), one - other * 5, Limits(wall=0.0)).bound == 2 - 4 * 5


def test_what_would_cost_more_than_there_is_room_for_is_settled():
    """Two of three are wanted, for 1, 3 and 9: 4 at least. Below 10 the last is none of them; below 6 the first is."""
    model = Symbolic()
    one, three, nine = (model.boolean() for _ in range(3))
    model.define(one + three + nine >= 2)
    relaxing = Relaxing(model, (), one + three * 3 + nine * 9)
    assert relaxing.settled(10) == {}
    assert relaxing.least().bound == 4
    assert relaxing.settled(10) == {nine.index: 0}
    assert relaxing.settled(6) == {nine.index: 0, one.index: 1}
    assert relaxing.settled(12) == {}


def test_what_is_settled_is_told_also_after_more_was_stated_of_other_variables():
    """As where time is up before the relaxation is solved again with a cut."""
    model = Symbolic()
    cheap, dear, other = (model.boolean() for _ in range(3))
    model.define(cheap + dear >= 1)
    relaxing = Relaxing(model, (), cheap + dear * 9)
    relaxing.least()
    relaxing.state(cheap + other >= 1)
    assert relaxing.settled(5) == {dear.index: 0}


whole = st.integers(-4, 4)
sides = st.tuples(whole, whole).map(sorted)
opened = st.tuples(st.sampled_from(("both", "low", "high")), sides)


@given(
    columns=st.lists(st.tuples(sides, whole), min_size=1, max_size=3),
    rows=st.lists(st.tuples(st.lists(whole, min_size=3, max_size=3), opened), max_size=4),
    prices=st.lists(st.floats(allow_nan=True, allow_infinity=True, width=32), min_size=4, max_size=4),
    room=st.integers(0, 20),
)
def test_the_floor_holds_of_every_solution_whatever_the_prices(columns, rows, prices, room):
    stated = [Column(low, high, cost) for (low, high), cost in columns]
    held = [
        Row(
            dict(enumerate(coefs[: len(columns)])),
            None if side == "high" else low,
            None if side == "low" else high,
        )
        for coefs, (side, (low, high)) in rows
    ]
    costs = {
        point: sum(cost * value for (_, cost), value in zip(columns, point, strict=True))
        for point in product(*(range(low, high + 1) for (low, high), _ in columns))
        if all(_holds(row, point) for row in held)
    }
    assume(costs)
    floor = Floor.of(stated, held, prices)
    assert floor.whole <= min(costs.values())
    below = min(costs.values()) + room
    for number, value in floor.settled(stated, below):
        assert {point[number] for point, cost in costs.items() if cost < below} <= {value}


def _holds(row: Row, point: Sequence[int]) -> bool:
    value = sum(coef * point[index] for index, coef in row.coefs.items())
    return (row.low is None or value >= row.low) and (row.high is None or value <= row.high)
