"""The Week: putting what is planned in force."""

from __future__ import annotations

from dataclasses import replace

from secretariat_tui.screens.dialogs import Confirm
from secretariat_tui.services.questions import PlanWeeks
from tests.build import WEEK, problem
from tests.plans import plan_of, small_team
from tests.screens.opened import ReadyPlanner, app, notices, until, until_shown
from tests.screens.week_edits import closed, opened


async def test_a_publication_names_what_changes_for_whom_and_how_long_ahead():
    running = app("week", published=True)
    async with running.run_test(size=(100, 40)) as pilot:
        await until_shown(pilot, "in force: Week 49")
        await pilot.press("enter")
        await opened(running, pilot)
        await pilot.press(*"in the office", "enter")
        await closed(running, pilot)
        await until_shown(pilot, "changed since it was")
        await pilot.press("P")
        await until_shown(pilot, "Anna on Monday 30 November: Dag in the office instead of Dag at home; today")
        await pilot.press("y")
        await until(pilot, lambda: running.workspace.sheet(WEEK).is_published)


async def test_there_is_nothing_new_to_publish_where_what_is_shown_is_in_force():
    """Also where it was planned again, and came to the same."""
    planner = ReadyPlanner({PlanWeeks: plan_of(problem(small_team()))})
    running = app("week", published=True, planner=planner)
    told = notices(running)
    async with running.run_test(size=(100, 40)) as pilot:
        await until_shown(pilot, "in force: Week 49")
        await pilot.press("p")
        await until(pilot, lambda: len(running.workspace.versions(WEEK)) == 2)
        await until_shown(pilot, "in force: Week 49")
        before = running.workspace.acts()
        await pilot.press("P")
        await until(pilot, lambda: told == ["There is nothing new to publish: what is shown is in force."])
        assert not isinstance(running.screen, Confirm)
        assert running.workspace.acts() == before


async def test_what_is_told_otherwise_of_the_same_roster_can_be_published():
    """Who takes over what is read of what is in force: a new agreement changes that, and nobody's work."""
    running = app("week", published=True)
    found = plan_of(problem(small_team()))
    running.workspace.keep(replace(found, contingency=found.contingency[:1]))
    async with running.run_test(size=(100, 40)) as pilot:
        await until_shown(pilot, "changed since it was")
        await pilot.press("P")
        await until_shown(pilot, "Nothing is otherwise than what is in force.")
        await pilot.press("y")
        await until_shown(pilot, "in force: Week 49")


async def test_a_first_publication_says_how_long_ahead_it_is():
    running = app("week")
    async with running.run_test(size=(110, 40)) as pilot:
        await pilot.press("P")
        await until_shown(pilot, "comes in force for the first time: today.")
        await pilot.press("n")
        await pilot.pause()
        assert not running.workspace.sheet(WEEK).is_published


async def test_of_a_week_that_is_being_planned_it_is_not_said_to_plan_it():
    running = app("week")
    told = notices(running)
    async with running.run_test(size=(110, 40)) as pilot:
        await pilot.press("right_square_bracket", "p")
        await until_shown(pilot, "The roster is being planned.")
        await pilot.press("P")
        await until(pilot, lambda: told)
        assert told == ["The planner is at work already."]
