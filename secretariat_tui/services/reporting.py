"""Reporting on rosters: as planned and as they really went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.report import By, Report
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.planner import indicators
from secretariat_tui.services.planning import pose


def report(
    team: Team,
    planned: Sequence[Roster],
    realised: Sequence[Roster] = (),
    by: By = By.WEEK,
    since: date | None = None,
    until: date | None = None,
) -> Report:
    """The indicators of the weeks whose Thursday lies within the dates; raises BadInput where there are none."""
    weeks = sorted({week for roster in (*planned, *realised) for week in roster.weeks})
    span = (weeks[-1].monday - weeks[0].monday).days // 7 + 1
    found = indicators.report(pose(team, weeks[0], span), planned, realised, by, since, until)
    if found is None:
        raise BadInput([fault("no-weeks", N_("No week of these rosters lies within these dates."))])
    return found
