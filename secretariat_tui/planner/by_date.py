"""A horizon put together from its dates, each solved alone.

Stages 1 to 3 are sums over dates, and dates touch one another only through rules that reach over a week or more: hours,
remote days, rest, quotas. So the best of each date alone is a floor; where the dates as they stand, put together, keep
those rules as well, the floor is reached, and nothing else is solved. Where they do not, they are tried once more, one
after the other, within what the others leave; and then what they share is divided among them (`sharing`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner import valuation
from secretariat_tui.planner.budgets import budgets, undrawn_on
from secretariat_tui.planner.collecting import uncollected
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.sharing import Sharing
from secretariat_tui.planner.stage_model import Answer, Known, StageModel, Values
from secretariat_tui.planner.stages import CONTINUITY
from secretariat_tui.planner.variables import Choice

_REACHING: Final = [r for r in RULES if r.id in ("allowed_shift", "hours_max", "rest", "working_time")]
_QUOTA: Final = [r for r in RULES if r.id == "unit"]
"""The hard rules by which one date limits another."""

_OTHER_UNIT: Final = 5


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Together:
    """A roster of which the first three stages are the least, with what each date comes to.

    `alone` says that each date is as good as it can be alone.
    """

    values: Mapping[date, Values]
    roster: Roster
    alone: bool = True


def models_by_date(problem: Problem, known: Known, seed: int) -> dict[date, StageModel]:
    """The first three stages of each open date, alone and solved."""

    def solved(day: date) -> StageModel:
        found = StageModel(alone(problem, day), known, seed)
        found.without(())
        return found

    with uncollected(), ThreadPoolExecutor(max_workers=2) as pool:
        return dict(zip(problem.open_dates, pool.map(solved, problem.open_dates), strict=True))


def dates_together(
    problem: Problem, models: Mapping[date, StageModel], seed: int = 1, over: Callable[[], object] = _never
) -> Together | None:
    """The dates as one horizon; None where they do not fit together or where it could not be proven."""
    answers = {day: found.base for day, found in models.items()}
    if not all(answer.proven and answer.values is not None for answer in answers.values()):
        return None
    found = _together(problem, models, answers) or _within_one_another(problem, models, answers)
    if found is not None:
        return found
    limits = budgets(problem, models)
    shared = Sharing(models, limits, seed, over).best()
    if shared is None:
        return None
    undrawn = {day: undrawn_on(limits, day, answer) for day, answer in shared.items()}
    found = _together(problem, models, shared) or _within_one_another(problem, models, shared, undrawn)
    return None if found is None else replace(found, alone=False)


def _within_one_another(
    problem: Problem,
    models: Mapping[date, StageModel],
    best: Mapping[date, Answer],
    out: Mapping[date, frozenset[int]] | None = None,
) -> Together | None:
    """Each date as good as its best, one after the other within the hours and places that the others leave, and
    without the variables that are out."""
    answers: dict[date, Answer] = {}
    within = _empty(problem)
    for day, model in models.items():
        beyond_it = {choice.var.index for choice in beyond(problem, within, day, model)}
        answer = model.without_vars(beyond_it | (out[day] if out else frozenset()))
        if answer.values != best[day].values:
            return None
        within = placed(within, model.roster(answer), day)
        answers[day] = answer
    return _together(problem, models, answers)


def _together(problem: Problem, models: Mapping[date, StageModel], answers: Mapping[date, Answer]) -> Together | None:
    roster = _empty(problem)
    values: dict[date, Values] = {}
    for day, answer in answers.items():
        if answer.values is None or not answer.proven:
            return None
        values[day] = answer.values
        roster = placed(roster, models[day].roster(answer), day)
    return Together(values, roster) if keeps(problem, roster) else None


def _empty(problem: Problem) -> Roster:
    return Roster(problem.team.id, problem.weeks, (), ())


def beyond(problem: Problem, roster: Roster, day: date, found: StageModel) -> Iterator[Choice]:
    """The ways to work on a date for which the other dates of the roster leave no hours or no remote day."""
    week = Week.of(day)
    for name, choices in groupby(found.choices, key=lambda choice: choice.member.id):
        member = problem.team.member[name]
        works = [a for a in roster.assignments if a.member == name and a.date != day and a.date in week.days]
        left = problem.room(member, week) - sum(problem.worked(a) for a in works)
        office = sum(a.place is Place.OFFICE for a in works)
        needed = min(member.office_days, len(works) + 1)
        for choice in choices:
            at_home = choice.place is Place.REMOTE
            elsewhere = office + (not at_home) < needed or (at_home and len(works) - office >= member.remote_days)
            if elsewhere or problem.paid(day, choice.shift) > left:
                yield choice


def added(values: Iterable[Values]) -> Values:
    """The sum, stage by stage."""
    listed = list(values)
    return sum(v[0] for v in listed), sum(v[1] for v in listed), sum(v[2] for v in listed)


def keeps(problem: Problem, roster: Roster) -> bool:
    """Whether dates that are each valid keep the rules that reach from one to another."""
    rules = _REACHING + (_QUOTA if any(duty.distance == _OTHER_UNIT for duty in roster.duties) else [])
    return valuation.keeps(problem, Facts(problem, roster), rules)


def alone(problem: Problem, day: date) -> Problem:
    """The problem of one date of a week. Each hard rule allows on it what it allows in the week, and perhaps more: the
    number of office days, the only one that asks for work on other dates, is let go."""
    members = tuple(replace(m, office_days=0) if m.office_days else m for m in problem.team.members)
    return replace(
        problem,
        team=replace(problem.team, open_days=frozenset((day.weekday(),)), members=members),
        horizon=Horizon(Week.of(day)),
        history=tuple(problem.past),
    )


def on_date(roster: Roster, day: date) -> Roster:
    """What of the roster is on this date."""
    return replace(
        roster,
        assignments=tuple(a for a in roster.assignments if a.date == day),
        duties=tuple(d for d in roster.duties if d.date == day),
    )


def values_on(problem: Problem, roster: Roster, day: date) -> Values:
    """What the stages come to on one date, by arithmetic."""
    part = alone(problem, day)
    facts = Facts(part, on_date(roster, day))
    found = [sum(valuation.terms_of(part, facts, stage).values()) for stage in CONTINUITY]
    return found[0], found[1], found[2]


def placed(roster: Roster, other: Roster, day: date) -> Roster:
    """The roster with one date of another."""
    return replace(
        roster,
        assignments=(
            *(a for a in roster.assignments if a.date != day),
            *(a for a in other.assignments if a.date == day),
        ),
        duties=(*(d for d in roster.duties if d.date != day), *(d for d in other.duties if d.date == day)),
        stages=(),
    )
