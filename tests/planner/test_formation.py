"""What is missing, where contracts are shorter than patterns."""

from __future__ import annotations

from secretariat_tui.planner.formation import deficit
from secretariat_tui.planner.limits import Clock, Limits
from tests.build import account, backup, days, member, problem, team


def test_who_has_no_hours_left_adds_nothing_to_a_day_of_her_pattern() -> None:
    """Anna's contract has no hours for her Monday. Bea could add hers, and is alone with the account then."""
    anna, dir_ = member("anna", "mon", hours=0), account("dir", "anna")
    alone = problem(team([anna], [dir_], open_days=days("mon tue")))
    found = deficit(alone, Clock(Limits()))
    assert found is not None
    assert [(stage.value, stage.bound) for stage in found.stages] == [(180, 180), (0, 0), (0, 0)]

    both = [anna, member("bea", "tue")]
    helped = problem(team(both, [dir_], agreements=[backup("dir", "bea")], open_days=days("mon tue")))
    found = deficit(helped, Clock(Limits()))
    assert found is not None
    assert [(stage.value, stage.bound) for stage in found.stages] == [(0, 0), (180, 180), (480, 480)]
    assert {part.member for part in found.dayparts} == {"bea"}
