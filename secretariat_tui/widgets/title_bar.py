"""The bar on top: every screen with its key, and on the right what is worked on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.grid import shortened
from secretariat_tui.widgets.telling import telling_of

_LEAST_NOTE: Final = 16
"""Columns in which a note says what matters of it: it begins with the week, or with how the week stands."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A screen in the bar. `name` is a key of the catalogues."""

    id: str
    key: str
    name: str


class TitleBar(Widget):
    """One line. Where it is too narrow for the names and what matters of the note, the other screens show their key
    alone."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"title-bar--here", "title-bar--key", "title-bar--note"}

    DEFAULT_CSS = """
    TitleBar {
        dock: top;
        height: 1;
        background: $panel;
        color: $foreground;
        & > .title-bar--here { text-style: bold reverse; }
        & > .title-bar--key { text-style: bold; color: $text-accent; }
        & > .title-bar--note { color: $text-muted; }
    }
    """

    class Picked(Message):
        """A screen was clicked."""

        def __init__(self, id: str) -> None:
            self.id = id
            super().__init__()

    def __init__(self, tabs: Sequence[Tab], here: str) -> None:
        super().__init__()
        self._tabs = tuple(tabs)
        self._here = here
        self._note = ""

    def show_note(self, note: str) -> None:
        """Says on the right what is worked on."""
        self._note = clean(note)
        self.refresh()

    def render(self) -> Text:
        """The tabs as far as they fit, and the note in what is left."""
        width, style = self.size.width, self.get_component_rich_style
        line = Text(no_wrap=True, overflow="crop")
        for tab, text in zip(self._tabs, self._labels(), strict=True):
            start = len(line)
            line.append(text)
            if tab.id == self._here:
                line.stylize(style("title-bar--here", partial=True), start)
            else:
                line.stylize(style("title-bar--key", partial=True), start, start + 1 + len(tab.key))
        room = width - line.cell_len - 1
        note = shortened(self._note, max(0, room), telling_of(self).glyphs.ellipsis)
        if note and room > 4:
            line.append(" " * (room - cell_len(note)))
            line.append(note, style("title-bar--note", partial=True))
        return line

    def _labels(self) -> list[str]:
        """The tabs with the spaces around them, further apart where there is room."""
        telling, room = telling_of(self), self.size.width - 1 - min(cell_len(self._note), _LEAST_NOTE)
        full = [f"{tab.key} {telling.say(tab.name)}" for tab in self._tabs]
        for before in (" ", ""):
            apart = [f"{before}{text} " for text in full]
            if sum(map(cell_len, apart)) <= room:
                return apart
        return [f" {text if tab.id == self._here else tab.key} " for tab, text in zip(self._tabs, full, strict=True)]

    def on_click(self, event: events.Click) -> None:
        """Finds the tab under the pointer."""
        place, begun = event.get_content_offset(self), 0
        if place is None:
            return
        for tab, text in zip(self._tabs, self._labels(), strict=True):
            begun += cell_len(text)
            if place.x < begun:
                event.stop()
                self.post_message(self.Picked(tab.id))
                return
