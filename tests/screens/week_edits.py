"""The dialog in which changes of the Week are tried, as tests wait for it."""

from __future__ import annotations

from typing import Any

from secretariat_tui.screens.week_dialogs import TryEdits
from tests.screens.opened import until


async def opened(running: Any, pilot: Any) -> TryEdits:
    """The dialog, once everything in it is tried."""
    dialog = await until(pilot, lambda: isinstance(running.screen, TryEdits) and running.screen)
    await until(pilot, lambda: set(dialog._shown[:12]) <= set(dialog._found))
    return dialog


async def closed(running: Any, pilot: Any) -> None:
    await until(pilot, lambda: not isinstance(running.screen, TryEdits))
    await pilot.pause()
