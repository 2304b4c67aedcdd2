"""Events that are repeated: every occurrence where it belongs, and no rule that runs away."""

from datetime import datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from secretariat_tui.domain.incoming import Availability, Cancelled
from secretariat_tui.ical import repeats
from secretariat_tui.ical.repeats import Allowance, BadRepeat, Exhausted, ensure_it_comes, nearer, parse_rule, steps
from tests.ical.foreign import calendar, event, kinds, starts, take, utc

AMS = "TZID=Europe/Amsterdam"
HOUR = "DURATION:PT1H"


def weekly(*more, rule="FREQ=WEEKLY", start="20261201T100000", uid="1"):
    return event(f"DTSTART;{AMS}:{start}", HOUR, f"RRULE:{rule}", *more, uid=uid)


def whole_days(*more, rule="FREQ=DAILY;COUNT=4", start="20261201"):
    return event(f"DTSTART;VALUE=DATE:{start}", f"RRULE:{rule}", *more)


def days(found):
    return [f"{item.start + timedelta(hours=12):%d}" for item in found.events]


def instead(original, start, *more, uid="1", parameters=AMS):
    """An event that stands in for an occurrence."""
    return event(f"RECURRENCE-ID;{parameters}:{original}", f"DTSTART;{AMS}:{start}", HOUR, *more, uid=uid)


# -- until when


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261222", "22"),  # a date is counted to its end
        ("20261222T235959", "22"),
        ("20261222T090000Z", "22"),  # 10:00 in Amsterdam: the last occurrence itself
        ("20261222T085959Z", "15"),
        ("20261221T230000Z", "15"),
    ],
)
def test_until_of_a_time(until, last):
    assert days(take(calendar(weekly(rule=f"FREQ=WEEKLY;UNTIL={until}"))))[-1] == last


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261204", "04"),
        ("20261203T230000Z", "04"),  # midnight in Amsterdam, as Outlook writes it
        ("20261203T225959Z", "03"),
        ("20261204T000000", "04"),
        ("20261204T100000Z", "04"),
    ],
)
def test_until_of_a_day(until, last):
    assert days(take(calendar(whole_days(rule=f"FREQ=DAILY;UNTIL={until}"))))[-1] == last


def test_until_before_the_start_is_the_first_alone_or_nothing():
    assert len(take(calendar(weekly(rule="FREQ=WEEKLY;UNTIL=20200101"))).events) <= 1


def test_both_a_count_and_an_end_mean_the_earlier():
    assert days(take(calendar(weekly(rule="FREQ=WEEKLY;COUNT=4;UNTIL=20261210")))) == ["01", "08"]
    assert days(take(calendar(weekly(rule="FREQ=WEEKLY;COUNT=2;UNTIL=20261230")))) == ["01", "08"]


def test_a_series_keeps_its_time_of_day_when_the_clock_changes():
    found = take(calendar(weekly(rule="FREQ=WEEKLY;COUNT=3", start="20261013T100000")))
    assert starts(found) == ["2026-10-13 08:00", "2026-10-20 08:00", "2026-10-27 09:00"]


def test_a_series_from_long_ago_goes_on():
    found = take(calendar(weekly(start="10260101T100000", rule="FREQ=DAILY")), "2026-12-01", "2026-12-03")
    assert starts(found) == ["2026-12-01 09:00", "2026-12-02 09:00", "2026-12-03 09:00"]


# -- what is left out, added, moved and cancelled


@pytest.mark.parametrize(
    "exdate",
    [
        f"EXDATE;{AMS}:20261208T100000",
        "EXDATE:20261208T090000Z",
        "EXDATE;VALUE=DATE:20261208",
        "EXDATE;TZID=GMT Standard Time:20261208T090000",
        f"EXDATE;{AMS}:20200101T100000,20261208T100000",
    ],
)
def test_an_occurrence_that_is_left_out(exdate):
    assert days(take(calendar(weekly(exdate, rule="FREQ=WEEKLY;COUNT=3")))) == ["01", "15"]


@pytest.mark.parametrize(
    "exdate",
    ["EXDATE;VALUE=DATE:20261203", "EXDATE:20261203", "EXDATE:20261202T230000Z", f"EXDATE;{AMS}:20261203T000000"],
)
def test_a_day_that_is_left_out_by_a_date_or_by_a_time(exdate):
    assert days(take(calendar(whole_days(exdate)))) == ["01", "02", "04"]


