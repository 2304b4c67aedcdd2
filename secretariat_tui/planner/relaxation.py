"""The linear relaxation of a model: what it comes to where a variable may have any value between its bounds.

It is solved with numbers that are not exact, so where it lies only shows where a good roster is likely to be. What it
proves is told by its prices: rows added up with any prices at all say something of every solution, and that sum is made
with whole numbers here (Neumaier and Shcherbina, *Safe bounds in linear and mixed-integer linear programming*, 2004).
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import inf, isfinite
from operator import mul
from typing import Final

from ortools.math_opt.python import mathopt  # type: ignore[import-untyped]
from ortools.util.python.solve_interrupter import SolveInterrupter  # type: ignore[import-untyped]

from secretariat_tui.planner.encoder import Domain, Statement, Symbolic, reach_within
from secretariat_tui.planner.expression import Bound, Linear, Var
from secretariat_tui.planner.interruptible import interruptible
from secretariat_tui.planner.limits import UNLIMITED, Limits

_FINE: Final = 2**30
"""Prices are rounded to this part of one."""

Settled = Callable[[int], Mapping[int, int]]
"""Gives, for a value, variables by index with what each is in every solution whose objective is below it."""

_ROWS_OF_WORK: Final = 1e8
"""So many rows are gone over, one at each iteration, in about the time of a unit of the solver's work."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """`values` of each variable, empty where the least was not found in time; no solution is below `bound`."""

    values: Sequence[float]
    bound: int
    work: float = 0.0


@dataclass(slots=True)
class Column:
    """A variable between two bounds, and what a unit of it costs."""

    low: int
    high: int
    cost: int = 0


@dataclass(slots=True)
class Row:
    """A sum of columns between two bounds (None: unbounded)."""

    coefs: Mapping[int, int]
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Optimum:
    """The values of all columns and the prices of all rows of a program, and the work to find them."""

    values: Sequence[float]
    prices: Sequence[float]
    work: float


def relaxed(
    model: Symbolic,
    beside: Sequence[Statement],
    objective: Linear,
    limits: Limits = UNLIMITED,
    stop: threading.Event | None = None,
) -> Relaxation:
    """The least of the objective, within the limits; a set `stop` ends the search."""
    return Relaxing(model, beside, objective).least(limits, stop)


