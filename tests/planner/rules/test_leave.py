import pytest

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Absence, Leave, LeaveStatus
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.rules.leave import Leave as LeaveRule
from tests.build import MON, TUE, WED, member, problem, roster, shift, team, work
from tests.planner.random_cases import random_case
from tests.planner.verdict import breaches, verdict

DAY, UNTIL_NOON, PAST_NOON = shift(), shift("ochtend", "08:30-12:30", 0), shift("lang", "08:30-12:31", 0)
FROM_NOON, BEFORE_NOON = shift("middag", "12:30-17:00", 0), shift("vroeg", "12:29-17:00", 0)
SHIFTS = (DAY, UNTIL_NOON, PAST_NOON, FROM_NOON, BEFORE_NOON)


def case(**more):
    return problem(team([member("anna", "mon tue wed"), member("bea")], shifts=SHIFTS, **more))


def test_nobody_works_on_a_day_of_leave_its_last_included():
    away = case(leave=(Leave("anna", MON, TUE),))
    works = roster([work("anna", MON), work("anna", TUE), work("anna", WED), work("bea", MON)])
    assert breaches(away, works, LeaveRule()) == ["leave 1", "leave 1"]
    assert verdict(away, works, LeaveRule()) is None
    others = roster([work("anna", WED), work("bea", MON)])
    assert breaches(away, others, LeaveRule()) == []
    assert verdict(away, others, LeaveRule()) == 0


@pytest.mark.parametrize(
    ("part", "what", "allowed"),
    [
        (Daypart.AM, FROM_NOON, True),
        (Daypart.AM, BEFORE_NOON, False),
        (Daypart.PM, UNTIL_NOON, True),
        (Daypart.PM, PAST_NOON, False),
        (Daypart.PM, DAY, False),
    ],
)
def test_half_a_day_of_leave_forbids_a_shift_that_shares_a_minute_with_it(part, what, allowed):
    away = case(leave=(Leave("anna", MON, MON, part),))
    works = roster([work("anna", MON, what)])
    assert breaches(away, works, LeaveRule()) == ([] if allowed else ["leave 1"])
    assert verdict(away, works, LeaveRule()) == (0 if allowed else None)


@pytest.mark.parametrize("status", [LeaveStatus.REQUESTED, LeaveStatus.REFUSED, LeaveStatus.WITHDRAWN])
def test_leave_that_is_not_approved_keeps_nobody_from_work(status):
    asked = case(leave=(Leave("anna", MON, MON, status=status),))
    works = roster([work("anna", MON)])
    assert breaches(asked, works, LeaveRule()) == []
    assert verdict(asked, works, LeaveRule()) == 0


def test_leave_and_absence_are_told_in_the_same_words():
    works = roster([work("anna", MON)])
    cases = case(leave=(Leave("anna", MON, MON),)), case(absences=(Absence("anna", MON, MON),))
    leave, absence = ([v.reason for v in LeaveRule().check(c, Facts(c, works))] for c in cases)
    assert leave == absence
    assert len(absence) == 1
    assert verdict(cases[1], works, LeaveRule()) is None


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_and_the_check_agree_on_any_roster(seed: int):
    case, some = random_case(seed)
    assert (verdict(case, some, LeaveRule()) is None) == bool(breaches(case, some, LeaveRule()))
