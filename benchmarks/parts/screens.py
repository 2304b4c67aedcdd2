"""How soon a key is answered while the planner works.

The app runs without a terminal, on the week grid of a generated team that is being planned in its own process. A key is
answered when the cursor stands on another cell and the lines that changed are drawn.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from textual import events

from benchmarks.instances import Size
from benchmarks.instances import problem as generated
from benchmarks.markdown import paragraph, table
from benchmarks.parts import Figures
from benchmarks.timing import StoppedClock, spread, told
from secretariat_tui.app import Preferences, SecretariatApp
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.limits import Limits
from secretariat_tui.services.office import Office
from secretariat_tui.services.planner_client import PlannerClient
from secretariat_tui.services.questions import PlanWeeks, Step
from secretariat_tui.services.teams import Teams
from secretariat_tui.services.workspace import Workspace
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import open_engine, url_of
from secretariat_tui.store.migrate import upgrade
from secretariat_tui.widgets.week_grid import WeekGrid

_QUICK = Size(8, 9, 2), 2.0
"""The team, and for how many seconds it is planned."""
_WHOLE = Size(25, 26, 8), 20.0
_KEYS = ("down", "right", "down", "left", "l", "j", "h", "k", "up", "up")
_PAUSE = 0.02
_GLANCE = 0.0005


_TEXT = """On the week grid of a generated team of {members} for {weeks} weeks, without a terminal; a key is answered
when the cursor stands on another cell and the lines that changed are drawn. Meanwhile the team is planned, in a process
of its own, which told {steps} steps and was given up within {given_up:.0f} ms."""


def measure(quick: bool) -> Figures:
    """Keys at rest, and for so many seconds while it plans."""
    size, seconds = _QUICK if quick else _WHOLE
    with TemporaryDirectory() as directory:
        found = asyncio.run(_measured(generated(size), seconds, Path(directory)))
    return {"members": size.members, "weeks": size.weeks, **found}


def section(figures: Figures) -> str:
    """A row for each state."""
    text = _TEXT.format(**figures | {"given_up": 1000 * figures["given_up"]})
    rows = [
        (when, figures[key]["count"], *told(figures[key], "ms"))
        for key, when in (("at_rest", "at rest"), ("planning", "while it plans"))
    ]
    head = ["state", "keys", "median", "95 % within", "at most"]
    return "\n".join(["## A key while it plans\n", paragraph(text), table(head, rows)])


async def _measured(problem: Problem, seconds: float, directory: Path) -> Figures:
    """Keys at rest, then for as long as the planner works, then how soon it stops."""
    client = PlannerClient()
    monday = problem.horizon.start
    clock = StoppedClock(datetime(monday.year, monday.month, monday.day, 7, tzinfo=UTC))
    office = Office(Database(url_of(str(directory / "bench.db"))), clock, "lead")
    upgrade(open_engine(url_of(str(directory / "bench.db"))))
    Teams(office).take_in(problem.team)
    app = SecretariatApp(Workspace(office, problem.team.id, client), Preferences(start="week"))
    app.shown.weeks = problem.horizon.weeks
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        at_rest = [await _answered(app, key) for key in _KEYS * 10]
        stop, begun = asyncio.Event(), time.perf_counter()
        steps: list[Step] = []
        taken: list[float] = []
        asking = asyncio.create_task(client.ask(PlanWeeks(problem, Limits(wall=10 * seconds)), steps.append, stop))
        while not asking.done() and time.perf_counter() - begun < seconds:
            taken.append(await _answered(app, _KEYS[len(taken) % len(_KEYS)]))
            await asyncio.sleep(_PAUSE)
        begun = time.perf_counter()
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        given_up = time.perf_counter() - begun
    return {"at_rest": spread(at_rest), "planning": spread(taken), "steps": len(steps), "given_up": given_up}


async def _answered(app: SecretariatApp, key: str) -> float:
    """Seconds until the key is answered."""
    grid, drawn = app.screen.query_one(WeekGrid), asyncio.Event()
    before, begun = grid.cursor, time.perf_counter()
    app.post_message(events.Key(key, None))
    while grid.cursor == before and time.perf_counter() - begun < 1:
        await asyncio.sleep(_GLANCE)
    grid.call_after_refresh(drawn.set)
    await drawn.wait()
    return time.perf_counter() - begun
