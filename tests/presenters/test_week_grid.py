"""The roster grid and the coverage strip, cell by cell, against what was worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Absence, Learning, Leave, Wish, WishKind
from secretariat_tui.domain.plan import Contingency, Loss
from secretariat_tui.domain.roster import HolderRole
from secretariat_tui.domain.shift import Place
from secretariat_tui.presenters.coverage import coverage_grid
from secretariat_tui.presenters.glyphs import ASCII, UNICODE
from secretariat_tui.presenters.grid import Column, Grid, GridCell, Part
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.view import Look
from secretariat_tui.presenters.week_grid import WeekSheet, story, week_grid
from tests.build import MON, THU, TUE, WED, account, cells, hold, member, problem, roster, shift, span, team, work
from tests.plans import plan_of, small_team

ENGLISH = language("en")


def grid_of(of_team, made, glyphs=ASCII) -> Grid:
    return week_grid(WeekSheet(problem(of_team), made), ENGLISH, glyphs)


def cell(grid: Grid, row: str, day) -> tuple[str, ...]:
    """The parts of a cell as "text marks"."""
    column = [item.id for item in grid.columns].index(day.isoformat())
    (found,) = [item for item in grid.rows if item.id == row]
    return tuple(f"{part.text} {part.marks}".strip() for part in found.cells[column].parts)


def test_a_shift_over_both_dayparts_is_drawn_once_with_its_place():
    grid = grid_of(team([member("anna", "mon tue")]), roster([work("anna"), work("anna", TUE, place=Place.REMOTE)]))
    assert cell(grid, "anna", MON) == ("Dag O",)
    assert cell(grid, "anna", TUE) == ("Dag H",)
    assert cell(grid, "anna", WED) == (".",)


def test_standing_in_is_marked_in_the_daypart_in_which_she_does():
    made = roster([work("anna")], [hold("anna", "dir", "09:00-12:00", role=HolderRole.BACKUP, rank=1)])
    grid = grid_of(team([member("anna")], [account("dir", None, "mon", "09:00-12:00")]), made)
    assert cell(grid, "anna", MON) == ("Dag O*", "Dag O")
    made = roster([work("anna")], [hold("anna", "dir", "13:00-14:00", role=HolderRole.INCIDENTAL, distance=2)])
    assert cell(grid_of(team([member("anna")], [account("dir")]), made), "anna", MON) == ("Dag O", "Dag O%")


def test_leave_and_absence_are_told_apart_but_for_their_reason():
    people = team(
        [member("anna", "mon tue"), member("bea", "mon tue")],
        leave=[Leave("anna", MON, MON, Daypart.AM)],
        absences=[Absence("bea", MON, TUE)],
    )
    grid = grid_of(people, roster())
    assert cell(grid, "anna", MON) == ("leave x", "off")
    assert cell(grid, "bea", MON) == ("away x",)
    assert cell(grid, "bea", WED) == (".",)


@pytest.mark.parametrize(
    ("kind", "value", "sign"),
    [
        (WishKind.OFF, "", "w"),
        (WishKind.SHIFT, "dag", "W"),
        (WishKind.SHIFT, "laat", "w"),
        (WishKind.PLACE, "office", "W"),
        (WishKind.PLACE, "remote", "w"),
        (WishKind.TOGETHER, "bea", "w"),
    ],
)
def test_a_wish_says_whether_it_is_granted(kind, value, sign):
    people = team(
        [member("anna"), member("bea")],
        shifts=[shift(), shift("laat", "10:00-18:30")],
        wishes=[Wish("anna", kind, cells("mon"), value)],
    )
    assert cell(grid_of(people, roster([work("anna")])), "anna", MON) == (f"Dag O{sign}",)


WISHES = [
    (WishKind.OFF, ""),
    (WishKind.SHIFT, "dag"),
    (WishKind.PLACE, "office"),
    (WishKind.TOGETHER, "bea"),
]


def wishing(kind, value, **more):
    """Anna, who wishes for something on Mondays and Tuesdays and works on Mondays, and Bea."""
    members = [member("anna"), member("bea")]
    return team(members, wishes=[Wish("anna", kind, cells("mon tue"), value)], **more)


def told(of_team, made, day=MON) -> tuple[str, ...]:
    """What the cell of Anna says in words."""
    return story(WeekSheet(problem(of_team), made), of_team.member["anna"], day, ENGLISH)[1:]


@pytest.mark.parametrize(("kind", "value"), WISHES)
@pytest.mark.parametrize(("away", "sign"), [("absences", "away x"), ("leave", "leave x")])
def test_who_is_away_is_granted_no_wish_and_refused_none(kind, value, away, sign):
    item = Absence("anna", MON, MON) if away == "absences" else Leave("anna", MON, MON)
    people, made = wishing(kind, value, **{away: [item]}), roster([work("bea")])
    assert cell(grid_of(people, made), "anna", MON) == (sign,)
    assert told(people, made) == (
        "Away in the morning.",
        "She has a wish for the morning.",
        "Away in the afternoon.",
        "She has a wish for the afternoon.",
    )


@pytest.mark.parametrize(("kind", "value"), WISHES)
def test_a_wish_for_a_day_that_is_not_hers_is_neither_granted_nor_not(kind, value):
    people, made = wishing(kind, value), roster([work("anna"), work("bea")])
    assert cell(grid_of(people, made), "anna", TUE) == (".",)
    assert told(people, made, TUE) == ("She has a wish for the morning.", "She has a wish for the afternoon.")


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (WishKind.OFF, "", "off W"),
        (WishKind.SHIFT, "dag", "off"),
        (WishKind.PLACE, "office", "off"),
        (WishKind.TOGETHER, "bea", "off w"),
    ],
)
def test_who_is_off_is_granted_that_and_no_shift_place_or_colleague(kind, value, shown):
    assert cell(grid_of(wishing(kind, value), roster([work("bea")])), "anna", MON) == (shown,)


def test_a_wish_to_work_together_is_nothing_while_the_colleague_cannot():
    together = wishing(WishKind.TOGETHER, "bea")
    assert cell(grid_of(together, roster([work("anna"), work("bea")])), "anna", MON) == ("Dag OW",)
    away = wishing(WishKind.TOGETHER, "bea", absences=[Absence("bea", MON, MON, Daypart.AM)])
    assert cell(grid_of(away, roster([work("anna")])), "anna", MON) == ("Dag O", "Dag Ow")


def test_a_shift_is_wished_for_the_whole_date():
    short = shift("kort", "08:30-12:00")
    people = wishing(WishKind.SHIFT, "kort", shifts=[shift(), short])
    assert cell(grid_of(people, roster([work("anna", what=short)])), "anna", MON) == ("Kort OW", "off W")
    assert cell(grid_of(people, roster([work("anna")])), "anna", MON) == ("Dag Ow",)


def test_of_several_wishes_the_one_that_is_not_granted_is_told():
    wishes = [
        Wish("anna", WishKind.TOGETHER, cells("mon"), "bea"),
        Wish("anna", WishKind.SHIFT, cells("mon"), "dag"),
        Wish("anna", WishKind.PLACE, cells("mon"), "remote"),
    ]
    people = team([member("anna"), member("bea", "tue")], wishes=wishes)
    assert cell(grid_of(people, roster([work("anna")])), "anna", MON) == ("Dag Ow",)
    people = team([member("anna"), member("bea", "tue")], wishes=wishes[:2])
    assert cell(grid_of(people, roster([work("anna")])), "anna", MON) == ("Dag OW",)


def test_learning_time_says_more_than_the_shift():
    people = team([member("anna")], learning=[Learning("anna", "Course", MON, span("13:00-17:00"))])
    assert cell(grid_of(people, roster([work("anna")])), "anna", MON) == ("Dag O", "learning O")


def test_hours_that_do_not_come_out_are_marked():
    grid = grid_of(team([member("anna", "mon tue"), member("bea")]), roster([work("anna"), work("bea")]))
    hours = [row.cells[-1].parts[0] for row in grid.rows]
    assert hours == [Part("8/16", "!", Look.SHORT), Part("8/8", "", Look.PLAIN)]


def test_a_week_that_is_not_planned_shows_what_is_due():
    grid = grid_of(team([member("anna", "mon")]), roster(weeks=()))
    assert cell(grid, "anna", MON) == ("-",)
    assert grid.rows[0].cells[-1].parts == (Part("8"),)


def test_who_does_nothing_in_a_week_that_is_planned_is_off():
    grid = grid_of(team([member("anna", "mon")]), roster())
    assert cell(grid, "anna", MON) == ("off",)
    assert grid.rows[0].cells[-1].parts == (Part("0/8", "!", Look.SHORT),)


def test_nobody_is_missed_in_a_week_that_is_not_planned():
    asked = problem(small_team())
    grid = coverage_grid(WeekSheet(asked, roster(weeks=())), None, ENGLISH, ASCII)
    assert {cell(grid, id, MON) for id in ("dir", "telefoon")} == {("-",)}


def test_a_closed_day_says_so_above_it():
    people = team([member("anna", "mon tue")], closed=frozenset({TUE}))
    grid = grid_of(people, roster())
    assert [column.note for column in grid.columns[:3]] == ["", "closed", ""]
    assert cell(grid, "anna", TUE) == ("#",)


def test_the_strip_names_the_holders_by_daypart_and_what_is_lacking():
    asked = problem(small_team())
    plan = plan_of(asked)
    grid = coverage_grid(WeekSheet(asked, plan.roster), plan, ENGLISH, ASCII)
    assert [(row.id, row.kind) for row in grid.rows] == [
        ("continuity", "continuity"),
        ("dir", "account"),
        ("telefoon", "desk"),
    ]
    assert cell(grid, "dir", MON) == ("Bea *",)
    assert cell(grid, "dir", TUE) == ("nobody !",)
    assert cell(grid, "telefoon", MON)[0] == "Anna !"
    # Of Monday 510 and 180 minutes are held, and the 180 of Anna are lost without her.
    assert cell(grid, "continuity", MON) == ("73.9 %",)
    assert cell(grid, "continuity", THU) == ("100 %",)


@pytest.mark.parametrize(("lost", "text"), [(552, "20 %"), (1, "99.8 %"), (690, "0 %")])
def test_the_continuity_of_a_day_is_exact_to_a_tenth(lost: int, text: str):
    """Of 690 minutes: 138 are a fifth, and 689 are 99.855 %."""
    asked = problem(small_team())
    falls = Contingency(MON, "anna", (), (Loss("dir", False, span("08:30-17:00"), 1, lost),))
    plan = replace(plan_of(asked), contingency=(falls,))
    grid = coverage_grid(WeekSheet(asked, plan.roster), plan, ENGLISH, ASCII)
    assert cell(grid, "continuity", MON) == (text,)


def test_the_story_of_a_cell_says_in_words_what_its_signs_say():
    asked = problem(small_team())
    sheet = WeekSheet(asked, plan_of(asked).roster)
    bea, anna = asked.team.member["bea"], asked.team.member["anna"]
    assert story(sheet, bea, MON, ENGLISH) == (
        "Bea, Monday 30 November",
        "Dag, 08:30 to 17:00, in the office",
        "Dir 08:30 to 17:00, stands in by agreement",
    )
    assert story(sheet, bea, TUE, ENGLISH)[1:] == ("Not a working day of hers.",)
    assert story(sheet, anna, THU, ENGLISH)[1:] == ("Away in the afternoon.",)


def heads(grid: Grid, width: int) -> list[str]:
    """The headings of the days, where each has so many columns."""
    found = grid.heads([width if column.day else column.least for column in grid.columns])
    return [head for head, column in zip(found, grid.columns, strict=True) if column.day]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (11, [">Mon 30 Nov", "Tue 1 Dec", "Wed 2 Dec", "Thu 3 Dec", "Fri 4 Dec"]),
        (10, [">Mon 30", "Tue 1", "Wed 2", "Thu 3", "Fri 4"]),
        (6, [">30", "1", "2", "3", "4"]),
        (2, [">30", "1", "2", "3", "4"]),
    ],
)
def test_the_days_of_a_week_are_written_alike_however_narrow(width, expected):
    grid = week_grid(WeekSheet(problem(team([member("anna")])), roster()), ENGLISH, ASCII, MON)
    assert heads(grid, width) == expected


def test_each_week_is_written_as_it_fits():
    two = WeekSheet(problem(team([member("anna")]), 2), roster())
    found = heads(week_grid(two, language("nl"), ASCII, MON), 5)
    assert found == [">30", "1", "2", "3", "4", "ma 7", "di 8", "wo 9", "do 10", "vr 11"]


def test_names_from_outside_are_cleaned():
    people = team([member("anna")])
    object.__setattr__(people.members[0], "name", "A\x1b[31m\u202eb")
    assert grid_of(people, roster()).rows[0].name == "A\ufffd[31m\ufffdb"


@pytest.mark.parametrize(
    ("width", "text"), [(8, "Vroeg■↷ "), (7, "Vroeg■↷"), (6, "Vro…■↷"), (5, "Vro■↷"), (3, "V■↷"), (2, "■↷"), (1, "■")]
)
def test_a_part_keeps_its_signs_when_there_is_little_room(width, text):
    assert Part("Vroeg", "■↷").fitted(width, "…") == text


def test_every_sign_is_one_column_wide_and_ascii_signs_are_ascii():
    from dataclasses import asdict

    from rich.cells import cell_len

    for table in (UNICODE, ASCII):
        signs = asdict(table)
        heat = signs.pop("heat")
        assert all(cell_len(sign) == 1 for sign in [*signs.values(), *heat])
        assert len(heat) == 5
    assert all(sign.isascii() for sign in asdict(ASCII).values())


def test_a_row_has_a_cell_for_each_column():
    from secretariat_tui.presenters.grid import GridRow

    with pytest.raises(ValueError, match="r"):
        Grid("", (Column("c", ("c",), 1, 1),), (GridRow("r", "r", (GridCell(), GridCell())),))
