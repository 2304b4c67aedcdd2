"""A horizon planned week after week, as a team plans that never looks further ahead.

Nothing is proven by it. But a week alone is small: the hours of everybody are met in it, and quality comes near to its
best, in seconds that the whole horizon would need minutes for; and each week mends what those before it left, since it
looks back on them as history. So it is where a search over the whole begins (a rolling horizon).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.balances import balances, with_balances


def weeks_in_turn(problem: Problem, planned: Callable[[Problem, Week], Roster | None]) -> Roster | None:
    """What `planned` makes of each week, with those before it as history and with the balances that they leave; None as
    soon as it makes nothing of one."""
    weeks: list[Roster] = []
    team = problem.team
    for week in problem.weeks:
        roster = planned(replace(problem, team=team, horizon=Horizon(week), history=(*problem.history, *weeks)), week)
        if roster is None:
            return None
        weeks.append(roster)
        team = with_balances(team, balances(team, (roster,), week.plus(1), problem.public_holidays))
    return joined(problem, weeks)


def joined(problem: Problem, weeks: Sequence[Roster]) -> Roster:
    """The rosters of the weeks as one."""
    return Roster(
        problem.team.id,
        problem.weeks,
        tuple(assignment for week in weeks for assignment in week.assignments),
        tuple(duty for week in weeks for duty in week.duties),
    )
