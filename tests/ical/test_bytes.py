"""The bytes of calendar files: their form, whatever texts are in them, and that they depend on nothing else."""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.events import Learning, Leave, Meeting
from secretariat_tui.domain.incoming import Availability
from secretariat_tui.domain.own_calendar import CalendarChoice
from secretariat_tui.domain.roster import HolderRole
from secretariat_tui.domain.team import Cluster
from secretariat_tui.ical.compose import CalendarOptions
from secretariat_tui.ical.entry import UNVERSIONED, Calendar, Entry, Revision
from secretariat_tui.ical.write import write_calendar
from tests.build import MON, TUE, account, days, desk, hold, member, problem, roster, shift, span, team, work
from tests.ical.files import account_calendars, member_calendars, team_calendar
from tests.ical.reading import events, lines, read

EVERYTHING = CalendarOptions(choice=CalendarChoice(stand_ins=True, leave=True, learning=True, meetings=True, alarm=10))


def everything(text="Tekst", page="Tekst", **more):
    """All files of a team in which every text is `text`, and every page of the handbook `page`."""
    case = problem(
        replace(
            team(
                [member("anna", "mon tue", cluster="noord"), member("bea", "mon tue")],
                [replace(account("dir", "bea"), name=text)],
                shifts=(replace(shift(), name=text),),
                desks=[replace(desk(), name=text)],
                clusters=[Cluster("noord", text, text)],
                leave=[Leave("anna", TUE, TUE)],
                learning=[Learning("anna", text, MON, span("15:00-16:00"))],
                meetings=[Meeting("overleg", text, days("mon"), span("14:00-15:00"))],
            ),
            name=text,
        )
    )
    people = tuple(replace(m, name=text) for m in case.team.members)
    case = replace(case, team=replace(case.team, members=people))
    duties = [hold("anna", "dir", role=HolderRole.BACKUP, rank=1), hold("anna", "telefoon", is_desk=True)]
    plan = roster([work("anna"), work("bea")], duties)
    return {
        **member_calendars(case, plan, UNVERSIONED, EVERYTHING, handbook={"dir": page}, **more),
        **account_calendars(case, plan, UNVERSIONED, EVERYTHING, **more),
        **team_calendar(case, plan, UNVERSIONED, EVERYTHING, **more),
    }


SHAPE = {file: [line.partition(":")[0] for line in lines(data)] for file, data in everything().items()}
"""The properties of each file, in order: texts may change values, never this."""

HOSTILE = [
    "[red]Anna[/red]",
    "a,b;c:d\\e\"f'g",
    r"C:\Noord\nieuw\\",
    "x" * 74 + "😀" * 40,
    "👩‍💼" * 30,
    "עברית عربى",
    "\ufeffbom",
    "{member} {0} %s %(x)s",
    "  voor en na  ",
]
WORSE = [
    "a\nEND:VCALENDAR",
    "a\r\nBEGIN:VEVENT\r\nX:y",
    "a\rb\x0bc\x0cd\x1ce\x85f\u2028g\u2029h",
    "\x00\x1b[31mrood\x07\x7f\x9b",
    "עברית \u202eomgekeerd\u202c\u200f",
    "half \ud83d of a pair",
    "no characters \ufffe\uffff",
    "\t",
]
"""Texts that nothing in a team may have, but that a page of the handbook may."""

REMOVED = frozenset("\x7f\x85\x9b\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")


