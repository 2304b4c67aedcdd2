"""A line with the parts of a screen, of which one is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from secretariat_tui.widgets.telling import telling_of


class Sections(Widget):
    """One line of names, keys of the catalogues. A click picks one; keys are the screen's. Where not all fit, the first
    ones make room for the one that is shown."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"sections--here"}

    DEFAULT_CSS = """
    Sections {
        height: 1;
        background: $boost;
        & > .sections--here { text-style: bold reverse; }
    }
    """

    class Picked(Message):
        """A part was clicked."""

        def __init__(self, id: str) -> None:
            self.id = id
            super().__init__()

    def __init__(self, parts: Sequence[tuple[str, str]], here: str) -> None:
        super().__init__()
        self._parts = tuple(parts)
        self._here = here

    def show(self, here: str) -> None:
        """Marks another part, and says all names anew."""
        self._here = here
        self.refresh()

    def render(self) -> Text:
        """The names one behind the other."""
        line = Text(no_wrap=True, overflow="crop")
        for id, name in self._names():
            here = id == self._here
            line.append(name, self.get_component_rich_style("sections--here", partial=True) if here else "")
        return line

    def _names(self) -> list[tuple[str, str]]:
        """The parts in sight with their names, that of the one that is shown between signs: colour is never the only
        one."""
        say, here = telling_of(self).say, [id for id, _ in self._parts].index(self._here)
        names = [(id, f"[{say(name)}]" if n == here else f" {say(name)} ") for n, (id, name) in enumerate(self._parts)]
        first = 0
        while first < here and sum(cell_len(name) for _, name in names[first : here + 1]) > self.size.width:
            first += 1
        return names[first:]

    def on_click(self, event: events.Click) -> None:
        """Finds the name under the pointer."""
        place, begun = event.get_content_offset(self), 0
        for id, name in self._names():
            begun += cell_len(name)
            if place is not None and place.x < begun:
                event.stop()
                self.post_message(self.Picked(id))
                return
