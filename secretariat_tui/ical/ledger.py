"""What calendars were told so far: the revision of every entry that was ever published, small enough to be stored.

An entry is known by its key, `<member>.<date>.<kind>[.n]`: its UID without the team. The ledger keeps of an entry what
decides whether it changed, and what is needed to tell that it went away.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import Final, NamedTuple, Self

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.incoming import Availability
from secretariat_tui.ical.entry import OUTLOOK, WHOLE_DAYS, Entry, EntryStatus, Revision, is_leave
from secretariat_tui.ical.text import one_line

GOES_ON_FOR: Final = timedelta(weeks=8)
"""How long after its date an entry that went away is still told, by the moment of the last publication."""

_FORMAT: Final = 1
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE: Final = timedelta(minutes=1)


class Row(NamedTuple):
    """One entry. `changed` and `first` are numbers of publications; times are minutes since 1970 in UTC, or days.

    `digest` stands for the rest of its text; `place` and `title` are kept for when it goes away.
    """

    sequence: int
    changed: int
    first: int
    stands: bool
    start: int
    end: int
    place: str
    title: str
    digest: str

    @classmethod
    def of(cls, entry: Entry, number: int) -> Self:
        """The row of an entry that the publication of this number is the first to have."""
        text = "\0".join((OUTLOOK[entry.busy], entry.description, *entry.categories))
        digest = blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()
        start, end = _count(entry.start), _count(entry.end)
        return cls(0, number, number, True, start, end, entry.location, entry.summary, digest)


@dataclass(frozen=True)
class Ledger:
    """The revisions of a team's entries, by week; leave in whole days is the team's, not a week's.

    `stamps` has the moment of each publication that there was, by its number; each is later than the one before it.
    """

    team: str
    stamps: Mapping[int, datetime] = field(default_factory=dict)
    weeks: Mapping[Week, Mapping[str, Row]] = field(default_factory=dict)
    leave: Mapping[str, Row] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """The number of the last publication, 0 before the first."""
        return max(self.stamps, default=0)

    def row(self, entry: Entry) -> Row | None:
        """What is known of an entry."""
        rows = self.leave if entry.kind == WHOLE_DAYS else self.weeks.get(Week.of(entry.day), {})
        return rows.get(key_of(entry))

    def revision(self, entry: Entry) -> Revision | None:
        """The revision of an entry; None when it was never published."""
        row = self.row(entry)
        if row is None:
            return None
        status = EntryStatus.CONFIRMED if row.stands else EntryStatus.CANCELLED
        return Revision(row.sequence, self.stamps[row.changed], status)

    def gone(self) -> Iterator[Entry]:
        """The entries that were published and went away, as they last were, for as long as they are told."""
        last = self.stamps.get(self.number)
        if last is None:
            return
        since = last.date() - GOES_ON_FOR
        recent = [rows for week, rows in self.weeks.items() if week.days[-1] >= since]
        for rows in (*recent, self.leave):
            for key, row in rows.items():
                if not row.stands and last_day(entry := self.entry(key, row)) >= since:
                    yield entry

    def on_leave(self, weeks: Collection[Week]) -> Iterator[Entry]:
        """The leave that stands: in whole days whenever, in half days of these weeks."""
        for rows in (self.leave, *(self.weeks.get(week, {}) for week in weeks)):
            for key, row in rows.items():
                if row.stands and is_leave(key.split(".")[2]):
                    yield self.entry(key, row)

    def entry(self, key: str, row: Row) -> Entry:
        """An entry as it last was, without the text that is not kept."""
        member, day, kind, *nth = key.split(".")
        start, end = _moment(kind, row.start), _moment(kind, row.end)
        entry = Entry(self.team, member, date.fromisoformat(day), kind, start, end, row.title, Availability.FREE)
        return replace(entry, location=row.place, nth=int(nth[0]) if nth else 1)

    def without(self, member: str, name: str) -> Ledger:
        """The ledger without all that is kept of a member; titles of others that named her no longer do."""
        named = re.compile(rf"(?<!\w){re.escape(one_line(name))}(?!\w)")  # as titles have it, and as a whole word

        def others(rows: Mapping[str, Row]) -> dict[str, Row]:
            kept = {key: row for key, row in rows.items() if key.partition(".")[0] != member}
            return {key: row._replace(title=named.sub("…", row.title)) for key, row in kept.items()}

        weeks = {week: others(rows) for week, rows in self.weeks.items()}
        return replace(self, weeks=weeks, leave=others(self.leave))

    # -- to and from plain JSON

    def to_json(self) -> dict[str, object]:
        """The ledger in types that JSON has: the same ledger always gives the same document."""
        texts: dict[str, int] = {}

        def plain(rows: Mapping[str, Row]) -> dict[str, list[object]]:
            return {key: _plain(rows[key], texts) for key in sorted(rows)}

        weeks = {str(week): plain(self.weeks[week]) for week in sorted(self.weeks)}
        leave = plain(self.leave)
        return {
            "format": _FORMAT,
            "team": self.team,
            "stamps": [[number, int(stamp.timestamp())] for number, stamp in self.stamps.items()],
            "texts": list(texts),
            "weeks": weeks,
            "leave": leave,
        }

    @classmethod
    def from_json(cls, document: object) -> Ledger:
        """The ledger of a document; raises ValueError for what `to_json` does not write."""
        match document:
            case {
                "format": 1,
                "team": str(team),
                "stamps": list(stamps),
                "texts": list(texts),
                "weeks": dict(weeks),
                "leave": dict(leave),
            }:
                pass
            case _:
                raise ValueError("not a ledger of calendars")
        try:
            return cls(
                team,
                {number: _EPOCH + timedelta(seconds=seconds) for number, seconds in stamps},
                {Week.parse(week): _rows(rows, texts) for week, rows in weeks.items()},
                _rows(leave, texts),
            )
        except (TypeError, IndexError, AttributeError) as error:
            raise ValueError("not a ledger of calendars") from error


def key_of(entry: Entry) -> str:
    """What the ledger knows an entry by."""
    return entry.uid.removeprefix(f"{entry.team}.").partition("@")[0]


def last_day(entry: Entry) -> date:
    """The last date that an entry has time on."""
    if isinstance(entry.end, datetime):
        return entry.day
    return entry.end - timedelta(days=1)


def _plain(row: Row, texts: dict[str, int]) -> list[object]:
    place, title = (texts.setdefault(text, len(texts)) for text in (row.place, row.title))
    return [*row[:3], int(row.stands), row.start, row.end, place, title, row.digest]


def _rows(rows: dict[str, list[object]], texts: list[str]) -> dict[str, Row]:
    return {key: _row(texts, *values) for key, values in rows.items()}  # type: ignore[arg-type]


def _row(
    texts: list[str],
    sequence: int,
    changed: int,
    first: int,
    stands: int,
    start: int,
    end: int,
    place: int,
    title: int,
    digest: str,
) -> Row:
    return Row(sequence, changed, first, bool(stands), start, end, texts[place], texts[title], digest)


def _count(moment: datetime | date) -> int:
    return (moment - _EPOCH) // _MINUTE if isinstance(moment, datetime) else moment.toordinal()


def _moment(kind: str, count: int) -> datetime | date:
    return date.fromordinal(count) if kind == WHOLE_DAYS else _EPOCH + count * _MINUTE
