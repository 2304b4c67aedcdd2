"""An event of a foreign file with its times understood, before its repetitions are counted out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.incoming import Availability
from secretariat_tui.ical.busy import availability, is_cancelled
from secretariat_tui.ical.reading import Component, Property, parameter
from secretariat_tui.ical.repeats import Rule, parse_rule
from secretariat_tui.ical.values import (
    BadValue,
    Stamp,
    parse_duration,
    parse_number,
    parse_stamp,
    parse_title,
)
from secretariat_tui.ical.zones import UTC_ZONE, Zone, Zones

_DAY = timedelta(days=1)
_LONGEST_NAME = 150
_MOST_DATES = 5_000
_LONGEST = timedelta(days=5 * 366)


class Unreadable(Exception):  # noqa: N818  (the file's mistake, not the program's)
    """An event that has to be left out. `template` says why, `zone` names the zone that nobody knows."""

    def __init__(self, kind: str, template: str, zone: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.template = template
        self.zone = zone


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks of a calendar: its zones, the team's, and that of times without a zone (None: of an unknown one)."""

    zones: Zones
    home: Zone
    floating: Zone | None
    floating_name: str = ""

    def of(self, found: Property, stamp: Stamp) -> Zone:
        """The clock by which a property gives its time; raises Unreadable for a zone that nobody knows."""
        if stamp.is_utc:
            return UTC_ZONE
        if stamp.is_date:
            return self.home
        name = parameter(found, "TZID") if "=" in found.parameters else ""
        zone = self.zones.find(name) if name else self.floating
        if zone is None:
            template = N_("This event was left out: nobody knows its time zone {zone}.")
            raise Unreadable("unknown-zone", template, name or self.floating_name)
        return zone


@dataclass(frozen=True, slots=True)
class Moment:
    """A time by a clock, or a date."""

    wall: datetime
    is_date: bool
    zone: Zone

    def by(self, zone: Zone) -> datetime:
        """The same moment by another clock; a date is its midnight by any."""
        return self.wall if self.is_date or zone is self.zone else zone.wall(self.zone.instant(self.wall))


@dataclass(frozen=True, slots=True)
class Draft:
    """An event: `start` and `end` by the clock of `zone`; of an all-day event the midnights of its first day and of the
    day after its last. `counted` is how much before the end no longer goes by the clock: the hours of a DURATION.
    `original` is the RECURRENCE-ID of an event that stands in for an occurrence of its series.
    """

    series: str
    line: int
    sequence: int
    written: str
    start: datetime
    end: datetime
    all_day: bool
    zone: Zone
    busy: Availability
    cancelled: bool
    title: str
    counted: timedelta = timedelta()
    rules: tuple[Rule, ...] = ()
    added: tuple[tuple[Moment, timedelta | None], ...] = ()
    without: tuple[Moment, ...] = ()
    original: Moment | None = None
    and_later: bool = False

    @property
    def repeats(self) -> bool:
        return bool(self.rules or self.added)

    def moment_of(self, when: Moment) -> datetime:
        """Another time of this series, by the clock of the series.

        A date of a timed series keeps its time; midnight anywhere is the date of a series of whole days.
        """
        if self.all_day:
            own = when.zone is not UTC_ZONE and _is_midnight(when.wall)
            return datetime.combine((when.wall if own else when.by(self.zone)).date(), time.min)
        return datetime.combine(when.wall.date(), self.start.time()) if when.is_date else when.by(self.zone)


def series_name(uid: str) -> str:
    """The name by which a series is known: its UID, or the digest of one that is too long or no plain text."""
    if uid and len(uid) <= _LONGEST_NAME and uid.isprintable():
        return uid
    return "sha256:" + hashlib.sha256(uid.encode("utf-8", "replace")).hexdigest() if uid else ""


def read_draft(event: Component, clocks: Clocks, method: str, titles: bool) -> Draft:
    """The event of a component. Raises Unreadable, BadValue or BadRepeat where it has to be left out."""
    if event.bad:
        raise Unreadable("bad-line", N_("This event was left out: a line of it cannot be read."))
    start = _only(event, "DTSTART", clocks)
    if start is None:
        raise Unreadable("no-start", N_("This event was left out: it has no start."))
    first, last, all_day = _span(event, start, clocks)
    zone = clocks.home if all_day else start.zone
    counted = timedelta() if all_day or start.is_date else _counted(event)
    _possible(zone, first, last, counted)
    if sum(found.value.count(",") + 1 for name in ("RDATE", "EXDATE") for found in event.all(name)) > _MOST_DATES:
        raise Unreadable("bad-repeat", N_("This event was left out: it lists too many dates."))
    if event.first("EXRULE") is not None:
        raise Unreadable("bad-repeat", N_("This event was left out: it has an EXRULE, which no program keeps to."))
    original = event.first("RECURRENCE-ID")
    rules = () if original else tuple(parse_rule(found.value) for found in event.all("RRULE") if found.value.strip())
    return Draft(
        series=series_name(event.text("UID")) or f"{first:%Y%m%dT%H%M%S}/{last:%Y%m%dT%H%M%S}@no-name",
        line=event.line,
        sequence=parse_number(event.text("SEQUENCE")),
        written=event.text("LAST-MODIFIED") or event.text("DTSTAMP"),
        start=first,
        end=last,
        all_day=all_day,
        zone=zone,
        busy=availability(event, all_day or _from_midnight_to_midnight(first, last, zone, clocks.home)),
        cancelled=is_cancelled(event, method),
        title=parse_title(event.text("SUMMARY")) if titles else "",
        counted=counted,
        rules=rules,
        added=() if original else tuple(_added(event, clocks)),
        without=() if original else tuple(_listed(event, "EXDATE", clocks)),
        original=None if original is None else _moment(original, original.value, clocks),
        and_later=original is not None and parameter(original, "RANGE").upper() == "THISANDFUTURE",
    )


