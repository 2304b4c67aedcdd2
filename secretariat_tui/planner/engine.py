"""Compiles a symbolic model for CP-SAT and solves it. Only this, `compiled` and `relaxation` know the solver."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from enum import Enum
from math import isfinite
from typing import Final

from ortools.sat.python import cp_model

from secretariat_tui.domain.finding import Reason
from secretariat_tui.planner.encoder import Absolute, Statement, Symbolic
from secretariat_tui.planner.expression import Linear, Var
from secretariat_tui.planner.interruptible import interruptible
from secretariat_tui.planner.limits import UNLIMITED, Limits

_GREATEST: Final = 2**60
"""More than any objective."""

_TO_ITS_END: Final = 50_000
"""Iterations for the first relaxation of a search: enough for that of a team, which the solver's own limit cuts off."""


class Branching(Enum):
    """By what a search divides its model."""

    COSTS = "pseudo-costs"
    """What a choice has cost so far: finds solutions."""

    RELAXATION = "relaxation"
    """By the linear relaxation: proves best where little is left between value and bound."""


@dataclass(frozen=True)
class Outcome:
    """What one solve came to. `values` is empty where no solution was found.

    `bound` is None where the model was shown to be infeasible; `stopped_by` is "time", "work" or "user", or None where
    the answer is proven; `work` is in the solver's own measure. `settled` has choices by index with the value that they
    have in at least one of the best solutions, if there is any better than those found: all of it where it was asked.
    """

    values: Sequence[int]
    value: int
    bound: int | None
    stopped_by: str | None
    work: float = 0.0
    settled: Mapping[int, int] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        return bool(self.values)

    @property
    def infeasible(self) -> bool:
        return self.bound is None

    def or_better(self, other: Outcome) -> Outcome:
        """This one, with the solution of another where that is better."""
        if other.value >= self.value:
            return self
        bound = min(self.bound or 0, other.value)
        ended = None if bound == other.value else self.stopped_by
        return replace(self, values=other.values, value=other.value, bound=bound, stopped_by=ended)

    def of(self, expression: Linear) -> int:
        """The value of an expression in the solution."""
        return evaluate(expression, self.values)


def evaluate(expression: Linear, values: Sequence[int]) -> int:
    """The value of an expression where the variable with index i has the value `values[i]`."""
    return expression.constant + sum(coef * values[var.index] for var, coef in expression.terms)


