"""Indicators over periods, for the team and for each account and desk; never for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.capacity import Answered
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.report import By, Figures, Period, Report, thursday
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.figures import figures_of


def report(
    problem: Problem,
    planned: Sequence[Roster],
    realised: Sequence[Roster] = (),
    by: By = By.WEEK,
    since: date | None = None,
    until: date | None = None,
    support: Sequence[Answered] = (),
) -> Report | None:
    """The report on rosters within the horizon of the problem, with the requests for support of their weeks.

    Of rosters of the same week the last one counts; the ones before it, from the first published one on, tell what was
    changed. Weeks count whose Thursday lies within `since` and `until`; None where no week does.
    """
    found = _by_week(problem, planned, since, until), _by_week(problem, realised, since, until)
    weeks = sorted({week for kind in found for week in kind})
    if not weeks:
        return None
    figures = [
        {
            week: figures_of(replace(problem, horizon=Horizon(week)), versions, support)
            for week, versions in kind.items()
        }
        for kind in found
    ]
    names = dict.fromkeys(by.period(week) for week in weeks)
    periods = tuple(
        Period(name, *(_together(kind[week] for week in sorted(kind) if by.period(week) == name) for kind in figures))
        for name in names
    )
    total = Period("total", *(_together(kind[week] for week in sorted(kind)) for kind in figures))
    return Report(by, weeks[0], weeks[-1], periods, total)


def _by_week(
    problem: Problem, rosters: Sequence[Roster], since: date | None, until: date | None
) -> dict[Week, list[Roster]]:
    """The versions of each week, each cut to it, in the order in which they were given."""
    found: dict[Week, list[Roster]] = defaultdict(list)
    for roster in rosters:
        for week in roster.weeks:
            day = thursday(week)
            if (since is None or since <= day) and (until is None or day <= until) and day in problem.horizon:
                found[week].append(roster.of_week(week))
    return found


def _together(figures: Iterable[Figures]) -> Figures | None:
    found = list(figures)
    return reduce(Figures.__add__, found) if found else None
