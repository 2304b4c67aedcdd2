"""`secretariat plan`: weeks planned into a draft of the database; with `--publish --export` the job of Friday night."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.all_teams import Wanted, plan_all_teams
from secretariat_tui.cli.calendars import write_published
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.formats import format_of, render
from secretariat_tui.cli.left import tell_of_left
from secretariat_tui.cli.output import bullets, complain, deliver, say, say_written
from secretariat_tui.cli.planning import tell_impossible
from secretariat_tui.cli.progress import ProgressLine
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import Source
from secretariat_tui.cli.stopping import once_kept, stoppable
from secretariat_tui.cli.weeks import WeekOrOffset
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.finding import N_

if TYPE_CHECKING:
    from secretariat_tui.domain.calendar import Week
    from secretariat_tui.domain.plan import Plan
    from secretariat_tui.domain.problem import Problem
    from secretariat_tui.domain.records import AbsenceRecord, WeekState
    from secretariat_tui.services.weeks import Kept


@command("plan", help=N_("Plan weeks into a draft, or publish them and write the calendars: the job of Friday night."))
@options.week_option
@options.weeks_option
@option("--publish", is_flag=True, help=N_("Publish what is planned."))
@option("--export", "directory", type=options.FILE, help=N_("The directory to write everybody's calendars to."))
@option("--if-missing", is_flag=True, help=N_("Leave weeks as they are that have a roster already."))
@options.time_limit_option
@options.effort_option
@options.seed_option
@options.as_option
@options.out_option
@options.timing_option
@option("--all-teams", is_flag=True, help=N_("Plan every team in the database, on all cores."))
@option("--workers", type=options.Whole(1, 1024), help=N_("With --all-teams: how many processes; one a core."))
@option("--cluster", metavar="ADDRESS", help=N_("With --all-teams: the Dask scheduler whose workers do it."))
@options.of_database
def plan(
    session: Session,
    week: WeekOrOffset,
    weeks: int,
    publish: bool,
    directory: Path | None,
    if_missing: bool,
    time_limit: float | None,
    effort: int,
    seed: int,
    form: str | None,
    out: Path | None,
    timing: bool,
    all_teams: bool,
    workers: int | None,
    cluster: str | None,
    db: str | None,
    team: str | None,
) -> int:
    """Exit 0, 4 with shortages, 5 when it is impossible, 6 when somebody changed the week meanwhile.

    With all teams: the highest of these, and of 1 for work that was lost.
    """
    from secretariat_tui.exchange.safe_write import ensure_directory_fits, ensure_file_fits
    from secretariat_tui.planner.limits import POLISH, Limits
    from secretariat_tui.services.absences import Absences

    source = Source(session, None, db, team)
    limits = Limits(polish=POLISH * effort, wall=time_limit, seed=seed)
    if directory is not None:
        ensure_directory_fits(directory)
    if all_teams:
        if team is not None or form is not None or out is not None or timing:
            text = N_("--team, --as, --out and --timing are of one team: leave them out with --all-teams.")
            raise click.UsageError(session.language.gettext(text))
        asked = Wanted(week, weeks, publish, if_missing, limits, directory)
        return plan_all_teams(source, asked, workers, cluster)
    if workers is not None or cluster is not None:
        raise click.UsageError(session.language.gettext("--workers and --cluster go with --all-teams."))
    form = format_of(session, form, out)
    if out is not None:
        ensure_file_fits(out)
    first = source.week(week)
    absences = Absences(source.office)
    absences.erase_old(source.team_id)  # due even where nothing can be planned
    before = source.weeks.show(source.team_id, first, weeks).states if if_missing else ()
    begun = time.monotonic()
    progress = ProgressLine(session.teller())
    gaps = N_('Of the weeks that were missing, those before a gap are kept: "secretariat history" tells which.')
    try:
        with once_kept(session.language.gettext(gaps)) if if_missing and weeks > 2 else nullcontext():
            kept = stoppable(
                lambda stop: source.weeks.plan(
                    source.team_id, first, weeks, limits, progress, stop, publish=publish, if_missing=if_missing
                ),
                progress,
                keeps=True,
            )
    except Impossible as clash:
        clashing = source.weeks.show(source.team_id, first, weeks).afresh()
        return tell_impossible(clashing.problem, seed, clash, form, session)
    taken = {"seconds": round(time.monotonic() - begun, 3)} if timing else None
    there = _there_already(kept, before, publish)
    versions = _versions(session, kept, publish, there)
    with once_kept(" ".join(versions)):
        files = [] if directory is None else write_published(source, directory)
        deliver(render(form, kept.problem, _shown(kept, publish), session, taken), out)
    if form != "json" or out is not None:
        for told in versions:
            complain(told)
        _tell_files(session, files, out)
    _warn_of_the_past(session, kept, there)
    if directory is None:  # who writes calendars tells of all that they hold
        tell_of_left(session, source.team, [kept.plan.roster], kept.problem.team)
    _ask_of_long_absence(session, kept.problem, absences.long(source.team_id))
    return kept.plan.exit_code


def _there_already(kept: Kept, before: Sequence[WeekState | None], publish: bool) -> set[Week]:
    """The weeks of which nothing was planned or published."""
    if not kept.is_new:
        return set(kept.versions)
    same = (state for state in before if state is not None and state.draft == kept.versions[state.week])
    return {state.week for state in same if state.published is not None or not publish}


def _warn_of_the_past(session: Session, kept: Kept, there: Collection[Week]) -> None:
    """A year that is mistyped is a week like any other."""
    today = session.today(kept.problem.team)
    for week in kept.versions:
        if week not in there and week.days[-1] < today:
            complain(session.language.gettext("{week} is over: it was planned all the same.", week=str(week)))


def _ask_of_long_absence(session: Session, problem: Problem, long: Sequence[AbsenceRecord]) -> None:
    """After four weeks an absence is no longer unforeseen."""
    teller = session.teller(problem.team, problem.horizon.start.year)
    text = N_(
        "{member} has been away since {date}: do you want to plan without her? Then take her duties and agreements "
        "over in the team; she stays in it."
    )
    for item in long:
        name, since = teller.name(item.absence.member, "member"), teller.date(item.absence.start)
        complain(session.language.gettext(text, member=name, date=since))


def _shown(kept: Kept, publish: bool) -> Plan:
    numbers = set(kept.versions.values())
    number = numbers.pop() if len(kept.versions) == 1 else None
    state = "published" if publish else kept.plan.roster.state
    return replace(kept.plan, roster=replace(kept.plan.roster, version=number, state=state))


def _versions(session: Session, kept: Kept, publish: bool, there: Collection[Week]) -> list[str]:
    """What was kept, a sentence a week."""
    told = []
    for week, number in kept.versions.items():
        if week in there:
            text = N_("{week} was there already, as version {number}; nothing was changed.")
        elif publish:
            text = N_("{week} is published, as version {number}.")
        else:
            text = N_("{week} is kept as version {number}, a draft.")
        told.append(session.language.gettext(text, week=str(week), number=str(number)))
    return told


def _tell_files(session: Session, files: list[str], out: Path | None) -> None:
    say_written(out, session)
    if files and not session.settings.json:
        say(session.language.ngettext("{n} calendar written:", "{n} calendars written:", len(files)))
        say(bullets(files))