class Engine:
    """A model in the solver. It grows as the encoder does: call `extend` after more was stated.

    With `blamed`, only the statements with one of these reasons are in force, besides the definitions. `settled` gives
    variables a value, by index.
    """

    def __init__(
        self, model: Symbolic, blamed: frozenset[Reason] | None = None, settled: Mapping[int, int] | None = None
    ) -> None:
        self._source = model
        self._blamed = blamed
        self._cp = cp_model.CpModel()
        self._vars: dict[int, cp_model.IntVar] = {}
        self._zero: set[int] = set()
        for index, value in (settled or {}).items():
            if value:
                self._vars[index] = self._cp.new_int_var(value, value, "")
            else:
                self._zero.add(index)
        self._done = (0, 0)
        self._hint: Sequence[int] = ()
        self._free: Set[int] = frozenset()
        self.kept: list[Statement] = []
        self.extend()

    def extend(self) -> None:
        """Compiles what was stated since the last time."""
        source = self._source
        statements = source.statements[self._done[0] :]
        absolutes = source.absolutes[self._done[1] :]
        self._done = (len(source.statements), len(source.absolutes))
        if self._blamed is not None:
            statements = [s for s in statements if s.because is None or s.because in self._blamed]
        for index, reasons in source.forbidden.items():
            if index not in self._vars and (self._blamed is None or not self._blamed.isdisjoint(reasons)):
                self._zero.add(index)
        for statement in statements:
            self._settle(statement)
        for statement in statements:
            self._state(statement)
        for absolute in absolutes:
            self._define(absolute)

    def _settle(self, statement: Statement) -> None:
        """Sees at once that a sum of variables without a counterweight is zero: who cannot be there holds nothing."""
        if statement.only_if is not None or statement.bound.high != 0:
            return
        rest = [(var, coef) for var, coef in statement.bound.terms if var.index not in self._zero]
        if all(coef > 0 and var.low == 0 and var.index not in self._vars for var, coef in rest):
            self._zero.update(var.index for var, _ in rest)

    def _state(self, statement: Statement) -> None:
        bound, only_if = statement.bound, statement.only_if
        if only_if is not None and only_if.index in self._zero:
            return
        terms = [(var, coef) for var, coef in bound.terms if var.index not in self._zero]
        low = high = 0
        for var, coef in terms:
            low += coef * (var.low if coef > 0 else var.high)
            high += coef * (var.high if coef > 0 else var.low)
        if (bound.low is None or bound.low <= low) and (bound.high is None or high <= bound.high):
            return
        floor = low if bound.low is None else max(bound.low, low)
        ceiling = high if bound.high is None else min(bound.high, high)
        if floor > ceiling:
            stated = self._cp.add_bool_or([])
        else:
            stated = self._cp.add_linear_constraint(self._sum(terms), floor, ceiling)
        if only_if is not None:
            stated.only_enforce_if(self._var(only_if))

    def _define(self, absolute: Absolute) -> None:
        self._cp.add_abs_equality(self._var(absolute.var), self._expression(absolute.of))

    def _var(self, var: Var) -> cp_model.IntVar:
        known = self._vars.get(var.index)
        if known is None:
            known = self._vars[var.index] = self._cp.new_int_var(var.low, var.high, "")
            if var.index in self._zero:
                self._cp.add(known == 0)
        return known

    def _sum(self, terms: Sequence[tuple[Var, int]]) -> cp_model.LinearExprT:
        return cp_model.LinearExpr.weighted_sum([self._var(var) for var, _ in terms], [coef for _, coef in terms])

    def _expression(self, expression: Linear) -> cp_model.LinearExprT:
        terms = [(var, coef) for var, coef in expression.terms if var.index not in self._zero]
        return self._sum(terms) + expression.constant

    @property
    def choice_count(self) -> int:
        """How many of the variables, the first, are choices: a roster is all they make."""
        return self._source.choice_count

    @property
    def size(self) -> tuple[int, int]:
        """How many variables and constraints the solver's model has."""
        return len(self._cp.proto.variables), len(self._cp.proto.constraints)

    def compiled(self, objective: Linear) -> tuple[cp_model.CpModel, dict[int, cp_model.IntVar]]:
        """The solver's own model, with the objective, and its variables by index; those that are 0 may be missing."""
        self._cp.minimize(self._expression(objective))
        return self._cp, self._vars

    def keep(self, expression: Linear, at_most: int) -> None:
        """From now on the expression is never above `at_most`."""
        self.state(Statement(expression <= at_most, None))

    def state(self, statement: Statement) -> None:
        """From now on the statement holds too."""
        self.kept.append(statement)
        self._state(statement)

    def suggest(self, values: Sequence[int], free: Set[int] = frozenset()) -> None:
        """Starts the next solve from these values, those of a valid solution, but for the variables in `free`."""
        self._hint = values
        self._free = free

    def minimise(
        self,
        objective: Linear,
        limits: Limits,
        stop: threading.Event | None = None,
        on_progress: Callable[[int | None, int], object] | None = None,
        as_suggested: bool = False,
        gap: int = 0,
        small: bool = False,
        below: int | None = None,
        branching: Branching = Branching.COSTS,
    ) -> Outcome:
        """Solves to the least value of the objective; with `as_suggested`, among solutions with the values suggested.

        The search ends where value and bound are no further apart than `gap`. A `small` model is presolved lightly:
        more would take longer than to solve it. Where only solutions `below` a value are sought, what is settled of
        them is told.

        On an interrupt the solver is stopped before the exception goes on. `on_progress` gets the best value so far, or
        None, and the bound.
        """
        self._cp.clear_objective()  # type: ignore[no-untyped-call]
        self._cp.minimize(self._expression(objective))
        self._cp.clear_hints()  # type: ignore[no-untyped-call]
        for index, var in self._vars.items():
            if index < len(self._hint) and index not in self._free:
                self._cp.add_hint(var, self._hint[index])
        solver = cp_model.CpSolver()
        _set(solver, limits)
        solver.parameters.fix_variables_to_their_hinted_value = as_suggested
        solver.parameters.absolute_gap_limit = gap
        if below is not None:
            only_below(self._cp, below)
            solver.parameters.fill_tightened_domains_in_response = True
            # What it changes is not in what is settled: the solver then ends the process over a solution of its own.
            solver.parameters.cp_model_use_sat_presolve = False
            solver.parameters.root_lp_iterations = _TO_ITS_END
        if branching is Branching.RELAXATION:
            solver.parameters.search_branching = cp_model.LP_SEARCH
        if small:
            _presolve_lightly(solver)
        watcher = _Watcher(on_progress) if on_progress is not None else None
        if watcher is not None:
            solver.best_bound_callback = watcher.on_bound
        status, stopped = interruptible(lambda: solver.solve(self._cp, watcher), solver.stop_search, stop)
        work = float(solver.response_proto.deterministic_time)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            values = self._values(solver)
            value = evaluate(objective, values)
            bound = min(value, _bound(solver))
            if status == cp_model.OPTIMAL and not stopped and not gap:
                bound = value
            ended = None if bound == value else _limit(stopped, solver, limits)
            return Outcome(values, value, bound, ended, work, self._settled(solver))
        if status == cp_model.INFEASIBLE:
            return Outcome((), 0, None, None, work)
        if status == cp_model.MODEL_INVALID:
            raise AssertionError(self._cp.validate())
        return Outcome((), 0, _bound(solver), _limit(stopped, solver, limits), work, self._settled(solver))

    def valued(self, objective: Linear, choices: Sequence[int]) -> Outcome:
        """What these choices come to, with every cost as low as they allow; nothing where they are not valid."""
        self.suggest(choices)
        return self.minimise(objective, UNLIMITED, as_suggested=True)

    def _settled(self, solver: cp_model.CpSolver) -> dict[int, int]:
        narrowed = solver.response_proto.tightened_variables
        found: dict[int, int] = {}
        for index, var in self._vars.items() if narrowed else ():
            domain = [*narrowed[var.index].domain]  # empty where the search just ended its proof
            if domain and domain[0] == domain[-1] and index < self.choice_count:
                found[index] = domain[0]
        return found

    def _values(self, solver: cp_model.CpSolver) -> list[int]:
        values = [var.low for var in self._source.vars]
        for index, var in self._vars.items():
            values[index] = solver.value(var)
        return values


