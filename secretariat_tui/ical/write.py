"""A calendar as the bytes of an iCalendar file (RFC 5545, RFC 7986, and the properties that Outlook reads)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

import icalendar

from secretariat_tui.ical.entry import Busy, Calendar, Entry, EntryStatus, Method, Revision
from secretariat_tui.ical.text import Text, one_line, text_list

PRODID: Final = "-//secretariat//roster//EN"
"""Without a version: a new release must not change the bytes of an unchanged roster."""


def write_calendar(calendar: Calendar, stamp: datetime, revisions: Mapping[str, Revision]) -> bytes:
    """The file of a calendar. An entry whose UID has no revision has sequence 0, since `stamp`.

    Raises ValueError for a moment without a time zone.
    """
    file = icalendar.Calendar()
    file.add("VERSION", "2.0")
    file.add("METHOD", calendar.method.value)
    if calendar.method is Method.PUBLISH:
        _head(file, calendar)
    else:
        file.add("PRODID", Text(PRODID), encode=False)
    for entry in calendar.entries:
        file.add_component(_event(entry, revisions.get(entry.uid, Revision(0, stamp)), calendar.cancelled))
    written: bytes = file.to_ical()
    return written


def _head(file: icalendar.Calendar, calendar: Calendar) -> None:
    """What describes the calendar as a whole; a cancellation of one entry must not rename the calendar it reaches."""
    named = one_line(calendar.name)
    for name, text in (("PRODID", PRODID), ("NAME", named), ("X-WR-CALNAME", named), ("COLOR", calendar.color)):
        file.add(name, Text(text), encode=False)
    file.add("REFRESH-INTERVAL", calendar.refresh, parameters={"VALUE": "DURATION"})
    file.add("X-PUBLISHED-TTL", icalendar.vDuration(calendar.refresh), encode=False)


def _event(entry: Entry, revision: Revision, cancelled: str) -> icalendar.Event:
    stands = revision.status is EntryStatus.CONFIRMED
    busy = entry.busy if stands else Busy.FREE
    summary = entry.summary if stands else cancelled.format(title=entry.summary)
    event = icalendar.Event()
    event.add("UID", Text(entry.uid), encode=False)
    event.add("SEQUENCE", revision.sequence)
    event.add("STATUS", revision.status.value)
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        event.add(name, _utc(revision.stamp))
    event.add("DTSTART", entry.start)
    if entry.end > entry.start:  # an hour that the clock skips leaves nothing between them
        event.add("DTEND", entry.end)
    for name, text in (("SUMMARY", summary), ("LOCATION", entry.location), ("DESCRIPTION", entry.description)):
        if text:
            event.add(name, Text(text), encode=False)
    if entry.categories:
        event.add("CATEGORIES", text_list(entry.categories), encode=False)
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", Text(busy), encode=False)
    event.add("TRANSP", "TRANSPARENT" if busy.is_transparent else "OPAQUE")
    if entry.alarm is not None and stands:
        event.add_component(_alarm(entry, entry.alarm))
    return event


def _alarm(entry: Entry, before: timedelta) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", -before)
    alarm.add("DESCRIPTION", Text(entry.summary), encode=False)
    return alarm


def _utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(moment)
    return moment.astimezone(UTC)
