"""Planning, measured: this planner beside the plain formulation and a rota made by hand."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import greedy, highs, instances, plain, plain_solving
from benchmarks.apart import apart
from benchmarks.measure import Clock, peak_megabytes, profiled
from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster, StageResult
from secretariat_tui.exchange.team_file import read_team
from secretariat_tui.planner.check import examine
from secretariat_tui.planner.limits import POLISH, Limits, Progress
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY, STAGES

ROOT = Path(__file__).parent.parent
_WEEK = Week(2026, 49)
_NO_LIMIT = 1e9
"""Work without limit: only the clock ends a search here."""

STAGE_NAMES = tuple(stage.id for stage in STAGES)


@dataclass(frozen=True, slots=True)
class Instance:
    """A team file of the repository for some weeks, or a generated team."""

    file: str | None = None
    weeks: int = 1
    size: instances.Size | None = None

    @property
    def name(self) -> str:
        if self.size is not None:
            return self.size.name
        return f"{Path(self.file or '').stem}, {self.weeks} week{'s' if self.weeks > 1 else ''}"

    def problem(self) -> Problem:
        if self.size is not None:
            return instances.problem(self.size)
        return Problem(read_team(ROOT / (self.file or "")), Horizon(_WEEK, self.weeks))


def case(name: str, weeks: int = 1) -> Instance:
    """An instance of the tests."""
    return Instance(f"tests/cases/{name}.toml", weeks)


@dataclass
class Stage:
    """A stage as a method left it. `seconds` from the start until it was proven, on the clock; None if it was not."""

    id: str
    value: int
    bound: int | None
    seconds: float | None = None

    @property
    def proven(self) -> bool:
        return self.value == self.bound


@dataclass
class Run:
    """One measurement. `solving` are the seconds in the solver, `build` the others, `cpu` those of the processor."""

    instance: str
    method: str
    members: int
    accounts: int
    weeks: int
    seconds: float
    cpu: float
    build: float
    solving: float
    megabytes: float
    variables: int = 0
    constraints: int = 0
    proven: bool = False
    stopped: bool = False
    faults: int = 0
    stages: list[Stage] = field(default_factory=list)

    def stage(self, id: str) -> Stage:
        return next(stage for stage in self.stages if stage.id == id)


def is_proven(stage: dict[str, Any]) -> bool:
    """Whether a stage, as it is kept, was proven."""
    return bool(stage["bound"] is not None and stage["value"] == stage["bound"])


def when(stage: dict[str, Any]) -> str:
    """When a stage, as it is kept, was proven, or how far it came."""
    if stage["value"] is None:
        return "nothing found"
    if is_proven(stage):
        return "proven" if stage["seconds"] is None else f"{stage['seconds']:.2f} s"
    return f"{stage['value']} ({'no bound' if stage['bound'] is None else stage['bound']})"


def _run(instance: Instance, problem: Problem, method: str, clock: Clock, solving: float, roster: Roster | None) -> Run:
    """A measurement, with the roster examined by the planner's check: its values are never a method's own word."""
    stages, faults = [], 0
    megabytes = peak_megabytes()
    if roster is not None:
        verdict = examine(problem, roster)
        stages = [Stage(result.id, result.value, None) for result in verdict.stages]
        faults = len(verdict.violations) + len(verdict.differences)
    team = problem.team
    return Run(
        *(instance.name, method, len(team.members), len(team.accounts), len(problem.weeks)),
        *(clock.wall, clock.cpu, clock.wall - solving, solving, megabytes),
        faults=faults,
        stages=stages,
    )


# -- the methods


def by_planner(instance: Instance, stages: int, seconds: float, effort: int = 1) -> Run:
    """The product's planner, for its first so many stages, with so many times the usual work on quality."""
    problem = instance.problem()
    seen: dict[str, list[Progress]] = {}
    clock = Clock()
    with profiled(()) as (profile, _):  # the rules themselves: timed ones are strangers to the planner
        limits = Limits(deterministic=_NO_LIMIT, polish=POLISH * effort, wall=seconds)
        roster = solve(
            problem, limits, lambda now: seen.setdefault(now.stage, []).append(now), None, RULES, STAGES[:stages]
        )
        clock.stop()
    method = "planner" if effort == 1 else "effort"
    run = _run(instance, problem, method, clock, profile.solving, roster)
    run.variables = max(one.variables for one in profile.solved)
    run.constraints = max(one.constraints for one in profile.solved)
    run.proven = all(result.proven for result in roster.stages)
    run.stopped = not run.proven
    proven_at = _proven_at(roster.stages, seen, clock.wall, len(problem.weeks) == 1)
    run.stages = run.stages[:stages]
    for stage, result in zip(run.stages, roster.stages, strict=True):
        stage.bound = result.bound
        stage.seconds = proven_at.get(stage.id)
    return run


