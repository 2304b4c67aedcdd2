"""What happens to members on dates: leave, absence, learning, meetings, secondments, wishes and pins.

A `part` of None is the whole day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secretariat_tui.domain.calendar import Daypart, Parity, Span, Week
from secretariat_tui.domain.errors import Fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import (
    each_once,
    ensure,
    fault_at,
    identifier,
    in_order,
    span_of_day,
    text,
    within,
)
from secretariat_tui.domain.shift import Place


class LeaveStatus(StrEnum):
    """Where a request stands."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Leave:
    """Foreseen absence. Only approved leave keeps a member from work."""

    member: str
    start: date
    end: date
    part: Daypart | None = None
    status: LeaveStatus = LeaveStatus.APPROVED

    def __post_init__(self) -> None:
        ensure(in_order("to", self.start, self.end))

    @property
    def identity(self) -> tuple[str, date, date, Daypart | None]:
        """By what it is the same leave, whatever became of it."""
        return self.member, self.start, self.end, self.part

    def takes(self, member: str, day: date, daypart: Daypart) -> bool:
        return member == self.member and self.start <= day <= self.end and self.part in (None, daypart)


@dataclass(frozen=True, slots=True)
class Absence:
    """Unforeseen absence. It has no reason, and no place to write one."""

    member: str
    start: date
    end: date
    part: Daypart | None = None

    def __post_init__(self) -> None:
        ensure(in_order("to", self.start, self.end))

    def takes(self, member: str, day: date, daypart: Daypart) -> bool:
        return member == self.member and self.start <= day <= self.end and self.part in (None, daypart)


@dataclass(frozen=True, slots=True)
class Learning:
    """Worked time in which no duty can be held."""

    member: str
    name: str
    date: date
    span: Span

    def __post_init__(self) -> None:
        ensure(text("name", self.name), span_of_day("from", "to", self.span))


@dataclass(frozen=True, slots=True)
class Meeting:
    """A fixed moment. `who` None is everybody; `place` brings those who work then to it."""

    id: str
    name: str
    days: frozenset[int]
    span: Span
    weeks: Parity = Parity.ALL
    who: tuple[str, ...] | None = None
    interruptible: bool = False
    place: Place | None = None

    def __post_init__(self) -> None:
        ensure(
            identifier("id", self.id),
            text("name", self.name),
            span_of_day("from", "to", self.span),
            each_once("who", self.who or ()),
        )

    def on(self, day: date) -> bool:
        return day.weekday() in self.days and self.weeks.includes(Week.of(day))

    def names(self, member: str) -> bool:
        return self.who is None or member in self.who


@dataclass(frozen=True, slots=True)
class Secondment:
    """Dated hours of a member lent to another team: worked time, no duty here."""

    member: str
    to_team: str
    start: date
    end: date
    days: frozenset[int]
    part: Daypart | None = None

    def __post_init__(self) -> None:
        ensure(text("to_team", self.to_team), in_order("to", self.start, self.end))

    def takes(self, member: str, day: date, daypart: Daypart) -> bool:
        return (
            member == self.member
            and self.start <= day <= self.end
            and day.weekday() in self.days
            and self.part in (None, daypart)
        )


class WishKind(StrEnum):
    """What is wished for."""

    OFF = "off"
    SHIFT = "shift"
    PLACE = "place"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a member would like, on weekly dayparts (weekday 0 to 6). `value` is a shift, a place or a colleague."""

    member: str
    kind: WishKind
    days: frozenset[tuple[int, Daypart]]
    value: str = ""
    weight: int = 1

    def __post_init__(self) -> None:
        ensure(self._value(), within("weight", self.weight, 1, 10))

    def _value(self) -> Iterator[Fault]:
        if self.kind is WishKind.OFF:
            if self.value:
                yield fault_at("value", "contradiction", N_("A wish to be off has no value."))
        elif not self.value:
            needed = {
                WishKind.SHIFT: N_("A wish for a shift needs the shift as its value."),
                WishKind.PLACE: N_("A wish for a place needs the place as its value."),
                WishKind.TOGETHER: N_("A wish to work together needs the colleague as its value."),
            }
            yield fault_at("value", "missing-key", needed[self.kind])
        elif self.kind is WishKind.PLACE and self.value not in tuple(Place):
            yield fault_at(
                "value",
                "bad-value",
                N_("This must be one of: {words}."),
                words=", ".join(place.value for place in Place),
            )
        elif self.kind is WishKind.TOGETHER and self.value == self.member:
            yield fault_at("value", "contradiction", N_("Nobody can wish to work together with herself."))


@dataclass(frozen=True, slots=True)
class AssignmentPin:
    """`shift` None means that she does not work; `place` None leaves the place open."""

    member: str
    date: date
    shift: str | None
    place: Place | None = None

    def __post_init__(self) -> None:
        ensure(self._place())

    def _place(self) -> Iterator[Fault]:
        if self.shift is None and self.place is not None:
            yield fault_at("place", "contradiction", N_("Who is pinned off works at no place."))


@dataclass(frozen=True, slots=True)
class DutyPin:
    """A duty that a member must hold: of an account or, with `is_desk`, of a desk."""

    member: str
    date: date
    duty: str
    is_desk: bool
    span: Span

    def __post_init__(self) -> None:
        ensure(span_of_day("from", "to", self.span))


Pin = AssignmentPin | DutyPin
