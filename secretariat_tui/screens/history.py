"""The versions of a week and what differs between two of them, and all that was done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.finding import N_
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.explanation import difference_lines
from secretariat_tui.presenters.history_view import act_grid, act_lines, version_grid, version_notes
from secretariat_tui.presenters.reasons import tell_fault
from secretariat_tui.screens.base import BaseScreen
from secretariat_tui.screens.dialogs import Confirm
from secretariat_tui.widgets.cell_table import CellTable
from secretariat_tui.widgets.reading import Reading

_PAUSE_SECONDS = 0.1
"""How long the cursor must stand still before two versions are compared: only checking takes longer than a key."""


class Versions(CellTable):
    """The versions of a week."""


class Acts(CellTable):
    """Everything that was done on the team."""


class HistoryScreen(BaseScreen):
    """The versions of the week that is shown, the newest first, with what differs between the one under the cursor
    and another."""

    ID: ClassVar[str] = "history"
    WRITES = BaseScreen.WRITES | {"restore", "realise"}

    DEFAULT_CSS = """
    HistoryScreen {
        & Versions { height: 1fr; }
        & #differences { height: 1fr; padding: 0 1; background: $panel; }
        & #differences Static { height: auto; }
        & Acts { height: 1fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "compare", N_("Compare with this one")),
        Binding("r", "restore", N_("Bring back")),
        Binding("m", "realise", N_("This is what happened")),
        Binding("left_square_bracket", "turn(-1)", N_("Earlier"), key_display="["),
        Binding("right_square_bracket", "turn(1)", N_("Later"), key_display="]"),
    ]

    def body(self) -> ComposeResult:
        yield Versions()
        with Reading(id="differences"):
            yield Static(markup=False)
        yield Acts()

    def on_mount(self) -> None:
        self._base: int | None = None
        self._pause = self.set_timer(_PAUSE_SECONDS, self._tell_difference, pause=True)
        super().on_mount()
        self.query_one(Versions).focus()

    @property
    def note(self) -> str:
        return f"{self.telling.language.week(self.shown.first)}, {self.workspace.team.name}"

    def fill(self) -> None:
        workspace, language = self.workspace, self.telling.language
        team = workspace.team
        state, versions = workspace.weeks.history(team.id, self.shown.first)
        self._state, self._versions = state, {item.number: item for item in versions}
        self._acts = {str(act.number): act for act in workspace.acts()}
        if self._base not in self._versions:
            self._base = None
        self.query_one(Versions).show(version_grid(state, versions, self._base, team.timezone, language))
        self.query_one(Acts).show(act_grid(tuple(self._acts.values()), team.timezone, language))
        self._tell_difference()

    # -- what differs

    @property
    def chosen(self) -> int | None:
        """The version under the cursor."""
        row, _ = self.query_one(Versions).current
        return None if row is None else int(row.id)

    @property
    def base(self) -> int | None:
        """The version that the chosen one is compared with: the one that was marked, else the one before it."""
        if self._base is not None or self.chosen is None:
            return self._base
        return max((number for number in self._versions if number < self.chosen), default=None)

    @on(CellTable.Moved)
    @on(events.DescendantFocus)
    def _moved(self) -> None:
        self._pause.stop()
        self._pause = self.set_timer(_PAUSE_SECONDS, self._tell_difference)

    def _tell_difference(self) -> None:
        """What is under the cursor of the table that she is in: a version with what differs, or an act."""
        language, acts = self.telling.language, self.query_one(Acts)
        row, _ = acts.current
        if acts.has_focus and row is not None:
            lines = list(act_lines(self._acts[row.id], self.workspace.team.timezone, language))
        else:
            version = self._versions.get(self.chosen or 0)
            notes = [] if version is None else version_notes(self._state, version, language)
            lines = [*notes, *self._difference()]
        self.query_one("#differences Static", Static).update(Text("\n".join(map(clean, lines))))

    def _difference(self) -> list[str]:
        week, chosen, base = self.shown.first, self.chosen, self.base
        if chosen is None:
            return [self.say(N_("{week} has no roster yet."), week=str(week))]
        if base is None or base == chosen:
            return [self.say(N_("Version {number} is compared with no other."), number=chosen)]
        before, after = sorted((base, chosen))
        title = self.say(N_("From version {before} to version {after}"), before=before, after=after)
        try:
            problem, found = self.workspace.weeks.compare(self.workspace.team.id, week, before, after)
        except SecretariatError as error:
            return [title, *(line for fault in error.faults for line in tell_fault(fault, self.teller()))]
        return [title, *difference_lines(found, self.teller(week.year, problem.team))]

    # -- acts

    @on(Versions.Chosen)
    def _chosen(self, event: CellTable.Chosen) -> None:
        if isinstance(event.table, Versions):
            self.action_compare()

    def action_compare(self) -> None:
        """Compares with the version under the cursor from now on; with the one before each again, asked once more."""
        if self.chosen is not None:
            self._base = None if self._base == self.chosen else self.chosen
            self.refill()

    @work
    async def action_restore(self) -> None:
        """Brings the version under the cursor back, as the newest."""
        week, number = self.shown.first, self.chosen
        if number is None:
            return
        what = self.say(N_("Bring version {number} of {week} back, as its newest?"), number=number, week=str(week))
        await self._do(what, N_("Bring back"), partial(self.workspace.restore, week, number))

    @work
    async def action_realise(self) -> None:
        """Marks the version under the cursor as what really happened."""
        week, number = self.shown.first, self.chosen
        if number is None:
            return
        what = self.say(N_("Mark version {number} of {week} as what happened?"), number=number, week=str(week))
        await self._do(what, N_("Mark"), partial(self.workspace.realise, week, number))

    async def _do(self, what: str, yes: str, act: Callable[[], object]) -> None:
        if self.may() and await self.app.push_screen_wait(Confirm(what, yes)):
            self.attempt(act)

    def action_turn(self, weeks: int) -> None:
        self.shown.first = self.shown.first.plus(weeks)
        self._base = None
        self.refill()
