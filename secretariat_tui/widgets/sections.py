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
    """One line of names, keys of the catalogues. A click picks one; keys are the screen's."""

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
        for (id, _), name in zip(self._parts, self._names(), strict=True):
            here = id == self._here
            line.append(name, self.get_component_rich_style("sections--here", partial=True) if here else "")
        return line

    def _names(self) -> list[str]:
        """The names, that of the one that is shown between signs: colour is never the only one."""
        telling = telling_of(self)
        return [f"[{telling.say(name)}]" if id == self._here else f" {telling.say(name)} " for id, name in self._parts]

    def on_click(self, event: events.Click) -> None:
        """Finds the name under the pointer."""
        place, begun = event.get_content_offset(self), 0
        for (id, _), name in zip(self._parts, self._names(), strict=True):
            begun += cell_len(name)
            if place is not None and place.x < begun:
                event.stop()
                self.post_message(self.Picked(id))
                return
