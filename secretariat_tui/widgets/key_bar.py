"""The line with the keys: as many as there is room for, each whole, and a sign where there are more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget

from secretariat_tui.presenters.clean import clean
from secretariat_tui.widgets.telling import telling_of

_LAST: Final = ("help", "command_palette")
"""The keys that lead to all others: they stand at the end, and the first of them is there whatever is left out."""
_URGENT: Final = ("stop_planner", "give_up")
_GAPS: Final = (2, 1)
"""Columns between two keys: where there is room, and where there is not."""


@dataclass(frozen=True, slots=True)
class KeyTold:
    """A key that works now: what presses it, and what is shown of it."""

    key: str
    shown: str
    told: str

    @property
    def width(self) -> int:
        return cell_len(self.shown) + 1 + cell_len(self.told)


class KeyBar(Widget, can_focus=False):
    """One line. A click on a key presses it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"key-bar--key"}  # noqa: RUF012  (as Textual declares it)
    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        background: $footer-background;
        color: $footer-description-foreground;
        & > .key-bar--key { color: $footer-key-foreground; text-style: bold; }
    }
    """

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.refresh()

    def render(self) -> Text:
        """The keys, and what each does."""
        style = self.get_component_rich_style("key-bar--key", partial=True)
        line = Text(no_wrap=True, overflow="crop", end="")
        for start, item in self._laid_out():
            line.append(" " * (start - line.cell_len))
            line.append(item.shown, style)
            line.append(f" {item.told}" if item.told else "")
        return line

    def _laid_out(self) -> list[tuple[int, KeyTold]]:
        """Each key that is shown with the column in which it begins."""
        keys, last = self._keys()
        width = self.size.width
        for behind, gap in product((last, last[:1]), _GAPS):
            if _length([*keys, *behind], gap) <= width:
                return _placed(keys, behind, width, gap)
        sign = "..." if telling_of(self).ascii else "…"
        more = [KeyTold(item.key, f"{sign} {item.shown}", item.told) for item in last[:1]]
        while keys and _length([*keys, *more], _GAPS[-1]) > width:
            keys.pop()
        return _placed(keys, more, width, _GAPS[-1])

    def _keys(self) -> tuple[list[KeyTold], list[KeyTold]]:
        """Those of what is done here, the urgent ones first; and those that lead to the others."""
        found: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if active.enabled and (binding.show or binding.action in _LAST):
                found.setdefault(binding.action, binding)
        last = [self._told(found.pop(action)) for action in _LAST if action in found]
        first = [self._told(found.pop(action)) for action in _URGENT if action in found]
        return [*first, *map(self._told, found.values())], last

    def _told(self, binding: Binding) -> KeyTold:
        return KeyTold(binding.key, self.app.get_key_display(binding), clean(binding.description))

    def on_click(self, event: events.Click) -> None:
        """Presses the key under the pointer."""
        place = event.get_content_offset(self)
        for start, item in self._laid_out():
            if place is not None and start <= place.x < start + item.width:
                event.stop()
                self.app.simulate_key(item.key)
                return


def _length(keys: Sequence[KeyTold], gap: int) -> int:
    return sum(item.width + gap for item in keys) - gap


def _placed(keys: Sequence[KeyTold], behind: Sequence[KeyTold], width: int, gap: int) -> list[tuple[int, KeyTold]]:
    """The keys one behind the other from the left, the last ones at the right end."""
    found, start = [], 0
    for item in keys:
        found.append((start, item))
        start += item.width + gap
    start = max(start, width - _length(behind, gap))
    for item in behind:
        found.append((start, item))
        start += item.width + gap
    return found
