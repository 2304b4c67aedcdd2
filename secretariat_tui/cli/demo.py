"""`secretariat demo`: a team that comes with the program, planned and shown."""

from __future__ import annotations

import os
from contextlib import nullcontext
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secretariat_tui.bootstrap import database_url
from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.output import put_document, say
from secretariat_tui.cli.planning import Wanted, plan_and_show
from secretariat_tui.cli.samples import samples
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.stopping import once_kept
from secretariat_tui.cli.weeks import WeekOrOffset, WeekType, week_from
from secretariat_tui.domain.errors import BadInput, Refused, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.presenters.clean import clean

if TYPE_CHECKING:
    from secretariat_tui.domain.team import Team


@command("demo", help=N_("Plan a team that comes with the program, and show it. Nothing is kept unless you say so."))
@click.argument("name", metavar="[TEAM]", required=False)
@option("--list", "listed", is_flag=True, help=N_("List the teams."))
@option("--week", type=WeekType(), help=N_("The first week: 2026-W49, this, next or +2; next unless given."))
@options.weeks_option
@options.time_limit_option
@options.seed_option
@options.as_option
@options.out_option
@options.timing_option
@option("--tui", is_flag=True, help=N_("Open the screens on it; this week unless another is given."))
@option("--tour", is_flag=True, help=N_("Open the screens and be shown around: the morning in two minutes."))
@option("--keep", is_flag=True, help=N_("Keep the team and its roster in the database."))
@options.ascii_option
@options.db_option
def demo(
    session: Session,
    name: str | None,
    listed: bool,
    week: WeekOrOffset | None,
    weeks: int,
    time_limit: float | None,
    seed: int,
    form: str | None,
    out: Path | None,
    timing: bool,
    tui: bool,
    tour: bool,
    keep: bool,
    plain: bool,
    db: str | None,
) -> int:
    """As `solve`, for a team of `data/`, the first one unless named; with `--keep` as `plan`."""
    known = samples()
    if listed:
        return _list(session, known)
    if db is not None and not keep:
        raise click.UsageError(session.language.gettext("--db goes with --keep."))
    file = _chosen(name, known)
    team = session.services.read_team(file)
    today = session.today(team)
    # The screens open on a working day: in a weekend that is next week's Monday.
    morning = (tui or tour) and today.weekday() <= max(team.open_days)
    first = week_from((0 if morning else 1) if week is None else week, today)
    wanted = Wanted(time_limit, seed, form, out, timing)
    if tui or tour:
        from secretariat_tui.cli.screens import check_terminal, open_demo

        check_terminal(plain)  # before anything is kept
        kept = _keep(session, team, file, db) if keep else None
        with nullcontext() if kept is None else once_kept(_taken_in(team, session)):
            return open_demo(team, first, weeks, wanted, session, plain, tour, kept)
    if keep:
        from secretariat_tui.cli.plan import plan

        kept = _keep(session, team, file, db)
        asked = {"time_limit": time_limit, "seed": seed, "form": form, "out": out, "timing": timing}
        with once_kept(_taken_in(team, session)):
            code: int = click.get_current_context().invoke(
                plan, week=first, weeks=weeks, db=kept, team=team.id, **asked
            )
        return code
    problem = session.services.pose(team, first, weeks, (), today)
    return plan_and_show(problem, wanted, session)


def _list(session: Session, known: dict[str, Path]) -> int:
    if session.settings.json:
        teams = [{"id": name, "name": session.services.read_team(file).name} for name, file in known.items()]
        put_document({"schema": "secretariat/teams/1", "teams": teams})
    else:
        say("\n".join(known))
    return 0


def _keep(session: Session, team: Team, file: Path, db: str | None) -> str:
    """Takes the team into the database, and gives its address. Raises Refused where one of that id is in it."""
    from secretariat_tui.exchange.handbook_pages import read_pages
    from secretariat_tui.services.teams import Teams

    pages = read_pages(team, file.parent)
    session.maintenance(db).upgrade()
    teams = Teams(session.office(db))
    if team.id in [entry.id for entry in teams.all()]:
        hint = N_("Open it with: secretariat --team {team}. Or name another database with --db.")
        raise Refused([fault("there-already", N_("The database has a team {team} already."), hint=hint, team=team.id)])
    teams.take_in(team, pages)
    return database_url(db, os.environ)


def _taken_in(team: Team, session: Session) -> str:
    return session.language.gettext("{team} is in the database.", team=clean(team.name))


def _chosen(name: str | None, known: dict[str, Path]) -> Path:
    if name is None and known:
        return next(iter(known.values()))
    if name in known:
        return known[name]
    near = get_close_matches(name or "", known, n=1)
    raise BadInput(
        [
            fault(
                "unknown-team",
                N_('No team "{name}" comes with the program.'),
                hint=N_('"secretariat demo --list" lists them.'),
                nearest=near[0] if near else None,
                name=(name or "")[:100],
            )
        ]
    )
