"""The roster as a page to print and hang on the wall: a sheet a week, then what happens when somebody falls out."""

from __future__ import annotations

from itertools import groupby

from secretariat_tui.exchange.html import Box, Grid, Remarks, Sheet, page
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.view import Cell, Fallout, Look, RosterView, Row, WeekView


def roster_page(view: RosterView) -> bytes:
    """The page, as HTML."""
    sheets = [_week(view, week) for week in view.weeks]
    last = _remarks(view)
    if last.parts:
        sheets.append(last)
    return page(view.language, f"{view.title}: {view.weeks[0].title}", sheets)


def _week(view: RosterView, week: WeekView) -> Sheet:
    _ = language(view.language).gettext
    days = tuple(
        Box((day.label, day.note) if day.note else (day.label,), Look.CLOSED.value if day.note else Look.PLAIN.value)
        for day in week.days
    )
    parts = [Grid(_("Member"), (*days, Box((_("Hours"),))), tuple(_row(row) for row in week.members))]
    for caption, rows in ((_("Account"), week.accounts), (_("Desk"), week.desks)):
        if rows:
            parts.append(Grid(caption, days, tuple(_row(row) for row in rows)))
    legend = Remarks("", ((" · ".join(view.legend), ()),))
    return Sheet(f"{view.title}: {week.title}", (*parts, legend))


def _remarks(view: RosterView) -> Sheet:
    _ = language(view.language).gettext
    parts = []
    if view.shortages:
        items = tuple((item.text, (*item.why, *item.helps)) for item in view.shortages)
        parts.append(Remarks(_("Shortages"), items))
    if view.summary:
        parts.append(Remarks(_("How good this roster is"), tuple((text, ()) for text in view.summary)))
    if view.findings:
        parts.append(Remarks(_("Findings"), tuple((text, ()) for text in view.findings)))
    told = [item for item in view.fallouts if item.takes or item.lost]
    for day, fallouts in groupby(told, key=lambda item: item.day):
        rows = tuple((_("If {member} falls out:", member=item.member), _handed_over(view, item)) for item in fallouts)
        parts.append(Remarks(_("Contingency plan for {date}", date=day), rows))
    return Sheet(_("{team}: what else to know", team=view.title), tuple(parts))


def _handed_over(view: RosterView, item: Fallout) -> tuple[str, ...]:
    _ = language(view.language).gettext
    lost = (_("{duty}: nobody", duty=text) for text in item.lost)
    return (*item.takes, *(" - ".join((text, *why)) for text, why in zip(lost, item.why, strict=True)))


def _row(row: Row) -> tuple[str, tuple[Box, ...]]:
    cells = row.cells if row.hours is None else (*row.cells, row.hours)
    return row.name, tuple(_box(cell) for cell in cells)


def _box(cell: Cell) -> Box:
    return Box(cell.lines, cell.look.value)
