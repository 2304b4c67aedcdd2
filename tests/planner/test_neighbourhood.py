"""A roster bettered piece by piece: what a piece may change, and that it never ends worse than it began."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from math import inf
from random import Random

import pytest

from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder, Statement, Symbolic
from secretariat_tui.planner.engine import Engine, Outcome, evaluate
from secretariat_tui.planner.expression import Linear, total
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.neighbourhood import Neighbourhood
from secretariat_tui.planner.part import Parts
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.solve import solve
from tests.planner.random_cases import random_problem

LIMITS = Limits(deterministic=10.0)


@dataclass
class Stated:
    """All rules at once, with the sum of their penalties and the best roster by this sum."""

    problem: Problem
    model: Encoder
    objective: Linear
    best: Outcome


def stated(seed: int) -> Stated | None:
    problem = random_problem(Random(f"pieces {seed}"))
    model = Encoder(problem)
    for rule in RULES:
        rule.encode(problem, model)
    objective = total(p.expression * p.weight for p in model.penalties)
    best = Engine(model).minimise(objective, LIMITS)
    return Stated(problem, model, objective, best) if best.found and best.bound == best.value else None


CASES = [case for seed in range(24) if (case := stated(seed)) is not None]


def pieces(case: Stated, seed: int = 1) -> Neighbourhood:
    return Neighbourhood(case.model, (), case.objective, seed, threading.Event())


def holds(model: Symbolic, values: list[int]) -> bool:
    """Every statement and definition, by arithmetic."""

    def kept(statement: Statement) -> bool:
        if statement.only_if is not None and not values[statement.only_if.index]:
            return True
        value = evaluate(Linear(statement.bound.terms), values)
        low, high = statement.bound.low, statement.bound.high
        return (low is None or low <= value) and (high is None or value <= high)

    absolute = all(values[item.var.index] == abs(evaluate(item.of, values)) for item in model.absolutes)
    return absolute and all(map(kept, model.statements)) and not any(values[index] for index in model.forbidden)


def _never(value: int) -> bool:
    return False


def _no_time(work: float) -> None:
    return None


def test_there_are_cases():
    assert len(CASES) > 10


@pytest.mark.parametrize("case", CASES)
def test_the_part_of_all_choices_is_the_whole(case: Stated):
    worse = Engine(case.model).minimise(Linear([]), LIMITS)
    part = Parts(case.model, (), case.objective).part(range(case.model.choice_count), worse.values)
    found = Engine(part.model).minimise(part.objective, LIMITS)
    gain = evaluate(part.objective, worse.values) - found.value
    assert evaluate(case.objective, worse.values) - gain == case.best.value


@pytest.mark.parametrize("case", CASES)
def test_a_part_changes_only_what_is_free_and_keeps_every_statement(case: Stated):
    random = Random(7)
    worse = Engine(case.model).minimise(Linear([]), LIMITS)
    choices = random.sample(range(case.model.choice_count), case.model.choice_count // 2)
    part = Parts(case.model, (), case.objective).part(choices, worse.values)
    assert {index for index in part.free if index < case.model.choice_count} <= set(choices)
    assert {var.index for s in part.model.statements for var, _ in s.bound.terms} <= part.free
    found = Engine(part.model).minimise(part.objective, LIMITS)
    merged = [found.values[i] if i in part.free else value for i, value in enumerate(worse.values)]
    assert holds(case.model, merged)
    gain = evaluate(part.objective, worse.values) - found.value
    assert gain >= 0
    assert evaluate(case.objective, merged) == evaluate(case.objective, worse.values) - gain


def test_what_is_kept_beside_the_model_holds_in_a_part_too():
    model = Symbolic()
    one, other = model.boolean(), model.boolean()
    model.choice_count = 2
    objective = one * -1 + other * -1
    part = Parts(model, [Statement(one + other <= 1, None)], objective).part([0], [0, 1])
    assert Engine(part.model).minimise(part.objective, LIMITS).values[0] == 0


@pytest.mark.parametrize("case", CASES)
def test_a_roster_is_bettered_to_the_best_there_is(case: Stated):
    search = pieces(case)
    begun = search.begin(lambda work: Limits(deterministic=work))
    if begun is None:  # nobody can be planned before the others
        begun = Engine(case.model).minimise(Linear([]), LIMITS)
        begun = Outcome(begun.values, evaluate(case.objective, begun.values), 0, None)
    assert holds(case.model, list(begun.values))
    assert begun.value >= case.best.value
    told: list[int] = []

    def better(value: int) -> bool:
        told.append(value)
        return value <= case.best.value

    found = search.improve(begun, 1.5, lambda work: Limits(deterministic=work), better)
    assert holds(case.model, list(found.values))
    assert evaluate(case.objective, found.values) == found.value == case.best.value
    assert told == sorted(set(told), reverse=True)


def test_the_same_seed_betters_in_the_same_way():
    case = CASES[0]
    start = Engine(case.model).minimise(Linear([]), LIMITS)
    start = Outcome(start.values, evaluate(case.objective, start.values), 0, None)
    runs = [pieces(case).improve(start, 0.3, lambda work: Limits(deterministic=work), _never).values for _ in range(2)]
    assert runs[0] == runs[1]


def test_nothing_is_tried_once_time_is_up():
    case = CASES[0]
    search = pieces(case)
    assert search.begin(_no_time) is None
    assert search.improve(case.best, inf, _no_time, _never).values == case.best.values


def test_pieces_may_take_more_work_once_small_ones_better_nothing_any_more():
    case = CASES[0]
    asked: list[float] = []

    def allow(work: float) -> Limits | None:
        asked.append(work)
        return Limits(deterministic=work) if work == asked[0] and len(asked) < 2000 else None

    pieces(case).improve(case.best, inf, allow, _never)
    assert len(asked) > 10
    assert asked[-1] > asked[0]


@pytest.mark.parametrize("seed", range(6))
def test_under_the_clock_alone_both_searches_come_to_the_same_values(seed: int):
    problem = random_problem(Random(f"race {seed}"))
    try:
        known = solve(problem, Limits(deterministic=20.0, polish=20.0))
    except Impossible:
        with pytest.raises(Impossible):
            solve(problem, Limits(deterministic=None, polish=None, wall=60.0))
        return
    found = solve(problem, Limits(deterministic=None, polish=None, wall=60.0))
    assert [(s.id, s.value, s.bound) for s in found.stages] == [(s.id, s.value, s.bound) for s in known.stages]
