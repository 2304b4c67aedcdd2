"""What Today asks: who is away or back and when, and which repair is to be the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Final

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.finding import N_
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.leave_view import PARTS
from secretariat_tui.screens.dialogs import NOTHING_LIKE_THAT, Choice, move, offer
from secretariat_tui.screens.speaking import Dialog
from secretariat_tui.widgets.options import Options
from secretariat_tui.widgets.reading import Reading
from secretariat_tui.widgets.stepper import Stepper

_PARTS: Final = tuple(PARTS)
_AHEAD: Final = 366
_BEHIND: Final = 31

_HEIGHTS: Final = [(0, "-low"), (24, "-usual"), (36, "-tall")]
_STYLES = """
{name} {{
    & > .dialog {{ width: 96; }}
    & .question {{ height: auto; text-style: bold; }}
    & Options {{ height: auto; max-height: 25vh; padding: 0; }}
    & .when {{ height: 1; }}
    & .when Static {{ width: 10; }}
    & .told {{ height: auto; max-height: 25vh; margin-top: 1; scrollbar-size-vertical: 1; }}
    &.-usual .told {{ max-height: 6; }}
    &.-usual Options, &.-usual .effects {{ max-height: 8; }}
    &.-tall Options, &.-tall .told {{ max-height: 12; }}
    & .hint {{ height: auto; color: $text-muted; margin-top: 1; }}
}}
"""


class WhoAndWhen(Dialog[Absence | None]):
    """A member, and from when until when. Everything but the member is filled in: her name and Enter are enough.

    `preview` gives lines to show below, for whoever is under the cursor. Without `until` only the first date is asked.
    """

    DEFAULT_CSS = _STYLES.format(name="WhoAndWhen")
    VERTICAL_BREAKPOINTS = _HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("Down"), show=False),
        Binding("up", "move(-1)", N_("Up"), show=False),
    ]

    def __init__(
        self,
        what: str,
        members: Sequence[Choice],
        today: date,
        preview: Callable[[Absence], Sequence[str]] | None = None,
        *,
        until: bool = True,
    ) -> None:
        super().__init__()
        self._what = what
        self._members = tuple(members)
        self._today = today
        self._preview = preview
        self._until = until

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Text(clean(self._what)), classes="question")
            yield Input(compact=True)
            yield Options(markup=False)
            with Horizontal(classes="when"):
                yield Static(Text(self.say(N_("From"))))
                yield Stepper(self._day, 0, -_BEHIND, _AHEAD, id="since")
            if self._until:
                with Horizontal(classes="when"):
                    yield Static(Text(self.say(N_("Until"))))
                    yield Stepper(self._day, 0, -_BEHIND, _AHEAD, id="until")
                with Horizontal(classes="when"):
                    yield Static(Text(self.say(N_("Part"))))
                    yield Stepper(self._part, 0, 0, len(_PARTS) - 1, stride=1, id="part")
            if self._preview is not None:
                with VerticalScroll(classes="told", can_focus=False):
                    yield Static(id="told", markup=False)
            yield Static(Text(self.say(N_("Enter: take it. Tab and the arrows: another date."))), classes="hint")

    def on_mount(self) -> None:
        self.query_one(Options).can_focus = False  # the arrows move in it from where the name is typed
        self._offer("")

    def _day(self, days: int) -> str:
        return self.telling.language.date(self._today + timedelta(days), year=False)

    def _part(self, number: int) -> str:
        return self.say(PARTS[_PARTS[number]])

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        offer(self.query_one(Options), self._members, typed, self.say(NOTHING_LIKE_THAT))
        self._tell()

    @on(OptionList.OptionHighlighted)
    @on(Stepper.Changed)
    def _moved(self) -> None:
        if self._until:
            since, until = self.query_one("#since", Stepper), self.query_one("#until", Stepper)
            if until.value < since.value:  # the other follows the one that was moved
                follower, leader = (since, until) if until.has_focus else (until, since)
                follower.value = leader.value
        self._tell()

    def _tell(self) -> None:
        absence = self._absence()
        if self._preview is not None:
            lines = [] if absence is None else self._preview(absence)
            self.query_one("#told", Static).update(Text("\n".join(map(clean, lines))))

    def _absence(self) -> Absence | None:
        options = self.query_one(Options)
        if options.highlighted is None:
            return None
        member = options.get_option_at_index(options.highlighted).id or ""
        since = self._today + timedelta(self.query_one("#since", Stepper).value)
        if not self._until:
            return Absence(member, since, since)
        until = self._today + timedelta(self.query_one("#until", Stepper).value)
        return Absence(member, min(since, until), until, _PARTS[self.query_one("#part", Stepper).value])

    def action_move(self, rows: int) -> None:
        move(self.query_one(Options), rows)

    @on(Input.Submitted)
    @on(Stepper.Taken)
    @on(OptionList.OptionSelected)
    def _taken(self) -> None:
        absence = self._absence()
        if absence is not None:
            self.dismiss(absence)


@dataclass(frozen=True, slots=True)
class Offered:
    """A repair to choose: its number, what it is for, and what it comes to."""

    number: int
    title: str
    lines: tuple[str, ...]


class ChooseRepair(Dialog[int | None]):
    """One of the repairs, by its number. Texts are already said in the user's language."""

    DEFAULT_CSS = _STYLES.format(name="ChooseRepair")
    VERTICAL_BREAKPOINTS = _HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", N_("Take it"), show=False),
        *(Binding(str(n), f"point({n})", N_("Show this one"), show=False) for n in range(1, 4)),
    ]

    def __init__(self, what: str, stored: Sequence[str], offered: Sequence[Offered], hint: str) -> None:
        super().__init__()
        self._what = what
        self._stored = tuple(stored)
        self._offered = tuple(offered)
        self._hint = hint

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Text(clean(self._what)), classes="question")
            with Reading(classes="told"):
                yield Static(Text("\n".join(map(clean, self._stored))))
            yield Options(
                *(Option(Text(f"{item.number}. {clean(item.title)}"), str(item.number)) for item in self._offered),
                markup=False,
            )
            with Reading(classes="told effects"):
                yield Static(id="told", markup=False)
            yield Static(Text(clean(self._hint)), classes="hint")

    def on_mount(self) -> None:
        options = self.query_one(Options)
        options.highlighted = 0
        options.focus()

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        lines = self._offered[event.option_index].lines
        self.query_one("#told", Static).update(Text("\n".join(map(clean, lines))))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._offered[event.option_index].number)

    def action_take(self) -> None:
        """Also while what it comes to is being read."""
        self.query_one(Options).action_select()

    def action_point(self, number: int) -> None:
        at = next((n for n, item in enumerate(self._offered) if item.number == number), None)
        if at is not None:
            self.query_one(Options).highlighted = at
