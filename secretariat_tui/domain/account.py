"""What a secretariat supports: accounts with their agreements, and desks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secretariat_tui.domain.calendar import Daypart, Parity, Span, Week


class Level(StrEnum):
    """How high an account stands: an MT member, or anybody else."""

    MT = "MT"
    STAFF = "staff"


class Work(StrEnum):
    """Standard work, or custom to the account."""

    STANDARD = "standard"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class SupportWindow:
    """When a duty is asked for: weekdays (0 to 6) in weeks of a parity, between two dates, and whether on site."""

    days: frozenset[int]
    span: Span
    on_site: bool = False
    weeks: Parity = Parity.ALL
    since: date | None = None
    until: date | None = None

    def on(self, day: date) -> bool:
        return (
            day.weekday() in self.days
            and self.weeks.includes(Week.of(day))
            and (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
        )


@dataclass(frozen=True, slots=True)
class Account:
    """A manager, MT member or department that is supported. `min_grade` None: any grade."""

    id: str
    name: str
    level: Level = Level.STAFF
    unit: str | None = None
    cluster: str | None = None
    primary: str | None = None
    min_grade: int | None = None
    requires: tuple[str, ...] = ()
    load: int = 1
    priority: int = 1
    work: Work = Work.STANDARD
    support: tuple[SupportWindow, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """A backup agreement: `member` takes over `account`. The order in the team is the rank, per account."""

    account: str
    member: str
    start: date | None = None
    until: date | None = None
    accepted: bool = True
    review: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it is an agreement on that date: accepted, begun and not ended."""
        return self.accepted and (self.start is None or self.start <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Desk:
    """A service that needs a number of people present, whoever they are."""

    id: str
    name: str
    window: SupportWindow
    people: int = 1
    requires: tuple[str, ...] = ()
    load: int = 0
    priority: int = 1


@dataclass(frozen=True, slots=True)
class NoSupport:
    """Dayparts in which an account needs nobody."""

    account: str
    start: date
    end: date
    part: Daypart | None = None

    def covers(self, account: str, day: date, daypart: Daypart) -> bool:
        return account == self.account and self.start <= day <= self.end and self.part in (None, daypart)


@dataclass(frozen=True, slots=True)
class HandbookPage:
    """The handbook page of an account, as a file beside the team file."""

    account: str
    file: str
    review: date | None = None
