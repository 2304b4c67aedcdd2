from datetime import date

import pytest

from secretariat_tui.domain.calendar import Week
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.rules.working_time import WorkingTime
from tests.build import MON, WEEK, member, problem, roster, shift, team, work
from tests.planner.random_cases import random_case
from tests.planner.verdict import breaches, verdict

TWELVE = shift("lang", "07:00-19:45", 45)
HOUR, FOUR, MORE = shift("uur", "08:00-09:00", 0), shift("vier", "08:00-12:00", 0), shift("meer", "08:00-12:01", 0)


def expect(case, works, *found):
    some = roster(works, weeks=case.weeks)
    assert breaches(case, some, WorkingTime()) == [f"working_time {size}" for size in found]
    assert verdict(case, some, WorkingTime()) == (None if found else 0)


def case(*shifts, weeks=1, week=WEEK, history=()):
    known = team([member("anna", "mon tue wed thu fri")], shifts=shifts, open_days=frozenset(range(7)))
    return problem(known, weeks, week, history=tuple(history))


def worked(week, *shifts):
    """These shifts on the first days of the week."""
    return [work("anna", day, what) for day, what in zip(week.days, shifts, strict=False)]


def past(weeks_ago, *shifts):
    week = WEEK.plus(-weeks_ago)
    return roster(worked(week, *shifts), weeks=(week,))


@pytest.mark.parametrize(
    ("times", "unpaid", "found"),
    [
        ("07:00-19:45", 45, ()),  # 12 h
        ("07:00-19:46", 45, (1,)),
        ("08:00-13:30", 0, ()),  # 5.5 h needs no break
        ("08:00-13:31", 0, (30,)),
        ("08:00-14:00", 29, (1,)),  # 5 h 31
        ("08:00-14:01", 30, ()),
        ("08:00-18:30", 30, ()),  # 10 h
        ("08:00-18:31", 30, (15,)),
        ("08:00-18:46", 45, ()),
        ("07:00-20:00", 0, (60, 45)),  # 13 h without a break is wrong twice
    ],
)
def test_long_shifts_have_an_end_and_a_break(times, unpaid, found):
    some = shift("dienst", times, unpaid)
    expect(case(some), [work("anna", MON, some)], *found)


@pytest.mark.parametrize(
    ("day", "times", "unpaid", "found"),
    [
        (date(2026, 10, 25), "00:00-12:00", 60, ()),  # 13 h on the clock of the world
        (date(2026, 10, 25), "00:00-12:00", 59, (1,)),
        (date(2027, 3, 28), "00:00-13:45", 45, ()),
        (date(2027, 3, 27), "00:00-13:45", 45, (60,)),
    ],
)
def test_a_shift_in_the_night_of_the_clock_has_its_real_length(day, times, unpaid, found):
    night = shift("nacht", times, unpaid)
    expect(case(night, week=Week.of(day)), [work("anna", day, night)], *found)


def test_sixty_hours_a_week_are_the_most():
    expect(case(TWELVE, HOUR), worked(WEEK, *[TWELVE] * 5))
    expect(case(TWELVE, HOUR), worked(WEEK, *[TWELVE] * 5, HOUR), 60)


def test_four_weeks_have_fifty_five_hours_on_average_and_not_a_minute_more():
    """220 hours, of which three weeks of 60 are history: 40 are left, 3 x 12 + 4."""
    history = [past(n, *[TWELVE] * 5) for n in (1, 2, 3)]
    expect(case(TWELVE, FOUR, MORE, history=history), worked(WEEK, *[TWELVE] * 3, FOUR))
    expect(case(TWELVE, FOUR, MORE, history=history), worked(WEEK, *[TWELVE] * 3, MORE), 1)


def test_a_week_without_known_history_counts_as_free():
    history = [past(n, *[TWELVE] * 5) for n in (1, 3)]
    expect(case(TWELVE, FOUR, MORE, history=history), worked(WEEK, *[TWELVE] * 5))


def test_four_weeks_of_the_horizon_itself_are_averaged_too():
    weeks = [WEEK.plus(n) for n in range(4)]
    full = [a for week in weeks[:3] for a in worked(week, *[TWELVE] * 5)]
    expect(case(TWELVE, FOUR, MORE, weeks=4), full + worked(weeks[3], *[TWELVE] * 3, FOUR))
    expect(case(TWELVE, FOUR, MORE, weeks=4), full + worked(weeks[3], *[TWELVE] * 3, MORE), 1)


def test_sixteen_weeks_have_forty_eight_hours_on_average():
    """Fifteen weeks of 48 hours leave 48; without the eldest there is room for 60."""
    history = [past(n, *[TWELVE] * 4) for n in range(1, 16)]
    expect(case(TWELVE, HOUR, history=history), worked(WEEK, *[TWELVE] * 4))
    expect(case(TWELVE, HOUR, history=history), worked(WEEK, *[TWELVE] * 4, HOUR), 60)
    expect(case(TWELVE, HOUR, history=history[:-1]), worked(WEEK, *[TWELVE] * 4, HOUR))


def test_history_of_a_shift_that_is_gone_counts_without_a_break():
    """Fifteen times 12 h 45 leaves 28 h 45 of 220 h: twice 12 and 4 h 45."""
    gone = shift("oud", "07:00-19:45", 45)
    history = [past(n, *[gone] * 5) for n in (1, 2, 3)]
    exact, more = shift("net", "08:00-12:45", 0), shift("teveel", "08:00-12:46", 0)
    expect(case(TWELVE, exact, more, history=history), worked(WEEK, TWELVE, TWELVE, exact))
    expect(case(TWELVE, exact, more, history=history), worked(WEEK, TWELVE, TWELVE, more), 1)


def test_who_worked_too_much_already_does_not_work_and_that_is_no_breach():
    """Three weeks of 84 hours are 252 of 220."""
    history = [past(n, *[TWELVE] * 7) for n in (1, 2, 3)]
    expect(case(TWELVE, HOUR, history=history), [])
    expect(case(TWELVE, HOUR, history=history), [work("anna", MON, HOUR)], 60)


def test_what_cannot_bind_is_not_stated():
    """One week of which the planner knows the hours, and 60 are less than the 220 of four weeks."""
    model = Encoder(case(FOUR))
    WorkingTime().encode(model.problem, model)
    assert [s.because.template for s in model.statements if s.because and "average" in s.because.template] == []


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_and_the_check_agree_on_any_roster(seed: int):
    case, some = random_case(seed)
    assert (verdict(case, some, WorkingTime()) is None) == bool(breaches(case, some, WorkingTime()))
