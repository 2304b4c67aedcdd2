"""Continuity: what is lost when one member falls out on one day, and what falls with a single person."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from secretariat_tui.domain.continuity import Continuity, WeakKind, WeakPoint, Weight
from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.plan import Contingency
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.limits import Limits
from secretariat_tui.presenters.continuity_view import heat_legend
from secretariat_tui.presenters.heat_map import TOGETHER, heat_grid
from secretariat_tui.presenters.left import counts_on_who_left
from secretariat_tui.presenters.weak_points import absence_lines, figures, weak_grid, weak_legend, weak_lines
from secretariat_tui.screens.base import BaseScreen, Shown
from secretariat_tui.services.continuity import standing, weighed
from secretariat_tui.services.questions import AssessContinuity
from secretariat_tui.services.workspace import Workspace
from secretariat_tui.widgets.cell_table import CellTable
from secretariat_tui.widgets.details import Details
from secretariat_tui.widgets.heat_map import HeatMap

_MOST: Final = 40
"""Remedies to verify at most: each is a plan of its own."""
_SECONDS: Final = 60.0


class WeakPoints(CellTable):
    """The table of them. What falls is what tells them apart: accounts often begin alike."""

    NAMES_YIELD = True


class ContinuityScreen(BaseScreen):
    """The roster that is shown, without each member on each day. The figures are computed beside the screen."""

    ID: ClassVar[str] = "continuity"

    DEFAULT_CSS = """
    ContinuityScreen {
        & #figures { height: auto; max-height: 5; padding: 0 1; background: $panel; }
        & #left { width: 3fr; }
        & HeatMap { height: 3fr; }
        & #weak { height: 2fr; }
        & Details { width: 2fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "remedies", N_("What would help")),
        Binding("left_square_bracket", "turn(-1)", N_("Earlier"), key_display="["),
        Binding("right_square_bracket", "turn(1)", N_("Later"), key_display="]"),
    ]

    def body(self) -> ComposeResult:
        yield Static(id="figures")
        with Horizontal():
            with Vertical(id="left"):
                yield HeatMap()
                yield WeakPoints(id="weak")
            yield Details()

    def __init__(self, workspace: Workspace, shown: Shown) -> None:
        super().__init__(workspace, shown)
        self._found: Continuity | None = None
        self._rests_on: tuple[Roster, Team] | None = None

    def on_mount(self) -> None:
        self._map.focus()

    @property
    def note(self) -> str:
        return f"{self.telling.language.week(self.shown.first)}, {self.workspace.team.name}"

    @property
    def former(self) -> Team:
        return self._sheet.former

    @property
    def _map(self) -> HeatMap:
        return self.query_one(HeatMap)

    @property
    def _weak(self) -> CellTable:
        return self.query_one("#weak", CellTable)

    def legend(self) -> tuple[str, ...]:
        """What the signs of the map and of the weak points mean."""
        language, glyphs = self.telling.language, self.telling.glyphs
        return (*heat_legend(language, glyphs.heat), *weak_legend(language, glyphs))

    # -- what is shown

    def fill(self) -> None:
        self._sheet, self._left = self.workspace.sheet_without_left(self.shown.first, self.shown.weeks)
        plan = self._sheet.plan
        rests_on = None if plan is None else (plan.roster, standing(self._sheet.asked.team))
        if rests_on != self._rests_on:
            self._found, self._rests_on = None, rests_on
            self.workers.cancel_group(self, "figures")
        member, day = self.shown.member, self.shown.day  # to show is to look at what is under the cursor now
        self._show()
        if member is not None and day is not None:
            self._map.move_to(member, day.isoformat())
        if self._found is None and plan is not None:
            self._assess()

    def _show(self) -> None:
        """What is known: the plan as it was kept, or the answer once there is one."""
        telling, plan, found = self.telling, self._sheet.plan, self._found
        language, glyphs = telling.language, telling.glyphs
        weights: tuple[Weight, ...] = ()
        known: tuple[Contingency, ...] = ()
        if found is not None:
            weights, known = found.weights, found.contingency
        elif plan is not None:
            weights, known = weighed(self._sheet.asked, plan), plan.contingency
        self._plans = {(item.member, item.date): item for item in known}
        today = self.workspace.now().date()
        self._map.show(heat_grid(self._sheet.asked, weights, language, glyphs, today))
        self._weak.show(weak_grid(found, self._sheet.asked.team, self.teller(), glyphs))
        if plan is None:
            told = self.say(N_("These weeks have no roster yet. Press W for the week, and plan it there."))
        else:
            left = (counts_on_who_left(item, self.teller()) for item in self._left)
            told = "\n".join([figures(found, plan.continuity, language), *left])
        self.query_one("#figures", Static).update(Text(told))
        self._tell()

    @on(CellTable.Moved)
    def _moved(self) -> None:
        self._tell()

    def on_descendant_focus(self) -> None:
        """What is told is about the table that has the focus."""
        self._tell()

    def _tell(self) -> None:
        """The contingency plan, or the weak point, under the cursor. The other screens go on from there."""
        details = self.query_one(Details)
        point = self._point
        if self._weak.has_focus and point is not None and self._found is not None:
            first = next(iter((*point.dates, *point.agreed_dates)), self.shown.day)
            self._look_at(point.member, first, point.id, point.kind is WeakKind.DESK)
            details.tell(weak_lines(point, self._found, self.teller()))
        elif not details.has_focus:
            item = self._absence()
            details.tell(self.legend() if item is None else absence_lines(item, self.teller()))

    def _absence(self) -> Contingency | None:
        """The contingency plan of the cell under the cursor."""
        row, column = self._map.current
        if row is None or column is None or column.day is None or row.kind == TOGETHER:
            return None
        found = self._plans.get((row.id, column.day))
        lost = found.lost[0] if found is not None and found.lost else None
        duty, is_desk = (None, False) if lost is None else (lost.duty, lost.is_desk)
        self._look_at(row.id, column.day, duty, is_desk)
        return found

    def _look_at(self, member: str | None, day: date | None, duty: str | None, is_desk: bool) -> None:
        """What other screens go on with: not what an answer brings here when the user has gone there already."""
        if self.is_current:
            shown = self.shown
            shown.member, shown.day, shown.duty, shown.is_desk = member, day, duty, is_desk

    @property
    def _point(self) -> WeakPoint | None:
        row, _ = self._weak.current
        return None if row is None or self._found is None else self._found.weak_points[int(row.id)]

    def action_turn(self, weeks: int) -> None:
        self.shown.first = self.shown.first.plus(weeks)
        self.refill()

    @on(HeatMap.Asked)
    def _asked(self) -> None:
        """A cell that is opened is read beside it."""
        self.query_one(Details).focus()

    # -- computing

    def on_screen_suspend(self) -> None:
        """Nothing is computed for a screen that is left."""
        if self not in self.app.screen_stack:
            self.workers.cancel_group(self, "figures")

    def on_screen_resume(self) -> None:
        """Goes on where it was left; what is stale is filled anew, and goes on then."""
        if self.is_mounted and not self._stale and self._found is None and self._sheet.plan is not None:
            self._assess()

    @work(exclusive=True, group="figures")
    async def _assess(self) -> None:
        """The figures and the weak points of the roster."""
        if self._sheet.plan is None:
            return
        try:
            found = await self.workspace.planner.ask(AssessContinuity(self._sheet.problem, self._sheet.plan.roster))
        except SecretariatError as error:
            self.shell.complain(error)
            return
        self._found = found
        self._show()

    @work
    async def action_remedies(self) -> None:
        """What would remove each weak point, verified by planning again."""
        sheet = self._sheet
        if sheet.plan is None:
            return
        rests_on, limits = self._rests_on, Limits(wall=_SECONDS)
        question = AssessContinuity(sheet.problem, sheet.plan.roster, _MOST, limits)
        told = self.say(N_("What would help is being tried, each by planning again."))
        found = await self.ask(question, told)
        if found is not None and self._rests_on == rests_on:
            self.workers.cancel_group(self, "figures")
            self._found = found
            self._show()
            self._weak.focus()
