"""The report: indicators over time as lines and in a table, burdens by kind, and the report as a file."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.report import By, Report, Reported, regrouped
from secretariat_tui.exchange.documents import dump
from secretariat_tui.exchange.report import report_csv, report_document
from secretariat_tui.exchange.safe_write import write_file
from secretariat_tui.exchange.typed_path import typed_path
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.report_plot import report_grid, series
from secretariat_tui.presenters.report_view import report_page, report_view
from secretariat_tui.screens.base import BaseScreen
from secretariat_tui.screens.dialogs import Ask, Confirm
from secretariat_tui.services.questions import ReportWeeks
from secretariat_tui.services.support import Support
from secretariat_tui.widgets.cell_table import CellTable
from secretariat_tui.widgets.details import Details
from secretariat_tui.widgets.plot import IndicatorPlot

_BACK: Final = timedelta(weeks=53)
"""How far back it tells: a year."""

_CHANGING: Final = {
    *(ActKind.PUBLISH, ActKind.UNPUBLISH, ActKind.REALISE, ActKind.UNDO, ActKind.REDO, ActKind.EDIT_TEAM),
    *(ActKind.IMPORT_TEAM, ActKind.PLAN, ActKind.REPAIR),
}
"""Acts after which figures may be others."""


class ReportScreen(BaseScreen):
    """A year back. The column of the cursor is the line that is drawn."""

    ID: ClassVar[str] = "report"

    DEFAULT_CSS = """
    ReportScreen {
        & IndicatorPlot { height: 1fr; }
        & CellTable { height: 1fr; }
        & Details { height: 4; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "by('week')", N_("Week")),
        Binding("m", "by('month')", N_("Month")),
        Binding("q", "by('quarter')", N_("Quarter")),
        Binding("y", "by('year')", N_("Year")),
        Binding("s", "save", N_("Save as a file")),
    ]

    def body(self) -> ComposeResult:
        yield IndicatorPlot()
        yield CellTable()
        yield Details()

    def on_mount(self) -> None:
        self._by = By.WEEK
        self._found: Reported | None = None
        self._made_on: object = None
        self._is_made = False
        super().on_mount()
        self.query_one(CellTable).focus()

    def fill(self) -> None:
        team, acts = self.workspace.team, self.workspace.acts()
        made_on = (team, tuple(act.number for act in acts if act.kind in _CHANGING), self.workspace.now().date())
        if made_on != self._made_on:
            self._made_on, self._is_made = made_on, False
            self._compute()
        self._show()

    @work(exclusive=True, group="figures")
    async def _compute(self) -> None:
        """Works the report out beside the screen."""
        workspace = self.workspace
        team, since = workspace.team, workspace.now().date() - _BACK
        try:
            planned, realised = await asyncio.to_thread(workspace.weeks.kept_rosters, team.id, since)
            support = await asyncio.to_thread(Support(workspace.office).all, team.id)
        except SecretariatError as error:
            self.shell.complain(error)
            return
        if not planned and not realised:
            self._found = None
        else:
            question = ReportWeeks(team, planned, realised, support)
            found = await self.ask(question, self.say(N_("The report is being made.")))
            self._found = found or self._found
        self._is_made = True
        self._show()

    @property
    def _nothing(self) -> str:
        """Why there is no report."""
        if self._is_made:
            return self.say(N_("Nothing was published yet: there is nothing to report."))
        return self.say(N_("The report is being made."))

    @property
    def report(self) -> Report | None:
        """The report by the periods that are shown."""
        return None if self._found is None else regrouped(self._found.report, self._by)

    def _show(self) -> None:
        report, found, language = self.report, self._found, self.telling.language
        if report is None or found is None:
            self.query_one(Details).tell([self._nothing])
            return
        self.query_one(CellTable).show(report_grid(report, found.burdens, language))
        self.query_one(Details).tell(report_view(report, self.workspace.team, language).summary)
        self._show_line()

    @on(CellTable.Moved)
    def _moved(self) -> None:
        self._show_line()

    def _show_line(self) -> None:
        _, column = self.query_one(CellTable).current
        report, found = self.report, self._found
        if report is not None and found is not None and column is not None:
            self.query_one(IndicatorPlot).show(series(report, found.burdens, column.id, self.telling.language))

    def action_by(self, by: str) -> None:
        self._by = By(by)
        self._show()

    # -- as a file

    @work
    async def action_save(self) -> None:
        """Writes the report as a page, as a table or as data, as the name of the file says."""
        report = self.report
        if report is None:
            self.shell.tell(self._nothing)
            return
        what = self.say(N_("Save as which file? Its name ends in .html, .csv or .json."))
        name = await self.app.push_screen_wait(Ask(what, f"report-{report.first}-{report.last}.html", self._wrong))
        if name is None:
            return
        path = typed_path(name)
        question = self.say(N_("{file} is there already. Replace it?"), file=clean(str(path)))
        if path.exists() and not await self.app.push_screen_wait(Confirm(question, N_("Replace"))):
            return
        try:
            write_file(path, self._content(report, path.suffix.lower()))
        except SecretariatError as error:
            self.shell.complain(error)
        else:
            self.shell.tell(self.say(N_("{file} is written."), file=clean(str(path.absolute()))))

    def _content(self, report: Report, suffix: str) -> bytes:
        team = self.workspace.team
        if suffix == ".csv":
            return report_csv(report, team)
        if suffix == ".json":
            return dump(report_document(report, team))
        return report_page(report_view(report, team, self.telling.language))

    def _wrong(self, name: str) -> str:
        if typed_path(name).suffix.lower() not in (".html", ".csv", ".json"):
            return self.say(N_("The name must end in .html, .csv or .json."))
        return ""
