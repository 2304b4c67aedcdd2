"""What all members together had to bear in a week, by kind, for reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.report import Burdens
from secretariat_tui.domain.roster import Assignment, HolderRole, Roster
from secretariat_tui.planner.rules.fairness import Burden, count


def burdens(problem: Problem, planned: Sequence[Roster], realised: Sequence[Roster], week: Week) -> Burdens:
    """What was borne in a week: as it really went where that is known, else as it was planned last."""
    rosters = [roster for roster in (*planned, *realised) if week in roster.weeks]
    if not rosters:
        return Burdens(week, {})
    own = replace(problem, horizon=Horizon(week))
    days = set(week.days)
    works: dict[str, list[Assignment]] = defaultdict(list)
    for work in rosters[-1].assignments:
        if work.date in days:
            works[work.member].append(work)
    found = {
        burden.value: sum(count(own, burden, member, works[member.id]) for member in problem.team.members)
        for burden in Burden
        if burden is not Burden.STAND_IN
    }
    found[Burden.STAND_IN.value] = sum(
        own.minutes(duty.date, duty.span)
        for duty in rosters[-1].duties
        if duty.date in days and duty.role in (HolderRole.BACKUP, HolderRole.INCIDENTAL)
    )
    return Burdens(week, found)
