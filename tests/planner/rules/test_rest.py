from collections.abc import Iterable
from datetime import date
from random import Random

import pytest

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.rest import Branch
from secretariat_tui.domain.roster import Assignment, Roster
from secretariat_tui.domain.shift import Place, Shift
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.resting import branches
from secretariat_tui.planner.rules.rest import Rest
from tests.build import FRI, MON, SUN, TUE, WED, WEEK, member, problem, roster, shift, team, work
from tests.planner.random_cases import random_case
from tests.planner.verdict import breaches, verdict

OFFICE = (Place.OFFICE,)


def at(times: str) -> Shift:
    return shift(times.replace(":", ""), times, 0, OFFICE)


def case(
    works: list[Assignment], weeks: int = 1, week: Week = WEEK, history: Iterable[Roster] = (), short_rest: bool = False
) -> tuple[Problem, Roster]:
    """The roster and a problem of a team that is open all week, with the shifts of the roster."""
    shifts = {a.shift: Shift(a.shift, a.shift, a.span, 0, OFFICE) for a in works}
    shifts = shifts or {"dag": shift()}
    known = team([member("anna")], shifts=list(shifts.values()), open_days=frozenset(range(7)), short_rest=short_rest)
    the_problem = problem(known, weeks, week, history=tuple(history))
    return the_problem, roster(works, weeks=the_problem.weeks)


def expect(case: tuple[Problem, Roster], *found: int) -> None:
    assert breaches(*case, Rest()) == [f"rest {size}" for size in found]
    assert verdict(*case, Rest()) == (None if found else 0)


# -- daily rest


def on(*shifts: tuple[date, str]) -> list[Assignment]:
    return [work("anna", day, at(times)) for day, times in shifts]


def test_eleven_hours_between_shifts_and_not_a_minute_less():
    expect(case(on((MON, "14:00-22:00"), (TUE, "09:00-17:00"))))
    expect(case(on((MON, "14:00-22:00"), (TUE, "08:59-17:00"))), 1)


def test_two_shifts_on_one_date_need_their_rest_between_them():
    expect(case(on((MON, "00:00-05:00"), (MON, "16:00-20:00"))))
    expect(case(on((MON, "00:00-05:00"), (MON, "15:59-20:00"))), 1)
    expect(case(on((MON, "08:00-12:00"), (MON, "11:00-15:00"))), 12 * 60)


@pytest.mark.parametrize(
    ("saturday", "sunday_start", "found"),
    [
        (date(2026, 10, 24), "08:00", ()),  # ten hours on the wall, and the one that comes twice
        (date(2026, 10, 24), "07:59", (1,)),
        (date(2026, 10, 31), "08:00", (60,)),
        (date(2027, 3, 27), "10:00", ()),  # twelve on the wall, one of which is skipped
        (date(2027, 3, 27), "09:59", (1,)),
        (date(2027, 3, 20), "09:00", ()),
    ],
)
def test_a_team_of_the_weekend_rests_by_the_real_clock_when_the_time_changes(saturday, sunday_start, found):
    late, early = at("14:00-22:00"), at(f"{sunday_start}-16:00")
    weekend = team([member("anna", "sat sun")], shifts=(late, early), open_days=frozenset({5, 6}))
    week = Week.of(saturday)
    both = roster([work("anna", saturday, late), work("anna", week.days[6], early)], weeks=(week,))
    expect((problem(weekend, 1, week), both), *found)


def past(weeks_ago: int, works: list[Assignment]) -> Roster:
    return roster(works, weeks=(WEEK.plus(-weeks_ago),))


def test_a_shift_before_the_horizon_is_rested_from_too():
    sunday = WEEK.plus(-1).days[6]
    history = [past(1, on((sunday, "14:00-22:00")))]
    expect(case(on((MON, "09:00-17:00")), history=history))
    expect(case(on((MON, "08:00-17:00")), history=history), 60)
    expect(case(on((MON, "08:00-17:00"))))


def test_what_was_too_near_before_the_horizon_is_no_breach_now():
    saturday, sunday = WEEK.plus(-1).days[5:]
    history = [past(1, on((saturday, "14:00-22:00"), (sunday, "06:00-14:00")))]
    expect(case(on((MON, "09:00-17:00")), history=history))


# -- the short rest


def test_eight_hours_are_enough_once_where_the_team_may():
    expect(case(on((MON, "14:00-22:00"), (TUE, "06:00-14:00")), short_rest=True))
    expect(case(on((MON, "14:00-22:00"), (TUE, "05:59-14:00")), short_rest=True), 1)
    expect(case(on((MON, "14:00-22:00"), (TUE, "06:00-14:00"))), 180)


def test_the_second_short_rest_within_a_week_is_one_too_many():
    twice = on((MON, "14:00-22:00"), (TUE, "06:00-14:00"), (WED, "14:00-22:00"), (WEEK.days[3], "08:00-14:00"))
    expect(case(twice, short_rest=True), 1)
    expect(case(twice[:3], short_rest=True))


