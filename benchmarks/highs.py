"""The planner's own model on another solver: HiGHS, which solves mixed integer programs by linear relaxation.

The rules speak to an encoder that knows no solver, so nothing of them is written twice: what they state is translated
here to rows and columns, and each stage is solved to its proof before the next, as the planner does. What the planner
has beside its solver, above all that dates are planned alone first, is not given to it.

OR-Tools has a HiGHS of its own, of another version, and one process can have one of them only: this works in a process
without OR-Tools (`apart`).

A bound under a condition becomes one that a large enough multiple of the condition lifts. An absolute value is two
inequalities; where a statement leans on it being no more, a Boolean for the sign makes it exact.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from math import ceil, gcd, inf, isfinite
from typing import Any, Final

import numpy as np

from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.encoder import Absolute, Encoder, Statement, Symbolic, reach
from secretariat_tui.planner.expression import Bound, Linear, Var, total
from secretariat_tui.planner.extract import extract
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.stages import STAGES, Stage, hard

_NEARLY: Final = 1e-6
"""What the solver's arithmetic may be off."""

Row = tuple[dict[int, float], float, float]
"""Coefficients by column, the least and the greatest value."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one solve came to: values by the index of variables, empty where nothing was found, and the bound."""

    values: Sequence[int]
    value: int | None
    bound: int

    @property
    def proven(self) -> bool:
        return self.value == self.bound


