"""Events that are repeated: how far a series goes, and on which clock."""

import pytest

from tests.ical.foreign import calendar, event, starts, take, utc
from tests.ical.series import HOUR, days, weekly, whole_days


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


def test_the_window_of_a_file_ends_with_its_last_event_or_never():
    once = take(calendar(event(), event("DTSTART:20261210T090000Z", HOUR, uid="2")))
    assert (once.since, once.until) == (utc("2026-12-01 09:00"), utc("2026-12-10 10:00"))
    ever = take(calendar(weekly()))
    assert (ever.since, ever.until) == (utc("2026-12-01 09:00"), utc("2026-12-31 23:00"))
    counted = take(calendar(weekly(rule="FREQ=WEEKLY;COUNT=2")))
    assert counted.until == utc("2026-12-08 10:00")
    nothing = take(calendar())
    assert nothing.since == nothing.until
