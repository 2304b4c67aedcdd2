"""What all screens share: the bar on top, the keys below, the ways to act, and telling what came of it.

A screen shows what its workspace holds in `fill`, and nowhere else: that is called when it opens, after every act,
when somebody else changed something, and when the language or the signs change.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, TypeVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.team import Team
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.reasons import Teller, tell_fault
from secretariat_tui.presenters.screen_hints import on_screen
from secretariat_tui.screens.planning import PlanningPanel
from secretariat_tui.screens.registry import BY_ID, SCREENS
from secretariat_tui.screens.speaking import PARTS, Speaking, translated
from secretariat_tui.services.questions import Question
from secretariat_tui.services.workspace import Workspace
from secretariat_tui.widgets.key_bar import KeyBar
from secretariat_tui.widgets.telling import Telling, telling_of
from secretariat_tui.widgets.title_bar import Tab, TitleBar

A = TypeVar("A")

BUSY: Final = N_("The planner is at work already.")
_MAY_NOT: Final = N_("You are looking only: nothing can be changed here.")


def looking_only(workspace: Workspace, telling: Telling) -> list[str]:
    """That nothing can be changed; where that is known, why, and what would help."""
    why, teller = workspace.why_not, Teller(telling.language, workspace.team)
    return [telling.say(_MAY_NOT), *(() if why is None else tell_fault(on_screen(why), teller))]


class LookingOnly(Static):
    """Says on every screen that nothing can be changed, and why."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(classes="banner", markup=False)
        self._workspace = workspace

    def render(self) -> Content:
        """What is wrong, in the present language; what would help is told where she tries."""
        return Content(" ".join(looking_only(self._workspace, telling_of(self))[:2]))


@dataclass
class Shown:
    """What the screens look at together, so that going from one to another keeps the place."""

    first: Week
    weeks: int = 1
    member: str | None = None
    day: date | None = None
    duty: str | None = None
    is_desk: bool = False


class BaseScreen(Speaking, Screen[None], inherit_bindings=False):
    """One of the screens of the bar. Its `BINDINGS` are described by keys of the catalogues."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *PARTS,
        Binding("ctrl+s", "stop_planner", N_("Stop, and keep the best")),
        Binding("ctrl+x", "give_up", N_("Give up")),
    ]

    ID: ClassVar[str]
    """Its id in the registry."""

    WRITES: ClassVar[frozenset[str]] = frozenset({"undo", "redo"})
    """Acts that change something. Who may only look is not shown their keys, and is told so where she presses one."""

    def __init__(self, workspace: Workspace, shown: Shown) -> None:
        super().__init__()
        self.workspace = workspace
        self.shown = shown
        self._stale = True
        self._panel: PlanningPanel | None = None

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

    def legend(self) -> tuple[str, ...]:
        """What its signs mean, for `?`."""
        return ()

    def compose(self) -> ComposeResult:
        yield TitleBar([Tab(entry.id, entry.key, entry.name) for entry in SCREENS], self.ID)
        if not self.workspace.may_write:
            yield LookingOnly(self.workspace)
        yield from self.body()
        yield KeyBar()

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

    @property
    def former(self) -> Team | None:
        """A team with the names of who and what is in the rosters that are shown, and in the team no more."""
        return None

    def teller(self, year: int | None = None, former: Team | None = None) -> Teller:
        """Says reasons with the names of the team, and where somebody is in it no more with those of a former one."""
        team, former = self.workspace.team, former or self.former
        return Teller(self.telling.language, team, year or self.shown.first.year, former)

    def may(self) -> bool:
        """Whether anything can be changed; it is told where nothing can."""
        if not self.workspace.may_write:
            self.shell.tell("\n".join(looking_only(self.workspace, self.telling)), "warning")
        return self.workspace.may_write

    def attempt(self, act: Callable[[], object]) -> bool:
        """Does an act on the workspace, and has every screen show it; tells what is wrong where it cannot be done."""
        if not self.may():
            return False
        try:
            act()
        except SecretariatError as error:
            self.shell.complain(error)
            return False
        self.shell.changed()
        return True

    async def ask(self, question: Question[A], what: str, seconds: float | None = None) -> A | None:
        """Asks the planner while the screen goes on; `what` says at what it works. The user sees how far it is, and may
        stop it, which keeps the best so far, or give it up. None then, and where it was told what is wrong.

        Only in a worker: `@work async def action_plan`.
        """
        if self._panel is not None:
            self.shell.tell(self.say(BUSY), "warning")
            return None
        panel = self._panel = PlanningPanel(what, seconds)
        await self.mount(panel, before=self.query_one(KeyBar))
        self.refresh_bindings()
        try:
            found = await panel.ask(self.workspace.planner, question)
        finally:
            self._panel = None
            panel.remove()
            self.refresh_bindings()
        if found.error is not None:
            self.shell.complain(found.error)
        return found.answer

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The planner can be stopped while it works."""
        if action in ("stop_planner", "give_up"):
            return self._panel is not None
        return super().check_action(action, parameters)

    def action_stop_planner(self) -> None:
        if self._panel is not None:
            self._panel.stop()

    def action_give_up(self) -> None:
        if self._panel is not None:
            self._panel.give_up()

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now for this user, described in her language."""
        found, may = super().active_bindings, self.workspace.may_write
        shown = {key: it for key, it in found.items() if may or it.binding.action.partition("(")[0] not in self.WRITES}
        return translated(shown, self.telling)

    def on_title_bar_picked(self, event: TitleBar.Picked) -> None:
        self.shell.go(event.id)
