"""The lines of a calendar file are those that the icalendar package makes of the same properties."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat_tui.domain.incoming import Availability
from secretariat_tui.ical.entry import Calendar, Entry, EntryStatus, Method, Revision
from secretariat_tui.ical.write import PRODID, write_calendar
from tests.ical.reading import lines

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
TEXTS = st.text(st.sampled_from("abc ,;:\"'é€😀\\"), min_size=1, max_size=90).map(str.strip).filter(bool)
LABELS = st.text(st.sampled_from("abc'é€😀"), min_size=1, max_size=90)
OF_OUTLOOK = {"free": "FREE", "elsewhere": "WORKINGELSEWHERE", "tentative": "TENTATIVE", "busy": "BUSY", "away": "OOF"}
STAMPS = st.integers(0, 10**9).map(lambda seconds: NOON + timedelta(seconds=seconds))


@st.composite
def entries(draw):
    all_day = draw(st.booleans())
    start = date(2026, 12, 1) if all_day else NOON
    end = start + draw(st.timedeltas(timedelta(days=1), timedelta(days=400)))
    texts = [draw(TEXTS) for _ in range(3)]
    alarm = draw(st.none() | st.timedeltas(timedelta(seconds=1), timedelta(days=9)).map(whole))
    busy, categories = draw(st.sampled_from(Availability)), tuple(draw(st.lists(LABELS, max_size=3)))
    return Entry("so", "anna", NOON.date(), "shift", start, end, texts[0], busy, *texts[1:], categories, alarm)


def whole(length):
    return timedelta(seconds=int(length.total_seconds()))


def by_the_package(calendar, revision):
    file = icalendar.Calendar()
    for name, value in (("VERSION", "2.0"), ("PRODID", PRODID), ("METHOD", "PUBLISH")):
        file.add(name, value)
    for name in ("NAME", "X-WR-CALNAME"):  # properties that the package does not escape by itself
        file.add(name, icalendar.vText(calendar.name), encode=False)
    file.add("COLOR", calendar.color)
    file.add("REFRESH-INTERVAL", calendar.refresh, parameters={"VALUE": "DURATION"})
    file.add("X-PUBLISHED-TTL", icalendar.vDuration(calendar.refresh), encode=False)
    for entry in calendar.entries:
        event = icalendar.Event()
        event.add("SUMMARY", entry.summary)
        event.add("DTSTART", entry.start)
        event.add("DTEND", entry.end)
        event.add("DTSTAMP", revision.stamp)
        event.add("UID", entry.uid)
        event.add("SEQUENCE", revision.sequence)
        if entry.categories:
            event.add("CATEGORIES", list(entry.categories))
        event.add("DESCRIPTION", entry.description)
        event.add("LAST-MODIFIED", revision.stamp)
        event.add("LOCATION", entry.location)
        event.add("STATUS", "CONFIRMED")
        event.add("TRANSP", "TRANSPARENT" if entry.busy in ("free", "elsewhere") else "OPAQUE")
        event.add("X-MICROSOFT-CDO-BUSYSTATUS", OF_OUTLOOK[entry.busy])
        if entry.alarm:
            alarm = icalendar.Alarm()
            alarm.add("ACTION", "DISPLAY")
            alarm.add("TRIGGER", -entry.alarm)
            alarm.add("DESCRIPTION", entry.summary)
            event.add_component(alarm)
        file.add_component(event)
    return file.to_ical()


@given(
    entries(), TEXTS, st.integers(0, 10**6), STAMPS, st.timedeltas(timedelta(minutes=1), timedelta(days=3)).map(whole)
)
def test_the_lines_are_those_of_the_package(entry, name, sequence, stamp, refresh):
    name = " ".join(name.split())
    calendar = Calendar("so.ics", name, (entry,), refresh)
    revision = Revision(sequence, stamp)
    ours = write_calendar(calendar, stamp, {entry.uid: revision})
    assert lines(ours) == lines(by_the_package(calendar, revision))


def test_a_cancellation_has_one_event_and_does_not_describe_a_calendar():
    entry = Entry("so", "anna", NOON.date(), "shift", NOON, NOON + timedelta(hours=1), "Dag", Availability.BUSY)
    revision = Revision(2, NOON, EntryStatus.CANCELLED)
    file = write_calendar(Calendar("x.ics", "x", (entry,), method=Method.CANCEL), NOON, {entry.uid: revision})
    assert lines(file) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//secretariat//roster//EN",
        "METHOD:CANCEL",
        "BEGIN:VEVENT",
        "SUMMARY:Cancelled: Dag",
        "DTSTART:20261201T120000Z",
        "DTEND:20261201T130000Z",
        "DTSTAMP:20261201T120000Z",
        "UID:so.anna.2026-12-01.shift@secretariat",
        "SEQUENCE:2",
        "LAST-MODIFIED:20261201T120000Z",
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


@pytest.mark.parametrize("text", ["x" * n + mark * 30 for n in range(60, 76) for mark in ("\\", ",", "é", "😀", "\\,")])
def test_lines_are_cut_between_characters_and_not_within_an_escape(text):
    entry = Entry("so", "anna", NOON.date(), "shift", NOON, NOON + timedelta(hours=1), text, Availability.BUSY)
    file = write_calendar(Calendar("x.ics", "x", (entry,)), NOON, {})
    for line in file.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
        assert (len(line) - len(line.rstrip(b"\\"))) % 2 == 0
    assert icalendar.Calendar.from_ical(file).events[0]["SUMMARY"] == text
