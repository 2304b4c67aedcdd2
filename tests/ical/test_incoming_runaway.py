"""Rules that run away: none costs more than its own event, and no file more than its allowance."""

from datetime import datetime

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from secretariat_tui.ical import repeats
from secretariat_tui.ical.repeats import Allowance, BadRepeat, Exhausted, ensure_it_comes, nearer, parse_rule, steps
from tests.ical.foreign import calendar, event, kinds, sentences, starts, take
from tests.ical.series import AMS, days, instead, weekly, whole_days


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=5",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=99999999999999999999",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=-3",
        "FREQ=DAILY;BYHOUR=0,1,2;BYMINUTE=0,1,2,3,4,5,6,7,8",
        "FREQ=HOURLY;BYMINUTE=0,30",
        "FREQ=DAILY;BYSECOND=" + ",".join(map(str, range(60))),
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=31",
        "FREQ=DAILY;INTERVAL=7;BYDAY=WE",
        "FREQ=WEEKLY;BYDAY=MONDAY",
        "FREQ=WEEKLY;BYDAY=",
        "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=WEEKLY;UNTIL=soon",
        "FREQ=WEEKLY;BYEASTER=0",
        "FREQ=WEEKLY;RSCALE=CHINESE",
        "FREQ=ALWAYS",
        "INTERVAL=2",
        "BYDAY=MO",
        ";;;",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=YEARLY;BYWEEKNO=99",
        "FREQ=DAILY;BYHOUR=99",
        "FREQ=DAILY\\;COUNT=2",
        "FREQ=HOURLY;BYHOUR=25",
        "FREQ=DAILY;BYMINUTE=60",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367",
        "FREQ=HOURLY;BYSETPOS=2",
        "FREQ=MONTHLY;BYDAY=53TH",
        "FREQ=MONTHLY;BYDAY=TU,53TH",
        "FREQ=YEARLY;BYMONTH=9;BYDAY=TU,53TH",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=" + ",".join(map(str, range(1, 33))),
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1" + ",1" * 2_000,
    ],
)
def test_a_rule_that_cannot_be_followed_costs_that_event_alone(rule):
    found = take(calendar(weekly(rule=rule, uid="bad"), event(uid="good")))
    assert starts(found) == ["2026-12-01 09:00"]
    assert kinds(found) == ["bad-repeat"]
    assert found.lost == {"bad"}


def test_the_spelling_of_a_rule_does_not_matter():
    for rule in (
        "freq=weekly;count=2",
        "COUNT=2;FREQ=WEEKLY;",
        "FREQ=WEEKLY;COUNT=2;X-NOTE=A",
        " FREQ=WEEKLY; COUNT=2; BYDAY=TU, TU",
    ):
        assert days(take(calendar(weekly(rule=rule)))) == ["01", "08"]


def test_what_some_programs_write_for_no_rule_and_no_count():
    assert days(take(calendar(weekly(rule="")))) == ["01"]
    assert days(take(calendar(weekly(rule="FREQ=WEEKLY;UNTIL=20261210;COUNT=-1;INTERVAL=1")))) == ["01", "08"]


def test_what_a_rule_says_more_than_once_counts_once():
    rule = parse_rule("FREQ=MONTHLY;BYDAY=MO,FR,MO;BYSETPOS=" + ",".join(["1", "-1"] * 500))
    assert rule.parts == (("BYDAY", "MO,FR"), ("BYSETPOS", "1,-1"))


def test_every_position_in_a_period_is_looked_for_and_so_is_work():
    start, until = datetime(1026, 1, 1), datetime(2026, 1, 1)  # noqa: DTZ001
    positions = ",".join(str(n) for n in range(1, 32))
    few, many = (parse_rule(f"FREQ=DAILY;BYDAY=MO;BYSETPOS={text}") for text in ("1", positions))
    assert steps(many, start, until) == 31 * steps(few, start, until)


