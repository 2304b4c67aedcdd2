"""The pictures of the screens, made by the app itself: `python -m tests.screens.pictures [SCREEN ...]`.

They show the team that comes with the program, at twenty to eight on a Monday, on a roster that is kept beside this
file: so that the same screens give the same pictures. What the planner answers it answers here too.
"""

from __future__ import annotations

import asyncio
import html
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from textual.pilot import Pilot

from secretariat_tui.app import Preferences, SecretariatApp
from secretariat_tui.cli.samples import samples
from secretariat_tui.exchange.handbook_pages import read_pages
from secretariat_tui.exchange.roster_json import read_plan
from secretariat_tui.exchange.team_file import read_team
from secretariat_tui.screens.planning import PlanningPanel
from secretariat_tui.screens.registry import SCREENS
from secretariat_tui.services.office import Office
from secretariat_tui.services.planner_client import PlannerClient
from secretariat_tui.services.teams import Teams
from secretariat_tui.services.weeks import Weeks
from secretariat_tui.services.workspace import Planner, Workspace
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import url_of
from tests.build import WEEK
from tests.screens.opened import ReadyPlanner, StoppedClock, new_database

PICTURES: Final = Path(__file__).parents[2] / "docs" / "images" / "screens"
SIZE: Final = (120, 40)
STEADY: Final = ("today", "week", "backups", "team", "handbook", "history", "explain")
"""Those that show what is stored, and ask nothing of the planner when they open."""

_ROSTER: Final = Path(__file__).with_name("ministerie-2026-W49.json")
_FONTS: Final = re.compile(r"@font-face\s*\{[^}]*\}")
_TEXTS: Final = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)
_QUIET_SECONDS: Final = 10.0
_STEADY_SECONDS: Final = 0.5


def demo(planner: Planner | None = None) -> Workspace:
    """The team that comes with the program, with that week published by somebody else."""
    file = samples()["ministerie"]
    team = read_team(file)
    made = Office(Database(url_of(str(new_database()))), StoppedClock(), "demo")
    Teams(made).take_in(team, read_pages(team, file.parent))
    seen = Weeks(made).show(team.id, WEEK)
    Weeks(made).keep(team.id, seen, read_plan(_ROSTER, team), publish=True)
    return Workspace(replace(made, who="lead"), team.id, planner or ReadyPlanner())


async def draw(screen: str, planner: Planner | None = None) -> str:
    """A picture of a screen, once nothing is computed any more."""
    app = SecretariatApp(demo(planner), Preferences(start=screen))
    async with app.run_test(size=SIZE) as pilot:
        await _settled(pilot, planner is not None)
        drawn = app.export_screenshot(title=f"secretariat: {screen}")
    # The pictures ask no other machine for letters.
    return _FONTS.sub("", drawn)


async def _settled(pilot: Pilot[Any], is_computed: bool) -> None:
    """Waits until nothing changes any more, and the planner is at nothing."""
    quiet, enough = 0.0, _QUIET_SECONDS if is_computed else _STEADY_SECONDS
    while quiet < enough:
        before = pilot.app.export_screenshot()
        await pilot.pause(0.1)
        same = before == pilot.app.export_screenshot() and not pilot.app.screen.query(PlanningPanel)
        quiet = quiet + 0.1 if same else 0.0


def texts(picture: str) -> list[str]:
    """What stands in a picture, piece by piece."""
    return [html.unescape(text).replace("\xa0", " ") for text in _TEXTS.findall(picture)]


def main(wanted: list[str]) -> int:
    """Draws the screens that are named; all unless any is."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for entry in SCREENS:
        if not wanted or entry.id in wanted:
            planner = None if entry.id in STEADY else PlannerClient()
            (PICTURES / f"{entry.id}.svg").write_text(asyncio.run(draw(entry.id, planner)), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
