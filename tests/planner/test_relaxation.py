"""The linear relaxation: hand-computed corners, conditions, absolutes, and that it is never above what is whole."""

from __future__ import annotations

import pytest

from secretariat_tui.planner.encoder import Statement, Symbolic
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.relaxation import relaxed
from tests.planner.test_neighbourhood import CASES, Stated


def test_a_variable_may_have_any_value_between_its_bounds():
    model = Symbolic()
    first, second, third = (model.boolean() for _ in range(3))
    for one, other in ((first, second), (second, third), (first, third)):
        model.define(one + other >= 1)
    # Whole, two of three are needed; in parts, a half of each.
    assert relaxed(model, (), total((first, second, third)), 10.0) == pytest.approx([0.5, 0.5, 0.5])


def test_what_is_forbidden_is_0_and_what_is_nowhere_stated_is_at_its_least():
    model = Symbolic()
    barred, other, elsewhere = model.boolean(), model.boolean(), model.integer(3, 7)
    model.forbidden[barred.index] = []
    model.define(barred + other >= 1)
    assert relaxed(model, (), barred + other * 5, 10.0) == pytest.approx([0.0, 1.0, elsewhere.low])


def test_a_condition_that_holds_in_part_holds_what_it_says_in_part():
    model = Symbolic()
    condition, amount = model.boolean(), model.integer(0, 10)
    model.define(amount >= 8, only_if=condition)
    model.define((condition * 2).equals(1))
    assert relaxed(model, (), amount, 10.0) == pytest.approx([0.5, 4.0])


def test_an_absolute_is_at_least_either_sign_of_what_it_is_of():
    model = Symbolic()
    one = model.integer(0, 4)
    distance = model.absolute(one - 3)
    model.define(one <= 1)
    assert relaxed(model, (), distance, 10.0) == pytest.approx([1.0, 2.0])


def test_what_is_stated_beside_the_model_holds_too():
    model = Symbolic()
    one = model.integer(0, 4)
    assert relaxed(model, (Statement(one >= 2, None),), one, 10.0) == pytest.approx([2.0])


def test_nothing_is_found_of_what_cannot_be():
    model = Symbolic()
    one = model.boolean()
    model.define(one >= 2)
    assert not relaxed(model, (), one, 10.0)


@pytest.mark.parametrize("case", CASES[:8])
def test_it_is_never_above_the_best_roster(case: Stated):
    values = relaxed(case.model, (), case.objective, 30.0)
    assert len(values) == len(case.model.vars)
    least = case.objective.constant + sum(coef * values[var.index] for var, coef in case.objective.terms)
    assert least <= case.best.value + 1e-6
