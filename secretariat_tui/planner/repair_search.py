"""The rosters that take an absence in, each searched stage by stage.

The rules and stages are encoded once. Mostly nobody has to work otherwise than was published. Then two small searches
tell all: one over duties alone, with all work as it was, and one that proves that the whole week comes to no less
shortage, nor to less of agreements. Only where they do not, the week is searched to the end.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, auto
from functools import cached_property
from typing import Final

from secretariat_tui.domain.events import Absence, Meeting
from secretariat_tui.domain.plan import Contingency, Take
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.repair import Kind
from secretariat_tui.domain.roster import Duty, Roster, StageResult, Status
from secretariat_tui.planner.encoder import Encoder, reach
from secretariat_tui.planner.engine import Engine, Outcome, evaluate
from secretariat_tui.planner.expression import ZERO, Bound, Linear, total
from secretariat_tui.planner.extract import choices_of, extract
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import UNLIMITED, Clock, Limits, foremost
from secretariat_tui.planner.registry import RULES, installed_rules
from secretariat_tui.planner.stages import CHANGES, CONTINUITY, Stage, hard
from secretariat_tui.planner.valuation import terms_of

STAGES: Final = (*CONTINUITY[:2], CHANGES, *CONTINUITY[2:])
_RULES: Final = {rule.id: rule for rule in RULES}


class _Standing(Enum):
    """What stays as published, besides all that lies before today."""

    NOTHING = auto()
    WORK = auto()
    """Work, of all those for whom it would count as a change."""
    ALL = auto()
    """All but her and what was hers."""


@dataclass(frozen=True)
class Found:
    """The choices that take the absence in, and what each stage comes to. A bound is what is least for the stages that
    come before it."""

    choices: Sequence[int]
    values: Mapping[str, int]
    bounds: Mapping[str, int]
    stopped_by: str | None = None


class RepairSearch:
    """One absence; `problem` has it, and the published roster.

    `tolerated` is the shortage that a repair with the fewest changes may leave, where the rules allow so little.
    """

    def __init__(
        self,
        problem: Problem,
        published: Roster,
        absence: Absence,
        plans: Sequence[Contingency],
        tolerated: int,
        limits: Limits,
        stop: threading.Event | None,
    ) -> None:
        self._problem = problem = _cut(problem, published)
        self._published = published
        self._absence = absence
        self._plans = plans
        self._tolerated = tolerated
        self._clock = Clock(limits, stop)
        self._model = Encoder(problem)
        for rule in hard(installed_rules()):
            rule.encode(problem, self._model)
        self._terms = {stage.id: self._encoded(stage) for stage in STAGES}
        self._unlike = self._differences()

    def found(self) -> dict[Kind, Found]:
        """What was found for each kind of repair; one that no roster can be is left out."""
        still = self._with_work_as_published()
        searches = (self._fewest_changes, self._least_shortage, self._own_duties)
        with ThreadPoolExecutor(max_workers=2) as pool:
            found = list(pool.map(lambda search: search(still), searches))
        return {kind: each for kind, each in zip(Kind, found, strict=True) if each is not None}

    def roster(self, found: Found) -> Roster:
        """What was found as a roster. A search that was stopped may leave costs higher than the roster has them."""
        roster = extract(self._model, found.choices)
        facts = Facts(self._problem, roster)

        def result(stage: Stage) -> StageResult:
            value, bound = found.values[stage.id], found.bounds[stage.id]
            if value != bound:
                value = sum(terms_of(self._problem, facts, stage).values())
            return StageResult(stage.id, value, min(value, bound))

        stages = tuple(result(stage) for stage in STAGES)
        return replace(
            roster,
            stages=stages,
            status=Status.OPTIMAL if all(stage.proven for stage in stages) else Status.FEASIBLE,
            seed=self._clock.limits.seed,
            stopped_by=found.stopped_by,
        )

    # -- the searches

    def _with_work_as_published(self) -> Found | None:
        """The best without any change that counts; None where that cannot be."""
        search = self._search(_Standing.WORK)
        search.rule_out(CHANGES.id)
        return search.ended("shortage", "agreements", "fragile")

    def _fewest_changes(self, still: Found | None) -> Found | None:
        if still is not None and still.values["shortage"] <= self._tolerated:
            return still
        search = self._search(_Standing.NOTHING, still)
        least = search.least("shortage")
        if least is None:
            return None
        if still is not None and still.values["shortage"] <= least:
            return still
        search.keep("shortage", max(self._tolerated, least))
        return search.ended(CHANGES.id, "shortage", "agreements", "fragile")

    def _least_shortage(self, still: Found | None) -> Found | None:
        """Where no roster comes to less shortage, or to less of agreements, nothing has to be changed."""
        known = None if still is None else (still.values["shortage"], still.values["agreements"])
        if known == (0, 0):
            return still
        search = self._search(_Standing.NOTHING, still)
        if not search.lower("shortage", "agreements"):
            return None
        if still is not None and known == (search.values["shortage"], search.values["agreements"]):
            return replace(
                still,
                bounds={**still.bounds, **search.bounds},
                stopped_by=foremost(search.stopped_by, still.stopped_by),
            )
        return search.ended(CHANGES.id, "fragile")

    def _own_duties(self, still: Found | None) -> Found | None:
        """Where the best without changes moves nobody's duties either, it is the best of those that do not."""
        model = copy(self._model)
        model.statements = []
        self._stand(model, _Standing.ALL)
        if still is not None and all(_holds(statement.bound, still.choices) for statement in model.statements):
            return still
        return self._search(_Standing.ALL, still).ended("shortage", "agreements", "fragile", CHANGES.id)

    def _search(self, standing: _Standing, hint: Found | None = None) -> _Search:
        model = copy(self._model)
        model.statements = list(model.statements)
        self._stand(model, standing)
        choices = choices_of(model, self._published) if hint is None else hint.choices
        return _Search(Engine(model), self._terms, self._unlike, choices, self._clock)

    # -- what is stated

    def _encoded(self, stage: Stage) -> Linear:
        first = len(self._model.penalties)
        for term in stage.terms:
            _RULES[term].encode(self._problem, self._model)
        return total(p.expression * p.weight for p in self._model.penalties[first:])

    def _stand(self, model: Encoder, standing: _Standing) -> None:
        """States what stays as published."""
        problem = self._problem
        for day in problem.open_dates:
            past = problem.today is not None and day < problem.today
            if past or standing is not _Standing.NOTHING:
                self._work_stands(model, day, counted=not past and standing is _Standing.WORK)
            if past or standing is _Standing.ALL:
                self._duties_stand(model, day, past)

    def _work_stands(self, model: Encoder, day: date, counted: bool) -> None:
        """Everybody but her works as published; with `counted`, everybody for whom it would count as a change."""
        out = self._out(day)
        works = {(a.member, a.shift, a.place) for a in self._published.assignments if a.date == day}
        works = {(member, shift, place) for member, shift, place in works if member not in out}
        if counted and day not in self._dates:
            return
        for member in self._problem.team.members:
            if self._problem.away(member, day) if counted else self._is_away(member.id, day):
                continue
            for choice in model.variables.choices(member, day):
                model.define(choice.var.equals(int((member.id, choice.shift.id, choice.place) in works)))

    def _duties_stand(self, model: Encoder, day: date, past: bool) -> None:
        """Nobody gains or loses a duty but what was hers."""
        team, variables, out = self._problem.team, model.variables, self._out(day)
        for slot in self._problem.slots_on[day]:
            holders = {
                d.member
                for d in self._published.duties
                if (d.date, d.duty, d.is_desk) == (day, slot.duty, slot.is_desk) and d.span.covers(slot.span)
            }
            hers = self._absence.member in holders and self._is_away(self._absence.member, day)
            for member in team.members:
                if member.id in holders - out:
                    model.define(variables.holds(slot, member).equals(1))
                elif not hers or past:
                    model.define(variables.holds(slot, member) <= 0)

    def _is_away(self, member: str, day: date) -> bool:
        """Whether it is she, on a date of the absence."""
        return member == self._absence.member and self._absence.start <= day <= self._absence.end

    def _out(self, day: date) -> set[str]:
        """Who does not work as published, she or another, since she has become away: no roster can have her there."""
        works = [a for a in self._published.assignments if a.date == day]
        out = {a.member for a in works if self._problem.is_away(a.member, day, a.span)}
        return out | ({self._absence.member} if self._is_away(self._absence.member, day) else set())

    @cached_property
    def _dates(self) -> frozenset[date]:
        """The dates of the weeks that were published."""
        return frozenset(day for week in self._published.weeks for day in week.days)

    def _differences(self) -> Linear:
        """What decides among rosters that are as good: the segments that those who had a duty have no more, then those
        that the stored plan gives to another, then the places in the team of those who have hers."""
        slots, team = self._problem.slots_on, self._problem.team
        order = {member.id: number for number, member in enumerate(team.members)}
        moved = [self._without(d.date, d) for d in self._published.duties]
        otherwise = [self._without(plan.date, take) for plan in self._plans for take in plan.takes]
        places = total(
            self._model.variables.holds(slot, member) * order[member.id]
            for plan in self._plans
            for slot in slots.get(plan.date, ())
            for member in team.members
        )
        weight = reach(places)[1] + 1
        return total(moved) * (weight * (reach(total(otherwise))[1] + 1)) + total(otherwise) * weight + places

    def _without(self, day: date, held: Duty | Take) -> Linear:
        """In how many segments of a duty somebody does not have it."""
        member = self._problem.team.member[held.member]
        return total(
            1 - self._model.variables.holds(slot, member)
            for slot in self._problem.slots_on.get(day, ())
            if (slot.duty, slot.is_desk) == (held.duty, held.is_desk) and held.span.covers(slot.span)
        )


