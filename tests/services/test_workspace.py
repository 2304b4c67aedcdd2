"""What a lead who works with the screens alone leaves behind in the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from secretariat_tui.domain.errors import Refused
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.own_calendar import CalendarChoice
from secretariat_tui.domain.records import ActKind
from secretariat_tui.services.morning import morning
from secretariat_tui.services.office import Office
from secretariat_tui.services.planner_client import PlannerClient
from secretariat_tui.services.teams import Teams
from secretariat_tui.services.workspace import Workspace
from secretariat_tui.store.database import Database
from tests.build import MON, WEEK
from tests.clocks import StoppedClock
from tests.databases import empty_database
from tests.plans import plan_of, small_team

FIRST_MOMENT = datetime(MON.year, MON.month, MON.day, 7, 45, tzinfo=UTC)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(FIRST_MOMENT)


@pytest.fixture
def workspace(tmp_path: Path, clock: StoppedClock) -> Workspace:
    office = Office(Database(empty_database(tmp_path / "team.db")), clock, "lead")
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


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("lead", "You changed {week} meanwhile, at {time}."),
        ("deputy", "Somebody else changed {week} meanwhile: {who}, at {time}."),
    ],
)
def test_who_changed_a_week_meanwhile_is_told_also_where_it_was_the_user_herself(workspace, who, told):
    seen = workspace.sheet(WEEK)
    Workspace(replace(workspace.office, who=who), "so", PlannerClient()).keep(plan_of(seen.problem), seen=seen)
    with pytest.raises(Refused) as refused:
        workspace.keep(plan_of(seen.problem), seen=seen)
    assert refused.value.faults[0].text.template == told


def test_nothing_is_asked_of_an_absence_of_who_has_left_since(workspace, clock):
    (absence,) = absences(workspace)
    for weeks in range(1, 6):
        later = timedelta(weeks=weeks)
        workspace.absences.mark("so", replace(absence, start=absence.start + later, end=absence.end + later))
    clock.moment = FIRST_MOMENT + timedelta(weeks=4, days=4)
    assert [record.absence.start for record in morning(workspace.office, "so").long] == [absence.start]

    team = workspace.team
    others = tuple(member for member in team.members if member.id != absence.member)
    Teams(workspace.office).take_in(replace(team, members=others, absences=()))
    assert len(absences(workspace)) == 6
    found = morning(workspace.office, "so")
    assert (found.away, found.long) == ((), ())
    assert workspace.absences.long("so") == ()


def test_what_she_wants_in_her_calendar_is_not_changed_over_what_somebody_else_changed_of_it(workspace):
    other = Workspace(replace(workspace.office, who="other"), "so", PlannerClient())
    mine, theirs = workspace.calendar_choices(), other.calendar_choices()
    assert (mine, theirs) == ({}, {})
    other.choose_calendar("bea", CalendarChoice(leave=True), CalendarChoice())
    with pytest.raises(Refused) as told:
        workspace.choose_calendar("bea", CalendarChoice(alarm=15), CalendarChoice())
    assert [fault.kind for fault in told.value.faults] == ["conflict"]
    assert other.calendars.choices("so") == {"bea": CalendarChoice(leave=True)}
    workspace.choose_calendar("anna", CalendarChoice(alarm=15), CalendarChoice())
    assert sorted(other.calendars.choices("so")) == ["anna", "bea"]


def test_the_calendars_that_are_seen_are_those_of_when_the_user_looked(workspace):
    """Otherwise a yes that stands on the screen as no is turned into a no."""
    other = Workspace(replace(workspace.office, who="other"), "so", PlannerClient())
    other.choose_calendar("bea", CalendarChoice(leave=True), CalendarChoice())
    assert workspace.calendar_choices() == {}
    assert workspace.news()
    assert workspace.calendar_choices() == {"bea": CalendarChoice(leave=True)}
