"""One event: how long it takes, what it says of whoever has it, and by what name it is known."""

from datetime import timedelta

import pytest

from secretariat_tui.domain.incoming import Availability, Cancelled
from tests.ical.foreign import calendar, event, kinds, only, starts, take, utc

FREE, AWAY, BUSY = Availability.FREE, Availability.AWAY, Availability.BUSY
MAYBE, ELSEWHERE = Availability.TENTATIVE, Availability.ELSEWHERE
OUTLOOK = "X-MICROSOFT-CDO-BUSYSTATUS:"
DAY = "DTSTART;VALUE=DATE:20261201"


# -- how long


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ([DAY], 1),
        ([DAY, "DTEND;VALUE=DATE:20261202"], 1),
        ([DAY, "DTEND;VALUE=DATE:20261201"], 1),  # the last day itself, as some write it
        ([DAY, "DTEND;VALUE=DATE:20261205"], 4),
        ([DAY, "DURATION:P1D"], 1),
        ([DAY, "DURATION:P2W"], 14),
        ([DAY, "DURATION:PT48H"], 2),
        (["DTSTART:20261201", "DTEND:20261203"], 2),  # without VALUE=DATE
        ([DAY, "DTEND:20261203T000000"], 2),
        ([DAY, "DTEND:20261203T000000Z"], 2),
        ([DAY, "DTEND;TZID=Europe/Amsterdam:20261203T000000"], 2),
        (["DTSTART:20261201T000000", "DTEND:20261202T000000", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"], 1),
        (["DTSTART:20261130T230000Z", "DTEND:20261202T230000Z", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"], 2),
        (["DTSTART:20261201T000000Z", "DTEND:20261202T000000Z", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:true"], 1),
    ],
)
def test_whole_days(lines, days):
    found = only(take(calendar(event(*lines))))
    assert found.all_day
    assert (found.start, found.end) == (utc("2026-11-30 23:00"), utc("2026-11-30 23:00") + timedelta(days=days))


@pytest.mark.parametrize(
    ("lines", "minutes"),
    [
        (["DTEND:20261201T101500Z"], 75),
        (["DURATION:PT45M"], 45),
        (["DURATION:P1DT2H3M4S"], 1563),
        (["DURATION:+P0DT1H0M0S"], 60),
        (["DTEND;TZID=America/New_York:20261201T050000"], 60),
        (["DTEND:20261201T110000"], 60),
        ([], 0),
        (["DTEND:20261201T090000Z"], 0),
        (["DTEND:20261201T095960Z"], 59),  # a leap second
        (["X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", "DTEND:20261201T101500Z"], 75),
    ],
)
def test_hours(lines, minutes):
    found = only(take(calendar(event("DTSTART:20261201T090000Z", *lines))))
    assert not found.all_day
    assert (found.end - found.start) // timedelta(minutes=1) == minutes


def test_a_date_until_a_time_is_no_whole_day():
    found = only(take(calendar(event(DAY, "DTEND:20261201T120000"))))
    assert (found.all_day, found.start, found.end) == (False, utc("2026-11-30 23:00"), utc("2026-12-01 11:00"))


def test_the_night_on_which_the_clock_changes_is_an_hour_longer():
    night = event("DTSTART;TZID=Europe/Amsterdam:20261024T230000", "DTEND;TZID=Europe/Amsterdam:20261025T070000")
    found = only(take(calendar(night)))
    assert found.end - found.start == timedelta(hours=9)


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("20261024T200000", "PT12H", "2026-10-25 06:00"),
        ("20261024T200000", "P1D", "2026-10-25 19:00"),
        ("20261024T200000", "P1DT2H", "2026-10-25 21:00"),
        ("20261025T010000", "PT2H", "2026-10-25 01:00"),  # 02:00 for the second time
        ("20260328T200000", "PT12H", "2026-03-29 07:00"),
        ("20260329T013000", "PT1H", "2026-03-29 01:30"),
    ],
)
def test_hours_of_a_duration_are_counted_and_days_go_by_the_clock(start, duration, end):
    found = only(take(calendar(event(f"DTSTART;TZID=Europe/Amsterdam:{start}", f"DURATION:{duration}"))))
    assert found.end == utc(end)


def test_each_night_of_a_series_lasts_the_hours_of_its_duration():
    night = event("DTSTART;TZID=Europe/Amsterdam:20260327T200000", "DURATION:PT12H", "RRULE:FREQ=DAILY;COUNT=3")
    found = take(calendar(night)).events
    assert [item.end for item in found] == [utc("2026-03-28 07:00"), utc("2026-03-29 07:00"), utc("2026-03-30 06:00")]


@pytest.mark.parametrize("lines", [[], ["X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"]])
def test_a_whole_day_stays_one_on_the_date_on_which_the_clock_changes(lines):
    start = "DTSTART;TZID=Europe/Amsterdam:20261025T000000" if lines else "DTSTART;VALUE=DATE:20261025"
    found = only(take(calendar(event(start, "DURATION:PT24H", *lines))))
    assert (found.all_day, found.end) == (True, utc("2026-10-25 23:00"))


def test_only_the_window_is_read_and_what_reaches_into_it():
    parts = [
        event("DTSTART:20261129T090000Z", "DURATION:PT1H", uid="before"),
        event("DTSTART:20261129T090000Z", "DTEND:20261130T230000Z", uid="up to it"),
        event("DTSTART:20261129T090000Z", "DTEND:20261130T230001Z", uid="into it"),
        event("DTSTART:20261202T225959Z", "DURATION:PT1H", uid="out of it"),
        event("DTSTART:20261202T230000Z", "DURATION:PT1H", uid="after"),
    ]
    found = take(calendar(*parts), "2026-12-01", "2026-12-02")
    assert [item.key for item in found.events] == ["into it|", "out of it|"]
    assert (found.since, found.until) == (utc("2026-11-30 23:00"), utc("2026-12-02 23:00"))


# -- what it says of her


@pytest.mark.parametrize(
    ("lines", "busy"),
    [
        ([OUTLOOK + "OOF"], AWAY),
        ([OUTLOOK + "oof"], AWAY),
        ([OUTLOOK + "BUSY"], BUSY),
        ([OUTLOOK + "FREE"], FREE),
        ([OUTLOOK + "TENTATIVE"], MAYBE),
        ([OUTLOOK + "WORKINGELSEWHERE"], ELSEWHERE),
        ([OUTLOOK + "OOF", "TRANSP:TRANSPARENT", "STATUS:TENTATIVE"], AWAY),
        ([OUTLOOK + "WORKINGELSEWHERE", "TRANSP:OPAQUE"], ELSEWHERE),
        ([OUTLOOK + "BUSY", DAY], BUSY),
        ([OUTLOOK + "FREE", DAY], FREE),
        ([OUTLOOK + "SOMETHING", "TRANSP:TRANSPARENT"], FREE),
        (["X-MICROSOFT-MSNCALENDAR-BUSYSTATUS:OOF"], AWAY),
        (["X-MICROSOFT-CDO-INTENDEDSTATUS:OOF"], BUSY),
        (["TRANSP:TRANSPARENT"], FREE),
        (["TRANSP:TRANSPARENT", "STATUS:TENTATIVE"], FREE),
        (["TRANSP:OPAQUE"], BUSY),
        (["TRANSP:OPAQUE", "STATUS:TENTATIVE"], MAYBE),
        (["STATUS:TENTATIVE"], MAYBE),
        (["STATUS:CONFIRMED"], BUSY),
        ([], BUSY),
        ([DAY], AWAY),
        ([DAY, "TRANSP:OPAQUE"], AWAY),
        ([DAY, "TRANSP:TRANSPARENT"], FREE),
        ([DAY, "STATUS:TENTATIVE"], MAYBE),
        (["DTSTART:20261130T230000Z", "DTEND:20261205T230000Z", "TRANSP:OPAQUE"], AWAY),  # as Google writes being away
        (["DTSTART;TZID=Asia/Tokyo:20261201T000000", "DTEND;TZID=Asia/Tokyo:20261202T000000"], AWAY),
        (["DTSTART:20261130T230000Z", "DTEND:20261205T230000Z", "TRANSP:TRANSPARENT"], FREE),
        (["DTSTART:20261130T230000Z", "DTEND:20261205T230000Z", OUTLOOK + "BUSY"], BUSY),
        (["DTSTART:20261130T230000Z", "DTEND:20261205T220000Z"], BUSY),
        (["DTSTART:20261130T230000Z", "DTEND:20261130T230000Z"], BUSY),
    ],
)
def test_what_an_event_says_of_her(lines, busy):
    assert only(take(calendar(event(*lines)))).busy is busy


@pytest.mark.parametrize(
    "line",
    [
        "STATUS:CANCELLED",
        "status:cancelled",
        "SUMMARY:Canceled: Overleg",
        "SUMMARY:Cancelled: Meeting",
        "SUMMARY;LANGUAGE=nl:Geannuleerd: Overleg",
        "SUMMARY:GEANNULEERD: Overleg",
        "SUMMARY:Abgesagt: Besprechung",
        "SUMMARY:Annulé : Réunion",
        "SUMMARY:Annulé\u00a0: Réunion",
        'SUMMARY;X-A="b: c":Geannuleerd: Overleg',
    ],
)
def test_what_is_cancelled_is_no_event_any_more(line):
    found = take(calendar(event(line, OUTLOOK + "OOF", "SEQUENCE:4")))
    assert found.events == ()
    assert found.cancelled == (Cancelled("1|", 4),)


@pytest.mark.parametrize("title", ["Geannuleerd", "Over geannuleerd: dossiers", "Cancel: the order", ""])
def test_other_titles_cancel_nothing(title):
    assert len(take(calendar(event(f"SUMMARY:{title}"))).events) == 1


def test_a_message_that_cancels_cancels_all_that_is_in_it():
    found = take(calendar("METHOD:CANCEL", event(uid="a"), event(uid="b")))
    assert found.events == ()
    assert [item.key for item in found.cancelled] == ["a|", "b|"]


# -- by what name


def test_long_and_strange_names_are_known_by_their_digest():
    long, strange = "x" * 5000, "a\tb"
    keys = [only(take(calendar(event(uid=uid)))).key for uid in (long, strange, long + "y")]
    assert len(set(keys)) == 3
    assert all(key.startswith("sha256:") and len(key) < 100 for key in keys)


@pytest.mark.parametrize(("text", "sequence"), [("7", 7), ("", 0), ("-1", 0), ("1.5", 0), ("9" * 30, 0), (" 3 ", 3)])
def test_a_sequence_that_is_no_number_is_the_first(text, sequence):
    assert only(take(calendar(event(f"SEQUENCE:{text}")))).sequence == sequence


def test_a_title_is_one_safe_line():
    raw = r"SUMMARY:Eerste\, tweede\; en\nderde \\ vier" + "\x1b[31m\u202erood" + "x" * 500
    title = only(take(calendar(event(raw)), titles=True)).title
    assert title.startswith("Eerste, tweede; en derde \\ vier[31mrood")
    assert len(title) == 200


def test_progress_is_told_now_and_then_and_at_the_end():
    told = []
    found = take(
        calendar(*[event(uid=str(n)) for n in range(250)]), progress=lambda done, every: told.append((done, every))
    )
    assert len(found.events) == 250
    assert told == [(0, 250), (100, 250), (200, 250), (250, 250)]


def test_the_same_bytes_give_the_same_answer():
    parts = [event(f"DTSTART:202612{day:02d}T090000Z", uid=f"{day}") for day in range(20, 0, -1)]
    assert take(calendar(*parts)) == take(calendar(*parts))
    assert starts(take(calendar(*parts))) == sorted(starts(take(calendar(*parts))))
    assert kinds(take(calendar(*parts))) == []
