"""The continuity of a roster drawn with rich, for a terminal of any width."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from secretariat_tui.cli.drawing import bullet, contingency_plans, printed
from secretariat_tui.cli.session import Session
from secretariat_tui.presenters.continuity_view import ContinuityView, Heat, HeatWeek
from secretariat_tui.presenters.language import language

_STYLES = ("dim", "", "yellow", "red", "bold red")


def drawn(view: ContinuityView, session: Session, plans: bool) -> str:
    """The view as text; `plans` adds its contingency plans."""
    return printed(lambda _: Group(*_parts(view, plans)), session)


def _parts(view: ContinuityView, plans: bool) -> Iterator[RenderableType]:
    _ = language(view.language).gettext
    yield Text(view.title, style="bold")
    yield from (Text(sentence) for sentence in view.summary)
    for week in view.weeks:
        yield Text("\n" + week.title, style="bold")
        yield _map(week, _("Member"))
    yield Text()
    yield from (Text(mark, style="dim") for mark in view.legend)
    if plans:
        yield from contingency_plans(view.fallouts, view.language)
    if view.weak_points:
        yield Text("\n" + _("What falls with one person"), style="bold")
    for notice in view.weak_points:
        yield bullet("- ", notice.text)
        yield from (bullet("    - ", text) for text in notice.why)
        yield from (bullet("    > ", text) for text in notice.helps)
    if view.best:
        yield Text("\n" + _("What helps most"), style="bold")
    yield from (bullet(f"{number}. ", text) for number, text in enumerate(view.best, 1))
    if view.notes:
        yield Text()
        yield from (Text(note) for note in view.notes)


def _map(week: HeatWeek, caption: str) -> Table:
    grid = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    grid.add_column(Text(caption), no_wrap=True, overflow="ellipsis", max_width=24)
    for day in week.days:
        grid.add_column(Text(day), no_wrap=True, min_width=6)
    for name, cells in week.rows:
        grid.add_row(Text(name), *(_cell(cell) for cell in cells))
    name, sums = week.together
    grid.add_row(Text(name, style="bold"), *(Text(text, style="bold") for text in sums))
    return grid


def _cell(cell: Heat) -> Text:
    return Text(cell.text, style="" if cell.level is None else _STYLES[cell.level])
