"""Where the user is on the screen Team once she has added something."""

from __future__ import annotations

import pytest

from secretariat_tui.widgets.cell_table import CellTable
from tests.screens.opened import until
from tests.screens.team_part import add, opened


@pytest.mark.parametrize(("section", "name", "id"), [("members", "Dora", "dora"), ("accounts", "Board", "board")])
async def test_what_was_added_is_what_the_next_key_is_about(section, name, id):
    running = opened()
    async with running.run_test(size=(100, 30)) as pilot:
        await add(pilot, section, name)
        table = running.screen.query_one(CellTable)
        await until(pilot, lambda: table.current[0] is not None and table.current[0].id == id)
