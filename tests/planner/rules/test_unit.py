from datetime import date, timedelta

import pytest

from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Duty, HolderRole
from secretariat_tui.planner.rules.unit import Unit
from tests.build import FRI, MON, THU, TUE, WED, WEEK, account, backup, hold, member, problem, roster, team
from tests.planner.random_cases import random_case
from tests.planner.verdict import breaches, verdict

EVERY = "mon tue wed thu fri"
LAST_WEEK = WED - timedelta(7)
ANNA = member("anna", EVERY)
FAR = member("bea", EVERY, unit="fin", knows=("dir",))
ACCOUNT = account("dir", "anna", EVERY)


def case(*earlier: Duty, far=FAR, weeks_ago: int = 1, **more):
    before = WEEK.plus(-weeks_ago)
    history = (roster([], earlier, weeks=[before]),) if earlier else ()
    return problem(team([ANNA, far], [ACCOUNT], **more), history=history)


def covers(*days: date):
    return roster([], [hold("bea", "dir", day=day, role=HolderRole.INCIDENTAL) for day in days])


def past(day: date, role: HolderRole = HolderRole.INCIDENTAL) -> Duty:
    return hold("bea", "dir", day=day, role=role)


def test_the_quota_counts_dates_not_hours():
    twice = [("09:00-10:00", MON), ("11:00-12:00", MON), ("09:00-12:00", TUE)]
    parts = roster([], [hold("bea", "dir", times, day) for times, day in twice])
    assert breaches(case(), parts, Unit()) == []
    assert verdict(case(), covers(MON, TUE), Unit()) == 0


def test_a_third_date_is_over_the_default_quota():
    assert breaches(case(), covers(MON, TUE, THU), Unit()) == ["unit 1"]
    assert verdict(case(), covers(MON, TUE, THU), Unit()) is None


def test_history_counts():
    spent = case(past(LAST_WEEK))
    assert verdict(spent, covers(MON), Unit()) == 0
    assert breaches(spent, covers(MON, TUE), Unit()) == ["unit 1"]
    assert verdict(spent, covers(MON, TUE), Unit()) is None


def test_history_counts_for_ninety_one_days():
    """13 weeks before Wednesday is 91 days: gone by then, but not yet on the Tuesday."""
    old = case(past(WED - timedelta(91)), weeks_ago=13, other_unit_quota=1)
    assert verdict(old, covers(WED), Unit()) == 0
    assert breaches(old, covers(WED), Unit()) == []
    assert verdict(old, covers(TUE), Unit()) is None
    assert breaches(old, covers(TUE), Unit()) == ["unit 1"]


def test_cover_that_was_agreed_then_does_not_count():
    agreed = case(past(LAST_WEEK, HolderRole.BACKUP))
    assert breaches(agreed, covers(MON, TUE), Unit()) == []
    assert verdict(agreed, covers(MON, TUE), Unit()) == 0


def test_a_history_over_the_quota_allows_nothing_more_but_breaks_nothing():
    full = case(past(LAST_WEEK), past(LAST_WEEK + timedelta(1)), other_unit_quota=1)
    assert breaches(full, covers(), Unit()) == []
    assert verdict(full, covers(), Unit()) == 0
    assert breaches(full, covers(FRI), Unit()) == ["unit 1"]
    assert verdict(full, covers(FRI), Unit()) is None


def test_a_team_may_rule_out_other_units():
    closed = case(other_unit_cover=False)
    assert breaches(closed, covers(MON, TUE), Unit()) == ["unit 2"]
    assert verdict(closed, covers(MON), Unit()) is None


@pytest.mark.parametrize(
    "free",
    [
        case(other_unit_cover=False, agreements=[backup("dir", "bea")]),
        case(other_unit_cover=False, far=member("bea", EVERY, unit="so", knows=("dir",))),
    ],
)
def test_agreements_and_the_own_unit_are_exempt(free: Problem):
    assert breaches(free, covers(MON, TUE, WED), Unit()) == []
    assert verdict(free, covers(MON, TUE, WED), Unit()) == 0


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_and_the_check_agree_on_any_roster(seed: int):
    case, some = random_case(seed)
    assert (verdict(case, some, Unit()) is None) == bool(breaches(case, some, Unit()))