def test_dates_that_are_added():
    single = event(f"DTSTART;{AMS}:20261201T100000", HOUR, f"RDATE;{AMS}:20261203T100000,20261209T140000")
    assert starts(take(calendar(single))) == ["2026-12-01 09:00", "2026-12-03 09:00", "2026-12-09 13:00"]
    assert days(take(calendar(whole_days("RDATE;VALUE=DATE:20261210")))) == ["01", "02", "03", "04", "10"]


def test_periods_that_are_added():
    lines = "RDATE;VALUE=PERIOD:20261203T090000Z/20261203T120000Z,20261204T090000Z/PT30M"
    found = take(calendar(event(f"DTSTART;{AMS}:20261201T100000", HOUR, lines)))
    assert [(item.end - item.start) for item in found.events] == [timedelta(minutes=m) for m in (60, 180, 30)]


def test_an_occurrence_that_was_moved_is_there_once():
    moved = instead("20261208T100000", "20261209T150000", "SEQUENCE:1")
    for parts in ((weekly(rule="FREQ=WEEKLY;COUNT=3"), moved), (moved, weekly(rule="FREQ=WEEKLY;COUNT=3"))):
        found = take(calendar(*parts))
        assert starts(found) == ["2026-12-01 09:00", "2026-12-09 14:00", "2026-12-15 09:00"]
        assert found.events[1].key == "1|20261208T090000Z"


def test_an_occurrence_that_is_both_left_out_and_moved_stands_where_it_was_moved_to():
    moved = instead("20261208T100000", "20261209T150000")
    found = take(calendar(weekly(f"EXDATE;{AMS}:20261208T100000", rule="FREQ=WEEKLY;COUNT=3"), moved))
    assert starts(found) == ["2026-12-01 09:00", "2026-12-09 14:00", "2026-12-15 09:00"]


def test_a_series_that_left_out_an_occurrence_after_it_was_moved_has_it_no_more():
    moved = instead("20261208T100000", "20261209T150000", "SEQUENCE:1")
    series = weekly(f"EXDATE;{AMS}:20261208T100000", "SEQUENCE:2", rule="FREQ=WEEKLY;COUNT=3")
    assert days(take(calendar(series, moved))) == ["01", "15"]


def test_a_series_that_ended_before_an_occurrence_that_was_moved_has_it_no_more():
    moved = instead("20261208T100000", "20261209T150000", "SEQUENCE:1")
    first, second = "2026-12-01 09:00", "2026-12-09 14:00"
    for sequence, left in ((2, [first]), (1, [first, second])):
        series = weekly(f"SEQUENCE:{sequence}", rule="FREQ=WEEKLY;UNTIL=20261205")
        assert starts(take(calendar(series, moved))) == left


def test_an_occurrence_is_moved_by_a_name_in_utc_or_by_its_date():
    for original, parameters in (("20261208T090000Z", "X-A=1"), ("20261208", "VALUE=DATE")):
        found = take(
            calendar(weekly(rule="FREQ=WEEKLY;COUNT=2"), instead(original, "20261209T150000", parameters=parameters))
        )
        assert starts(found) == ["2026-12-01 09:00", "2026-12-09 14:00"]
        assert found.events[1].key == "1|20261208T090000Z"


def test_a_day_moved_by_midnight_in_another_zone():
    """The team is an hour west of whoever moved it."""
    moved = event(f"RECURRENCE-ID;{AMS}:20261203T000000", "DTSTART;VALUE=DATE:20261220")
    assert days(take(calendar(whole_days(), moved), zone="Europe/Lisbon")) == ["01", "02", "04", "20"]


def test_a_day_moved_by_a_time():
    moved = event("RECURRENCE-ID:20261202T230000Z", "DTSTART;VALUE=DATE:20261220")
    assert days(take(calendar(whole_days(), moved))) == ["01", "02", "04", "20"]


def test_an_occurrence_that_was_cancelled():
    found = take(
        calendar(weekly(rule="FREQ=WEEKLY;COUNT=3"), instead("20261208T100000", "20261208T100000", "STATUS:CANCELLED"))
    )
    assert days(found) == ["01", "15"]
    assert found.cancelled == (Cancelled("1|20261208T090000Z", 0),)


def test_an_occurrence_may_say_something_else_of_her():
    away = instead("20261208T100000", "20261208T100000", "X-MICROSOFT-CDO-BUSYSTATUS:OOF")
    found = take(calendar(weekly(rule="FREQ=WEEKLY;COUNT=3"), away))
    assert [item.busy for item in found.events] == [Availability.BUSY, Availability.AWAY, Availability.BUSY]


