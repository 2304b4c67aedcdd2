"""What a secretariat supports: accounts with their agreements, and desks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations
from typing import Final

from secretariat_tui.domain.calendar import Daypart, Parity, Span, Week
from secretariat_tui.domain.errors import Fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import (
    ensure,
    fault_at,
    identifier,
    in_order,
    qualifications,
    span_of_day,
    text,
    within,
)
from secretariat_tui.domain.member import GRADES

MOST_WINDOWS: Final = 100
"""Support windows of one account."""


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

    def __post_init__(self) -> None:
        ensure(
            span_of_day("from", "to", self.span),
            in_order("until", self.since, self.until),
        )

    def on(self, day: date) -> bool:
        return (
            day.weekday() in self.days
            and self.weeks.includes(Week.of(day))
            and (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
        )

    def meets(self, other: SupportWindow) -> bool:
        """Whether both ask for the same minute of some date."""
        if not self.span.overlaps(other.span) or not self.days & other.days:
            return False
        since = max((day for day in (self.since, other.since) if day is not None), default=None)
        until = min((day for day in (self.until, other.until) if day is not None), default=None)
        first = since or _SOME_MONDAY if until is None else max(since or date.min, _three_weeks_before(until))
        # Three weeks have every weekday in an odd and in an even week, also around a week 53.
        days = (first + timedelta(n) for n in range(min(21, (date.max - first).days + 1)))
        return any(self.on(day) and other.on(day) for day in days)


_SOME_MONDAY: Final = date(2026, 11, 30)


def _three_weeks_before(day: date) -> date:
    return day - timedelta(min(20, (day - date.min).days))


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

    def __post_init__(self) -> None:
        ensure(
            identifier("id", self.id),
            text("name", self.name),
            identifier("unit", self.unit),
            within("min_grade", self.min_grade, *GRADES),
            qualifications(self.requires),
            within("load", self.load, 0, 10),
            within("priority", self.priority, 1, 100),
            self._windows(),
        )

    def _windows(self) -> Iterator[Fault]:
        if len(self.support) > MOST_WINDOWS:
            template = N_("An account has at most {most} support windows.")
            yield fault_at("support", "too-many", template, most=MOST_WINDOWS)
            return
        for one, other in combinations(self.support, 2):
            if one.meets(other):
                common = one.span.intersection(other.span)
                yield fault_at(
                    "support",
                    "overlap",
                    N_("Two support windows of this account overlap: {span} stands in both."),
                    hint=N_("Let one end where the other begins."),
                    span=common or one.span,
                )


@dataclass(frozen=True, slots=True)
class Agreement:
    """A backup agreement: `member` takes over `account`. The order in the team is the rank, per account."""

    account: str
    member: str
    start: date | None = None
    until: date | None = None
    accepted: bool = True
    review: date | None = None

    def __post_init__(self) -> None:
        ensure(in_order("until", self.start, self.until))

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

    def __post_init__(self) -> None:
        ensure(
            identifier("id", self.id),
            text("name", self.name),
            within("people", self.people, 1, 100),
            qualifications(self.requires),
            within("load", self.load, 0, 10),
            within("priority", self.priority, 1, 100),
        )


@dataclass(frozen=True, slots=True)
class NoSupport:
    """Dayparts in which an account needs nobody."""

    account: str
    start: date
    end: date
    part: Daypart | None = None

    def __post_init__(self) -> None:
        ensure(in_order("to", self.start, self.end))

    def covers(self, account: str, day: date, daypart: Daypart) -> bool:
        return account == self.account and self.start <= day <= self.end and self.part in (None, daypart)


@dataclass(frozen=True, slots=True)
class HandbookPage:
    """The handbook page of an account, as a file beside the team file."""

    account: str
    file: str
    review: date | None = None

    def __post_init__(self) -> None:
        ensure(text("file", self.file), self._beside())

    def _beside(self) -> Iterator[Fault]:
        parts = re.split(r"[/\\]", self.file)
        if self.file.strip() and (".." in parts or not parts[0] or ":" in parts[0]):
            yield fault_at(
                "file",
                "bad-path",
                N_("A page of the handbook is a file beside the team file, or in a directory below it."),
                hint=N_("Write it as handbook/page.md, for instance."),
            )