@dataclass(frozen=True, slots=True)
class Floor:
    """What no solution is below, by rows at any prices: exact, however bad the prices are, in `_FINE` parts of one.

    `rest` is what a unit of each column costs beside those.
    """

    least: int
    rest: Sequence[int]

    @classmethod
    def of(cls, columns: Sequence[Column], rows: Sequence[Row] = (), prices: Sequence[float] = ()) -> Floor:
        rest = [column.cost * _FINE for column in columns]
        least = 0
        for row, price in zip(rows, prices, strict=False):
            whole = round(price * _FINE) if isfinite(price) else 0
            side = row.low if whole > 0 else row.high
            if whole and side is not None:
                least += whole * side
                for index, coef in row.coefs.items():
                    rest[index] -= whole * coef
        sides = [column.low if cost > 0 else column.high for column, cost in zip(columns, rest, strict=True)]
        return cls(least + sum(map(mul, rest, sides)), rest)

    @property
    def whole(self) -> int:
        """The same in whole ones."""
        return -(-self.least // _FINE)

    def settled(self, columns: Sequence[Column], below: int) -> Iterator[tuple[int, int]]:
        """Columns with the value at which each is in every solution below this. Columns may have come since: of those
        it tells nothing."""
        room = (below - 1) * _FINE - self.least
        for number, (column, cost) in enumerate(zip(columns, self.rest, strict=False)):
            if abs(cost) > room and column.low < column.high:
                yield number, column.low if cost > 0 else column.high


class Program:
    """A linear program that may grow. What is solved again begins from where the last one ended."""

    def __init__(self) -> None:
        self.columns: list[Column] = []
        self.rows: list[Row] = []
        self._model = mathopt.Model()
        self._solver = mathopt.IncrementalSolver(self._model, mathopt.SolverType.GLOP)
        self._variables: list[mathopt.Variable] = []
        self._constraints: list[mathopt.LinearConstraint] = []

    def column(self, low: int, high: int, cost: int = 0) -> int:
        """The number of a new column."""
        self.columns.append(Column(low, high, cost))
        self._variables.append(self._model.add_variable(lb=low, ub=high))
        self._model.objective.set_linear_coefficient(self._variables[-1], cost)
        return len(self.columns) - 1

    def price(self, column: int, cost: int) -> None:
        """A unit of the column costs so much."""
        self.columns[column].cost = cost
        self._model.objective.set_linear_coefficient(self._variables[column], cost)

    def row(self, coefs: Mapping[int, int], low: int | None, high: int | None) -> int:
        """The number of a new row."""
        constraint = self._model.add_linear_constraint(
            lb=-inf if low is None else low, ub=inf if high is None else high
        )
        for column, coef in coefs.items():
            constraint.set_coefficient(self._variables[column], coef)
        self.rows.append(Row(coefs, low, high))
        self._constraints.append(constraint)
        return len(self.rows) - 1

    def fix(self, row: int, side: int) -> None:
        """The sum of the row is this from now on."""
        self.rows[row].low = self.rows[row].high = side
        self._constraints[row].lower_bound = self._constraints[row].upper_bound = side

    def least(self, limits: Limits = UNLIMITED, stop: threading.Event | None = None) -> Optimum | None:
        """The optimum, if there is one and the limits allow."""
        rows = max(1, len(self.rows))
        parameters = mathopt.SolveParameters(
            time_limit=None if limits.wall is None else timedelta(seconds=limits.wall),
            iteration_limit=None if limits.deterministic is None else int(limits.deterministic * _ROWS_OF_WORK / rows),
            presolve=mathopt.Emphasis.OFF,  # it would begin anew each time
        )
        interrupter = SolveInterrupter()
        found, _ = interruptible(
            lambda: self._solver.solve(params=parameters, interrupter=interrupter), interrupter.interrupt, stop
        )
        if found.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        work = found.solve_stats.simplex_iterations * rows / _ROWS_OF_WORK
        return Optimum(found.variable_values(self._variables), found.dual_values(self._constraints), work)


class Relaxing:
    """The relaxation of a model by one objective, of which more may be stated once it was solved."""

    def __init__(self, model: Symbolic, beside: Sequence[Statement], objective: Linear) -> None:
        statements = (*model.statements, *beside)
        self._constant = objective.constant
        self._floor: Floor | None = None
        self._domains = _domains(model, statements)
        self._program = Program()
        self._numbers: dict[int, int] = {}
        self._known: set[tuple[frozenset[tuple[int, int]], int | None, int | None]] = set()
        for statement in statements:
            for bound in self._always(statement):
                self.state(bound)
        for absolute in model.absolutes:
            self.state(absolute.var - absolute.of >= 0)
            self.state(absolute.var + absolute.of >= 0)
        for number, coef in self._gathered(objective.terms).items():
            self._program.price(number, coef)

    def state(self, bound: Bound) -> None:
        """The bound holds too, from now on."""
        low, high = reach_within(bound, self._domains)
        if (bound.low is None or bound.low <= low) and (bound.high is None or high <= bound.high):
            return
        coefs = self._gathered(bound.terms)
        key = frozenset(coefs.items()), bound.low, bound.high
        if key not in self._known:
            self._known.add(key)
            self._program.row(coefs, bound.low, bound.high)

    def least(self, limits: Limits = UNLIMITED, stop: threading.Event | None = None) -> Relaxation:
        """The least of the objective, within the limits; a set `stop` ends the search."""
        program, numbers = self._program, self._numbers
        found = program.least(limits, stop)
        if found is None:
            return Relaxation((), self._constant + Floor.of(program.columns).whole)
        values = [
            found.values[numbers[index]] if index in numbers else low for index, (low, _) in enumerate(self._domains)
        ]
        floor = Floor.of(program.columns, program.rows, found.prices)
        if self._floor is None or floor.least > self._floor.least:
            self._floor = floor
        return Relaxation(values, self._constant + floor.whole, found.work)

    def settled(self, below: int) -> dict[int, int]:
        """The variables, by index, with what each is in every solution whose objective is below this: all else would
        cost more, by the prices, than there is room for."""
        found = {index: low for index, (low, high) in enumerate(self._domains) if low == high}
        if self._floor is not None:
            by_number = {number: index for index, number in self._numbers.items()}
            columns = self._program.columns
            found |= {by_number[n]: value for n, value in self._floor.settled(columns, below - self._constant)}
        return found

    def _always(self, statement: Statement) -> Iterable[Bound]:
        """A statement as bounds that hold always: where its condition fails, each is no narrower than the reach of its
        sum."""
        bound, condition = statement.bound, statement.only_if
        if condition is None:
            return (bound,)
        whole = Linear(bound.terms)
        low, high = reach_within(bound, self._domains)
        found: list[Bound] = []
        if bound.low is not None and bound.low > low:
            found.append(whole - condition * (bound.low - low) >= low)
        if bound.high is not None and bound.high < high:
            found.append(whole + condition * (high - bound.high) <= high)
        return found

    def _gathered(self, terms: Iterable[tuple[Var, int]]) -> Mapping[int, int]:
        coefs: dict[int, int] = defaultdict(int)
        for var, coef in terms:
            if self._domains[var.index] != (0, 0):
                coefs[self._number(var)] += coef
        return coefs

    def _number(self, var: Var) -> int:
        known = self._numbers.get(var.index)
        if known is None:
            known = self._numbers[var.index] = self._program.column(*self._domains[var.index])
        return known


def _domains(model: Symbolic, statements: Iterable[Statement]) -> list[Domain]:
    """Between which bounds each variable must be, as far as one statement after the other tells."""
    domains = [(var.low, var.high) for var in model.vars]
    for index in model.forbidden:
        domains[index] = (0, 0)
    for statement in statements:
        if statement.only_if is None:
            _narrow(domains, statement.bound)
    return domains


def _narrow(domains: list[Domain], bound: Bound) -> None:
    """Narrows the domains of variables to what a bound leaves each, wherever the others are."""
    low, high = reach_within(bound, domains)
    up = high - low if bound.high is None else bound.high - low
    down = high - low if bound.low is None else high - bound.low
    if up < 0 or down < 0:
        return  # there is no solution, and nothing is to be made of that
    for var, coef in bound.terms:
        if not coef:
            continue
        least, most = domains[var.index]
        rise, fall = (up, down) if coef > 0 else (down, up)
        narrow = max(least, most - fall // abs(coef)), min(most, least + rise // abs(coef))
        if narrow[0] <= narrow[1]:
            domains[var.index] = narrow
