"""An unforeseen absence answered at once by the contingency plans of the roster: nothing is solved."""

from __future__ import annotations

from dataclasses import replace

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.plan import Contingency
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment, Roster
from secretariat_tui.planner.contingency import contingency
from secretariat_tui.planner.facts import Facts


def absent(problem: Problem, absence: Absence) -> Problem:
    """The problem with the absence known."""
    known = problem.team.absences
    return replace(problem, team=replace(problem.team, absences=(*known, absence)))


def stored(problem: Problem, published: Roster, absence: Absence) -> tuple[Contingency, ...]:
    """The contingency plans for the dates and dayparts of the absence, from today on, without solving anything.

    `problem` is as it was before the absence. Who is known to be away, though the roster has her at work, takes nothing
    over.
    """
    facts = Facts(problem, _without_others_away(problem, published, absence))
    member = problem.team.member[absence.member]
    plans = []
    for day in problem.open_dates:
        late = problem.today is None or day >= problem.today
        if absence.start <= day <= absence.end and late and facts.assignments(member, day):
            plans.append(_within(problem, contingency(problem, facts, day, member), absence.part))
    return tuple(plans)


def _without_others_away(problem: Problem, published: Roster, absence: Absence) -> Roster:
    """The roster, in which only those of the others work who can."""

    def can(work: Assignment) -> bool:
        return work.member == absence.member or not problem.is_away(work.member, work.date, work.span)

    return replace(published, assignments=tuple(work for work in published.assignments if can(work)))


def _within(problem: Problem, plan: Contingency, part: Daypart | None) -> Contingency:
    """The plan for one daypart of its date."""
    if part is None:
        return plan
    half = problem.team.half(part)
    takes = [replace(t, span=span) for t in plan.takes if (span := t.span.intersection(half)) is not None]
    lost = []
    for loss in plan.lost:
        span = loss.span.intersection(half)
        if span is not None:
            lost.append(replace(loss, span=span, minutes=loss.people * problem.minutes(plan.date, span)))
    return replace(plan, takes=tuple(takes), lost=tuple(lost))