@pytest.mark.parametrize(("end", "found"), [("22:00", ()), ("21:59", (1,))])
def test_short_rests_begin_seven_times_24_hours_apart(end, found):
    week = [(MON, "14:00-22:00"), (TUE, "06:00-13:00")]
    later = [(WEEK.plus(1).days[0], f"14:00-{end}"), (WEEK.plus(1).days[1], "06:00-13:00")]
    expect(case(on(*week, *later), weeks=2, short_rest=True), *found)


def test_a_short_rest_of_history_counts_for_its_week():
    friday, saturday = WEEK.plus(-1).days[4:6]
    history = [past(1, on((friday, "14:00-22:00"), (saturday, "06:00-13:00")))]
    works = on((MON, "14:00-22:00"), (TUE, "06:00-13:00"))
    expect(case(works, history=history, short_rest=True), 1)
    expect(case(works, short_rest=True))


def test_a_short_rest_from_history_into_the_horizon_counts():
    history = [past(1, on((WEEK.plus(-1).days[6], "14:00-22:00")))]
    works = on((MON, "06:00-13:00"), (TUE, "14:00-22:00"), (WED, "06:00-13:00"))
    expect(case(works, history=history, short_rest=True), 1)
    expect(case(works[:2], history=history, short_rest=True))


# -- weekly rest: every day from eight to eight but Saturday, so 36 h from Friday to Sunday


