import pytest

from secretariat_tui.planner.rules.capacity import Capacity
from tests.build import account, desk, hold, member, problem, roster, team
from tests.planner.random_cases import random_case
from tests.planner.verdict import breaches, verdict

ACCOUNTS = [
    account("dir", "anna", load=2),
    account("mt", "anna", times="11:00-14:00"),
    account("idle", "anna", load=0),
]
DESKS = [desk(times="09:00-12:00", load=1)]


def case(capacity: int):
    return problem(team([member("anna", capacity=capacity)], ACCOUNTS, desks=DESKS))


ALL = roster(
    [],
    [
        hold("anna", "dir"),
        hold("anna", "mt", "11:00-14:00"),
        hold("anna", "idle"),
        hold("anna", "telefoon", is_desk=True),
    ],
)


def test_loads_are_added_up_moment_by_moment():
    """Loads 2 + 1 from nine, 2 + 1 + 1 from eleven to twelve, 1 afterwards."""
    assert breaches(case(4), ALL, Capacity()) == []
    assert verdict(case(4), ALL, Capacity()) == 0


@pytest.mark.parametrize(("capacity", "cost"), [(3, 60), (2, 120 + 2 * 60), (0, 3 * 120 + 4 * 60 + 120)])
def test_more_than_she_can_carry_at_one_moment_is_refused(capacity: int, cost: int):
    assert breaches(case(capacity), ALL, Capacity()) == [f"capacity {cost}"]
    assert verdict(case(capacity), ALL, Capacity()) is None


def test_a_duty_without_load_weighs_nothing():
    idle = roster([], [hold("anna", "idle")])
    assert breaches(case(0), idle, Capacity()) == []
    assert verdict(case(0), idle, Capacity()) == 0


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_and_the_check_agree_on_any_roster(seed: int):
    case, some = random_case(seed)
    assert (verdict(case, some, Capacity()) is None) == bool(breaches(case, some, Capacity()))
