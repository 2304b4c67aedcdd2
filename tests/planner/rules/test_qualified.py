import pytest

from secretariat_tui.domain.member import Held
from secretariat_tui.domain.roster import Duty
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.rules.qualified import Qualified
from tests.build import MON, TUE, account, desk, hold, member, problem, roster, team
from tests.planner.random_cases import random_case
from tests.planner.verdict import breaches, verdict

MEMBERS = [
    member("anna", "mon tue", qualifications=(Held("mandaat", MON), Held("events"))),
    member("bea", qualifications=(Held("events"),)),
]
CASE = problem(
    team(
        MEMBERS,
        [account("dir", "anna", "mon tue", requires=("events", "mandaat"))],
        desks=[desk(requires=("events",)), desk("balie", requires=("mandaat",))],
    )
)


def test_who_has_all_that_is_required_may_hold_it_up_to_the_last_day():
    held = roster([], [hold("anna", "dir"), hold("bea", "telefoon", "09:00-17:00", is_desk=True)])
    assert breaches(CASE, held, Qualified()) == []
    assert verdict(CASE, held, Qualified()) == 0


@pytest.mark.parametrize(
    ("duty", "minutes"),
    [
        (hold("bea", "dir"), 180),
        (hold("anna", "dir", day=TUE), 180),
        (hold("bea", "balie", "09:00-17:00", is_desk=True), 480),
    ],
)
def test_one_missing_or_ended_qualification_is_enough_to_be_refused(duty: Duty, minutes: int):
    held = roster([], [duty])
    assert breaches(CASE, held, Qualified()) == [f"qualified {minutes}"]
    assert verdict(CASE, held, Qualified()) is None


def test_the_missing_qualification_is_named():
    held = roster([], [hold("bea", "dir")])
    (found,) = Qualified().check(CASE, Facts(CASE, held))
    assert found.reason.fact("qualification") == "mandaat"


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_and_the_check_agree_on_any_roster(seed: int):
    case, some = random_case(seed)
    assert (verdict(case, some, Qualified()) is None) == bool(breaches(case, some, Qualified()))
