"""Telling who is in and who has which account."""

from __future__ import annotations

from datetime import datetime

from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.presence import Presence
from secretariat_tui.domain.team import Team
from secretariat_tui.planner import who as planner_who
from secretariat_tui.services.planning import pose


def who(team: Team, plan: Plan, at: datetime) -> Presence:
    """The answer at a local time of the team; raises BadInput where the roster does not have that date."""
    weeks = plan.roster.weeks
    problem = pose(team, weeks[0], len(weeks))
    if at.date() not in problem.horizon:
        raise BadInput([fault("not-in-roster", N_("This roster does not have {date}."), date=at.date())])
    return planner_who.who(problem, plan, at)
