"""A secretariat: the people who are planned together, and all that was agreed about their work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from secretariat_tui.domain import coherence
from secretariat_tui.domain.account import Account, Agreement, Desk, HandbookPage, NoSupport
from secretariat_tui.domain.calendar import DAYPARTS, MINUTES_OF_DAY, Daypart, Span
from secretariat_tui.domain.errors import Fault
from secretariat_tui.domain.events import Absence, Learning, Leave, Meeting, Pin, Secondment, Wish
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import (
    EMPTY_TEXT,
    did_you_mean,
    ensure,
    fault_at,
    identifier,
    nearest,
    not_empty,
    shown,
    text,
    within,
)
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.own_calendar import CalendarStyle
from secretariat_tui.domain.roster import HolderRole
from secretariat_tui.domain.shift import Shift

LANGUAGES: Final = ("nl", "en")
"""Languages of the texts in exports."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A part of the team that sits near its accounts."""

    id: str
    name: str
    location: str = ""
    never_alone: bool = False

    def __post_init__(self) -> None:
        ensure(identifier("id", self.id), text("name", self.name), text("location", self.location, may_be_empty=True))


@dataclass(frozen=True, slots=True)
class QualityWeights:
    """Weights of the terms of `quality`. Wishes carry their own."""

    spread: int = 4
    agreement_order: int = 2
    handover: int = 3
    fairness: int = 3
    alone: int = 2
    attendance: int = 2
    stability: int = 1

    def __post_init__(self) -> None:
        ensure(*(within(term.name, getattr(self, term.name), 0, 1000) for term in fields(self)))


