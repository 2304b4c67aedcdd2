"""The pictures of the screens, made by the app itself: `python -m tests.screens.pictures [SCREEN ...]`.

They show the team that comes with the program, at twenty to eight on a Monday, on a roster that is kept beside this
file: so that the same screens give the same pictures. The weeks before it were like it. What needs the solver is
answered once, by this command, and kept here too: so that a test can draw every picture again.
"""

from __future__ import annotations

import asyncio
import gzip
import html
import json
import re
import shutil
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from textual.pilot import Pilot

from secretariat_tui.app import Preferences, SecretariatApp
from secretariat_tui.cli.samples import samples
from secretariat_tui.codec import converter
from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import Roster
from secretariat_tui.exchange.handbook_pages import read_pages
from secretariat_tui.exchange.roster_json import read_plan
from secretariat_tui.exchange.team_file import read_team
from secretariat_tui.planner.answer import describe
from secretariat_tui.planner.check import examine
from secretariat_tui.screens.planning import PlanningPanel
from secretariat_tui.screens.registry import SCREENS
from secretariat_tui.services.absences import Absences
from secretariat_tui.services.office import Office
from secretariat_tui.services.planner_client import PlannerClient
from secretariat_tui.services.questions import AdviseLeave, LeaveCalendar, Question, Step
from secretariat_tui.services.teams import Teams
from secretariat_tui.services.weeks import Weeks
from secretariat_tui.services.workspace import Planner, Workspace
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import url_of
from tests.build import WEEK
from tests.clocks import StoppedClock
from tests.screens.opened import MONDAY, ReadyPlanner, new_database

PICTURES: Final = Path(__file__).parents[2] / "docs" / "images" / "screens"
SIZE: Final = (120, 40)
_ROSTER: Final = Path(__file__).with_name("ministerie-2026-W49.json")
_ANSWERS: Final = _ROSTER.with_suffix(".answers.json.gz")
_BEFORE: Final = 4
"""Weeks before it that were lived, so that there is something to report."""
_AWAY: Final = {3: ("fatima", 1), 1: ("anouk", 3)}
"""Who was away on which weekday though the roster counted on her, by how many weeks ago: Fatima unforeseen, Anouk on
leave that was granted later."""
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
    """The team that comes with the program, with that week, and some before it, published by somebody else."""
    file = new_database()
    shutil.copy(_lived(), file)
    office = Office(Database(url_of(str(file))), StoppedClock(MONDAY), "lead")
    return Workspace(office, "ministerie", planner or ReadyPlanner())


@cache
def _lived() -> Path:
    """A database in which the team has worked for some weeks. All were published five weeks ahead."""
    file, sample = new_database(), samples()["ministerie"]
    team = read_team(sample)
    clock = StoppedClock(MONDAY - timedelta(weeks=10))
    office = Office(Database(url_of(str(file))), clock, "demo")
    Teams(office).take_in(team, read_pages(team, sample.parent))
    weeks, kept = Weeks(office), read_plan(_ROSTER, team)
    for ago in range(_BEFORE, -1, -1):
        clock.moment = MONDAY - timedelta(weeks=ago + 5)
        seen = weeks.show(team.id, WEEK.plus(-ago))
        weeks.keep(team.id, seen, _told(seen.problem, _moved(kept.roster, ago)) if ago else kept, publish=True)
    for ago in range(_BEFORE, 0, -1):
        _live(office, clock, team.id, ago)
    office.store.close()
    return file


def _moved(roster: Roster, ago: int) -> Roster:
    """The roster so many weeks before. In even weeks Lisanne works on Wednesday too, as she does on Tuesday."""
    days = timedelta(weeks=ago)
    work = [replace(item, date=item.date - days) for item in roster.assignments]
    if ago % 2:
        tuesday = WEEK.days[1] - days
        also = [item for item in work if (item.member, item.date) == ("lisanne", tuesday)]
        work += [replace(item, date=tuesday + timedelta(1)) for item in also]
    held = (replace(item, date=item.date - days) for item in roster.duties)
    return replace(roster, weeks=(WEEK.plus(-ago),), assignments=tuple(work), duties=tuple(held))


def _live(office: Office, clock: StoppedClock, team: str, ago: int) -> None:
    """A week as it went: where somebody was away, nobody took over what was hers."""
    weeks, week = Weeks(office), WEEK.plus(-ago)
    if ago in _AWAY:
        member, weekday = _AWAY[ago]
        gone = (member, week.days[weekday])
        clock.moment = MONDAY - timedelta(weeks=ago, days=-weekday)
        seen = weeks.show(team, week)
        if not seen.asked.away(seen.asked.team.member[member], gone[1]):
            Absences(office).mark(team, Absence(*gone, gone[1]))
            seen = weeks.show(team, week)
        assert seen.plan is not None
        there = seen.plan.roster
        work = tuple(item for item in there.assignments if (item.member, item.date) != gone)
        held = tuple(item for item in there.duties if (item.member, item.date) != gone)
        left = replace(there, assignments=work, duties=held)
        weeks.keep(team, seen, _told(seen.problem, left), ActKind.ASSIGN)
    clock.moment = MONDAY - timedelta(weeks=ago, days=-4, hours=-9)
    state, _ = weeks.history(team, week)
    assert state is not None
    weeks.realise(team, week, state.draft)


def _told(problem: Problem, roster: Roster) -> Plan:
    """A plan of a roster that nobody searched for."""
    claims = tuple(replace(stage, bound=0) for stage in examine(problem, roster).stages)
    return describe(problem, replace(roster, stages=claims))


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
