"""Cuts raise the bound of a relaxation, and take no solution away."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat_tui.planner.apportionment import Apportionment
from secretariat_tui.planner.cutting import cut
from secretariat_tui.planner.encoder import Shared, Symbolic
from secretariat_tui.planner.engine import Engine
from secretariat_tui.planner.expression import Linear, total
from secretariat_tui.planner.limits import UNLIMITED, Clock, Limits
from tests.planner.test_apportionment import apportionments, every_way


def sharing(shares: Apportionment) -> tuple[Symbolic, Linear]:
    """A model of what shares cost."""
    model = Symbolic()
    has = [model.integer(low, high) for low, high in zip(shares.lows, shares.highs, strict=True)]
    model.choice_count = len(has)
    costs = [model.integer(0, 10_000) for _ in has]
    for hers, cost, weight in zip(has, costs, shares.weights, strict=True):
        distance = hers * sum(shares.weights) - total(has) * weight
        for either in (distance, distance * -1):
            model.define(cost * shares.per - either * shares.unit >= 1 - shares.per)
    model.shared.append(Shared(shares, has, costs))
    return model, total(costs)


def anna_has_one_more_than_bea() -> tuple[Symbolic, Linear]:
    """Things for three who work alike, each of whom may have one."""
    model, cost = sharing(Apportionment([1, 1, 1], [0, 0, 0], [1, 1, 1], unit=100, per=3))
    anna, bea, _ = model.shared[0].has
    model.define((anna - bea).equals(1))
    return model, cost


def is_kept(settled: Mapping[int, int], values: Sequence[int]) -> bool:
    return all(values[index] == value for index, value in settled.items())


@given(apportionments(), st.lists(st.integers(-3, 3), min_size=4, max_size=4), st.integers(-6, 6))
def test_the_bound_is_never_above_the_best_and_the_best_stays(
    shares: Apportionment, coefs: list[int], at_least: int
) -> None:
    model, cost = sharing(shares)
    row = total(var * coef for var, coef in zip(model.shared[0].has, coefs, strict=False))
    model.define(row >= at_least)
    allowed = [
        cost
        for has, cost in every_way(shares).items()
        if sum(hers * coef for hers, coef in zip(has, coefs, strict=False)) >= at_least
    ]
    engine = Engine(model)

    cuts = cut(model, [], cost, Clock(UNLIMITED), work=10)

    for line in cuts.lines:
        engine.state(line)
    found = engine.minimise(cost, UNLIMITED)
    assert found.found == bool(allowed)
    if allowed:
        assert found.value == min(allowed)
        assert is_kept(cuts.settled(min(allowed) + 1), found.values)
        assert cuts.bound <= min(allowed)


def test_cuts_go_on_from_one_place_to_the_next() -> None:
    """Anna has one and bea none. With one in all, anna is 66 above her share and the others 33 below theirs; where dora
    has one too, two are 33 above theirs and bea 66 below hers."""
    model, cost = anna_has_one_more_than_bea()
    cuts = cut(model, [], cost, Clock(UNLIMITED), work=10)
    assert cuts.bound == 132
    assert cuts.lines


@pytest.mark.parametrize("over", ["time", "user"])
def test_what_is_over_before_it_begins_states_nothing(over: str) -> None:
    model, cost = anna_has_one_more_than_bea()
    stop = threading.Event()
    if over == "user":
        stop.set()
    clock = Clock(Limits(wall=0.0 if over == "time" else None), stop)
    cuts = cut(model, [], cost, clock, work=10)
    assert cuts.bound < 132
    assert not cuts.lines
