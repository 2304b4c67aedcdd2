"""`secretariat absent`: the stored plan of an absence at once, then its repairs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.leave import daypart, from_option, known_member, part_option, to_option
from secretariat_tui.cli.output import deliver, put_document, say
from secretariat_tui.cli.planning import history_of, say_written, tell_impossible
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.stopping import stoppable
from secretariat_tui.domain.errors import BadInput, Impossible, fault
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.finding import N_

if TYPE_CHECKING:
    from secretariat_tui.domain.problem import Problem
    from secretariat_tui.domain.repair import Repair, Repairs

_SHORTAGE = 4


@command("absent", help=N_("Mark somebody away: who takes over now, and three ways to mend the roster."))
@click.argument("member")
@options.roster_option
@options.roster_team_option
@from_option
@to_option
@part_option
@option("--apply", type=click.IntRange(1, 3), help=N_("Which repair becomes the answer: 1, 2 or 3."))
@options.out_option
@options.history_option
@options.time_limit_option
@options.seed_option
def absent(
    session: Session,
    member: str,
    roster: Path,
    team_file: Path,
    since: date,
    until: date | None,
    part: str | None,
    apply: int | None,
    out: Path | None,
    history: tuple[Path, ...],
    time_limit: float | None,
    seed: int,
) -> int:
    """Exit 0, 4 where the roster that is applied, or else the best of the repairs, has shortages, 5 where none can be.

    The roster that is applied goes to `--out` as JSON, or to standard output.
    """
    from secretariat_tui.exchange.roster_json import read_roster
    from secretariat_tui.planner.limits import Limits

    services = session.services
    team = services.read_team(team_file)
    read = read_roster(roster, team)
    absence = Absence(known_member(member, team), since, until or since, daypart(part))
    problem = services.pose(team, read.weeks[0], len(read.weeks), history_of(history, team), session.today(team))
    if absence.end < problem.horizon.start or absence.start > problem.horizon.end:
        raise BadInput([fault("outside-weeks", N_("{date} is not in the weeks of this roster."), date=absence.start)])
    quiet = session.settings.json or apply is not None
    if not quiet:
        from secretariat_tui.presenters.repair_view import stored_lines
        from secretariat_tui.services.repairing import stored_plan

        teller = session.teller(team, problem.horizon.start.year)
        say("\n".join(stored_lines(stored_plan(problem, read, absence), teller)))
    limits = Limits(wall=time_limit, seed=seed)
    try:
        found = stoppable(lambda stop: services.repairs(problem, read, absence, limits, stop))
    except Impossible as clash:
        return tell_impossible(problem, seed, clash, "json" if session.settings.json else "table", session)
    if apply is not None:
        return _apply(found, apply, problem, absence, out, session)
    _tell(found, problem, absence, session)
    return _SHORTAGE if all(repair.stages[0].value for repair in found.repairs) else 0


def _tell(found: Repairs, problem: Problem, absence: Absence, session: Session) -> None:
    teller = session.teller(problem.team, problem.horizon.start.year)
    if session.settings.json:
        from secretariat_tui.exchange.repair import absent_document

        put_document(absent_document(found, absence, problem, teller.say))
    else:
        from secretariat_tui.presenters.repair_view import repair_lines

        say("\n".join(repair_lines(found, teller)))


def _apply(found: Repairs, number: int, problem: Problem, absence: Absence, out: Path | None, session: Session) -> int:
    from secretariat_tui.exchange.documents import dump, roster_document
    from secretariat_tui.services.repairing import applied

    plan = applied(problem, absence, _chosen(found, number))
    teller = session.teller(problem.team, problem.horizon.start.year)
    deliver(dump(roster_document(plan, problem.team, teller.say)), out)
    if out is not None and not session.settings.json:
        say_written(out, session)
    return plan.exit_code


def _chosen(found: Repairs, number: int) -> Repair:
    from secretariat_tui.domain.repair import Kind

    kind = list(Kind)[number - 1]
    repair = next((repair for repair in found.repairs if repair.kind is kind), None)
    if repair is None:
        raise BadInput([fault("no-repair", N_("The rules do not allow repair {number}."), number=number)])
    return repair
