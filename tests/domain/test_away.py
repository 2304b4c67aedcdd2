"""What the calendar of a member or manager comes to in whole dayparts. Noon is 12:30, the clock that of Amsterdam."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat_tui.domain.account import NoSupport
from secretariat_tui.domain.away import Short, leave_of, no_support_of, taken_back
from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.incoming import Availability, Incoming, IncomingEvent
from tests.build import MON, TUE, WED, account, member, shift, span, team

AWAY, MAYBE = Availability.AWAY, Availability.TENTATIVE
APPROVED, REQUESTED = LeaveStatus.APPROVED, LeaveStatus.REQUESTED
AM, PM = Daypart.AM, Daypart.PM


def local(text):
    """ "2026-11-30 09:00" by the clock of Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Amsterdam")).astimezone(UTC)


def event(start, end, busy=AWAY, all_day=False):
    return IncomingEvent(f"{start}|", 0, local(start), local(end), all_day, busy)


def incoming(*events, since="2026-11-01 00:00", until="2026-12-31 00:00"):
    return Incoming(tuple(events), local(since), local(until))


def on(times, day=MON, busy=AWAY):
    start, end = times.split("-")
    return event(f"{day} {start}", f"{day} {end}", busy)


TEAM = team([member("anna")], [account("dir", when="mon tue wed thu fri", times="09:00-17:00")])
"""Anna's only shift is from 08:30 to 17:00: four hours before noon, four and a half after it."""


def leave(*events, of=TEAM):
    return list(leave_of(incoming(*events), of, "anna").rows)


@pytest.mark.parametrize(
    ("times", "parts"),
    [
        ("08:30-12:30", [AM]),
        ("08:30-10:30", [AM]),  # half of four hours
        ("08:30-10:29", []),
        ("10:30-12:30", [AM]),
        ("06:00-10:30", [AM]),  # before 08:30 she would not work anyway
        ("00:00-08:30", []),
        ("12:30-17:00", [PM]),
        ("12:30-14:45", [PM]),  # half of four and a half hours
        ("12:30-14:44", []),
        ("17:00-23:59", []),
        ("10:30-14:45", [AM, PM]),
        ("11:00-14:00", []),
    ],
)
def test_half_of_the_hours_that_she_could_work_takes_a_daypart(times, parts):
    whole = [Leave("anna", MON, MON)]
    assert leave(on(times)) == (whole if len(parts) == 2 else [Leave("anna", MON, MON, part) for part in parts])


def test_several_short_events_add_up_and_overlap_only_once():
    assert leave(on("08:30-09:30"), on("11:30-12:30")) == [Leave("anna", MON, MON, AM)]
    assert leave(on("08:30-09:30"), on("09:00-10:00")) == []


def test_what_is_too_short_is_told():
    assert leave_of(incoming(on("09:00-10:00")), TEAM, "anna").short == (Short(MON, span("09:00-10:00")),)
    across = leave_of(incoming(on("11:00-14:00")), TEAM, "anna").short
    assert across == (Short(MON, span("11:00-12:30")), Short(MON, span("12:30-14:00")))


def test_only_shifts_that_she_may_have_count():
    shifts = [shift("vroeg", "07:00-12:30"), shift("dag")]
    early = team([member("anna", shifts=("vroeg",))], shifts=shifts)
    assert leave(on("09:00-12:30"), of=early) == [Leave("anna", MON, MON, AM)]
    assert leave(on("10:00-12:30"), of=early) == []  # 150 of 330 minutes
    assert leave(on("12:30-18:14"), of=early) == []  # no shift there: half of the afternoon itself, 690 minutes
    assert leave(on("12:30-18:15"), of=early) == [Leave("anna", MON, MON, PM)]


def test_whole_days_are_one_stretch():
    days = event("2026-12-21 00:00", "2026-12-24 00:00", all_day=True)
    assert leave(days) == [Leave("anna", date(2026, 12, 21), date(2026, 12, 23))]


def test_a_trip_takes_its_first_afternoon_and_its_last_morning():
    trip = event(f"{MON} 13:00", f"{WED} 12:00")
    assert leave(trip) == [Leave("anna", MON, MON, PM), Leave("anna", TUE, TUE), Leave("anna", WED, WED, AM)]


def test_what_is_not_certain_is_a_request_where_it_is_not_certain():
    assert leave(on("08:30-12:30"), on("08:30-17:00", busy=MAYBE)) == [
        Leave("anna", MON, MON, AM),
        Leave("anna", MON, MON, PM, REQUESTED),
    ]
    assert leave(on("08:30-12:30", TUE, MAYBE)) == [Leave("anna", TUE, TUE, AM, REQUESTED)]


