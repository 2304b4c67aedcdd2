"""The roster as people read it, by hand for the small plan of `tests.plans`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.roster import HolderRole, StageResult
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.roster_page import roster_page
from secretariat_tui.presenters.roster_view import roster_view, short_names
from secretariat_tui.presenters.stages import stage_sentences
from secretariat_tui.presenters.view import Look, RosterView
from tests.build import MON, hold, member, problem, roster, work
from tests.plans import plan_of, small_team

PROBLEM = problem(small_team())


def view(code: str = "en") -> RosterView:
    return roster_view(PROBLEM, plan_of(PROBLEM), language(code))


def test_members_stand_by_days_with_shift_place_and_stand_in_mark() -> None:
    rows = {row.id: [" / ".join(cell.lines) for cell in row.cells] for row in view().weeks[0].members}
    assert rows == {
        "anna": ["Dag H", "off", "-", "leave pm", "-"],
        "bea": ["Dag O*", "-", "off", "-", "-"],
        "carla": ["-", "-", "-", "-", "away"],
    }


def test_hours_are_made_and_credited_against_the_target() -> None:
    """Anna: 8 worked and 4 credited of 24; Bea: 8 of 16; Carla: 8 credited of 8."""
    hours = {row.id: row.hours for row in view().weeks[0].members}
    assert {id: cell.lines for id, cell in hours.items() if cell} == {
        "anna": ("12/24",),
        "bea": ("8/16",),
        "carla": ("8/8",),
    }
    assert hours["bea"] is not None
    assert hours["bea"].look is Look.SHORT


def test_coverage_tells_holders_by_daypart_and_marks_what_is_lacking() -> None:
    week = view().weeks[0]
    (director,) = week.accounts
    (phone,) = week.desks
    assert [cell.lines for cell in director.cells] == [("Bea*",), ("! nobody",), (), (), ()]
    assert [cell.look for cell in director.cells][:2] == [Look.STAND_IN, Look.SHORT]
    assert phone.cells[0].lines == ("am Anna !",)


def test_a_shortage_of_part_of_a_daypart_is_marked() -> None:
    found = roster_view(PROBLEM, Plan(roster([work("anna")], [hold("anna", "dir", "09:00-17:00")])), language("en"))
    assert found.weeks[0].accounts[0].cells[0].lines == ("am Anna !", "pm Anna")


def test_incidental_cover_has_a_mark_of_its_own() -> None:
    held = hold("carla", "dir", "08:30-17:00", role=HolderRole.INCIDENTAL, distance=2)
    found = roster_view(PROBLEM, Plan(roster([work("carla")], [held])), language("en"))
    assert found.weeks[0].accounts[0].cells[0].lines == ("Carla**",)


def test_a_closed_day_says_so_in_words() -> None:
    closed = problem(replace(small_team(), closed=frozenset([MON])))
    found = roster_view(closed, Plan(roster()), language("nl"))
    assert found.weeks[0].days[0].note == "gesloten"


def test_the_summary_is_the_stages_in_words() -> None:
    assert view().summary == (
        (
            "11 hours 30 min uncovered on Monday 30 November and Tuesday 1 December; "
            "less is impossible, weighed by priority."
        ),
        "Nobody stands in outside the agreements.",
        (
            "1 absence of one person on one day would leave something uncovered, 3 hours in all; "
            "it is not proven that this is the least."
        ),
        "16 hours off the contract hours, all members together; less is impossible.",
        "30 points of quality lost (spread 12, wishes 18); it is not proven that this is the least.",
        "Continuity 73.9 %.",
        "The search was stopped by a limit: with more time a better roster may be found.",
    )


def test_incidental_cover_is_told_in_the_hours_that_pass_when_the_clock_goes_back() -> None:
    """From 1 to 5 on the clock are five hours then: so the minutes of the stage count, times the distance of 2."""
    week = Week(2026, 43)
    held = hold("bea", "dir", "01:00-05:00", week.days[6], role=HolderRole.INCIDENTAL, distance=2)
    plan = Plan(replace(roster([], [held], [week]), stages=(StageResult("agreements", 600, 600),)))
    asked = problem(small_team(), week=week)
    told, *_ = stage_sentences(asked, plan, Teller(language("en"), asked.team))
    assert told == "5 hours of incidental cover, outside the agreements; less is impossible."


def test_shortages_say_why_and_what_would_help() -> None:
    second, first = view().shortages
    assert first.text == "Nobody has Dir on Tuesday 1 December from 08:30 to 17:00."
    assert first.why == ("Bea does not work on Tuesday 1 December by her work pattern.",)
    assert first.helps == ("Let Bea work on Tuesday 1 December.",)
    assert second.text == "Telefoon is 1 person short on Monday 30 November from 09:00 to 12:00."


def test_dutch_is_dutch() -> None:
    found = view("nl")
    assert found.weeks[0].members[0].cells[0].lines == ("Dag T",)
    assert found.weeks[0].members[2].cells[4].lines == ("afwezig",)
    assert found.shortages[1].text == "Niemand heeft Dir op dinsdag 1 december van 08:30 tot 17:00."


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Anna de Vries", "Bea Bos"], ["Anna", "Bea"]),
        (["Anna de Vries", "Anna Bos"], ["Anna V.", "Anna B."]),
        (["Anna Bos", "Anna Bakker"], ["Anna Bos", "Anna Bakker"]),
        (["Anna"], ["Anna"]),
        (["Anna Bos", "Anna Bos", "Bea Bos"], ["m0", "m1", "Bea"]),
        (["Anna Bos", "Anna Bos", "Anna Bakker"], ["m0", "m1", "Anna Bakker"]),
    ],
)
def test_names_are_as_short_as_they_can_be_told_apart(names: list[str], expected: list[str]) -> None:
    members = [replace(member(f"m{n}"), name=name) for n, name in enumerate(names)]
    assert list(short_names(members).values()) == expected


def test_the_page_has_a_sheet_a_week_and_the_contingency_plan() -> None:
    page = roster_page(view()).decode()
    assert page.count("<section") == 2
    assert "Contingency plan for Monday 30 November" in page
    assert "Dir 08:30 to 17:00: Anna" in page
    assert '<td class="short">! nobody</td>' in page
