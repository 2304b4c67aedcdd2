"""Lights of leave in words."""

from __future__ import annotations

import pytest

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.leave_light import Colour, Light
from secretariat_tui.presenters.glyphs import ASCII
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.leave_requests import cell_lines
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