def original_of(event: Component, clocks: Clocks) -> Moment | None:
    """Which occurrence an event stands in for, as far as it tells: also of one that cannot be read otherwise."""
    found = event.first("RECURRENCE-ID")
    try:
        return None if found is None else _moment(found, found.value, clocks)
    except (Unreadable, BadValue, OverflowError):
        return None


def _moment(found: Property, text: str, clocks: Clocks) -> Moment:
    stamp = parse_stamp(text)
    return Moment(stamp.wall, stamp.is_date, clocks.of(found, stamp))


def _only(event: Component, name: str, clocks: Clocks) -> Moment | None:
    """The value of a property that an event has once; raises Unreadable for two that differ."""
    found = event.all(name)
    if not found:
        return None
    if len({(item.parameters, item.value) for item in found}) > 1:
        raise Unreadable("bad-date", N_("This event was left out: it has two starts, or two ends."))
    return _moment(found[0], found[0].value, clocks)


def _span(event: Component, start: Moment, clocks: Clocks) -> tuple[datetime, datetime, bool]:
    """From when to when by the clock of the start, and whether these are whole days."""
    first, all_day = start.wall, start.is_date
    end = _only(event, "DTEND", clocks)
    duration = event.first("DURATION")
    if end is not None:
        last = end.wall if start.is_date and _is_midnight(end.wall) else end.by(start.zone)
        all_day = all_day and _is_midnight(last)
    elif duration is not None:
        last = first + sum(parse_duration(duration.value), timedelta())
        all_day = all_day and _is_midnight(last)
    else:
        last = first + _DAY if all_day else first
    if all_day:
        return first, (last if last != first else first + _DAY), True
    if _says_all_day(event):
        days = clocks.home.wall(start.zone.instant(first)), clocks.home.wall(start.zone.instant(last))
        of_its_own = first, last
        for one, other in (of_its_own, days):
            if one < other and _is_midnight(one) and _is_midnight(other):
                return one, other, True
    return first, last, False


def _counted(event: Component) -> timedelta:
    """The hours of its length that do not go by the clock."""
    duration = event.first("DURATION")
    return timedelta() if duration is None or event.first("DTEND") is not None else parse_duration(duration.value)[1]


def _says_all_day(event: Component) -> bool:
    names = ("X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT")
    return any(event.text(name).upper() == "TRUE" for name in names)


def _is_midnight(wall: datetime) -> bool:
    return wall.time() == time.min


def _from_midnight_to_midnight(first: datetime, last: datetime, *zones: Zone) -> bool:
    """Whether these are whole days, by the clock that they are given by or another: so Google writes being away."""
    given = zones[0]
    by_each = ([zone.wall(given.instant(wall)) for wall in (first, last)] for zone in zones)
    return first < last and any(all(map(_is_midnight, walls)) for walls in by_each)


def _possible(zone: Zone, first: datetime, last: datetime, counted: timedelta) -> None:
    if zone.instant(last - counted) + counted < zone.instant(first):
        raise Unreadable("times-reversed", N_("This event was left out: it ends before it begins."))
    if last - first > _LONGEST:
        raise Unreadable("too-long", N_("This event was left out: it takes more than five years."))


def _listed(event: Component, name: str, clocks: Clocks) -> Iterator[Moment]:
    for found in event.all(name):
        for text in found.value.split(","):
            if text.strip():
                yield _moment(found, text, clocks)


def _added(event: Component, clocks: Clocks) -> Iterator[tuple[Moment, timedelta | None]]:
    """The dates of RDATE, with the length of those that are periods."""
    for found in event.all("RDATE"):
        for text in found.value.split(","):
            if not text.strip():
                continue
            begin, _, rest = text.strip().partition("/")
            start = _moment(found, begin, clocks)
            if not rest:
                yield start, None
            else:
                if rest.upper().lstrip("+-").startswith("P"):
                    size = sum(parse_duration(rest), timedelta())
                else:
                    size = _moment(found, rest, clocks).wall - start.wall
                if size < timedelta():
                    raise BadValue(text)
                yield start, size
