"""Changing a roster by hand: every choice is tried while the user looks, and tells what it would do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import ClassVar, Protocol

from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from secretariat_tui.domain.edits import Edit, Edited
from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.finding import N_
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.edit_view import Candidate, EffectLine, effects, hint
from secretariat_tui.presenters.reasons import Teller, tell_fault
from secretariat_tui.presenters.view import Look
from secretariat_tui.screens.dialogs import NOTHING_LIKE_THAT, move, read_on
from secretariat_tui.screens.speaking import Dialog
from secretariat_tui.widgets.choices import Choices


class Trying(Protocol):
    """A roster of which edits are tried."""

    def edited(self, edits: Sequence[Edit]) -> Edited:
        """What comes of them; raises InvalidValue for edits of what is not there."""
        ...


Taken = tuple[Candidate, Edited]

_AHEAD = 12
"""Choices that are tried before they are looked at."""
_CLASSES = {Look.RED: "try-edits--red", Look.AMBER: "try-edits--amber", Look.GREEN: "try-edits--green"}


class TryEdits(Dialog[Taken | None]):
    """One of some changes, tried one after the other beside the screen: the one that is looked at first.

    `begin` gives what tries them, and is called beside the screen too. `member` is whose own change needs no telling.
    """

    NOTHING: ClassVar[str] = NOTHING_LIKE_THAT
    """What is told where nothing is offered that has what was typed."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"try-edits--red", "try-edits--amber", "try-edits--green"}

    DEFAULT_CSS = """
    TryEdits {
        & > .try-edits--red { color: $text-error; }
        & > .try-edits--amber { color: $text-warning; }
        & > .try-edits--green { color: $text-success; }
        & .question { height: auto; text-style: bold; }
        & OptionList, & OptionList:focus { height: auto; max-height: 9; border: none; }
        & .effects { height: auto; max-height: 11; border-top: solid $accent; }
        & .fault { color: $text-error; height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("Down"), show=False),
        Binding("up", "move(-1)", N_("Up"), show=False),
        Binding("pagedown", "read(1)", N_("Read on"), show=False),
        Binding("pageup", "read(-1)", N_("Read back"), show=False),
    ]

    class Tried(Message):
        """What came of a choice is known."""

        def __init__(self, id: str, found: Edited | SecretariatError, asked: int) -> None:
            self.id = id
            self.found = found
            self.asked = asked
            super().__init__()

    def __init__(
        self,
        what: str,
        candidates: Sequence[Candidate],
        begin: Callable[[], Trying],
        teller: Teller,
        chosen: str | None = None,
        member: str | None = None,
    ) -> None:
        super().__init__()
        self._what = what
        self._candidates = {candidate.id: candidate for candidate in candidates}
        self._begin = begin
        self._teller = teller
        self._member = member
        self._looked_at: str | None = chosen
        self._wanted: str | None = None
        self._found: dict[str, Edited | SecretariatError] = {}
        self._shown: list[str] = []
        self._tried: set[str] = set()
        self._trying: Trying | None = None
        self._asked = 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Text(self._what), classes="question")
            yield from self.more()
            told = self.say(N_("Type to find; Enter takes it, Escape leaves it."))
            yield Input(compact=True, placeholder=told, select_on_focus=False)
            yield Choices(markup=False)
            with VerticalScroll(classes="effects", can_focus=False):
                yield Static(id="effects")
            yield Static(classes="fault", markup=False)

    def more(self) -> ComposeResult:
        """What else is asked, above the choices."""
        yield from ()

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self._offer("")
        self._go_on()

    def _renew(self, candidates: Sequence[Candidate], begin: Callable[[], Trying]) -> None:
        """Other choices, of which nothing is known yet."""
        self._candidates = {candidate.id: candidate for candidate in candidates}
        self._begin, self._trying, self._wanted = begin, None, None
        self._asked += 1
        self._found, self._tried = {}, set()
        self._offer(self.query_one(Input).value)
        self._go_on()

    # -- what is tried

    def _go_on(self) -> None:
        """Tries on, beside the screen, with what is looked at now."""
        self.run_worker(self._try, thread=True, exclusive=True, group="try")

    def _try(self) -> None:
        """In a thread: the choice that is looked at, then the first ones of the list. The others wait until they are
        looked at, so that the screen stays quick where there are many."""
        worker, asked, tried = get_current_worker(), self._asked, self._tried
        try:
            trying = self._trying or self._begin()
        except SecretariatError as error:
            for id in self._candidates:
                self.post_message(self.Tried(id, error, asked))
            return
        if asked == self._asked:
            self._trying = trying
        while not worker.is_cancelled and (candidate := self._next(tried)) is not None:
            tried.add(candidate.id)
            found: Edited | SecretariatError
            try:
                found = trying.edited(candidate.edits)
            except SecretariatError as error:
                found = error
            self.post_message(self.Tried(candidate.id, found, asked))

    def _next(self, tried: Collection[str]) -> Candidate | None:
        for id in (self._looked_at, *self._shown[:_AHEAD]):
            if id is not None and id not in tried:
                return self._candidates.get(id)
        return None

    def on_try_edits_tried(self, event: Tried) -> None:
        """Shows it beside the choice, and takes the choice if that was wanted."""
        event.stop()
        if event.asked != self._asked:
            return
        self._found[event.id] = event.found
        options = self.query_one(OptionList)
        if event.id in self._shown:
            options.replace_option_prompt(event.id, self._label(self._candidates[event.id]))
        if event.id == self._looked_at:
            self._tell()
        if event.id == self._wanted:
            self._take(event.id)

    # -- what is shown

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        options, looked_at = self.query_one(OptionList), self._looked_at
        wanted = typed.casefold().strip()
        found = [item for item in self._candidates.values() if wanted in item.label.casefold()]
        if wanted:
            found.sort(key=lambda item: not item.label.casefold().startswith(wanted))
        self._shown = [item.id for item in found]
        options.clear_options()
        options.add_options([Option(self._label(item), item.id) for item in found])
        at = self._shown.index(looked_at) if looked_at in self._shown and not wanted else 0
        options.highlighted = at if found else None
        options.scroll_home(animate=False)
        options.refresh(layout=True)  # it has another height now
        if not found:
            self._looked_at = None
            self._tell()

    def _label(self, candidate: Candidate) -> Text:
        text, found = Text(clean(candidate.label)), self._found.get(candidate.id)
        if isinstance(found, Edited):
            told, look = hint(found, self._teller, self.telling.glyphs)
            text.append("  ").append(told, self._style(look))
        return text

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._looked_at = event.option.id
        self._wanted = None
        self.query_one(".fault", Static).update("")
        self._tell()
        if self._looked_at not in self._tried:
            self._go_on()

    def _tell(self) -> None:
        text = Text()
        for effect in self._effects():
            text.append("- " if effect.is_item else "").append(clean(effect.text) + "\n", self._style(effect.look))
        text.right_crop(1)
        self.query_one("#effects", Static).update(text)
        self.query_one(".effects", VerticalScroll).scroll_home(animate=False)

    def _effects(self) -> list[EffectLine]:
        found = self._found.get(self._looked_at or "")
        if isinstance(found, Edited):
            return list(effects(found, self._member, self._teller))
        if found is not None:
            return [EffectLine(line, Look.RED) for item in found.faults for line in tell_fault(item, self._teller)]
        return [EffectLine(self.say(N_("It is being tried.") if self._looked_at else self.NOTHING))]

    def _style(self, look: Look) -> Style:
        name = _CLASSES.get(look)
        return self.get_component_rich_style(name, partial=True) if name else Style()

    # -- what is taken

    def action_move(self, rows: int) -> None:
        move(self.query_one(OptionList), rows)

    def action_read(self, pages: int) -> None:
        """Scrolls what a choice does, where that is long."""
        read_on(self.query_one(".effects", VerticalScroll), pages)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self._looked_at is not None:
            self._take(self._looked_at)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if event.option.id is not None:
            self._looked_at = event.option.id
            self._take(event.option.id)

    def _take(self, id: str) -> None:
        """Takes it as soon as it is known what it does; what breaks a rule is not taken."""
        found = self._found.get(id)
        if found is None:
            self._wanted = id
        elif isinstance(found, Edited) and not found.new:
            self.dismiss((self._candidates[id], found))
        else:
            self._wanted = None
            self.query_one(".fault", Static).update(Text(self.say(N_("This cannot be taken."))))