def test_every_time_of_a_day_is_work():
    start, until = datetime(1026, 1, 1), datetime(2026, 1, 1)  # noqa: DTZ001
    few, many = (parse_rule(f"FREQ=DAILY;BYHOUR={text}") for text in ("9", "9,10,11"))
    assert steps(many, start, until) == 3 * steps(few, start, until)


def test_a_thousand_years_are_not_counted_out():
    found = take(calendar(weekly(rule="FREQ=DAILY;UNTIL=30260101T000000Z")), "2026-12-01", "2026-12-31")
    assert len(found.events) == 31


def test_a_file_has_5000_occurrences_and_tells_what_it_left_out():
    """14 daily series of a year come to 5,110: what keeps her from work comes first."""
    parts = [weekly(rule="FREQ=DAILY", start="20260101T100000", uid=f"busy-{n}") for n in range(14)]
    away = whole_days("X-MICROSOFT-CDO-BUSYSTATUS:OOF", rule="FREQ=WEEKLY").replace("UID:1", "UID:away")
    found = take(calendar(*parts, away))
    assert len(found.events) == 13 * 365 + 5
    assert found.lost == {"busy-13"}
    assert kinds(found) == ["too-many-repeats"]
    assert sentences(found) == ["One series was left out: a file may have 5000 occurrences."]


def test_more_than_one_series_that_is_left_out_is_told_as_more():
    parts = [weekly(rule="FREQ=DAILY", start="20260101T100000", uid=f"busy-{n}") for n in range(15)]
    assert sentences(take(calendar(*parts))) == ["2 series were left out: a file may have 5000 occurrences."]


def test_rules_that_never_come_are_looked_at_a_few_times_only():
    parts = [weekly(rule=f"FREQ=YEARLY;INTERVAL={n};BYMONTH=2;BYMONTHDAY=30", uid=str(n)) for n in range(1, 50)]
    found = take(calendar(*parts))
    told = kinds(found)
    assert found.events == ()
    assert len(found.lost) == 49
    assert 1 <= told.count("bad-repeat") <= 4
    assert told.count("too-many-repeats") == 1


@pytest.mark.parametrize("rule", ["HOURLY;BYMONTH=2;BYMONTHDAY=30", "DAILY;BYSETPOS=2,3,4,5,6,7,8,9"])
def test_a_rule_that_never_comes_and_has_much_to_look_at_is_looked_at_once(rule):
    found = take(calendar(*[weekly(rule=f"FREQ={rule}", uid=str(n)) for n in range(10)]))
    assert kinds(found) == ["too-many-repeats", "bad-repeat"]


def test_what_is_allowed_is_counted_and_not_timed():
    left = Allowance(occurrences=3, steps=10)
    left.take_occurrences(3)
    with pytest.raises(Exhausted):
        left.take_occurrences(1)
    with pytest.raises(Exhausted):
        left.take_steps(11)
    left.take_steps(10)


def test_work_that_was_done_for_nothing_counts_too():
    left = Allowance(steps=10)
    left.charge(4)
    left.take_steps(6)
    left.charge(100)
    assert left.steps == 0
    with pytest.raises(Exhausted):
        left.take_steps(1)


def test_a_series_that_is_changed_over_and_over_is_left_out():
    changes = [
        instead(
            f"2026{1 + n // 28:02d}{1 + n % 28:02d}T100000", "20261208T140000", parameters=f"RANGE=THISANDFUTURE;{AMS}"
        )
        for n in range(101)
    ]
    found = take(calendar(weekly(rule="FREQ=DAILY", start="20260101T100000"), *changes, event(uid="good")))
    assert starts(found) == ["2026-12-01 09:00"]
    assert kinds(found) == ["bad-repeat"]


