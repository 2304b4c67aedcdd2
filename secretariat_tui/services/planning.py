"""Posing the planner's problem and having it solved."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.limits import Limits, Progress

_YEARS_OF_HISTORY = 1


def pose(
    team: Team,
    first: Week,
    weeks: int = 1,
    history: Sequence[Roster] = (),
    today: date | None = None,
    published: Roster | None = None,
    running: bool = False,
) -> Problem:
    """The problem of planning some weeks of a team, with the public holidays of its country.

    With a `published` roster of these weeks, what changes in it is a stage. The balances of the team are those at the
    start of the weeks; where they are `running`, they are those from which the history began, and run on through it.
    """
    horizon = Horizon(first, weeks)
    problem = Problem(team, horizon, public_holidays(team, horizon), tuple(history), today, published)
    if not running:
        return problem
    from secretariat_tui.planner.balances import carried

    return carried(problem)


def public_holidays(team: Team, horizon: Horizon) -> Mapping[date, str]:
    """The public holidays of the team's country and region, in the years of the horizon and the one before."""
    years = range(horizon.start.year - _YEARS_OF_HISTORY, horizon.end.year + 1)
    return dict(_holidays(team.country, team.region, team.language, years))


@lru_cache(maxsize=64)
def _holidays(country: str, region: str, language: str, years: range) -> Mapping[date, str]:
    import holidays  # slow to import, and not every command needs it

    known = holidays.country_holidays(country).supported_languages
    found = holidays.country_holidays(
        country, subdiv=region or None, years=years, language=language if language in known else None
    )
    return dict(sorted(found.items()))


def plan(
    problem: Problem,
    limits: Limits | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stop: threading.Event | None = None,
) -> Plan:
    """Plans the problem and tells all that is known of the roster.

    Where it was published before, fewest changes come right after the agreements.

    Raises Impossible, with the minimal clash, where hard statements cannot stand together.
    """
    from secretariat_tui.planner.answer import describe  # the solver is slow to import
    from secretariat_tui.planner.registry import installed_rules
    from secretariat_tui.planner.solve import solve
    from secretariat_tui.planner.stages import stages_for

    rules, stages = installed_rules(), stages_for(problem)
    return describe(problem, solve(problem, limits or Limits(), on_progress, stop, rules, stages))
