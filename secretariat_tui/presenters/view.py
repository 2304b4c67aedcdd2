"""What a roster looks like, before it is drawn: frozen views of strings and looks, for screens, terminal and paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Look(StrEnum):
    """The role of a cell, which themes give a colour. The text alone says the same."""

    PLAIN = "plain"
    OFFICE = "office"
    REMOTE = "remote"
    AWAY = "away"
    FREE = "free"
    CLOSED = "closed"
    STAND_IN = "stand-in"
    SHORT = "short"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    UNKNOWN = "unknown"
    TODAY = "today"
    HEAT_0 = "heat-0"
    HEAT_1 = "heat-1"
    HEAT_2 = "heat-2"
    HEAT_3 = "heat-3"
    HEAT_4 = "heat-4"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, a line or two."""

    lines: tuple[str, ...] = ()
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class DayHead:
    """A day above its column. `note` says that it is closed, and why if that is known."""

    date: date
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A member, account or desk, with a cell for each day; members have hours at the end."""

    id: str
    name: str
    cells: tuple[Cell, ...]
    hours: Cell | None = None


@dataclass(frozen=True, slots=True)
class WeekView:
    """One week: members by days, and under it who has which account and desk."""

    title: str
    days: tuple[DayHead, ...]
    members: tuple[Row, ...]
    accounts: tuple[Row, ...]
    desks: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know, with why it is so and what would help."""

    text: str
    why: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fallout:
    """What happens when one member falls out on one date."""

    date: date
    day: str
    member: str
    takes: tuple[str, ...]
    lost: tuple[str, ...]
    why: tuple[tuple[str, ...], ...]
    """For each that is lost, why nobody takes it over."""


@dataclass(frozen=True)
class RosterView:
    """A roster, ready to be drawn. Everything in it is one-line text without control characters."""

    language: str
    title: str
    weeks: tuple[WeekView, ...]
    legend: tuple[str, ...]
    summary: tuple[str, ...]
    shortages: tuple[Notice, ...]
    fallouts: tuple[Fallout, ...]
    findings: tuple[str, ...]
