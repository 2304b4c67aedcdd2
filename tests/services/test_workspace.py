"""What a lead who works with the screens alone leaves behind in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.records import ActKind
from secretariat_tui.services.office import Office
from secretariat_tui.services.planner_client import PlannerClient
from secretariat_tui.services.teams import Teams
from secretariat_tui.services.workspace import Workspace
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import open_engine, url_of
from secretariat_tui.store.migrate import upgrade
from tests.build import MON, WEEK
from tests.plans import plan_of, small_team

FIRST_MOMENT = datetime(MON.year, MON.month, MON.day, 7, 45, tzinfo=UTC)


@dataclass
class SetClock:
    moment: datetime = FIRST_MOMENT

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def workspace(tmp_path: Path, clock: SetClock) -> Workspace:
    url = url_of(str(tmp_path / "team.db"))
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    office = Office(Database(url), clock, "lead")
    Teams(office).take_in(small_team())
    return Workspace(office, "so", PlannerClient())


def absences(workspace: Workspace) -> list[Absence]:
    with workspace.office.store.read() as view:
        return [record.absence for record in view.absences("so")]


@pytest.mark.parametrize(("weeks", "left"), [(13, True), (14, False)])
def test_who_plans_erases_the_absences_that_have_been_over_for_thirteen_weeks(workspace, clock, weeks, left):
    known = absences(workspace)
    (absence,) = known
    clock.moment = datetime.combine(absence.end, FIRST_MOMENT.timetz()) + timedelta(weeks=weeks)
    seen = workspace.sheet(WEEK)
    workspace.keep(plan_of(seen.problem))
    assert absences(workspace) == (known if left else [])


def test_who_repairs_a_roster_erases_nothing(workspace, clock):
    clock.moment += timedelta(weeks=20)
    known = absences(workspace)
    seen = workspace.sheet(WEEK)
    workspace.keep(plan_of(seen.problem), ActKind.REPAIR)
    assert absences(workspace) == known
