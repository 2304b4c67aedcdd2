"""Tables of cells before they are drawn: frozen views of short texts, signs and looks, whatever the width.

A cell has parts side by side, such as the two dayparts of a day. A part has a text, which is cut to what there is room
for, and marks, which are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, overload

from rich.cells import cell_len, set_cell_size

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.presenters.view import Look


@dataclass(frozen=True, slots=True)
class Part:
    """A text that may be cut, then marks that may not."""

    text: str = ""
    marks: str = ""
    look: Look = Look.PLAIN

    def fitted(self, width: int, ellipsis: str) -> str:
        """The part in exactly so many columns: the marks close behind as much of the text as fits."""
        marks = set_cell_size(self.marks, min(width, cell_len(self.marks)))
        text = shortened(self.text, width - cell_len(marks), ellipsis)
        return set_cell_size(text + marks, width)


@dataclass(frozen=True, slots=True)
class GridCell:
    """The parts of a cell; parts that are all alike are drawn as one."""

    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column, at least and at most so many columns of the terminal wide, the space behind it not counted.

    `heads` are its heading from long to short: the first that fits is shown, of days the first that fits all days of
    their group. Neighbours with the same `group` share that heading above theirs.
    """

    id: str
    heads: tuple[str, ...]
    least: int
    most: int
    group: str = ""
    note: str = ""
    look: Look = Look.PLAIN
    day: date | None = None
    part: Daypart | None = None

    def form(self, width: int) -> int:
        """Which heading that is: the longest that fits, else the shortest one."""
        return next((n for n, text in enumerate(self.heads) if cell_len(text) <= width), len(self.heads) - 1)

    def head(self, width: int) -> str:
        """The longest heading that fits, else the shortest one."""
        return self.heads[self.form(width)] if self.heads else ""


class Cells(Sequence[GridCell]):
    """The cells of a row, each made when it is first looked at: of a quarter, no more than a screenful ever is."""

    def __init__(self, count: int, make: Callable[[int], GridCell]) -> None:
        self._made: list[GridCell | None] = [None] * count
        self._make = make

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, at: int) -> GridCell: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[GridCell]: ...
    def __getitem__(self, at: int | slice) -> GridCell | Sequence[GridCell]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        cell = self._made[at]
        if cell is None:
            cell = self._made[at] = self._make(range(len(self))[at])
        return cell


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: a member, an account, a desk, or a sum. `kind` says which."""

    id: str
    name: str
    cells: Sequence[GridCell]
    kind: str = "member"


@dataclass(frozen=True)
class Grid:
    """A table of cells; `caption` stands above the names of the rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(row.id)

    def widths(self, room: int) -> tuple[int, ...]:
        """The width of each column when there is so much room for all: those that may grow do so
        together, so that days stay alike; where there is too little room each has its least."""
        widths = [column.least for column in self.columns]
        growing = [n for n, column in enumerate(self.columns) if column.most > column.least]
        left = room - sum(widths) - len(widths)  # a space behind each
        while left >= len(growing) > 0:
            for n in growing:
                widths[n] += 1
            left -= len(growing)
            growing = [n for n in growing if widths[n] < self.columns[n].most]
        return tuple(widths)

    def heads(self, widths: Sequence[int]) -> tuple[str, ...]:
        """The heading of each column in these widths. The days of a group are written alike: "23" beside "Tue 1" would
        look like days of two kinds."""
        forms: dict[str, int] = {}
        for column, width in zip(self.columns, widths, strict=True):
            if column.day is not None:
                forms[column.group] = max(forms.get(column.group, 0), column.form(width))
        return tuple(
            column.head(width) if column.day is None else column.heads[forms[column.group]]
            for column, width in zip(self.columns, widths, strict=True)
        )


EMPTY: GridCell = GridCell()
_LEAST_OF_A_NAME: Final = 4


def shortened(text: str, width: int, ellipsis: str) -> str:
    """The text in at most so many columns; where it was cut and there is room, it says so."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    if width < 4:
        return set_cell_size(text, width)
    return set_cell_size(text, width - cell_len(ellipsis)) + ellipsis


def shortened_name(name: str, width: int, ellipsis: str) -> str:
    """The same, of a name: the id in brackets behind it, which tells it from another, is cut last."""
    found = re.fullmatch(r"(.+) \(([a-z0-9-]+)\)", name)
    if found is None or cell_len(name) <= width:
        return shortened(name, width, ellipsis)
    told = f" ({found[2]})"
    room = width - cell_len(told)
    if room < _LEAST_OF_A_NAME:
        return shortened(found[2], width, ellipsis)
    return shortened(found[1], room, ellipsis) + told


def merged(parts: Sequence[Part]) -> tuple[Part, ...]:
    """One part where all are alike."""
    return tuple(parts[:1]) if len(set(parts)) == 1 else tuple(parts)
