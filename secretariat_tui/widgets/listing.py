"""A list of which one line is chosen: with arrows, with hjkl, with the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from secretariat_tui.widgets.options import KEYS


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its id, a sign in front, and its text, clean already."""

    id: str
    sign: str
    text: str


class Listing(OptionList, inherit_bindings=False):
    """Some lines. It posts what an option list does: `OptionHighlighted` and `OptionSelected`."""

    DEFAULT_CSS = """
    Listing { border: none; padding: 0 1; height: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    Listing:focus { border: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self) -> None:
        super().__init__(markup=False, compact=True)
        self._told: tuple[Line, ...] = ()

    @property
    def current(self) -> str | None:
        """The id of the line that is chosen."""
        return None if self.highlighted is None else self.get_option_at_index(self.highlighted).id

    def show(self, lines: Sequence[Line]) -> None:
        """Shows other lines. The same one stays chosen where it is still there."""
        if tuple(lines) == self._told:
            return
        chosen, at = self.current, self.highlighted or 0
        self._told = tuple(lines)
        self.clear_options()
        self.add_options([Option(_told(line), line.id) for line in lines])
        ids = [line.id for line in lines]
        if ids:
            self.highlighted = ids.index(chosen) if chosen in ids else min(at, len(ids) - 1)


def _told(line: Line) -> Text:
    return Text(f"{line.sign} {line.text}", no_wrap=True, overflow="ellipsis")
