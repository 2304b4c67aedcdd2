"""The measure of it all: twenty to eight, somebody is ill, and within six keys from Today that is published.

In a real terminal, with the real planner and a database, in Dutch. `python -m tests.screens.test_morning FILE` shows
it.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

from secretariat_tui.app import Preferences, SecretariatApp
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.limits import Limits
from secretariat_tui.presenters.language import language
from secretariat_tui.services.office import Office
from secretariat_tui.services.planner_client import PlannerClient
from secretariat_tui.services.planning import plan
from secretariat_tui.services.teams import Teams
from secretariat_tui.services.weeks import Weeks
from secretariat_tui.services.workspace import Workspace
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import open_engine, url_of
from secretariat_tui.store.migrate import upgrade
from tests.build import MON, WEEK, account, backup, member, team
from tests.clocks import StoppedClock
from tests.screens.opened import MONDAY
from tests.screens.terminal import PATIENCE, Terminal

say = language("nl").gettext


def a_team_of_three() -> Team:
    """The director is Anna's, and Bea's when Anna is away; Carla has nothing of it."""
    workdays = "mon tue wed thu fri"
    return team(
        [member("anna", workdays), member("bea", workdays), member("carla", workdays)],
        [account("dir", "anna", workdays, "09:00-17:00", priority=3)],
        agreements=[backup("dir", "bea")],
    )


def office(file: Path) -> Office:
    return Office(Database(url_of(str(file))), StoppedClock(MONDAY), "lead")


def prepare(file: Path) -> None:
    """A database of that team, with the week published by somebody else."""
    engine = open_engine(url_of(str(file)))
    upgrade(engine)
    engine.dispose()
    made = replace(office(file), who="before")
    Teams(made).take_in(a_team_of_three())
    seen = Weeks(made).show("so", WEEK)
    Weeks(made).keep("so", seen, plan(seen.problem, Limits()), publish=True)


def holders(file: Path) -> dict[str, int]:
    """For how many minutes who has the director on Monday, by what is published."""
    with office(file).store.read() as view:
        (roster,) = view.rosters("so", WEEK, WEEK, "published")
    found: dict[str, int] = {}
    for duty in roster.duties:
        if duty.date == MON:
            found[duty.member] = found.get(duty.member, 0) + duty.span.end - duty.span.start
    return found


def test_somebody_is_ill_and_within_six_keys_the_week_is_repaired_and_published(terminal: Terminal, tmp_path: Path):
    file = tmp_path / "team.db"
    prepare(file)
    assert holders(file) == {"anna": 480}
    before = terminal.state("before")
    terminal.type(f"{sys.executable} -m tests.screens.test_morning {file}; echo 'it gave '$?", "Enter")
    terminal.wait_for(say("Somebody is ill"))

    keys = ["a", "a", "n", "Enter", "Enter"]
    assert len(keys) <= 6
    terminal.type(keys[0])
    terminal.wait_for(say("Who is away?"))
    terminal.resize(120, 40)
    terminal.type(*keys[1:3])
    terminal.wait_for("Bea")
    terminal.resize(60, 20)
    terminal.type(keys[3])
    terminal.wait_for(say("Enter: apply and publish it."))
    terminal.resize(80, 24)
    terminal.type(keys[4])
    terminal.wait_for(say("Enter: apply and publish it."), gone=True)
    terminal.wait_for("Bea↷")  # who stands in now, on Today

    end = time.monotonic() + PATIENCE
    while holders(file) != {"bea": 480}:
        assert time.monotonic() < end, terminal.shown()
        time.sleep(0.05)
    with office(file).store.read() as view:
        assert [record.absence for record in view.absences("so")] == [Absence("anna", MON, MON)]
        done = [(act.kind, act.who) for act in view.acts("so") if act.who == "lead"]
    assert done == [(ActKind.ABSENT, "lead"), (ActKind.REPAIR, "lead")]

    terminal.type("C-q")
    terminal.wait_for("it gave 0")
    assert terminal.state("after") == before.replace("before", "after")


def main(file: Path) -> int:
    """Opens the screens on the database, in Dutch, at that moment, with the planner beside them."""
    workspace = Workspace(office(file), "so", PlannerClient())
    app = SecretariatApp(workspace, Preferences("nl"))
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
