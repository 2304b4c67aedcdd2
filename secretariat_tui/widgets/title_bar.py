"""The bar on top: every screen with its key, and on the right what is worked on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.grid import shortened
from secretariat_tui.widgets.telling import telling_of


@dataclass(frozen=True, slots=True)
class Tab:
    """A screen in the bar. `name` is a key of the catalogues."""

    id: str
    key: str
    name: str


class TitleBar(Widget):
    """One line. Where it is too narrow, the other screens show their key alone."""

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
            line.append(f" {text} ")
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
        telling = telling_of(self)
        full = [f"{tab.key} {telling.say(tab.name)}" for tab in self._tabs]
        if sum(cell_len(text) + 2 for text in full) <= self.size.width:
            return full
        return [text if tab.id == self._here else tab.key for tab, text in zip(self._tabs, full, strict=True)]

    def on_click(self, event: events.Click) -> None:
        """Finds the tab under the pointer."""
        place, begun = event.get_content_offset(self), 0
        if place is None:
            return
        for tab, text in zip(self._tabs, self._labels(), strict=True):
            begun += cell_len(text) + 2
            if place.x < begun:
                event.stop()
                self.post_message(self.Picked(tab.id))
                return