@pytest.mark.parametrize("busy", [Availability.BUSY, Availability.FREE, Availability.ELSEWHERE])
def test_meetings_and_work_elsewhere_are_no_leave(busy):
    assert leave(on("00:00-23:59", busy=busy)) == []


def test_days_on_which_the_clock_changes_are_whole_days_too():
    night = event("2026-10-25 00:00", "2026-10-26 00:00", all_day=True)
    found = leave_of(incoming(night, since="2026-10-01 00:00"), TEAM, "anna")
    assert found.rows == (Leave("anna", date(2026, 10, 25), date(2026, 10, 25)),)


def test_leave_is_cut_at_the_window():
    days = event("2026-11-23 00:00", "2026-12-05 00:00", all_day=True)
    found = leave_of(incoming(days, since=f"{MON} 00:00", until=f"{WED} 00:00"), TEAM, "anna")
    assert found.rows == (Leave("anna", MON, TUE),)


def test_events_of_no_length_are_nothing():
    found = leave_of(incoming(on("09:00-09:00")), TEAM, "anna")
    assert (found.rows, found.short) == ((), ())


def test_twenty_thousand_events_of_years_end_soon():
    many = [event("2020-01-01 00:00", "2030-01-01 00:00", all_day=True) for _ in range(20_000)]
    found = leave_of(incoming(*many, since="2020-01-01 00:00", until="2030-01-01 00:00"), TEAM, "anna")
    assert found.rows == (Leave("anna", date(2020, 1, 1), date(2029, 12, 31)),)


# -- accounts: support is asked for from 09:00 to 17:00 on working days


def support(*events, of=TEAM):
    return list(no_support_of(incoming(*events), of, "dir").rows)


@pytest.mark.parametrize(
    ("times", "parts"),
    [("09:00-12:30", [AM]), ("09:00-12:29", []), ("12:30-17:00", [PM]), ("09:00-16:59", [AM]), ("08:00-18:00", [None])],
)
def test_support_is_lowered_only_where_the_manager_is_away_for_all_of_it(times, parts):
    assert support(on(times)) == [NoSupport("dir", MON, MON, part) for part in parts]


def test_a_trip_over_a_weekend_is_one_stretch():
    trip = event("2026-12-03 13:30", "2026-12-08 12:30")
    assert support(trip) == [
        NoSupport("dir", date(2026, 12, 4), date(2026, 12, 7)),
        NoSupport("dir", *[date(2026, 12, 8)] * 2, AM),
    ]


def test_what_a_manager_is_not_certain_of_lowers_nothing():
    assert support(on("00:00-23:59", busy=MAYBE)) == []


def test_an_evening_without_support_is_not_a_daypart():
    morning = team([member("anna")], [account("dir", times="09:00-12:00")])
    assert support(on("12:30-18:00"), of=morning) == []
    whole = event(f"{MON} 00:00", f"{MON + timedelta(days=1)} 00:00", all_day=True)
    assert support(whole, of=morning) == [NoSupport("dir", MON, MON)]


# -- what a calendar does not say any more

DATES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), max_size=4)


def on_leave(dates):
    return [Leave("anna", MON + timedelta(days=first), MON + timedelta(days=first + more)) for first, more in dates]


def dates_of(rows):
    return {row.start + timedelta(days=n) for row in rows for n in range((row.end - row.start).days + 1)}


@given(DATES, DATES, DATES, DATES)
def test_what_is_taken_back_is_lost_or_left_of_what_the_calendar_brought(known, brought, then, now):
    rows = on_leave(known)
    gone = dates_of(on_leave(then)) - dates_of(on_leave(now))
    theirs = [row for row in rows if dates_of([row]) <= dates_of(on_leave(brought)) and dates_of([row]) & gone]
    found = taken_back(rows, on_leave(brought), on_leave(then), on_leave(now))
    assert found.rows == tuple(dict.fromkeys(theirs))
    assert dates_of(found.lost) == dates_of(theirs) & gone
    assert dates_of(found.left) == dates_of(theirs) - gone


def test_leave_that_was_asked_for_is_not_taken_back_by_a_calendar_that_said_she_is_away():
    asked = Leave("anna", MON, TUE, status=REQUESTED)
    said = [Leave("anna", MON, TUE)]
    assert taken_back([asked], said, said, []).rows == ()
    morning = Leave("anna", MON, MON, AM)
    assert taken_back(said, said, said, [morning, Leave("anna", TUE, TUE)]).lost == (Leave("anna", MON, MON, PM),)
