"""Some lines of text beside a table, to be read and scrolled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from secretariat_tui.domain.finding import N_
from secretariat_tui.presenters.clean import clean


class Details(VerticalScroll, inherit_bindings=False):
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
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", N_("Up"), show=False),
        Binding("down,j", "scroll_down", N_("Down"), show=False),
        Binding("pageup", "page_up", N_("A page up"), show=False),
        Binding("pagedown", "page_down", N_("A page down"), show=False),
    ]

    def __init__(self, lines: Iterable[str] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
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
