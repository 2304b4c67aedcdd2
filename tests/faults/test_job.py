"""The job of Friday night: twice, at once, against a lead who edits, killed, and under clocks that do odd things."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from secretariat_tui.bootstrap import Services
from secretariat_tui.cli import main
from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import ActKind
from secretariat_tui.presenters.language import language
from secretariat_tui.services.office import Office
from secretariat_tui.services.weeks import Weeks
from secretariat_tui.store.database import Database as Store
from secretariat_tui.store.engine import url_of
from tests.clocks import StoppedClock
from tests.conftest import Times
from tests.faults.databases import Database, Fresh
from tests.faults.killing import finish, kill, moments, run, start
from tests.faults.leads import TEAM, plan_numbered

FRIDAY = datetime(2027, 1, 8, 21, 30, tzinfo=UTC)
NEXT = Week(2027, 2)
REFUSED = 6
FILES = 4
"""Two members who work, an account, the team."""


@dataclass
class Job:
    """`plan --week next --publish --export DIRECTORY --if-missing`, with a planner that answers at once."""

    database: Database
    directory: Path
    moment: datetime = FRIDAY
    who: str = "job"
    while_solving: Callable[[], object] = lambda: None

    def __call__(self) -> int:
        """Runs it in this process, which must be a child; gives its exit code."""
        asked = ["plan", "--week", "next", "--publish", "--export", str(self.directory), "--if-missing"]
        services = Services(clock=StoppedClock(self.moment), open_office=self._open)
        return main([*asked, "--db", self.database.url, "--lang", "en"], services)

    def code(self) -> int:
        """Runs it in a child."""
        return run(lambda: os._exit(self()))

    def well(self) -> None:
        """Runs it in this process, a child, and fails where it does not end well."""
        assert self() == 0

    def _open(self, url: str, clock: Any) -> Office:
        return Office(Store(url_of(url)), clock, self.who, self._solve, lambda code: language(code).gettext)

    def _solve(self, problem: Problem, *_: Any) -> Plan:
        self.while_solving()
        return plan_numbered(problem.horizon.first, 1)


@pytest.fixture(scope="module", autouse=True)
def _warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Imports what the job needs, so that no child has to: it would be killed at that most of the time."""
    directory = tmp_path_factory.mktemp("warm")
    database, _ = Fresh(directory, None)()
    Job(database, directory / "out").well()


def state_of(database: Database, week: Week = NEXT) -> tuple[int, int | None] | None:
    """How many versions the week has, and which is in force."""
    with database.store() as store, store.read() as view:
        state = view.week(TEAM, week)
        return None if state is None else (len(view.versions(TEAM, week)), state.published)


def are_whole(directory: Path) -> bool:
    """Whether every calendar is one from its first line to its last."""
    contents = [file.read_bytes() for file in directory.glob("*.ics")]
    return all(text.startswith(b"BEGIN:VCALENDAR\r\n") and text.endswith(b"END:VCALENDAR\r\n") for text in contents)


def contents(directory: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in directory.iterdir()}


def test_the_second_run_changes_nothing(fresh: Fresh, tmp_path: Path):
    database, _ = fresh()
    job = Job(database, tmp_path / "out")
    assert job.code() == 0
    written = contents(tmp_path / "out")
    assert len(written) == FILES
    assert job.code() == 0
    assert state_of(database) == (1, 1)
    assert contents(tmp_path / "out") == written


def test_fired_twice_at_once_it_publishes_once(fresh: Fresh, tmp_path: Path):
    database, _ = fresh()
    slow = Job(database, tmp_path / "out", while_solving=lambda: time.sleep(0.2))
    children = [start(lambda: os._exit(slow())) for _ in range(2)]
    codes = [finish(child) for child in children]
    assert codes == [0, 0]  # the second finds it there
    assert state_of(database) == (1, 1)
    assert are_whole(tmp_path / "out")


def test_what_a_lead_planned_meanwhile_stands(fresh_file: Fresh, tmp_path: Path):
    database, _ = fresh_file()

    def lead_plans() -> None:
        with database.store() as store:
            Weeks(Office(store, StoppedClock(FRIDAY), "lead", lambda *_: plan_numbered(NEXT, 7))).plan(TEAM, NEXT)

    assert Job(database, tmp_path / "out", while_solving=lead_plans).code() == REFUSED
    assert state_of(database) == (1, None)
    with database.store() as store, store.read() as view:
        assert view.plan(TEAM, NEXT, 1).roster.seed == 7


def test_a_draft_of_a_lead_is_published_and_not_planned_anew(fresh_file: Fresh, tmp_path: Path):
    database, _ = fresh_file()
    with database.store() as store:
        Weeks(Office(store, StoppedClock(FRIDAY), "lead", lambda *_: plan_numbered(NEXT, 7))).plan(TEAM, NEXT)
    assert Job(database, tmp_path / "out").code() == 0
    assert state_of(database) == (1, 1)


