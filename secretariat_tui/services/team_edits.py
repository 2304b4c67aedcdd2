"""Edits of a team: each gives another team, which checks itself. Raises InvalidValue for one that cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from secretariat_tui.domain.account import Account, Desk, SupportWindow
from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Span
from secretariat_tui.domain.events import AssignmentPin, DutyPin, Meeting, Pin, WishKind
from secretariat_tui.domain.member import Member, WorkPattern
from secretariat_tui.domain.shift import Shift
from secretariat_tui.domain.team import Team
from secretariat_tui.services.starting import GRADE, id_of

T = TypeVar("T", Member, Account, Desk)

_CYCLE: Final = (frozenset(DAYPARTS), frozenset({Daypart.AM}), frozenset({Daypart.PM}), frozenset[Daypart]())


# -- members


def with_new_member(team: Team, name: str) -> Team:
    """Somebody more, on every open day; what else is hers is changed after that."""
    cells = frozenset((day, part) for day in team.open_days for part in DAYPARTS)
    id = _new_id(name, team.members)
    hours = Decimal(8 * min(5, len(team.open_days)))
    return replace(team, members=(*team.members, Member(id, name, GRADE, hours, WorkPattern(cells, cells))))


def with_member(team: Team, member: Member) -> Team:
    """The member in the place of the one with her id."""
    return replace(team, members=_put(team.members, member))


def turned(member: Member, odd: bool, day: int, part: Daypart | None = None) -> Member:
    """The member with a daypart turned; without one, the day goes on: whole, morning, afternoon, free."""
    cells = member.pattern.odd if odd else member.pattern.even
    now = frozenset(p for p in DAYPARTS if (day, p) in cells)
    wanted = _CYCLE[(_CYCLE.index(now) + 1) % len(_CYCLE)] if part is None else now ^ {part}
    changed = frozenset(cell for cell in cells if cell[0] != day) | {(day, p) for p in wanted}
    pattern = replace(member.pattern, odd=changed) if odd else replace(member.pattern, even=changed)
    return replace(member, pattern=pattern)


def alike(member: Member, odd: bool) -> Member:
    """The member with the pattern of the odd, or even, weeks in every week."""
    cells = member.pattern.odd if odd else member.pattern.even
    return replace(member, pattern=WorkPattern(cells, cells))


def without_member(team: Team, id: str) -> Team:
    """The team without a member and all that is hers: her accounts have no one of their own then."""
    accounts = tuple(replace(item, primary=None) if item.primary == id else item for item in team.accounts)
    meetings = tuple(
        item if item.who is None else replace(item, who=tuple(who for who in item.who if who != id))
        for item in team.meetings
    )
    return replace(
        team,
        members=tuple(item for item in team.members if item.id != id),
        accounts=accounts,
        meetings=tuple(item for item in meetings if item.who != ()),
        agreements=tuple(item for item in team.agreements if item.member != id),
        leave=tuple(item for item in team.leave if item.member != id),
        absences=tuple(item for item in team.absences if item.member != id),
        learning=tuple(item for item in team.learning if item.member != id),
        secondments=tuple(item for item in team.secondments if item.member != id),
        wishes=tuple(
            wish
            for wish in team.wishes
            if wish.member != id and not (wish.kind is WishKind.TOGETHER and wish.value == id)
        ),
        pins=tuple(pin for pin in team.pins if pin.member != id),
    )


# -- accounts


def with_new_account(team: Team, name: str) -> Team:
    """One account more, asked for while the first shift of the team lasts, on every open day."""
    window = SupportWindow(team.open_days, team.shifts[0].span)
    return replace(team, accounts=(*team.accounts, Account(_new_id(name, team.accounts), name, support=(window,))))


def with_account(team: Team, account: Account) -> Team:
    """The account in the place of the one with its id."""
    return replace(team, accounts=_put(team.accounts, account))


def ended(account: Account, last: date) -> Account:
    """The account, for which nobody is asked after a date."""
    windows = [window for window in account.support if window.since is None or window.since <= last]
    return replace(account, support=tuple(replace(w, until=min(w.until or last, last)) for w in windows))


def without_account(team: Team, id: str) -> Team:
    """The team without an account and all that was agreed about it."""

    def is_of_another(pin: Pin) -> bool:
        return not (isinstance(pin, DutyPin) and not pin.is_desk and pin.duty == id)

    return replace(
        team,
        accounts=tuple(item for item in team.accounts if item.id != id),
        agreements=tuple(item for item in team.agreements if item.account != id),
        no_support=tuple(item for item in team.no_support if item.account != id),
        members=tuple(
            replace(item, knows=tuple(known for known in item.knows if known != id)) for item in team.members
        ),
        handbook=tuple(item for item in team.handbook if item.account != id),
        pins=tuple(filter(is_of_another, team.pins)),
    )


# -- desks, shifts and meetings


def with_new_desk(team: Team, name: str) -> Team:
    """One desk more, for one person, open while the first shift of the team lasts."""
    window = SupportWindow(team.open_days, team.shifts[0].span)
    return replace(team, desks=(*team.desks, Desk(_new_id(name, team.desks), name, window)))


def desk_ended(team: Team, id: str, last: date) -> Team:
    """The team, in which nobody is asked for at a desk after a date."""
    desk = team.desk[id]
    until = last if desk.window.until is None else min(last, desk.window.until)
    return replace(team, desks=_put(team.desks, replace(desk, window=replace(desk.window, until=until))))


def without_desk(team: Team, id: str) -> Team:
    """The team without a desk."""
    pins = tuple(pin for pin in team.pins if not (isinstance(pin, DutyPin) and pin.is_desk and pin.duty == id))
    return replace(team, desks=tuple(item for item in team.desks if item.id != id), pins=pins)


def with_new_shift(team: Team, name: str) -> Team:
    """One shift more, at the times of the first one until that is changed."""
    new = replace(team.shifts[0], id=_new_id(name, team.shifts), name=name)
    return replace(team, shifts=(*team.shifts, new))


def without_shift(team: Team, id: str) -> Team:
    """The team without a shift and all that is about it. Who could work no other may work them all."""
    return replace(
        team,
        shifts=tuple(item for item in team.shifts if item.id != id),
        members=tuple(
            item if item.shifts is None else replace(item, shifts=tuple(s for s in item.shifts if s != id) or None)
            for item in team.members
        ),
        wishes=tuple(wish for wish in team.wishes if not (wish.kind is WishKind.SHIFT and wish.value == id)),
        pins=tuple(pin for pin in team.pins if not (isinstance(pin, AssignmentPin) and pin.shift == id)),
    )


def with_new_meeting(team: Team, name: str) -> Team:
    """One meeting more, of everybody, in the first hour of the first open day until that is changed."""
    start = team.shifts[0].span.start
    span = Span(start, min(start + 60, team.shifts[0].span.end))
    id = _new_id(name, team.meetings)
    return replace(team, meetings=(*team.meetings, Meeting(id, name, frozenset({min(team.open_days)}), span)))


def without_meeting(team: Team, id: str) -> Team:
    """The team without a meeting."""
    return replace(team, meetings=tuple(item for item in team.meetings if item.id != id))


def _new_id(name: str, entries: Sequence[Member | Account | Desk | Shift | Meeting]) -> str:
    """An id for one more. Where another is called the same it is short, since it is told behind the name then."""
    is_there = any(entry.name.casefold() == name.casefold() for entry in entries)
    return id_of(" ".join(name.split()[:1]) if is_there else name, [entry.id for entry in entries])


def _put(items: tuple[T, ...], item: T) -> tuple[T, ...]:
    return tuple(item if other.id == item.id else other for other in items)