@dataclass(frozen=True)
class Team:
    """One team as its team file describes it. Tuples keep the order of the file."""

    id: str
    name: str
    members: tuple[Member, ...]
    shifts: tuple[Shift, ...]
    timezone: str = "Europe/Amsterdam"
    country: str = "NL"
    region: str = ""
    closed: frozenset[date] = frozenset()
    open_anyway: frozenset[date] = frozenset()
    open_days: frozenset[int] = frozenset(range(5))
    noon: int = 12 * 60 + 30
    language: str = "nl"
    emergency_capacity: int = 1
    short_rest: bool = False
    other_unit_cover: bool = True
    other_unit_quota: int = 2
    weights: QualityWeights = field(default_factory=QualityWeights)
    clusters: tuple[Cluster, ...] = ()
    accounts: tuple[Account, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    desks: tuple[Desk, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    no_support: tuple[NoSupport, ...] = ()
    leave: tuple[Leave, ...] = ()
    absences: tuple[Absence, ...] = ()
    learning: tuple[Learning, ...] = ()
    secondments: tuple[Secondment, ...] = ()
    wishes: tuple[Wish, ...] = ()
    pins: tuple[Pin, ...] = ()
    handbook: tuple[HandbookPage, ...] = ()
    calendar: CalendarStyle = field(default_factory=CalendarStyle)

    def __post_init__(self) -> None:
        ensure(
            (replace(fault, table="team", row=0) for fault in self._own_faults()),
            coherence.sizes(self.members, self.shifts),
            coherence.same_ids("cluster", self.clusters),
            coherence.same_ids("shift", self.shifts),
            coherence.same_ids("member", self.members),
            coherence.same_ids("account", self.accounts),
            coherence.same_ids("desk", self.desks),
            coherence.same_ids("meeting", self.meetings),
            coherence.References(
                frozenset(self.member),
                frozenset(self.shift),
                frozenset(self.account),
                frozenset(self.desk),
                frozenset(self.cluster),
            ).unknown(
                (
                    *(self.members, self.accounts, self.agreements, self.meetings, self.no_support, self.leave),
                    *(self.absences, self.learning, self.secondments, self.wishes, self.pins, self.handbook),
                )
            ),
            coherence.primaries(self.accounts, self.member),
            coherence.agreements(self.agreements, self.account, self.member),
            coherence.leave(self.leave),
            coherence.learning(self.learning, self.member, self.noon),
            coherence.secondments(self.secondments),
            coherence.handbook(self.handbook),
        )

    def _own_faults(self) -> Iterator[Fault]:
        yield from identifier("id", self.id)
        yield from text("name", self.name)
        yield from _known_zone(self.timezone)
        yield from text("country", self.country)
        yield from text("region", self.region, may_be_empty=True)
        yield from not_empty("open_days", self.open_days)
        if not 0 < self.noon < MINUTES_OF_DAY:
            yield fault_at("noon", "bad-time", N_("Noon must lie between the two midnights of a day."))
        if self.language not in LANGUAGES:
            template = N_("This must be one of: {words}.")
            yield fault_at("language", "bad-value", template, words=", ".join(LANGUAGES))
        yield from within("emergency_capacity", self.emergency_capacity, 0, 100)
        yield from within("other_unit_quota", self.other_unit_quota, 0, 91)

    @cached_property
    def member(self) -> dict[str, Member]:
        """Members by id."""
        return {member.id: member for member in self.members}

    @cached_property
    def shift(self) -> dict[str, Shift]:
        """Shifts by id."""
        return {shift.id: shift for shift in self.shifts}

    @cached_property
    def account(self) -> dict[str, Account]:
        """Accounts by id."""
        return {account.id: account for account in self.accounts}

    @cached_property
    def desk(self) -> dict[str, Desk]:
        """Desks by id."""
        return {desk.id: desk for desk in self.desks}

    @cached_property
    def cluster(self) -> dict[str, Cluster]:
        """Clusters by id."""
        return {cluster.id: cluster for cluster in self.clusters}

    @property
    def described(self) -> Team:
        """The team without what has records of its own: leave, absences, wishes and pins."""
        return replace(self, leave=(), absences=(), wishes=(), pins=())

    def half(self, part: Daypart) -> Span:
        """The span of a daypart."""
        return Span(0, self.noon) if part is Daypart.AM else Span(self.noon, MINUTES_OF_DAY)

    def touches(self, span: Span) -> tuple[Daypart, ...]:
        """The dayparts with which a span shares a minute."""
        return tuple(part for part in DAYPARTS if self.half(part).overlaps(span))

    def review(self, account: str) -> date | None:
        """When the handbook page of an account must be looked at again: of several, when the first of them must."""
        return min((page.review for page in self.handbook if page.account == account and page.review), default=None)

    def agreed(self, account: str, day: date) -> tuple[str, ...]:
        """The members who have a backup agreement for the account that holds on that date, first rank first."""
        return tuple(a.member for a in self.agreements if a.account == account and a.holds(day))

    def rank(self, account: str, member: str, day: date) -> int | None:
        """Her place, from 1, among the agreements of the account that hold on that date; None without one."""
        agreed = self.agreed(account, day)
        return agreed.index(member) + 1 if member in agreed else None

    def standing(self, account: str, member: str, day: date) -> tuple[HolderRole, int | None, int | None]:
        """By what right she would hold the account on that date, with her rank or her distance."""
        if member == self.account[account].primary:
            return HolderRole.PRIMARY, None, None
        rank = self.rank(account, member, day)
        if rank is not None:
            return HolderRole.BACKUP, rank, None
        return HolderRole.INCIDENTAL, None, self.distance(self.account[account], self.member[member])

    def distance(self, account: Account, member: Member) -> int:
        """How far incidental cover reaches: 5 from another unit, else 1 within the cluster, else 2.

        Who has no unit has the team's; who has no cluster shares it with nobody.
        """
        if self.in_other_unit(account, member):
            return 5
        return 1 if account.cluster is not None and account.cluster == member.cluster else 2

    def in_other_unit(self, account: Account, member: Member) -> bool:
        return (account.unit or self.id) != (member.unit or self.id)


def _known_zone(name: str) -> Iterator[Fault]:
    hint = N_("Write it as Europe/Amsterdam, for instance.")
    if not name.strip():
        yield fault_at("timezone", "unknown-zone", EMPTY_TEXT, hint=hint)
        return
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, not a name, a directory of names
        template, guess = N_("There is no time zone {value}."), did_you_mean(_nearest_zone(name), hint)
        yield fault_at("timezone", "unknown-zone", template, value=shown(name), **guess)


def _nearest_zone(name: str) -> str | None:
    zones = {zone.lower(): zone for zone in available_timezones()}
    found = nearest(name, zones)
    return None if found is None else zones[found]
