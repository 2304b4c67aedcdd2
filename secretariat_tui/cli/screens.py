"""Opening the screens: whether the terminal can show them, and on what."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from secretariat_tui.cli.output import complain
from secretariat_tui.cli.planning import Wanted, planned, tell_impossible
from secretariat_tui.cli.session import Session
from secretariat_tui.domain.errors import Impossible, UsageError, fault
from secretariat_tui.domain.finding import N_

if TYPE_CHECKING:
    from secretariat_tui.domain.calendar import Week
    from secretariat_tui.domain.problem import Problem
    from secretariat_tui.services.workspace import Workspace


def open_demo(problem: Problem, wanted: Wanted, session: Session, plain: bool) -> int:
    """The screens on a problem, planned and published. Nothing is kept."""
    from secretariat_tui.services.memory import MemoryWorkspace
    from secretariat_tui.services.planner_client import PlannerClient

    check_terminal(plain)
    complain(session.language.gettext("The roster is being planned; then the screens open."))
    try:
        plan = planned(problem, wanted, session)
    except Impossible as clash:
        return tell_impossible(problem, wanted.seed, clash, "table", session)
    team, services = problem.team, session.services
    workspace = MemoryWorkspace(team, PlannerClient(), lambda: session.local_time(team), services.pose)
    workspace.keep(plan)
    workspace.publish(problem.horizon.first, problem.horizon.weeks)
    workspace.begin_here()
    return open_screens(workspace, session, plain, problem.horizon.first)


def open_screens(workspace: Workspace, session: Session, plain: bool, first: Week | None = None) -> int:
    """Shows the screens until the user leaves them; raises UsageError where the terminal cannot."""
    check_terminal(plain)
    # What Textual reads for itself must say what our settings say: that an empty NO_COLOR does not count.
    os.environ.pop("NO_COLOR", None)
    if not session.settings.colour:
        os.environ["NO_COLOR"] = "1"
    from secretariat_tui.app import Preferences, SecretariatApp

    app = SecretariatApp(workspace, Preferences(session.language.code, plain), first)
    app.run()
    return app.return_code or 0


def check_terminal(plain: bool) -> None:
    """Raises UsageError where the screens cannot be drawn."""
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
