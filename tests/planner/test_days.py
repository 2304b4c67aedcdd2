"""What a change of some dates does, from the dates alone, held against a search over the whole."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.planner import days
from secretariat_tui.planner.days import DAILY, WhatIf
from secretariat_tui.planner.lending import lendable, lent
from secretariat_tui.planner.limits import Clock, Limits
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY
from tests.build import MON, TUE, desk, hold, member, problem, roster, team, work
from tests.planner.random_cases import random_problem

CROWDED = (
    (4, "m1", 23, Daypart.AM),
    (19, "m0", 4, Daypart.AM),
    (23, "m0", 22, Daypart.PM),
    (34, "m2", 27, Daypart.AM),
    (53, "m3", 21, Daypart.AM),
    (69, "m0", 29, Daypart.PM),
    (95, "m2", 26, Daypart.AM),
    (149, "m1", 21, Daypart.PM),
)
"""Who is lent on which day of the month, where the date planned anew does not fit beside the others as they are."""


@pytest.mark.parametrize(("seed", "name", "number", "part"), CROWDED)
def test_dates_that_crowd_one_another_are_judged_without_a_search_over_the_week_and_alike(
    monkeypatch: pytest.MonkeyPatch, seed: int, name: str, number: int, part: Daypart
) -> None:
    problem = random_problem(Random(seed))
    day = next(day for day in problem.open_dates if day.day == number)
    assert part in lendable(problem, problem.team.member[name], day)
    roster = solve(problem, Limits(), stages=CONTINUITY)
    team = lent(problem.team, name, [(day, part)])
    whole = solve(replace(problem, team=team), Limits(), stages=DAILY)
    monkeypatch.setattr(days, "solve", lambda *_, **__: pytest.fail("the week was searched"))
    effect = WhatIf(problem, roster, Clock(Limits())).effect(team, [day])
    assert effect.after == effect.floor == tuple(stage.value for stage in whole.stages)


def test_what_was_found_for_one_question_answers_the_next_with_all_that_it_changes() -> None:
    """Anna has hours for one of the two days. Lent on Tuesday afternoon she is there on Tuesday morning instead, and
    Monday is short."""
    anna = member("anna", "mon tue", hours=8)
    case = problem(team([anna], desks=[desk("telefoon", "mon tue", "09:00-12:00")]))
    monday = roster([work("anna", MON)], [hold("anna", "telefoon", is_desk=True)])
    what_if = WhatIf(case, monday, Clock(Limits()))
    tuesday = lent(case.team, "anna", [(TUE, Daypart.PM)])
    effects = [what_if.effect(tuesday, [TUE]) for _ in range(2)]
    assert [effect.after for effect in effects] == [(180, 0, 180), (180, 0, 180)]
