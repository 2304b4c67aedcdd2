"""What was planned stays readable when somebody leaves, an account goes, or a shift is called otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat_tui.domain.events import Absence, Leave
from secretariat_tui.domain.records import ActKind
from secretariat_tui.planner.limits import Limits
from secretariat_tui.services.absences import Absences
from secretariat_tui.services.checking import examine
from secretariat_tui.services.planning import plan
from secretariat_tui.services.reporting import report
from secretariat_tui.services.requests import Requests
from secretariat_tui.services.team_edits import with_member, with_new_member, without_account, without_member
from secretariat_tui.services.teams import Teams
from secretariat_tui.services.weeks import Weeks
from tests.build import MON, TUE, WEEK
from tests.screens.former_team import left_behind
from tests.screens.opened import workspace


@pytest.fixture
def opened():
    return workspace(published=True)


@pytest.fixture
def weeks(opened):
    quick = replace(opened.office, solve=lambda problem, *_: plan(problem, Limits(polish=0.1)))
    return Weeks(quick)


def named(roster) -> set[str]:
    return {item.member for item in (*roster.assignments, *roster.duties)}


def gone(opened, change):
    """The team after a change that the screens would not let pass."""
    with opened.office.act(opened.team.id, ActKind.IMPORT_TEAM) as work:
        work.put_team(change(work.team(opened.team.id)))


@pytest.fixture
def left(opened):
    """Somebody who stands in the roster, and is in the team no more."""
    member = sorted(named(opened.sheet(WEEK).plan.roster))[0]
    gone(opened, lambda team: without_member(team, member))
    assert member not in opened.office.team(opened.team.id).member
    return member


def test_the_roster_is_shown_with_the_team_as_it_was(weeks, opened, left):
    seen, shown = weeks.version(opened.team.id, WEEK)
    assert left in named(shown.roster)
    assert left in seen.asked.team.member
    assert examine(seen.problem, shown.roster).violations == ()


def test_leave_and_absence_of_today_hold_in_it_too(weeks, opened, left):
    """The teams that are kept are without these, which have records of their own."""
    stays = min(opened.office.team(opened.team.id).member)
    leave, absence = Leave(stays, WEEK.days[4], WEEK.days[4]), Absence(stays, MON, MON)
    Requests(opened.office).put(opened.team.id, leave)
    Absences(opened.office).mark(opened.team.id, absence)
    seen, _ = weeks.version(opened.team.id, WEEK)
    assert left in seen.asked.team.member
    assert [(item.member, item.start) for item in seen.asked.team.leave] == [(stays, leave.start)]
    assert absence in seen.asked.team.absences == opened.office.team(opened.team.id).absences


def test_what_was_published_is_still_found(weeks, opened, left):
    seen = weeks.show(opened.team.id, WEEK, state="published")
    assert left in seen.problem.team.member


def test_the_weeks_after_are_planned_without_her(weeks, opened, left):
    weeks.plan(opened.team.id, WEEK.plus(1))
    seen, planned = weeks.version(opened.team.id, WEEK.plus(1))
    assert left not in named(planned.roster)
    assert left not in seen.asked.team.member


def test_a_week_that_is_planned_again_is_planned_without_her(weeks, opened, left):
    weeks.plan(opened.team.id, WEEK)
    seen, planned = weeks.version(opened.team.id, WEEK)
    assert left not in named(planned.roster)
    assert left not in seen.asked.team.member


def test_versions_from_before_and_after_can_be_compared(weeks, opened, left):
    weeks.plan(opened.team.id, WEEK)
    _, difference = weeks.compare(opened.team.id, WEEK, 1, 2)
    assert left in {cell.member for cell in difference.cells}


def test_a_week_that_was_planned_again_after_its_publication_can_be_compared_with_it(weeks, opened):
    weeks.plan(opened.team.id, WEEK)
    _, difference = weeks.compare(opened.team.id, WEEK, 1, 2)
    assert "shortage" in {stage.id for stage in difference.stages}


def test_an_account_that_is_gone_stands_in_its_old_rosters(weeks, opened):
    account = opened.team.accounts[0].id
    gone(opened, lambda team: without_account(team, account))
    seen, _ = weeks.version(opened.team.id, WEEK)
    assert account in seen.asked.team.account
    assert account not in opened.office.team(opened.team.id).account


def test_the_last_team_that_has_all_of_it_is_the_one_that_counts(weeks, opened, left):
    team = Teams(opened.office)
    team.take_in(replace(opened.office.team(opened.team.id), name="Another name"))
    seen, _ = weeks.version(opened.team.id, WEEK)
    assert seen.asked.team.name != "Another name"
    assert left in seen.asked.team.member


def test_weeks_from_before_she_left_and_after_another_came_are_read_together(weeks, opened, left):
    """The team never had both at once."""
    gone(opened, lambda team: with_new_member(team, "Dora"))
    pattern = opened.team.member[left].pattern
    gone(opened, lambda team: with_member(team, replace(team.member["dora"], pattern=pattern)))
    weeks.plan(opened.team.id, WEEK.plus(1))
    seen = weeks.show(opened.team.id, WEEK, 2)
    assert {left, "dora"} <= named(seen.plan.roster) <= set(seen.asked.team.member)


def test_who_has_left_takes_nothing_over_when_somebody_falls_ill():
    """Fatima was the only backup of the director, and is in the roster still."""
    workspace, absence = left_behind(), Absence("anna", TUE, TUE)
    [plan] = workspace.absences.stored(workspace.around(absence), absence)
    assert not plan.takes
    assert {loss.duty for loss in plan.lost} == {"dir"}


def test_a_report_counts_what_she_had(weeks, opened, left):
    planned, realised = weeks.kept_rosters(opened.team.id)
    [period] = report(opened.office.team(opened.team.id), planned, realised).periods
    assert period.planned is not None
    held = sum(duty.span.end - duty.span.start for duty in planned[0].duties)
    assert period.planned.cover.held == held > 0


def test_a_report_knows_the_date_on_which_a_week_came_in_force(weeks, opened):
    """The clock stands at twenty to eight on Monday."""
    planned, _ = weeks.kept_rosters(opened.team.id)
    assert [roster.published_on for roster in planned] == [MON]
