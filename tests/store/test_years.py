"""A week opens as fast with years of rosters behind it: by the queries and rows that it takes, and not by the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import RowMapping, Select

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import Roster
from secretariat_tui.services.morning import morning
from secretariat_tui.services.office import WEEKS_OF_HISTORY, Office
from secretariat_tui.services.sheets import sheet
from secretariat_tui.services.weeks import Weeks
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import url_of
from secretariat_tui.store.maintenance import DatabaseKeeper
from secretariat_tui.store.reading_teams import TeamRows
from tests import build
from tests.clocks import StoppedClock
from tests.plans import small_team

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
FIRST = Week(2024, 1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    url = url_of(str(tmp_path / "years.db"))
    DatabaseKeeper(url, NOW).upgrade()
    database = Database(url)
    with database.write("so", ActKind.IMPORT_TEAM, "lead", NOW) as work:
        work.put_team(replace(small_team(), absences=(), leave=()))
    yield Office(database, StoppedClock(NOW), "lead")
    database.close()


def publish(office: Office, since: int, until: int) -> None:
    for n in range(since, until):
        week = FIRST.plus(n)
        with office.act("so", ActKind.PLAN) as work:
            roster = Roster("so", (week,), (build.work("anna", week.monday),), ())
            work.publish(week, work.add_version(Plan(roster), 0))
            work.put_openings(week, {week: {"anna": 0}})


def taken_to(look: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows of each query, in order."""
    counted: list[int] = []
    read = TeamRows._rows

    def counting(view: TeamRows, query: Select[Any]) -> Sequence[RowMapping]:
        found = read(view, query)
        counted.append(len(found))
        return found

    monkeypatch.setattr(TeamRows, "_rows", counting)
    assert look()
    monkeypatch.undo()
    return counted


def test_a_week_opens_with_as_many_queries_and_rows_after_any_number_of_weeks(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    since, taken = 0, []
    for until in (1, 4, 60, 2 * WEEKS_OF_HISTORY):
        publish(office, since, until)
        since, newest = until, FIRST.plus(until - 1)
        taken.append(
            [
                taken_to(lambda: sheet(office, "so", newest).plan, monkeypatch),  # noqa: B023  (run at once)
                taken_to(lambda: Weeks(office).version("so", newest)[1], monkeypatch),  # noqa: B023
                taken_to(lambda: morning(office, "so"), monkeypatch),
            ]
        )
    assert taken == [taken[0]] * 4
    assert max(max(rows) for rows in taken[0]) == 1


def test_it_is_planned_with_as_many_queries_and_rows_after_two_years_as_after_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(office, 0, 2)
    early = taken_to(lambda: sheet(office, "so", FIRST.plus(1)).problem, monkeypatch)
    publish(office, 2, WEEKS_OF_HISTORY + 1)
    after_one = taken_to(lambda: sheet(office, "so", FIRST.plus(WEEKS_OF_HISTORY)).problem, monkeypatch)
    publish(office, WEEKS_OF_HISTORY + 1, 2 * WEEKS_OF_HISTORY + 1)
    after_two = taken_to(lambda: sheet(office, "so", FIRST.plus(2 * WEEKS_OF_HISTORY)).problem, monkeypatch)
    assert len(early) == len(after_one)
    assert after_one == after_two
    assert max(after_one) <= WEEKS_OF_HISTORY + 1


def test_what_happened_before_is_there_for_who_asks(office: Office) -> None:
    publish(office, 0, 3)
    seen = sheet(office, "so", FIRST.plus(2))
    assert [roster.weeks for roster in seen.asked.history] == [(FIRST.plus(2),)]
    assert [roster.weeks for roster in seen.problem.history] == [(FIRST.plus(n),) for n in range(3)]
    assert seen.problem.weeks == seen.asked.weeks
    assert seen.problem.published == seen.asked.published
