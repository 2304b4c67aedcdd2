"""`secretariat show`: a roster in the form that one needs."""

from __future__ import annotations

from pathlib import Path

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.formats import format_of, render
from secretariat_tui.cli.output import deliver, say_written
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import RosterSource, with_roster
from secretariat_tui.domain.finding import N_


@command("show", help=N_("Show a roster as a table, a page that prints on A4, a picture or data."))
@with_roster
@options.as_option
@options.out_option
@option("--contingency", is_flag=True, help=N_("Add to a table who takes what, whoever falls out."))
def show(session: Session, source: RosterSource, form: str | None, out: Path | None, contingency: bool) -> int:
    """Exit 0: showing is done, whatever the roster is like."""
    form = format_of(session, form, out)
    problem, plan = source.look()
    deliver(render(form, problem, plan, session, contingency=contingency), out)
    say_written(out, session)
    return 0
