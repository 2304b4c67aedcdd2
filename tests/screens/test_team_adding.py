"""Where the user is on the screen Team once she has added something, and how she tells it from what is called alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat_tui.widgets.cell_table import CellTable
from tests.build import account
from tests.plans import small_team
from tests.screens.opened import notices, until, until_shown, workspace
from tests.screens.team_part import add, go_to, open_cell, opened, show


@pytest.mark.parametrize(("section", "name", "id"), [("members", "Dora", "dora"), ("accounts", "Board", "board")])
async def test_what_was_added_is_what_the_next_key_is_about(section, name, id):
    running = opened()
    async with running.run_test(size=(100, 30)) as pilot:
        await add(pilot, section, name)
        table = running.screen.query_one(CellTable)
        await until(pilot, lambda: table.current[0] is not None and table.current[0].id == id)


@pytest.mark.parametrize("width", [80, 120])
async def test_of_two_who_are_called_alike_each_is_told_from_the_other(width):
    running = opened()
    noticed = notices(running)
    async with running.run_test(size=(width, 30)) as pilot:
        await add(pilot, "members", "Anna")
        shown = await until_shown(pilot, "Anna (anna-2)")
        assert "Anna (anna) " in shown
        assert noticed == ["Somebody else is called Anna too: this one is told as Anna (anna-2). c renames her."]
        await pilot.press("x")
        await until_shown(pilot, "Take Anna (anna-2) out of the team, with all that was agreed?")
        await pilot.press("n")
        await pilot.pause()
        await show(pilot, "accounts")
        await open_cell(pilot, "dir", "primary")
        shown = await until_shown(pilot, "Whose account is Dir?")
        assert "Anna (anna) " in shown
        assert "Anna (anna-2)" in shown


async def test_who_gets_a_name_that_somebody_has_is_told_from_her():
    running = opened()
    noticed = notices(running)
    async with running.run_test(size=(100, 30)) as pilot:
        go_to(running, "bea", "grade")
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("ctrl+u", *"anna", "enter")
        shown = await until_shown(pilot, "anna (bea)")
        assert "Anna (anna) " in shown
        assert noticed == ["Somebody else is called anna too: this one is told as anna (bea). c renames her."]
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("ctrl+u", *"Beatrijs", "enter")
        assert "(anna)" not in await until_shown(pilot, "Beatrijs")
        assert len(noticed) == 1


async def test_what_is_typed_of_two_who_are_called_alike_is_answered_with_their_ids():
    named = [replace(account(id), name="The board") for id in ("one", "two")]
    running = opened(workspace(replace(small_team(), accounts=(*small_team().accounts, *named))))
    async with running.run_test(size=(100, 30)) as pilot:
        await open_cell(pilot, "anna", "knows")
        await pilot.press("ctrl+u", *"the")
        await until_shown(pilot, "the can be more than one. Write one of: one, two.")


async def test_a_long_name_yields_before_what_tells_it_from_another():
    called = "Maria Magdalena van den Berg-Jansen"
    people = [replace(item, name=called) if item.id != "anna" else item for item in small_team().members]
    running = opened(workspace(replace(small_team(), members=tuple(people))))
    async with running.run_test(size=(80, 24)) as pilot:
        shown = await until_shown(pilot, "(carla)")
        assert "(bea)" in shown


async def test_what_tells_two_of_one_long_name_apart_is_short_enough_to_be_seen():
    people = tuple(replace(item, name="Anna de Vries") if item.id == "anna" else item for item in small_team().members)
    running = opened(workspace(replace(small_team(), members=people)))
    async with running.run_test(size=(80, 24)) as pilot:
        await add(pilot, "members", [{" ": "space"}.get(letter, letter) for letter in "Anna de Vries"])
        assert "(anna) " in await until_shown(pilot, "(anna-2) ")
