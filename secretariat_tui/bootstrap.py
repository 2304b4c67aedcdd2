"""The one place that names concrete classes and puts them together.

Everything is imported when it is first used: the solver alone takes longer to import than most commands take to run.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from secretariat_tui.domain.clock import Clock
from secretariat_tui.services.capacity import CapacityServices

if TYPE_CHECKING:
    import threading

    from secretariat_tui.domain.calendar import Week
    from secretariat_tui.domain.capacity import Answered
    from secretariat_tui.domain.continuity import Continuity
    from secretariat_tui.domain.events import Absence, Leave, Pin
    from secretariat_tui.domain.explanation import LossExplained, Relaxed, WhatIf
    from secretariat_tui.domain.finding import Finding, Reason
    from secretariat_tui.domain.leave_light import Advice, Calendar, Light, Round
    from secretariat_tui.domain.maintenance import Maintenance
    from secretariat_tui.domain.outcome import TeamOutcome
    from secretariat_tui.domain.plan import Plan, Shortage
    from secretariat_tui.domain.presence import Presence
    from secretariat_tui.domain.problem import Problem
    from secretariat_tui.domain.repair import Repairs
    from secretariat_tui.domain.report import By, Report
    from secretariat_tui.domain.roster import Roster
    from secretariat_tui.domain.team import Team
    from secretariat_tui.planner.check import Examination
    from secretariat_tui.planner.limits import Limits, Progress
    from secretariat_tui.services.many import TeamJob
    from secretariat_tui.services.office import Office

    Tell = Callable[[Progress], None] | None
    Stop = threading.Event | None


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def _read_team(path: Path) -> Team:
    from secretariat_tui.exchange.team_file import read_team

    return read_team(path)


def _pose(team: Team, first: Week, weeks: int, history: Sequence[Roster], today: date | None) -> Problem:
    from secretariat_tui.services.planning import pose

    return pose(team, first, weeks, history, today)


def _plan(problem: Problem, limits: Limits, tell: Tell, stop: Stop) -> Plan:
    from secretariat_tui.services.planning import plan

    return plan(problem, limits, tell, stop)


def _examine(problem: Problem, roster: Roster) -> Examination:
    from secretariat_tui.services.checking import examine

    return examine(problem, roster)


def _untrue(problem: Problem, plan: Plan) -> tuple[Reason, ...]:
    from secretariat_tui.services.checking import untrue

    return untrue(problem, plan)


def _assess(
    problem: Problem,
    roster: Roster,
    most: int,
    limits: Limits | None,
    on_step: Callable[[int, int], None] | None,
    stop: Stop,
    member: str | None,
    day: date | None,
) -> Continuity:
    from secretariat_tui.services.continuity import assess

    return assess(problem, roster, most, limits, on_step, stop, member, day)


def _risks(team: Team, today: date) -> tuple[Finding, ...]:
    from secretariat_tui.domain.risks import risks

    return risks(team, today)


def _report(
    team: Team,
    planned: Sequence[Roster],
    realised: Sequence[Roster],
    by: By,
    since: date | None,
    until: date | None,
    support: Sequence[Answered],
) -> Report:
    from secretariat_tui.services.reporting import report

    return report(team, planned, realised, by, since, until, support)


def _relax(
    problem: Problem, roster: Roster, wanted: Sequence[Shortage], limits: Limits, tell: Tell, stop: Stop
) -> tuple[Relaxed, ...]:
    from secretariat_tui.services.explaining import relax

    return relax(problem, roster, wanted, limits, tell, stop)


def _losses(
    problem: Problem,
    roster: Roster,
    member: str,
    day: date,
    of: Collection[tuple[str, bool]],
    limits: Limits,
    tell: Tell,
    stop: Stop,
) -> tuple[LossExplained, ...]:
    from secretariat_tui.services.explaining import losses

    return losses(problem, roster, member, day, of, limits, tell, stop)


def _what_if(problem: Problem, roster: Roster, pins: Sequence[Pin], limits: Limits, tell: Tell, stop: Stop) -> WhatIf:
    from secretariat_tui.services.explaining import what_if

    return what_if(problem, roster, pins, limits, tell, stop)


def _who(team: Team, plan: Plan, at: datetime) -> Presence:
    from secretariat_tui.services.presence import who

    return who(team, plan, at)


def _advise(problem: Problem, leave: Leave, limits: Limits | None, stop: Stop) -> Advice:
    from secretariat_tui.services.leave import advise

    return advise(problem, leave, limits, stop)


def _leave_calendar(
    problem: Problem, on_light: Callable[[Light], None] | None, stop: Stop, limits: Limits | None
) -> Calendar:
    from secretariat_tui.services.leave import leave_calendar

    return leave_calendar(problem, on_light, stop, limits)


def _leave_round(problem: Problem, gave_way: Mapping[str, int], limits: Limits | None, stop: Stop) -> Round:
    from secretariat_tui.services.leave import decide_round

    return decide_round(problem, gave_way, limits, stop)


def _repairs(problem: Problem, published: Roster, absence: Absence, limits: Limits | None, stop: Stop) -> Repairs:
    from secretariat_tui.services.repairing import repairs

    return repairs(problem, published, absence, limits, stop)


def database_url(asked: str | None, environment: Mapping[str, str]) -> str:
    """The database that is asked for, else the one of SECRETARIAT_DB, else a file in the user's data directory. `~` is
    her home: cron and systemd give it as it is written."""
    from platformdirs import user_data_path

    from secretariat_tui.exchange.typed_path import typed_path

    given = asked or environment.get("SECRETARIAT_DB")
    if given and given.startswith("~"):
        return str(typed_path(given))
    return given or str(user_data_path("secretariat", appauthor=False) / "secretariat.db")


def database_name(asked: str | None, environment: Mapping[str, str]) -> str:
    """What people call that database: its file, or its address without the password."""
    from secretariat_tui.store.engine import name_of, url_of

    return name_of(url_of(database_url(asked, environment)))


def _open_office(url: str, clock: Clock) -> Office:
    from secretariat_tui.presenters.language import language
    from secretariat_tui.services.office import Office
    from secretariat_tui.store.database import Database
    from secretariat_tui.store.engine import url_of

    address = url_of(url)
    who = address.username or getpass.getuser()
    return Office(Database(address), clock, who, translate=lambda code: language(code).gettext)


def _maintenance(url: str, clock: Clock) -> Maintenance:
    from secretariat_tui.store.engine import url_of
    from secretariat_tui.store.maintenance import DatabaseKeeper

    return DatabaseKeeper(url_of(url), clock.now())


def run_team_job(job: TeamJob) -> TeamOutcome:
    """Plans one team in a process that has nothing yet, here or on another machine."""
    from secretariat_tui.services.many import run_job

    office = _open_office(job.database, SystemClock())
    try:
        return run_job(office, job)
    finally:
        office.store.close()  # connections of thousands of tasks would be more than a server has


@dataclass(frozen=True)
class Services:
    """What the doors of the product may ask of it. Tests put something else in the place of a part."""

    clock: Clock = field(default_factory=SystemClock)
    read_team: Callable[[Path], Team] = _read_team
    pose: Callable[[Team, Week, int, Sequence[Roster], date | None], Problem] = _pose
    plan: Callable[[Problem, Limits, Tell, Stop], Plan] = _plan
    examine: Callable[[Problem, Roster], Examination] = _examine
    untrue: Callable[[Problem, Plan], tuple[Reason, ...]] = _untrue
    assess: Callable[
        [
            Problem,
            Roster,
            int,
            Limits | None,
            Callable[[int, int], None] | None,
            Stop,
            str | None,
            date | None,
        ],
        Continuity,
    ] = _assess
    risks: Callable[[Team, date], tuple[Finding, ...]] = _risks
    report: Callable[
        [Team, Sequence[Roster], Sequence[Roster], By, date | None, date | None, Sequence[Answered]], Report
    ] = _report
    relax: Callable[[Problem, Roster, Sequence[Shortage], Limits, Tell, Stop], tuple[Relaxed, ...]] = _relax
    losses: Callable[
        [Problem, Roster, str, date, Collection[tuple[str, bool]], Limits, Tell, Stop], tuple[LossExplained, ...]
    ] = _losses
    what_if: Callable[[Problem, Roster, Sequence[Pin], Limits, Tell, Stop], WhatIf] = _what_if
    who: Callable[[Team, Plan, datetime], Presence] = _who
    advise: Callable[[Problem, Leave, Limits | None, Stop], Advice] = _advise
    leave_calendar: Callable[[Problem, Callable[[Light], None] | None, Stop, Limits | None], Calendar] = _leave_calendar
    leave_round: Callable[[Problem, Mapping[str, int], Limits | None, Stop], Round] = _leave_round
    repairs: Callable[[Problem, Roster, Absence, Limits | None, Stop], Repairs] = _repairs
    capacity: CapacityServices = field(default_factory=CapacityServices)
    open_office: Callable[[str, Clock], Office] = _open_office
    maintenance: Callable[[str, Clock], Maintenance] = _maintenance
