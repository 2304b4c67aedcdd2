"""Some lines of text beside a table, to be read and scrolled."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from secretariat_tui.presenters.clean import clean
from secretariat_tui.widgets.reading import Reading


class Details(Reading):
    """Lines as they are, never markup. Spaces before a line stay before what is wrapped of it."""

    DEFAULT_CSS = """
    Details {
        padding: 0 1;
        background: $panel;
        scrollbar-size-vertical: 1;
        &:focus { background: $boost; }
        & .line { height: auto; }
    }
    """

    def __init__(self, lines: Iterable[str] = ()) -> None:
        super().__init__()
        self._lines = tuple(lines)

    def compose(self) -> ComposeResult:
        yield from map(_line, self._lines)

    def tell(self, lines: Iterable[str]) -> None:
        """Shows other lines, from the first one on."""
        told = tuple(lines)
        if told == self._lines:
            return
        self._lines = told
        shown = list(self.query(Static))
        for line, text in zip(shown, told, strict=False):
            _put(line, text)
        for line in shown[len(told) :]:
            line.remove()
        self.mount_all(map(_line, told[len(shown) :]))
        self.scroll_home(animate=False)


def _line(text: str) -> Static:
    line = Static(classes="line", markup=False)
    _put(line, text)
    return line


def _put(line: Static, text: str) -> None:
    words = clean(text)
    inner = words.lstrip(" ")
    line.styles.padding = (0, 0, 0, len(words) - len(inner))
    line.update(Text(inner))
