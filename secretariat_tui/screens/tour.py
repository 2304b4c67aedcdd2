"""The tour: the morning in two minutes, told over the real screens, in which the user does it all herself.

Nothing is staged. A step is over when what it speaks of has happened: a dialog is open, an act stands in the history,
another screen is seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Click
from textual.message import Message
from textual.screen import Screen
from textual.signal import Signal
from textual.widgets import Static

from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.records import ActKind
from secretariat_tui.screens.base import BaseScreen
from secretariat_tui.screens.registry import BY_ID
from secretariat_tui.screens.today_dialogs import ChooseRepair, WhoAndWhen
from secretariat_tui.services.workspace import Workspace
from secretariat_tui.widgets.key_bar import KeyBar
from secretariat_tui.widgets.telling import telling_of


class Host(Protocol):
    """What the tour asks of the app."""

    workspace: Workspace
    screen_change_signal: Signal[Screen[Any]]

    @property
    def screen(self) -> Screen[Any]: ...

    def simulate_key(self, key: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Step:
    """What is told, on which screen, the key that goes on from there, and what shows that it is over.

    One without a key and without an end is only read.
    """

    screen: str
    text: str
    key: str = ""
    is_over: Callable[[Screen[Any], frozenset[ActKind]], bool] | None = None


def _opened(kind: type[Screen[Any]], *acts: ActKind) -> Callable[[Screen[Any], frozenset[ActKind]], bool]:
    return lambda screen, done: isinstance(screen, kind) or bool(done & set(acts))


def _done(*acts: ActKind) -> Callable[[Screen[Any], frozenset[ActKind]], bool]:
    return lambda _, done: bool(done & set(acts))


def _seen(id: str) -> Callable[[Screen[Any], frozenset[ActKind]], bool]:
    return lambda screen, _: isinstance(screen, BaseScreen) and id == screen.ID


STEPS: Final = (
    Step(
        "today",
        N_(
            "Good morning. This is Today: who is in, who has which account now and this afternoon, and below it what "
            "is fragile. The arrows look around."
        ),
    ),
    Step(
        "today",
        N_("The telephone: somebody is ill. Press a."),
        "a",
        _opened(WhoAndWhen, ActKind.ABSENT),
    ),
    Step(
        "today",
        N_(
            "Type the beginning of a name. Who takes over stands below it already: that was planned with the week. "
            "Enter marks her away; nobody asks why."
        ),
        is_over=_done(ActKind.ABSENT),
    ),
    Step(
        "today",
        N_("The planner looks for ways to repair the week. The screen goes on meanwhile; soon there is a choice."),
        is_over=_opened(ChooseRepair, ActKind.REPAIR),
    ),
    Step(
        "today",
        N_(
            "Each repair says what changes for whom, and what it costs. Enter applies and publishes the one you choose."
        ),
        is_over=_done(ActKind.REPAIR),
    ),
    Step(
        "today",
        N_(
            "The week is repaired and published, and every calendar that follows it will know. All of it can be taken "
            "back: u, and Ctrl+R to do it again. Press W for the week."
        ),
        "W",
        _seen("week"),
    ),
    Step(
        "week",
        N_(
            "The Week: members by days, and under it who has every account. Under the cursor the signs are told in "
            "words; Enter changes a cell, and you see what that does before it is done. Press C for continuity."
        ),
        "C",
        _seen("continuity"),
    ),
    Step(
        "continuity",
        N_(
            "Continuity: what is lost if one person falls out on one day, who takes over the rest, and what rests on "
            "one person alone. Press L for leave."
        ),
        "L",
        _seen("leave"),
    ),
    Step(
        "leave",
        N_(
            "Leave: a light for every member and day, before anybody asks. That was the morning. ? tells the keys of "
            "a screen, Ctrl+P finds everything that can be done."
        ),
    ),
)


class TourPanel(Vertical):
    """What the tour says now, above the keys of a screen or at the foot of a dialog."""

    DEFAULT_CSS = """
    TourPanel {
        height: auto;
        max-height: 50%;
        padding: 0 1;
        background: $accent-muted;
        color: $text;
        border-top: solid $accent;
        & Static { height: auto; }
        & .keys { color: $text-muted; }
        &.-in-dialog { dock: bottom; }
    }
    """

    class Clicked(Message):
        """Somebody wants to go on."""

    def __init__(self, tour: Tour) -> None:
        super().__init__()
        self._tour = tour

    def compose(self) -> ComposeResult:
        yield Static(markup=False, classes="step")
        yield Static(markup=False, classes="keys")

    def on_mount(self) -> None:
        self.show()

    def show(self) -> None:
        """Says what the tour says now, in the user's language."""
        if not self.children:  # not composed yet; then it is shown when it is
            return
        say, tour = telling_of(self).say, self._tour
        place = say(N_("Tour, {number} of {total}"), number=tour.at + 1, total=len(STEPS))
        text = Text(f"{place}  ", style="bold")
        text.append(Text(say(tour.step.text), style="not bold"))
        self.query_one(".step", Static).update(text)
        self.query_one(".keys", Static).update(Text(self._keys(say)))

    def _keys(self, say: Callable[..., str]) -> str:
        screen, wanted = self.screen, BY_ID[self._tour.step.screen]
        if not isinstance(screen, BaseScreen):
            return say(N_("Escape: back"))
        on = say(N_("F3: end the tour") if self._tour.is_last else N_("Space: go on   F3: end the tour"))
        if screen.ID in (wanted.id, self._tour.next_screen):
            return on
        return say(N_("{key}: back to {screen}"), key=wanted.key, screen=say(wanted.name)) + "   " + on

    def on_click(self, event: Click) -> None:
        event.stop()
        if isinstance(self.screen, BaseScreen):
            self._tour.go_on()


