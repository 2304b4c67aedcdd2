"""Hours that are owed, over many weeks in a database: nothing is lost, nothing counts twice.

Anna has a contract of 8 hours, on Mondays. A shift of one hour more makes 60 minutes, one hour less takes 60.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.services.office import Office
from secretariat_tui.services.teams import Teams
from secretariat_tui.services.weeks import Weeks
from secretariat_tui.store.database import Database
from tests import build
from tests.clocks import StoppedClock
from tests.databases import empty_database

FIRST = Week(2026, 1)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SHIFTS = {7: build.shift("short", "09:00-16:00", 0), 8: build.shift("dag", "09:00-17:00", 0)} | {
    9: build.shift("long", "09:00-18:00", 0)
}


@dataclass
class Desk:
    """The team's lead, who publishes hours that she makes up."""

    office: Office
    weeks: Weeks
    database: Database

    def publish(self, week: Week, hours: int, *, realised: bool = False) -> None:
        monday = week.monday
        work = (build.work("anna", monday, SHIFTS[hours]),) if hours else ()
        with self.office.act("so", ActKind.PLAN) as acting:
            number = acting.add_version(Plan(Roster("so", (week,), work, ())))
        if realised:
            self.weeks.realise("so", week, number)
        else:
            self.weeks.publish("so", [week], number)

    def balance(self, week: Week) -> int:
        return self.weeks.show("so", week).problem.team.member["anna"].balance_minutes


def team(balance: str = "0") -> Team:
    anna = build.member("anna", "mon", hours=8, balance=Decimal(balance))
    return build.team([anna], shifts=tuple(SHIFTS.values()), country="BE", open_anyway=frozenset({build.MON}))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    database = Database(empty_database(tmp_path / "hours.db"))
    office = Office(database, StoppedClock(NOW), "lead")
    Teams(office).take_in(replace(team(), open_anyway=frozenset(FIRST.plus(n).monday for n in range(60))))
    yield Desk(office, Weeks(office), database)
    database.close()


def test_an_hour_of_thirty_weeks_ago_is_still_owed(desk: Desk) -> None:
    """An hour too many in each of the first ten weeks, an hour too few in each of the last five of thirty."""
    made = [9] * 10 + [8] * 15 + [7] * 5
    expected, owed = [], 0
    for hours in made:
        expected.append(owed)
        owed += 60 * (hours - 8)
    for n, hours in enumerate(made):
        assert desk.balance(FIRST.plus(n)) == expected[n]
        desk.publish(FIRST.plus(n), hours)
    assert desk.balance(FIRST.plus(30)) == owed == 300


def test_a_week_that_is_posed_again_has_the_balance_that_it_had(desk: Desk) -> None:
    for n in range(20):
        desk.publish(FIRST.plus(n), 9)
    for _ in range(3):
        for n in (0, 5, 13, 14, 19):
            assert desk.balance(FIRST.plus(n)) == 60 * n
            desk.publish(FIRST.plus(n), 9)
    assert desk.balance(FIRST.plus(20)) == 1200


def test_a_correction_counts_for_thirteen_weeks(desk: Desk) -> None:
    for n in range(20):
        desk.publish(FIRST.plus(n), 8)
    desk.publish(FIRST.plus(10), 9, realised=True)
    assert desk.balance(FIRST.plus(10)) == 0
    assert desk.balance(FIRST.plus(11)) == desk.balance(FIRST.plus(20)) == 60
    desk.publish(FIRST.plus(2), 9)  # 17 weeks before the last: what stands, stands
    assert desk.balance(FIRST.plus(20)) == 60
    for n in range(20, 40):
        desk.publish(FIRST.plus(n), 8)
    assert desk.balance(FIRST.plus(40)) == 60


def test_what_is_withdrawn_and_undone_counts_no_more(desk: Desk) -> None:
    for n in range(3):
        desk.publish(FIRST.plus(n), 9)
    desk.weeks.unpublish("so", [FIRST.plus(1)])
    assert desk.balance(FIRST.plus(3)) == 120
    desk.weeks.undo("so")
    assert desk.balance(FIRST.plus(3)) == 180


def test_a_week_that_is_published_late_counts_for_those_after_it(desk: Desk) -> None:
    for n in (0, 2, 3):
        desk.publish(FIRST.plus(n), 8)
    desk.publish(FIRST.plus(1), 9)
    for n in range(4, 30):
        desk.publish(FIRST.plus(n), 8)
    assert desk.balance(FIRST.plus(30)) == 60


def test_after_weeks_without_rosters_is_owed_what_was_owed_before(desk: Desk) -> None:
    desk.publish(FIRST, 9)
    desk.publish(FIRST.plus(1), 9)
    assert desk.balance(FIRST.plus(40)) == 120


def test_a_balance_that_the_lead_sets_comes_on_top(desk: Desk) -> None:
    for n in range(20):
        desk.publish(FIRST.plus(n), 9)
    with desk.office.store.read() as view:
        before = view.team("so")
    anna = replace(before.member["anna"], balance=Decimal("-20"))
    Teams(desk.office).take_in(replace(before, members=(anna,)))
    assert desk.balance(FIRST.plus(20)) == 0


def test_the_check_of_a_week_agrees_with_its_plan(desk: Desk) -> None:
    """20 hours are owed to her: with nothing to do she is planned as few hours as there are, and the check agrees."""
    from secretariat_tui.services.checking import untrue

    for n in range(20):
        desk.publish(FIRST.plus(n), 9)
    week = FIRST.plus(20)
    kept = desk.weeks.plan("so", week, publish=True)
    for n in range(21, 24):
        desk.publish(FIRST.plus(n), 9)
    seen, plan = desk.weeks.version("so", week)
    assert seen.problem.team == kept.problem.team
    assert untrue(seen.problem, plan) == ()
    hours = next(stage for stage in plan.roster.stages if stage.id == "hours")
    worked = sum(a.span.end - a.span.start for a in plan.roster.assignments)
    assert hours.value == abs(1200 - 480 + worked)
