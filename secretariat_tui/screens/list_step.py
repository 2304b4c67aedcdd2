"""A list that is typed, an item a line, each of which can be taken back and changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.suggester import Suggester
from textual.widgets import Input, Static

from secretariat_tui.domain.finding import N_
from secretariat_tui.presenters.clean import clean
from secretariat_tui.screens.speaking import Dialog
from secretariat_tui.widgets.key_bar import KeyBar

T = TypeVar("T")


class ListStep(Dialog[tuple[Sequence[T], bool]], Generic[T]):
    """A list that is typed, an item a line: Enter adds one, and goes on where nothing is typed. It answers with the
    list, and with whether to go on: whoever goes back keeps what she typed.

    `read` makes an item of what is typed, or says what is wrong with it; `written` is what would have to be typed.
    """

    DEFAULT_CSS = """
    ListStep {
        & .question { height: auto; text-style: bold; }
        & .items { height: auto; max-height: 14; margin: 1 0; }
        & .fault { color: $text-error; height: auto; }
        & .hint { color: $text-muted; height: auto; }
    }
    """

    def __init__(
        self,
        what: str,
        example: str,
        read: Callable[[str, Sequence[T]], T | str],
        told: Callable[[T], str],
        written: Callable[[T], str],
        there: Sequence[T],
        *,
        least: int = 0,
        suggester: Suggester | None = None,
    ) -> None:
        super().__init__()
        self._what = what
        self._example = example
        self._read = read
        self._told = told
        self._written = written
        self._items = list(there)
        self._at = len(self._items)
        self._changing: T | None = None
        self._least = least
        self._suggester = suggester
        self._refused = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Text(self._what), classes="question")
            with VerticalScroll(classes="items", can_focus=False):
                yield Static(id="items")
            yield _Line(self._enter, self._example, self._suggester)
            yield Static(classes="fault", markup=False)
            yield Static(Text(self.say(N_("Enter adds it; Enter on an empty line goes on."))), classes="hint")
        yield KeyBar()

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        self.query_one("#items", Static).update(Text("\n".join(f"- {clean(self._told(item))}" for item in self._items)))
        self.query_one(".items", VerticalScroll).scroll_end(animate=False)

    def _wrong(self, text: str = "") -> None:
        self.query_one(".fault", Static).update(Text(clean(text)))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        if event.value != self._refused:
            self._wrong()

    def _enter(self, line: Input) -> None:
        if line.value.strip():
            if self._put(line):
                self._go_to(len(self._items))
        elif len(self._items) < self._least:
            self._wrong(self.say(N_("There must be at least one.")))
        else:
            self.dismiss((tuple(self._items), True))

    def _put(self, line: Input) -> bool:
        """Puts what is typed in its place; what is wrong with it is told."""
        item = self._read(line.value, tuple(self._items))
        if isinstance(item, str):
            self._refused = line.value
            self._wrong(item)
            return False
        self._items.insert(self._at, item)
        return True

    def _go_to(self, at: int, item: T | None = None) -> None:
        """From now on the line is for what is to stand there."""
        line = self.query_one(_Line)
        self._at, self._changing = at, item
        line.value = "" if item is None else self._written(item)
        line.action_end()
        self._show()

    def action_change(self) -> None:
        """Lets the one before be typed again, once what stands in the line is in its place."""
        line = self.query_one(_Line)
        before = self._at - 1
        if before >= 0 and (not line.value.strip() or self._put(line)):
            self._go_to(before, self._items.pop(before))

    def action_leave(self) -> None:
        """Leaves with what was being changed, or as it was where it cannot be read."""
        line = self.query_one(_Line)
        if self._changing is not None and line.value.strip() and not self._put(line):
            self._items.insert(self._at, self._changing)
        self.dismiss((tuple(self._items), False))


class _Line(Input):
    """A line of which Enter counts in the order of the keys: who types fast has begun the next item by then."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("up", "screen.change", N_("Change the one before"))]

    def __init__(self, entered: Callable[[Input], None], example: str, suggester: Suggester | None) -> None:
        super().__init__(compact=True, placeholder=example, suggester=suggester)
        self._entered = entered

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self._entered(self)
        else:
            await super()._on_key(event)


class NameSuggester(Suggester):
    """Completes the name that is being typed, after a colon or a comma."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(case_sensitive=True)
        self._names = tuple(names)

    async def get_suggestion(self, value: str) -> str | None:
        """The whole line with the first name that begins like that and is not in it yet."""
        before, colon, typed = value.rpartition("," if "," in value.partition(":")[2] else ":")
        begun = typed.lstrip()
        if not colon or not begun:
            return None
        for name in self._names:
            if name.casefold().startswith(begun.casefold()) and name not in before:
                return value + name[len(begun) :]
        return None
