"""Random cases for the terms of `hours` and `quality`: soft rules mean what they say where a member has at most one
shift a day and an account at most one holder at a time."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment, Duty, Roster
from tests.build import roster
from tests.planner.random_cases import random_problem, random_roster


def tidy_cases(count: int) -> Iterator[tuple[Problem, Roster]]:
    """Problems, each with a roster from the whole space of choices but for second shifts and second holders."""
    for seed in range(count):
        rng = Random(seed)
        problem = random_problem(rng)
        yield problem, _tidy(random_roster(rng, problem))


def _tidy(wild: Roster) -> Roster:
    works: dict[tuple[str, object], Assignment] = {}
    for assignment in wild.assignments:
        works.setdefault((assignment.member, assignment.date), assignment)
    duties: list[Duty] = []
    for duty in wild.duties:
        taken = (d for d in duties if (d.date, d.duty, d.is_desk) == (duty.date, duty.duty, duty.is_desk))
        if duty.is_desk or not any(other.span.overlaps(duty.span) for other in taken):
            duties.append(duty)
    return roster(works.values(), duties, wild.weeks)