def test_killed_at_any_moment_it_can_be_run_again(fresh: Fresh, tmp_path: Path, rng: random.Random, times: Times):
    measured = iter([Job(fresh()[0], tmp_path / f"measured {number}") for number in range(2)])
    killed = 0
    for number, moment in enumerate(moments(lambda: next(measured).well(), rng, times(3, fresh.kills))):
        database, _ = fresh()
        job = Job(database, tmp_path / f"out {number}")
        killed += kill(job.well, moment)
        assert database.check() == []
        assert state_of(database) in (None, (1, 1))
        assert are_whole(job.directory)
        assert job.code() == 0
        assert state_of(database) == (1, 1)
        assert len(list(job.directory.glob("*.ics"))) == FILES
        assert are_whole(job.directory)
    assert killed > 0


# Friday night in Amsterdam, unless said; and the week that comes next, from a calendar on paper.
NIGHTS = {
    "the clock goes back in the week that comes": (datetime(2026, 10, 16, 21, 30, tzinfo=UTC), Week(2026, 43)),
    "the clock goes back in two nights": (datetime(2026, 10, 23, 21, 30, tzinfo=UTC), Week(2026, 44)),
    "the clock goes forward in the week that comes": (datetime(2027, 3, 19, 22, 30, tzinfo=UTC), Week(2027, 12)),
    "the hour that comes twice": (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), Week(2026, 44)),
    "the same hour again": (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), Week(2026, 44)),
    "W52": (datetime(2026, 12, 18, 22, 30, tzinfo=UTC), Week(2026, 52)),
    "Sunday here, Monday there": (datetime(2026, 12, 20, 23, 30, tzinfo=UTC), Week(2026, 53)),
    "W01 after W53": (datetime(2027, 1, 1, 22, 30, tzinfo=UTC), Week(2027, 1)),
    "a leap day": (datetime(2028, 2, 25, 22, 30, tzinfo=UTC), Week(2028, 9)),
    "W01 after W52": (datetime(2027, 12, 31, 22, 30, tzinfo=UTC), Week(2028, 1)),
}


@pytest.mark.parametrize("night", NIGHTS)
def test_next_week_is_the_one_of_the_calendar(night: str, fresh_file: Fresh, tmp_path: Path):
    moment, week = NIGHTS[night]
    database, _ = fresh_file()
    before = state_of(database, week) or (0, None)
    assert Job(database, tmp_path / "out", moment).code() == 0
    assert state_of(database, week) == (max(1, before[0]), 1)
    with database.store() as store, store.read() as view:
        roster = view.plan(TEAM, week, 1).roster
        assert {item.date for item in roster.assignments} == {week.days[0]}
        assert [item.week for item in view.publications(TEAM)] == [week]
    assert database.check() == []


def test_the_zone_of_the_machine_may_change_between_runs(fresh_file: Fresh, tmp_path: Path):
    database, _ = fresh_file()

    def there(zone: str) -> int:
        def work() -> None:
            os.environ["TZ"] = zone
            time.tzset()
            os._exit(Job(database, tmp_path / zone.replace("/", "-"), FRIDAY)())

        return run(work)

    assert there("America/Los_Angeles") == 0
    assert there("Pacific/Kiritimati") == 0
    assert state_of(database) == (1, 1)
    first, second = (contents(tmp_path / name) for name in ("America-Los_Angeles", "Pacific-Kiritimati"))
    assert first == second
    with database.store() as store, store.read() as view:
        assert {act.at for act in view.acts(TEAM) if act.who == "job"} == {FRIDAY}


def test_a_clock_that_is_set_back_does_not_disturb_the_order_of_acts(fresh_file: Fresh, tmp_path: Path):
    database, _ = fresh_file()
    assert Job(database, tmp_path / "out").code() == 0
    earlier = StoppedClock(FRIDAY - timedelta(hours=1))
    with database.store() as store:
        weeks = Weeks(Office(store, earlier, "job", lambda *_: plan_numbered(NEXT, 2)))
        weeks.plan(TEAM, NEXT)
        assert state_of(database) == (2, 1)
        undone = weeks.undo(TEAM)  # the last that was done, not the last by the clock
        assert undone is not None
        assert undone.at == earlier.moment
        assert [act.number for act in weeks.acts(TEAM)] == list(range(1, len(weeks.acts(TEAM)) + 1))
        assert weeks.acts(TEAM)[-1].kind is ActKind.UNDO
    assert Job(database, tmp_path / "out", earlier.moment).code() == 0
    assert database.check() == []
