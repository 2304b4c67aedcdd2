"""Tables of plain texts, before they are drawn: a name in front, and a column for each fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from secretariat_tui.presenters.grid import Column, Grid, GridCell, GridRow, Part

_NARROW, _WIDE = 12, 60
"""A column is never narrower than its texts unless they are longer than the one, and never wider than the other."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row: texts that are clean already."""

    id: str
    name: str
    cells: tuple[str, ...]


def text_grid(
    caption: str, heads: Sequence[str], rows: Sequence[TextRow], ids: Sequence[str] = (), whole: int | None = None
) -> Grid:
    """A table whose columns are as wide as their texts, as far as there is room; the one with the number `whole` is
    never cut. `ids` are those of the columns."""
    columns = []
    for n, head in enumerate(heads):
        longest = max(map(cell_len, (head, *(row.cells[n] for row in rows))))
        least = max(1, longest if n == whole else min(longest, _NARROW))
        columns.append(Column(ids[n] if ids else str(n), (head,), least, max(least, min(longest, _WIDE))))
    drawn = (GridRow(row.id, row.name, tuple(GridCell((Part(text),)) for text in row.cells), kind="") for row in rows)
    return Grid(caption, tuple(columns), tuple(drawn))
