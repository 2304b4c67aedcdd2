"""Calendars of other programs taken into a database, again and again: what is new, moved and gone since last time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, NamedTuple, TypeVar

from secretariat_tui.domain.account import NoSupport
from secretariat_tui.domain.away import leave_beyond, no_support_beyond
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.incoming import Availability, Incoming, IncomingEvent, Reconciled, reconcile
from secretariat_tui.domain.records import ActKind, ImportedEvent
from secretariat_tui.domain.repository import Writing
from secretariat_tui.domain.team import Team
from secretariat_tui.services.importing import LEAVE, NO_SUPPORT, Foreign, Import, Kind, Period, Progress, imports
from secretariat_tui.services.office import Office

T = TypeVar("T", Leave, NoSupport)

_COUNTING = (LeaveStatus.APPROVED, LeaveStatus.REQUESTED, LeaveStatus.REFUSED)


@dataclass(frozen=True)
class TakenIn(Generic[T]):
    """What came of it. `offered` is gone from the calendar, and stands until the user says that it may go."""

    found: Import[T]
    added: tuple[T, ...]
    withdrawn: tuple[T, ...]
    offered: tuple[T, ...]


@dataclass(frozen=True)
class TakingIn:
    """Takes calendars into the teams of an office. `source` tells the calendars of one owner apart."""

    office: Office

    def take_in(
        self,
        team: str,
        kind: Kind[T],
        owner: str | None,
        foreign: Foreign,
        source: str,
        period: Period,
        progress: Progress | None = None,
        *,
        remove: bool = False,
    ) -> tuple[TakenIn[T], ...]:
        """What a file brings to its owner, or to each that it names: what is new is kept, what moved is moved, all in
        one act. The same file twice changes nothing. With `remove`, what is gone from the file is taken out."""
        found = imports(kind, foreign, self.office.team(team), owner, period, progress)
        with self.office.act(team, ActKind.IMPORT_CALENDAR) as work:
            return tuple(_take(work, team, kind, item, source, remove) for item in found)


def _take(work: Writing, team: str, kind: Kind[T], found: Import[T], source: str, remove: bool) -> TakenIn[T]:
    whole = work.team(team)
    states = _States(work.imported(team, kind.name, found.owner), source, found.incoming, remove)
    parts = _Parts(*(kind.of(part, whole, found.owner).rows for part in states.parts()))
    before = getattr(whole, _FIELDS[kind.name])
    added = _ACTS[kind.name](work, whole, parts)
    work.put_imported(kind.name, found.owner, source, states.kept())
    return TakenIn(found, added, _known(parts.withdrawn, before), () if remove else parts.gone)


class _Parts(NamedTuple):
    """The same calendar as rows: as it was, as it is, what is gone, what is new or other, and what is the same."""

    then: tuple[Any, ...]
    now: tuple[Any, ...]
    gone: tuple[Any, ...]
    fresh: tuple[Any, ...]
    same: tuple[Any, ...]

    @property
    def withdrawn(self) -> tuple[Any, ...]:
        return tuple(row for row in self.then if row not in self.now)


def _change_leave(work: Writing, whole: Team, parts: _Parts) -> tuple[Leave, ...]:
    """Withdraws and requests what the calendar asks for. Gives what is added."""
    left = replace(whole, leave=tuple(item for item in whole.leave if item not in parts.withdrawn))
    # What somebody withdrew does not come back with the same event, but with one that is new or moved.
    counting = replace(left, leave=tuple(item for item in left.leave if item.status in _COUNTING))
    added = leave_beyond(parts.fresh, counting)
    added += leave_beyond(parts.same, replace(left, leave=tuple(_later(left.leave, added))))
    replace(counting, leave=(*counting.leave, *added))  # which checks it
    _withdraw(work, whole.id, parts.withdrawn)
    for item in added:
        work.request_leave(item)
    return added


def _change_no_support(work: Writing, whole: Team, parts: _Parts) -> tuple[NoSupport, ...]:
    """Has the team say when the account needs nobody. Gives what is added."""
    left = replace(whole, no_support=tuple(item for item in whole.no_support if item not in parts.withdrawn))
    added = no_support_beyond(parts.now, left)
    if added or left != whole:
        work.put_team(replace(left, no_support=(*left.no_support, *added)))
    return added


_FIELDS: Final = {LEAVE.name: "leave", NO_SUPPORT.name: "no_support"}
_ACTS: Final[Mapping[str, Callable[[Writing, Team, _Parts], Any]]] = {
    LEAVE.name: _change_leave,
    NO_SUPPORT.name: _change_no_support,
}


class _States:
    """The events of a calendar before this file, after it, and those that are gone from it."""

    def __init__(self, earlier: Iterable[ImportedEvent], source: str, incoming: Incoming, remove: bool) -> None:
        self._earlier = [event for event in earlier if event.source == source]
        self._source = source
        self._incoming = incoming
        self._remove = remove
        self.found: Reconciled = reconcile(self._earlier, incoming)

    def parts(self) -> tuple[Incoming, ...]:
        """The same calendar with other events in it: as it was, as it is, what is gone, what is new or other, and what
        is the same."""
        then, gone = (self._with(map(_incoming, events)) for events in (self._earlier, self.found.gone))
        fresh = (*self.found.new, *(item.after for item in self.found.changed))
        same = map(_incoming, self.found.unchanged)
        return then, self._with(self._after()), gone, self._with(fresh), self._with(same)

    def _with(self, events: Iterable[IncomingEvent]) -> Incoming:
        return replace(self._incoming, events=tuple(sorted(events, key=lambda event: (event.start, event.key))))

    def kept(self) -> list[ImportedEvent]:
        """What is known of the calendar from now on."""
        return [
            ImportedEvent(
                self._source,
                event.key,
                event.sequence,
                event.start,
                event.end,
                event.all_day,
                event.busy.value,
                event.title,
                None,
            )
            for event in self._after()
        ]

    def _after(self) -> list[IncomingEvent]:
        found = self.found
        touched = {item.before for item in (*found.changed, *found.renewed)} | set(found.gone)
        untouched = [_incoming(event) for event in self._earlier if event not in touched]
        after = [item.after for item in (*found.changed, *found.renewed)]
        standing = [] if self._remove else [_incoming(event) for event in found.gone]
        return [*untouched, *after, *found.new, *standing]


def _incoming(event: ImportedEvent) -> IncomingEvent:
    return IncomingEvent(
        event.key, event.sequence, event.start, event.end, event.all_day, Availability(event.busy), event.title
    )


def _withdraw(work: Writing, team: str, leave: Sequence[Leave]) -> None:
    for record in work.leave(team):
        if record.leave in leave:
            work.set_leave(record.id, LeaveStatus.WITHDRAWN)


def _later(known: Sequence[Leave], added: Sequence[Leave]) -> list[Leave]:
    """All leave, of the same dates the last that was said of them."""
    dates = {(item.start, item.end, item.part) for item in added}
    return [*(item for item in known if (item.start, item.end, item.part) not in dates), *added]


def _known(rows: Sequence[T], known: Sequence[T]) -> tuple[T, ...]:
    return tuple(row for row in rows if row in known)
