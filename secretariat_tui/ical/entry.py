"""What stands in a calendar file, before it is written: entries, their revisions, and the calendar they are in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from secretariat_tui.domain.incoming import Availability
from secretariat_tui.domain.invariants import file_name

UNVERSIONED: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The moment of change of a roster that was never stored, which has none.

It is before every moment at which a roster can be published, so that a calendar that compares moments takes the
published one; and the same for every horizon, so that an entry is the same bytes in the file of one week and of ten.
"""


WHOLE_DAYS: Final = "leave"
"""The kind of the one entry that has dates for its start and end; leave of half days has the daypart behind it."""


OUTLOOK: Final = MappingProxyType(
    {
        Availability.FREE: "FREE",
        Availability.ELSEWHERE: "WORKINGELSEWHERE",
        Availability.TENTATIVE: "TENTATIVE",
        Availability.BUSY: "BUSY",
        Availability.AWAY: "OOF",
    }
)
"""What Outlook calls each availability."""


class Method(StrEnum):
    """What a file asks of the program that reads it (RFC 5546); what a server keeps asks nothing."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"
    NONE = ""


class EntryStatus(StrEnum):
    """Whether an entry stands, or was published and went away."""

    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Revision:
    """How often an entry's time, place or status changed since it was first published, and when it last did."""

    sequence: int
    stamp: datetime
    status: EntryStatus = EntryStatus.CONFIRMED


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. `start` and `end` are both UTC instants, or both dates: then it is all day, `end` not included.

    `kind` tells apart what a member can have on one date, `nth` what she has more than once.
    """

    team: str
    member: str
    day: date
    kind: str
    start: datetime | date
    end: datetime | date
    summary: str
    busy: Availability
    description: str = ""
    location: str = ""
    categories: tuple[str, ...] = ()
    alarm: timedelta | None = None
    nth: int = 1

    @property
    def uid(self) -> str:
        """The entry's name for ever: never made of times, so that it survives every change of them."""
        count = "" if self.nth == 1 else f".{self.nth}"
        parts = (self.team, self.member, self.day.isoformat(), self.kind)
        return ".".join(parts) + count + "@secretariat"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar file: its file name, the name that people see, and its entries.

    `refresh` is how often programs should look for news, `color` a CSS name (RFC 7986). Programs that do not know the
    status of an entry show one that went away like any other, so its title says it: `cancelled` is how.
    """

    file: str
    name: str
    entries: tuple[Entry, ...]
    refresh: timedelta = timedelta(hours=1)
    color: str = "steelblue"
    cancelled: str = "Cancelled: {title}"
    method: Method = Method.PUBLISH


def is_leave(kind: str) -> bool:
    """Whether entries of a kind are leave, of whole or half days."""
    return kind.partition("-")[0] == WHOLE_DAYS


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries by start."""
    found = sorted(entries, key=lambda e: (e.day, e.start.isoformat(), e.end.isoformat(), e.member, e.kind, e.nth))
    return tuple(found)


def numbered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries by start, those of one member, date and kind numbered in that order."""
    seen: dict[tuple[str, date, str], int] = {}
    found = []
    for entry in in_order(entries):
        key = (entry.member, entry.day, entry.kind)
        seen[key] = seen.get(key, 0) + 1
        found.append(replace(entry, nth=seen[key]))
    return tuple(found)


def member_file(team: str, member: str) -> str:
    """The name of a member's file, which is no account's, whatever her id."""
    clashes = member.startswith(("account-", "member-"))
    return f"{team}-{'member-' if clashes else ''}{member}.ics"


def account_file(team: str, account: str) -> str:
    """The name of an account's file."""
    return f"{team}-account-{account}.ics"


def team_file(team: str) -> str:
    """The name of the team's own file."""
    return file_name(team, ".ics")
