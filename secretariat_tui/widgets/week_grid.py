"""The roster grid: who works when, and a cell to be opened."""

from __future__ import annotations

from datetime import date

from textual.message import Message

from secretariat_tui.widgets.cell_table import CellTable


class WeekGrid(CellTable):
    """Members by days: a `Grid` of `presenters.week_grid`. Keys that edit are the screen's: it knows what may be."""

    class Edit(Message):
        """Somebody wants to change what a member does on a day."""

        def __init__(self, grid: WeekGrid, member: str, day: date) -> None:
            self.grid = grid
            self.member = member
            self.day = day
            super().__init__()

        @property
        def control(self) -> WeekGrid:
            return self.grid

    @property
    def here(self) -> tuple[str, date] | None:
        """The member and the day of the cursor; None on a column of hours."""
        row, column = self.current
        return None if row is None or column is None or column.day is None else (row.id, column.day)

    def on_cell_table_chosen(self, event: CellTable.Chosen) -> None:
        """To open a cell is to edit it; the hours of a week cannot be."""
        event.stop()
        if self.here is not None:
            self.post_message(self.Edit(self, *self.here))
