"""The job plans what is missing, and leaves what is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat_tui.domain.records import ActKind
from secretariat_tui.services.weeks import Weeks
from tests.build import WEEK
from tests.plans import plan_of
from tests.screens.opened import workspace


@pytest.fixture
def opened():
    """One week with a draft; the weeks after it have nothing."""
    return workspace()


@pytest.fixture
def asked():
    return []


@pytest.fixture
def weeks(opened, asked):
    def solve(problem, *_):
        asked.append(problem.weeks)
        return plan_of(problem)

    return Weeks(replace(opened.office, solve=solve))


def states(opened, count=4):
    found = opened.sheet(WEEK, count).states
    return [None if state is None else (state.draft, state.published) for state in found]


def test_only_the_weeks_without_a_roster_are_planned(opened, weeks, asked):
    kept = weeks.plan(opened.team.id, WEEK, 3, if_missing=True)
    assert asked == [(WEEK.plus(1), WEEK.plus(2))]
    assert states(opened, 3) == [(1, None), (1, None), (1, None)]
    assert kept.is_new
    assert kept.versions == {WEEK: 1, WEEK.plus(1): 1, WEEK.plus(2): 1}


def test_weeks_on_either_side_of_one_that_is_there_are_planned_apart(opened, weeks, asked):
    weeks.plan(opened.team.id, WEEK.plus(-1), 3, if_missing=True)
    assert asked == [(WEEK.plus(-1),), (WEEK.plus(1),)]


def test_a_draft_that_waits_is_published_as_it_is(opened, weeks, asked):
    weeks.plan(opened.team.id, WEEK, 2, if_missing=True, publish=True)
    assert asked == [(WEEK.plus(1),)]
    assert states(opened, 2) == [(1, 1), (1, 1)]


def test_a_draft_that_a_lead_makes_of_a_week_in_force_is_not_published_for_her(opened, weeks, asked):
    opened.publish(WEEK)
    opened.keep(opened.sheet(WEEK).plan, ActKind.ASSIGN)
    kept = weeks.plan(opened.team.id, WEEK, if_missing=True, publish=True)
    assert asked == []
    assert not kept.is_new
    assert states(opened, 1) == [(2, 1)]


def test_a_second_run_does_nothing_and_is_no_act(opened, weeks, asked):
    weeks.plan(opened.team.id, WEEK, 4, if_missing=True, publish=True)
    acts = len(opened.acts())
    asked.clear()
    assert not weeks.plan(opened.team.id, WEEK, 4, if_missing=True, publish=True).is_new
    assert (asked, len(opened.acts())) == ([], acts)
