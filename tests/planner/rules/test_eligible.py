import pytest

from secretariat_tui.domain.roster import Duty
from secretariat_tui.planner.rules.eligible import Eligible
from tests.build import MON, TUE, account, backup, desk, hold, member, problem, roster, team
from tests.planner.random_cases import random_case
from tests.planner.verdict import breaches, verdict

MEMBERS = [member("anna"), member("bea"), member("carla", knows=("dir",)), member("dora")]


def case(**agreement):
    return problem(
        team(MEMBERS, [account("dir", "anna")], agreements=[backup("dir", "bea", **agreement)], desks=[desk()])
    )


@pytest.mark.parametrize("who", ["anna", "bea", "carla"])
def test_the_primary_an_agreed_backup_and_who_knows_it_may_hold_an_account(who: str):
    held = roster([], [hold(who, "dir")])
    assert breaches(case(), held, Eligible()) == []
    assert verdict(case(), held, Eligible()) == 0


@pytest.mark.parametrize(
    ("who", "agreement"),
    [("dora", {}), ("bea", {"accepted": False}), ("bea", {"start": TUE}), ("bea", {"until": MON.replace(day=29)})],
)
def test_nobody_else_may(who: str, agreement: dict[str, object]):
    held = roster([], [hold(who, "dir")])
    assert breaches(case(**agreement), held, Eligible()) == ["eligible 1"]
    assert verdict(case(**agreement), held, Eligible()) is None


def test_anybody_may_man_a_desk():
    held = roster([], [hold("dora", "telefoon", "09:00-17:00", is_desk=True)])
    assert breaches(case(), held, Eligible()) == []
    assert verdict(case(), held, Eligible()) == 0


@pytest.mark.parametrize(
    "duty",
    [
        hold("anna", "dir", "08:00-12:00"),
        hold("anna", "dir", day=TUE),
        hold("anna", "dir", day=MON.replace(year=2027)),
        hold("dora", "telefoon", "09:00-18:00", is_desk=True),
    ],
)
def test_a_duty_held_when_nobody_asks_for_it_is_out_of_place(duty: Duty):
    assert breaches(case(), roster([], [duty]), Eligible()) == ["eligible 1"]


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_and_the_check_agree_on_any_roster(seed: int):
    case, some = random_case(seed)
    assert (verdict(case, some, Eligible()) is None) == bool(breaches(case, some, Eligible()))
