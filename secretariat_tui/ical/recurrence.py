"""The occurrences of a series in a window, by a library that knows the rules, within what is allowed to a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import icalendar
import recurring_ical_events  # type: ignore[import-untyped]

from secretariat_tui.domain.finding import N_
from secretariat_tui.ical.drafts import Draft, Moment
from secretariat_tui.ical.repeats import (
    NOT_A_RULE,
    STEPS_OF_A_SERIES,
    STEPS_OF_AN_OCCURRENCE,
    Allowance,
    BadRepeat,
    Rule,
    ensure_it_comes,
    nearer,
    steps,
)
from secretariat_tui.ical.zones import UTC_ZONE

_DAY = timedelta(days=1)
_NO_TIME = timedelta()
_WHICH = "X-WHICH"
_LONGEST = timedelta(days=366)
_STEPS_OF_A_DATE = 20
_MOST_CHANGES = 100
TOO_MANY = N_("This event was left out: it was changed from some date on more than 100 times.")
TOO_FAR = N_("This event was left out: from some date on it was moved by more than a year.")
TOO_LONG = N_("This event was left out: it is repeated, and takes more than a year each time.")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A series at one of its times. `original` is where its rule puts it, all three by the clock of the series."""

    draft: Draft
    original: datetime
    start: datetime
    end: datetime


def occurrences(
    series: Draft, later: Iterable[Draft], without: Iterable[Moment], since: datetime, until: datetime, left: Allowance
) -> Iterator[Occurrence]:
    """The occurrences of a series that meet a window (UTC), without those that others stand in for.

    `later` change their own and every later occurrence. Raises BadRepeat for rules that cannot be followed, Exhausted
    where they are more than is allowed.
    """
    changes = sorted((draft for draft in later if draft.original), key=lambda draft: _original(series, draft))
    length = max(draft.end - draft.start for draft in (series, *changes))
    moves = [_moved(series, draft) for draft in changes]
    farthest = max(map(abs, moves), default=_NO_TIME)
    if max(length, farthest) > _LONGEST or len(changes) > _MOST_CHANGES:
        raise BadRepeat(TOO_LONG if length > _LONGEST else TOO_FAR if farthest > _LONGEST else TOO_MANY)
    first = series.zone.wall(since) - length - 2 * _DAY
    last = series.zone.wall(until) + 2 * _DAY
    ends = [_until(rule, series) for rule in series.rules]
    early = first - farthest  # what its rule puts there may have moved into the window
    if not series.added and all(end is not None and end < early for end in ends):
        return
    start = nearer(series.rules[0], series.start, early) if len(series.rules) == 1 else series.start
    skipped = [*series.without, *without]
    left.take_steps(STEPS_OF_A_SERIES * (1 + len(ends)) + _STEPS_OF_A_DATE * (len(series.added) + len(skipped)))
    for rule in series.rules:
        ensure_it_comes(rule, series.start, left)
        left.take_steps(steps(rule, start, last + farthest))
    try:
        calendar = _calendar(series, start, changes, skipped, ends)
        found = recurring_ical_events.of(calendar, components=("VEVENT",)).between(first, last)
    except (ValueError, OverflowError, TypeError, IndexError):  # the last for a 53rd Monday of a month
        raise BadRepeat(NOT_A_RULE) from None
    left.charge(STEPS_OF_AN_OCCURRENCE * len(found))
    left.take_occurrences(len(found))
    yield from _kept(series, changes, ends, found)


def _kept(
    series: Draft, changes: list[Draft], ends: list[datetime | None], found: Iterable[icalendar.Event]
) -> Iterator[Occurrence]:
    """What the library found, less what comes after the end of a rule that is also counted, or that was cancelled."""
    stop = min((_original(series, draft) for draft in changes if draft.cancelled), default=None)
    end = ends[0] if len(ends) == 1 and series.rules[0].count is not None else None
    added = {series.moment_of(when) for when, _ in series.added}
    for component in found:
        which = int(str(component[_WHICH]))
        draft = changes[which - 1] if which else series
        start = original = _wall(component, "DTSTART")
        if which:
            original = start - _moved(series, draft)
        is_over = end is not None and original > end and original not in added
        if not is_over and (stop is None or original < stop):
            yield Occurrence(draft, original, start, _wall(component, "DTEND"))


def _calendar(
    series: Draft, start: datetime, changes: list[Draft], skipped: list[Moment], ends: list[datetime | None]
) -> icalendar.Calendar:
    """The series alone in a calendar, without time zones, from an occurrence near the window on."""
    calendar = icalendar.Calendar()
    event = _event(series, start, start + (series.end - series.start), 0)
    event["RRULE"] = [icalendar.vRecur.from_ical(rule.text(end)) for rule, end in zip(series.rules, ends, strict=True)]
    if series.added:
        event["RDATE"] = icalendar.vDDDLists([_period(series, when, size) for when, size in series.added])
    if skipped:
        event["EXDATE"] = icalendar.vDDDLists([_skipped(series, when) for when in skipped])
    calendar.add_component(event)
    for which, draft in enumerate(changes, 1):
        start = series.moment_of(Moment(draft.start, draft.all_day, draft.zone))
        change = _event(series, start, start + (draft.end - draft.start), which)
        moved = icalendar.vDDDTypes(_form(series, _original(series, draft)))
        moved.params["RANGE"] = "THISANDFUTURE"
        change["RECURRENCE-ID"] = moved
        calendar.add_component(change)
    return calendar


def _event(series: Draft, start: datetime, end: datetime, which: int) -> icalendar.Event:
    event = icalendar.Event()
    event["UID"] = "series"
    event["SEQUENCE"] = 0
    event["DTSTART"] = icalendar.vDDDTypes(_form(series, start))
    event["DTEND"] = icalendar.vDDDTypes(_form(series, end))
    event[_WHICH] = str(which)
    return event


def _form(series: Draft, wall: datetime) -> datetime | date:
    return wall.date() if series.all_day else wall


def _period(series: Draft, when: Moment, size: timedelta | None) -> datetime | date | tuple[datetime, datetime]:
    start = series.moment_of(when)
    return _form(series, start) if size is None or series.all_day else (start, start + size)


def _skipped(series: Draft, when: Moment) -> datetime | date:
    """A date leaves out whatever there is on it."""
    return when.wall.date() if when.is_date else _form(series, series.moment_of(when))


def _original(series: Draft, draft: Draft) -> datetime:
    return series.start if draft.original is None else series.moment_of(draft.original)


def _moved(series: Draft, draft: Draft) -> timedelta:
    """How far a change moves its own and every later occurrence."""
    return series.moment_of(Moment(draft.start, draft.all_day, draft.zone)) - _original(series, draft)


def last_moment(series: Draft) -> datetime | None:
    """Until when the rules of a series go, by its clock; None for one that goes on, or is counted."""
    ends = [end for rule in series.rules if (end := _until(rule, series)) is not None]
    return max(ends) if ends and len(ends) == len(series.rules) else None


def _until(rule: Rule, series: Draft) -> datetime | None:
    """The last moment of a rule by the clock of its series; a date is counted to its end."""
    if rule.until is None:
        return None
    until = rule.until
    wall = Moment(until.wall, False, UTC_ZONE).by(series.zone) if until.is_utc else until.wall
    if series.all_day:
        return datetime.combine(wall.date(), series.start.time())
    return wall + _DAY - timedelta(seconds=1) if until.is_date else wall


def _wall(event: icalendar.Event, name: str) -> datetime:
    value: datetime | date = event.decoded(name)
    return value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
