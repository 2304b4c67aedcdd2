"""The entries of a calendar one by one, as a CalDAV server keeps them (RFC 4791)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from secretariat_tui.domain.calendar import Week
from secretariat_tui.ical.entry import Calendar, EntryStatus, Method, Revision
from secretariat_tui.ical.write import write_calendar

_ENDS: Final = "@secretariat"


def calendar_objects(calendar: Calendar, stamp: datetime, revisions: Mapping[str, Revision]) -> dict[str, bytes]:
    """UID to the file of each entry that stands. What went away is not there: a server is told to remove it."""
    return {
        entry.uid: write_calendar(replace(calendar, entries=(entry,), method=Method.NONE), stamp, revisions)
        for entry in calendar.entries
        if entry.uid not in revisions or revisions[entry.uid].status is EntryStatus.CONFIRMED
    }


def key_of_uid(uid: str, team: str) -> str | None:
    """What the ledger knows an entry of a team by; None for one that is not the team's."""
    head = f"{team}."
    if not (uid.startswith(head) and uid.endswith(_ENDS)):
        return None
    return uid.removeprefix(head).removesuffix(_ENDS)


def is_told_by(uid: str, team: str, weeks: Collection[Week]) -> bool:
    """Whether an entry is a team's, of a date in these weeks: only then it is missed when they no longer have it."""
    parts = uid.removesuffix(_ENDS).split(".")
    if not uid.endswith(_ENDS) or len(parts) < 4 or parts[0] != team:
        return False
    try:
        return Week.of(date.fromisoformat(parts[2])) in weeks
    except ValueError:
        return False
