"""Events of a calendar that somebody else keeps, as they come in from a file, compared with what came in before.

Nothing here says what an event is about: times and availability are enough to plan with. A title is kept only where it
was asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from secretariat_tui.domain.errors import Fault
from secretariat_tui.domain.records import ImportedEvent


class Availability(StrEnum):
    """What an event says of whoever has it in her calendar."""

    FREE = "free"
    ELSEWHERE = "elsewhere"
    TENTATIVE = "tentative"
    BUSY = "busy"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class IncomingEvent:
    """One event, or one occurrence of a series. `start` and `end` are UTC; of an all-day event the local midnights.

    `key` names it within its calendar: the name of its series, a bar, and the original start of the occurrence (see
    `event_key`). It stays the same when the event is moved.
    """

    key: str
    sequence: int
    start: datetime
    end: datetime
    all_day: bool
    busy: Availability
    title: str = ""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """An event, a series or an occurrence that the file says will not take place."""

    key: str
    sequence: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file has between `since` and `until` (UTC), in the order of time.

    These lie within what was asked for, and reach no further than the file itself: from the beginning of its first
    event to the end of its last. `lost` are the series of which something could not be read, and `whole` is False where
    it is not known what else was lost; `problems` tells of both.
    """

    events: tuple[IncomingEvent, ...]
    since: datetime
    until: datetime
    cancelled: tuple[Cancelled, ...] = ()
    lost: frozenset[str] = frozenset()
    whole: bool = True
    problems: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """An event that came in before, and as it is now."""

    before: ImportedEvent
    after: IncomingEvent


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A file beside what came in from the same calendar before. What is `gone` is offered for removal, no more.

    `changed` have other times or another availability. `renewed` are the same but for a higher sequence, which has to
    be kept so that a file from between the two is known to be older.
    """

    new: tuple[IncomingEvent, ...]
    changed: tuple[Changed, ...]
    gone: tuple[ImportedEvent, ...]
    unchanged: tuple[ImportedEvent, ...]
    renewed: tuple[Changed, ...] = ()


def event_key(series: str, occurrence: str = "") -> str:
    """The key of an event: the name of its series, and the original start of the occurrence, "" of a single event."""
    return f"{series}|{occurrence}"


def series_of(key: str) -> str:
    """The name of the series in a key."""
    return key.rpartition("|")[0]


def reconcile(earlier: Iterable[ImportedEvent], incoming: Incoming) -> Reconciled:
    """What is new, changed, gone and unchanged, given what came in earlier from this calendar of this owner.

    An event is the same when its key is; else when its times are, since some programs give every event a new name each
    time they write a file. What has a lower sequence than it had before is older and changes nothing. Earlier events of
    which the file tells nothing, such as those outside its window, are in none of the answers.
    """
    left = {event.key: event for event in _in_order(earlier)}
    changed: list[Changed] = []
    renewed: list[Changed] = []
    unchanged: list[ImportedEvent] = []
    strange: list[IncomingEvent] = []
    for event in incoming.events:
        known = left.pop(event.key, None)
        if known is None:
            strange.append(event)
        elif event.sequence < known.sequence:
            unchanged.append(known)
        elif not _same(known, event):
            changed.append(Changed(known, event))
        elif event.sequence > known.sequence:
            renewed.append(Changed(known, event))
        else:
            unchanged.append(known)
    sequences = _sequences(incoming)
    cancelled = {item.key: item.sequence for item in incoming.cancelled}
    gone = [before for before in left.values() if _is_cancelled(before, cancelled)]
    for before in gone:
        del left[before.key]
    new = []
    renamed = _by_times(left.values())
    for event in strange:
        alike = renamed.get((*_times(event), event.busy.value))
        if alike:
            before = alike.pop(0)
            del left[before.key]
            unchanged.append(before)
        else:
            new.append(event)
    for before in left.values():
        if sequences.get(series_of(before.key), before.sequence) < before.sequence:
            unchanged.append(before)  # the file has this series as it was before
        elif _is_missing(before, incoming):
            gone.append(before)
    return Reconciled(tuple(new), tuple(changed), _in_order(gone), _in_order(unchanged), tuple(renewed))


def _is_missing(event: ImportedEvent, incoming: Incoming) -> bool:
    """Whether the file would have the event, if it still stood: inside its window, and not lost in reading it."""
    inside = incoming.since <= event.start and event.end <= incoming.until
    return incoming.whole and inside and series_of(event.key) not in incoming.lost


def _is_cancelled(event: ImportedEvent, cancelled: Mapping[str, int]) -> bool:
    names = (event.key, event_key(series_of(event.key)))
    return any(cancelled.get(name, -1) >= event.sequence for name in names)


def _sequences(incoming: Incoming) -> dict[str, int]:
    """The highest sequence of each series in a file."""
    found: dict[str, int] = {}
    pairs = [(item.key, item.sequence) for item in incoming.events]
    for key, sequence in (*pairs, *((item.key, item.sequence) for item in incoming.cancelled)):
        series = series_of(key)
        found[series] = max(sequence, found.get(series, sequence))
    return found


def _by_times(events: Iterable[ImportedEvent]) -> dict[tuple[datetime, datetime, bool, str], list[ImportedEvent]]:
    found: dict[tuple[datetime, datetime, bool, str], list[ImportedEvent]] = {}
    for event in events:
        found.setdefault((*_times(event), event.busy), []).append(event)
    return found


def _times(event: IncomingEvent | ImportedEvent) -> tuple[datetime, datetime, bool]:
    return event.start, event.end, event.all_day


def _same(before: ImportedEvent, after: IncomingEvent) -> bool:
    return _times(before) == _times(after) and before.busy == after.busy.value


def _in_order(events: Iterable[ImportedEvent]) -> tuple[ImportedEvent, ...]:
    return tuple(sorted(events, key=lambda event: (event.start, event.end, event.key)))
