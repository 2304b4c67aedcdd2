import pytest

from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.rules.on_site import OnSite
from tests.build import account, hold, member, problem, roster, team, work
from tests.planner.random_cases import random_case
from tests.planner.verdict import breaches, verdict

CASE = problem(team([member("anna")], [account("dir", "anna", on_site=True), account("mt", "anna")]))


def test_an_on_site_duty_is_held_at_the_office():
    office = roster([work("anna")], [hold("anna", "dir")])
    assert breaches(CASE, office, OnSite()) == []
    assert verdict(CASE, office, OnSite()) == 0


def test_an_on_site_duty_is_not_held_from_home():
    home = roster([work("anna", place=Place.REMOTE)], [hold("anna", "dir")])
    assert breaches(CASE, home, OnSite()) == ["on_site 180"]
    assert verdict(CASE, home, OnSite()) is None


def test_any_other_duty_is():
    home = roster([work("anna", place=Place.REMOTE)], [hold("anna", "mt")])
    assert breaches(CASE, home, OnSite()) == []
    assert verdict(CASE, home, OnSite()) == 0


def test_who_does_not_work_is_not_at_the_office():
    off = roster([], [hold("anna", "dir")])
    assert breaches(CASE, off, OnSite()) == ["on_site 180"]
    assert verdict(CASE, off, OnSite()) is None


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_and_the_check_agree_on_any_roster(seed: int):
    case, some = random_case(seed)
    assert (verdict(case, some, OnSite()) is None) == bool(breaches(case, some, OnSite()))
