"""What is lost when one member falls out on one day, as a map."""

from __future__ import annotations

from datetime import date

from textual.message import Message

from secretariat_tui.presenters.heat_map import TOGETHER
from secretariat_tui.widgets.cell_table import CellTable


class HeatMap(CellTable):
    """Members by dates: a `Grid` of `presenters.heat_map`."""

    class Asked(Message):
        """Somebody wants to see who takes over when a member falls out on a date."""

        def __init__(self, heat_map: HeatMap, member: str, day: date) -> None:
            self.heat_map = heat_map
            self.member = member
            self.day = day
            super().__init__()

        @property
        def control(self) -> HeatMap:
            return self.heat_map

    def on_cell_table_chosen(self, event: CellTable.Chosen) -> None:
        """A cell is asked about; the sums are not."""
        event.stop()
        row, column = self.current
        if row is not None and column is not None and column.day is not None and row.kind != TOGETHER:
            self.post_message(self.Asked(self, row.id, column.day))
