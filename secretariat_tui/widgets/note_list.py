"""A list of sentences to go through and open, under headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.view import Look
from secretariat_tui.widgets.options import KEYS, Options


class NoteList(Options, inherit_bindings=False):
    """Notes, each with its mark. Nothing in them is markup; long ones go on on the next line."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"note-list--head", "note-list--short", "note-list--warning"}

    DEFAULT_CSS = """
    NoteList {
        & > .note-list--head { text-style: bold; }
        & > .note-list--short { color: $text-error; text-style: bold; }
        & > .note-list--warning { color: $text-warning; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    class Chosen(Message):
        """A note was opened: the number that it was shown with."""

        def __init__(self, notes: NoteList, number: int) -> None:
            self.notes = notes
            self.number = number
            super().__init__()

        @property
        def control(self) -> NoteList:
            return self.notes

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, notes: Sequence[tuple[str, str, Look, bool]]) -> None:
        """Shows others: mark, text, look, and whether it can be opened. The cursor stays where it was."""
        at = self.highlighted
        self.clear_options()
        self.add_options(Option(self._drawn(*note), str(n), disabled=not note[3]) for n, note in enumerate(notes))
        can = [n for n, note in enumerate(notes) if note[3]]
        self.highlighted = at if at in can else next(iter(can), None)

    def _drawn(self, mark: str, text: str, look: Look, opens: bool) -> Text:
        if not opens:
            return Text(clean(text), self._style("note-list--head"))
        kind = "short" if look in (Look.SHORT, Look.RED) else "warning" if look in (Look.AMBER, Look.STAND_IN) else ""
        drawn = Text(f"{mark} " if mark else "", self._style(f"note-list--{kind}") if kind else "")
        return drawn.append(clean(text), "")

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(self, int(event.option.id or 0)))