def weeks_of(first: Week, weeks: int, **other: str) -> list[Assignment]:
    """`fri2="08:00-20:01"` changes the Friday of the second week."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    times = [
        (day, other.get(f"{name}{n + 1}", "" if name == "sat" else "08:00-20:00"))
        for n in range(weeks)
        for name, day in zip(names, first.plus(n).days, strict=True)
    ]
    return on(*((day, what) for day, what in times if what))


def told(case: tuple[Problem, Roster]) -> dict[date, Branch | None]:
    return {window.date: window.branch for window in branches(case[0], Facts(*case))}


def broken(case: tuple[Problem, Roster]) -> list[date]:
    return [day for day, branch in told(case).items() if branch is None]


def test_thirty_six_hours_a_week_are_enough():
    exact = case(weeks_of(WEEK, 3), 3)
    expect(exact)
    assert set(told(exact).values()) == {Branch.WEEK}
    assert len(told(exact)) == 18


def test_a_minute_less_breaks_the_windows_that_have_no_other_rest():
    """The second Friday ends a minute late. From the first Sunday and the second Monday, 14 days hold 35:59 + 36 h.

    From the second Tuesday on they also hold the time after the horizon: Sunday 20:00 to Tuesday 08:00 is 36 h.
    """
    late = case(weeks_of(WEEK, 3, fri2="08:00-20:01"), 3)
    expect(late, 1, 1)
    assert broken(late) == [SUN, WEEK.plus(1).monday]
    assert told(late)[WEEK.plus(1).days[1]] is Branch.FORTNIGHT
    assert told(late)[FRI] is Branch.WEEK


def test_thirty_four_and_thirty_eight_hours_make_a_fortnight():
    both = case(weeks_of(WEEK, 3, fri1="10:00-22:00", fri2="08:00-18:00"), 3)
    expect(both)
    assert [told(both)[day] for day in (MON, FRI, SUN)] == [Branch.FORTNIGHT, Branch.FORTNIGHT, Branch.WEEK]


def test_seventy_two_hours_less_a_minute_make_none():
    """From Monday to Friday of the first week: 33:59 + 38 h."""
    short = case(weeks_of(WEEK, 3, fri1="10:00-22:01", fri2="08:00-18:00"), 3)
    expect(short, *[1] * 5)
    assert broken(short) == list(WEEK.days[:5])


def test_parts_of_a_fortnight_are_thirty_two_hours_or_more():
    """32 + 40 h are 72; 31:59 + 40:01 are only 40:01, and no 36 h either in the first week."""
    whole = case(weeks_of(WEEK, 3, fri1="12:00-24:00", fri2="08:00-16:00"), 3)
    expect(whole)
    assert told(whole)[MON] is Branch.FORTNIGHT
    parts = case(weeks_of(WEEK, 3, fri1="12:00-24:00", sun1="07:59-20:00", fri2="08:00-15:59"), 3)
    expect(parts, *[1] * 5)


def test_two_free_days_and_a_window_that_cuts_them_count_up_to_its_end():
    """From the first Sunday 08:00 to the third: 35:59 h, and of the third weekend what lies before that hour.

    Free from Friday 20:00, that is 36 h: a minute is missing. Free from Friday 19:59 it is just enough.
    """
    free = case(weeks_of(WEEK, 4, fri2="08:00-20:01", fri3="08:00-20:00", sun3=""), 4)
    assert SUN in broken(free)
    expect(free, 1)
    enough = case(weeks_of(WEEK, 4, fri2="08:00-20:01", fri3="08:00-19:59", sun3=""), 4)
    assert told(enough)[SUN] is Branch.FORTNIGHT
    expect(enough)


@pytest.mark.parametrize(
    ("second", "friday", "found"),
    [
        (Week(2026, 43), "08:00-20:00", 0),  # 37 h, the hour that comes twice included
        (Week(2026, 43), "09:00-21:00", 1),  # 36 h
        (Week(2026, 43), "09:00-21:01", 2),
        (Week(2027, 12), "07:00-19:00", 0),  # 37 h on the wall, one of which is skipped
        (Week(2027, 12), "08:00-20:00", 2),
    ],
)
def test_weekly_rest_is_measured_in_real_hours_when_the_clock_changes(second, friday, found):
    """In autumn the 7 x 24 h from Sunday 08:00 end on Sunday 07:00, so of 37 h that window has 36."""
    night = case(weeks_of(second.plus(-1), 3, fri2=friday), 3, second.plus(-1))
    expect(night, *[1] * found)


def test_windows_that_began_before_the_horizon_count():
    """No day off last week, and six days in this one, so nothing from Sunday two weeks ago but what this week gives.

    Saturday 20:00 to Monday 08:00 is 36 h: enough for the week that began on Monday. For the fortnights that began on
    Sunday, Monday and Tuesday of then (0, 36 and 60 h) it is not; for that of Wednesday it is (84 h).
    """
    history = [past(2, weeks_of(WEEK.plus(-2), 1)), past(1, weeks_of(WEEK.plus(-1), 1, sat1="08:00-20:00"))]
    works = weeks_of(WEEK, 1, sat1="08:00-20:00", sun1="")
    pressed = case(works, history=history)
    expect(pressed, 1, 1, 1)
    assert broken(pressed) == [WEEK.plus(-2).days[6], *WEEK.plus(-1).days[:2]]
    expect(case(works))


def test_what_history_itself_has_broken_is_passed_over():
    """Two weeks without a day off: nothing can mend the windows of then, so no work is no breach."""
    history = [past(n, weeks_of(WEEK.plus(-n), 1, sat1="08:00-20:00")) for n in (1, 2)]
    expect(case([], history=history))


@pytest.mark.parametrize("short_rest", [False, True])
def test_a_team_with_its_weekends_off_pays_nothing_for_weekly_rest(short_rest):
    """One statement for a member and a date, and no variable: no gap of these shifts can be a short one."""
    weekdays = team(
        [member("anna"), member("bea")], shifts=(at("08:00-17:00"), at("09:00-18:00")), short_rest=short_rest
    )
    history = tuple(past(n, on(*((day, "08:00-17:00") for day in WEEK.plus(-n).days[:5]))) for n in (1, 2, 3))
    model = Encoder(problem(weekdays, 4, history=history))
    before = len(model.vars)
    Rest().encode(model.problem, model)
    assert len(model.vars) == before
    assert len(model.statements) == 2 * 20


# -- agreement


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_and_the_check_agree_on_any_roster(seed: int):
    case, some = random_case(seed)
    assert (verdict(case, some, Rest()) is None) == bool(breaches(case, some, Rest()))


TIMES = ("08:00-16:00", "07:00-15:30", "14:00-23:00", "16:00-20:00", "00:00-05:00", "22:00-24:00", "12:00-20:30")


def busy_weeks(seed: int) -> tuple[Problem, Roster]:
    """Up to three weeks of six or seven open days, most of them worked, often after as many."""
    rng = Random(seed)
    shifts = [at(times) for times in rng.sample(TIMES, rng.randint(1, 2))]
    open_days = frozenset(rng.sample(range(7), rng.choice((6, 7))))
    known = team([member("anna")], shifts=shifts, short_rest=rng.random() < 0.4, open_days=open_days)
    first, back, weeks = rng.choice((Week(2026, 43), WEEK, Week(2027, 12))), rng.randint(0, 2), rng.randint(1, 3)
    share = rng.choice((0.75, 0.85, 0.95))
    days = [day for n in range(-back, weeks) for day in first.plus(n).days if day.weekday() in open_days]
    works = [work("anna", day, rng.choice(shifts)) for day in days if rng.random() < share]
    earlier = [a for a in works if a.date < first.monday]
    history = [roster(earlier, weeks=[first.plus(n) for n in range(-back, 0)])]
    now = [a for a in works if a.date >= first.monday]
    the_problem = problem(known, weeks, first, history=tuple(history) if back else ())
    while rng.random() < 0.9:  # without the nearest shifts, weekly rest is what decides
        facts = Facts(the_problem, roster(now, weeks=the_problem.weeks))
        near = [v.reason.fact("date") for v in Rest().check(the_problem, facts) if "11 hours" in v.reason.template]
        if not near:
            break
        now = [a for a in now if a.date != near[0]]
    return the_problem, roster(now, weeks=the_problem.weeks)


@pytest.mark.parametrize("seed", range(60))
def test_the_solver_and_the_check_agree_on_busy_weeks(seed: int):
    case, some = busy_weeks(seed)
    assert (verdict(case, some, Rest()) is None) == bool(breaches(case, some, Rest()))


def test_busy_weeks_are_of_every_kind():
    kinds = {branch for seed in range(60) for branch in told(busy_weeks(seed)).values()}
    assert kinds == {Branch.WEEK, Branch.FORTNIGHT, None}
