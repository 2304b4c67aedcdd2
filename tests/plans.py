"""A small plan made by hand, with one of everything that a plan can have."""

from __future__ import annotations

from dataclasses import replace

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Absence, Leave
from secretariat_tui.domain.finding import Finding, Level, because
from secretariat_tui.domain.plan import Blocker, Contingency, Loss, Plan, Relaxation, Shortage, Take
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import HolderRole, Roster, StageResult, Status, TermResult
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from tests.build import MON, TUE, WEEK, account, backup, desk, hold, member, span, team, work


def small_team() -> Team:
    """Anna on Monday and Tuesday, Bea on Monday; the director from Anna, the phone from anybody.

    Bea is away on Tuesday, which she does not work anyway, and Anna is on leave on the afternoon of Thursday.
    """
    return team(
        [member("anna", "mon tue thu"), member("bea", "mon wed"), member("carla", "fri")],
        [account("dir", "anna", "mon tue", "08:30-17:00", priority=3)],
        agreements=[backup("dir", "bea")],
        desks=[desk("telefoon", "mon", "09:00-12:00", 2)],
        leave=[Leave("anna", WEEK.days[3], WEEK.days[3], Daypart.PM)],
        absences=[Absence("carla", WEEK.days[4], WEEK.days[4])],
    )


def plan_of(problem: Problem) -> Plan:
    """The director covered on Monday by Bea, on Tuesday by nobody."""
    roster = Roster(
        "so",
        problem.weeks,
        (work("anna", MON, place=Place.REMOTE), work("bea", MON)),
        (
            hold("bea", "dir", "08:30-17:00", MON, role=HolderRole.BACKUP, rank=1),
            hold("anna", "telefoon", "09:00-12:00", MON, is_desk=True),
        ),
        (
            StageResult("shortage", 1710, 1710),
            StageResult("agreements", 0, 0),
            StageResult("fragile", 510, 0),
            StageResult("hours", 960, 960),
            StageResult("quality", 30, 20, (TermResult("spread", 3, 4), TermResult("wish", 18, 1))),
        ),
        Status.FEASIBLE,
    )
    away = because("pattern", "{member} does not work on {date} by her work pattern.", member="bea", date=TUE)
    raised = because("relaxation", "Let {member} work on {date}.", member="bea", date=TUE)
    return Plan(
        roster,
        (
            Shortage(
                TUE, "dir", False, span("08:30-17:00"), 1, 510, (Blocker("bea", away),),
                (Relaxation(raised, (StageResult("shortage", 180, 180),)),),
            ),
            Shortage(MON, "telefoon", True, span("09:00-12:00"), 1, 180),
        ),
        (
            Contingency(MON, "bea", (Take("dir", False, span("08:30-17:00"), "anna"),), ()),
            Contingency(MON, "anna", (), (Loss("telefoon", True, span("09:00-12:00"), 1, 180),)),
        ),
        0.7391,
        (Finding(Level.WARNING, because("vacancy", "{account} has no one of its own.", account="dir")),),
    )  # fmt: skip


def without_shortages(problem: Problem) -> Plan:
    """The same, but nothing is said to be lacking."""
    return replace(plan_of(problem), shortages=())
