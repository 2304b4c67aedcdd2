"""What the calendars of members and managers come to in a roster: leave, wishes for leave, and times without support.

A roster knows whole dayparts. An appointment is shorter, so that it must be decided when it takes a daypart: for a
member where it leaves her less than half of the hours that she could work in it, for a manager only where it takes all
the time for which he asks support.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, Generic, TypeVar
from zoneinfo import ZoneInfo

from secretariat_tui.domain.account import NoSupport
from secretariat_tui.domain.calendar import DAYPARTS, MINUTES_OF_DAY, Daypart, Span
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.incoming import Availability, Incoming
from secretariat_tui.domain.team import Team

T = TypeVar("T", Leave, NoSupport)
M = TypeVar("M", datetime, int)

_Cell = tuple[date, Daypart]
_Mark = tuple[Leave | NoSupport, _Cell]
_ANY: Final = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Short:
    """A stretch of a date that somebody is away, too short to take any daypart."""

    date: date
    span: Span


@dataclass(frozen=True, slots=True)
class Taken(Generic[T]):
    """What a calendar comes to, in the order of time, and what of it is too short to count."""

    rows: tuple[T, ...]
    short: tuple[Short, ...] = ()


def leave_of(incoming: Incoming, team: Team, member: str) -> Taken[Leave]:
    """The leave of a member by her calendar: approved where she is away, requested where that is not certain yet.

    A daypart is taken when she is away for at least half of the hours in it in which any of her shifts lies.
    """
    away = _spans(incoming, team, Availability.AWAY)
    maybe = _spans(incoming, team, Availability.TENTATIVE)
    worked = {part: _worked(team, member, part) for part in DAYPARTS}

    def hours(_: date, part: Daypart) -> list[Span]:
        return worked[part]

    granted, short = _cells(away, hours, 2, team)
    asked, _ = _cells(_joined(away, maybe), hours, 2, team)
    rows = [
        Leave(member, start, end, part, status)
        for cells, status in ((granted, LeaveStatus.APPROVED), (asked - granted, LeaveStatus.REQUESTED))
        for start, end, part in _stretches(cells)
    ]
    return Taken(tuple(sorted(rows, key=_order)), short)


def no_support_of(incoming: Incoming, team: Team, account: str) -> Taken[NoSupport]:
    """When an account needs nobody by its manager's calendar: while he is away, and in no part of a daypart only.

    A daypart in which no support is asked for is taken when he is away for all of it.
    """
    windows = team.account[account].support

    def asked(day: date, part: Daypart) -> list[Span]:
        half = team.half(part)
        found = [span for window in windows if window.on(day) and (span := half.intersection(window.span))]
        return found or [half]

    cells, short = _cells(_spans(incoming, team, Availability.AWAY), asked, 1, team)
    rows = [NoSupport(account, start, end, part) for start, end, part in _stretches(cells)]
    return Taken(tuple(sorted(rows, key=_order)), short)


def leave_beyond(rows: Sequence[Leave], team: Team) -> tuple[Leave, ...]:
    """What of these leaves the team does not have yet, whatever the status of those that it has."""
    known = [leave for leave in team.leave if leave.member in {row.member for row in rows}]
    return tuple(replace(row, start=a, end=b, part=part) for row in rows for a, b, part in _beyond(row, known))


def no_support_beyond(rows: Sequence[NoSupport], team: Team) -> tuple[NoSupport, ...]:
    """What of these dayparts without support the team does not have yet."""
    known = [stretch for stretch in team.no_support if stretch.account in {row.account for row in rows}]
    return tuple(replace(row, start=a, end=b, part=part) for row in rows for a, b, part in _beyond(row, known))


@dataclass(frozen=True, slots=True)
class TakenBack(Generic[T]):
    """The `rows` of a team of which a calendar no longer says all, what of these is `lost`, and what is `left`."""

    rows: tuple[T, ...]
    lost: tuple[T, ...]
    left: tuple[T, ...]


def taken_back(known: Iterable[T], brought: Iterable[T], then: Iterable[T], now: Iterable[T]) -> TakenBack[T]:
    """What of the known rows a calendar had `then` and has `now` no more.

    Rows are joined and cut otherwise each time, so that they are compared by daypart. A row that reaches further than
    all that the calendar `brought` was said by somebody, and stands.
    """
    gone, theirs = _marks(then) - _marks(now), _marks(brought)
    rows = [row for row in dict.fromkeys(known) if _marks([row]) <= theirs and not gone.isdisjoint(_marks([row]))]
    lost = [part for row in rows for part in _only(row, _marks([row]) & gone)]
    left = [part for row in rows for part in _only(row, _marks([row]) - gone)]
    return TakenBack(tuple(rows), tuple(lost), tuple(left))


def said_since(then: Iterable[T], now: Iterable[T], fresh: Iterable[T]) -> tuple[T, ...]:
    """What a calendar says `now` that it did not say `then`, or that events that are new or other say by themselves."""
    known, anew = _marks(then), _marks(fresh)
    return tuple(part for row in now for part in _only(row, (_marks([row]) - known) | (_marks([row]) & anew)))


def _marks(rows: Iterable[Leave | NoSupport]) -> set[_Mark]:
    """The dayparts of the rows, each with whatever else its row says."""
    return {(replace(row, start=_ANY, end=_ANY, part=None), cell) for row in rows for cell in _cells_of(row)}


def _only(row: T, marks: Iterable[_Mark]) -> Iterator[T]:
    """The row for these dayparts of it alone."""
    for start, end, part in _stretches({cell for _, cell in marks}):
        yield replace(row, start=start, end=end, part=part)


def _beyond(row: Leave | NoSupport, known: Sequence[Leave | NoSupport]) -> Iterator[tuple[date, date, Daypart | None]]:
    cells = _cells_of(row)
    for other in known:
        if other.start <= row.end and row.start <= other.end:
            cells -= _cells_of(replace(other, start=max(row.start, other.start), end=min(row.end, other.end)))
    return _stretches(cells)


def _cells_of(row: Leave | NoSupport) -> set[_Cell]:
    days = [row.start + timedelta(days=n) for n in range((row.end - row.start).days + 1)]
    return {(day, part) for day in days for part in DAYPARTS if row.part in (None, part)}


def _order(row: Leave | NoSupport) -> tuple[date, date, str]:
    return (row.start, row.end, row.part or "")


# -- stretches of dates


def _spans(incoming: Incoming, team: Team, *busy: Availability) -> dict[date, list[Span]]:
    """The minutes of each date, by the team's clock, that events with one of these availabilities take up."""
    zone = ZoneInfo(team.timezone)

    def wall(moment: datetime) -> datetime:
        return min(max(moment, incoming.since), incoming.until).astimezone(zone).replace(tzinfo=None)

    return _by_date((wall(event.start), wall(event.end)) for event in incoming.events if event.busy in busy)