def form_is_right(data):
    assert not data.startswith(b"\xef\xbb\xbfB")
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")  # no character is cut in two
    assert not any(c < " " for c in data.decode().replace("\r\n", ""))
    assert not set(data.decode()) & set(
        "\x7f\x85\x9b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_change_no_line_but_their_own(text):
    for file, data in everything(text).items():
        form_is_right(data)
        assert [line.partition(":")[0] for line in lines(data)] == SHAPE[file]


@pytest.mark.parametrize("page", HOSTILE + WORSE)
def test_hostile_pages_change_no_line_but_their_own(page):
    for file, data in everything(page="Eerst.\n" + page).items():
        form_is_right(data)
        assert [line.partition(":")[0] for line in lines(data)] == SHAPE[file]


@pytest.mark.parametrize("text", HOSTILE + WORSE)
def test_hostile_names_of_a_calendar_are_one_line(text):
    data = write_calendar(named(text), UNVERSIONED, {})
    form_is_right(data)
    for name in ("NAME", "X-WR-CALNAME"):
        assert "\n" not in read(data).text(name)


@given(st.text(st.characters(), min_size=1))
@example("\\N,;\\n")
def test_no_text_breaks_a_file(text):
    plain = write_calendar(named("x"), UNVERSIONED, {})
    data = write_calendar(named("x" + text), UNVERSIONED, {})
    form_is_right(data)
    assert [line.partition(":")[0] for line in lines(data)] == [line.partition(":")[0] for line in lines(plain)]


SAFE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="".join(REMOVED)))


@given(SAFE)
@example(r"C:\Noord; a, b")
def test_texts_come_back_as_they_were(text):
    title = " ".join(text.split())
    data = write_calendar(named("x" + title), UNVERSIONED, {})
    assert read(data).text("X-WR-CALNAME") == read(data).text("NAME") == "x" + title
    (event,) = events(data)
    assert event.text("DESCRIPTION") == "x" + title + "\ny"
    parsed = icalendar.Calendar.from_ical(data)
    assert parsed.events[0]["DESCRIPTION"] == "x" + title + "\ny"
    labels = [" ".join(re.split(r'[\\,;"\s]+', "x" + title)).strip(), "y"]
    assert [str(c) for c in parsed.events[0]["CATEGORIES"].cats] == labels


def named(text):
    noon = datetime(2026, 12, 1, 12, tzinfo=UTC)
    entry = Entry(
        "so",
        "anna",
        TUE,
        "shift",
        noon,
        noon + timedelta(hours=1),
        text,
        Availability.FREE,
        text + "\ny",
        text,
        (text, "y"),
    )
    return Calendar("so-anna.ics", text, (entry,), color=text)


def test_the_head_of_a_file():
    case = problem(team([member("anna")]))
    file = member_calendars(case, roster([work("anna")]), UNVERSIONED)["so-anna.ics"]
    calendar = read(file)
    assert calendar.properties == [
        ("VERSION", "2.0"),
        ("PRODID", "-//secretariat//roster//EN"),
        ("METHOD", "PUBLISH"),
        ("NAME", "Roster of Anna"),
        ("X-WR-CALNAME", "Roster of Anna"),
        ("COLOR", "steelblue"),
        ("REFRESH-INTERVAL;VALUE=DURATION", "PT1H"),
        ("X-PUBLISHED-TTL", "PT1H"),
    ]
    assert [part.name for part in calendar.parts] == ["VEVENT"]


def test_nobody_organises_or_attends_and_no_time_zone_is_described():
    whole = b"".join(everything().values())
    for unwanted in (b"ORGANIZER", b"ATTENDEE", b"VTIMEZONE", b"TZID", b"RRULE"):
        assert unwanted not in whole


def test_busy_and_transparency_are_always_there_and_agree():
    found = [event for data in everything().values() for event in events(data)]
    assert len(found) >= 8
    for event in found:
        free = event["X-MICROSOFT-CDO-BUSYSTATUS"] in ("FREE", "WORKINGELSEWHERE")
        assert event["TRANSP"] == ("TRANSPARENT" if free else "OPAQUE")


def test_an_icalendar_reader_finds_no_fault():
    for data in everything().values():
        calendar = icalendar.Calendar.from_ical(data)
        assert calendar.errors == []
        for event in calendar.events:
            assert event.errors == []
            assert event.end > event.start


WEEKEND = team([member("anna", "sun")], shifts=(shift("nacht", "01:30-03:30", 0),), open_days=frozenset({6}))


