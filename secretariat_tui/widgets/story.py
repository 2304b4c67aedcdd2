"""What is told of a place in a table, in the few lines that there are for it."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget

from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.grid import shortened
from secretariat_tui.widgets.telling import telling_of


class Story(Widget, can_focus=False):
    """What it is about on the first line and what there is to tell on the next; in one go where that is too long, with
    a sign where there is more still."""

    DEFAULT_CSS = "Story { height: 2; padding: 0 1; background: $panel; }"

    def __init__(self) -> None:
        super().__init__()
        self._about, self._told = "", ""

    def tell(self, about: str, told: str) -> None:
        """Tells of something else."""
        self._about, self._told = clean(about), clean(told)
        self.refresh()

    def render(self) -> Text:
        """Cut between words, and in the last line where there is no more room."""
        width, most = max(1, self.size.width), max(1, self.size.height)
        lines = [self._about, self._told]
        if max(map(cell_len, lines)) > width:
            flowing = Text(f"{self._about}: {self._told}").wrap(self.app.console, width)
            lines = [line.plain.rstrip() for line in flowing]
        if len(lines) > most:
            lines[most - 1 :] = [shortened(" ".join(lines[most - 1 :]), width, telling_of(self).glyphs.ellipsis)]
        return Text("\n".join(lines))
