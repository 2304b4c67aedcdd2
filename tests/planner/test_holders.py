"""Why somebody does not work on a date: the first of what keeps her from it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from secretariat_tui.domain.events import Absence
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.holders import day_of
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.reasons import Teller
from tests.build import MON, member, problem, roster, team

YESTERDAY = MON - timedelta(1)


@pytest.mark.parametrize(
    ("hers", "others", "told"),
    [
        ({"until": YESTERDAY}, {}, "bea is not employed on Monday 30 November 2026."),
        ({}, {"closed": frozenset({MON})}, "The secretariat is closed on Monday 30 November 2026."),
        ({"works": "tue"}, {}, "bea does not work on Monday 30 November 2026 by her work pattern."),
        ({}, {"absences": (Absence("bea", MON, MON),)}, "bea is away on Monday 30 November 2026."),
        ({}, {}, "bea does not work on Monday 30 November 2026 in this roster."),
    ],
)
def test_it_is_told_why_she_does_not_work(hers: dict[str, Any], others: dict[str, Any], told: str) -> None:
    bea = member("bea", **hers)
    case = problem(replace(team([bea]), **others))
    found = day_of(case, Facts(case, roster()), bea, MON)
    assert found.off is not None
    assert Teller(language("en")).say(found.off) == told
