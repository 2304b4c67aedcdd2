"""The linear relaxation of a model: what it comes to where a variable may have any value between its bounds.

It is solved with numbers that are not exact, so where it lies only shows where a good roster is likely to be. What it
proves is told by its prices: rows added up with any prices at all say something of every solution, and that sum is made
with whole numbers here (Neumaier and Shcherbina, *Safe bounds in linear and mixed-integer linear programming*, 2004).
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import Final

from ortools.linear_solver.python import model_builder

from secretariat_tui.planner.encoder import Statement, Symbolic, reach
from secretariat_tui.planner.expression import Bound, Linear, Var
from secretariat_tui.planner.interruptible import interruptible
from secretariat_tui.planner.limits import UNLIMITED, Limits

_FINE: Final = 2**30
"""Prices are rounded to this part of one."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """`values` of each variable, empty where the least was not found in time; no solution is below `bound`."""

    values: Sequence[float]
    bound: int


@dataclass(slots=True)
class Column:
    """A variable between two bounds, and what a unit of it costs."""

    low: int
    high: int
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A sum of columns between two bounds (None: unbounded)."""

    coefs: Mapping[int, int]
    low: int | None
    high: int | None


def relaxed(
    model: Symbolic,
    beside: Sequence[Statement],
    objective: Linear,
    limits: Limits = UNLIMITED,
    stop: threading.Event | None = None,
) -> Relaxation:
    """The least of the objective, within the limits; a set `stop` ends the search."""
    program = _Program(model)
    for statement in (*model.statements, *beside):
        for bound in _always(statement, model.forbidden):
            program.state(bound)
    for absolute in model.absolutes:
        program.state(absolute.var - absolute.of >= 0)
        program.state(absolute.var + absolute.of >= 0)
    return program.least(objective, limits, stop)


def floor(columns: Sequence[Column], rows: Sequence[Row], prices: Sequence[float]) -> int:
    """What no solution is below, by the rows at these prices. It is exact, however bad the prices are."""
    rest = [column.cost * _FINE for column in columns]
    sum_of_rows = 0
    for row, price in zip(rows, prices, strict=False):
        whole = round(price * _FINE) if isfinite(price) else 0
        side = row.low if whole > 0 else row.high
        if whole and side is not None:
            sum_of_rows += whole * side
            for index, coef in row.coefs.items():
                rest[index] -= whole * coef
    left = sum(cost * (column.low if cost > 0 else column.high) for column, cost in zip(columns, rest, strict=True))
    return -(-(sum_of_rows + left) // _FINE)


def _always(statement: Statement, forbidden: Container[int]) -> Iterable[Bound]:
    """A statement as bounds that hold always, without variables that are 0: where its condition fails, each is no
    narrower than the reach of its sum."""
    bound, condition = statement.bound, statement.only_if
    terms = [(var, coef) for var, coef in bound.terms if var.index not in forbidden]
    if condition is None:
        return (Bound(terms, bound.low, bound.high),)
    whole = Linear(terms)
    low, high = reach(whole)
    found: list[Bound] = []
    if bound.low is not None and bound.low > low:
        found.append(whole - condition * (bound.low - low) >= low)
    if bound.high is not None and bound.high < high:
        found.append(whole + condition * (high - bound.high) <= high)
    return found


class _Program:
    """The model in a solver of linear programs."""

    def __init__(self, model: Symbolic) -> None:
        self._source = model
        self._model = model_builder.Model()  # type: ignore[no-untyped-call]
        self._helper = self._model.helper
        self._numbers: dict[int, int] = {}
        self._columns: list[Column] = []
        self._rows: list[Row] = []

    def state(self, bound: Bound) -> None:
        row = self._helper.add_linear_constraint()
        self._helper.set_constraint_lower_bound(row, -inf if bound.low is None else bound.low)
        self._helper.set_constraint_upper_bound(row, inf if bound.high is None else bound.high)
        self._rows.append(Row(self._gathered(bound.terms), bound.low, bound.high))
        for number, coef in self._rows[-1].coefs.items():
            self._helper.add_term_to_constraint(row, number, coef)

    def least(self, objective: Linear, limits: Limits, stop: threading.Event | None) -> Relaxation:
        for number, coef in self._gathered(objective.terms).items():
            self._columns[number].cost = coef
            self._helper.set_var_objective_coefficient(number, coef)
        self._helper.set_maximize(False)
        solver = model_builder.Solver("GLOP")
        if limits.wall is not None:
            solver.set_time_limit_in_seconds(limits.wall)
        if limits.deterministic is not None:
            solver.set_solver_specific_parameters(f"max_deterministic_time: {limits.deterministic}")
        status, _ = interruptible(lambda: solver.solve(self._model), solver.stop_search, stop)
        if status != model_builder.SolveStatus.OPTIMAL:
            return Relaxation((), objective.constant + floor(self._columns, (), ()))
        found = solver.values(self._model.get_variables()).tolist()
        values = [found[self._numbers[v.index]] if v.index in self._numbers else v.low for v in self._source.vars]
        prices = solver.dual_values(self._model.get_linear_constraints()).tolist()
        return Relaxation(values, objective.constant + floor(self._columns, self._rows, prices))

    def _gathered(self, terms: Iterable[tuple[Var, int]]) -> Mapping[int, int]:
        coefs: dict[int, int] = defaultdict(int)
        for var, coef in terms:
            coefs[self._number(var)] += coef
        return coefs

    def _number(self, var: Var) -> int:
        known = self._numbers.get(var.index)
        if known is None:
            known = self._numbers[var.index] = self._helper.add_var()
            high = 0 if var.index in self._source.forbidden else var.high
            self._columns.append(Column(var.low, high))
            self._helper.set_var_lower_bound(known, var.low)
            self._helper.set_var_upper_bound(known, high)
        return known
