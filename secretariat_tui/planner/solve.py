"""Plans a roster: stage by stage, each proven where the limits allow, a later one never worsening an earlier one.

Weeks touch one another in the first three stages only through a few hard rules (quota, rest, averages), and so do the
dates of a week (hours, remote days). So each date is planned alone first, and each week from its dates, or by search;
where they together keep every hard rule, they are proven for the whole horizon, since no roster can do better than each
of its parts alone. Else the horizon is planned as one.

The first three stages are each solved with the hours beside them, as a far smaller second objective: a roster in which
everybody works her hours is among the best of a stage nearly always, and is hard to find afterwards. In a horizon of
more weeks it is looked for week after week instead (`in_turn`), and so is a roster of good quality where the best may
be much better.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache, partial
from itertools import takewhile

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster, StageResult, Status
from secretariat_tui.planner.by_date import dates_together, models_by_date
from secretariat_tui.planner.collecting import uncollected
from secretariat_tui.planner.conflict import minimal_conflict
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.engine import Engine
from secretariat_tui.planner.expression import ZERO, Linear, total
from secretariat_tui.planner.extract import choices_of, extract
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.head import Found, Head
from secretariat_tui.planner.in_turn import joined, weeks_in_turn
from secretariat_tui.planner.limits import POLISH, Clock, Limits, Progress, foremost
from secretariat_tui.planner.objective import Objective, costs_by_date
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.stage_search import StageSearch, Tells
from secretariat_tui.planner.stages import CONTINUITY, HOURS, STAGES, Stage, hard, with_own_terms
from secretariat_tui.planner.tidy import tidied
from secretariat_tui.planner.valuation import keeps, terms_of

Tell = Callable[[Progress], None]

_POLISH_OF_A_WEEK = 0.5
"""Of the work on quality: so much goes into each week that is planned in its turn."""

_TIME_OF_WEEKS = 2 / 3
"""Of what is left of the clock: so much they may take together."""


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
    with uncollected():
        return _Search(problem, limits, on_progress, stop or threading.Event(), rules).run(stages)


class _Search:
    def __init__(
        self, problem: Problem, limits: Limits, tell: Tell | None, stop: threading.Event, rules: Sequence[Rule]
    ) -> None:
        self.problem = problem
        self.limits = limits
        self.tell = tell
        self.stop = stop
        self.rules = {rule.id: rule for rule in rules}
        self.clock = Clock(limits, stop)
        self._told: Progress | None = None
        self._in_turn: Callable[[], Roster | None] = lambda: None
        self._brought = [rule for rule in hard(rules) if rule not in RULES]  # which the dates know nothing of

    def run(self, stages: Sequence[Stage]) -> Roster:
        stages = with_own_terms(stages, self.rules.values())
        local = [stage for stage in stages if stage.local]
        head = self._from_parts(local) if local else None
        known = None if head is None else self._as_proven(stages, head)
        if known is not None:
            return known
        if head is not None and self.problem.horizon.weeks > 1:
            self._in_turn = cache(partial(self._week_after_week, head, stages))
        model = self._model(self.problem)
        found = self._stages(model, stages, head)
        roster = tidied(self.problem, extract(model, found.choices))
        results = self._restated(stages, found.results, Facts(self.problem, roster))
        status = Status.OPTIMAL if all(result.proven for result in results) else Status.FEASIBLE
        return replace(roster, stages=results, status=status, seed=self.limits.seed, stopped_by=found.stopped_by)

    def _as_proven(self, stages: Sequence[Stage], head: Head) -> Roster | None:
        """The roster to begin from, where nothing is left to solve: each stage is at what was proven of it."""
        if not all(stage.id in head.least for stage in stages):
            return None
        roster = tidied(self.problem, head.roster)
        facts = Facts(self.problem, roster)
        if not keeps(self.problem, facts, self._brought):
            return None
        results = [self._exact(stage, facts) for stage in stages]
        if any(result.value != head.least[result.id] for result in results):
            return None
        for result in results:
            if self.tell is not None:
                self.tell(Progress(result.id, result.value, result.bound, self.clock.seconds))
        return replace(roster, stages=tuple(results), status=Status.OPTIMAL, seed=self.limits.seed)

    def _exact(self, stage: Stage, facts: Facts) -> StageResult:
        """A stage as a roster has it, which says nothing of what is least."""
        return stage.result(self.problem.team, terms_of(self.problem, facts, stage, self.rules))

    def _restated(
        self, stages: Sequence[Stage], results: Sequence[StageResult], facts: Facts
    ) -> tuple[StageResult, ...]:
        """The results as the roster has them: a stage that was not proven may have become better while a later one was
        solved, and a term without weight is nobody's concern in a search."""

        def restated(stage: Stage, result: StageResult) -> StageResult:
            weights = [stage.weight(self.problem.team, term) for term in stage.terms]
            if result.proven and all(weights):
                return result
            exact = self._exact(stage, facts)
            return replace(exact, bound=min(exact.value, result.bound))

        return tuple(restated(stage, result) for stage, result in zip(stages, results, strict=True))

    def _model(self, problem: Problem) -> Encoder:
        model = Encoder(problem)
        for rule in hard(self.rules.values()):
            rule.encode(problem, model)
        return model

    # -- from the dates, or from the weeks

    def _from_parts(self, stages: Sequence[Stage]) -> Head | None:
        """What the dates, or else the weeks, each planned alone, come to together; None where they do not fit."""
        ours = set(RULES) <= set(self.rules.values()) and tuple(stages) == CONTINUITY[: len(stages)]
        if ours and self._over() is None:
            models = models_by_date(self.problem, {}, self.limits.seed)
            together = dates_together(self.problem, models, self.limits.seed, self._over)
            if together is not None:
                values = {
                    stage.id: {day: found[number] for day, found in together.values.items()}
                    for number, stage in enumerate(stages)
                }
                least = {id: sum(by_date.values()) for id, by_date in values.items()}
                return Head(together.roster, least, values, together.alone)
        # Of some of the weeks nobody knows what a rule says that a team brings itself.
        return None if self.problem.horizon.weeks == 1 or self._brought else self._from_weeks(stages)

    def _from_weeks(self, stages: Sequence[Stage]) -> Head | None:
        """What the weeks, each planned alone by search, come to together; None where they do not fit together."""
        with ThreadPoolExecutor(max_workers=2) as pool:
            heads = list(pool.map(partial(self._alone, stages), self.problem.weeks))
        union = joined(self.problem, [head.roster for head in heads])
        if not keeps(self.problem, Facts(self.problem, union), hard(self.rules.values())):
            return None
        least: dict[str, int] = {}
        for stage in stages:
            if not all(stage.id in head.least for head in heads):
                break  # what comes after may rest on a value that is not the least
            least[stage.id] = sum(head.least[stage.id] for head in heads)
        return Head(union, least, {})

    def _alone(self, stages: Sequence[Stage], week: Week) -> Head:
        """A week alone, by search, with what came before the horizon as its history."""
        model = self._model(replace(self.problem, horizon=Horizon(week), history=self.problem.past))
        found = self._stages(model, stages, None)
        least = {result.id: result.value for result in takewhile(lambda result: result.proven, found.results)}
        return Head(extract(model, found.choices), least, {})

    def _week_after_week(self, head: Head, stages: Sequence[Stage]) -> Roster | None:
        """The weeks planned in turn, each as good on each date as in the head; None where that comes to nothing."""
        count = self.problem.horizon.weeks
        limits = self.clock.limits.share(1 / count, _TIME_OF_WEEKS / count)
        limits = replace(limits, polish=_POLISH_OF_A_WEEK * (self.limits.polish or POLISH))

        def planned(problem: Problem, week: Week) -> Roster | None:
            if self._over() is not None:
                return None
            search = _Search(problem, limits, self._still, self.stop, [*self.rules.values()])
            model = self._model(problem)
            try:
                found = search._stages(model, stages, head.of_week(week))
            except Impossible:  # the weeks before it left too little
                return None
            return extract(model, found.choices)

        return weeks_in_turn(self.problem, planned)

    def _still(self, _: Progress) -> None:
        """Tells that the work goes on: how far one week is, says nothing of the whole."""
        if self.tell is not None and self._told is not None:
            self.tell(replace(self._told, seconds=self.clock.seconds))

    # -- stage by stage

    def _stages(self, model: Encoder, stages: Sequence[Stage], head: Head | None) -> Found:
        """Solves the stages in order, from what the weeks came to where that is known."""
        # Beside more weeks than one the hours run on, and grow too large to stand beside a stage.
        beside = model.problem.horizon.weeks == 1 and stages[0].local
        hours = self._encode(model, HOURS) if beside else {}
        engine = Engine(model)
        choices: Sequence[int] = () if head is None else choices_of(model, head.roster)
        results: list[StageResult] = []
        stopped_by: str | None = None
        for stage in stages:
            first = len(model.penalties)
            terms = hours if stage is HOURS and hours else self._encode(model, stage)
            engine.extend()
            objective = Objective.of(stage, terms, model.problem.team, hours.get(HOURS.id, ZERO))
            least = 0 if head is None else head.least.get(stage.id, 0)
            tell = self._telling(objective, least)
            search = StageSearch(model, engine, objective, self.clock, self._in_turn, self._impossible, tell)
            outcome = search.least(choices, least, stage is stages[-1])
            choices = outcome.values[: model.choice_count]
            values = {term: outcome.of(terms[term]) for term in stage.terms}
            results.append(stage.result(model.problem.team, values, outcome.bound))
            stopped_by = foremost(stopped_by, outcome.stopped_by)
            floors = {} if head is None else head.floors.get(stage.id, {})
            if floors and outcome.value == sum(floors.values()):
                for day, expression in costs_by_date(model.penalties[first:]).items():
                    engine.keep(expression, floors[day])
            else:
                engine.keep(objective.stage, outcome.value)
            if head is not None and outcome.value != head.least.get(stage.id, outcome.value):
                head = None  # what is known of the stages after this one rests on it
        return Found(tuple(results), choices, stopped_by)

    def _encode(self, model: Encoder, stage: Stage) -> dict[str, Linear]:
        terms: dict[str, Linear] = {}
        for term in stage.terms:
            first = len(model.penalties)
            if term in self.rules:
                self.rules[term].encode(model.problem, model)
            terms[term] = total(p.expression * p.weight for p in model.penalties[first:])
        return terms

    def _telling(self, objective: Objective, least: int) -> Tells:
        """Tells how far a search for the least of an objective is, in terms of its stage."""

        def told(value: int | None, bound: int) -> None:
            nonlocal least
            if self.tell is not None:
                best = None if value is None else objective.value_of(value)
                least = max(least, objective.bound_of(bound))
                self._told = Progress(objective.id, best, least, self.clock.seconds)
                self.tell(self._told)

        return told

    def _impossible(self) -> Impossible:
        return Impossible(minimal_conflict(self.problem, [*self.rules.values()]))

    def _over(self) -> str | None:
        """What has ended the search already, if anything."""
        return self.clock.stopped_by