class Program:
    """A symbolic model as a mixed integer program. It grows as the model does: call `extend` after more was stated."""

    def __init__(self, model: Symbolic) -> None:
        if "ortools" in sys.modules:
            raise RuntimeError("OR-Tools is in this process")
        import highspy

        self._highspy: Any = highspy  # which has no types
        self._source = model
        self._highs = self._highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.999)):
            self._highs.setOptionValue(option, value)
        self._columns: dict[int, int] = {}
        self._bounds: list[tuple[int, int]] = []
        self._added = 0
        self._rows: list[Row] = []
        self._done = (0, 0)
        self._loose: dict[int, Absolute] = {}
        self._best: Sequence[int] = ()
        self.extend()

    @property
    def size(self) -> tuple[int, int]:
        """How many columns and rows it has."""
        return self._highs.getNumCol(), self._highs.getNumRow()

    def extend(self) -> None:
        """Translates what was stated since the last time."""
        statements = self._source.statements[self._done[0] :]
        absolutes = self._source.absolutes[self._done[1] :]
        self._done = (len(self._source.statements), len(self._source.absolutes))
        for absolute in absolutes:
            self._at_least(absolute)
        for statement in statements:
            self._state(statement)
        self._pass_on()

    def keep(self, expression: Linear, at_most: int) -> None:
        """From now on the expression is never above `at_most`."""
        self._linear(expression <= at_most, None)
        self._pass_on()

    # -- translating

    def _state(self, statement: Statement) -> None:
        if statement.only_if is not None and statement.only_if.index in self._source.forbidden:
            return
        for var, _ in statement.bound.terms:
            if var.index in self._loose:
                self._exact(self._loose.pop(var.index))
        self._linear(statement.bound, statement.only_if)

    def _linear(self, bound: Bound, only_if: Var | None) -> None:
        """The rows of a bound: none where it always holds."""
        terms = self._merged(bound.terms)
        low, high = reach(Linear([(self._source.vars[index], coef) for index, coef in terms.items()]))
        floor = bound.low if bound.low is not None and bound.low > low else None
        ceiling = bound.high if bound.high is not None and bound.high < high else None
        if only_if is None:
            if floor is not None or ceiling is not None:
                self._row(terms, -inf if floor is None else floor, inf if ceiling is None else ceiling)
            return
        if floor is not None:
            self._row(self._with(terms, only_if, low - floor), low, inf)
        if ceiling is not None:
            self._row(self._with(terms, only_if, high - ceiling), -inf, high)

    def _at_least(self, absolute: Absolute) -> None:
        """The variable is no less than the expression and its opposite."""
        self._linear(absolute.var - absolute.of >= 0, None)
        self._linear(absolute.var + absolute.of >= 0, None)
        self._loose[absolute.var.index] = absolute

    def _exact(self, absolute: Absolute) -> None:
        """Nor is it more than one of them: which, says a column of its own, 1 where the expression is negative."""
        low, high = reach(absolute.of)
        negative = self._column_of(-1 - absolute.var.index, 0, 1)
        for sign, most, from_sign in ((-1, 0, 2 * min(low, 0)), (1, 2 * max(high, 0), 2 * max(high, 0))):
            expression = absolute.var + absolute.of * sign
            columns = {self._column(index): float(coef) for index, coef in self._merged(expression.terms).items()}
            columns[negative] = float(from_sign)
            self._rows.append((columns, -inf, most - expression.constant))

    def _merged(self, terms: Iterable[tuple[Var, int]]) -> dict[int, int]:
        """The coefficient of each variable that is not forbidden."""
        found: dict[int, int] = defaultdict(int)
        for var, coef in terms:
            if var.index not in self._source.forbidden:
                found[var.index] += coef
        return {index: coef for index, coef in found.items() if coef}

    def _with(self, terms: dict[int, int], only_if: Var, coef: int) -> dict[int, int]:
        return terms | {only_if.index: terms.get(only_if.index, 0) + coef}

    def _row(self, terms: dict[int, int], low: float, high: float) -> None:
        self._rows.append(({self._column(index): float(coef) for index, coef in terms.items()}, low, high))

    def _column(self, index: int) -> int:
        var = self._source.vars[index]
        return self._column_of(index, var.low, var.high)

    def _column_of(self, key: int, low: int, high: int) -> int:
        if key not in self._columns:
            self._columns[key] = len(self._bounds)
            self._bounds.append((low, high))
        return self._columns[key]

    def _pass_on(self) -> None:
        """Gives new columns and rows to the solver, all at once."""
        fresh = self._bounds[self._added :]
        if fresh:
            lows, highs = (np.array(side, float) for side in zip(*fresh, strict=True))
            self._highs.addVars(len(fresh), lows, highs)
            columns = np.arange(self._added, len(self._bounds), dtype=np.int32)
            integer = np.full(len(fresh), int(self._highspy.HighsVarType.kInteger), np.uint8)
            self._highs.changeColsIntegrality(len(fresh), columns, integer)
            self._added = len(self._bounds)
        if self._rows:
            starts = np.cumsum([0, *(len(row) for row, _, _ in self._rows[:-1])], dtype=np.int32)
            indices = np.array([column for row, _, _ in self._rows for column in row], np.int32)
            values = np.array([coef for row, _, _ in self._rows for coef in row.values()], float)
            lows, highs = (np.array([row[side] for row in self._rows], float) for side in (1, 2))
            self._highs.addRows(len(self._rows), lows, highs, len(indices), starts, indices, values)
            self._rows = []

    # -- solving

    def minimise(self, objective: Linear, seconds: float) -> Outcome:
        """Solves to the least value of the objective, from what the last solve came to."""
        terms = self._merged(objective.terms)
        unit = reduce(gcd, terms.values(), 0) or 1
        known = {self._column(index): coef // unit for index, coef in terms.items()}
        self._pass_on()
        costs = np.zeros(self._added)
        costs[list(known)] = list(known.values())
        self._highs.changeColsCost(self._added, np.arange(self._added, dtype=np.int32), costs)
        if self._best:
            self._suggest()
        self._highs.setOptionValue("time_limit", max(seconds, 0.1))
        self._highs.run()
        return self._outcome(objective, unit)

    def _suggest(self) -> None:
        """The last solution; the solver finds what the columns that are new since come to."""
        columns = np.arange(len(self._best), dtype=np.int32)
        self._highs.setSolution(len(self._best), columns, np.array(self._best, float))

    def _outcome(self, objective: Linear, unit: int) -> Outcome:
        info, status = self._highs.getInfo(), self._highs.getModelStatus()
        if status == self._highspy.HighsModelStatus.kInfeasible:
            raise ValueError("the model is infeasible")
        dual = info.mip_dual_bound
        bound = ceil(dual - _NEARLY) * unit + objective.constant if isfinite(dual) else 0
        if info.primal_solution_status != int(self._highspy.SolutionStatus.kSolutionStatusFeasible):
            return Outcome((), None, bound)
        self._best = [round(value) for value in self._highs.getSolution().col_value]
        values = [var.low for var in self._source.vars]
        for index, column in self._columns.items():
            if index >= 0:
                values[index] = self._best[column]
        value = objective.constant + sum(coef * values[var.index] for var, coef in objective.terms)
        return Outcome(values, value, bound)


# -- the stages of a problem


@dataclass(frozen=True, slots=True)
class Result:
    """A stage as it was left, so many seconds after the start."""

    id: str
    value: int
    bound: int
    seconds: float

    @property
    def proven(self) -> bool:
        return self.value == self.bound


@dataclass
class Answer:
    """What came of the stages; no roster where none was found. `solving` are seconds in the solver, `cpu` those of the
    processor, all in all."""

    roster: Roster | None = None
    results: list[Result] = field(default_factory=list)
    seconds: float = 0.0
    solving: float = 0.0
    cpu: float = 0.0
    megabytes: float = 0.0
    variables: int = 0
    constraints: int = 0


def solve(problem: Problem, seconds: float, stages: Sequence[Stage] = STAGES) -> Answer:
    """Solves the stages in order; a later one never worsens an earlier one. One that is not proven is the last."""
    began, cpu, answer = time.perf_counter(), time.process_time(), Answer()
    gc.disable()  # as the planner does while it builds a model
    model = Encoder(problem)
    for rule in hard(RULES):
        rule.encode(problem, model)
    program = Program(model)
    for stage in stages:
        objective = _encoded(model, stage)
        program.extend()
        asked = time.perf_counter()
        outcome = program.minimise(objective, began + seconds - asked)
        answer.solving += time.perf_counter() - asked
        answer.variables, answer.constraints = program.size
        if outcome.value is None:
            break
        answer.roster = extract(model, outcome.values[: model.choice_count])
        answer.results.append(Result(stage.id, outcome.value, outcome.bound, time.perf_counter() - began))
        if not outcome.proven:
            break
        program.keep(objective, outcome.value)
    gc.enable()
    answer.seconds, answer.cpu = time.perf_counter() - began, time.process_time() - cpu
    answer.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return answer


def _encoded(model: Encoder, stage: Stage) -> Linear:
    """What a stage minimises."""
    rules = {rule.id: rule for rule in RULES}
    terms: list[Linear] = []
    for term in stage.terms:
        first = len(model.penalties)
        rules[term].encode(model.problem, model)
        weight = stage.weight(model.problem.team, term)
        terms += [penalty.expression * (penalty.weight * weight) for penalty in model.penalties[first:]]
    return total(terms)
