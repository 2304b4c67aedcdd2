"""A calendar as the bytes of an iCalendar file (RFC 5545, RFC 7986, and the properties that Outlook reads).

Written line by line: it is a fixed dozen of properties, and twelve times as fast as building components with the
icalendar package: the calendars of a whole team for a year are a second's work. The tests compare the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

from secretariat_tui.domain.incoming import Availability
from secretariat_tui.ical.entry import OUTLOOK, Calendar, Entry, EntryStatus, Method, Revision
from secretariat_tui.ical.text import escaped, label, one_line

PRODID: Final = "-//secretariat//roster//EN"
"""Without a version: a new release must not change the bytes of an unchanged roster."""

_TRANSPARENT: Final = (Availability.FREE, Availability.ELSEWHERE)
"""What leaves the time free for programs that only know free and busy; as Outlook itself exports it."""

_LINE: Final = 75
"""Octets of a line at most, the break not counted."""


def write_calendar(calendar: Calendar, stamp: datetime, revisions: Mapping[str, Revision]) -> bytes:
    """The file of a calendar. An entry whose UID has no revision has sequence 0, since `stamp`.

    Raises ValueError for a moment without a time zone.
    """
    lines = ["BEGIN:VCALENDAR", *_head(calendar)]
    for entry in calendar.entries:
        lines += _event(entry, revisions.get(entry.uid, Revision(0, stamp)), calendar.cancelled)
    lines += ["END:VCALENDAR", ""]
    return b"\r\n".join(_folded(line.encode()) for line in lines)


def is_calendar_of(content: bytes, team: str) -> bool:
    """Whether the bytes of a file are a calendar of ours with entries of this team."""
    return f"\r\nPRODID:{PRODID}\r\n".encode() in content and f"\r\nUID:{team}.".encode() in content


def _head(calendar: Calendar) -> Iterator[str]:
    yield "VERSION:2.0"
    yield f"PRODID:{PRODID}"
    if calendar.method:
        yield f"METHOD:{calendar.method}"
    if calendar.method is Method.PUBLISH:  # to cancel one entry must not rename the calendar that it is in
        named = escaped(one_line(calendar.name))
        yield f"NAME:{named}"
        yield f"X-WR-CALNAME:{named}"
        yield f"COLOR:{escaped(calendar.color)}"
        yield f"REFRESH-INTERVAL;VALUE=DURATION:{_duration(calendar.refresh)}"
        yield f"X-PUBLISHED-TTL:{_duration(calendar.refresh)}"


def _event(entry: Entry, revision: Revision, cancelled: str) -> Iterator[str]:
    stands = revision.status is EntryStatus.CONFIRMED
    busy = entry.busy if stands else Availability.FREE
    stamp = _instant(revision.stamp)
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{escaped(entry.summary if stands else cancelled.format(title=entry.summary))}"
    yield f"DTSTART{_time(entry.start)}"
    if entry.end > entry.start:  # an hour that the clock skips leaves nothing between them
        yield f"DTEND{_time(entry.end)}"
    yield f"DTSTAMP:{stamp}"
    yield f"UID:{escaped(entry.uid)}"
    yield f"SEQUENCE:{revision.sequence}"
    if entry.categories:
        yield "CATEGORIES:" + ",".join(label(text) for text in entry.categories)
    if entry.description:
        yield f"DESCRIPTION:{escaped(entry.description)}"
    yield f"LAST-MODIFIED:{stamp}"
    if entry.location:
        yield f"LOCATION:{escaped(entry.location)}"
    yield f"STATUS:{revision.status}"
    yield "TRANSP:TRANSPARENT" if busy in _TRANSPARENT else "TRANSP:OPAQUE"
    yield f"X-MICROSOFT-CDO-BUSYSTATUS:{OUTLOOK[busy]}"
    if entry.alarm is not None and stands:
        yield from _alarm(entry, entry.alarm)
    yield "END:VEVENT"


def _alarm(entry: Entry, before: timedelta) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{escaped(entry.summary)}"
    yield f"TRIGGER:-{_duration(before)}"
    yield "END:VALARM"


def _time(moment: datetime | date) -> str:
    """The value of a time, with the parameter that a date needs."""
    return f":{_instant(moment)}" if isinstance(moment, datetime) else f";VALUE=DATE:{_day(moment)}"


def _instant(moment: datetime) -> str:
    if moment.utcoffset() is None:
        raise ValueError(moment)
    utc = moment.astimezone(UTC)
    return f"{_day(utc)}T{utc.hour:02d}{utc.minute:02d}{utc.second:02d}Z"


def _day(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"  # strftime leaves out the zeros of early years


def _duration(length: timedelta) -> str:
    days, seconds = divmod(int(length.total_seconds()), 24 * 60 * 60)
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    # Between hours and seconds stand minutes, though there are none (RFC 5545, 3.3.6).
    told = ((hours, hours, "H"), (minutes or (hours and rest), minutes, "M"), (rest, rest, "S"))
    time = "".join(f"{count}{unit}" for counts, count, unit in told if counts)
    if not days:
        return f"PT{time or '0S'}"
    return f"P{days}D{'T' if time else ''}{time}"


def _folded(line: bytes) -> bytes:
    """The line in pieces, cut between characters, and never within an escape, where some readers lose it."""
    if len(line) <= _LINE:
        return line
    pieces = []
    room = _LINE
    while len(line) > room:
        cut = room
        while line[cut] & 0xC0 == 0x80:
            cut -= 1
        slashes = re.search(rb"\\*$", line[:cut])
        if slashes is not None and len(slashes[0]) % 2:
            cut -= 1
        pieces.append(line[:cut])
        line = line[cut:]
        room = _LINE - 1  # the space that says that it goes on
    return b"\r\n ".join([*pieces, line])
