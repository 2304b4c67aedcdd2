"""Ever narrower models: what they prove is so, what they find is valid, and they end the same way each time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random

import pytest

from benchmarks.instances import Size
from benchmarks.instances import problem as generated
from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.problem import Problem
from secretariat_tui.exchange.team_file import read_team
from secretariat_tui.planner import bettering, narrowing
from secretariat_tui.planner.check import examine
from secretariat_tui.planner.encoder import Statement, Symbolic
from secretariat_tui.planner.engine import Engine, Outcome, evaluate
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.narrowing import Narrowing
from secretariat_tui.planner.solve import solve
from tests.planner.test_neighbourhood import CASES, LIMITS, Stated, holds

MEDIUM = Path(__file__).parent.parent / "cases" / "medium-8.toml"

_MOST_SEARCHES = 40


def drawn(seed: int) -> tuple[Symbolic, Linear, list[int]]:
    """A model of ten choices with three sums to keep and prices for pairs, and what every valid choice comes to."""
    rng = Random(f"narrowing {seed}")
    model = Symbolic()
    choices = [model.boolean() for _ in range(10)]
    model.choice_count = len(choices)
    sums = [[(var, rng.randint(1, 9)) for var in rng.sample(choices, 6)] for _ in range(3)]
    for terms in sums:
        model.define(Linear(terms) >= sum(coef for _, coef in terms) // 2)
    prices = [(var, rng.randint(1, 20)) for var in choices]
    pairs = [(*rng.sample(range(10), 2), rng.randint(1, 15)) for _ in range(8)]
    objective = Linear(prices)
    for one, other, price in pairs:
        both = model.boolean()
        model.define(choices[one] + choices[other] - both <= 1)
        objective += both * price
    values: list[int] = []
    for picked in product((0, 1), repeat=10):
        if all(sum(coef * picked[var.index] for var, coef in terms) >= sum(c for _, c in terms) // 2 for terms in sums):
            alone = sum(coef * picked[var.index] for var, coef in prices)
            values.append(alone + sum(price for one, other, price in pairs if picked[one] and picked[other]))
    return model, objective, values


def searches(model: Symbolic, kept: list[Statement], objective: Linear, work: float) -> Iterator[Outcome]:
    """From any solution, one search after the other, until one has proven the best."""
    values = Engine(model).minimise(Linear([]), LIMITS).values
    best = Outcome(values, evaluate(objective, values), -(2**40), None)
    narrowed = Narrowing(model, kept, objective, best, lambda _: {})
    for number in range(_MOST_SEARCHES):
        best = narrowed.improve(best, Limits(deterministic=work * 2 ** (number // 4)), threading.Event())
        yield best
        if best.bound == best.value:
            return


@pytest.mark.parametrize("seed", range(12))
def test_the_least_of_all_choices_is_found_and_proven(seed: int):
    model, objective, values = drawn(seed)
    for found in searches(model, [], objective, 0.0001):
        assert found.bound is not None
        assert found.bound <= min(values) <= found.value
        assert found.value in values
    assert (found.value, found.bound) == (min(values), min(values))


@pytest.mark.parametrize("case", CASES)
def test_a_roster_that_is_proven_is_the_best_and_keeps_every_statement(case: Stated):
    for found in searches(case.model, [], case.objective, 0.002):
        assert holds(case.model, list(found.values))
        assert found.bound is not None
        assert found.bound <= case.best.value <= found.value
    assert found.value == found.bound == case.best.value


def test_models_do_become_narrower(monkeypatch: pytest.MonkeyPatch):
    sizes: list[int] = []

    class Watched(Engine):
        def minimise(self, *args, **named):
            sizes.append(self.size[0])
            return super().minimise(*args, **named)

    monkeypatch.setattr(narrowing, "Engine", Watched)
    narrower = 0
    for case in CASES:
        sizes.clear()
        list(searches(case.model, [], case.objective, 0.0002))
        assert sizes == sorted(sizes, reverse=True)
        narrower += sizes[-1] < sizes[0]
    assert narrower > 4


class Answering(Engine):
    """A solver that gives what it is told for each target, and keeps what it was asked."""

    def __init__(self, *_given: object, settled: dict[int, int]) -> None:
        type(self).settled.append(dict(settled))

    def minimise(self, *_given: object, below: int, **_named: object) -> Outcome:
        type(self).targets.append(below)
        return type(self).answer(len(self.targets), below)


def answering(answer: Callable[[int, int], Outcome], monkeypatch: pytest.MonkeyPatch) -> type[Answering]:
    asked = type("Asked", (Answering,), {"answer": staticmethod(answer), "settled": [], "targets": []})
    monkeypatch.setattr(narrowing, "Engine", asked)
    return asked


@dataclass
class Steps:
    """After each search for what is better than 100: the work that it should have taken, and the bound."""

    works: list[float]
    bounds: list[int | None]

    @classmethod
    def taken(cls, count: int) -> Steps:
        model = Symbolic()
        model.choice_count = len([model.boolean() for _ in range(4)])
        best, steps = Outcome((1,) * 4, 100, 0, None), cls([], [])
        narrowed = Narrowing(model, [], Linear([]), best, lambda _: {})
        for _ in range(count):
            steps.works.append(narrowed.work)
            best = narrowed.improve(best, Limits(), threading.Event())
            steps.bounds.append(best.bound)
        return steps


def test_what_is_settled_below_a_target_is_not_settled_above_it(monkeypatch: pytest.MonkeyPatch):
    def answer(number: int, below: int) -> Outcome:
        return Outcome((), 0, 0, "work", settled={0: 1} if below == 100 else {1: 1})

    asked = answering(answer, monkeypatch)
    Steps.taken(12)
    assert min(asked.targets) < 100
    assert asked.settled == [{}] + [{0: 1}] * 11


def test_targets_that_nothing_is_below_bring_the_bound_closer_before_the_proof(monkeypatch: pytest.MonkeyPatch):
    def answer(number: int, below: int) -> Outcome:
        return Outcome((), 0, None, None) if number > 1 else Outcome((), 0, 0, "work")

    asked = answering(answer, monkeypatch)
    assert Steps.taken(4).bounds == [0, 50, 75, 100]
    assert asked.targets == [100, 50, 75, 100]


def test_little_work_goes_into_targets_while_the_whole_settles_much(monkeypatch: pytest.MonkeyPatch):
    def answer(number: int, below: int) -> Outcome:
        return Outcome((), 0, 0, "work", settled={0: 1} if number < 3 else {0: 1, 2: 0})

    asked = answering(answer, monkeypatch)
    assert Steps.taken(8).works == [3, 0.5, 3, 0.5, 3, 3, 6, 6]
    assert asked.targets == [100, 50, 100, 50, 100, 50, 100, 25]
    assert asked.settled == [{}, {0: 1}, {0: 1}] + [{0: 1, 2: 0}] * 5


def test_what_is_known_below_the_best_is_settled_from_the_first_on(monkeypatch: pytest.MonkeyPatch):
    asked = answering(lambda *_: Outcome((0,) * 4, 90, 0, "work"), monkeypatch)
    model = Symbolic()
    model.choice_count = len([model.boolean() for _ in range(4)])
    known = {100: {1: 0, 7: 1}, 90: {1: 0, 2: 1}}  # 7 is no choice
    best = Outcome((1,) * 4, 100, 0, None)
    narrowed = Narrowing(model, [], Linear([]), best, known.__getitem__)
    for _ in range(2):
        best = narrowed.improve(best, Limits(), threading.Event())
    assert asked.settled == [{1: 0}, {1: 0, 2: 1}]


def test_a_target_that_is_not_reached_is_set_nearer_to_the_bound(monkeypatch: pytest.MonkeyPatch):
    def answer(number: int, below: int) -> Outcome:
        return Outcome((), 0, 10, "work")

    asked = answering(answer, monkeypatch)
    assert Steps.taken(6).bounds == [10] * 6
    assert asked.targets == [100, 55, 100, 32, 100, 21]


def test_what_is_kept_beside_the_model_is_kept():
    model, objective, values = drawn(3)
    dearer = sorted({value for value in values if value > min(values)})[0]
    kept = [Statement(objective >= dearer, None)]
    assert [found.value for found in searches(model, kept, objective, 1.0)][-1] == dearer


def test_more_work_than_a_search_as_one_takes_is_done_in_narrower_models(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bettering, "POLISH", 0.02)
    monkeypatch.setattr("secretariat_tui.planner.limits.POLISH", 0.02)
    case = Problem(read_team(MEDIUM), Horizon(Week(2026, 49)))
    little, more, again = (solve(case, Limits(polish=polish)).stages[-1] for polish in (0.02, 1.0, 1.0))
    assert not little.proven
    assert more.proven
    assert more.bound > little.bound
    assert more == again


@pytest.mark.parametrize(
    ("size", "limits"),
    [
        (Size(8, 7, 1, 12), Limits(polish=1.0)),
        (Size(9, 8, 1, 18), Limits(polish=1.0)),
        (Size(4, 4, 1, 5027), Limits(polish=8.0, seed=67)),
    ],
)
def test_the_solver_gives_what_it_found_beside_what_is_settled(
    size: Size, limits: Limits, monkeypatch: pytest.MonkeyPatch
):
    """With its presolve for satisfiability it ended the process in the first two: rosters did not fit what it told as
    settled. In the third it tells no value at all of a choice, since just before its limit it was done."""
    monkeypatch.setattr(bettering, "POLISH", 0.02)
    monkeypatch.setattr("secretariat_tui.planner.limits.POLISH", 0.02)
    monkeypatch.setattr(bettering, "_PIECES", 0)
    monkeypatch.setattr(bettering, "_PIECES_FIRST", 0)
    monkeypatch.setattr(narrowing, "_WORK", 0.05)
    case = generated(size)
    checked = examine(case, solve(case, limits))
    assert (checked.violations, checked.differences) == ((), ())
