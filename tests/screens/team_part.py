"""What tests of the Team screen do again and again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from secretariat_tui.presenters.team_view import SECTIONS
from secretariat_tui.services.workspace import Workspace
from secretariat_tui.widgets.cell_table import CellTable
from tests.screens.opened import app


def opened(found: Workspace | None = None, language: str = "en", **more: Any) -> Any:
    running = app("team", language, **more)
    if found is not None:
        running.workspace = found
    return running


def go_to(running: Any, row: str, column: str) -> None:
    table = running.screen.query_one(CellTable)
    table.move_to(row, column)
    assert (table.current[0].id, table.current[1].id) == (row, column)


async def show(pilot: Any, section: str) -> None:
    at = [part.value for part in SECTIONS].index(section)
    await pilot.press(*["right_square_bracket"] * at)
    await pilot.pause()


async def add(pilot: Any, section: str, name: Sequence[str]) -> None:
    """Goes to a part, and makes something new in it."""
    await show(pilot, section)
    await pilot.press("n")
    await pilot.pause()
    await pilot.press(*name, "enter")


async def open_cell(pilot: Any, row: str, column: str) -> None:
    """Goes to a cell of the part that is shown, and opens it."""
    await pilot.pause()
    go_to(pilot.app, row, column)
    await pilot.press("enter")
    await pilot.pause()


async def fill(pilot: Any, row: str, column: str, *keys: str) -> None:
    """Opens a cell, types these keys, and takes what is written."""
    await open_cell(pilot, row, column)
    await pilot.press(*keys, "enter")
