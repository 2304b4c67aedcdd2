"""What all screens share: the bar on top, the keys below, the ways to act, and telling what came of it.

A screen shows what its workspace holds in `fill`, and nowhere else: that is called when it opens, after every act,
when somebody else changed something, and when the language or the signs change.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal, Protocol, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.finding import N_
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.screens.registry import BY_ID, SCREENS
from secretariat_tui.services.workspace import Workspace
from secretariat_tui.widgets.telling import Telling, telling_of
from secretariat_tui.widgets.title_bar import Tab, TitleBar

Severity = Literal["information", "warning", "error"]
T = TypeVar("T")


@dataclass
class Shown:
    """What the screens look at together, so that going from one to another keeps the place."""

    first: Week
    weeks: int = 1
    member: str | None = None
    day: date | None = None
    duty: str | None = None
    is_desk: bool = False


class Shell(Protocol):
    """What a screen may ask of the app."""

    telling: Telling

    def tell(self, text: str, severity: Severity = "information") -> None:
        """Shows a notice, already in the user's language."""
        ...

    def complain(self, error: SecretariatError) -> None:
        """Tells what is wrong, and how to mend it."""
        ...

    def changed(self) -> None:
        """Something changed in the workspace: every screen fills itself anew, when it is next seen."""
        ...

    def go(self, screen: str) -> None:
        """Opens another screen."""
        ...


class Speaking:
    """Says texts in the language of the app. For screens and modal screens alike."""

    @property
    def telling(self) -> Telling:
        return telling_of(cast("Screen[object]", self))

    @property
    def shell(self) -> Shell:
        return cast("Shell", cast("Screen[object]", self).app)

    def say(self, text: str, /, **facts: object) -> str:
        """A text of the catalogues in the user's language."""
        return self.telling.say(text, **facts)


class BaseScreen(Speaking, Screen[None], inherit_bindings=False):
    """One of the screens of the bar. Its `BINDINGS` are described by keys of the catalogues."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", N_("To the next part"), show=False),
        Binding("shift+tab", "app.focus_previous", N_("To the part before"), show=False),
    ]

    ID: ClassVar[str]
    """Its id in the registry."""

    def __init__(self, workspace: Workspace, shown: Shown) -> None:
        super().__init__()
        self.workspace = workspace
        self.shown = shown
        self._stale = True

    # -- for each screen to say

    @abstractmethod
    def body(self) -> ComposeResult:
        """The widgets between the bar and the keys."""

    @abstractmethod
    def fill(self) -> None:
        """Shows what the workspace holds, in the language and the signs of now."""

    @property
    def note(self) -> str:
        """What is worked on, on the right of the bar."""
        return self.workspace.team.name

    # -- what they share

    def compose(self) -> ComposeResult:
        yield TitleBar([Tab(entry.id, entry.key, entry.name) for entry in SCREENS], self.ID)
        yield from self.body()
        yield Footer(compact=True)

    def on_mount(self) -> None:
        self.refill()

    def on_screen_resume(self) -> None:
        """Takes in what changed while it was not seen."""
        if self._stale and self.is_mounted:
            self.refill()

    def mark_stale(self) -> None:
        """What it shows is not how things are any more."""
        self._stale = True
        if self.is_current:
            self.refill()

    def refill(self) -> None:
        """Fills it anew, with all texts of the bars."""
        self._stale = False
        self.title = f"{self.say(BY_ID[self.ID].name)} - {clean(self.workspace.team.name)}"
        self.fill()
        self.query_one(TitleBar).show_note(self.note)
        self.refresh_bindings()

    def teller(self, year: int | None = None) -> Teller:
        """Says reasons with the names of the team."""
        return Teller(self.telling.language, self.workspace.team, year or self.shown.first.year)

    def attempt(self, act: Callable[[], object]) -> bool:
        """Does an act on the workspace, and has every screen show it; tells what is wrong where it cannot be done."""
        try:
            act()
        except SecretariatError as error:
            self.shell.complain(error)
            return False
        self.shell.changed()
        return True

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, described in the user's language."""
        return translated(super().active_bindings, self.telling)

    def on_title_bar_picked(self, event: TitleBar.Picked) -> None:
        self.shell.go(event.id)


class Dialog(Speaking, ModalScreen[T], inherit_bindings=False):
    """A question in front of a screen. It gives its answer by `dismiss`."""

    BINDINGS: ClassVar[list[BindingType]] = list(BaseScreen.BINDINGS)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, described in the user's language."""
        return translated(super().active_bindings, self.telling)


def translated(bindings: dict[str, ActiveBinding], telling: Telling) -> dict[str, ActiveBinding]:
    """The bindings with descriptions in a language."""

    def said(binding: Binding) -> Binding:
        return replace(binding, description=telling.say(binding.description)) if binding.description else binding

    return {key: active._replace(binding=said(active.binding)) for key, active in bindings.items()}
