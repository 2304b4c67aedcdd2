"""What is read and scrolled."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

from secretariat_tui.widgets.reading import Reading
from tests.screens.opened import until


class Host(App[None]):
    def compose(self) -> ComposeResult:
        with Reading():
            yield Static("\n".join(f"line {n}" for n in range(100)))


async def test_it_is_scrolled_with_arrows_and_with_letters():
    host = Host()
    async with host.run_test(size=(80, 24)) as pilot:
        reading = host.query_one(Reading)
        reading.focus()
        for key, line in [("j", 1), ("down", 2), ("j", 3), ("k", 2), ("up", 1), ("end", 76), ("k", 75), ("home", 0)]:
            await pilot.press(key)
            await until(pilot, lambda line=line: reading.scroll_y == line)
