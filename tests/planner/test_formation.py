"""What could go and what is missing, where contracts are shorter than patterns."""

from __future__ import annotations

from secretariat_tui.planner.formation import deficit, surplus
from secretariat_tui.planner.limits import Clock, Limits
from tests.build import TUE, account, backup, days, hold, member, problem, roster, shift, team, work


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


def test_no_more_can_go_than_a_contract_has_beside_what_is_worked() -> None:
    """Anna may work two days of eight hours and has a contract for twelve: beside her Monday four hours are left."""
    case = problem(team([member("anna", "mon tue", hours=12)], [account("dir", "anna")], open_days=days("mon tue")))
    found = surplus(case, roster([work("anna")], [hold("anna", "dir")]), Clock(Limits()))
    assert {part.date for part in found.dayparts} == {TUE}
    assert found.minutes == 240


def test_nothing_can_go_where_a_contract_is_worked_on_fewer_days_than_the_pattern_has() -> None:
    """She has eight hours for the Monday that she is needed on; that Bea is not needed at all does not hang on it."""
    members = [member("anna", "mon tue", hours=8), member("bea", "mon")]
    case = problem(team(members, [account("dir", "anna")], open_days=days("mon tue")))
    found = surplus(case, roster([work("anna")], [hold("anna", "dir")]), Clock(Limits()))
    assert [(part.member, part.minutes) for part in found.dayparts] == [("bea", 240), ("bea", 240)]


def test_hours_that_an_added_day_does_not_take_are_there_for_another() -> None:
    """Anna has no hours for her Monday. Of an added Tuesday of eight hours a short shift leaves her four."""
    case = problem(
        team(
            [member("anna", "mon", hours=0)],
            [account("dir", "anna", "mon tue", "10:00-14:00")],
            shifts=[shift("kort", "10:00-14:00", 0)],
            open_days=days("mon tue"),
        )
    )
    found = deficit(case, Clock(Limits()))
    assert found is not None
    assert [(stage.value, stage.bound) for stage in found.stages] == [(0, 0), (480, 480), (480, 480)]
