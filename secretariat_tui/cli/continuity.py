"""`secretariat continuity`: what a roster loses when people fall out, and what would make it lose less."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.dates import DateType
from secretariat_tui.cli.output import put_document, say
from secretariat_tui.cli.planning import Wanted, history_of, planned, tell_impossible
from secretariat_tui.cli.progress import CountLine
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.stopping import stoppable
from secretariat_tui.cli.weeks import WeekOrOffset, WeekType, week_from
from secretariat_tui.domain.errors import BadInput, Impossible, fault
from secretariat_tui.domain.finding import N_

if TYPE_CHECKING:
    from secretariat_tui.domain.continuity import Continuity
    from secretariat_tui.domain.problem import Problem
    from secretariat_tui.domain.roster import Roster


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the answer is about, and how many proposals may be verified for it."""

    member: str | None
    day: date | None
    proposals: int


@command("continuity", help=N_("Tell what a roster loses when people fall out, and what would make it lose less."))
@options.roster_team_option
@option("--roster", "file", type=options.FILE, help=N_("The roster (JSON); with --week the weeks are planned instead."))
@option("--week", type=WeekType(), help=N_("The first week: 2026-W49, this, next or +2."))
@options.weeks_option
@options.history_option
@option("--member", help=N_("Only the contingency plans and weak points of this member, by id."))
@option("--date", "day", type=DateType(), help=N_("Only the contingency plans and weak points of this date."))
@option(
    "--proposals",
    type=click.IntRange(0, 500),
    default=12,
    show_default=True,
    help=N_("How many proposals are verified at most, each by planning again; 0 for none."),
)
@options.time_limit_option
@options.seed_option
def continuity(
    session: Session,
    team_file: Path,
    file: Path | None,
    week: WeekOrOffset | None,
    weeks: int,
    history: tuple[Path, ...],
    member: str | None,
    day: date | None,
    proposals: int,
    time_limit: float | None,
    seed: int,
) -> int:
    """Exit 0, 4 where the roster has shortages, or 5 where the weeks cannot be planned."""
    if (file is None) == (week is None):
        raise click.UsageError(session.language.gettext("Say which roster: either --roster or --week."))
    begun = time.monotonic()
    problem, roster = _posed(session, team_file, file, week, weeks, history)
    asked = _Asked(member, day, proposals)
    _ensure_known(problem, asked)
    try:
        wanted = Wanted(time_limit, seed)
        if roster is None:
            roster = planned(problem, wanted, session).roster
        if time_limit is not None:
            wanted = replace(wanted, seconds=max(0.1, time_limit - (time.monotonic() - begun)))
        found = _assessed(session, problem, roster, wanted, asked)
    except Impossible as clash:
        return tell_impossible(problem, seed, clash, "json" if session.settings.json else "table", session)
    _tell(session, problem, found, asked)
    return found.exit_code


def _posed(
    session: Session,
    team_file: Path,
    file: Path | None,
    week: WeekOrOffset | None,
    weeks: int,
    history: tuple[Path, ...],
) -> tuple[Problem, Roster | None]:
    """The problem of the roster in the file, with that roster; else of the weeks."""
    from secretariat_tui.exchange.roster_json import read_roster

    services = session.services
    team = services.read_team(team_file)
    before = history_of(history, team)
    if file is not None:
        read = read_roster(file, team)
        return services.pose(team, read.weeks[0], len(read.weeks), before, None), read
    today = session.today(team)
    first = week_from(week if week is not None else 0, today)
    return services.pose(team, first, weeks, before, today), None


def _ensure_known(problem: Problem, asked: _Asked) -> None:
    if asked.member is not None and asked.member not in problem.team.member:
        raise BadInput([fault("unknown-id", N_("The team has no member {id}."), id=asked.member[:100])])
    if asked.day is not None and asked.day not in problem.horizon:
        template = N_("{date} is not in the weeks of this roster.")
        raise BadInput([fault("outside-weeks", template, date=asked.day)])


def _assessed(session: Session, problem: Problem, roster: Roster, wanted: Wanted, asked: _Asked) -> Continuity:
    from secretariat_tui.planner.limits import Limits

    limits = Limits(wall=wanted.seconds, seed=wanted.seed)
    line = CountLine(session.teller(), N_("Proposals verified: {done} of {all}"))
    assess = session.services.assess
    try:
        return stoppable(
            lambda stop: assess(problem, roster, asked.proposals, limits, line, stop, asked.member, asked.day)
        )
    finally:
        line.clear()


def _tell(session: Session, problem: Problem, found: Continuity, asked: _Asked) -> None:
    team = problem.team
    if session.settings.json:
        from secretariat_tui.exchange.continuity import continuity_document

        put_document(continuity_document(found, team, session.teller(team, problem.horizon.start.year).say))
        return
    from secretariat_tui.cli.continuity_drawing import drawn
    from secretariat_tui.presenters.continuity_view import ASCII_GLYPHS, GLYPHS, continuity_view

    glyphs = GLYPHS if _can_write(GLYPHS) else ASCII_GLYPHS
    view = continuity_view(problem, found, session.language, glyphs)
    say(drawn(view, session, plans=asked.member is not None or asked.day is not None))


def _can_write(text: str) -> bool:
    """Whether standard output has these characters."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True
