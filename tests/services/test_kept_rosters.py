"""What a report is made of: the rosters that were in force, of the weeks of which one still is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from secretariat_tui.services.weeks import Weeks
from tests.build import WEEK
from tests.screens.opened import workspace


@pytest.fixture
def opened():
    """One week, in force."""
    return workspace(published=True)


@pytest.fixture
def weeks(opened):
    return Weeks(opened.office)


def planned(opened, weeks, **dates):
    rosters, _ = weeks.kept_rosters(opened.team.id, **dates)
    return [(roster.weeks[0], roster.version) for roster in rosters]


def test_a_week_that_was_withdrawn_is_not_planned(opened, weeks):
    assert planned(opened, weeks) == [(WEEK, 1)]
    weeks.unpublish(opened.team.id, [WEEK])
    assert planned(opened, weeks) == []
    sunday = WEEK.monday + timedelta(days=6)
    assert planned(opened, weeks, since=WEEK.monday, until=sunday) == []


def test_a_week_whose_publication_was_undone_is_not_planned(opened, weeks):
    weeks.unpublish(opened.team.id, [WEEK])
    weeks.publish(opened.team.id, [WEEK])
    weeks.undo(opened.team.id)
    assert planned(opened, weeks) == []


def test_of_a_week_that_was_withdrawn_and_came_back_all_that_was_in_force_is_told(opened, weeks):
    """The last counts; the one before it tells what was changed for people who had it already."""
    weeks.unpublish(opened.team.id, [WEEK])
    weeks.restore(opened.team.id, WEEK, 1)
    weeks.publish(opened.team.id, [WEEK])
    assert planned(opened, weeks) == [(WEEK, 1), (WEEK, 2)]


def test_what_really_happened_in_a_week_that_was_withdrawn_is_still_told(opened, weeks):
    weeks.realise(opened.team.id, WEEK, 1)
    weeks.unpublish(opened.team.id, [WEEK])
    rosters, realised = weeks.kept_rosters(opened.team.id)
    assert (rosters, [roster.weeks for roster in realised]) == ((), [(WEEK,)])
