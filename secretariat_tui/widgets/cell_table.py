"""The one table that scrolls: it draws only the cells that are seen, and has a cursor for keys and mouse.

Headings and the names of the rows stay where they are. Nothing in a cell is markup: texts become segments as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, groupby
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from secretariat_tui.presenters.grid import Column, Grid, GridCell, GridRow, shortened, shortened_name
from secretariat_tui.presenters.view import Look
from secretariat_tui.widgets.cell_keys import KEYS
from secretariat_tui.widgets.looks import CLASSES, STYLES
from secretariat_tui.widgets.telling import telling_of

_NAME_LEAST = 10
_LINES_CACHED = 512


class CellTable(ScrollView, can_focus=True, inherit_bindings=False):
    """A `Grid` on the screen, empty until `show`. Subclasses say what it means that a cell was `Chosen`.

    The names of the rows have `NAME_MOST` columns at most, and that share of the table (one in so many). Where names
    yield, they are cut before a column has to be scrolled to.
    """

    NAME_MOST: ClassVar[int] = 24
    NAME_SHARE: ClassVar[int] = 4
    NAMES_YIELD: ClassVar[bool] = False

    COMPONENT_CLASSES: ClassVar[set[str]] = CLASSES
    DEFAULT_CSS = STYLES

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    cursor: reactive[Offset] = reactive(Offset(0, 0), repaint=False)
    """The column (x) and the row (y) of the cursor."""

    class CellMessage(Message):
        """Something about a cell. `row` and `column` are None in a table without any."""

        def __init__(self, table: CellTable) -> None:
            self.table = table
            self.row, self.column = table.current
            super().__init__()

        @property
        def control(self) -> CellTable:
            return self.table

    class Moved(CellMessage):
        """The cursor stands on another cell."""

    class Chosen(CellMessage):
        """The cell under the cursor was opened: with Enter, or with a click on it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._grid = Grid("", (), ())
        self._changed: dict[tuple[int, int], GridCell] = {}
        self._row_at: dict[str, int] = {}
        self._column_at: dict[str, int] = {}
        self._widths: tuple[int, ...] = ()
        self._heads: tuple[str, ...] = ()
        self._edges: tuple[int, ...] = (0,)
        self._name_width = 0
        self._lines: LRUCache[tuple[int, ...], Strip] = LRUCache(_LINES_CACHED)
        self._styles: dict[tuple[str, ...], Style] = {}
        self._partners: list[CellTable] = []

    # -- what is shown

    @property
    def grid(self) -> Grid:
        return self._grid

    def show(self, grid: Grid) -> None:
        """Shows another grid. The cursor stays on the same row and column where they still are."""
        row, column = self.current
        self._grid = grid
        self._changed.clear()
        for table in (self, *self._partners):  # names are as wide in both
            table._measure()
        self._row_at = {item.id: n for n, item in enumerate(grid.rows)}
        self._column_at = {item.id: n for n, item in enumerate(grid.columns)}
        x, y = self.cursor
        self.cursor = self._within(
            self._column_at.get(column.id, x) if column else x, self._row_at.get(row.id, y) if row else y
        )
        self.call_after_refresh(self._reveal)  # how far can be scrolled is known then

    def put(self, row: int, column: int, cell: GridCell) -> None:
        """Puts another cell in its place, and draws no more than its line."""
        self._changed[row, column] = cell
        for key in [key for key in self._lines.keys() if key[0] == row]:  # noqa: SIM118  (not a dict)
            self._lines.discard(key)
        self._refresh_row(row)

    def cell(self, row: int, column: int) -> GridCell:
        """The cell as it is shown."""
        changed = self._changed.get((row, column))
        return self._grid.rows[row].cells[column] if changed is None else changed

    @property
    def current(self) -> tuple[GridRow | None, Column | None]:
        """The row and the column of the cursor."""
        grid, (x, y) = self._grid, self.cursor
        return grid.rows[y] if y < len(grid.rows) else None, grid.columns[x] if x < len(grid.columns) else None

    def place(self, row: str, column: str) -> Offset | None:
        """Where the cell with these ids is."""
        if row in self._row_at and column in self._column_at:
            return Offset(self._column_at[column], self._row_at[row])
        return None

    def move_to(self, row: str, column: str) -> None:
        """Puts the cursor on the cell with these ids, where there is one."""
        place = self.place(row, column)
        self.cursor = self.cursor if place is None else place  # (0, 0) is one too, but false

    def follow(self, other: CellTable) -> None:
        """From now on both scroll sideways together, and their cursors are in the same column."""
        self._partners.append(other)
        other._partners.append(self)

    # -- measures

    @property
    def head_height(self) -> int:
        """Lines of the heading: the groups if there are several, the columns, and their notes if there are any."""
        columns = self._grid.columns
        grouped = len({column.group for column in columns}) > 1
        return grouped + 1 + any(column.note for column in columns)

    @property
    def height_needed(self) -> int:
        """Lines that show all rows."""
        return self.virtual_size.height + (self.virtual_size.width > self.size.width)

    def _measure(self) -> None:
        grid, width = self._grid, self.scrollable_size.width
        wanted = min(max(table._name_length() for table in (self, *self._partners)), self.NAME_MOST)
        least = min(_NAME_LEAST, width // 2)
        if self.NAMES_YIELD:
            room = width - 1 - sum(column.least + 1 for column in grid.columns)
        else:
            room = width // self.NAME_SHARE
        self._name_width = max(0, min(wanted, max(room, least))) + 1
        self._widths = grid.widths(max(0, width - self._name_width))
        self._heads = grid.heads(self._widths)
        self._edges = tuple(accumulate((each + 1 for each in self._widths), initial=0))
        self.virtual_size = Size(self._name_width + self._edges[-1], self.head_height + len(grid.rows))
        self._forget()

    def _name_length(self) -> int:
        return max([cell_len(self._grid.caption), *(cell_len(row.name) for row in self._grid.rows)])

    def _forget(self) -> None:
        self._lines.clear()
        self._styles.clear()
        self.refresh()

    def on_resize(self) -> None:
        """Columns share the room there is."""
        self._measure()
        self.call_after_refresh(self._reveal)

    def notify_style_update(self) -> None:
        """Another theme has other colours."""
        super().notify_style_update()
        self._forget()

    # -- drawing

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the name of the row, and the cells that are seen."""
        width, base, head = self.scrollable_size.width, self.rich_style, self.head_height
        left, top = self.scroll_offset
        row = y - head if y < head else y - head + top
        if row >= len(self._grid.rows) or not self._grid.columns:
            return Strip.blank(width, base)
        on_row = row >= 0 and row == self.cursor.y
        key = (row, left, width, self.cursor.x if on_row or row < 0 else -1, int(on_row and self.has_focus))
        line = self._lines.get(key)
        if line is None:
            segments = self._heading(y) if row < 0 else self._row(row, base, on_row)
            line = Strip(segments).adjust_cell_length(width, base)
            self._lines[key] = line
        return line

    def _seen(self) -> Iterator[tuple[int, int, int]]:
        """The columns that are seen, each with how much of its beginning is hidden, and how much of it is shown."""
        left, room = self.scroll_offset.x, self.scrollable_size.width - self._name_width
        for n, width in enumerate(self._widths):
            start, end = self._edges[n], self._edges[n + 1]
            if end <= left:
                continue
            if start >= left + room:
                return
            hidden = max(0, left - start)
            yield n, hidden, min(width + 1 - hidden, left + room - start - hidden)

    def _row(self, row: int, base: Style, on_row: bool) -> Iterator[Segment]:
        item = self._grid.rows[row]
        ellipsis = telling_of(self).glyphs.ellipsis
        name = set_cell_size(shortened_name(item.name, self._name_width - 1, ellipsis) + " ", self._name_width)
        yield Segment(name, self._style("guide" if on_row else "name"))
        for n, hidden, shown in self._seen():
            drawn = list(self._cell(self.cell(row, n), self._widths[n], on_row and n == self.cursor.x, ellipsis))
            drawn.append(Segment(" ", base))
            yield from Strip(drawn).crop(hidden, hidden + shown)

    def _cell(self, cell: GridCell, width: int, marked: bool, ellipsis: str) -> Iterator[Segment]:
        """The parts side by side, the first ones a column wider where they cannot be alike."""
        parts, cursor = cell.parts, ("cursor",) if marked else ()
        if not parts:
            yield Segment(" " * width, self._style(Look.PLAIN.value, *cursor))
            return
        room, begun = width - (len(parts) - 1), 0
        for number, part in enumerate(parts):
            if number:
                yield Segment(" ", self._style(Look.PLAIN.value, *cursor))
            end = -(-room * (number + 1) // len(parts))
            yield Segment(part.fitted(max(0, end - begun), ellipsis), self._style(part.look.value, *cursor))
            begun = end

    def _heading(self, y: int) -> Iterator[Segment]:
        grid, style = self._grid, self._style("head")
        at = self.head_height - 1 - any(column.note for column in grid.columns)
        caption, ellipsis = grid.caption if y == at else "", telling_of(self).glyphs.ellipsis
        yield Segment(set_cell_size(shortened(caption, self._name_width - 1, ellipsis), self._name_width), style)
        if y < at:
            yield from self._groups(style, ellipsis)
            return
        for n, hidden, shown in self._seen():
            column, width = grid.columns[n], self._widths[n]
            text = self._heads[n] if y == at else shortened(column.note, width, ellipsis)
            here = self._style("guide") + Style(underline=True) if n == self.cursor.x else style
            special = column.look in (Look.TODAY, Look.CLOSED)
            drawn = [Segment(set_cell_size(text, width), self._style(column.look.value) if special else here)]
            yield from Strip([*drawn, Segment(" ", style)]).crop(hidden, hidden + shown)

    def _groups(self, style: Style, ellipsis: str) -> Iterator[Segment]:
        """The groups over the columns that are seen, so that one half scrolled away still has its name."""
        for group, seen in groupby(self._seen(), key=lambda item: self._grid.columns[item[0]].group):
            width = sum(shown for _, _, shown in seen)
            yield Segment(set_cell_size(shortened(group, max(0, width - 1), ellipsis), width), style)

    def _style(self, *names: str) -> Style:
        """The style of a component, with those of others over it."""
        found = self._styles.get(names)
        if found is None:
            found = self.rich_style
            for name in names:
                found += self.get_component_rich_style(f"cell-table--{name}", partial=True)
            self._styles[names] = found
        return found

    # -- the cursor

    def action_move(self, rows: int, columns: int) -> None:
        self.cursor = self._within(self.cursor.x + columns, self.cursor.y + rows)

    def action_move_to(self, where: str) -> None:
        (x, y), last, bottom = self.cursor, len(self._widths), len(self._grid.rows)
        self.cursor = self._within(*{"first": (0, y), "last": (last, y), "top": (x, 0), "bottom": (x, bottom)}[where])

    def action_page(self, pages: int) -> None:
        self.action_move(pages * max(1, self.scrollable_size.height - self.head_height - 1), 0)

    def action_choose(self) -> None:
        if None not in self.current:
            self.post_message(self.Chosen(self))

    def _within(self, x: int, y: int) -> Offset:
        grid = self._grid
        return Offset(max(0, min(x, len(grid.columns) - 1)), max(0, min(y, len(grid.rows) - 1)))

    def watch_cursor(self, old: Offset, new: Offset) -> None:
        """Draws the two lines that changed, and the heading, and tells."""
        if not self.is_mounted:
            return
        self._refresh_row(old.y)
        self._refresh_row(new.y)
        self.refresh(Region(0, 0, self.scrollable_size.width, self.head_height))
        self._reveal()
        for partner in self._partners:
            partner.cursor = partner._within(new.x, partner.cursor.y)
        self.post_message(self.Moved(self))

    def _refresh_row(self, row: int) -> None:
        y = self.head_height + row - self.scroll_offset.y
        if self.head_height <= y < self.scrollable_size.height:
            self.refresh(Region(0, y, self.scrollable_size.width, 1))

    def _reveal(self) -> None:
        """Scrolls as little as needed to have the whole cursor in view."""
        x, y = self.cursor
        if x >= len(self._widths):
            return
        room, high = self.scrollable_size.width - self._name_width, self.scrollable_size.height - self.head_height
        left, top = self.scroll_offset
        start, end = self._edges[x], self._edges[x + 1]
        left = start if start < left else max(left, min(start, end - room))
        top = y if y < top else max(top, y - high + 1)
        self.scroll_to(left, top, animate=False, force=True)

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_x(old_value, new_value)
        for partner in self._partners:
            if round(partner.scroll_x) != round(new_value):
                partner.scroll_to(x=new_value, animate=False, force=True)

    def watch_has_focus(self, value: bool) -> None:
        super().watch_has_focus(value)
        self._refresh_row(self.cursor.y)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; a click on the cursor, or a double one, opens the cell."""
        found = self._at(event.get_content_offset(self))
        if found is None:
            return
        event.stop()
        if found == self.cursor:
            self.action_choose()
        else:
            self.cursor = found

    def _at(self, place: Offset | None) -> Offset | None:
        """The cell at a place in the widget."""
        if place is None or place.y < self.head_height or place.x < self._name_width:
            return None
        row = place.y - self.head_height + self.scroll_offset.y
        x = place.x - self._name_width + self.scroll_offset.x
        column = next((n for n in range(len(self._widths)) if self._edges[n] <= x < self._edges[n + 1]), None)
        return Offset(column, row) if column is not None and row < len(self._grid.rows) else None
