"""Lines in front of a screen: of something that can be done, to be taken or left, or only to be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button

from secretariat_tui.domain.finding import N_
from secretariat_tui.screens.speaking import Dialog
from secretariat_tui.widgets.details import Details


class Proposal(Dialog[bool]):
    """Lines already said in the user's language; `yes` names the act on its button. False when it is left."""

    DEFAULT_CSS = """
    Proposal {
        & Details { height: auto; max-height: 70vh; background: $surface; padding: 0; }
        & .buttons { height: 1; margin-top: 1; }
        & Button { margin-right: 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", N_("Yes"), show=False),
        Binding("n", "answer(False)", N_("No"), show=False),
        Binding("up,k", "scroll(-1)", N_("Up"), show=False),
        Binding("down,j", "scroll(1)", N_("Down"), show=False),
    ]

    def __init__(self, lines: Iterable[str], yes: str) -> None:
        super().__init__()
        self._lines = tuple(lines)
        self._yes = yes

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Details(self._lines)
            with Horizontal(classes="buttons"):
                yield Button(Text(self.say(self._yes)), id="yes", variant="primary", compact=True)
                yield Button(Text(self.say(N_("Back"))), id="no", compact=True)

    def on_mount(self) -> None:
        self.query_one("#yes", Button).focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)

    def action_leave(self) -> None:
        self.dismiss(False)

    def action_scroll(self, lines: int) -> None:
        self.query_one(Details).scroll_relative(y=lines, animate=False)


class Read(Dialog[None]):
    """Lines to read, already said in the user's language."""

    DEFAULT_CSS = """
    Read {
        & Details { height: auto; max-height: 70vh; background: $surface; padding: 0; }
        & Button { margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "leave", N_("Back"), show=False)]

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
