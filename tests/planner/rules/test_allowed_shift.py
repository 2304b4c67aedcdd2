from dataclasses import replace

import pytest

from secretariat_tui.domain.calendar import Parity
from secretariat_tui.domain.events import Meeting
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.rules.allowed_shift import AllowedShift
from tests.build import MON, THU, TUE, WED, WEEK, days, member, problem, roster, shift, span, team, work
from tests.planner.random_cases import random_case
from tests.planner.verdict import breaches, verdict

DAY, MORNING, AFTERNOON = shift(), shift("ochtend", "08:30-10:00", 0), shift("middag", "11:00-17:00", 30)
BRUSH = shift("rand", "08:30-10:01", 0)
SHIFTS = (DAY, MORNING, AFTERNOON, BRUSH)
HOME = Place.REMOTE


def case(who, weeks=1, **more):
    return problem(team([who, member("bea")], shifts=SHIFTS, **more), weeks)


def expect(case, works, *found):
    some = roster(works, weeks=case.weeks)
    assert breaches(case, some, AllowedShift()) == [f"allowed_shift {size}" for size in found]
    assert verdict(case, some, AllowedShift()) == (None if found else 0)


def test_only_her_own_shifts():
    expect(case(member("anna", shifts=("ochtend",))), [work("anna", MON, MORNING), work("bea", MON, DAY)])
    expect(case(member("anna", shifts=("ochtend",))), [work("anna", MON, DAY)], 1)


def test_remote_days_are_counted_by_the_week():
    once = case(member("anna", remote_days=1), weeks=2)
    later = WEEK.plus(1).monday
    expect(once, [work("anna", MON, place=HOME), work("anna", TUE), work("anna", later, place=HOME)])
    expect(once, [work("anna", day, place=HOME) for day in (MON, TUE, THU)], 2)


def test_office_days_leave_room_for_remote_days_only_above_their_number():
    two = case(member("anna", office_days=2))
    expect(two, [work("anna", MON), work("anna", TUE), work("anna", WED, place=HOME)])
    expect(two, [work("anna", MON), work("anna", TUE, place=HOME), work("anna", WED, place=HOME)], 1)


def test_who_works_fewer_days_than_her_office_days_is_in_the_office_on_all_of_them():
    two = case(member("anna", office_days=2))
    expect(two, [])
    expect(two, [work("anna", MON)])
    expect(two, [work("anna", MON, place=HOME)], 1)
    expect(two, [work("anna", MON), work("anna", TUE, place=HOME)], 1)


def test_two_shifts_on_one_date_count_twice():
    """Not a valid roster, but both halves of the rule see the same in it."""
    split = [work("anna", MON, MORNING, HOME), work("anna", MON, AFTERNOON, HOME)]
    expect(case(member("anna", remote_days=1)), split, 1)
    expect(case(member("anna", office_days=2)), [work("anna", MON, MORNING), work("anna", MON, AFTERNOON)])


def test_some_weekdays_are_always_in_the_office():
    tuesdays = case(member("anna", office_on=days("tue")))
    expect(tuesdays, [work("anna", MON, place=HOME), work("anna", TUE)])
    expect(tuesdays, [work("anna", TUE, place=HOME)], 1)


def meeting(place, **more):
    return Meeting("overleg", "Overleg", days("mon"), span("10:00-11:00"), place=place, **more)


@pytest.mark.parametrize(
    ("what", "place", "found"),
    [
        (DAY, Place.OFFICE, ()),
        (DAY, HOME, (1,)),
        (MORNING, HOME, ()),  # ends as the meeting begins
        (AFTERNOON, HOME, ()),  # begins as the meeting ends
        (BRUSH, HOME, (1,)),  # shares one minute
    ],
)
def test_a_meeting_in_the_office_brings_who_works_then_to_it(what, place, found):
    expect(case(member("anna"), meetings=(meeting(Place.OFFICE),)), [work("anna", MON, what, place)], *found)


def test_a_meeting_at_a_distance_is_attended_at_a_distance():
    expect(case(member("anna"), meetings=(meeting(HOME),)), [work("anna", MON, DAY, HOME)])
    expect(case(member("anna"), meetings=(meeting(HOME),)), [work("anna", MON, DAY)], 1)


def test_a_meeting_brings_only_its_members_on_its_own_days():
    only_bea = case(member("anna"), meetings=(meeting(Place.OFFICE, who=("bea",)),))
    expect(only_bea, [work("anna", MON, DAY, HOME)])
    expect(only_bea, [work("bea", MON, DAY, HOME)], 1)
    expect(only_bea, [work("bea", TUE, DAY, HOME)])


def test_a_meeting_of_even_weeks_does_not_meet_in_an_odd_one():
    turns = case(member("anna"), weeks=2, meetings=(meeting(Place.OFFICE, weeks=Parity.EVEN),))
    expect(turns, [work("anna", MON, DAY, HOME)])
    expect(turns, [work("anna", WEEK.plus(1).monday, DAY, HOME)], 1)


@pytest.mark.parametrize("wrong", [{"span": span("08:30-17:01")}, {"place": HOME}])
def test_a_file_with_times_or_a_place_that_its_shift_does_not_have_is_found_out(wrong):
    office = shift(places=(Place.OFFICE,))
    known = problem(team([member("anna")], shifts=(office,)))
    right = work("anna", MON, office)
    expect(known, [right])
    found = list(AllowedShift().check(known, Facts(known, roster([replace(right, **wrong)]))))
    assert len(found) == 1
    assert found[0].reason.fact("date") == MON


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_and_the_check_agree_on_any_roster(seed: int):
    case, some = random_case(seed)
    assert (verdict(case, some, AllowedShift()) is None) == bool(breaches(case, some, AllowedShift()))