class Tour:
    """Where the user is in the tour. `end` is called when it is over."""

    def __init__(self, host: Host, end: Callable[[], None]) -> None:
        self.at = 0
        self._host = host
        self._end = end
        self._before = len(host.workspace.acts())
        self._panels: list[TourPanel] = []

    @property
    def step(self) -> Step:
        return STEPS[self.at]

    @property
    def is_last(self) -> bool:
        return self.at == len(STEPS) - 1

    @property
    def next_screen(self) -> str:
        return STEPS[min(self.at + 1, len(STEPS) - 1)].screen

    def look(self) -> None:
        """Goes on past what has happened, and says what comes now on the screen that is seen."""
        who = self._host.workspace.office.who
        kinds = frozenset(act.kind for act in self._host.workspace.acts()[self._before :] if act.who == who)
        while self.step.is_over is not None and self.step.is_over(self._host.screen, kinds) and not self.is_last:
            self.at += 1
        self._show()

    def go_on(self) -> None:
        """Presses the key of the step; what has none is passed over."""
        if self.is_last:
            self._end()
        elif self.step.key and _seen(self.step.screen)(self._host.screen, frozenset()):
            self._host.simulate_key(self.step.key)
        else:
            following = range(self.at + 1, len(STEPS))
            self.at = next(n for n in following if STEPS[n].key or STEPS[n].is_over is None)
            self._show()

    def close(self) -> None:
        """Takes the panels away."""
        for panel in self._panels:
            panel.remove()
        self._panels.clear()

    def _show(self) -> None:
        screen = self._host.screen
        self._panels = [panel for panel in self._panels if panel.is_attached]
        if screen.is_attached and all(panel.parent is not screen for panel in self._panels):
            panel = TourPanel(self)
            self._panels.append(panel)
            footers = screen.query(KeyBar)
            panel.set_class(not footers, "-in-dialog")
            screen.mount(panel, before=footers.first() if footers else None)
        for panel in self._panels:
            panel.show()
