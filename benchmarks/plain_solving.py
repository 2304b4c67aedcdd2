"""Solving the plain formulation, with what it had found and proven at each moment."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ortools.sat.python import cp_model

from benchmarks.plain import Plain, Stretch
from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment, Duty, Roster


@dataclass(frozen=True)
class Answer:
    """What came of it; with `proven` the whole sum is least.

    `trace` has seconds, best value or None, and bound of the weighted sum, each time that one of the last two improved.
    """

    roster: Roster | None
    value: int | None
    bound: int
    proven: bool
    trace: tuple[tuple[float, int | None, int], ...]


class _Trace(cp_model.CpSolverSolutionCallback):
    """Notes every better value and every better bound."""

    def __init__(self) -> None:
        super().__init__()
        self.began = time.perf_counter()
        self.points: list[tuple[float, int | None, int]] = []
        self._best: int | None = None
        self._bound = 0

    def on_solution_callback(self) -> None:
        self._best = round(self.objective_value)
        self._note()

    def on_bound(self, bound: float) -> None:
        self._bound = max(self._bound, -int(-bound // 1))
        self._note()

    def _note(self) -> None:
        self.points.append((time.perf_counter() - self.began, self._best, self._bound))


def solve(plain: Plain, seconds: float, workers: int = 0) -> Answer:
    """Solves with the solver's default parameters: as many workers as the machine has cores, unless told otherwise."""
    solver = cp_model.CpSolver()
    solver.parameters.catch_sigint_signal = False  # else the solver takes Ctrl-C away from Python for good
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    trace = _Trace()
    solver.best_bound_callback = trace.on_bound
    status = solver.solve(plain.cp, trace)
    bound = -int(-solver.best_objective_bound // 1)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(None, None, bound, False, tuple(trace.points))
    value, proven = round(solver.objective_value), status == cp_model.OPTIMAL
    return Answer(_roster(plain, solver), value, bound, proven, tuple(trace.points))


def _roster(plain: Plain, solver: cp_model.CpSolver) -> Roster:
    problem = plain.problem
    worked = {key for key, var in plain.x.items() if solver.boolean_value(var)}
    assignments = [
        Assignment(day, member, shift.id, place, shift.span)
        for shift in problem.team.shifts
        for member, day, name, place in worked
        if name == shift.id
    ]
    holders = [
        (s, [m.id for m in problem.team.members if solver.boolean_value(plain.h[m.id, s.number])])
        for s in plain.stretches
    ]
    return Roster(problem.team.id, problem.weeks, tuple(assignments), tuple(duties(problem, holders)))


def duties(problem: Problem, holders: Sequence[tuple[Stretch, Sequence[str]]]) -> Iterator[Duty]:
    """The duties of a roster, from who holds each stretch, in time order."""
    spans: dict[tuple[date, str, bool, str], list[Span]] = defaultdict(list)
    for stretch, members in holders:
        for member in members:
            known = spans[stretch.demand.date, stretch.demand.duty, stretch.demand.is_desk, member]
            if known and known[-1].end == stretch.span.start:
                known[-1] = Span(known[-1].start, stretch.span.end)
            else:
                known.append(stretch.span)
    for (day, duty, is_desk, member), held in spans.items():
        standing = (None, None, None) if is_desk else problem.team.standing(duty, member, day)
        for span in held:
            yield Duty(day, duty, is_desk, span, member, *standing)
