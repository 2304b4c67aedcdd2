"""The linear relaxation of a model: what it comes to where a variable may have any value between its bounds.

It is solved with numbers that are not exact, so it proves nothing here; it shows where a good roster is likely to be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import inf

from ortools.linear_solver.python import model_builder

from secretariat_tui.planner.encoder import Statement, Symbolic, reach
from secretariat_tui.planner.expression import Bound, Linear, Var


def relaxed(model: Symbolic, beside: Sequence[Statement], objective: Linear, seconds: float) -> Sequence[float]:
    """The value of each variable at the least of the objective; empty where that is not found in so many seconds."""
    program = _Program(model)
    for statement in (*model.statements, *beside):
        for bound in _always(statement):
            program.state(bound)
    for absolute in model.absolutes:
        program.state(absolute.var - absolute.of >= 0)
        program.state(absolute.var + absolute.of >= 0)
    return program.least(objective, seconds)


def _always(statement: Statement) -> Iterable[Bound]:
    """A conditional statement as bounds that hold always: without its condition, each is no narrower than the reach of
    its sum."""
    bound, condition = statement.bound, statement.only_if
    if condition is None:
        return (bound,)
    low, high = reach(Linear(bound.terms))
    found: list[Bound] = []
    if bound.low is not None and bound.low > low:
        found.append(Linear(bound.terms) - condition * (bound.low - low) >= low)
    if bound.high is not None and bound.high < high:
        found.append(Linear(bound.terms) + condition * (high - bound.high) <= high)
    return found


class _Program:
    """The model in a solver of linear programs."""

    def __init__(self, model: Symbolic) -> None:
        self._source = model
        self._model = model_builder.Model()  # type: ignore[no-untyped-call]
        self._helper = self._model.helper
        self._columns: dict[int, int] = {}

    def state(self, bound: Bound) -> None:
        row = self._helper.add_linear_constraint()
        self._helper.set_constraint_lower_bound(row, -inf if bound.low is None else bound.low)
        self._helper.set_constraint_upper_bound(row, inf if bound.high is None else bound.high)
        for column, coef in self._gathered(bound.terms):
            self._helper.add_term_to_constraint(row, column, coef)

    def least(self, objective: Linear, seconds: float) -> Sequence[float]:
        for column, coef in self._gathered(objective.terms):
            self._helper.set_var_objective_coefficient(column, coef)
        self._helper.set_maximize(False)
        solver = model_builder.Solver("GLOP")
        solver.set_time_limit_in_seconds(seconds)
        if solver.solve(self._model) != model_builder.SolveStatus.OPTIMAL:
            return ()
        found = solver.values(self._model.get_variables()).tolist()
        return [found[self._columns[v.index]] if v.index in self._columns else v.low for v in self._source.vars]

    def _gathered(self, terms: Iterable[tuple[Var, int]]) -> Iterable[tuple[int, int]]:
        coefs: dict[int, int] = defaultdict(int)
        for var, coef in terms:
            coefs[self._column(var)] += coef
        return coefs.items()

    def _column(self, var: Var) -> int:
        known = self._columns.get(var.index)
        if known is None:
            known = self._columns[var.index] = self._helper.add_var()
            self._helper.set_var_lower_bound(known, var.low)
            self._helper.set_var_upper_bound(known, 0 if var.index in self._source.forbidden else var.high)
        return known
