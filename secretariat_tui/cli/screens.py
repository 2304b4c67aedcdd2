"""Opening the screens: whether the terminal can show them, and on what."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from secretariat_tui.cli.output import complain
from secretariat_tui.cli.planning import Wanted, tell_impossible
from secretariat_tui.cli.progress import ProgressLine
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.stopping import stoppable
from secretariat_tui.domain.errors import UsageError, fault
from secretariat_tui.domain.finding import N_

if TYPE_CHECKING:
    from secretariat_tui.domain.calendar import Week
    from secretariat_tui.domain.team import Team
    from secretariat_tui.services.office import Office


def open_demo(team: Team, first: Week, weeks: int, wanted: Wanted, session: Session, plain: bool) -> int:
    """The screens on a team, planned and published in a database of its own, of which nothing is kept."""
    from secretariat_tui.domain.errors import Impossible
    from secretariat_tui.planner.limits import Limits
    from secretariat_tui.services.teams import Teams
    from secretariat_tui.services.weeks import Weeks

    check_terminal(plain)
    complain(session.language.gettext("The roster is being planned; then the screens open."))
    with TemporaryDirectory(prefix="secretariat-") as directory:
        database = str(Path(directory) / "demo.db")
        session.maintenance(database).upgrade()
        office = session.office(database)
        # By somebody else, so that the user has nothing of it to undo.
        made = replace(office, who="demo")
        Teams(made).take_in(team)
        progress, limits = ProgressLine(session.teller()), Limits(wall=wanted.seconds, seed=wanted.seed)
        try:
            stoppable(lambda stop: Weeks(made).plan(team.id, first, weeks, limits, progress, stop, publish=True))
        except Impossible as clash:
            problem = Weeks(made).show(team.id, first, weeks).problem
            return tell_impossible(problem, wanted.seed, clash, "table", session)
        finally:
            progress.clear()
        return open_screens(office, team.id, session, plain, first)


def open_screens(office: Office, team: str, session: Session, plain: bool, first: Week | None = None) -> int:
    """Shows the screens of a team until the user leaves them; raises UsageError where the terminal cannot."""
    check_terminal(plain)
    # What Textual reads for itself must say what our settings say: that an empty NO_COLOR does not count.
    os.environ.pop("NO_COLOR", None)
    if not session.settings.colour:
        os.environ["NO_COLOR"] = "1"
    from secretariat_tui.app import Preferences, SecretariatApp
    from secretariat_tui.services.planner_client import PlannerClient
    from secretariat_tui.services.workspace import Workspace

    workspace = Workspace(office, team, PlannerClient())
    app = SecretariatApp(workspace, Preferences(session.language.code, plain), first)
    app.run()
    return app.return_code or 0


def check_terminal(plain: bool) -> None:
    """Raises UsageError where the screens cannot be drawn."""
    if os.environ.get("TEXTUAL_DRIVER"):  # they are drawn elsewhere, such as in a browser
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise UsageError([fault("no-terminal", N_("The screens need a terminal to be drawn in."))])
    if os.name == "posix" and os.environ.get("TERM", "dumb") in ("dumb", ""):
        template = N_("This terminal cannot draw the screens: it says of itself that it is of the kind {name}.")
        raise UsageError([fault("no-terminal", template, name=os.environ.get("TERM") or "dumb")])
    encoding = (sys.stderr.encoding or "").lower().replace("-", "").replace("_", "")
    if not plain and encoding != "utf8":
        raise UsageError(
            [
                fault(
                    "not-utf-8",
                    N_("This terminal does not show UTF-8, which the screens are drawn with."),
                    hint=N_("Use --ascii, or a locale such as nl_NL.UTF-8."),
                )
            ]
        )
