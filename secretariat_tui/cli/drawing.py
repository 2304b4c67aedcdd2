"""The roster drawn with rich: for a terminal of any width, and as a picture.

Everything is `Text`, never markup, so that a name is only ever a name.
"""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from secretariat_tui.cli.session import Session
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.view import Cell, DayHead, Fallout, Look, RosterView, Row, WeekView

_STYLES = {
    Look.PLAIN: "",
    Look.OFFICE: "",
    Look.REMOTE: "cyan",
    Look.AWAY: "italic magenta",
    Look.FREE: "dim",
    Look.CLOSED: "dim",
    Look.STAND_IN: "yellow",
    Look.SHORT: "bold red",
}

_PAPER = TerminalTheme(
    (255, 255, 255),
    (17, 17, 17),
    [(0, 0, 0), (164, 0, 0), (0, 100, 0), (138, 90, 0), (0, 60, 160), (120, 30, 120), (0, 95, 110), (85, 85, 85)],
)

_SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: {char_height}px;
 line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
<rect x="0" y="0" width="{width}" height="{height}" fill="#ffffff"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""

_PICTURE_WIDTH = 140
_WIDE = 120
_DAY_WIDTH = 10
"""Columns that a day needs for its date; names of members give way first."""


def table(view: RosterView, session: Session, contingency: bool = False) -> str:
    """The view as text; `contingency` adds who takes over from whom."""
    return printed(lambda width: _all(view, width, contingency), session)


def printed(draw: Callable[[int], RenderableType], session: Session) -> str:
    """What is drawn for a width, as text as wide as the terminal, coloured only on one that wants colour."""
    colour = session.settings.colour and sys.stdout.isatty()
    output = io.StringIO()
    console = Console(
        file=output,
        width=max(20, shutil.get_terminal_size((80, 24)).columns),
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
    )
    console.print(draw(console.width))
    return "\n".join(line.rstrip() for line in output.getvalue().splitlines())


def can_write(text: str) -> bool:
    """Whether standard output has these characters."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def picture(view: RosterView) -> bytes:
    """The view as a self-contained SVG."""
    console = Console(
        file=io.StringIO(), width=_PICTURE_WIDTH, record=True, highlight=False, emoji=False, markup=False,
        force_terminal=True, color_system="standard", legacy_windows=False,
    )  # fmt: skip
    console.print(_all(view, _PICTURE_WIDTH))
    svg = console.export_svg(title=view.title, theme=_PAPER, code_format=_SVG, unique_id="roster")
    return svg.encode("utf-8", "replace")


def _all(view: RosterView, width: int, contingency: bool = False) -> RenderableType:
    return Group(*_parts(view, width), *(contingency_plans(view.fallouts, view.language) if contingency else ()))


def contingency_plans(fallouts: Sequence[Fallout], code: str) -> Iterator[RenderableType]:
    """Per date, for each whose absence leaves something to take over: who takes what, what is lost and why."""
    _ = language(code).gettext
    told = [item for item in fallouts if item.takes or item.lost]
    for day, of_day in groupby(told, key=lambda item: item.day):
        yield Text("\n" + _("Contingency plan for {date}", date=day), style="bold")
        for item in of_day:
            yield bullet("- ", _("If {member} falls out:", member=item.member))
            yield from (bullet("    > ", text) for text in item.takes)
            for text, why in zip(item.lost, item.why, strict=True):
                yield bullet("    ! ", _("{duty}: nobody", duty=text), _STYLES[Look.SHORT])
                yield from (bullet("        - ", reason) for reason in why)


def _parts(view: RosterView, width: int) -> Iterator[RenderableType]:
    _ = language(view.language).gettext
    yield Text(view.title, style="bold")
    for week in view.weeks:
        yield Text(week.title, style="bold")
        yield from _week(week, width, view.language)
        yield Text()
    yield Text(" · ".join(view.legend), style="dim")
    yield Text()
    yield from (Text(sentence) for sentence in view.summary)
    if view.shortages:
        yield Text("\n" + _("Shortages"), style="bold")
    for notice in view.shortages:
        yield bullet("! ", notice.text, _STYLES[Look.SHORT])
        yield from (bullet("    - ", text) for text in notice.why)
        yield from (bullet("    > ", text) for text in notice.helps)
    lost = [item for item in view.fallouts if item.lost]
    if lost:
        yield Text("\n" + _("Not absorbed by the agreements"), style="bold")
    for item in lost:
        text = _("If {member} falls out on {date}, nobody takes over: {duties}.",
                 member=item.member, date=item.day, duties="; ".join(item.lost))  # fmt: skip
        yield bullet("- ", text)
    if view.findings:
        yield Text("\n" + _("Findings"), style="bold")
    yield from (bullet("- ", text) for text in view.findings)


def _week(week: WeekView, width: int, code: str) -> Iterator[RenderableType]:
    _ = language(code).gettext
    hours = max(
        [cell_len(_("Hours")), *(cell_len(line) for row in week.members if row.hours for line in row.hours.lines)]
    )
    rows = (*week.members, *week.accounts, *week.desks)
    captions = (_("Member"), _("Account"), _("Desk"))
    longest = max(cell_len(text) for text in (*captions, *(row.name for row in rows)))
    name = min(longest, 24 if width < _WIDE else 36)
    room = width - hours - len(week.days) - 1  # a space between columns
    name = max(8, min(name, room - _DAY_WIDTH * len(week.days)))
    day = min(max(4, (room - name) // max(1, len(week.days))), 2 * _DAY_WIDTH)
    yield _grid(captions[0], week.days, week.members, (name, day, hours), _("Hours"))
    for caption, part in zip(captions[1:], (week.accounts, week.desks), strict=True):
        if part:
            yield Text()
            yield _grid(caption, week.days, part, (name, day, hours))


def _grid(
    caption: str, days: Sequence[DayHead], rows: Sequence[Row], widths: tuple[int, int, int], last: str = ""
) -> Table:
    name, day, hours = widths
    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=0, header_style="bold")
    grid.add_column(Text(caption), width=name, no_wrap=True, overflow="ellipsis")
    for head in days:
        label = f"{head.label}\n{head.note}" if head.note else head.label
        grid.add_column(Text(label), width=day, overflow="ellipsis")
    if last:
        grid.add_column(Text(last), width=hours, justify="right", no_wrap=True)
    for row in rows:
        cells = row.cells if row.hours is None else (*row.cells, row.hours)
        grid.add_row(Text(row.name), *(_cell(cell) for cell in cells))
    return grid


def _cell(cell: Cell) -> Text:
    return Text("\n".join(cell.lines), style=_STYLES[cell.look])


def bullet(mark: str, text: str, style: str = "") -> Table:
    """A text behind a mark, its further lines under its first."""
    grid = Table.grid(padding=0)
    grid.add_column(width=cell_len(mark), no_wrap=True)
    grid.add_column()
    grid.add_row(Text(mark, style=style), Text(text, style=style))
    return grid
