from datetime import date
from decimal import Decimal

import pytest

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.events import Absence, Leave
from secretariat_tui.planner.rules.hours_max import HoursMax
from tests.build import FRI, MON, THU, TUE, WED, WEEK, member, problem, roster, shift, team, work
from tests.planner.random_cases import random_case
from tests.planner.verdict import breaches, verdict

DAY, HALF, LONGER = shift(), shift("half", "08:30-12:30", 0), shift("langer", "08:30-17:01")


def case(who, weeks=1, week=WEEK, **more):
    return problem(team([who], shifts=(DAY, HALF, LONGER), **more), weeks, week)


def expect(case, works, *found):
    some = roster(works, weeks=case.weeks)
    assert breaches(case, some, HoursMax()) == [f"hours_max {minutes}" for minutes in found]
    assert verdict(case, some, HoursMax()) == (None if found else 0)


def test_exactly_the_contract_is_fine_and_a_minute_more_is_not():
    """Two days of 8 hours: 16 hours a week."""
    two_days = case(member("anna", "mon tue"))
    expect(two_days, [work("anna", MON), work("anna", TUE)])
    expect(two_days, [work("anna", MON), work("anna", TUE, LONGER)], 1)
    expect(two_days, [work("anna", MON), work("anna", TUE), work("anna", WED)], 480)


def test_overtime_is_room_above_the_contract():
    expect(case(member("anna", "mon", overtime=Decimal(4))), [work("anna", MON), work("anna", TUE, HALF)])
    expect(case(member("anna", "mon", overtime=Decimal(4))), [work("anna", MON), work("anna", TUE, DAY)], 240)


@pytest.mark.parametrize(
    "lost",
    [
        {"leave": (Leave("anna", MON, MON),)},
        {"absences": (Absence("anna", MON, MON),)},
        {"closed": frozenset({MON})},
    ],
)
def test_a_day_lost_counts_as_worked(lost):
    """16 hours, of which 8 are credited: one day is left, also where another than the lost day is worked."""
    expect(case(member("anna", "mon tue"), **lost), [work("anna", TUE)])
    expect(case(member("anna", "mon tue"), **lost), [work("anna", TUE), work("anna", WED, HALF)], 240)


def test_requested_leave_credits_nothing():
    asked = case(member("anna", "mon tue"), leave=(Leave("anna", FRI, FRI),))
    expect(asked, [work("anna", MON), work("anna", TUE)])


def test_odd_and_even_weeks_have_their_own_target():
    """Monday in odd weeks, Monday and Tuesday in even ones: 12 hours on average, so 8 and 16 in turn."""
    turns = case(member("anna", "mon tue", "mon"), weeks=2)
    odd, even = WEEK.days, WEEK.plus(1).days
    expect(turns, [work("anna", odd[0]), work("anna", even[0]), work("anna", even[1])])
    expect(turns, [work("anna", odd[0]), work("anna", odd[1]), work("anna", even[0])], 480)


def test_a_week_partly_within_her_employment_has_part_of_the_target():
    """32 hours on four days; she begins on Thursday, so 2 of the 8 dayparts: 8 hours."""
    begins = case(member("anna", "mon tue wed thu", start=THU))
    expect(begins, [work("anna", THU)])
    expect(begins, [work("anna", THU), work("anna", FRI, HALF)], 240)


@pytest.mark.parametrize(
    ("sunday", "contract", "over"),
    [
        (date(2026, 10, 25), 5, ()),
        (date(2026, 10, 25), 4, (60,)),
        (date(2027, 3, 28), 3, ()),
        (date(2026, 11, 1), 3, (60,)),
    ],
)
def test_hours_are_real_ones_when_the_clock_changes(sunday, contract, over):
    """From midnight to four is five hours in autumn and three in spring."""
    night = shift("nacht", "00:00-04:00", 0)
    weekend = team([member("anna", "sun", hours=contract)], shifts=(night,), open_days=frozenset({5, 6}))
    expect(problem(weekend, 1, Week.of(sunday)), [work("anna", sunday, night)], *over)


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_and_the_check_agree_on_any_roster(seed: int):
    case, some = random_case(seed)
    assert (verdict(case, some, HoursMax()) is None) == bool(breaches(case, some, HoursMax()))
