"""Lights of leave in words."""

from __future__ import annotations

from datetime import date

import pytest

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.leave_light import Colour, Light
from secretariat_tui.presenters.glyphs import ASCII
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.leave_requests import cell_lines, when
from secretariat_tui.presenters.reasons import Teller
from tests.build import MON, member, problem, team

GREEN = "green: cover, agreements and continuity stay as good as without it."


@pytest.mark.parametrize(
    ("proven", "told"),
    [(True, GREEN), (False, f"{GREEN} A limit stopped the search: the light is that of the best rosters found.")],
)
def test_a_cell_says_of_a_light_whether_a_limit_stopped_the_search(proven: bool, told: str) -> None:
    people = team([member("anna")])

    def light(part: Daypart) -> Light:
        return Light(Leave("anna", MON, MON, part, LeaveStatus.REQUESTED), Colour.GREEN, None, None, proven=proven)

    teller = Teller(language("en"), people, MON.year)
    lines = list(cell_lines(problem(people), light, [], "anna", MON, teller, ASCII))
    assert lines == ["Anna, Monday 30 November", f"the whole day: {told}"]


@pytest.mark.parametrize(
    ("first", "last", "part", "english", "dutch"),
    [
        (date(2026, 12, 24), date(2026, 12, 24), None, "Thu 24 Dec", "do 24 dec"),
        (date(2026, 12, 24), date(2026, 12, 24), Daypart.AM, "Thu 24 Dec am", "do 24 dec vm"),
        (date(2026, 12, 21), date(2026, 12, 23), None, "Mon 21 - Wed 23 Dec", "ma 21 - wo 23 dec"),
        (date(2026, 12, 28), date(2027, 1, 1), Daypart.PM, "Mon 28 Dec - Fri 1 Jan pm", "ma 28 dec - vr 1 jan nm"),
        (date(2026, 12, 1), date(2027, 12, 1), None, "Tue 1 Dec - Wed 1 Dec", "di 1 dec - wo 1 dec"),
    ],
)
def test_when_leave_is_asked_for_is_told_briefly(first, last, part, english, dutch) -> None:
    leave = Leave("anna", first, last, part, LeaveStatus.REQUESTED)
    assert [when(leave, language(code)) for code in ("en", "nl")] == [english, dutch]
