"""Opening the screens: whether the terminal can show them, and on what."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from secretariat_tui.bootstrap import database_name
from secretariat_tui.cli.output import complain
from secretariat_tui.cli.planning import Wanted, tell_impossible
from secretariat_tui.cli.progress import ProgressLine
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.stopping import stoppable
from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import BadInput, SecretariatError, Unusable, UsageError, fault
from secretariat_tui.domain.finding import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariat_tui.domain.team import Team
    from secretariat_tui.screens.ground import GroundApp
    from secretariat_tui.services.office import Office

T = TypeVar("T")


class ScreensFailedError(Exception):
    """What nobody foresaw ended the screens; it is the cause. What was done before is kept."""


def open_demo(
    team: Team,
    first: Week,
    weeks: int,
    wanted: Wanted,
    session: Session,
    plain: bool,
    tour: bool,
    kept: str | None,
) -> int:
    """The screens on a team, planned and published in the database in which it is `kept`, else in one of its own, of
    which nothing is kept."""
    from secretariat_tui.domain.errors import Impossible
    from secretariat_tui.planner.limits import Limits
    from secretariat_tui.services.teams import Teams
    from secretariat_tui.services.weeks import Weeks

    check_terminal(plain)
    complain(session.language.gettext("The roster is being planned; then the screens open."))
    with TemporaryDirectory(prefix="secretariat-") as directory:
        database = kept or str(Path(directory) / "demo.db")
        session.maintenance(database).upgrade()
        office = made = session.office(database)
        if kept is None:
            # By somebody else, so that the user has nothing of it to undo.
            made = replace(office, who="demo")
            Teams(made).take_in(team)
        progress, limits = ProgressLine(session.teller()), Limits(wall=wanted.seconds, seed=wanted.seed)
        try:
            stoppable(
                lambda stop: Weeks(made).plan(team.id, first, weeks, limits, progress, stop, publish=True),
                progress,
                keeps=True,
            )
        except Impossible as clash:
            problem = Weeks(made).show(team.id, first, weeks).problem
            return tell_impossible(problem, wanted.seed, clash, "table", session)
        return open_screens(office, team.id, session, plain, first, tour)


def open_database(db: str | None, team: str | None, session: Session, plain: bool) -> int:
    """The screens on the database that is asked for; where there is no team yet, the first start comes before them."""
    check_terminal(plain)
    office = session.office(db)
    begins = False
    try:
        chosen: str | None = session.team_in(office, team)
    except (BadInput, Unusable) as error:
        kinds = {item.kind for item in error.faults}
        if not kinds <= {"no-database", "no-team", "which-team"}:
            raise
        begins = "which-team" not in kinds
        chosen = _asked(db, session, plain, office, begins)
    if chosen is None:
        return 0
    # Of a team that is new, the coming week is the one to plan.
    first = Week.of(session.today(office.team(chosen))).plus(1) if begins else None
    return open_screens(office, chosen, session, plain, first, start="week" if begins else "today")


def _asked(db: str | None, session: Session, plain: bool, office: Office, begins: bool) -> str | None:
    """The team that the user chooses or makes; None where she leaves."""
    heed_colour(session)
    from secretariat_tui.cli.samples import samples
    from secretariat_tui.exchange.handbook_pages import read_pages
    from secretariat_tui.screens.wizard import OpeningApp, Ways
    from secretariat_tui.services.teams import Teams
    from secretariat_tui.widgets.telling import Telling
    from secretariat_tui.widgets.themes import DEFAULT_THEME

    def read(path: Path) -> tuple[Team, dict[str, str]]:
        found = session.services.read_team(path)
        return found, read_pages(found, path.parent)

    def take_in(found: Team, pages: Mapping[str, str]) -> str:
        session.maintenance(db).upgrade()
        return Teams(office).take_in(found, pages).id

    ways = Ways(samples(), read, take_in, database_name(db, os.environ))
    teams = () if begins else Teams(office).all()
    return _run(OpeningApp(Telling(session.language, plain), DEFAULT_THEME, ways, teams))


def open_screens(
    office: Office,
    team: str,
    session: Session,
    plain: bool,
    first: Week | None,
    tour: bool = False,
    start: str = "today",
) -> int:
    """Shows the screens of a team until the user leaves them; raises UsageError where the terminal cannot, and what
    nobody foresaw where that ended them."""
    check_terminal(plain)
    heed_colour(session)
    from secretariat_tui.app import Preferences, SecretariatApp
    from secretariat_tui.services.planner_client import PlannerClient
    from secretariat_tui.services.teams import Teams
    from secretariat_tui.services.workspace import Workspace

    workspace = Workspace(office, team, PlannerClient(), may_write=Teams(office).may_write(team))
    app = SecretariatApp(workspace, Preferences(session.language.code, plain, start=start, tour=tour), first)
    _run(app)
    return app.return_code or 0


def _run(app: GroundApp[T]) -> T | None:
    """Runs an app to its end, and raises what ended it before its time."""
    answer = app.run()
    if isinstance(app.failure, SecretariatError):
        raise app.failure
    if app.failure is not None:
        raise ScreensFailedError from app.failure
    return answer


def heed_colour(session: Session) -> None:
    """What Textual reads for itself must say what our settings say: that an empty NO_COLOR does not count."""
    os.environ.pop("NO_COLOR", None)
    if not session.settings.colour:
        os.environ["NO_COLOR"] = "1"


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