def only_below(model: cp_model.CpModel, value: int) -> None:
    """States that the objective is below a value, until another is set. As a constraint it would settle less."""
    objective = model.proto.objective
    objective.domain.extend([-_GREATEST, value - 1 - round(objective.offset)])


def _set(solver: cp_model.CpSolver, limits: Limits) -> None:
    parameters = solver.parameters
    parameters.num_workers = limits.workers
    parameters.interleave_search = limits.workers > 1
    parameters.linearization_level = 2
    parameters.add_lp_constraints_lazily = False
    parameters.hint_conflict_limit = 0
    parameters.random_seed = limits.seed
    parameters.catch_sigint_signal = False
    if limits.deterministic is not None:
        parameters.max_deterministic_time = limits.deterministic
    if limits.wall is not None:
        parameters.max_time_in_seconds = max(limits.wall, 0.01)


def _presolve_lightly(solver: cp_model.CpSolver) -> None:
    solver.parameters.symmetry_level = 0
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.max_presolve_iterations = 1


def _bound(solver: cp_model.CpSolver) -> int:
    """What the solver has proven, also where it found nothing yet."""
    bound = solver.best_objective_bound
    return -int(-bound // 1) if isfinite(bound) else 0


def _limit(stopped: bool, solver: cp_model.CpSolver, limits: Limits) -> str:
    if stopped:
        return "user"
    return "time" if limits.wall is not None and solver.wall_time >= limits.wall * 0.99 else "work"


class _Watcher(cp_model.CpSolverSolutionCallback):
    """Passes on every better solution and every better bound."""

    def __init__(self, on_progress: Callable[[int | None, int], object]) -> None:
        super().__init__()
        self._tell = on_progress
        self._best: int | None = None
        self._bound = 0

    def on_solution_callback(self) -> None:
        self._best = int(self.objective_value)
        self._tell(self._best, self._bound)

    def on_bound(self, bound: float) -> None:
        self._bound = max(self._bound, -int(-bound // 1))
        self._tell(self._best, self._bound)
