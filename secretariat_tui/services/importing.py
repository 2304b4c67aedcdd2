"""What the calendar of a member or a manager would bring into the team. Nothing is changed by asking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import PurePath
from typing import Final, Generic, TypeVar
from zoneinfo import ZoneInfo

from secretariat_tui.domain.account import NoSupport
from secretariat_tui.domain.away import Short, Taken, leave_beyond, leave_of, no_support_beyond, no_support_of
from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.errors import Fault, UsageError, fault
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.incoming import Availability, Cancelled, Incoming, IncomingEvent, event_key
from secretariat_tui.domain.team import Team
from secretariat_tui.ical.incoming import read_incoming
from secretariat_tui.ical.lines import LARGEST, SHORTER

T = TypeVar("T", Leave, NoSupport)

LARGEST_FILE: Final = LARGEST
SHORTER_FILE: Final = SHORTER

LONGEST: Final = 5 * 366
"""Days of a calendar that are read at once."""


@dataclass(frozen=True, slots=True)
class Period:
    """The dates of which a calendar is read, both included. Raises UsageError for too many, or none."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            template = N_("The last date, {end}, is before the first, {start}.")
            raise UsageError([fault("dates-reversed", template, start=self.since, end=self.until)])
        if (self.until - self.since).days > LONGEST:
            raise UsageError([fault("too-long", N_("At most five years of a calendar are read at once."))])

    def instants(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The midnights before the first date and after the last, in UTC."""
        return _moment(self.since, 0, zone), _moment(self.until + timedelta(days=1), 0, zone)


@dataclass(frozen=True)
class Foreign:
    """A file: its bytes, and the name by which it is called in messages."""

    data: bytes
    file: str
    titles: bool = False

    @property
    def is_table(self) -> bool:
        """Whether it is a table with rows as in a team file, and no calendar."""
        return PurePath(self.file).suffix.lower() == ".csv"


@dataclass(frozen=True)
class Kind(Generic[T]):
    """What calendars of a "member" or an "account" bring: `of` reads it, `beyond` leaves out what the team has."""

    name: str
    of: Callable[[Incoming, Team, str], Taken[T]]
    beyond: Callable[[Sequence[T], Team], tuple[T, ...]]


LEAVE: Final = Kind("member", leave_of, leave_beyond)
NO_SUPPORT: Final = Kind("account", no_support_of, no_support_beyond)


@dataclass(frozen=True)
class Import(Generic[T]):
    """What a file brings to the member or account that is its `owner`.

    `new` the team does not have yet; `rows` is all of it, `short` what is too short to count.
    """

    owner: str
    period: Period
    incoming: Incoming
    rows: tuple[T, ...]
    new: tuple[T, ...]
    short: tuple[Short, ...]


Progress = Callable[[int, int], None]


def imports(
    kind: Kind[T], foreign: Foreign, team: Team, owner: str | None, period: Period, progress: Progress | None = None
) -> tuple[Import[T], ...]:
    """What a file brings: a calendar to its owner, a table to the owner, or else to each that it names.

    Raises BadInput for a file that is neither, and UsageError for one that does not tell whose it is.
    """
    if foreign.is_table:
        found = _read_table(kind.name, foreign, team, owner, period)
    elif owner is None:
        text = N_("Say whose calendar it is: --{name}.")
        raise UsageError([fault("usage", text, name=kind.name)])
    else:
        found = {owner: _read_calendar(foreign, team, period, progress)}
    return tuple(_import(kind, team, name, period, incoming) for name, incoming in found.items())


def _import(kind: Kind[T], team: Team, owner: str, period: Period, incoming: Incoming) -> Import[T]:
    taken = kind.of(incoming, team, owner)
    return Import(owner, period, incoming, taken.rows, kind.beyond(taken.rows, team), taken.short)


def _read_calendar(calendar: Foreign, team: Team, period: Period, progress: Progress | None) -> Incoming:
    return read_incoming(
        calendar.data,
        team.timezone,
        period.since,
        period.until,
        file=calendar.file,
        titles=calendar.titles,
        progress=progress,
    )


# -- tables


def _read_table(kind: str, foreign: Foreign, team: Team, owner: str | None, period: Period) -> dict[str, Incoming]:
    """The rows of each owner as a calendar of hers has them, so that they are compared and kept in the same way.

    What is missing, is missing between the first and the last date in the file, whoever they are of.
    """
    from secretariat_tui.exchange.import_table import read_import_table

    found = read_import_table(foreign.data, foreign.file, team, kind, owner)
    rows = [row for row in found.rows if row.start <= period.until and period.since <= row.end]
    zone = ZoneInfo(team.timezone)
    first = max(period.since, min((row.start for row in rows), default=period.since))
    last = min(period.until, max((row.end for row in rows), default=period.since))
    since, until = Period(first, last).instants(zone)
    named: dict[str, list[Leave | NoSupport]] = {}
    for row in rows:
        named.setdefault(row.member if isinstance(row, Leave) else row.account, []).append(row)
    owners = [id for id in getattr(team, kind) if id in named or id == owner]
    return {id: _calendar_of(named.get(id, ()), team, since, until, found.problems) for id in owners}


def _calendar_of(
    rows: Iterable[Leave | NoSupport], team: Team, since: datetime, until: datetime, problems: tuple[Fault, ...]
) -> Incoming:
    events: dict[str, IncomingEvent] = {}
    cancelled = []
    for row in rows:
        for event in _events(row, team):
            if isinstance(row, Leave) and row.status in (LeaveStatus.REFUSED, LeaveStatus.WITHDRAWN):
                cancelled.append(Cancelled(event.key, 0))
            else:
                events[event.key] = event
    ordered = sorted(events.values(), key=lambda event: (event.start, event.key))
    return Incoming(tuple(ordered), since, until, tuple(cancelled), problems=problems)


def _events(row: Leave | NoSupport, team: Team) -> Iterator[IncomingEvent]:
    """Whole days as one event, half days as one each."""
    zone = ZoneInfo(team.timezone)
    asked = isinstance(row, Leave) and row.status is LeaveStatus.REQUESTED
    busy = Availability.TENTATIVE if asked else Availability.AWAY
    if row.part is None:
        start, end = _moment(row.start, 0, zone), _moment(row.end + timedelta(days=1), 0, zone)
        yield IncomingEvent(event_key(f"{row.start}/{row.end}"), 0, start, end, True, busy)
        return
    for n in range((row.end - row.start).days + 1):
        day = row.start + timedelta(days=n)
        midnight = _moment(day, 0, zone) if row.part is Daypart.AM else _moment(day + timedelta(days=1), 0, zone)
        start, end = sorted((midnight, _moment(day, team.noon, zone)))
        yield IncomingEvent(event_key(f"{day}/{row.part}"), 0, start, end, False, busy)


def _moment(day: date, minute: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), zone).astimezone(UTC)
