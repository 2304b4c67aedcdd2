"""Measures in a child process of its own: time on the clock, processor time, peak memory, and where the time goes."""

from __future__ import annotations

import multiprocessing
import re
import resource
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from ortools.sat.python import cp_model

from secretariat_tui.domain.finding import Severity
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.engine import Engine
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.rule import Rule

P = ParamSpec("P")
T = TypeVar("T")


def in_child(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Runs it in a new process, so that memory is its own. The process is forked from one that has all imports."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.solve"])
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(function, *args, **kwargs).result()


def peak_megabytes() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@dataclass(slots=True)
class Clock:
    """Seconds on the clock and of the processor, all threads together."""

    wall: float = field(default_factory=time.perf_counter)
    cpu: float = field(default_factory=time.process_time)

    def stop(self) -> None:
        self.wall = time.perf_counter() - self.wall
        self.cpu = time.process_time() - self.cpu


@dataclass(slots=True)
class Solved:
    """One call of the solver.

    `presolve` are the seconds before its search began, `work` is its own, deterministic, measure, and `fixed` says that
    the choices were given, so that it only had to see what they come to.
    """

    began: float
    seconds: float
    presolve: float
    work: float
    variables: int
    constraints: int
    fixed: bool


@dataclass
class Profile:
    """Where the time of the planner goes: `encode`, by rule, and `compile` in seconds of the processor."""

    encode: dict[str, float] = field(default_factory=dict)
    compile: float = 0.0
    solved: list[Solved] = field(default_factory=list)

    @property
    def solving(self) -> float:
        """Seconds on the clock in which the solver ran, one call or several at a time."""
        spent, until = 0.0, 0.0
        for one in sorted(self.solved, key=lambda one: one.began):
            end = one.began + one.seconds
            spent += max(0.0, end - max(until, one.began))
            until = max(until, end)
        return spent


class _Timed:
    """A rule whose encoding is timed."""

    def __init__(self, rule: Rule, profile: Profile) -> None:
        self._rule = rule
        self._profile = profile
        self.id: str = rule.id
        self.severity: Severity = rule.severity

    def encode(self, problem: Problem, model: Encoder) -> None:
        began = time.thread_time()
        self._rule.encode(problem, model)
        spent = time.thread_time() - began
        self._profile.encode[self.id] = self._profile.encode.get(self.id, 0.0) + spent

    def check(self, problem: Problem, facts: Facts) -> Iterator[Any]:
        return self._rule.check(problem, facts)


_lock = threading.Lock()


@contextmanager
def profiled(rules: Sequence[Rule]) -> Iterator[tuple[Profile, list[Any]]]:
    """Times the rules, the compilation and every call of the solver while it lasts; use the rules that it gives."""
    profile = Profile()
    solve, extend = cp_model.CpSolver.solve, Engine.extend

    @wraps(solve)
    def timed_solve(self: cp_model.CpSolver, model: cp_model.CpModel, *args: Any, **kwargs: Any) -> Any:
        self.parameters.log_search_progress = True
        self.parameters.log_to_stdout = False
        self.parameters.log_to_response = True
        began = time.perf_counter()
        status = solve(self, model, *args, **kwargs)
        spent = time.perf_counter() - began
        with _lock:
            profile.solved.append(_solved(self, model, began, spent))
        return status

    @wraps(extend)
    def timed_extend(self: Engine) -> None:
        began = time.thread_time()
        extend(self)
        profile.compile += time.thread_time() - began

    cp_model.CpSolver.solve = timed_solve  # type: ignore[method-assign]
    Engine.extend = timed_extend  # type: ignore[method-assign]
    try:
        yield profile, [_Timed(rule, profile) for rule in rules]
    finally:
        cp_model.CpSolver.solve = solve  # type: ignore[method-assign]
        Engine.extend = extend  # type: ignore[method-assign]


def _solved(solver: cp_model.CpSolver, model: cp_model.CpModel, began: float, spent: float) -> Solved:
    response = solver.response_proto
    found = re.search(r"^Starting (?:sequential )?search at ([\d.]+)s", response.solve_log, re.MULTILINE)
    return Solved(
        began,
        spent,
        float(found[1]) if found else spent,
        response.deterministic_time,
        len(model.proto.variables),
        len(model.proto.constraints),
        solver.parameters.fix_variables_to_their_hinted_value,
    )
