import pytest

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Absence, Learning, Leave, LeaveStatus, Secondment
from secretariat_tui.planner.rules.attend import Attend, waived
from tests.build import MON, SAT, SUN, THU, TUE, WED, WEEK, days, member, problem, roster, shift, span, team, work
from tests.planner.random_cases import random_case
from tests.planner.verdict import breaches, verdict

DAY, MORNING, AFTERNOON = shift(), shift("ochtend", "08:30-12:30", 0), shift("middag", "12:30-17:00", 0)
SHIFTS = (DAY, MORNING, AFTERNOON, shift("kort", "08:30-16:59", 30))
SHORT = SHIFTS[-1]


def case(weeks=1, who=None, **more):
    return problem(team([who or member("anna", "mon tue wed thu"), member("bea")], shifts=SHIFTS, **more), weeks)


def course(times="13:00-17:00", day=MON):
    return {"learning": (Learning("anna", "Cursus", day, span(times)),)}


def lent(part=None, start=MON, end=SUN, on="mon"):
    return {"secondments": (Secondment("anna", "Elders", start, end, days(on), part),)}


def expect(case, works, *found):
    some = roster(works, weeks=case.weeks)
    assert breaches(case, some, Attend()) == [f"attend {size}" for size in found]
    assert verdict(case, some, Attend()) == (None if found else 0)


def why(case):
    """The dates and first words of what is waived."""
    return [(reason.fact("date"), reason.fact("event"), reason.template.split(",")[0]) for reason in waived(case)]


def test_learning_time_needs_a_shift_that_covers_it_to_the_minute():
    expect(case(**course()), [work("anna", MON, DAY)])
    expect(case(**course()), [work("anna", MON, AFTERNOON)])
    expect(case(**course()), [work("anna", MON, SHORT)], 1)
    expect(case(**course()), [work("anna", TUE), work("bea", MON)], 1)


def test_two_shifts_do_not_cover_together():
    expect(case(**course("12:00-13:00")), [work("anna", MON, MORNING), work("anna", MON, AFTERNOON)], 1)


@pytest.mark.parametrize(
    ("times", "part", "falls_out"),
    [
        ("09:00-12:30", Daypart.PM, False),  # ends at noon
        ("09:00-12:31", Daypart.PM, True),
        ("12:30-17:00", Daypart.AM, False),
        ("12:29-17:00", Daypart.AM, True),
    ],
)
def test_leave_in_a_daypart_that_learning_time_touches_takes_it(times, part, falls_out):
    away = case(**course(times), leave=(Leave("anna", MON, MON, part),))
    expect(away, [], *([] if falls_out else [1]))
    assert why(away) == ([(MON, "Cursus", "{member} is away on {date}")] if falls_out else [])


def test_absence_takes_it_in_the_same_words_as_leave():
    leave = case(**course(), leave=(Leave("anna", MON, MON),))
    absence = case(**course(), absences=(Absence("anna", MON, MON),))
    expect(absence, [])
    assert list(waived(leave)) == list(waived(absence))


def test_requested_leave_takes_nothing():
    asked = case(**course(), leave=(Leave("anna", MON, MON, status=LeaveStatus.REQUESTED),))
    expect(asked, [], 1)
    assert why(asked) == []


def test_a_closed_day_takes_it():
    shut = case(**course(), closed=frozenset({MON}))
    expect(shut, [])
    assert why(shut) == [(MON, "Cursus", "The secretariat is closed on {date}")]


def test_who_is_not_employed_yet_attends_nothing():
    later = case(who=member("anna", "mon tue", start=TUE), **course(), **lent())
    expect(later, [])
    gone = "{member} is not employed on {date}"
    assert why(later) == [(MON, "Cursus", gone), (MON, "Elders", gone)]


def test_learning_time_outside_the_horizon_is_not_asked_for():
    far = case(**course(day=WEEK.plus(1).monday))
    expect(far, [])
    assert why(far) == []


def test_a_secondment_needs_a_shift_that_touches_each_of_its_dayparts():
    expect(case(**lent()), [work("anna", MON, DAY)])
    expect(case(**lent()), [work("anna", MON, MORNING), work("anna", MON, AFTERNOON)])
    expect(case(**lent()), [work("anna", MON, MORNING)], 1)
    expect(case(**lent()), [work("anna", TUE)], 2)
    expect(case(**lent(Daypart.AM)), [work("anna", MON, MORNING)])
    expect(case(**lent(Daypart.AM)), [work("anna", MON, AFTERNOON)], 1)


def test_a_secondment_asks_only_for_dayparts_of_the_pattern():
    mornings = case(who=member("anna", "mon-am tue"), **lent(on="mon wed"))
    expect(mornings, [work("anna", MON, MORNING)])
    assert why(mornings) == []


def test_a_secondment_follows_odd_and_even_weeks():
    """Wednesday is hers in even weeks only; week 49 is odd, week 50 even."""
    turns = case(2, member("anna", "mon wed", "mon"), **lent(end=WEEK.plus(1).days[6], on="wed"))
    expect(turns, [work("anna", WEEK.plus(1).days[2])])
    expect(turns, [work("anna", WED)], 2)


def test_leave_takes_only_its_own_daypart_of_a_secondment():
    away = case(**lent(), leave=(Leave("anna", MON, MON, Daypart.AM),))
    expect(away, [work("anna", MON, AFTERNOON)])
    expect(away, [], 1)
    assert why(away) == [(MON, "Elders", "{member} is away on {date}")]


def test_a_secondment_on_days_that_are_never_open_falls_out():
    weekend = case(who=member("anna", "thu sat"), **lent(on="thu sat"))
    expect(weekend, [work("anna", THU)])
    assert why(weekend) == [(SAT, "Elders", "The secretariat is closed on {date}")]


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_and_the_check_agree_on_any_roster(seed: int):
    case, some = random_case(seed)
    assert (verdict(case, some, Attend()) is None) == bool(breaches(case, some, Attend()))
