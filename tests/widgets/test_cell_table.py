"""The table that all grids are: what is drawn, where the cursor goes, and that it draws no more than is seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.message import Message

from secretariat_tui.domain.calendar import DAYPARTS, Daypart
from secretariat_tui.domain.continuity import Weight
from secretariat_tui.domain.events import Leave
from secretariat_tui.domain.leave_light import Colour, Light
from secretariat_tui.presenters.glyphs import ASCII, UNICODE
from secretariat_tui.presenters.grid import Column, Grid, GridCell, GridRow, Part
from secretariat_tui.presenters.heat_map import heat_grid
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.leave_calendar import calendar_grid
from secretariat_tui.presenters.week_grid import WeekSheet, week_grid
from secretariat_tui.widgets.cell_table import CellTable
from secretariat_tui.widgets.heat_map import HeatMap
from secretariat_tui.widgets.traffic_calendar import TrafficCalendar
from secretariat_tui.widgets.week_grid import WeekGrid
from tests.build import FRI, MON, TUE, WEEK, member, problem, roster, team, work
from tests.plans import plan_of, small_team
from tests.screens.snapshot import text_of

ENGLISH = language("en")


class Host(App[None]):
    """One table, or two, and what they said."""

    def __init__(self, *tables: CellTable) -> None:
        super().__init__()
        self.tables = tables
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield from self.tables

    def on_mount(self) -> None:
        self.tables[0].focus()

    def on_cell_table_chosen(self, event: Message) -> None:
        self.heard.append(event)

    on_week_grid_edit = on_traffic_calendar_asked = on_heat_map_asked = on_cell_table_chosen


def plain_grid(rows: int = 3, columns: int = 4, most: int = 4) -> Grid:
    """Cells say their row and column."""
    return Grid(
        "Name",
        tuple(Column(f"c{n}", (f"head {n}", f"h{n}"), 4, most) for n in range(columns)),
        tuple(
            GridRow(f"r{m}", f"row {m}", tuple(GridCell((Part(f"{m}.{n}"),)) for n in range(columns)))
            for m in range(rows)
        ),
    )


@pytest.fixture
def drawn(monkeypatch):
    """Every cell that was drawn, by row and column."""
    seen: list[tuple[int, int]] = []
    cell = CellTable.cell
    monkeypatch.setattr(
        CellTable, "cell", lambda self, row, column: seen.append((row, column)) or cell(self, row, column)
    )
    return seen


async def test_names_and_headings_stay_while_the_cells_scroll():
    host = Host(table := CellTable())
    async with host.run_test(size=(20, 5)) as pilot:
        table.show(plain_grid(9, 9))
        await pilot.pause()
        assert [line.rstrip("▃") for line in text_of(host).splitlines()[:3]] == [
            "Name  h0   h1   h2",
            "row 0 0.0  0.1  0.2",
            "row 1 1.0  1.1  1.2",
        ]
        await pilot.press(*["right"] * 8, *["down"] * 8)
        await pilot.pause()
        lines = text_of(host).splitlines()
        assert lines[0].startswith("Name")
        assert "h8" in lines[0]
        assert "h0" not in lines[0]
        assert any(line.startswith("row 8") and "8.8" in line for line in lines)
        assert not any("row 0" in line for line in lines)


async def test_no_more_is_drawn_than_is_seen(drawn):
    host = Host(table := CellTable())
    async with host.run_test(size=(80, 24)) as pilot:
        table.show(plain_grid(150, 366))
        await pilot.pause()
        assert len(set(drawn)) <= 24 * 16
        drawn.clear()
        await pilot.press("down")
        await pilot.pause()
        assert {row for row, _ in drawn} <= {0, 1}


async def test_the_cursor_stays_within_the_table():
    host = Host(table := CellTable())
    async with host.run_test(size=(80, 24)) as pilot:
        table.show(plain_grid())
        await pilot.press("up", "left", "k", "h")
        assert table.cursor == Offset(0, 0)
        await pilot.press("j", "l", "down", "right")
        assert table.cursor == Offset(2, 2)
        await pilot.press("end", "ctrl+end", "pagedown", "l")
        assert table.cursor == Offset(3, 2)
        await pilot.press("home", "ctrl+home", "pageup")
        assert table.cursor == Offset(0, 0)


async def test_a_click_goes_to_a_cell_and_another_opens_it():
    host = Host(table := CellTable())
    async with host.run_test(size=(80, 24)) as pilot:
        table.show(plain_grid())
        await pilot.pause()
        await pilot.click(CellTable, offset=(6 + 5 + 1, 2))
        assert table.cursor == Offset(1, 1)
        assert host.heard == []
        await pilot.click(CellTable, offset=(6 + 5 + 1, 2))
        await pilot.pause()
        assert [(event.row.id, event.column.id) for event in host.heard] == [("r1", "c1")]
        for nowhere in [(0, 0), (2, 2), (60, 2), (8, 20)]:
            await pilot.click(CellTable, offset=nowhere)
        assert table.cursor == Offset(1, 1)


async def test_an_empty_table_bears_every_key():
    host = Host(table := CellTable())
    async with host.run_test(size=(80, 24)) as pilot:
        for key in ("down", "l", "end", "ctrl+end", "pagedown", "enter"):
            await pilot.press(key)
        assert host.heard == []
        table.show(plain_grid(0, 3))
        await pilot.press("enter", "down")
        assert host.heard == []


async def test_the_cursor_stays_where_it_was_when_rows_come_before_it():
    host = Host(table := CellTable())
    async with host.run_test(size=(80, 24)) as pilot:
        shown = plain_grid()
        table.show(shown)
        await pilot.press("down", "right")
        table.show(replace(shown, rows=(replace(shown.rows[0], id="new"), *shown.rows)))
        assert table.current[0].id == "r1"
        table.move_to("new", "c3")
        assert table.cursor == Offset(3, 0)
        table.move_to("nobody", "c3")
        assert table.cursor == Offset(3, 0)
        table.move_to("new", "c0")
        assert table.cursor == Offset(0, 0)


async def test_two_tables_scroll_sideways_together():
    host = Host(one := CellTable(), other := CellTable())
    async with host.run_test(size=(40, 20)) as pilot:
        one.follow(other)
        one.show(plain_grid(3, 30))
        other.show(replace(plain_grid(2, 30), caption="A much longer one"))
        await pilot.press("end")
        await pilot.pause()
        assert one.scroll_x == other.scroll_x > 0
        assert one._name_width == other._name_width
        assert one.cursor.x == other.cursor.x == 29


async def test_columns_share_the_room_there_is():
    host = Host(table := CellTable())
    async with host.run_test(size=(80, 24)) as pilot:
        table.show(plain_grid(3, 4, 10))
        await pilot.pause()
        assert text_of(host).splitlines()[0].split("  ")[0] == "Name"
        assert set(table._widths) == {10}
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert set(table._widths) == {7}


async def test_opening_a_cell_of_the_week_is_to_edit_it():
    host = Host(grid := WeekGrid())
    async with host.run_test(size=(80, 24)) as pilot:
        asked = problem(small_team())
        grid.show(week_grid(WeekSheet(asked, plan_of(asked).roster), ENGLISH, UNICODE))
        await pilot.press("down", "enter", "end", "enter")
        await pilot.pause()
        assert [(event.member, event.day) for event in host.heard] == [("bea", MON)]


async def test_the_calendar_fills_in_while_lights_come():
    host = Host(calendar := TrafficCalendar())
    async with host.run_test(size=(80, 24)) as pilot:
        asked = problem(team([member("anna", "mon tue"), member("bea", "mon")]))
        calendar.show(calendar_grid(asked, [], ENGLISH, UNICODE))
        await pilot.pause()
        assert "●" not in text_of(host)
        for who, part, colour in [("anna", DAYPARTS[0], Colour.GREEN), ("bea", DAYPARTS[1], Colour.RED)]:
            light = Light(Leave(who, MON, MON, part), colour, (0, 0, 0), (0, 0, 0))
            calendar.post_message(TrafficCalendar.Lit(light))
        calendar.post_message(TrafficCalendar.Lit(Light(Leave("ghost", MON, MON, Daypart.AM), Colour.RED, None, None)))
        await pilot.pause()
        rows = {line.split()[0]: line for line in text_of(host).splitlines() if line}
        assert rows["Anna"].split()[1:3] == ["●", "?"]
        assert rows["Bea"].split()[1:3] == ["?", "✗"]
        await pilot.press("enter")
        await pilot.pause()
        assert [(event.member, event.day) for event in host.heard] == [("anna", MON)]


async def test_the_heat_map_shows_minutes_and_how_much_of_all_she_has():
    host = Host(heat := HeatMap())
    async with host.run_test(size=(80, 24)) as pilot:
        asked = problem(team([member("anna", "mon tue"), member("bea", "mon")]))
        weights = (Weight(MON, "anna", 400, 100), Weight(TUE, "anna", 400, 400), Weight(MON, "bea", 60, 0))
        heat.show(heat_grid(asked, weights, ENGLISH, ASCII))
        await pilot.pause()
        rows = {line.split()[0]: line.split()[1:] for line in text_of(host).splitlines() if line}
        assert rows["Anna"] == ["100-", "400#"]
        assert rows["Bea"] == ["."]
        assert rows["Minutes"][2:5] == ["100", "400", "0"]
        await pilot.press("ctrl+end", "enter", "ctrl+home", "enter")
        await pilot.pause()
        assert [(event.member, event.day) for event in host.heard] == [("anna", MON)]


async def test_a_week_of_25_by_8_is_drawn_as_seen(drawn):
    people = [member(f"m{n}", "mon tue wed thu fri") for n in range(25)]
    asked = problem(team(people), weeks=8)
    days = [day for week in asked.weeks for day in week.days[:5]]
    sheet = WeekSheet(asked, roster([work(who.id, day) for who in people for day in days], (), asked.weeks))
    host = Host(grid := WeekGrid())
    async with host.run_test(size=(80, 24)) as pilot:
        grid.show(week_grid(sheet, ENGLISH, UNICODE))
        await pilot.pause()
        assert len(set(drawn)) <= 22 * 12
        await pilot.press("end")
        assert grid.here is None
        await pilot.press("left")
        assert grid.here == ("m0", asked.weeks[-1].days[4])
    assert WEEK.days[4] == FRI
