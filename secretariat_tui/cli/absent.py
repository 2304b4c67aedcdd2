"""`secretariat absent`: the stored plan of an absence at once, then its repairs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.dates import DateType
from secretariat_tui.cli.formats import render
from secretariat_tui.cli.leave import daypart, from_option, known_member, part_option, to_option
from secretariat_tui.cli.left import tell_of_left
from secretariat_tui.cli.output import deliver, put_document, say, say_lines, say_written
from secretariat_tui.cli.planning import tell_impossible
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import Source, with_database, with_team
from secretariat_tui.cli.stopping import once_kept, stoppable
from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import FALLS_SHORT, BadInput, Impossible, fault
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.finding import N_
from secretariat_tui.exchange.done import done_document

if TYPE_CHECKING:
    from secretariat_tui.domain.plan import Plan
    from secretariat_tui.domain.problem import Problem
    from secretariat_tui.domain.repair import Repair, Repairs
    from secretariat_tui.domain.roster import Roster


@command("absent", help=N_("Mark somebody away: who takes over now, and three ways to mend the roster."))
@click.argument("member")
@with_team
@option("--roster", type=options.FILE, help=N_("The roster (JSON), with its --team-file."))
@options.history_option
@from_option
@to_option
@part_option
@option("--apply", type=options.Whole(1, 3), help=N_("Which repair becomes the answer: 1, 2 or 3."))
@option("--publish", is_flag=True, help=N_("In the database: publish the repair that is applied."))
@options.out_option
@options.time_limit_option
@options.seed_option
def absent(
    session: Session,
    source: Source,
    member: str,
    roster: Path | None,
    history: tuple[Path, ...],
    since: date,
    until: date | None,
    part: str | None,
    apply: int | None,
    publish: bool,
    out: Path | None,
    time_limit: float | None,
    seed: int,
) -> int:
    """Exit 0, 4 where the roster that is applied, or else the best of the repairs, has shortages, 5 where none can be.

    In the database the absence is marked, which is all where there is no roster yet, and the repair that is applied is
    kept as a version. Of files, the roster that is applied goes to `--out` as JSON, or to standard output.
    """
    from secretariat_tui.planner.limits import Limits
    from secretariat_tui.services.weeks import NoRoster

    _ensure_sense(session, source, roster is not None, apply is not None, publish, out)
    source.ensure_history_fits(history)
    team = source.team
    absence = Absence(known_member(member, team), since, until or since, daypart(part))
    if source.is_file:
        stage = _of_file(source, roster, history, absence)
    else:
        _mark(source, absence)
        try:
            with _once_marked(source, absence):
                stage = _of_database(source, absence)
        except NoRoster:
            if apply is None:
                return _tell_marked(source, absence)
            raise
    if not session.settings.json and apply is None:
        from secretariat_tui.presenters.repair_view import stored_lines
        from secretariat_tui.services.repairing import stored_plan

        teller = session.teller(stage.problem.team, stage.problem.horizon.start.year)
        say_lines(stored_lines(stored_plan(stage.problem, stage.roster, absence), teller))
    limits = Limits(wall=time_limit, seed=seed)
    try:
        with _once_marked(source, absence):
            found = stoppable(lambda stop: session.services.repairs(stage.problem, stage.roster, absence, limits, stop))
    except Impossible as clash:
        form = "json" if session.settings.json else "table"
        return tell_impossible(stage.problem, seed, clash, form, session)
    if apply is not None:
        with _once_marked(source, absence):
            plan = stage.take(_chosen(found, apply), publish)
        return _applied(plan, stage.problem, out, session, wants_data=source.is_file)
    _tell(found, stage.problem, absence, session)
    if not source.is_file and not session.settings.json:
        say_lines(["", _marked(source, absence)])
    return FALLS_SHORT if all(repair.stages[0].value for repair in found.repairs) else 0


@command("back", help=N_("Mark somebody back from a date on; what lies before it stands."))
@click.argument("member")
@option("--from", "since", type=DateType(), help=N_("The first date on which she is back; today unless given."))
@with_database
def back(session: Session, source: Source, member: str, since: date | None) -> int:
    """Exit 0."""
    from secretariat_tui.services.absences import Absences

    day = since or session.today(source.team)
    ended = Absences(source.office).back(source.team_id, known_member(member, source.team), day)
    if session.settings.json:
        put_document(done_document(source.team_id, "back"))
        return 0
    teller = session.teller(source.team, session.today(source.team).year)
    text = N_("{member} is back from {date} on.") if ended else N_("{member} was not away on {date} or after it.")
    say(session.language.gettext(text, member=teller.name(member, "member"), date=teller.date(day)))
    return 0


@dataclass(frozen=True)
class _Stage:
    """The weeks of an absence, their roster, and what it is to apply a repair to them."""

    problem: Problem
    roster: Roster
    take: Callable[[Repair, bool], Plan]


def _ensure_sense(
    session: Session, source: Source, of_roster: bool, applies: bool, publishes: bool, out: Path | None
) -> None:
    """Raises UsageError for options that would be passed over, before anybody is marked away."""
    gettext = session.language.gettext
    if of_roster and not source.is_file:
        raise click.UsageError(gettext("Say to which team it belongs: --team-file."))
    if publishes and source.is_file:
        raise click.UsageError(gettext("--publish is for the database."))
    if not applies and (publishes or out is not None):
        raise click.UsageError(gettext("--publish and --out go with --apply."))
    if out is not None:
        from secretariat_tui.exchange.safe_write import ensure_file_fits

        ensure_file_fits(out)


def _of_file(source: Source, file: Path | None, history: tuple[Path, ...], absence: Absence) -> _Stage:
    from secretariat_tui.exchange.roster_json import read_roster
    from secretariat_tui.services.repairing import applied

    if file is None:
        raise click.UsageError(source.session.language.gettext("Say which roster belongs to the team file: --roster."))
    read = read_roster(file, source.team)
    problem = source.pose(read.weeks[0], len(read.weeks), history)
    if absence.end < problem.horizon.start or absence.start > problem.horizon.end:
        raise BadInput([fault("outside-weeks", N_("{date} is not in the weeks of this roster."), date=absence.start)])
    return _Stage(problem, read, lambda repair, _: applied(problem, absence, repair))


def _mark(source: Source, absence: Absence) -> None:
    from secretariat_tui.services.absences import Absences

    Absences(source.office).mark(source.team_id, absence)


def _of_database(source: Source, absence: Absence) -> _Stage:
    from secretariat_tui.services.absences import Absences

    absences = Absences(source.office)
    seen = absences.around(source.team_id, absence)

    def take(repair: Repair, publish: bool) -> Plan:
        return absences.apply(source.team_id, seen, absence, repair, publish=publish).plan

    if seen.plan is None:
        raise ValueError(seen.states)
    tell_of_left(source.session, source.team, [seen.plan.roster], seen.asked.team)
    return _Stage(seen.problem, seen.plan.roster, take)


def _tell_marked(source: Source, absence: Absence) -> int:
    """Where nothing is planned yet, nothing falls short: planning will know of it."""
    session = source.session
    if session.settings.json:
        put_document(done_document(source.team_id, "absent"))
        return 0
    name = session.teller(source.team).name(absence.member, "member")
    text = N_("{member} is marked away; {week} has no roster yet, so there is nothing to mend.")
    say(session.language.gettext(text, member=name, week=str(Week.of(absence.start))))
    return 0


def _once_marked(source: Source, absence: Absence) -> AbstractContextManager[None]:
    """What is done once the absence is marked: it stays so, whatever comes of this."""
    if source.is_file:
        return nullcontext()
    return once_kept(_marked(source, absence))


def _marked(source: Source, absence: Absence) -> str:
    name = source.session.teller(source.team).name(absence.member, "member")
    return source.session.language.gettext("{member} is marked away; the roster is as it was.", member=name)


def _tell(found: Repairs, problem: Problem, absence: Absence, session: Session) -> None:
    teller = session.teller(problem.team, problem.horizon.start.year)
    if session.settings.json:
        from secretariat_tui.exchange.repair import absent_document

        put_document(absent_document(found, absence, problem, teller.say))
    else:
        from secretariat_tui.presenters.repair_view import repair_lines

        say_lines(repair_lines(found, teller))


def _applied(plan: Plan, problem: Problem, out: Path | None, session: Session, *, wants_data: bool) -> int:
    """Puts out the repaired roster: as data where that is all that is kept of it."""
    form = "json" if wants_data or session.settings.json else "table"
    deliver(render(form, problem, plan, session), out)
    say_written(out, session)
    return plan.exit_code


def _chosen(found: Repairs, number: int) -> Repair:
    repair = next((repair for repair in found.repairs if repair.kind.number == number), None)
    if repair is None:
        raise BadInput([fault("no-repair", N_("The rules do not allow repair {number}."), number=number)])
    return repair
