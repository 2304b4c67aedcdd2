"""The team of three on whose Today tests look, with what the planner answers about it."""

from __future__ import annotations

from typing import Any

from secretariat_tui.app import SecretariatApp
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.notice import Notice
from secretariat_tui.domain.plan import Plan, Shortage
from secretariat_tui.domain.repair import Kind, Repair, Repairs, Shifted
from secretariat_tui.domain.roster import HolderRole, Roster, StageResult
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.answer import describe
from secretariat_tui.screens.planning import PlanningPanel
from secretariat_tui.screens.today_dialogs import WhoAndWhen
from secretariat_tui.services.questions import FindRepairs
from secretariat_tui.services.repairing import stored_plan
from tests import build
from tests.build import MON, TUE, WEEK, account, backup, desk, hold, member, span, work
from tests.screens.opened import ReadyPlanner, app

STAGES = (StageResult("shortage", 0, 0), StageResult("agreements", 0, 0), StageResult("fragile", 180, 180))


def secretariat() -> Team:
    """Anna has the director, whom Bea backs; Bea or Carla man the telephone in the morning."""
    return build.team(
        [member("anna", "mon tue"), member("bea", "mon tue"), member("carla", "mon tue")],
        [account("dir", "anna", "mon tue", "09:00-16:00"), account("raad", "bea", "mon tue", "10:00-12:00")],
        agreements=[backup("dir", "bea"), backup("raad", "carla")],
        desks=[desk("telefoon", "mon tue", "09:00-12:00")],
    )


def planned(team: Team, *, holder: str = "anna") -> Plan:
    """Everybody at work; the director with one of them, the telephone with Carla."""
    role = HolderRole.PRIMARY if holder == "anna" else HolderRole.BACKUP
    who = [name for name in ("anna", "bea", "carla") if name != "anna" or holder == "anna"]
    roster = Roster(
        "so",
        (WEEK,),
        tuple(work(name, day, place=Place.OFFICE) for day in (MON, TUE) for name in who),
        tuple(
            duty
            for day in (MON, TUE)
            for duty in (
                hold(holder, "dir", "09:00-16:00", day, role=role, rank=None if holder == "anna" else 1),
                hold("bea", "raad", "10:00-12:00", day, role=HolderRole.PRIMARY),
                hold("carla", "telefoon", "09:00-12:00", day, is_desk=True),
            )
        ),
        STAGES,
    )
    return describe(build.problem(team), roster)


def repairs(team: Team) -> Repairs:
    """Bea takes the director over; the second way is the same. In the third Carla comes in from home, and from two on
    nobody has the director."""
    roster = planned(team, holder="bea").roster
    handed = tuple(duty for duty in roster.duties if duty.duty == "dir")
    before, after = work("carla", MON, place=Place.REMOTE), work("carla", MON)
    shifted = (Shifted(MON, "carla", before, after, Notice.SAME_DAY),)
    until_two = (hold("bea", "dir", "09:00-14:00", MON, role=HolderRole.BACKUP, rank=1),)
    short = Shortage(MON, "dir", False, span("14:00-16:00"), 1, 120)
    return Repairs(
        stored_plan(build.problem(team), planned(team).roster, Absence("anna", MON, MON)),
        STAGES,
        (
            Repair(Kind.FEWEST_CHANGES, roster, (), handed),
            Repair(Kind.LEAST_SHORTAGE, roster, (), handed, Kind.FEWEST_CHANGES),
            Repair(Kind.OWN_DUTIES, roster, shifted, until_two, short=(short,)),
        ),
    )


def opened(published: bool = True, language: str = "en", **answers: Any) -> SecretariatApp:
    team = secretariat()
    planner = ReadyPlanner({FindRepairs: repairs(team), **answers.pop("planner", {})})
    return app("today", language, team=team, plan=planned(team), planner=planner, published=published, **answers)


def is_settled(running: SecretariatApp) -> bool:
    """Somebody is marked away, and the planner has answered, if it was asked."""
    asking = running.screen.query(PlanningPanel) or isinstance(running.screen, WhoAndWhen)
    return bool(running.workspace.absences.all("so")) and not asking


def rows(text: str, name: str) -> list[str]:
    return [line for line in text.splitlines() if name in line]
