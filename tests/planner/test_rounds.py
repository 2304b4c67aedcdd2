"""A roster bettered in rounds: it never ends worse than it began, keeps every rule, and ends the same way each time."""

from __future__ import annotations

from math import inf

import pytest

from secretariat_tui.planner.engine import Engine, Outcome, evaluate
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.rounds import Rounds
from tests.planner.test_neighbourhood import CASES, LIMITS, Stated, holds


def begun(case: Stated) -> tuple[Engine, Outcome]:
    """The model in the solver, and any roster that keeps the hard rules."""
    engine = Engine(case.model)
    values = engine.minimise(Linear([]), LIMITS).values
    return engine, Outcome(values, evaluate(case.objective, values), 0, None)


def bettered(case: Stated, work: float, told: list[int], until: float = -inf) -> tuple[Outcome, Outcome]:
    """The outcome at the start and at the end."""
    engine, start = begun(case)

    def on_better(value: int) -> bool:
        told.append(value)
        return value <= until

    rounds = Rounds(engine, case.model, case.objective, seed=1)
    return start, rounds.improve(start, work, lambda work: Limits(deterministic=work), on_better)


@pytest.mark.parametrize("case", CASES)
def test_what_is_found_keeps_every_statement_and_is_never_worse(case: Stated):
    told: list[int] = []
    start, found = bettered(case, 0.3, told)
    assert holds(case.model, list(found.values))
    assert case.best.value <= evaluate(case.objective, found.values) == found.value <= start.value
    assert told == sorted(set(told), reverse=True)
    assert [start.value, *told][-1] == found.value


def test_rosters_are_bettered():
    gains = [start.value - found.value for start, found in (bettered(case, 0.3, []) for case in CASES)]
    assert sum(gain > 0 for gain in gains) > 5


def test_it_ends_where_the_value_cannot_be_bettered():
    case = next(case for case in CASES if len(told_of(case)) > 1)
    told: list[int] = []
    bettered(case, 0.3, told, until=inf)
    assert len(told) == 1


def told_of(case: Stated) -> list[int]:
    told: list[int] = []
    bettered(case, 0.3, told)
    return told


def test_it_betters_in_the_same_way_each_time():
    case = next(case for case in CASES if told_of(case))
    runs = [bettered(case, 0.3, [])[1].values for _ in range(2)]
    assert runs[0] == runs[1]


def no_time(work: float) -> None:
    return None


def never(value: int) -> bool:
    return False


def test_nothing_is_tried_once_time_is_up():
    case = CASES[0]
    engine, start = begun(case)
    rounds = Rounds(engine, case.model, case.objective, seed=1)
    assert rounds.improve(start, inf, no_time, never) == start