def test_a_change_of_this_and_all_later_occurrences():
    later = instead("20261208T100000", "20261208T140000", parameters=f"RANGE=THISANDFUTURE;{AMS}")
    found = take(calendar(weekly(rule="FREQ=WEEKLY;COUNT=4"), later))
    assert starts(found) == ["2026-12-01 09:00", "2026-12-08 13:00", "2026-12-15 13:00", "2026-12-22 13:00"]
    assert found.events[2].key == "1|20261215T090000Z"


def test_this_and_all_later_occurrences_cancelled():
    later = instead("20261208T100000", "20261208T100000", "STATUS:CANCELLED", parameters=f"RANGE=THISANDFUTURE;{AMS}")
    assert days(take(calendar(weekly(rule="FREQ=WEEKLY;COUNT=4"), later))) == ["01"]


def test_a_change_of_a_series_that_is_not_in_the_file_stands_alone():
    found = take(calendar(instead("20261208T100000", "20261209T150000")))
    assert (starts(found), found.events[0].key) == (["2026-12-09 14:00"], "1|20261208T090000Z")


def test_a_series_that_was_cancelled_takes_its_changes_with_it():
    found = take(
        calendar(weekly("STATUS:CANCELLED", "SEQUENCE:2"), instead("20261208T100000", "20261209T150000", "SEQUENCE:1"))
    )
    assert found.events == ()
    assert found.cancelled == (Cancelled("1|", 2),)


# -- what is in the file twice


def test_of_two_states_of_an_event_the_newer_counts():
    old = event("SEQUENCE:1", "DTSTART:20261201T090000Z", HOUR)
    new = event("SEQUENCE:2", "DTSTART:20261203T090000Z", HOUR)
    for parts in ((old, new), (new, old)):
        assert starts(take(calendar(*parts))) == ["2026-12-03 09:00"]


def test_of_two_states_of_one_sequence_the_later_written_counts():
    old = event("LAST-MODIFIED:20261101T090000Z", "DTSTART:20261201T090000Z", HOUR)
    new = event("LAST-MODIFIED:20261102T090000Z", "DTSTART:20261203T090000Z", HOUR)
    assert starts(take(calendar(new, old))) == ["2026-12-03 09:00"]


def test_an_event_that_stands_there_twice_is_one():
    assert len(take(calendar(event(), event())).events) == 1


def test_events_that_share_a_name_by_mistake_are_all_read():
    parts = [event(f"DTSTART:2026120{n}T090000Z", HOUR, uid="same") for n in (1, 2, 3)]
    found = take(calendar(*parts))
    assert len({item.key for item in found.events}) == len(found.events) == 3


def test_events_without_a_name_are_known_by_their_times():
    nameless = event("DTSTART:20261201T090000Z", HOUR).replace("UID:1\n", "")
    other = nameless.replace("20261201", "20261202")
    found = take(calendar(nameless, other, nameless))
    assert len(found.events) == 2
    assert take(calendar(other, nameless)).events == found.events


# -- rules that run away


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
    assert found.problems[0].text.fact("count") == 1


def test_rules_that_never_come_are_looked_at_a_few_times_only():
    parts = [weekly(rule=f"FREQ=YEARLY;INTERVAL={n};BYMONTH=2;BYMONTHDAY=30", uid=str(n)) for n in range(1, 50)]
    found = take(calendar(*parts))
    told = kinds(found)
    assert found.events == ()
    assert len(found.lost) == 49
    assert 1 <= told.count("bad-repeat") <= 4
    assert told.count("too-many-repeats") == 1


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


def test_long_ago_costs_what_it_asks_for():
    rule = parse_rule("FREQ=DAILY;COUNT=400000")
    assert steps(rule, datetime(1026, 1, 1), datetime(2026, 1, 1)) > 365_000  # noqa: DTZ001
    found = take(calendar(weekly(rule="FREQ=HOURLY;COUNT=4000000", start="10260101T100000")))
    assert kinds(found) == ["too-many-repeats"]


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


def test_the_window_of_a_file_ends_with_its_last_event_or_never():
    once = take(calendar(event(), event("DTSTART:20261210T090000Z", HOUR, uid="2")))
    assert (once.since, once.until) == (utc("2026-12-01 09:00"), utc("2026-12-10 10:00"))
    ever = take(calendar(weekly()))
    assert (ever.since, ever.until) == (utc("2026-12-01 09:00"), utc("2026-12-31 23:00"))
    counted = take(calendar(weekly(rule="FREQ=WEEKLY;COUNT=2")))
    assert counted.until == utc("2026-12-08 10:00")
    nothing = take(calendar())
    assert nothing.since == nothing.until
