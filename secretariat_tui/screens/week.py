"""The week: the roster grid with the coverage strip under it."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.limits import Limits
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.coverage import coverage_grid
from secretariat_tui.presenters.week_grid import WeekSheet, story, week_grid
from secretariat_tui.screens.base import BaseScreen
from secretariat_tui.screens.dialogs import Confirm
from secretariat_tui.services.questions import PlanWeeks
from secretariat_tui.services.sheets import Sheet
from secretariat_tui.widgets.cell_table import CellTable
from secretariat_tui.widgets.coverage_strip import CoverageStrip
from secretariat_tui.widgets.week_grid import WeekGrid

_QUARTER = 13
_PLAN_SECONDS = 60.0
_PLANNING = N_("The roster is being planned.")
_SPREADS = {1: N_("One week"), 2: N_("Two weeks"), 4: N_("Four weeks"), 8: N_("Eight weeks")}


class WeekScreen(BaseScreen):
    """One week to a quarter."""

    ID: ClassVar[str] = "week"

    DEFAULT_CSS = """
    WeekScreen {
        & WeekGrid { height: 2fr; }
        & CoverageStrip { height: 1fr; }
        & #story { height: 2; padding: 0 1; background: $panel; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "plan", N_("Plan")),
        Binding("P", "publish", N_("Publish")),
        Binding("left_square_bracket", "turn(-1)", N_("Earlier"), key_display="["),
        Binding("right_square_bracket", "turn(1)", N_("Later"), key_display="]"),
        *(Binding(str(n), f"spread({n})", _SPREADS.get(n, ""), show=False) for n in range(1, 9)),
        Binding("9", f"spread({_QUARTER})", N_("A quarter"), show=False),
    ]

    def body(self) -> ComposeResult:
        yield WeekGrid()
        yield Static(id="story")
        yield CoverageStrip()

    def on_mount(self) -> None:
        self.query_one(CoverageStrip).follow(self.query_one(WeekGrid))
        super().on_mount()
        self.query_one(WeekGrid).focus()

    @property
    def note(self) -> str:
        return f"{self.workspace.team.name}, {self.telling.language.week(self.shown.first)}"

    def fill(self) -> None:
        sheet = self.workspace.sheet(self.shown.first, self.shown.weeks)
        self._sheet = _looked_up(sheet)
        language, glyphs, today = self.telling.language, self.telling.glyphs, self.workspace.now().date()
        self.query_one(WeekGrid).show(week_grid(self._sheet, language, glyphs, today))
        self.query_one(CoverageStrip).show(coverage_grid(self._sheet, sheet.plan, language, glyphs, today))
        self._tell_cell()

    @on(WeekGrid.Moved)
    def _moved(self, event: CellTable.Moved) -> None:
        if isinstance(event.table, WeekGrid):
            self._tell_cell()

    def _tell_cell(self) -> None:
        """What the signs of the cell under the cursor say, in words."""
        here, team = self.query_one(WeekGrid).here, self.workspace.team
        told = () if here is None else story(self._sheet, team.member[here[0]], here[1], self.telling.language)
        if here is not None:
            self.shown.member, self.shown.day = here
        first, rest = " ".join(told[:1]), "; ".join(told[1:])
        self.query_one("#story", Static).update(Text(clean(first) + "\n" + clean(rest)), layout=False)

    @work
    async def action_plan(self) -> None:
        """Plans what is shown. What was there is a version that can be brought back."""
        sheet = self.workspace.sheet(self.shown.first, self.shown.weeks)
        found = await self.ask(PlanWeeks(sheet.problem, Limits(wall=_PLAN_SECONDS)), self.say(_PLANNING), _PLAN_SECONDS)
        if found is not None:
            self.attempt(lambda: self.workspace.keep(found, seen=sheet))

    @work
    async def action_publish(self) -> None:
        """Puts what is shown in force."""
        if await self.app.push_screen_wait(Confirm(self.say(N_("Publish what is shown?")), N_("Publish"))):
            self.attempt(lambda: self.workspace.publish(self.shown.first, self.shown.weeks))

    def action_turn(self, weeks: int) -> None:
        self.shown.first = self.shown.first.plus(weeks)
        self.refill()

    def action_spread(self, weeks: int) -> None:
        self.shown.weeks = weeks
        self.refill()


def _looked_up(sheet: Sheet) -> WeekSheet:
    roster = Roster(sheet.problem.team.id, sheet.problem.weeks, (), ()) if sheet.plan is None else sheet.plan.roster
    return WeekSheet(sheet.problem, roster)
