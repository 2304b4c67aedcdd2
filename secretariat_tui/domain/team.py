"""A secretariat: the people who are planned together, and all that was agreed about their work."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from secretariat_tui.domain.account import Account, Agreement, Desk, HandbookPage, NoSupport
from secretariat_tui.domain.events import Absence, Learning, Leave, Meeting, Pin, Secondment, Wish
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.shift import Shift


@dataclass(frozen=True, slots=True)
class Cluster:
    """A part of the team that sits near its accounts."""

    id: str
    name: str
    location: str = ""
    never_alone: bool = False


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

    def agreed(self, account: str, day: date) -> tuple[str, ...]:
        """The members who have a backup agreement for the account that holds on that date, first rank first."""
        return tuple(a.member for a in self.agreements if a.account == account and a.holds(day))

    def rank(self, account: str, member: str, day: date) -> int | None:
        """Her place, from 1, among the agreements of the account that hold on that date; None without one."""
        agreed = self.agreed(account, day)
        return agreed.index(member) + 1 if member in agreed else None

    def distance(self, account: Account, member: Member) -> int:
        """How far incidental cover reaches: 5 from another unit, else 1 within the cluster, else 2.

        Who has no unit has the team's; who has no cluster shares it with nobody.
        """
        if self.in_other_unit(account, member):
            return 5
        return 1 if account.cluster is not None and account.cluster == member.cluster else 2

    def in_other_unit(self, account: Account, member: Member) -> bool:
        return (account.unit or self.id) != (member.unit or self.id)
