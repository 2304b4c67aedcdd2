"""Small models, solved by HiGHS in a process that has no OR-Tools, and by trying everything."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from random import Random

from benchmarks.highs import Program
from secretariat_tui.domain.finding import because
from secretariat_tui.planner.encoder import Symbolic
from secretariat_tui.planner.expression import Linear, Var, total

WHY = because("test", "because")


def random_model(rng: Random) -> tuple[Symbolic, Linear]:
    """Some small variables, with every kind of statement over them. Everything at 0 keeps all but some conditions."""
    model = Symbolic()
    some: list[Var] = [model.integer(rng.choice((-2, -1, 0)), rng.choice((0, 1, 2))) for _ in range(3)]
    some += [model.boolean() for _ in range(2)]

    def expression() -> Linear:
        return total(var * rng.randint(-2, 2) for var in rng.sample(some, 3)) + rng.randint(-1, 1)

    model.require(expression() <= rng.randint(1, 3), WHY)
    model.require(expression() >= -rng.randint(1, 3), WHY)
    model.require(expression().between(-4, 1), WHY, only_if=some[3])
    model.require(expression().between(-1, 3), WHY, only_if=some[4])
    if rng.random() < 0.3:
        model.forbid(some[4], WHY)
    distance, slack = model.absolute(expression()), model.absolute(expression())
    if rng.random() < 0.7:
        model.define((distance + some[0]).between(-1, 3))
    objective = expression() + (distance * rng.choice((1, 2)) + slack)
    return model, objective


def least(model: Symbolic, objective: Linear) -> int | None:
    """By trying every value of the variables that are no absolute values."""
    defined = {absolute.var.index: absolute.of for absolute in model.absolutes}
    free = [var for var in model.vars if var.index not in defined]
    found: list[int] = []
    for chosen in product(*(range(var.low, var.high + 1) for var in free)):
        values = dict(zip((var.index for var in free), chosen, strict=True))

        def value(of: Linear, values: dict[int, int] = values) -> int:
            return of.constant + sum(coef * values[var.index] for var, coef in of.terms)

        for index, of in defined.items():
            values[index] = abs(value(of))
        if any(values[index] for index in model.forbidden):
            continue
        inside = (
            (s.only_if is not None and not values[s.only_if.index])
            or (
                (s.bound.low is None or s.bound.low <= value(Linear(s.bound.terms)))
                and (s.bound.high is None or value(Linear(s.bound.terms)) <= s.bound.high)
            )
            for s in model.statements
        )
        if all(inside):
            found.append(value(objective))
    return min(found, default=None)


def by_highs(seeds: Sequence[int]) -> list[tuple[int | None, bool] | None]:
    """Value and proof of each random model; None where there is no solution."""
    found: list[tuple[int | None, bool] | None] = []
    for seed in seeds:
        model, objective = random_model(Random(seed))
        try:
            outcome = Program(model).minimise(objective, 10)
        except ValueError:
            found.append(None)
        else:
            found.append((outcome.value, outcome.proven))
    return found


def kept() -> list[int | None]:
    """What comes of one model while more is stated of it."""
    model = Symbolic()
    a, b = model.integer(0, 5), model.integer(0, 5)
    model.require(a + b >= 4, WHY)
    program = Program(model)
    first = program.minimise(a, 10).value
    program.keep(a, 1)
    second = program.minimise(b, 10).value
    model.require(a <= 0, WHY)
    program.extend()
    return [first, second, program.minimise(b, 10).value]
