"""The screen Leave."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from secretariat_tui.screens.base import BaseScreen
from secretariat_tui.screens.registry import BY_ID
from secretariat_tui.widgets.told import Told


class LeaveScreen(BaseScreen):
    """Shows nothing yet but what it will be for."""

    ID: ClassVar[str] = "leave"

    def body(self) -> ComposeResult:
        yield Told(BY_ID[self.ID].help)

    def fill(self) -> None:
        self.query_one(Told).refresh(layout=True)
