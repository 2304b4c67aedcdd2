"""What the signs of a screen mean, in as many lines as that takes, or more briefly where there is room for fewer: no
sign is parted from its meaning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rich.cells import cell_len
from rich.text import Text
from textual.geometry import Size
from textual.widget import Widget

_GAP: Final = "  "


class Signs(Widget, can_focus=False):
    """Signs with their meanings, clean already."""

    DEFAULT_CSS = "Signs { height: auto; padding: 0 1; background: $panel; }"

    def __init__(self) -> None:
        super().__init__()
        self._told: tuple[str, ...] = ()
        self._brief: tuple[str, ...] = ()

    def show(self, told: Iterable[str], brief: Iterable[str] = ()) -> None:
        """Tells others; `brief` where there are fewer lines than those take."""
        before, self._told, self._brief = self._lines(), tuple(told), tuple(brief)
        self.refresh(layout=len(self._lines()) != len(before))

    def _lines(self) -> list[str]:
        return flowed(self._told, self.size.width)

    def render(self) -> Text:
        """One behind the other, and below one another."""
        lines = self._lines()
        if self._brief and len(lines) > self.size.height:
            lines = flowed(self._brief, self.size.width)
        return Text("\n".join(lines))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are at this width."""
        del container, viewport  # none of its sizes depends on them
        return len(flowed(self._told, width))


def flowed(items: Sequence[str], width: int) -> list[str]:
    """Items in lines, as many in each as fit whole; one that is wider than that has a line of its own."""
    lines: list[str] = []
    for item in items:
        longer = f"{lines[-1]}{_GAP}{item}" if lines else item
        if lines and cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(item)
    return lines
