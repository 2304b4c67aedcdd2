"""The pictures of the screens, made by the app itself: `python -m tests.screens.pictures [SCREEN ...]`.

They show the team that comes with the program, at twenty to eight on a Monday, on a roster that is kept beside this
file: so that the same screens give the same pictures. What needs the solver is answered once, by this command, and kept
here too: so that a test can draw every picture again.
"""

from __future__ import annotations

import asyncio
import gzip
import html
import json
import re
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from textual.pilot import Pilot

from secretariat_tui.app import Preferences, SecretariatApp
from secretariat_tui.cli.samples import samples
from secretariat_tui.codec import converter
from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.exchange.handbook_pages import read_pages
from secretariat_tui.exchange.roster_json import read_plan
from secretariat_tui.exchange.team_file import read_team
from secretariat_tui.screens.planning import PlanningPanel
from secretariat_tui.screens.registry import SCREENS
from secretariat_tui.services.office import Office
from secretariat_tui.services.planner_client import PlannerClient
from secretariat_tui.services.questions import AdviseLeave, LeaveCalendar, Question, Step
from secretariat_tui.services.teams import Teams
from secretariat_tui.services.weeks import Weeks
from secretariat_tui.services.workspace import Planner, Workspace
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import url_of
from tests.build import WEEK
from tests.screens.opened import ReadyPlanner, StoppedClock, new_database

PICTURES: Final = Path(__file__).parents[2] / "docs" / "images" / "screens"
SIZE: Final = (120, 40)
_ROSTER: Final = Path(__file__).with_name("ministerie-2026-W49.json")
_ANSWERS: Final = _ROSTER.with_suffix(".answers.json.gz")
_SOLVED: Final = (LeaveCalendar, AdviseLeave)
"""Questions that the solver answers when a screen opens."""
_FONTS: Final = re.compile(r"@font-face\s*\{[^}]*\}")
_TEXTS: Final = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)
_QUIET_SECONDS: Final = 0.5
_SILENCE_SECONDS: Final = 600.0


@dataclass
class PicturePlanner(ReadyPlanner):
    """Answers from what was kept where the solver is needed, and works everything else out. With a `solver`, that is
    asked, and what it answers can be kept. `under_way` is how many questions have no answer yet."""

    solver: PlannerClient | None = None
    under_way: int = 0
    failed: SecretariatError | None = None
    kept: dict[str, Any] = field(default_factory=lambda: json.loads(gzip.decompress(_ANSWERS.read_bytes())))

    async def ask(
        self,
        question: Question[Any],
        tell: Callable[[Step], None] | None = None,
        stop: asyncio.Event | None = None,
    ) -> Any:
        self.under_way += 1
        try:
            if not isinstance(question, _SOLVED):
                return await asyncio.to_thread(question.answer, _nobody, threading.Event())
            name = _named(question)
            if self.solver is not None:
                found = await self.solver.ask(question, tell, stop)
                self.kept[name] = converter().unstructure(found, unstructure_as=question.answers)
            return converter().structure(self.kept[name], question.answers)
        except SecretariatError as error:
            self.failed = error
            raise
        finally:
            self.under_way -= 1

    async def close(self) -> None:
        if self.solver is not None:
            await self.solver.close()

    def keep(self) -> None:
        """Writes down what was answered."""
        told = json.dumps(self.kept, sort_keys=True, separators=(",", ":")).encode()
        _ANSWERS.write_bytes(gzip.compress(told, mtime=0))


def _named(question: Question[Any]) -> str:
    about = str(question.leave) if isinstance(question, AdviseLeave) else str(question.problem.weeks[0])
    return f"{type(question).__name__} {about}"


def _nobody(step: Step) -> None:
    """Nobody waits for it."""


def demo(planner: Planner | None = None) -> Workspace:
    """The team that comes with the program, with that week published by somebody else."""
    file = samples()["ministerie"]
    team = read_team(file)
    made = Office(Database(url_of(str(new_database()))), StoppedClock(), "demo")
    Teams(made).take_in(team, read_pages(team, file.parent))
    seen = Weeks(made).show(team.id, WEEK)
    Weeks(made).keep(team.id, seen, read_plan(_ROSTER, team), publish=True)
    return Workspace(replace(made, who="lead"), team.id, planner or ReadyPlanner())


async def draw(screen: str, planner: PicturePlanner | None = None) -> str:
    """A picture of a screen, once nothing is computed any more."""
    planner = planner or PicturePlanner()
    app = SecretariatApp(demo(planner), Preferences(start=screen))
    async with app.run_test(size=SIZE) as pilot:
        await _settled(pilot, planner)
        if planner.failed is not None:
            raise planner.failed
        drawn = app.export_screenshot(title=f"secretariat: {screen}")
    # The pictures ask no other machine for letters.
    return _FONTS.sub("", drawn)


async def _settled(pilot: Pilot[Any], planner: PicturePlanner) -> None:
    """Waits until nothing changes any more, and the planner is at nothing."""
    quiet = 0.0
    while quiet < _QUIET_SECONDS:
        before = pilot.app.export_screenshot()
        await pilot.pause(0.1)
        is_busy = planner.under_way > 0 or bool(pilot.app.screen.query(PlanningPanel))
        quiet = 0.0 if is_busy or before != pilot.app.export_screenshot() else quiet + 0.1


def texts(picture: str) -> list[str]:
    """What stands in a picture, piece by piece."""
    return [html.unescape(text).replace("\xa0", " ") for text in _TEXTS.findall(picture)]


def main(wanted: list[str]) -> int:
    """Draws the screens that are named; all unless any is."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for entry in SCREENS:
        if not wanted or entry.id in wanted:
            planner = PicturePlanner(solver=PlannerClient(silence=_SILENCE_SECONDS), kept={})
            drawn = asyncio.run(draw(entry.id, planner))
            (PICTURES / f"{entry.id}.svg").write_text(drawn, "utf-8")
            if planner.kept:
                planner.keep()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
