"""What the screen Team asks in front of itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Button

from secretariat_tui.domain.finding import N_
from secretariat_tui.screens.speaking import Dialog
from secretariat_tui.widgets.details import Details


class Read(Dialog[None]):
    """Lines to read, already said in the user's language."""

    DEFAULT_CSS = """
    Read {
        & Details { height: auto; max-height: 70vh; background: $surface; padding: 0; }
        & Button { margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", N_("Back"))]

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__()
        self._lines = tuple(lines)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Details(self._lines)
            yield Button(Text(self.say(N_("Back"))), variant="primary", compact=True)

    def on_mount(self) -> None:
        self.query_one(Details).focus()

    @on(Button.Pressed)
    def _pressed(self) -> None:
        self.dismiss(None)

    def action_leave(self) -> None:
        self.dismiss(None)