@pytest.mark.parametrize("moved", ["00020101T000000", "20271210T100000", "99981231T000000"])
def test_a_series_that_was_moved_by_more_than_a_year_is_left_out(moved):
    later = instead("20261208T100000", moved, parameters=f"RANGE=THISANDFUTURE;{AMS}")
    found = take(calendar(weekly(rule="FREQ=HOURLY"), later, event(uid="good")))
    assert (starts(found), kinds(found)) == (["2026-12-01 09:00"], ["bad-repeat"])


def test_long_ago_costs_what_it_asks_for():
    rule = parse_rule("FREQ=DAILY;COUNT=400000")
    assert steps(rule, datetime(1026, 1, 1), datetime(2026, 1, 1)) > 365_000  # noqa: DTZ001
    found = take(calendar(weekly(rule="FREQ=HOURLY;COUNT=4000000", start="10260101T100000")))
    assert kinds(found) == ["too-many-repeats"]
    assert sentences(found) == ["One series was left out: to count out all that the file repeats is too much work."]


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=1TU", "FREQ=WEEKLY;WKST=SU"])
def test_hundreds_of_series_that_ended_long_ago_leave_room_for_others(rule):
    old = [weekly(rule=f"{rule};COUNT=10", start="20000104T100000", uid=str(n)) for n in range(500)]
    found = take(calendar(*old, weekly(rule="FREQ=WEEKLY;COUNT=3", uid="new")))
    assert (days(found), found.problems) == (["01", "08", "15"], ())


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY;BYDAY=5TU", "FREQ=WEEKLY;BYDAY=TU;BYMONTH=2", "FREQ=DAILY;BYDAY=TU"])
def test_where_periods_may_be_without_one_all_of_them_are_counted(rule):
    start, until = datetime(2000, 1, 4), datetime(2026, 1, 1)  # noqa: DTZ001
    assert steps(parse_rule(f"{rule};COUNT=10"), start, until) == steps(parse_rule(rule), start, until)


def test_a_series_of_events_of_more_than_a_year_is_left_out():
    found = take(calendar(event("DTSTART;VALUE=DATE:20200101", "DTEND;VALUE=DATE:20220101", "RRULE:FREQ=DAILY")))
    assert kinds(found) == ["bad-repeat"]


FREQUENCIES = st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
PARTS = st.sampled_from(
    [
        "",
        ";BYDAY=MO,TH",
        ";BYDAY=FR",
        ";BYDAY=2TU",
        ";BYMONTHDAY=15",
        ";BYMONTH=3",
        ";BYMONTH=3;BYMONTHDAY=1",
        ";BYDAY=-1FR",
    ]
)


@settings(deadline=None, max_examples=60)
@given(FREQUENCIES, st.integers(1, 5), PARTS, st.dates(datetime(1990, 1, 1).date(), datetime(2026, 11, 1).date()))  # noqa: DTZ001
def test_starting_nearer_by_changes_nothing(frequency, interval, parts, first):
    """Counted from the first day on, and from near the window on."""
    if "2TU" in parts or "-1FR" in parts:
        frequency = "MONTHLY"
    text = f"FREQ={frequency};INTERVAL={interval}{parts}"
    start, since, until = datetime.combine(first, datetime.min.time()), datetime(2026, 12, 1), datetime(2029, 12, 1)  # noqa: DTZ001
    rule = parse_rule(text)
    near = nearer(rule, start, since)
    assert start <= near <= max(start, since)
    expected = rrulestr(text, dtstart=start).between(since, until, inc=True)
    assert rrulestr(text, dtstart=near).between(since, until, inc=True) == expected


def test_a_rule_that_comes_once_in_400_years_comes():
    rule = parse_rule("FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29")
    ensure_it_comes(rule, datetime(1900, 3, 1), Allowance())  # noqa: DTZ001
    with pytest.raises(BadRepeat) as caught:
        ensure_it_comes(parse_rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), datetime(1900, 3, 1), Allowance())  # noqa: DTZ001
    assert caught.value.template == repeats.NEVER
