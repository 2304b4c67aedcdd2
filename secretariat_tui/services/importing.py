"""What the calendar of a member or a manager would bring into the team. Nothing is changed by asking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from secretariat_tui.domain.account import NoSupport
from secretariat_tui.domain.away import Short, leave_beyond, leave_of, no_support_beyond, no_support_of
from secretariat_tui.domain.errors import UsageError, fault
from secretariat_tui.domain.events import Leave
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.incoming import Incoming
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


@dataclass(frozen=True)
class Foreign:
    """A calendar file: its bytes, and the name by which it is called in messages."""

    data: bytes
    file: str
    titles: bool = False


@dataclass(frozen=True)
class Import(Generic[T]):
    """What a calendar brings to the member or account that is its `owner`.

    `new` the team does not have yet; `rows` is all of it, `short` what is too short to count.
    """

    owner: str
    period: Period
    incoming: Incoming
    rows: tuple[T, ...]
    new: tuple[T, ...]
    short: tuple[Short, ...]


Progress = Callable[[int, int], None]


def import_leave(
    calendar: Foreign, team: Team, member: str, period: Period, progress: Progress | None = None
) -> Import[Leave]:
    """The leave of a member by her calendar. Raises BadInput for a file that is no calendar."""
    incoming = _read(calendar, team, period, progress)
    found = leave_of(incoming, team, member)
    return Import(member, period, incoming, found.rows, leave_beyond(found.rows, team), found.short)


def import_no_support(
    calendar: Foreign, team: Team, account: str, period: Period, progress: Progress | None = None
) -> Import[NoSupport]:
    """When an account needs nobody, by its manager's calendar. Raises BadInput for a file that is no calendar."""
    incoming = _read(calendar, team, period, progress)
    found = no_support_of(incoming, team, account)
    return Import(account, period, incoming, found.rows, no_support_beyond(found.rows, team), found.short)


def _read(calendar: Foreign, team: Team, period: Period, progress: Progress | None) -> Incoming:
    return read_incoming(
        calendar.data,
        team.timezone,
        period.since,
        period.until,
        file=calendar.file,
        titles=calendar.titles,
        progress=progress,
    )