@dataclass
class _Search:
    """Lowers one stage after the other, each as far as those before it allow."""

    engine: Engine
    terms: Mapping[str, Linear]
    unlike: Linear
    choices: Sequence[int]
    clock: Clock
    values: dict[str, int] = field(default_factory=dict)
    bounds: dict[str, int] = field(default_factory=dict)
    stopped_by: str | None = None

    def keep(self, name: str, at_most: int) -> None:
        """From now on the stage is never above `at_most`."""
        self.engine.keep(self.terms[name], at_most)

    def rule_out(self, name: str) -> None:
        """From now on nothing of the stage may be."""
        self.keep(name, 0)
        self.values[name] = self.bounds[name] = 0

    def least(self, name: str) -> int | None:
        """The least that a stage can come to; None where nothing can be."""
        outcome = self._minimised(self.terms[name])
        return outcome.value if outcome.found else None

    def lower(self, *names: str) -> bool:
        """Lowers these stages; False where nothing can be."""
        for name in names:
            outcome = self._minimised(self.terms[name])
            if not outcome.found:
                return False
            self.values[name], self.bounds[name] = outcome.value, outcome.bound or 0
            self.stopped_by = foremost(self.stopped_by, outcome.stopped_by)
            self.engine.keep(self.terms[name], outcome.value)
        return True

    def ended(self, *names: str) -> Found | None:
        """These stages lowered, and duties left where they were as far as that goes."""
        if not self.lower(*names):
            return None
        nearest = self._sought(self.unlike)
        choices = nearest.values[: self.engine.choice_count] if nearest.found else self.choices
        return Found(choices, self.values, self.bounds, self.stopped_by)

    def _minimised(self, expression: Linear) -> Outcome:
        """The least of it that is found; where a limit comes before anything is, any roster will do."""
        outcome = self._sought(expression)
        if not outcome.found and not outcome.infeasible:
            anything = self.engine.minimise(ZERO, UNLIMITED, small=True)
            if not anything.found:
                return anything
            exact = self.engine.valued(expression, anything.values[: self.engine.choice_count])
            bound = min(exact.value, outcome.bound or 0)
            outcome = replace(exact, bound=bound, stopped_by=None if bound == exact.value else outcome.stopped_by)
        if outcome.found:
            self.choices = outcome.values[: self.engine.choice_count]
        return outcome

    def _sought(self, expression: Linear) -> Outcome:
        self.engine.suggest(self.choices)
        return self.engine.minimise(expression, self.clock.limits, self.clock.stop, small=True)


def _cut(problem: Problem, roster: Roster) -> Problem:
    """The problem with a boundary where a duty of the roster begins or ends: by hand it may be given at any time, and
    what stands is to stand whole. Meetings that nobody attends mark them."""
    team = problem.team
    spans = {
        (duty.date.weekday(), duty.span)
        for duty in roster.duties
        for slot in problem.slots_on.get(duty.date, ())
        if (slot.duty, slot.is_desk) == (duty.duty, duty.is_desk)
        and slot.span.overlaps(duty.span)
        and not duty.span.covers(slot.span)
    }
    if not spans:
        return problem
    name = "cut"
    while any(meeting.id.startswith(name) for meeting in team.meetings):
        name += "-cut"
    cuts = tuple(
        Meeting(f"{name}-{number}", name, frozenset((weekday,)), span, who=(), interruptible=True)
        for number, (weekday, span) in enumerate(sorted(spans))
    )
    return replace(problem, team=replace(team, meetings=(*team.meetings, *cuts)))


def _holds(bound: Bound, choices: Sequence[int]) -> bool:
    value = evaluate(Linear(bound.terms), choices)
    return (bound.low is None or bound.low <= value) and (bound.high is None or value <= bound.high)
