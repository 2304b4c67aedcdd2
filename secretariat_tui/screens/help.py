"""What `?` shows: what the screen is for, and every key that works there now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from secretariat_tui.domain.finding import N_
from secretariat_tui.screens.speaking import Dialog
from secretariat_tui.widgets.reading import Reading

_MOST_KEYS: Final = 3
"""More keys for one thing are a row of them, such as the digits: the first and the last are told."""


class HelpScreen(Dialog[None]):
    """Texts are already said; `keys` are pairs of keys and what they do."""

    DEFAULT_CSS = """
    HelpScreen > .dialog { width: 76; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,q", "leave", N_("Back"))]

    def __init__(self, title: str, text: str, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._keys = keys

    def compose(self) -> ComposeResult:
        text = Text(self._title + "\n", style="bold")
        text.append(Text("\n" + self._text + "\n\n", style="not bold"))
        wide = max((cell_len(key) for key, _ in self._keys), default=0)
        for key, told in self._keys:
            text.append(Text(key + " " * (wide - cell_len(key) + 2), style="bold"))
            text.append(Text(told + "\n", style="not bold"))
        with Reading(classes="dialog"):
            yield Static(text)


def keys_of(bindings: Iterable[ActiveBinding], display: Callable[[Binding], str]) -> Iterator[tuple[str, str]]:
    """Keys with what they do, several keys for one thing together: those of the screen first, then those that work
    everywhere, then those of what has the focus."""
    told: dict[tuple[str, str], list[str]] = {}
    for active in sorted(bindings, key=_rank):
        if active.enabled and active.binding.description:
            act = active.binding.action.partition("(")[0], active.binding.description
            told.setdefault(act, []).append(display(active.binding))
    for (_, description), found in told.items():
        keys = list(dict.fromkeys(found))
        yield ", ".join(keys) if len(keys) <= _MOST_KEYS else f"{keys[0]} - {keys[-1]}", description


def _rank(active: ActiveBinding) -> int:
    goes_on = active.binding.action.startswith("app.")  # from part to part, on every screen
    if isinstance(active.node, Screen) and not goes_on:
        return 0
    return 1 if isinstance(active.node, App | Screen) else 2
