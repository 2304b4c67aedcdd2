"""Weeks, weekdays, dayparts and spans of a day.

Times of day are minutes since local midnight (0 to 1440); dates are local dates of the team.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Names of the weekdays in files, in the order of `date.weekday()`."""

MINUTES_OF_DAY: Final = 24 * 60

YEARS: Final = range(1900, 2200)
"""The years of weeks that may be planned: what lies around them stays within the calendar, and the holidays known."""


class Daypart(StrEnum):
    """The part of a day before, or after, the team's noon."""

    AM = "am"
    PM = "pm"


DAYPARTS: Final = (Daypart.AM, Daypart.PM)


class Parity(StrEnum):
    """In which ISO weeks something recurs."""

    ALL = "all"
    ODD = "odd"
    EVEN = "even"

    def includes(self, week: Week) -> bool:
        return self is Parity.ALL or (self is Parity.ODD) == week.is_odd


@dataclass(frozen=True, order=True, slots=True)
class Week:
    """An ISO week. Raises ValueError for a week that its year does not have."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date.fromisocalendar(self.year, self.number, 1)

    @classmethod
    def parse(cls, text: str) -> Week:
        """Reads "2026-W49"; raises ValueError for anything else, and for years in which nobody is rostered."""
        match = re.fullmatch(r"(\d{4})-?W(\d{2})", text.strip(), re.ASCII)
        if match is None or int(match[1]) not in YEARS:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Week:
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.monday + timedelta(n) for n in range(7))

    @property
    def is_odd(self) -> bool:
        return self.number % 2 == 1

    def plus(self, weeks: int) -> Week:
        return Week.of(self.monday + timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Horizon:
    """A whole number of ISO weeks, one after the other."""

    first: Week
    weeks: int = 1

    def __post_init__(self) -> None:
        if self.weeks < 1:
            raise ValueError(self.weeks)
        self.first.plus(self.weeks)  # the calendar ends in the year 9999

    @classmethod
    def between(cls, first: Week, last: Week) -> Horizon:
        """The weeks from one to another, both included."""
        return cls(first, (last.monday - first.monday).days // 7 + 1)

    def __iter__(self) -> Iterator[Week]:
        return (self.first.plus(n) for n in range(self.weeks))

    @property
    def dates(self) -> tuple[date, ...]:
        return tuple(self.first.monday + timedelta(n) for n in range(7 * self.weeks))

    @property
    def start(self) -> date:
        return self.first.monday

    @property
    def end(self) -> date:
        """The last date, itself included."""
        return self.start + timedelta(7 * self.weeks - 1)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of one local date, from `start` up to but not including `end`, in minutes."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def intersection(self, other: Span) -> Span | None:
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def __str__(self) -> str:
        return f"{clock(self.start)}-{clock(self.end)}"


def clock(minute: int) -> str:
    """Minutes since midnight as "08:30"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def parse_clock(text: str) -> int:
    """ "08:30" as minutes since midnight, "24:00" as 1440; raises ValueError for anything else."""
    match = re.fullmatch(r"(\d{2}):(\d{2})", text, re.ASCII)
    if match is None:
        raise ValueError(text)
    minute = int(match[1]) * 60 + int(match[2])
    if int(match[2]) > 59 or minute > MINUTES_OF_DAY:
        raise ValueError(text)
    return minute
