"""`secretariat plan --all-teams`: every team of the database, on all cores or on a cluster."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from secretariat_tui.bootstrap import database_url, run_team_job
from secretariat_tui.cli.calendars import write_published
from secretariat_tui.cli.output import bullets, complain, put_document, say
from secretariat_tui.cli.progress import CountLine
from secretariat_tui.cli.source import Source
from secretariat_tui.cli.stopping import Stopped
from secretariat_tui.cli.weeks import WeekOrOffset, week_from
from secretariat_tui.domain.errors import CLASH, SecretariatError
from secretariat_tui.domain.finding import N_
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.natural import natural
from secretariat_tui.presenters.reasons import tell_fault

if TYPE_CHECKING:
    from secretariat_tui.domain.outcome import TeamOutcome
    from secretariat_tui.planner.limits import Limits


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of every team."""

    week: WeekOrOffset
    weeks: int
    publish: bool
    if_missing: bool
    limits: Limits
    directory: Path | None


def plan_all_teams(source: Source, wanted: Wanted, workers: int | None, address: str | None) -> int:
    """Plans them, tells what came of each, and gives the exit code."""
    from secretariat_tui.executors import cluster, cores
    from secretariat_tui.services.many import jobs_for, plan_all

    session, office = source.session, source.office
    # All teams in one week: the one that it is on the wall of this machine's clock.
    first = week_from(wanted.week, session.services.clock.now().astimezone().date())
    jobs = jobs_for(
        office,
        database_url(source.db, os.environ),
        first,
        wanted.weeks,
        wanted.limits,
        publish=wanted.publish,
        if_missing=wanted.if_missing,
    )
    line = CountLine(session.teller(), N_("Teams planned: {done} of {all}"))
    found: list[TeamOutcome] = []
    try:
        line(0, len(jobs))
        with cores(workers) if address is None else cluster(address) as executor:
            for outcome in plan_all(jobs, run_team_job, executor):
                found.append(outcome)
                line(len(found), len(jobs))
    except KeyboardInterrupt:
        kept = N_('Each team is kept whole or not at all: "secretariat history --team TEAM" tells which.')
        raise Stopped(line.far(), session.language.gettext(kept)) from None
    finally:
        line.clear()
    found.sort(key=lambda outcome: outcome.team)
    if wanted.directory is not None:
        found = [_with_calendars(source, outcome, wanted.directory) for outcome in found]
    _tell(source, found)
    return max((outcome.exit_code for outcome in found), default=0)


def _with_calendars(source: Source, outcome: TeamOutcome, directory: Path) -> TeamOutcome:
    """Writes the calendars of a team that was planned. Where they cannot be written, that came of it besides."""
    if outcome.versions:
        try:
            write_published(replace(source, asked=outcome.team), directory)
        except SecretariatError as error:
            worst = max(outcome.exit_code, error.exit_code)
            return replace(outcome, exit_code=worst, faults=(*outcome.faults, *error.faults))
    return outcome


def _tell(source: Source, found: list[TeamOutcome]) -> None:
    session = source.session
    teller = session.teller()
    if session.settings.json:
        from secretariat_tui.exchange.plans import plans_document

        put_document(plans_document(found, teller.say))
        return
    language = session.language
    if not found:
        say(language.gettext("The database has no team yet."))
    for outcome in sorted(found, key=lambda outcome: natural(outcome.team)):
        told = [" ".join(tell_fault(fault, teller)) for fault in outcome.faults]
        if told or outcome.conflict:
            complain(f"{outcome.team}:")
        if outcome.conflict:
            complain(f"  {language.gettext(CLASH)}")
            named = session.teller(source.office.team(outcome.team))
            told += [named.say(reason) for reason in outcome.conflict]
        if told:
            complain(bullets(clean(text) for text in told))
        if told and not outcome.versions:
            continue
        weeks = ", ".join(f"{week} ({number})" for week, number in outcome.versions.items())
        if outcome.shortage:
            short = language.gettext("{duration} uncovered", duration=language.duration(outcome.shortage))
        else:
            short = language.gettext("everything covered")
        say(f"{outcome.team}: {weeks}: {short}")