def _proven_at(
    results: Sequence[StageResult], seen: dict[str, list[Progress]], end: float, alone: bool
) -> dict[str, float]:
    """When each stage was known to be proven: where it said so, or at the latest when the next one began.

    Without `alone`, single weeks were planned before the whole and spoke of their own stages: only what was said last
    is of the whole.
    """
    found: dict[str, float] = {}
    for number, result in enumerate(results):
        if not result.proven:
            break
        said = [now.seconds for now in seen.get(result.id, ()) if now.value == result.value == now.bound]
        following = [now.seconds for later in results[number + 1 :] for now in seen.get(later.id, ())]
        found[result.id] = min([*said, *following, end]) if alone else max(said, default=end)
    return found


def by_plain(instance: Instance, stages: int, seconds: float, workers: int = 0) -> Run:
    """The plain formulation, for the first so many stages in one sum."""
    problem = instance.problem()
    names = plain.STAGES[:stages]
    clock = Clock()
    model = plain.Plain(problem, names)
    began = time.perf_counter()
    answer = plain_solving.solve(model, seconds, workers)
    solving = time.perf_counter() - began
    clock.stop()
    run = _run(instance, problem, f"plain-{workers}" if workers else "plain", clock, solving, answer.roster)
    run.variables, run.constraints = len(model.cp.proto.variables), len(model.cp.proto.constraints)
    run.proven = answer.proven and model.exact
    run.stopped = not answer.proven
    run.stages = run.stages[:stages]
    if model.exact and answer.value is not None:
        _bounds(run, model, answer)
    return run


def _bounds(run: Run, model: plain.Plain, answer: plain_solving.Answer) -> None:
    """What the bound of the sum says of each stage, up to the first that it does not prove."""
    left = answer.bound
    for stage in run.stages:
        weight = model.weights[stage.id]
        stage.bound = min(stage.value, max(0, left // weight.weight * weight.unit))
        if not stage.proven:
            return
        left -= stage.value // weight.unit * weight.weight
        stage.seconds = run.build + _reached(answer, weight.weight, run.solving)


def _reached(answer: plain_solving.Answer, weight: int, end: float) -> float:
    """When value and bound of the sum agreed in all that is as heavy as this."""
    goal = (answer.value or 0) // weight
    for seconds, value, bound in answer.trace:
        if value is not None and value // weight == goal == bound // weight:
            return seconds
    return end


def by_highs(instance: Instance, stages: int, seconds: float) -> Run:
    """The planner's own model on HiGHS, for its first so many stages."""
    problem = instance.problem()
    answer = apart(highs.solve, problem, seconds, STAGES[:stages])
    run = _run(instance, problem, "highs", Clock(answer.seconds, answer.cpu), answer.solving, answer.roster)
    run.megabytes, run.variables, run.constraints = answer.megabytes, answer.variables, answer.constraints
    run.proven = len(answer.results) == stages and all(result.proven for result in answer.results)
    run.stopped = not run.proven
    run.stages = run.stages[:stages]
    for stage, result in zip(run.stages, answer.results, strict=False):  # of those after a limit nothing is known
        stage.bound = result.bound
        stage.seconds = result.seconds if stage.proven else None
    return run


def by_hand(instance: Instance) -> Run:
    """The rota without search."""
    problem = instance.problem()
    clock = Clock()
    roster = greedy.rota(problem)
    clock.stop()
    return _run(instance, problem, "rota", clock, 0.0, roster)


# -- where the time goes


@dataclass
class Spent:
    """Where the seconds of one planning go. `encode` and `compile` are of the processor, the others on the clock."""

    instance: str
    seconds: float
    encode: dict[str, float]
    compile: float
    solves: list[dict[str, float]]

    @property
    def presolve(self) -> float:
        return sum(one["presolve"] for one in self.solves)

    @property
    def search(self) -> float:
        return sum(one["seconds"] - one["presolve"] for one in self.solves)


def where_time_goes(instance: Instance, seconds: float, stages: int = len(CONTINUITY)) -> Spent:
    """One planning, taken apart."""
    problem = instance.problem()
    with profiled(RULES) as (profile, rules):
        began = time.perf_counter()
        solve(problem, Limits(deterministic=_NO_LIMIT, wall=seconds), rules=rules, stages=STAGES[:stages])
        spent = time.perf_counter() - began
    return Spent(instance.name, spent, profile.encode, profile.compile, [asdict(one) for one in profile.solved])
