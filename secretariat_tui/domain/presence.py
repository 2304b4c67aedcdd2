"""Who is in at a moment, and who has which account: the answer for the rest of the organisation.

It says who can be reached, never why somebody cannot. Times are minutes since midnight of the date of the moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.roster import HolderRole
from secretariat_tui.domain.shift import Place


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is at work until `until`; not `available` in learning time or a meeting."""

    member: str
    place: Place
    until: int
    available: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """Who has an account now, by what right, and until when."""

    member: str
    role: HolderRole
    until: int


@dataclass(frozen=True, slots=True)
class Upcoming:
    """Who has an account next, as far as the roster goes."""

    date: date
    start: int
    member: str


@dataclass(frozen=True, slots=True)
class AccountNow:
    """An account at the moment; `asked` says whether it is to be supported then."""

    account: str
    asked: bool
    holder: Holding | None
    next: Upcoming | None


@dataclass(frozen=True, slots=True)
class DeskNow:
    """A desk at the moment: how many people are asked for, and who is there."""

    desk: str
    people: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Presence:
    """A moment, in the local time of the team, with people, accounts and desks in the order of the team."""

    at: datetime
    people: tuple[Person, ...]
    accounts: tuple[AccountNow, ...]
    desks: tuple[DeskNow, ...]

    @property
    def falls_short(self) -> bool:
        """Whether an account that is asked for is with nobody, or a desk has too few people."""
        return any(item.asked and item.holder is None for item in self.accounts) or any(
            len(item.members) < item.people for item in self.desks
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a day in which the same members have an account or desk, of whom `people` are asked for."""

    span: Span
    people: int
    members: tuple[str, ...]

    @property
    def is_short(self) -> bool:
        return len(self.members) < self.people
