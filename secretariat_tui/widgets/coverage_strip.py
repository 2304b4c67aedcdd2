"""Every account and desk by daypart with its holder, under the roster grid."""

from __future__ import annotations

from datetime import date

from textual.message import Message

from secretariat_tui.presenters.coverage import CONTINUITY
from secretariat_tui.widgets.cell_table import CellTable


class CoverageStrip(CellTable):
    """Accounts, desks and the continuity of each day: a `Grid` of `presenters.coverage`."""

    class Asked(Message):
        """Somebody wants to know who has an account or a desk on a day, and why."""

        def __init__(self, strip: CoverageStrip, duty: str, is_desk: bool, day: date) -> None:
            self.strip = strip
            self.duty = duty
            self.is_desk = is_desk
            self.day = day
            super().__init__()

        @property
        def control(self) -> CoverageStrip:
            return self.strip

    def on_cell_table_chosen(self, event: CellTable.Chosen) -> None:
        """The cell of a duty is asked about."""
        event.stop()
        row, column = self.current
        if row is not None and column is not None and column.day is not None and row.kind != CONTINUITY:
            self.post_message(self.Asked(self, row.id, row.kind == "desk", column.day))
