"""How well a roster stands the loss of people, and what would make it stand better."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from secretariat_tui.domain.continuity import Continuity, Weight
from secretariat_tui.domain.events import LeaveStatus
from secretariat_tui.domain.plan import Contingency, Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.contingency import any_two, contingencies, continuity
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.weak_points import weak_points


def assess(
    problem: Problem,
    roster: Roster,
    most: int = 0,
    limits: Limits | None = None,
    on_step: Callable[[int, int], None] | None = None,
    stop: threading.Event | None = None,
    member: str | None = None,
    day: date | None = None,
) -> Continuity:
    """The continuity of a roster, with at most so many remedies verified by planning again.

    With a member or a date, contingency plans and weak points are those of that member, of that date; figures are of
    the whole roster.

    Raises Impossible where remedies are asked for and the problem has no roster.
    """
    facts = Facts(problem, roster)
    plans = contingencies(problem, facts)
    pieces = list(facts.all_pieces())
    found = Continuity(
        roster,
        continuity(facts, plans),
        any_two(problem, facts),
        sum(piece.minutes * len(piece.holders) for piece in pieces),
        sum(plan.loss for plan in plans),
        sum(piece.minutes * max(0, piece.demand.people - len(piece.holders)) for piece in pieces),
        weights(facts, plans),
        tuple(plan for plan in plans if plan.member == (member or plan.member) and plan.date == (day or plan.date)),
        tuple(
            point
            for point in weak_points(problem, facts, plans)
            if point.member == (member or point.member)
            and (day is None or day in point.dates or day in point.agreed_dates)
        ),
    )
    return _advised(problem, found, most, limits, on_step, stop) if most and found.weak_points else found


def weights(facts: Facts, plans: Iterable[Contingency]) -> tuple[Weight, ...]:
    """What hangs on each member who works on a date, by the contingency plan of her absence."""
    return tuple(
        Weight(
            plan.date,
            plan.member,
            sum(piece.minutes for piece in facts.pieces(plan.date) if plan.member in piece.holders),
            plan.loss,
        )
        for plan in plans
    )


def weighed(problem: Problem, plan: Plan) -> tuple[Weight, ...]:
    """The same of a plan, by the contingency plan that it was kept with: cheap, before `assess` has an answer."""
    return weights(Facts(problem, plan.roster), plan.contingency)


def standing(team: Team) -> Team:
    """The team without what has no part in continuity: wishes, and leave that is not granted."""
    return replace(team, leave=tuple(item for item in team.leave if item.status is LeaveStatus.APPROVED), wishes=())


def _advised(
    problem: Problem,
    found: Continuity,
    most: int,
    limits: Limits | None,
    on_step: Callable[[int, int], None] | None,
    stop: threading.Event | None,
) -> Continuity:
    from secretariat_tui.planner.remedies import advise  # the solver is slow to import

    advice = advise(problem, found.roster, found.contingency, found.weak_points, most, limits, on_step, stop)
    return replace(
        found,
        weak_points=advice.points,
        stages=advice.stages,
        tried=advice.tried,
        proposed=advice.proposed,
        stopped_by=advice.stopped_by,
    )
