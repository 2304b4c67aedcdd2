"""Reporting on rosters: as planned and as they really went."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.capacity import Answered
from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.report import Burdens, By, Period, Report, Reported, thursday
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.planner import indicators
from secretariat_tui.planner.burdens import burdens
from secretariat_tui.services.planning import pose


def report(
    team: Team,
    planned: Sequence[Roster],
    realised: Sequence[Roster] = (),
    by: By = By.WEEK,
    since: date | None = None,
    until: date | None = None,
    support: Sequence[Answered] = (),
) -> Report:
    """The indicators of the weeks whose Thursday lies within the dates; raises BadInput where there are none."""
    problem, _ = _posed(team, planned, realised)
    found = indicators.report(problem, planned, realised, by, since, until, support)
    if found is None:
        raise BadInput([fault("no-weeks", N_("No week of these rosters lies within these dates."))])
    return found


def report_weeks(
    team: Team,
    planned: Sequence[Roster],
    realised: Sequence[Roster],
    support: Sequence[Answered],
    tell: Callable[[int, int], None],
    stop: threading.Event,
) -> Reported:
    """The report by week, with what all together had to bear; where it is stopped, of the weeks before that."""
    problem, weeks = _posed(team, planned, realised)
    whole: Report | None = None
    borne: list[Burdens] = []
    for number, week in enumerate(weeks):
        if stop.is_set() and whole is not None:
            break
        day = thursday(week)
        found = indicators.report(problem, planned, realised, By.WEEK, day, day, support)
        if found is not None:
            whole = found if whole is None else _joined(whole, found)
            borne.append(burdens(problem, planned, realised, week))
        tell(number + 1, len(weeks))
    if whole is None:
        raise BadInput([fault("no-weeks", N_("No week of these rosters lies within these dates."))])
    return Reported(whole, tuple(borne))


def _posed(team: Team, planned: Sequence[Roster], realised: Sequence[Roster]) -> tuple[Problem, list[Week]]:
    """The problem from the first week of the rosters to the last, and the weeks that they have."""
    weeks = sorted({week for roster in (*planned, *realised) for week in roster.weeks})
    if not weeks:
        hint = N_("Only what was published counts.")
        raise BadInput([fault("no-weeks", N_("There is no roster to report on."), hint=hint)])
    horizon = Horizon.between(weeks[0], weeks[-1])
    return pose(team, horizon.first, horizon.weeks), weeks


def _joined(one: Report, other: Report) -> Report:
    total = Period(
        one.total.name,
        *(
            before if after is None else after if before is None else before + after
            for before, after in (
                (one.total.planned, other.total.planned),
                (one.total.realised, other.total.realised),
            )
        ),
    )
    return replace(one, last=other.last, periods=(*one.periods, *other.periods), total=total)
