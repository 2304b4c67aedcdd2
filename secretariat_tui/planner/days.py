"""What a change of some dates does to the first three stages, day by day.

Those stages are sums over dates, and dates touch one another only through rules that limit a week or more: hours,
remote days, rest, quotas. So each date alone, without those limits, gives a floor that no roster goes below; and the
roster that is known, with the changed dates planned anew, is a roster with the change where it keeps every hard rule.
Where floor and roster meet, or lie on the same side of what is known, the answer is proven without planning the weeks
again. Only where they do not, the weeks of the change are planned as a whole.

Values of the three stages are compared as wholes, in their order; that order goes with adding, so that floors of dates
add up to a floor of the horizon.

Of a rule that a team brings itself nobody knows what it says of some dates alone. A floor without it is a floor all the
same; but every roster is held against it over the whole horizon, and only the whole horizon proves more by it.

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
from secretariat_tui.planner.by_date import added, alone, dates_together, on_date, placed, values_on
from secretariat_tui.planner.collecting import uncollected
from secretariat_tui.planner.extract import choices_of
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.lending import Lendings, holds_nothing, lent_on
from secretariat_tui.planner.limits import Clock
from secretariat_tui.planner.registry import RULES, brought_rules
from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stage_model import Answer, StageModel
from secretariat_tui.planner.stages import CONTINUITY, Stage, hard
from secretariat_tui.planner.valuation import cost, is_valid, keeps
from secretariat_tui.planner.within import Within

Accepts = Callable[[Roster], bool]
"""Whether a roster has what a question asks for besides the rules."""


def _anything(_: Roster) -> bool:
    return True


@dataclass(frozen=True)
class Asked:
    """What a question asks of the changed dates besides the rules of the house.

    `rules` tell the solver, and `accepts` checks the same without it. `stage` is made least after the first three, by a
    rule among `rules`. With `as_it_is` false less is asked than the rules do, so that no roster answers anything else.
    """

    rules: tuple[Rule, ...] = ()
    accepts: Accepts = _anything
    stage: Stage | None = None
    as_it_is: bool = True

    def beyond(self, problem: Problem, roster: Roster) -> int:
        """What the stage comes to in a roster."""
        return cost(problem, Facts(problem, roster), (r for r in self.rules if r.severity is Severity.SOFT))


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


class WhatIf:
    """Answers what a change of the team on some dates does to a roster's first three stages.

    `roster` must keep the hard rules of `problem`, and those of `beside`, which hold besides whatever changes and say
    of a date alone no more than of all. A change must only add duties, blocks or limits: it may not make anything
    better by itself.
    """

    def __init__(self, problem: Problem, roster: Roster, clock: Clock, beside: Sequence[Rule] = ()) -> None:
        self.problem = problem
        self.roster = roster
        self.clock = clock
        self._rules = (*RULES, *beside)
        self._beside = tuple(beside)
        self._brought = hard(brought_rules())
        self._values = {day: values_on(problem, roster, day) for day in problem.open_dates}
        self._floors: dict[date, Values] = {}
        self._models: dict[date, StageModel] = {}
        self._lendings = Lendings(problem, roster, clock.limits.seed, self._beside)
        self._witnesses: dict[date, list[Roster]] = {}
        self._looked_at: tuple[Team, Roster | None, bool] = problem.team, None, False
        claimed = [result for result in roster.stages if result.id in {stage.id for stage in CONTINUITY}]
        # a file may claim anything; never that the roster itself cannot be
        self._claimed = min(self.before, floor_of(claimed)) if len(claimed) == len(CONTINUITY) else NOTHING

    @property
    def before(self) -> Values:
        """The stages of the roster, by arithmetic."""
        return added(self._values.values())

    @property
    def is_monotone(self) -> bool:
        """Whether more of a change never makes anything better: of rules that a team brings itself nobody knows."""
        return not self._brought

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
        lent = [(day, lent_on(self.problem.team, team, day) or frozenset()) for day in days]
        for roster in (self.roster, *known):
            valid = accepts(roster) and all(holds_nothing(who, team, roster, day) for day, who in lent)
            valid = valid and all(is_valid(part, on_date(roster, day)) for day, part in parts)
            if valid and self._keeps_brought(changed, roster):
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
        effect = self._moved(changed, days, asked) or self._searched(changed, days, asked)
        if effect.roster is None or not effect.unchanged or len(days) != 1 or not asked.as_it_is:
            return effect
        if self._total(changed, effect.roster, days) == effect.after:  # the other dates come to what they did
            self._witnesses[days[0]] = [*self._witnesses.get(days[0], []), effect.roster][-_MOST_WITNESSES:]
        return effect

    def _moved(self, changed: Problem, days: Sequence[date], asked: Asked) -> Effect | None:
        """The effect, where the roster is proven and others can have the duties of those who are lent on a date; else
        None."""
        if len(days) != 1 or asked.rules or self._claimed < self.before or self.clock.stopped_by is not None:
            return None
        (day,) = days
        lending = self._lendings.on(changed, day)
        answer = None if lending is None else lending.handed_over
        if lending is None or answer is None or answer.values is None or answer.values > self._values[day]:
            return None
        roster = placed(self.roster, lending.model.roster(answer), day)
        if not self._is_valid(changed, roster):
            return None
        after = self._total(changed, roster, days)
        return Effect(self.before, after, after, roster)

    def _searched(self, changed: Problem, days: Sequence[date], asked: Asked) -> Effect:
        floors: dict[date, Values] = {}
        best, extra = self.roster, 0
        for day in days:
            found = self._alone(changed, day, asked)
            if found is None and self.clock.stopped_by is None:
                return Effect(self.before, None, NOTHING, impossible=True)
            floors[day] = NOTHING if found is None else floor_of(found.stages)
            if found is not None:
                extra += sum(stage.bound for stage in found.stages[len(CONTINUITY) :])
                best = self._placed(changed, best, found, day, asked)
        others = [value for day, value in self._values.items() if day not in floors]
        if added([*others, *floors.values()]) > self.before or asked.stage is not None:
            others = [self.floor(day) for day in self._values if day not in floors]
        else:
            others = []  # the floors of the others would not make it worse than before
        least = added([*others, *floors.values()])
        floor = max(least, self._claimed)
        after = self._total(changed, best, days) if asked.accepts(best) and self._is_valid(changed, best) else None
        known = None if after is None else best
        # Where the dates cannot all be at their least together, what it takes then says nothing.
        least_extra = extra if least == self.before else 0
        effect = Effect(self.before, after, floor if after is None else min(floor, after), known, False, least_extra)
        more = bool(self._brought) and known is not None and asked.beyond(changed, known) > extra
        if (effect.unchanged is not None and not more) or self.clock.stopped_by is not None:
            return effect
        weeks = _weeks(days)
        effect = self._whole(changed, weeks, days, asked, effect, extra)
        if self._brought and effect.unchanged is None and weeks != self.problem.horizon and not self.clock.stopped_by:
            effect = self._whole(changed, self.problem.horizon, days, asked, effect, extra)
        return effect

    def _is_valid(self, changed: Problem, roster: Roster) -> bool:
        """Whether the roster keeps every hard rule with the change; asked twice in a row, it is looked at once."""
        team, known, valid = self._looked_at
        if known is not roster or team is not changed.team:
            valid = is_valid(changed, roster) and self._keeps_brought(changed, roster)
            valid = valid and keeps(changed, Facts(changed, roster), self._beside)
            self._looked_at = changed.team, roster, valid
        return valid

    def _keeps_brought(self, changed: Problem, roster: Roster) -> bool:
        """Whether the roster keeps the rules that a team brings itself, which are asked of the whole horizon."""
        return not self._brought or keeps(changed, Facts(changed, roster), self._brought)

    def _total(self, changed: Problem, roster: Roster, days: Sequence[date]) -> Values:
        """The stages over the horizon of a roster that may differ on these dates."""
        others = [value for day, value in self._values.items() if day not in days]
        return added([*others, *(values_on(changed, roster, day) for day in days)])

    def _alone(self, problem: Problem, day: date, asked: Asked = _NOTHING_ASKED) -> Roster | None:
        """The best roster of one date, without the limits that reach further; None where there is none or no time."""
        if self.clock.stopped_by is not None:
            return None
        lending = None if asked.rules else self._lendings.on(problem, day)
        if lending is None:
            with uncollected():
                model = self._model(problem, day, asked)
            answer = model.near(choices_of(model.model, on_date(self.roster, day)))
        else:
            model, answer = lending.model, lending.answer
        if answer.proven:
            return None if answer.values is None else _proven(model, answer, asked)
        rules, stages = (*self._rules, *asked.rules), DAILY if asked.stage is None else (*DAILY, asked.stage)
        try:
            return solve(alone(problem, day), self.clock.limits, stop=self.clock.stop, rules=rules, stages=stages)
        except Impossible:
            return None

    def _placed(self, changed: Problem, roster: Roster, found: Roster, day: date, asked: Asked) -> Roster:
        """The roster with this date planned anew: as it is alone, or within what the others leave of the limits."""
        for merged in (placed(roster, found, day), placed(roster, in_office(changed, found), day)):
            if self._is_valid(changed, merged):
                return merged
        rules = (*asked.rules, *self._brought, Within(changed, roster, day))
        within = self._alone(changed, day, replace(asked, rules=rules))
        return merged if within is None else placed(roster, within, day)

    def _whole(
        self, changed: Problem, span: Horizon, days: Sequence[date], asked: Asked, known: Effect, extra: int
    ) -> Effect:
        """These weeks planned as a whole: what is known already or what is better, with what more is proven."""
        part = replace(changed, horizon=span, history=tuple(changed.past))
        # Of some of the weeks nobody knows what a rule says that a team brings itself.
        proves = not self._brought or span == self.problem.horizon
        found = None if self._brought else self._together(part, days, asked, extra)
        if found is None:
            try:
                rules = (*self._rules, *self._brought, *asked.rules)
                stages = CONTINUITY if asked.stage is None else (*CONTINUITY, asked.stage)
                found = solve(part, self.clock.limits, stop=self.clock.stop, rules=rules, stages=stages)
            except Impossible:
                return Effect(self.before, None, NOTHING, impossible=True) if proves else known
        dates = [day for day in self._values if day in span]
        merged = self.roster
        for day in dates:
            merged = placed(merged, found, day)
        if asked.accepts(merged) and self._is_valid(changed, merged):
            after, better = self._total(changed, merged, dates), asked.beyond(changed, merged)
            if known.roster is None or (after, better) <= (known.after, asked.beyond(changed, known.roster)):
                known = replace(known, after=after, roster=merged)
        if proves:
            least = added([floor_of(found.stages), *(self.floor(day) for day in self._values if day not in span)])
            floor = max(least, known.floor)
            known = replace(known, floor=floor if known.after is None else min(floor, known.after))
            if least == self.before and all(stage.proven for stage in found.stages[: len(CONTINUITY)]):
                extra = sum(stage.bound for stage in found.stages[len(CONTINUITY) :])
                known = replace(known, least_extra=max(extra, known.least_extra))
        return known

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
        if asked.beyond(part, together.roster) > least_extra:
            return None
        return replace(together.roster, stages=_results(added(together.values.values())))

    def _known(self, day: date) -> StageModel:
        """A date without the change, solved once."""
        if day not in self._models:
            self._models[day] = StageModel(alone(self.problem, day), seed=self.clock.limits.seed, own=self._beside)
        return self._models[day]

    def _model(self, problem: Problem, day: date, asked: Asked) -> StageModel:
        if problem.team is self.problem.team and not hard(asked.rules):
            known = self._known(day)
            return known.asking(asked.rules) if asked.rules else known
        return StageModel(alone(problem, day), seed=self.clock.limits.seed, own=(*self._beside, *asked.rules))


def _weeks(days: Sequence[date]) -> Horizon:
    """The weeks from the first of these dates to the last."""
    return Horizon.between(Week.of(min(days)), Week.of(max(days)))


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
