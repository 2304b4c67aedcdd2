"""The Week: what stands beside and below its grid, as far as there is room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat_tui.widgets.coverage_strip import CoverageStrip
from secretariat_tui.widgets.findings import Findings
from secretariat_tui.widgets.week_grid import WeekGrid
from tests.build import account, member
from tests.plans import small_team
from tests.screens.opened import app, until, until_shown
from tests.screens.snapshot import text_in


@pytest.mark.parametrize(("size", "beside"), [((80, 24), False), ((160, 40), True)])
async def test_findings_stand_beside_the_grid_where_there_is_room_and_else_when_asked_for(size, beside):
    running = app("week")
    async with running.run_test(size=size) as pilot:
        findings = running.screen.query_one(Findings)
        await until(pilot, lambda: findings.display is beside)
        await pilot.press("f")
        await until(pilot, lambda: findings.display and findings.has_focus)
        shown = await until_shown(pilot, "Findings (3)")
        assert "Let Bea work on" in shown
        assert "Dir has no one" in shown or size[0] < 100
        await pilot.press("f")
        await until(pilot, lambda: findings.display is beside)


async def test_four_weeks_have_all_the_room_of_a_wide_terminal_and_are_whole_on_it():
    more = [member(f"person-number-{n}", "mon tue wed thu fri") for n in range(22)]
    running = app("week", team=replace(small_team(), members=(*small_team().members, *more)))
    async with running.run_test(size=(200, 60)) as pilot:
        findings = running.screen.query_one(Findings)
        await until(pilot, lambda: findings.display)
        await pilot.press("4")
        await until(pilot, lambda: not findings.display)
        grid = running.screen.query_one(WeekGrid)
        await until(pilot, lambda: 0 < grid.virtual_size.width <= grid.scrollable_size.width)
        shown = await until_shown(pilot, "Week 52")
        assert shown.splitlines()[2].count("Hours") == 4
        await pilot.press("f")
        await until(pilot, lambda: findings.display)
        await pilot.press("f")
        await until(pilot, lambda: not findings.display)


async def test_the_strip_is_whole_where_the_grid_leaves_room_and_has_its_part_where_it_does_not():
    team = small_team()
    accounts = [account(f"account-{n}", "anna", "mon") for n in range(20)]
    running = app("week", team=replace(team, accounts=(*team.accounts, *accounts)))
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "Account-19")
        await until_shown(pilot, "Telefoon")
        strip, grid = running.screen.query_one(CoverageStrip), running.screen.query_one(WeekGrid)
        assert grid.size.height == 4
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: grid.size.height == 4 and strip.size.height == 16)
        await pilot.resize_terminal(120, 40)
        await until_shown(pilot, "Account-19")
    more = [member(f"person-{n}", "mon") for n in range(30)]
    running = app("week", team=replace(team, members=(*team.members, *more), accounts=(*team.accounts, *accounts)))
    async with running.run_test(size=(80, 24)) as pilot:
        strip, grid = running.screen.query_one(CoverageStrip), running.screen.query_one(WeekGrid)
        await until(pilot, lambda: (grid.size.height, strip.size.height) == (13, 7))


async def test_the_grid_has_its_room_back_when_the_planner_is_gone():
    team = small_team()
    more = [member(f"person-{n}", "mon") for n in range(9)]
    accounts = [account(f"account-{n}", "anna", "mon") for n in range(20)]
    team = replace(team, members=(*team.members, *more), accounts=(*team.accounts, *accounts))
    running = app("week", team=team)
    async with running.run_test(size=(80, 24)) as pilot:
        grid = running.screen.query_one(WeekGrid)
        await until(pilot, lambda: grid.size.height == 13)
        await pilot.press("p")
        await until_shown(pilot, "The roster is being planned.")
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: grid.size.height < 13)
        await pilot.press("left_square_bracket", "ctrl+x")
        await until(pilot, lambda: grid.size.height == 13)


async def test_what_a_cell_says_is_whole_in_a_small_terminal_and_else_has_a_sign_that_there_is_more():
    team = small_team()
    phone = replace(team.desks[0], name="The telephone number of the whole directorate and its visitors")
    running = app("week", team=replace(team, desks=(phone,)))
    first = "Anna, Monday 30 November: Dag, 08:30 to 17:00, working from home;"
    async with running.run_test(size=(80, 24)) as pilot:
        whole = f"{first} {phone.name} 09:00 to 12:00"
        await until(pilot, lambda: text_in(running, "Story") == whole)
        await pilot.resize_terminal(50, 24)
        await until(pilot, lambda: text_in(running, "Story").endswith("…"))
        assert whole.startswith(text_in(running, "Story").removesuffix("…"))