def _by_date(stretches: Iterable[tuple[datetime, datetime]]) -> dict[date, list[Span]]:
    found: dict[date, list[Span]] = {}
    for start, end in _merged(stretches):
        day = start.date()
        while (midnight := datetime.combine(day, datetime.min.time())) < end:
            first = max(0, _minutes(start - midnight))
            last = min(MINUTES_OF_DAY, _minutes(end - midnight))
            if first < last:
                found.setdefault(day, []).append(Span(first, last))
            day += timedelta(days=1)
    return found


def _merged(stretches: Iterable[tuple[M, M]]) -> list[tuple[M, M]]:
    """The stretches in order, those that meet made one."""
    found: list[tuple[M, M]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _joined(one: dict[date, list[Span]], other: dict[date, list[Span]]) -> dict[date, list[Span]]:
    return {day: _together([*one.get(day, ()), *other.get(day, ())]) for day in sorted(one.keys() | other.keys())}


def _together(spans: list[Span]) -> list[Span]:
    return [Span(start, end) for start, end in _merged((span.start, span.end) for span in spans)]


def _minutes(size: timedelta) -> int:
    return int(size.total_seconds()) // 60


# -- dayparts


def _worked(team: Team, member: str, part: Daypart) -> list[Span]:
    """The hours of a daypart in which a shift of hers lies; all of it where none does."""
    half = team.half(part)
    shifts = [shift for shift in team.shifts if team.member[member].allows(shift.id)]
    return _together([span for shift in shifts if (span := half.intersection(shift.span))]) or [half]


def _cells(
    away: dict[date, list[Span]], hours: Callable[[date, Daypart], list[Span]], least: int, team: Team
) -> tuple[set[_Cell], tuple[Short, ...]]:
    """The dayparts of which being away takes at least one in `least` parts of the hours that count, and the rest."""
    cells: set[_Cell] = set()
    short = []
    for day, spans in away.items():
        for part in DAYPARTS:
            counted = hours(day, part)
            taken = sum(_common(span, other) for span in spans for other in counted)
            if taken * least >= sum(span.end - span.start for span in counted):
                cells.add((day, part))
                continue
            half = team.half(part)
            short += [Short(day, rest) for span in spans if (rest := half.intersection(span))]
    return cells, tuple(short)


def _common(one: Span, other: Span) -> int:
    common = one.intersection(other)
    return common.end - common.start if common else 0


def _stretches(cells: set[_Cell]) -> Iterator[tuple[date, date, Daypart | None]]:
    """The dayparts as runs of whole days, and single dayparts, in the order of time."""
    run: list[date] = []
    for day in sorted({day for day, _ in cells}):
        parts = [part for part in DAYPARTS if (day, part) in cells]
        is_whole = len(parts) == len(DAYPARTS)
        if run and not (is_whole and day - run[-1] == timedelta(days=1)):
            yield run[0], run[-1], None
            run = []
        if is_whole:
            run.append(day)
        else:
            yield day, day, parts[0]
    if run:
        yield run[0], run[-1], None
