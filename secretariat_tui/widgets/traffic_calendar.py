"""The calendar of lights, which fills in while the lights are computed."""

from __future__ import annotations

from datetime import date

from textual.message import Message

from secretariat_tui.domain.calendar import DAYPARTS
from secretariat_tui.domain.leave_light import Light
from secretariat_tui.presenters.grid import GridCell
from secretariat_tui.presenters.leave_calendar import light_part
from secretariat_tui.widgets.cell_table import CellTable
from secretariat_tui.widgets.telling import telling_of


class TrafficCalendar(CellTable):
    """Members by dates: a `Grid` of `presenters.leave_calendar`."""

    class Lit(Message):
        """A light is known. Post it to the calendar, which shows it."""

        def __init__(self, light: Light) -> None:
            self.light = light
            super().__init__()

    class Asked(Message):
        """Somebody wants leave on a date, or to know why a light is as it is."""

        def __init__(self, calendar: TrafficCalendar, member: str, day: date) -> None:
            self.calendar = calendar
            self.member = member
            self.day = day
            super().__init__()

        @property
        def control(self) -> TrafficCalendar:
            return self.calendar

    def on_traffic_calendar_lit(self, event: Lit) -> None:
        """Shows a light in its place, and draws no more than its line."""
        event.stop()
        leave = event.light.leave
        place = self.place(leave.member, leave.start.isoformat())
        if place is not None and leave.part is not None:
            parts = list(self.cell(place.y, place.x).parts)
            parts[DAYPARTS.index(leave.part)] = light_part(event.light, telling_of(self).glyphs)
            self.put(place.y, place.x, GridCell(tuple(parts)))

    def on_cell_table_chosen(self, event: CellTable.Chosen) -> None:
        """A cell is asked about."""
        event.stop()
        row, column = self.current
        if row is not None and column is not None and column.day is not None:
            self.post_message(self.Asked(self, row.id, column.day))
