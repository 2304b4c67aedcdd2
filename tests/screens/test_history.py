"""History: looking at versions, comparing two, bringing one back, marking what happened."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from secretariat_tui.domain.records import ActKind
from secretariat_tui.screens.history import Acts, Versions
from secretariat_tui.services.workspace import Workspace
from tests.build import MON, WEEK, work
from tests.plans import plan_of
from tests.screens.opened import app, beside, until_shown, workspace
from tests.screens.snapshot import assert_as_kept, text_of


def twice_planned() -> Workspace:
    """Version 1 as planned and published; in version 2, Bea does not work on Monday."""
    found = workspace(published=True)
    seen = found.sheet(WEEK)
    plan = plan_of(seen.problem)
    roster = replace(plan.roster, assignments=(work("anna", MON),))
    found.keep(replace(plan, roster=roster), ActKind.ASSIGN, "Bea asked [/red] for it")
    return found


def opened(found: Workspace, language: str = "en") -> Any:
    running = app("history", language)
    running.workspace = found
    return running


async def test_versions_are_told_with_who_did_what_when_and_why():
    running = opened(twice_planned())
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        lines = text_of(running).splitlines()
        newest = next(line for line in lines if line.startswith("2 "))
        assert newest.split()[:6] == ["2", "changed", "by", "hand", "lead", "2026-11-30"]
        assert "Bea asked [/red] for it" in newest
        assert any(line.startswith("1 ") and "in force" in line for line in lines)
        assert any("published" not in line and "2026-W49" in line for line in lines)


async def test_what_differs_between_two_versions_is_told_in_words():
    running = opened(twice_planned())
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        shown = text_of(running)
        assert "From version 1 to version 2" in shown
        assert "Bea on Monday 30 November: off instead of Dag in the office" in shown
        await pilot.press("down")
        await pilot.pause(0.3)
        assert "Version 1 is compared with no other." in text_of(running)
        await pilot.press("enter", "up")
        await pilot.pause(0.3)
        shown = text_of(running)
        assert "compared with" in shown
        assert "From version 1 to version 2" in shown


async def test_a_former_version_is_brought_back_and_that_can_be_undone():
    found = twice_planned()
    running = opened(found)
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "r")
        await pilot.pause()
        assert "Bring version 1 of 2026-W49 back" in text_of(running)
        await pilot.press("y")
        await pilot.pause()
        assert [item.restores for item in found.versions(WEEK)] == [None, None, 1]
        assert "the roster of" in text_of(running)
        await pilot.press("u")
        assert found.sheet(WEEK).states[0].draft == 4
        assert found.version(WEEK, 4).roster.assignments == found.version(WEEK, 2).roster.assignments


async def test_nothing_is_brought_back_when_it_is_not_confirmed():
    found = twice_planned()
    running = opened(found)
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "r")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert len(found.versions(WEEK)) == 2


async def test_a_version_is_marked_as_what_happened():
    found = twice_planned()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("m")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert found.weeks.history("so", WEEK)[0].realised == 2
        assert "what happened" in text_of(running)


async def test_a_week_without_a_roster_says_so_and_takes_no_act():
    found = twice_planned()
    running = opened(found)
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("right_square_bracket")
        await pilot.pause()
        assert "2026-W50 has no roster yet." in text_of(running)
        await pilot.press("r", "m", "enter")
        await pilot.pause()
        assert running.screen.ID == "history"
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert running.screen.query_one(Versions).grid.rows


async def test_what_another_does_meanwhile_is_among_the_acts():
    found = twice_planned()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        before = len(running.screen.query_one(Acts).grid.rows)
        other = beside(found)
        other.sheet(WEEK)
        other.publish(WEEK)
        running.changed()
        await pilot.pause()
        assert len(running.screen.query_one(Acts).grid.rows) == before + 1
        assert "another" in text_of(running)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "nl"])
async def test_history_looks_as_it_was_drawn(size, language):
    running = opened(twice_planned(), language)
    async with running.run_test(size=size) as pilot:
        await pilot.pause()
        await assert_as_kept(pilot, f"history-{language}-{size[0]}x{size[1]}")


async def test_what_the_tables_have_no_room_for_is_told_in_full_in_a_small_terminal():
    found = twice_planned()
    why = "it is what was agreed with everybody in the meeting of last Thursday"
    running = opened(found)
    found.restore(WEEK, 1)
    found.change_team(replace(found.team, name="Another"), ActKind.EDIT_TEAM, why)
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Marks: the roster of version 1")
        await pilot.press("down")
        await until_shown(pilot, "Why: Bea asked [/red] for it")
        running.screen.query_one(Acts).focus()
        shown = await until_shown(pilot, "team changed; ")
        assert why in " ".join(shown.split())
        assert "From version" not in shown
        running.screen.query_one(Versions).focus()
        await until_shown(pilot, "From version 1 to version 2")
