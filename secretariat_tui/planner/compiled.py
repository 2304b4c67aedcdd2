"""One model and one objective, compiled once and asked again and again with some variables held at 0."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ortools.sat.python import cp_model

from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.engine import Engine, only_below
from secretariat_tui.planner.expression import Linear

_QUICK: Final = 0.3
_PATIENT: Final = 20.0
"""The solver's own measure of work for the try without presolve, and for the one with it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What one question came to.

    `values` are those of all variables, empty where there is no solution; `proven` says that nothing is better, up to
    the gap, or that there is no solution at all.
    """

    values: Sequence[int]
    proven: bool


class Compiled:
    """Answers one question at a time, from whichever thread.

    The models of single dates are so tight that presolving them takes longer than solving them: with a hint a first try
    goes without, and without one the presolve is a light one.
    """

    def __init__(self, model: Encoder, objective: Linear, gap: int, seed: int) -> None:
        self._cp, self._vars = Engine(model).compiled(objective)
        self._choice_count = model.choice_count
        self._lows = [var.low for var in model.vars]
        self._gap = gap
        self._seed = seed
        self._lock = threading.Lock()

    def ask(self, zero: Iterable[int], hint: Sequence[int], below: int | None = None) -> Reply:
        """The least objective with the variables of these indices at 0, and below a value, if given. A hint need not be
        a solution."""
        with self._lock:
            proto = self._cp.proto
            held = [proto.variables[self._vars[index].index] for index in zero if index in self._vars]
            before = [variable.domain[1] for variable in held]
            for variable in held:
                variable.domain[1] = 0
            self._suggest(hint)
            if below is not None:
                only_below(self._cp, below)
            try:
                quick = self._solve(_QUICK, presolve=False) if hint else None
                return quick if quick is not None and quick.proven else self._solve(_PATIENT, presolve=True)
            finally:
                proto.objective.domain.clear()
                for variable, high in zip(held, before, strict=True):
                    variable.domain[1] = high

    def _suggest(self, hint: Sequence[int]) -> None:
        self._cp.clear_hints()  # type: ignore[no-untyped-call]
        if hint:
            known = [(var.index, hint[index]) for index, var in self._vars.items() if index < self._choice_count]
            self._cp.proto.solution_hint.vars.extend([index for index, _ in known])
            self._cp.proto.solution_hint.values.extend([value for _, value in known])

    def _solve(self, work: float, presolve: bool) -> Reply:
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.num_workers = 1
        parameters.linearization_level = 2
        parameters.add_lp_constraints_lazily = False
        parameters.hint_conflict_limit = 0
        parameters.random_seed = self._seed
        parameters.catch_sigint_signal = False
        parameters.cp_model_presolve = presolve
        parameters.symmetry_level = 0
        parameters.cp_model_probing_level = 0
        parameters.max_presolve_iterations = 1
        parameters.max_deterministic_time = work
        parameters.absolute_gap_limit = self._gap
        status = solver.solve(self._cp)
        if status == cp_model.INFEASIBLE:
            return Reply((), True)
        if status == cp_model.MODEL_INVALID:
            raise AssertionError(self._cp.validate())
        if status == cp_model.UNKNOWN:
            return Reply((), False)
        solution = solver.response_proto.solution
        values = list(self._lows)
        for index, var in self._vars.items():
            values[index] = solution[var.index]
        return Reply(values, status == cp_model.OPTIMAL)
