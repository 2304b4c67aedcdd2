"""Measures how soon a key is answered while the planner works: `python -m benchmarks.screens [--weeks 8]`.

The app runs without a terminal, on the week grid of a generated team that is being planned in its own process. A key is
answered when the cursor stands on another cell and the lines that changed are drawn.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from textual import events

from benchmarks.instances import Size
from benchmarks.instances import problem as generated
from secretariat_tui.app import Preferences, SecretariatApp
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.limits import Limits
from secretariat_tui.services.office import Office
from secretariat_tui.services.planner_client import PlannerClient
from secretariat_tui.services.questions import PlanWeeks
from secretariat_tui.services.teams import Teams
from secretariat_tui.services.workspace import Workspace
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import open_engine, url_of
from secretariat_tui.store.migrate import upgrade
from secretariat_tui.widgets.week_grid import WeekGrid

_KEYS = ("down", "right", "down", "left", "l", "j", "h", "k", "up", "up")
_PAUSE = 0.02
_GLANCE = 0.0005


@dataclass(frozen=True)
class StoppedClock:
    """Stands still."""

    moment: datetime

    def now(self) -> datetime:
        """That moment."""
        return self.moment


def main() -> None:
    """Prints what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=25)
    parser.add_argument("--weeks", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=20.0)
    given = parser.parse_args()
    problem = generated(Size(given.members, given.members + 1, given.weeks))
    print(f"{given.members} members, {given.weeks} weeks; load {os.getloadavg()[0]:.1f}")
    with TemporaryDirectory() as directory:
        asyncio.run(measured(problem, given.seconds, Path(directory)))


async def measured(problem: Problem, seconds: float, directory: Path) -> None:
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
        _told("at rest", [await _answered(app, key) for key in _KEYS * 10])
        stop, steps, begun = asyncio.Event(), [], time.perf_counter()
        asking = asyncio.create_task(client.ask(PlanWeeks(problem, Limits(wall=10 * seconds)), steps.append, stop))
        taken = []
        while not asking.done() and time.perf_counter() - begun < seconds:
            taken.append(await _answered(app, _KEYS[len(taken) % len(_KEYS)]))
            await asyncio.sleep(_PAUSE)
        _told(f"while it plans ({len(steps)} steps)", taken)
        begun = time.perf_counter()
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        print(f"given up in {1000 * (time.perf_counter() - begun):.0f} ms")


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


def _told(when: str, seconds: list[float]) -> None:
    ordered = sorted(1000 * each for each in seconds)
    half = statistics.median(ordered)
    p95 = ordered[int(0.95 * (len(ordered) - 1))]
    print(f"{when}: {len(ordered)} keys, half within {half:.1f} ms, 95 % {p95:.1f}, most {ordered[-1]:.1f}")


if __name__ == "__main__":
    main()
