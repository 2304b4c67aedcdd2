"""The people of a secretariat and the patterns they work in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from secretariat_tui.domain.calendar import Daypart, Week
from secretariat_tui.domain.errors import Fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import (
    each_once,
    ensure,
    fault_at,
    hours_within,
    identifier,
    in_order,
    shown,
    text,
    within,
)

GRADES: Final = (5, 13)
"""The lowest and highest pay scale."""


class Role(StrEnum):
    """Whether a member leads the team."""

    MEMBER = "member"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class WorkPattern:
    """The dayparts, as (weekday 0 to 6, daypart), on which a member may be rostered, in even and in odd ISO weeks."""

    even: frozenset[tuple[int, Daypart]]
    odd: frozenset[tuple[int, Daypart]]

    def in_week(self, week: Week) -> frozenset[tuple[int, Daypart]]:
        return self.odd if week.is_odd else self.even


@dataclass(frozen=True, slots=True)
class Held:
    """A qualification that a member holds, up to and including `until`."""

    id: str
    until: date | None = None

    def __post_init__(self) -> None:
        ensure(identifier("id", self.id))

    def on(self, day: date) -> bool:
        return self.until is None or day <= self.until


@dataclass(frozen=True, slots=True)
class Member:
    """One management assistant.

    `hours` (contract, a week), `day_hours` (paid, a full day), `overtime` (a week) and `balance` (+ is owed to her)
    are in hours; `shifts` None means all shifts; `remote_days` at most and `office_days` at least are a week.
    """

    id: str
    name: str
    grade: int
    hours: Decimal
    pattern: WorkPattern
    day_hours: Decimal = Decimal(8)
    email: str | None = None
    cluster: str | None = None
    unit: str | None = None
    shifts: tuple[str, ...] | None = None
    remote_days: int = 5
    office_days: int = 0
    office_on: frozenset[int] = frozenset()
    capacity: int = 3
    overtime: Decimal = Decimal(0)
    balance: Decimal = Decimal(0)
    start: date | None = None
    until: date | None = None
    knows: tuple[str, ...] = ()
    qualifications: tuple[Held, ...] = ()
    role: Role = Role.MEMBER

    def __post_init__(self) -> None:
        ensure(
            identifier("id", self.id),
            text("name", self.name),
            text("email", self.email),
            self._email(),
            within("grade", self.grade, *GRADES),
            hours_within("hours", self.hours, Decimal(0), Decimal(60)),
            hours_within("day_hours", self.day_hours, Decimal(1), Decimal(12)),
            identifier("unit", self.unit),
            each_once("shifts", self.shifts or ()),
            within("remote_days", self.remote_days, 0, 7),
            within("office_days", self.office_days, 0, 7),
            within("capacity", self.capacity, 0, 100),
            hours_within("overtime", self.overtime, Decimal(0), Decimal(60)),
            hours_within("balance", self.balance, Decimal(-2000), Decimal(2000)),
            in_order("until", self.start, self.until),
            each_once("knows", self.knows),
            each_once("qualifications", tuple(held.id for held in self.qualifications)),
        )

    def _email(self) -> Iterator[Fault]:
        if self.email is not None and self.email.strip() and not re.fullmatch(r"[^@\s]+@[^@\s]+", self.email):
            yield fault_at("email", "bad-email", N_("{value} is not an e-mail address."), value=shown(self.email))

    @property
    def contract_minutes(self) -> int:
        return _minutes(self.hours)

    @property
    def day_minutes(self) -> int:
        return _minutes(self.day_hours)

    @property
    def overtime_minutes(self) -> int:
        return _minutes(self.overtime)

    @property
    def balance_minutes(self) -> int:
        return _minutes(self.balance)

    def daypart_minutes(self, daypart: Daypart) -> int:
        """Half of a full day: the morning rounded down to a minute, the afternoon the rest."""
        morning = self.day_minutes // 2
        return morning if daypart is Daypart.AM else self.day_minutes - morning

    def allows(self, shift: str) -> bool:
        return self.shifts is None or shift in self.shifts

    def employed(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and not self.has_left(day)

    def has_left(self, day: date) -> bool:
        return self.until is not None and self.until < day

    def qualified(self, required: tuple[str, ...], day: date) -> bool:
        return all(any(held.id == need and held.on(day) for held in self.qualifications) for need in required)

    def office_only(self, day: date) -> bool:
        return day.weekday() in self.office_on


def _minutes(hours: Decimal) -> int:
    return int((hours * 60).to_integral_value())
