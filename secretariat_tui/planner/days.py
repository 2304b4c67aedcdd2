"""What a change of some dates does to the first three stages, day by day.

Those stages are sums over dates, and dates touch one another only through rules that limit a week or more: hours,
remote days, rest, quotas. So each date alone, without those limits, gives a floor that no roster goes below; and the
roster that is known, with the changed dates planned anew, is a roster with the change where it keeps every hard rule.
Where floor and roster meet, or lie on the same side of what is known, the answer is proven without planning the weeks
again. Only where they do not, the weeks of the change are planned as a whole.

Values of the three stages are compared as wholes, in their order; that order goes with adding, so that floors of dates
add up to a floor of the horizon.

Here a roster is given and the question ends as soon as it is known whether it can stay as good; a change may bring new
duties, so that its dates are modelled anew. `week_whatif` has no roster and wants the least value, of changes that
only take people away: those need no new model, and their answers are shared between questions and weeks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.capacity import Effect, Values
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.finding import Severity
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster, StageResult
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.by_date import added, alone, dates_together, placed
from secretariat_tui.planner.collecting import uncollected
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Clock
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stage_model import Answer, StageModel
from secretariat_tui.planner.stages import CONTINUITY, Stage
from secretariat_tui.planner.valuation import cost, is_valid, terms_of
from secretariat_tui.planner.within import Within

Accepts = Callable[[Roster], bool]
"""Whether a roster has what a question asks for besides the rules."""


def _anything(_: Roster) -> bool:
    return True


@dataclass(frozen=True)
class Asked:
    """What a question asks of the changed dates besides the rules of the house.

    `rules` tell the solver, and `accepts` checks the same without it. `stage` is made least after the first three, by a
    rule among `rules`.
    """

    rules: tuple[Rule, ...] = ()
    accepts: Accepts = _anything
    stage: Stage | None = None


_NOTHING_ASKED: Final = Asked()
_MOST_WITNESSES: Final = 6
"""Rosters of a date that are kept to answer further questions at once."""

DAILY: Final = tuple(replace(stage, local=False) for stage in CONTINUITY)

NOTHING: Final[Values] = (0, 0, 0)


def floor_of(results: Sequence[StageResult]) -> Values:
    """What no roster goes below: proven values up to the first that is not, then its bound, then nothing."""
    least = list(NOTHING)
    for number, result in enumerate(results[: len(CONTINUITY)]):
        least[number] = result.bound
        if not result.proven:
            break
    return least[0], least[1], least[2]


def values_on(problem: Problem, roster: Roster, day: date) -> Values:
    """What the stages come to on one date, by arithmetic."""
    part = alone(problem, day)
    facts = Facts(part, _on(roster, (day,)))
    found = [sum(terms_of(part, facts, stage).values()) for stage in CONTINUITY]
    return found[0], found[1], found[2]


class WhatIf:
    """Answers what a change of the team on some dates does to a roster's first three stages.

    `roster` must keep the hard rules of `problem`. A change must only add duties, blocks or limits: it may not make
    anything better by itself.
    """

    def __init__(self, problem: Problem, roster: Roster, clock: Clock) -> None:
        self.problem = problem
        self.roster = roster
        self.clock = clock
        self._values = {day: values_on(problem, roster, day) for day in problem.open_dates}
        self._floors: dict[date, Values] = {}
        self._models: dict[date, StageModel] = {}
        self._witnesses: dict[date, list[Roster]] = {}
        claimed = [result for result in roster.stages if result.id in {stage.id for stage in CONTINUITY}]
        # a file may claim anything; never that the roster itself cannot be
        self._claimed = min(self.before, floor_of(claimed)) if len(claimed) == len(CONTINUITY) else NOTHING

    @property
    def before(self) -> Values:
        """The stages of the roster, by arithmetic."""
        return added(self._values.values())

    def floor(self, day: date) -> Values:
        """What no roster goes below on a date, without the change."""
        if day not in self._floors:
            if self._values[day] == NOTHING:
                self._floors[day] = NOTHING
            else:
                found = self._alone(self.problem, day)
                self._floors[day] = NOTHING if found is None else floor_of(found.stages)
        return self._floors[day]

    def at_once(self, team: Team, dates: Sequence[date], accepts: Accepts = _anything) -> Effect | None:
        """The effect, where a roster that is known already stays as good with the change; else None.

        Nothing is planned: the roster keeps every rule with the change, and its stages are counted anew. What changes
        on some dates is not seen on others, so the rules are looked at again on those dates alone.
        """
        changed = replace(self.problem, team=team)
        days = [day for day in dates if changed.is_open(day)]
        known = self._witnesses.get(days[0], []) if len(days) == 1 else []
        parts = [(day, alone(changed, day)) for day in days]
        for roster in (self.roster, *known):
            if accepts(roster) and all(is_valid(part, _on(roster, (day,))) for day, part in parts):
                after = self._total(changed, roster, days)
                if after <= self.before:
                    return Effect(self.before, after, min(after, self._claimed), roster)
        return None

    def effect(self, team: Team, dates: Sequence[date], asked: Asked = _NOTHING_ASKED) -> Effect:
        """The effect of a team that differs on these dates only."""
        known = self.at_once(team, dates, asked.accepts) if asked.stage is None else None
        if known is not None:
            return known
        changed = replace(self.problem, team=team)
        days = [day for day in dates if changed.is_open(day)]
        effect = self._searched(changed, days, asked)
        if effect.roster is not None and effect.unchanged and len(days) == 1:
            self._witnesses[days[0]] = [*self._witnesses.get(days[0], []), effect.roster][-_MOST_WITNESSES:]
        return effect

    def _searched(self, changed: Problem, days: Sequence[date], asked: Asked) -> Effect:
        floors: dict[date, Values] = {}
        best, least_extra = self.roster, 0
        for day in days:
            found = self._alone(changed, day, asked)
            if found is None and self.clock.stopped_by is None:
                return Effect(self.before, None, NOTHING, impossible=True)
            floors[day] = NOTHING if found is None else floor_of(found.stages)
            if found is not None:
                least_extra += sum(stage.bound for stage in found.stages[len(CONTINUITY) :])
                best = self._placed(changed, best, found, day, asked)
        others = [value for day, value in self._values.items() if day not in floors]
        if added([*others, *floors.values()]) > self.before or asked.stage is not None:
            others = [self.floor(day) for day in self._values if day not in floors]
        else:
            others = []  # the floors of the others would not make it worse than before
        floor = max(added([*others, *floors.values()]), self._claimed)
        after = self._total(changed, best, days) if asked.accepts(best) and is_valid(changed, best) else None
        known = None if after is None else best
        effect = Effect(self.before, after, floor if after is None else min(floor, after), known, False, least_extra)
        if effect.unchanged is not None or self.clock.stopped_by is not None:
            return effect
        return self._whole(changed, days, asked, effect)

    def _total(self, changed: Problem, roster: Roster, days: Sequence[date]) -> Values:
        """The stages over the horizon of a roster that may differ on these dates."""
        others = [value for day, value in self._values.items() if day not in days]
        return added([*others, *(values_on(changed, roster, day) for day in days)])

    def _alone(self, problem: Problem, day: date, asked: Asked = _NOTHING_ASKED) -> Roster | None:
        """The best roster of one date, without the limits that reach further; None where there is none or no time."""
        if self.clock.stopped_by is not None:
            return None
        with uncollected():
            model = self._model(problem, day, asked)
        answer = model.near(_on(self.roster, (day,)))
        if answer.proven:
            return None if answer.values is None else _proven(model, answer, asked)
        rules, stages = (*RULES, *asked.rules), DAILY if asked.stage is None else (*DAILY, asked.stage)
        try:
            return solve(alone(problem, day), self.clock.limits, stop=self.clock.stop, rules=rules, stages=stages)
        except Impossible:
            return None

    def _placed(self, changed: Problem, roster: Roster, found: Roster, day: date, asked: Asked) -> Roster:
        """The roster with this date planned anew: as it is alone, or within what the others leave of the limits."""
        merged = placed(roster, in_office(changed, found), day)
        if is_valid(changed, merged) or is_valid(changed, merged := placed(roster, found, day)):
            return merged
        within = self._alone(changed, day, replace(asked, rules=(*asked.rules, Within(changed, roster, day))))
        return merged if within is None else placed(roster, within, day)

    def _whole(self, changed: Problem, days: Sequence[date], asked: Asked, known: Effect) -> Effect:
        """The weeks of these dates planned as a whole."""
        weeks = sorted({Week.of(day) for day in days})
        span = Horizon(weeks[0], (weeks[-1].monday - weeks[0].monday).days // 7 + 1)
        part = replace(changed, horizon=span, history=tuple(changed.past))
        found = self._together(part, days, asked, known.least_extra)
        if found is None:
            try:
                rules = (*RULES, *asked.rules)
                stages = CONTINUITY if asked.stage is None else (*CONTINUITY, asked.stage)
                found = solve(part, self.clock.limits, stop=self.clock.stop, rules=rules, stages=stages)
            except Impossible:
                return Effect(self.before, None, NOTHING, impossible=True)
        dates = [day for day in self._values if day in span]
        merged = self.roster
        for day in dates:
            merged = placed(merged, found, day)
        floor = added([floor_of(found.stages), *(self.floor(day) for day in self._values if day not in span)])
        floor = max(floor, known.floor)
        if not asked.accepts(merged) or not is_valid(changed, merged):
            return replace(known, floor=floor)
        after = self._total(changed, merged, dates)
        return replace(known, after=after, floor=min(floor, after), roster=merged)

    def _together(self, part: Problem, days: Sequence[date], asked: Asked, least_extra: int) -> Roster | None:
        """The best of the weeks put together from their dates (see `by_date`), of which only the changed ones are new;
        None where that does not come to what is asked for at its best."""
        with uncollected():
            models = {
                day: self._model(part, day, asked) if day in days else self._known(day) for day in part.open_dates
            }
            together = dates_together(part, models, self.clock.limits.seed, lambda: self.clock.stopped_by)
        if together is None or not asked.accepts(together.roster):
            return None
        facts = Facts(part, together.roster)
        soft = [rule for rule in asked.rules if rule.severity is Severity.SOFT]
        if cost(part, facts, soft) > least_extra:
            return None
        return replace(together.roster, stages=_results(added(together.values.values())))

    def _known(self, day: date) -> StageModel:
        """A date without the change, solved once."""
        if day not in self._models:
            self._models[day] = self._model(self.problem, day, _NOTHING_ASKED)
        return self._models[day]

    def _model(self, problem: Problem, day: date, asked: Asked) -> StageModel:
        return StageModel(alone(problem, day), seed=self.clock.limits.seed, own=asked.rules)


def _proven(model: StageModel, answer: Answer, asked: Asked) -> Roster:
    """The best of a date as a roster with its stages."""
    results = _results(answer.values or NOTHING)
    if asked.stage is not None:
        results = (*results, StageResult(asked.stage.id, answer.own, answer.own))
    return replace(model.roster(answer), stages=results)


def _results(values: Values) -> tuple[StageResult, ...]:
    """The three stages, proven at these values."""
    return tuple(StageResult(stage.id, value, value) for stage, value in zip(CONTINUITY, values, strict=True))


def in_office(problem: Problem, roster: Roster) -> Roster:
    """The roster with everybody in the office whose shift is there too: nobody then has too many remote days, and who
    can do something at home can do it there."""
    shifts = problem.team.shift
    places = {a: Place.OFFICE if Place.OFFICE in shifts[a.shift].places else a.place for a in roster.assignments}
    return replace(roster, assignments=tuple(replace(a, place=place) for a, place in places.items()))


def _on(roster: Roster, days: Sequence[date]) -> Roster:
    return replace(
        roster,
        assignments=tuple(a for a in roster.assignments if a.date in days),
        duties=tuple(d for d in roster.duties if d.date in days),
    )
