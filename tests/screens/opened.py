"""The app opened on a small team and its plan. `python -m tests.screens.opened` opens it in the terminal."""

from __future__ import annotations

import asyncio
import atexit
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from textual.pilot import Pilot

from secretariat_tui.app import Preferences, SecretariatApp
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.team import Team
from secretariat_tui.services.office import Office
from secretariat_tui.services.questions import Question, Step
from secretariat_tui.services.teams import Teams
from secretariat_tui.services.weeks import Weeks
from secretariat_tui.services.workspace import Workspace
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import url_of
from tests import build
from tests.clocks import StoppedClock
from tests.databases import empty_database
from tests.plans import plan_of, small_team
from tests.screens.snapshot import text_of

PATIENCE: Final = 60.0
"""Seconds to wait for what must come: no measure of how quick it is."""


@dataclass
class ReadyPlanner:
    """Answers what it was given, at once, and nothing else ever. `asked` is what it was asked."""

    answers: dict[type, Any] = field(default_factory=dict)
    asked: list[Question[Any]] = field(default_factory=list)
    closed: bool = False

    async def ask(
        self,
        question: Question[Any],
        tell: Callable[[Step], None] | None = None,
        stop: asyncio.Event | None = None,
    ) -> Any:
        del tell, stop  # it is never long under way
        self.asked.append(question)
        if type(question) not in self.answers:
            await asyncio.Event().wait()  # for as long as somebody waits for it
        answer = self.answers[type(question)]
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def warm(self) -> None:
        pass

    async def close(self) -> None:
        self.closed = True


MONDAY = datetime(2026, 11, 30, 6, 40, tzinfo=UTC)
"""Twenty to eight in the morning of the Monday of week 49, by the clock on the wall."""


def workspace(
    team: Team | None = None,
    plan: Plan | None = None,
    planner: ReadyPlanner | None = None,
    who: str = "lead",
    published: bool = False,
) -> Workspace:
    """A workspace on a database of its own, on that Monday, with that week planned."""
    team = team or small_team()
    file = _copy_of(_filled_database(team, plan or plan_of(build.problem(team)), published))
    return Workspace(Office(Database(url_of(str(file))), StoppedClock(MONDAY), who), team.id, planner or ReadyPlanner())


@cache
def _filled_database(team: Team, plan: Plan, published: bool) -> Path:
    """One that workspaces are copied from: most tests ask for the same."""
    file = new_database()
    office = Office(Database(url_of(str(file))), StoppedClock(MONDAY), "before")
    Teams(office).take_in(team)
    weeks = Weeks(office)
    seen = weeks.show(team.id, plan.roster.weeks[0], len(plan.roster.weeks))
    weeks.keep(team.id, seen, plan, publish=published)
    office.store.close()
    return file


async def until(pilot: Pilot[Any], comes: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """Waits until something has come, however busy the machine is, and gives it."""
    end = time.monotonic() + patience
    while not (found := comes()):
        assert time.monotonic() < end, text_of(pilot.app)
        await pilot.pause(0.02)
    return found


async def until_shown(pilot: Pilot[Any], text: str, gone: bool = False) -> str:
    """The screen once it has, or has no more, a text."""

    def comes() -> str:
        shown = text_of(pilot.app)
        on_one_line = " ".join(shown.replace("│", " ").split())
        return shown if (text in shown or text in on_one_line) is not gone else ""

    return str(await until(pilot, comes))


def notices(running: SecretariatApp) -> list[str]:
    """Every notice from now on, as soon as it is given: on the screen it comes later, and goes by itself."""
    given: list[str] = []
    notify = running.notify

    def noted(message: str, **how: Any) -> None:
        given.append(message)
        notify(message, **how)

    running.notify = noted  # type: ignore[method-assign]
    return given


def beside(other: Workspace, who: str = "another") -> Workspace:
    """The same team as somebody else works on it."""
    return Workspace(replace(other.office, who=who), other.team.id, ReadyPlanner())


def new_database() -> Path:
    """A copy of an empty database, which is made once."""
    return _copy_of(_empty_database())


def _copy_of(original: Path) -> Path:
    file = Path(tempfile.mkdtemp(dir=_directory())) / "team.db"
    shutil.copy(original, file)
    return file


@cache
def _directory() -> Path:
    """That of all databases of this process. It goes when the process ends; one that is killed leaves it."""
    directory = Path(tempfile.mkdtemp(prefix="secretariat-test-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    return directory


@cache
def _empty_database() -> Path:
    file = _directory() / "empty.db"
    empty_database(file)
    return file


def app(start: str = "week", language: str = "en", ascii: bool = False, **more: Any) -> SecretariatApp:
    return SecretariatApp(workspace(**more), Preferences(language, ascii, start=start))


if __name__ == "__main__":
    running = app(*sys.argv[1:])
    running.run()
    sys.exit(running.return_code or 0)
