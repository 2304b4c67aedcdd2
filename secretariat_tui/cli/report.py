"""`secretariat report`: what rosters came to, by week, month, quarter or year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.dates import DateType
from secretariat_tui.cli.formats import format_of
from secretariat_tui.cli.output import deliver, say_written
from secretariat_tui.cli.reading import history_of
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import Source, with_team
from secretariat_tui.domain.finding import N_

if TYPE_CHECKING:
    from rich.console import RenderableType

    from secretariat_tui.domain.capacity import Answered
    from secretariat_tui.domain.report import Report
    from secretariat_tui.domain.team import Team
    from secretariat_tui.presenters.report_view import ReportView, Table

_FORMS = ("table", "csv", "html", "json")
_NAME = 16
"""Columns that a name may always have; it is folded if it is longer and the terminal narrow."""

_PERIODS = ("week", "month", "quarter", "year")


@command("report", help=N_("Report on rosters: coverage, continuity and hours of the team, its accounts and desks."))
@with_team
@option(
    "--roster",
    "rosters",
    type=options.FILE,
    multiple=True,
    many=True,
    help=N_("A roster (JSON); may be given more than once, a later version after the one before it."),
)
@option(
    "--realised",
    type=options.FILE,
    multiple=True,
    many=True,
    help=N_("A roster as it really went (JSON); may be given more than once."),
)
@option("--from", "since", type=DateType(), help=N_("The first date: weeks count by their Thursday."))
@option("--to", "until", type=DateType(), help=N_("The last date."))
@option("--by", type=click.Choice(_PERIODS), default="week", show_default=True, help=N_("The length of the periods."))
@option("--as", "form", type=click.Choice(_FORMS), help=N_("The form of the answer."))
@options.out_option
def report(
    session: Session,
    source: Source,
    rosters: tuple[Path, ...],
    realised: tuple[Path, ...],
    since: date | None,
    until: date | None,
    by: str,
    form: str | None,
    out: Path | None,
) -> int:
    """Exit 0: reporting is done, whatever the figures are."""
    from secretariat_tui.domain.report import By

    form = format_of(session, form, out, _FORMS)
    if since is not None and until is not None and until < since:
        raise click.UsageError(session.language.gettext("The last date is before the first."))
    team = source.team
    if source.is_file:
        if not rosters:
            raise click.UsageError(session.language.gettext("Say which rosters belong to the team file: --roster."))
        planned, went = history_of(rosters, team), history_of(realised, team)
        support: tuple[Answered, ...] = ()
    else:
        from secretariat_tui.services.support import Support

        planned, went = source.weeks.kept_rosters(source.team_id, since, until)
        support = Support(source.office).all(source.team_id)
    found = session.services.report(team, planned, went, By(by), since, until, support)
    deliver(_rendered(form, found, team, session), out)
    say_written(out, session)
    return 0


def _rendered(form: str, report: Report, team: Team, session: Session) -> bytes:
    if form == "json":
        from secretariat_tui.exchange.documents import dump
        from secretariat_tui.exchange.report import report_document

        return dump(report_document(report, team))
    if form == "csv":
        from secretariat_tui.exchange.report import report_csv

        return report_csv(report, team)
    from secretariat_tui.presenters.report_view import report_page, report_view

    view = report_view(report, team, session.language)
    if form == "html":
        return report_page(view)
    from rich.console import Group

    from secretariat_tui.cli.drawing import printed

    return (printed(lambda _: Group(*_drawn(view)), session) + "\n").encode("utf-8", "replace")


def _drawn(view: ReportView) -> Iterator[RenderableType]:
    from rich.text import Text

    yield Text(view.title, style="bold")
    yield from (Text(sentence) for sentence in view.summary)
    for table in view.tables:
        yield Text()
        yield _grid(table)
    yield Text()
    yield from (Text(note, style="dim") for note in view.notes)


def _grid(table: Table) -> RenderableType:
    from rich import box
    from rich.cells import cell_len
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1), collapse_padding=True)
    longest = max(cell_len(name) for name, _ in table.rows)
    grid.add_column(Text(table.caption), min_width=min(longest, _NAME))
    for column in table.columns:
        grid.add_column(Text(column), justify="right", no_wrap=True)
    for name, cells in table.rows:
        grid.add_row(Text(name), *(Text(cell) for cell in cells))
    return grid