@pytest.mark.parametrize(
    ("day", "times", "start", "end"),
    [
        # 25 October 2026: 03:00 summer time (+2) becomes 02:00 winter time (+1), at 01:00 UTC
        (date(2026, 10, 25), "01:30-03:30", "20261024T233000Z", "20261025T023000Z"),
        (date(2026, 10, 25), "02:30-03:00", "20261025T003000Z", "20261025T020000Z"),
        (date(2026, 10, 25), "00:00-24:00", "20261024T220000Z", "20261025T230000Z"),
        # 28 March 2027: 02:00 winter time (+1) becomes 03:00 summer time (+2), at 01:00 UTC
        (date(2027, 3, 28), "01:30-03:30", "20270328T003000Z", "20270328T013000Z"),
        (date(2027, 3, 28), "03:00-11:00", "20270328T010000Z", "20270328T090000Z"),
        (date(2027, 3, 28), "00:00-24:00", "20270327T230000Z", "20270328T220000Z"),
    ],
)
def test_instants_are_exact_when_the_clock_changes(day, times, start, end):
    week = Week.of(day)
    case = problem(WEEKEND, week=week)
    plan = roster([replace(work("anna", day), shift="nacht", span=span(times))], weeks=[week])
    (event,) = events(member_calendars(case, plan, UNVERSIONED)["so-anna.ics"])
    assert (event["DTSTART"], event["DTEND"]) == (start, end)


@pytest.mark.parametrize("times", ["02:00-03:00", "02:30-03:00"])
def test_a_shift_within_the_hour_that_the_clock_skips_has_no_end_before_its_start(times):
    day = date(2027, 3, 28)
    case = problem(WEEKEND, week=Week.of(day))
    plan = roster([replace(work("anna", day), shift="nacht", span=span(times))], weeks=[Week.of(day)])
    (event,) = events(member_calendars(case, plan, UNVERSIONED)["so-anna.ics"])
    assert "DTEND" not in event.names()


def test_entries_of_a_week_are_the_same_bytes_in_a_longer_roster():
    case = problem(team([member("anna")]), weeks=2)
    later = work("anna", MON + timedelta(weeks=1))
    short = member_calendars(case, roster([work("anna")]), UNVERSIONED)["so-anna.ics"]
    long = member_calendars(case, roster([work("anna"), later]), UNVERSIONED)["so-anna.ics"]
    first = short[short.index(b"BEGIN:VEVENT") : short.index(b"END:VCALENDAR")]
    assert first in long
    assert first != long


def test_a_moment_in_any_zone_is_written_in_utc_and_one_without_is_refused():
    elsewhere = datetime(2026, 11, 20, 4, 30, tzinfo=timezone(timedelta(hours=-5)))
    (event,) = events(write_calendar(named("x"), elsewhere, {}))
    assert event["DTSTAMP"] == "20261120T093000Z"
    naive = elsewhere.replace(tzinfo=None)
    with pytest.raises(ValueError, match="2026-11-20"):
        write_calendar(named("x"), naive, {})
    with pytest.raises(ValueError, match="2026-11-20"):
        write_calendar(named("x"), UNVERSIONED, {named("x").entries[0].uid: Revision(1, naive)})


PRINT_DIGEST = """
from tests.ical.test_bytes import digest
print(digest())
"""


def digest():
    found = hashlib.sha256()
    for text, page in (("Tekst", "a\nEND:VCALENDAR"), ("é,;\\", "")):
        for file, data in everything(text, page).items():
            found.update(file.encode() + data)
    found.update(write_calendar(named("a\nEND:VCALENDAR"), UNVERSIONED, {}))
    return found.hexdigest()


@pytest.mark.parametrize(
    ("zone", "seed", "flags"), [("America/New_York", "1", ["-O"]), ("Asia/Tokyo", "2", []), ("", "3", ["-O"])]
)
def test_the_bytes_depend_on_no_zone_seed_or_assertion(zone, seed, flags):
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
    command = [sys.executable, *flags, "-c", PRINT_DIGEST]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.strip() == digest()
