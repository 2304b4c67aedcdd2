"""Whether the entries of a team fit together, as generators of faults with their table, row and key.

A row counts the entries of a table, in the order of the team, from 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Protocol

from secretariat_tui.domain.account import Account, Agreement, HandbookPage, NoSupport
from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Week
from secretariat_tui.domain.errors import Fault
from secretariat_tui.domain.events import (
    Absence,
    AssignmentPin,
    DutyPin,
    Learning,
    Leave,
    Meeting,
    Secondment,
    Wish,
    WishKind,
)
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import among, fault_at, nearest, shown
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.shift import Shift

MOST_MEMBERS: Final = 500
"""The product is made for 3 to 25."""

_MOST_GUESSES: Final = 200


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Entry = (
    Member
    | Account
    | Agreement
    | Meeting
    | NoSupport
    | Leave
    | Absence
    | Learning
    | Secondment
    | Wish
    | AssignmentPin
    | DutyPin
    | HandbookPage
)
"""An entry that names others by their id."""

_Named = tuple[str, str, str]  # key, table that it refers to, id

_TABLES: Final[dict[type, str]] = {
    Member: "member",
    Account: "account",
    Agreement: "backup",
    Meeting: "meeting",
    NoSupport: "no_support",
    Leave: "leave",
    Absence: "absence",
    Learning: "learning",
    Secondment: "secondment",
    Wish: "wish",
    AssignmentPin: "pin",
    DutyPin: "pin",
    HandbookPage: "handbook",
}

NONE_YET: Final = N_("There is none yet: add it to the table {table}.")

UNKNOWN: Final = {
    "member": N_("There is no member {value}."),
    "shift": N_("There is no shift {value}."),
    "account": N_("There is no account {value}."),
    "desk": N_("There is no desk {value}."),
    "cluster": N_("There is no cluster {value}."),
}


def sizes(members: Sequence[Member], shifts: Sequence[Shift]) -> Iterator[Fault]:
    """A team has members and shifts, and is no ministry."""
    if not shifts:
        template = N_("A team needs at least one shift.")
        yield replace(fault_at("", "missing-table", template, hint=N_("Add a [[shift]].")), table="shift", key=None)
    if not members:
        template = N_("A team needs at least one member.")
        yield replace(fault_at("", "missing-table", template, hint=N_("Add a [[member]].")), table="member", key=None)
    if len(members) > MOST_MEMBERS:
        template = N_("A team has at most {most} members.")
        yield _placed("member", MOST_MEMBERS, fault_at("id", "too-many", template, most=MOST_MEMBERS))


def same_ids(table: str, entries: Iterable[_Identified]) -> Iterator[Fault]:
    """Ids are unique within their table."""
    seen: set[str] = set()
    for row, entry in enumerate(entries):
        if entry.id in seen:
            template = N_("The id {value} is taken by an entry above.")
            yield _placed(table, row, fault_at("id", "duplicate-id", template, value=entry.id))
        seen.add(entry.id)


@dataclass(frozen=True)
class References:
    """The ids that others may refer to."""

    members: Collection[str]
    shifts: Collection[str]
    accounts: Collection[str]
    desks: Collection[str]
    clusters: Collection[str]

    def unknown(self, tables: Iterable[Sequence[Entry]]) -> Iterator[Fault]:
        """Every id that refers to nothing."""
        known = {
            "member": self.members,
            "shift": self.shifts,
            "account": self.accounts,
            "desk": self.desks,
            "cluster": self.clusters,
        }
        guesses: dict[tuple[str, str], str | None] = {}
        for entries in tables:
            for row, entry in enumerate(entries):
                for key, table, id in _names(entry):
                    if id in known[table]:
                        continue
                    if (table, id) not in guesses and len(guesses) < _MOST_GUESSES:
                        guesses[table, id] = nearest(id, known[table])
                    guess = among(guesses.get((table, id)), known[table], NONE_YET)
                    found = fault_at(key, "unknown-id", UNKNOWN[table], value=shown(id), table=table, **guess)
                    yield _placed(_TABLES[type(entry)], row, found)


def _names(entry: Entry) -> Iterator[_Named]:
    match entry:
        case Member():
            if entry.cluster is not None:
                yield "cluster", "cluster", entry.cluster
            yield from (("shifts", "shift", id) for id in entry.shifts or ())
            yield from (("knows", "account", id) for id in entry.knows)
        case Account():
            if entry.cluster is not None:
                yield "cluster", "cluster", entry.cluster
            if entry.primary is not None:
                yield "primary", "member", entry.primary
        case Agreement():
            yield "account", "account", entry.account
            yield "member", "member", entry.member
        case NoSupport() | HandbookPage():
            yield "account", "account", entry.account
        case Meeting():
            yield from (("who", "member", id) for id in entry.who or ())
        case Wish():
            yield "member", "member", entry.member
            if entry.kind is WishKind.SHIFT:
                yield "value", "shift", entry.value
            elif entry.kind is WishKind.TOGETHER:
                yield "value", "member", entry.value
        case AssignmentPin():
            yield "member", "member", entry.member
            if entry.shift is not None:
                yield "shift", "shift", entry.shift
        case DutyPin():
            yield "member", "member", entry.member
            table = "desk" if entry.is_desk else "account"
            yield table, table, entry.duty
        case _:
            yield "member", "member", entry.member


def primaries(accounts: Iterable[Account], members: Mapping[str, Member]) -> Iterator[Fault]:
    """No primary is below the grade that her account asks for."""
    for row, account in enumerate(accounts):
        primary = members.get(account.primary or "")
        if primary is not None and _below(account, primary):
            yield _placed("account", row, _below_grade("primary", account, primary))


def agreements(
    entries: Sequence[Agreement], accounts: Mapping[str, Account], members: Mapping[str, Member]
) -> Iterator[Fault]:
    """A backup is another than the primary, has the grade, and is listed once at a time."""
    for row, entry in enumerate(entries):
        account, member = accounts.get(entry.account), members.get(entry.member)
        if account is None or member is None:
            continue
        if account.primary == member.id:
            template = N_("{member} is the primary of {account}, and cannot be her own backup.")
            found = fault_at("member", "backup-is-primary", template, member=member.id, account=account.id)
            yield _placed("backup", row, found)
        elif _below(account, member):
            yield _placed("backup", row, _below_grade("member", account, member))
    spans = (((e.account, e.member), e.start or date.min, e.until or date.max, row) for row, e in enumerate(entries))
    for row in _meeting(spans):
        entry = entries[row]
        template = N_("{member} has another agreement about {account} on some of these dates.")
        found = fault_at("member", "overlap", template, member=entry.member, account=entry.account)
        yield _placed("backup", row, found)


def leave(entries: Sequence[Leave]) -> Iterator[Fault]:
    """The same leave has one status."""
    seen: dict[Hashable, Leave] = {}
    for row, entry in enumerate(entries):
        first = seen.setdefault(entry.identity, entry)
        if first.status is not entry.status:
            template = N_("The same leave of {member} stands above with another status.")
            yield _placed("leave", row, fault_at("status", "contradiction", template, member=entry.member))


def learning(entries: Sequence[Learning], members: Mapping[str, Member], noon: int) -> Iterator[Fault]:
    """Learning time lies within the work pattern, and nobody is in two courses at once."""
    by_date: dict[tuple[str, date], list[tuple[int, Learning]]] = defaultdict(list)
    for row, entry in enumerate(entries):
        member = members.get(entry.member)
        if member is None:
            continue
        cells = member.pattern.in_week(Week.of(entry.date))
        needed = [Daypart.AM] * (entry.span.start < noon) + [Daypart.PM] * (entry.span.end > noon)
        lacking = [part for part in needed if (entry.date.weekday(), part) not in cells]
        if lacking:
            template = N_("{member} does not work then by her work pattern: learning time on {date}, {span}.")
            key = "date" if lacking == needed else ("from" if lacking == [Daypart.AM] else "to")
            found = fault_at(key, "outside-pattern", template, member=member.id, date=entry.date, span=entry.span)
            yield _placed("learning", row, found)
        by_date[entry.member, entry.date].append((row, entry))
    for same_day in by_date.values():
        ordered = sorted(same_day, key=lambda item: (item[1].span, item[0]))
        end = -1
        for row, entry in ordered:
            if entry.span.start < end:
                template = N_("{member} has other learning time on {date} in {span}.")
                found = fault_at("from", "overlap", template, member=entry.member, date=entry.date, span=entry.span)
                yield _placed("learning", row, found)
            end = max(end, entry.span.end)


def secondments(entries: Sequence[Secondment]) -> Iterator[Fault]:
    """Nobody is lent twice in one daypart."""
    spans = (
        ((entry.member, weekday, part), first, last, row)
        for row, entry in enumerate(entries)
        for weekday in sorted(entry.days)
        for part in DAYPARTS
        if entry.part in (None, part)
        for first, last in _weekdays_between(entry.start, entry.end, weekday)
    )
    for row in sorted(set(_meeting(spans))):
        template = N_("{member} is lent to another team already on some of these days.")
        yield _placed("secondment", row, fault_at("days", "overlap", template, member=entries[row].member))


def handbook(pages: Iterable[HandbookPage]) -> Iterator[Fault]:
    """A page of an account is listed once."""
    seen: set[tuple[str, str]] = set()
    for row, page in enumerate(pages):
        if (page.account, page.file) in seen:
            template = N_("This page of {account} stands above already.")
            yield _placed("handbook", row, fault_at("file", "duplicate", template, account=page.account))
        seen.add((page.account, page.file))


def _placed(table: str, row: int, found: Fault) -> Fault:
    return replace(found, table=table, row=row)


def _below(account: Account, member: Member) -> bool:
    return account.min_grade is not None and member.grade < account.min_grade


def _below_grade(key: str, account: Account, member: Member) -> Fault:
    return fault_at(
        key,
        "below-min-grade",
        N_("{member} has grade {grade}; {account} asks for grade {min_grade} or higher."),
        hint=N_("Name another member, or give the account a lower min_grade."),
        member=member.id,
        grade=member.grade,
        account=account.id,
        min_grade=account.min_grade or 0,
    )


def _weekdays_between(start: date, end: date, weekday: int) -> Iterator[tuple[date, date]]:
    """The first and last such weekday of a stretch of dates, if it has one."""
    ahead, back = (weekday - start.weekday()) % 7, (end.weekday() - weekday) % 7
    if ahead + back <= (end - start).days:
        yield start + timedelta(ahead), end - timedelta(back)


def _meeting(spans: Iterable[tuple[tuple[object, ...], date, date, int]]) -> Iterator[int]:
    """The rows whose dates begin within those of an earlier one of the same group (group, first, last, row)."""
    groups: dict[tuple[object, ...], list[tuple[date, int, date]]] = defaultdict(list)
    for group, first, last, row in spans:
        groups[group].append((first, row, last))
    for group_spans in groups.values():
        end: date | None = None
        for first, row, last in sorted(group_spans):
            if end is not None and first <= end:
                yield row
            end = last if end is None else max(end, last)
