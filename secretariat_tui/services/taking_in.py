"""Calendars of other programs taken into a database, again and again: what is new, moved and gone since last time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Generic, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from secretariat_tui.domain.account import NoSupport
from secretariat_tui.domain.away import leave_beyond, no_support_beyond, said_since, taken_back
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
            return tuple(_take(work, team, kind, item, foreign.titles, source, remove) for item in found)


def _take(
    work: Writing, team: str, kind: Kind[T], found: Import[T], titles: bool, source: str, remove: bool
) -> TakenIn[T]:
    whole = work.team(team)
    states = _States(work.imported(team, kind.name, found.owner), source, found, ZoneInfo(whole.timezone), remove)
    parts: _Parts = _Parts(*(kind.of(part, whole, found.owner).rows for part in states.parts()))
    known = getattr(whole, _FIELDS[kind.name])
    gone = taken_back(known, parts.brought, parts.now, (*parts.without_gone, *parts.elsewhere))
    added, withdrawn = _ACTS[kind.name](work, whole, parts)
    work.put_imported(kind.name, found.owner, source, states.kept(titles))
    return TakenIn(found, tuple(added), tuple(withdrawn), gone.lost)


class _Parts(NamedTuple):
    """The same calendar as rows: all that it brought before; as it was and as it is in the period that is read, and
    without what is gone from it; what is new or other, and what is the same; what other calendars of its owner have."""

    brought: tuple[Any, ...]
    then: tuple[Any, ...]
    now: tuple[Any, ...]
    without_gone: tuple[Any, ...]
    fresh: tuple[Any, ...]
    same: tuple[Any, ...]
    elsewhere: tuple[Any, ...]


def _change_leave(work: Writing, whole: Team, parts: _Parts) -> tuple[Sequence[Leave], Sequence[Leave]]:
    """Withdraws and requests what the calendar asks for. Gives what is added, and what is withdrawn."""
    back = taken_back(whole.leave, parts.brought, parts.then, (*parts.now, *parts.elsewhere))
    standing = [item for item in whole.leave if item not in back.rows]
    # What somebody withdrew does not come back with the same event, but with one that is new or moved.
    counting = [item for item in standing if item.status in _COUNTING]
    since = said_since(parts.then, parts.now, parts.fresh)
    added: list[Leave] = []
    for rows in (since, back.left):
        added += leave_beyond(rows, replace(whole, leave=(*counting, *added)))
    added += leave_beyond(parts.same, replace(whole, leave=tuple(_later(standing, added))))
    replace(whole, leave=(*counting, *added))  # which checks it
    _withdraw(work, whole.id, back.rows)
    for item in added:
        work.request_leave(item)
    return added, back.rows


def _change_no_support(work: Writing, whole: Team, parts: _Parts) -> tuple[Sequence[NoSupport], Sequence[NoSupport]]:
    """Has the team say when the account needs nobody. Gives what is added, and what is taken out."""
    back = taken_back(whole.no_support, parts.brought, parts.then, (*parts.now, *parts.elsewhere))
    standing = [item for item in whole.no_support if item not in back.rows]
    since = said_since(parts.then, parts.now, parts.fresh)
    added: list[NoSupport] = []
    for rows in (since, back.left, parts.same):
        added += no_support_beyond(rows, replace(whole, no_support=(*standing, *added)))
    if added or back.rows:
        work.put_team(replace(whole, no_support=(*standing, *added)))
    return added, back.rows


_FIELDS: Final = {LEAVE.name: "leave", NO_SUPPORT.name: "no_support"}
_ACTS: Final[Mapping[str, Callable[[Writing, Team, _Parts], tuple[Sequence[Any], Sequence[Any]]]]] = {
    LEAVE.name: _change_leave,
    NO_SUPPORT.name: _change_no_support,
}


class _States:
    """The events of a calendar before this file, after it, and those that are gone from it."""

    def __init__(
        self, earlier: Iterable[ImportedEvent], source: str, found: Import[T], zone: ZoneInfo, remove: bool
    ) -> None:
        known = list(earlier)
        self._earlier = [event for event in known if event.source == source]
        self._elsewhere = [event for event in known if event.source != source]
        self._source = source
        self._incoming = found.incoming
        self._period = found.period.instants(zone)
        self._remove = remove
        self.found: Reconciled = reconcile(self._earlier, found.incoming)

    def parts(self) -> tuple[Incoming, ...]:
        """The same calendar with other events in it, in the order of `_Parts`.

        All but the first are of the period that is read, however far the file itself reaches: of an event that moved
        it is known where it was.
        """
        earlier = [_incoming(event) for event in self._earlier]
        fresh = (*self.found.new, *(item.after for item in self.found.changed))
        events = (
            earlier,
            self._after(),
            self._standing(),
            fresh,
            map(_incoming, self.found.unchanged),
            map(_incoming, self._elsewhere),
        )
        return self._whole(earlier), *(self._with(part, *self._period) for part in events)

    def _whole(self, events: Sequence[IncomingEvent]) -> Incoming:
        since, until = self._period
        return self._with(
            events, min([since, *(event.start for event in events)]), max([until, *(event.end for event in events)])
        )

    def _with(self, events: Iterable[IncomingEvent], since: datetime, until: datetime) -> Incoming:
        ordered = sorted(events, key=lambda event: (event.start, event.key))
        return replace(self._incoming, events=tuple(ordered), since=since, until=until)

    def kept(self, titles: bool) -> list[ImportedEvent]:
        """What is known of the calendar from now on, with titles or without, whatever it was before."""
        title = {event.key: event.title for event in self._incoming.events}
        return [
            ImportedEvent(
                self._source,
                event.key,
                event.sequence,
                event.start,
                event.end,
                event.all_day,
                event.busy.value,
                title.get(event.key, event.title) if titles else "",
                None,
            )
            for event in self._after()
        ]

    def _after(self) -> list[IncomingEvent]:
        return self._standing() if self._remove else [*self._standing(), *map(_incoming, self.found.gone)]

    def _standing(self) -> list[IncomingEvent]:
        """What is not gone."""
        found = self.found
        touched = {item.before for item in (*found.changed, *found.renewed)} | set(found.gone)
        untouched = [_incoming(event) for event in self._earlier if event not in touched]
        after = [item.after for item in (*found.changed, *found.renewed)]
        return [*untouched, *after, *found.new]


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
