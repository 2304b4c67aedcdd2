"""Questions in front of a screen: yes or no, a text, one of some. Each gives None when it is left with Escape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from secretariat_tui.domain.finding import N_
from secretariat_tui.presenters.clean import clean
from secretariat_tui.screens.speaking import Dialog
from secretariat_tui.widgets.choices import Choices

NOTHING_LIKE_THAT: Final = N_("Nothing is like that.")
"""What is told where nothing is offered that has what was typed."""

_STYLES = """
{name} {{
    & > .dialog {{ width: 72; }}
    & .question {{ height: auto; max-height: 12; scrollbar-size-vertical: 1; }}
    &.-short .question {{ max-height: 6; }}
    & .buttons {{ height: 1; margin-top: 1; }}
    & Button {{ margin-right: 2; }}
    & OptionList, & OptionList:focus {{ height: auto; max-height: 14; border: none; }}
    & .fault {{ color: $text-error; height: auto; }}
}}
"""


class Confirm(Dialog[bool]):
    """Yes or no. `what` is a text already said in the user's language; `yes` names the act on its button."""

    DEFAULT_CSS = _STYLES.format(name="Confirm")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", N_("Yes"), show=False),
        Binding("n", "answer(False)", N_("No"), show=False),
        Binding("up,k,pageup", "scroll(-1)", N_("Up"), show=False),
        Binding("down,j,pagedown", "scroll(1)", N_("Down"), show=False),
    ]

    def __init__(self, what: str, yes: str = N_("Yes")) -> None:
        super().__init__()
        self._what = what
        self._yes = yes

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            with VerticalScroll(classes="question", can_focus=False):
                yield Static(Text(self._what))
            with Horizontal(classes="buttons"):
                yield Button(Text(self.say(self._yes)), id="yes", variant="primary", compact=True)
                yield Button(Text(self.say(N_("No"))), id="no", compact=True)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_scroll(self, pages: int) -> None:
        read_on(self.query_one(VerticalScroll), pages)

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)

    def action_leave(self) -> None:
        self.dismiss(False)


class Ask(Dialog[str | None]):
    """A text. `check` says what is wrong with it in the user's language, or nothing; it is asked at every key."""

    DEFAULT_CSS = _STYLES.format(name="Ask")

    def __init__(self, what: str, value: str = "", check: Callable[[str], str] | None = None) -> None:
        super().__init__()
        self._what = what
        self._value = value
        self._check = check or (lambda _: "")

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Text(self._what), classes="question")
            yield Input(self._value, compact=True)
            yield Static(classes="fault", markup=False)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self.query_one(".fault", Static).update(Text(self._check(event.value)))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        wrong = self._check(event.value)
        self.query_one(".fault", Static).update(Text(wrong))
        if not wrong:
            self.dismiss(event.value)


class AskDate(Ask):
    """A date, as text for `date_of`; nothing is an answer too where it is `optional`."""

    def __init__(self, what: str, value: date | None, example: date, *, optional: bool = False) -> None:
        super().__init__(what, "" if value is None else value.isoformat(), self._wrong)
        self._example = example
        self._optional = optional

    def _wrong(self, text: str) -> str:
        try:
            is_date = date_of(text) is not None or self._optional
        except ValueError:
            is_date = False
        return "" if is_date else self.say(N_("Write a date as {example}."), example=self._example.isoformat())


def date_of(text: str) -> date | None:
    """The date that was typed, None for nothing; raises ValueError for what is none."""
    return date.fromisoformat(text.strip()) if text.strip() else None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from: `label` and `hint` as they are shown."""

    id: str
    label: str
    hint: str = ""


class Choose(Dialog[str | None]):
    """One of some: with arrows and Enter, with the mouse, or by typing the beginning of it."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012  (as Textual declares it)
    DEFAULT_CSS = _STYLES.format(name="Choose")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("Down"), show=False),
        Binding("up", "move(-1)", N_("Up"), show=False),
        Binding("pagedown", "scroll(1)", N_("Read on"), show=False),
        Binding("pageup", "scroll(-1)", N_("Read back"), show=False),
    ]

    def __init__(self, what: str, choices: Sequence[Choice], chosen: str | None = None) -> None:
        super().__init__()
        self._what = what
        self._choices = tuple(choices)
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            with VerticalScroll(classes="question", can_focus=False):
                yield Static(Text(self._what))
            yield Input(compact=True, select_on_focus=False)
            yield Choices(markup=False)

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        self._offer("")
        ids = [choice.id for choice in self._choices]
        if self._chosen in ids:
            options.highlighted = ids.index(self._chosen)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        offer(self.query_one(OptionList), self._choices, typed, self.say(NOTHING_LIKE_THAT))

    def action_move(self, rows: int) -> None:
        move(self.query_one(OptionList), rows)

    def action_scroll(self, pages: int) -> None:
        read_on(self.query_one(VerticalScroll), pages)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self.dismiss(options.get_option_at_index(options.highlighted).id)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)


def read_on(text: VerticalScroll, pages: int) -> None:
    """A page on, or back, in what is longer than there is room for."""
    text.scroll_relative(y=pages * max(1, text.size.height - 1), animate=False)


def offer(options: OptionList, choices: Iterable[Choice], typed: str, nothing: str) -> None:
    """Offers those that have what was typed, the ones that begin with it first. The cursor stands on the first.
    Where there is none, it says `nothing`."""
    wanted = typed.casefold().strip()
    found = [choice for choice in choices if wanted in choice.label.casefold()]
    found.sort(key=lambda choice: not choice.label.casefold().startswith(wanted))
    options.clear_options()
    options.add_options([Option(_label(choice), choice.id) for choice in found])
    if not found:
        options.add_option(Option(Text(nothing), disabled=True))
    options.highlighted = 0 if found else None


def move(options: OptionList, rows: int) -> None:
    """Moves the cursor of options that do not have the focus themselves."""
    if rows > 0:
        options.action_cursor_down()
    else:
        options.action_cursor_up()


def _label(choice: Choice) -> Text:
    text = Text(clean(choice.label))
    return text.append(f"  {clean(choice.hint)}", "dim") if choice.hint else text
