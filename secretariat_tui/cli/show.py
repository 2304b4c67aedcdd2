"""`secretariat show`: a roster in the form that one needs."""

from __future__ import annotations

from pathlib import Path

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.formats import format_of, render
from secretariat_tui.cli.output import deliver
from secretariat_tui.cli.planning import say_written
from secretariat_tui.cli.session import Session
from secretariat_tui.domain.finding import N_


@command("show", help=N_("Show a roster as a table, a page that prints on A4, a picture or data."))
@options.roster_option
@options.roster_team_option
@options.as_option
@options.out_option
@option("--contingency", is_flag=True, help=N_("Add to a table who takes what, whoever falls out."))
def show(session: Session, roster: Path, team_file: Path, form: str | None, out: Path | None, contingency: bool) -> int:
    """Exit 0: showing is done, whatever the roster is like."""
    from secretariat_tui.exchange.roster_json import read_plan

    team = session.services.read_team(team_file)
    plan = read_plan(roster, team)
    weeks = plan.roster.weeks
    problem = session.services.pose(team, weeks[0], len(weeks), (), None)
    deliver(render(format_of(session, form, out), problem, plan, session, contingency=contingency), out)
    if out is not None and not session.settings.json:
        say_written(out, session)
    return 0
