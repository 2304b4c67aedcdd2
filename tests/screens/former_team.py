"""A team that was taken in again without somebody, an account, a desk and a shift which stand in its rosters.

What is gone has a name that says nothing of its id, so that it is seen which of the two is shown.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import HolderRole, Roster, StageResult
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.answer import describe
from secretariat_tui.services.questions import AssessContinuity, ReportWeeks
from secretariat_tui.services.team_edits import without_account, without_desk, without_member, without_shift
from secretariat_tui.services.workspace import Workspace
from tests import build
from tests.build import MON, TUE, WED, WEEK, account, backup, desk, hold, member, shift, work
from tests.screens.opened import ReadyPlanner, workspace

_EARLY = replace(shift("gone-shift", "07:00-15:30"), name="Ochtend")


class WorkingPlanner(ReadyPlanner):
    """Works out what is quick."""

    async def ask(self, question: Any, tell: Any = None, stop: Any = None) -> Any:
        if isinstance(question, AssessContinuity | ReportWeeks):
            self.asked.append(question)
            return question.answer(lambda _: None, threading.Event())
        return await super().ask(question, tell, stop)


def before() -> Team:
    """Fatima has the archive, which Bea backs, and is backup of the director; she can man the counter early."""
    fatima = replace(member("gone-member", "mon tue wed"), name="Fatima Aydin", knows=("dir",))
    archive = replace(account("gone-account", "gone-member", "mon tue wed", "09:00-12:00"), name="Archief")
    counter = replace(desk("gone-desk", "mon tue wed", "09:00-12:00"), name="Balie")
    return build.team(
        [member("anna", "mon tue wed"), member("bea", "mon tue wed"), fatima],
        [account("dir", "anna", "mon tue wed", "09:00-16:00"), archive],
        agreements=[backup("dir", "gone-member"), backup("gone-account", "bea")],
        desks=[counter, desk("telefoon", "mon tue wed", "12:00-15:00")],
        shifts=(shift(), _EARLY),
    )


def after() -> Team:
    """The same without all of that."""
    team = without_shift(without_desk(without_account(before(), "gone-account"), "gone-desk"), "gone-shift")
    return without_member(team, "gone-member")


def of_before() -> Plan:
    """Fatima has the director on Monday and the archive after it; Anna mans the counter."""
    days = (MON, TUE, WED)
    fatima = [hold("gone-member", "dir", "09:00-15:30", MON, role=HolderRole.BACKUP, rank=1)]
    fatima += [hold("gone-member", "gone-account", "09:00-12:00", day) for day in (TUE, WED)]
    roster = Roster(
        "so",
        (WEEK,),
        tuple(work(who, day) for day in days for who in ("anna", "bea"))
        + tuple(work("gone-member", day, _EARLY) for day in days),
        (
            *fatima,
            hold("bea", "gone-account", "09:00-12:00", MON, role=HolderRole.BACKUP, rank=1),
            *(hold("anna", "dir", "09:00-16:00", day) for day in (TUE, WED)),
            *(hold("bea", "telefoon", "12:00-15:00", day, is_desk=True) for day in days),
            hold("anna", "gone-desk", "09:00-12:00", MON, is_desk=True),
        ),
        tuple(StageResult(id, 0, 0) for id in ("shortage", "agreements", "fragile", "hours", "quality")),
    )
    return describe(build.problem(before()), roster)


def left_behind() -> Workspace:
    """Its published week, as it stands once the team is without what the roster names."""
    found = workspace(before(), of_before(), WorkingPlanner(), published=True)
    take_in(found, after())
    return found


def take_in(found: Workspace, team: Team) -> None:
    """As a team file is taken in: what rosters name is not asked after."""
    with found.office.act(team.id, ActKind.IMPORT_TEAM) as work:
        work.put_team(team)
    found.news()


def planned(problem: Problem) -> Plan:
    """The same week with those who are in the team now."""
    days = (MON, TUE, WED)
    roster = Roster(
        "so",
        (WEEK,),
        tuple(work(who, day) for day in days for who in ("anna", "bea")),
        tuple(hold("anna", "dir", "09:00-16:00", day) for day in days),
        of_before().roster.stages,
    )
    return describe(problem, roster)


def planned_anew(found: Workspace) -> None:
    """Its draft is without what is gone, while what is in force names it."""
    seen = found.sheet(WEEK).afresh()
    found.keep(planned(seen.problem), seen=seen)


def with_the_week_after(found: Workspace) -> None:
    """Dora is in the team now, who never was in it together with Fatima, and has the director next week."""
    take_in(found, replace(found.team, members=(*found.team.members, member("dora", "mon tue wed"))))
    week = WEEK.plus(1)
    monday = week.days[0]
    duties = (hold("dora", "dir", "09:00-16:00", monday, role=HolderRole.INCIDENTAL),)
    roster = Roster("so", (week,), (work("dora", monday),), duties, of_before().roster.stages)
    found.keep(describe(found.sheet(week).problem, roster))
