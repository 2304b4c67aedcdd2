import pytest

from secretariat_tui.planner.rules.one_holder import OneHolder
from tests.build import account, desk, hold, member, problem, roster, team
from tests.planner.random_cases import random_case
from tests.planner.verdict import breaches, verdict

CASE = problem(team([member("anna"), member("bea"), member("carla")], [account("dir", "anna")], desks=[desk(people=2)]))


def test_an_account_in_one_pair_of_hands_and_a_full_desk_are_fine():
    full = [hold(who, "telefoon", "09:00-17:00", is_desk=True) for who in ("anna", "bea")]
    one = roster([], [hold("anna", "dir", "09:00-10:00"), hold("bea", "dir", "10:00-12:00"), *full])
    assert breaches(CASE, one, OneHolder()) == []
    assert verdict(CASE, one, OneHolder()) == 0


def test_two_holders_of_one_account_are_too_many_for_as_long_as_they_overlap():
    two = roster([], [hold("anna", "dir", "09:00-10:30"), hold("bea", "dir", "10:00-12:00")])
    assert breaches(CASE, two, OneHolder()) == ["one_holder 30"]


def test_two_holders_all_the_time_are_forbidden():
    two = roster([], [hold("anna", "dir"), hold("bea", "dir")])
    assert breaches(CASE, two, OneHolder()) == ["one_holder 180"]
    assert verdict(CASE, two, OneHolder()) is None


def test_a_desk_takes_no_more_people_than_it_asks_for():
    three = roster([], [hold(who, "telefoon", "09:00-17:00", is_desk=True) for who in ("anna", "bea", "carla")])
    assert breaches(CASE, three, OneHolder()) == ["one_holder 480"]
    assert verdict(CASE, three, OneHolder()) is None


def test_the_same_member_does_not_man_a_desk_twice_at_once():
    times = ("09:00-12:00", "11:00-13:00")
    twice = roster([], [hold("anna", "telefoon", time, is_desk=True) for time in times])
    assert breaches(CASE, twice, OneHolder()) == ["one_holder 60"]


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_and_the_check_agree_on_any_roster(seed: int):
    case, some = random_case(seed)
    assert (verdict(case, some, OneHolder()) is None) == bool(breaches(case, some, OneHolder()))
