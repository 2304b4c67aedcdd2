"""Occurrences of a series that are left out, added, moved or cancelled."""

from datetime import timedelta

import pytest

from secretariat_tui.domain.incoming import Availability, Cancelled
from tests.ical.foreign import calendar, event, starts, take
from tests.ical.series import AMS, HOUR, days, instead, weekly, whole_days


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


def test_an_occurrence_of_which_the_change_is_lost_is_not_taken_to_be_where_it_was():
    """It may have been moved or cancelled: that the file does not tell any more."""
    series = weekly(rule="FREQ=WEEKLY;COUNT=3")
    moved = instead("20261208T100000", "20261209T150000")
    for lost in (moved.replace("T150000", "T15:00"), moved.replace(f";{AMS}:20261209", ";TZID=Mars:20261209")):
        found = take(calendar(series, lost))
        assert (days(found), found.lost) == (["01", "15"], {"1"})
    file = calendar(series, moved)
    for cut in (b"T150000", b"DTSTART;TZID=Europe/Amsterdam:20261209"):
        found = take(file[: file.rindex(cut)])
        assert (days(found), found.whole, found.lost) == (["01", "15"], False, {"1"})


@pytest.mark.parametrize("moved", ["20201215T100000", "20210112T100000", "20210706T100000"])
def test_a_series_that_was_moved_by_weeks_long_ago_has_all_that_came_into_the_period(moved):
    later = instead("20210105T100000", moved, parameters=f"RANGE=THISANDFUTURE;{AMS}")
    series = weekly(rule="FREQ=WEEKLY", start="20200107T100000")
    assert days(take(calendar(series, later), "2026-12-01", "2026-12-31")) == ["01", "08", "15", "22", "29"]


def test_what_ended_before_the_period_may_have_been_moved_into_it():
    later = instead("20260901T100000", "20261124T100000", parameters=f"RANGE=THISANDFUTURE;{AMS}")
    series = weekly(rule="FREQ=WEEKLY;UNTIL=20260922T080000Z", start="20260804T100000")
    assert days(take(calendar(series, later), "2026-12-01", "2026-12-31")) == ["01", "08", "15"]
