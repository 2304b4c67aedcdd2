"""Plans a roster: stage by stage, each proven where the limits allow, a later one never worsening an earlier one.

Weeks touch one another in the first three stages only through a few hard rules (quota, rest, averages). So each week is
planned alone first; where the weeks together keep every hard rule, they are proven for the whole horizon, since no
roster can do better than each of its weeks alone. Else the horizon is planned as one.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from secretariat_tui.domain.calendar import Horizon
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster, StageResult, Status
from secretariat_tui.planner.conflict import minimal_conflict
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.engine import Engine, Outcome
from secretariat_tui.planner.expression import Linear, total
from secretariat_tui.planner.extract import choices_of, extract
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Limits, Progress
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.stages import STAGES, Stage, hard

Tell = Callable[[Progress], None]


def solve(
    problem: Problem,
    limits: Limits,
    on_progress: Tell | None = None,
    stop: threading.Event | None = None,
    rules: Sequence[Rule] = RULES,
    stages: Sequence[Stage] = STAGES,
) -> Roster:
    """Plans the horizon; raises Impossible with the minimal clash where no roster keeps every hard rule.

    A set `stop` ends the search; the best roster so far is kept.
    """
    return _Search(problem, limits, on_progress, stop or threading.Event(), rules).run(stages)


@dataclass(frozen=True)
class _Found:
    """The stages that were solved, and the values of all variables."""

    results: tuple[StageResult, ...]
    values: Sequence[int]
    stopped_by: str | None


class _Search:
    def __init__(
        self, problem: Problem, limits: Limits, tell: Tell | None, stop: threading.Event, rules: Sequence[Rule]
    ) -> None:
        self.problem = problem
        self.limits = limits
        self.tell = tell
        self.stop = stop
        self.rules = {rule.id: rule for rule in rules}
        self.started = time.monotonic()

    def run(self, stages: Sequence[Stage]) -> Roster:
        known: tuple[StageResult, ...] = ()
        start: Roster | None = None
        local = [stage for stage in stages if stage.local]
        if local and self.problem.horizon.weeks > 1:
            known, start = self._week_by_week(local)
        model = self._model(self.problem)
        found = self._stages(model, stages, known, start)
        status = Status.OPTIMAL if all(result.proven for result in found.results) else Status.FEASIBLE
        return replace(
            extract(model, found.values),
            stages=found.results,
            status=status,
            seed=self.limits.seed,
            stopped_by=found.stopped_by,
        )

    def _model(self, problem: Problem) -> Encoder:
        model = Encoder(problem)
        for rule in hard(self.rules.values()):
            rule.encode(problem, model)
        return model

    # -- week by week

    def _week_by_week(self, stages: Sequence[Stage]) -> tuple[tuple[StageResult, ...], Roster | None]:
        """The stages summed over the weeks, each planned alone, and their rosters as one; nothing where that fails."""
        past = self.problem.past  # not the history as given, which may reach into these weeks
        weeks = [replace(self.problem, horizon=Horizon(week), history=past) for week in self.problem.weeks]

        def alone(problem: Problem) -> Roster:
            model = self._model(problem)
            found = self._stages(model, stages, (), None)
            return replace(extract(model, found.values), stages=found.results)

        with ThreadPoolExecutor(max_workers=2) as pool:
            rosters = list(pool.map(alone, weeks))
        union = Roster(
            self.problem.team.id,
            self.problem.weeks,
            tuple(a for roster in rosters for a in roster.assignments),
            tuple(d for roster in rosters for d in roster.duties),
        )
        facts = Facts(self.problem, union)
        if any(True for rule in hard(self.rules.values()) for _ in rule.check(self.problem, facts)):
            return (), None
        results = []
        for number, stage in enumerate(stages):
            parts = [roster.stages[number] for roster in rosters]
            if not all(part.proven for part in parts):
                break
            results.append(StageResult(stage.id, sum(p.value for p in parts), sum(p.bound for p in parts)))
        return tuple(results), union

    # -- stage by stage

    def _stages(
        self, model: Encoder, stages: Sequence[Stage], known: Sequence[StageResult], start: Roster | None
    ) -> _Found:
        """Solves the stages in order; those in `known` are proven already, and `start` reaches them."""
        engine = Engine(model)
        values: Sequence[int] = () if start is None else choices_of(model, start)
        results: list[StageResult] = []
        stopped_by: str | None = None
        for stage in stages:
            terms = self._encode(model, stage)
            engine.extend()
            objective = total(terms[term] * stage.weight(model.problem.team, term) for term in stage.terms)
            proven = next((r for r in known if r.id == stage.id and r.proven), None)
            outcome = self._solve(engine, objective, stage, values, proven)
            values = outcome.values
            bound = outcome.bound if outcome.bound is not None else 0
            results.append(
                stage.result(model.problem.team, {term: outcome.of(terms[term]) for term in stage.terms}, bound)
            )
            stopped_by = stopped_by or outcome.stopped_by
            engine.keep(objective, outcome.value)
        return _Found(tuple(results), values, stopped_by)

    def _encode(self, model: Encoder, stage: Stage) -> dict[str, Linear]:
        terms: dict[str, Linear] = {}
        for term in stage.terms:
            first = len(model.penalties)
            if term in self.rules:
                self.rules[term].encode(model.problem, model)
            terms[term] = total(p.expression * p.weight for p in model.penalties[first:])
        return terms

    def _solve(
        self, engine: Engine, objective: Linear, stage: Stage, values: Sequence[int], proven: StageResult | None
    ) -> Outcome:
        def on_progress(value: int | None, bound: int) -> None:
            if self.tell is not None:
                self.tell(Progress(stage.id, value, bound, time.monotonic() - self.started))

        bound = 0 if proven is None else proven.value
        if values:
            engine.suggest(values)
            kept = engine.minimise(objective, self.limits, as_suggested=True)
            if kept.found:
                on_progress(kept.value, bound)
                if kept.value == bound:
                    return replace(kept, bound=bound, stopped_by=None)
                if self.stop.is_set() or self._over():
                    return replace(kept, bound=bound, stopped_by="user" if self.stop.is_set() else "time")
                engine.suggest(kept.values)
        outcome = engine.minimise(objective, self._left(), self.stop, on_progress)
        if outcome.infeasible:
            raise Impossible(minimal_conflict(self.problem, [*self.rules.values()]))
        if not outcome.found:
            outcome = replace(engine.minimise(Linear([]), replace(self.limits, wall=None, deterministic=None)), bound=0)
            outcome = replace(outcome, value=outcome.of(objective), stopped_by="time")
            if outcome.infeasible:
                raise Impossible(minimal_conflict(self.problem, [*self.rules.values()]))
        return outcome

    def _left(self) -> Limits:
        if self.limits.wall is None:
            return self.limits
        return replace(self.limits, wall=max(0.05, self.limits.wall - (time.monotonic() - self.started)))

    def _over(self) -> bool:
        return self.limits.wall is not None and time.monotonic() - self.started >= self.limits.wall
