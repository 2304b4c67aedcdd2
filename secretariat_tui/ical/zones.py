"""The time zones of a calendar: by their names, or by the rules that the calendar itself brings.

Nothing is kept from one calendar to the next: "Customized Time Zone" is another zone in every file. A name that says
nothing to anybody is no zone, and never a guess.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final, Protocol
from zoneinfo import ZoneInfo, available_timezones

from secretariat_tui.domain.errors import Fault, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import shown
from secretariat_tui.ical.reading import Component
from secretariat_tui.ical.repeats import BadRepeat, onsets
from secretariat_tui.ical.values import BadValue, parse_moment
from secretariat_tui.ical.windows_zones import plain_name, windows_zone

_YEARS: Final = (1970, 2100)
"""In which the rules of a calendar's own zones are followed. Before and after these the nearest offset holds."""

_MOST_OF_A_FILE: Final = 50
"""Different zones of one file that are worked out: real ones have a few."""


class Zone(Protocol):
    """Between the time that a clock on the wall shows, which has no tzinfo, and UTC.

    A time that the clock skips is counted with the offset before, one that it shows twice is the first: as RFC 5545
    has it.
    """

    def instant(self, wall: datetime) -> datetime: ...

    def wall(self, instant: datetime) -> datetime: ...


class NamedZone:
    """A zone that Python knows."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone

    def instant(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=self._zone).astimezone(UTC)

    def wall(self, instant: datetime) -> datetime:
        return instant.astimezone(self._zone).replace(tzinfo=None)


UTC_ZONE: Final = NamedZone(UTC)


class FileZone:
    """A zone by the rules of a VTIMEZONE. Raises BadValue or BadRepeat for rules that say nothing."""

    def __init__(self, component: Component) -> None:
        if component.bad:
            raise BadValue(component.name)
        found = {change for part in component.parts for change in _changes(part)}
        changes = sorted(found, key=lambda change: (change[0] - change[1], change))
        if not changes:
            raise BadValue(component.name)
        self._before = changes[0][1]
        self._offsets = [after for _, _, after in changes]
        self._instants = [wall - before for wall, before, _ in changes]
        self._walls = [at + max(before, after) for at, (_, before, after) in zip(self._instants, changes, strict=True)]

    def _offset(self, index: int) -> timedelta:
        return self._offsets[index - 1] if index else self._before

    def instant(self, wall: datetime) -> datetime:
        return (wall - self._offset(bisect_right(self._walls, wall))).replace(tzinfo=UTC)

    def wall(self, instant: datetime) -> datetime:
        plain = instant.astimezone(UTC).replace(tzinfo=None)
        return plain + self._offset(bisect_right(self._instants, plain))


def _changes(part: Component) -> Iterator[tuple[datetime, timedelta, timedelta]]:
    """Every moment at which the clock goes to this time: by the clock before, with the offsets before and after."""
    start = part.first("DTSTART")
    if part.bad or start is None:
        raise BadValue(part.name)
    before, after = _offset(part.text("TZOFFSETFROM")), _offset(part.text("TZOFFSETTO"))
    first = parse_moment(start.value)
    yield first, before, after
    for found in part.all("RDATE"):
        for text in found.value.split(","):
            yield parse_moment(text), before, after
    for found in part.all("RRULE"):
        for wall in onsets(found.value, first, before, *_YEARS):
            yield wall, before, after


def _offset(text: str) -> timedelta:
    match = re.fullmatch(r"([+-])(\d\d):?(\d\d)(?::?(\d\d))?", text, re.ASCII)
    if match is None or int(match[2]) > 23 or int(match[3]) > 59:
        raise BadValue(text)
    size = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    return -size if match[1] == "-" else size


class OwnZones:
    """The zones that the calendars of one file bring. Equal ones are worked out once, whatever they are called."""

    def __init__(self) -> None:
        self._found: dict[str, Zone | None] = {}

    def work_out(self, component: Component) -> Zone | None:
        """The zone of a VTIMEZONE; None for one that cannot be read, or that is one too many."""
        content = _contents(component)
        if content not in self._found:
            zone: Zone | None = None
            if len(self._found) < _MOST_OF_A_FILE:
                try:
                    zone = FileZone(component)
                except (BadValue, BadRepeat, OverflowError):
                    zone = None
            self._found[content] = zone
        return self._found[content]


def _contents(component: Component) -> str:
    """All that a VTIMEZONE says but its name."""
    return repr((component.bad == [], [_content(part) for part in component.parts]))


def _content(part: Component) -> tuple[str, bool, list[tuple[str, str]]]:
    """All that an observance says, wherever it stands."""
    rows = [(item.name, item.value) for items in part.properties.values() for item in items]
    return part.name, part.bad == [], sorted(rows)


class Zones:
    """The zones of one calendar, by the names that its events call them by. `problems` are those of its own zones."""

    def __init__(self, components: Iterable[Component] = (), own: OwnZones | None = None) -> None:
        self._components: dict[str, list[Component]] = {}
        for part in components:
            self._components.setdefault(plain_name(part.text("TZID")), []).append(part)
        self._own = own or OwnZones()
        self._found: dict[str, Zone | None] = {}
        self.problems: list[tuple[Fault, int]] = []

    def find(self, name: str) -> Zone | None:
        """The zone of that name; None where nobody knows it."""
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def _find(self, name: str) -> Zone | None:
        known = _iana(name)
        if known is not None:
            return NamedZone(known)
        windows = windows_zone(name)
        there = None if windows is None else NamedZone(ZoneInfo(windows))
        called_so = self._components.get(plain_name(name), [])
        if len({_contents(part) for part in called_so}) > 1:
            if there is None:
                template = N_("This calendar has different time zones that are all called {name}.")
                self.problems.append((fault("bad-zone", template, name=shown(name)), called_so[-1].line))
        elif called_so:
            own = self._own.work_out(called_so[0])
            if own is not None:
                return own
            template = N_("The time zone {name} of this file cannot be read.")
            self.problems.append((fault("bad-zone", template, name=shown(name)), called_so[0].line))
        return there


def _iana(name: str) -> tzinfo | None:
    """The zone of an IANA name, also behind a prefix such as /mozilla.org/20050126_1/, or at a distance to UTC."""
    known = _known()
    text = name.strip(" \"'")
    if text.lower() in known:
        return ZoneInfo(known[text.lower()])
    if text.startswith("/"):
        parts = text.lower().split("/")
        tails = ("/".join(parts[first:]) for first in range(1, len(parts)))
        found = next((known[tail] for tail in tails if tail in known), None)
        return None if found is None else ZoneInfo(found)
    match = re.fullmatch(r"UTC([+-])(\d\d):(\d\d)", text, re.ASCII)
    if match is None or int(match[2]) > 14 or int(match[3]) > 59:
        return None
    size = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(-size if match[1] == "-" else size)


@lru_cache
def _known() -> dict[str, str]:
    of_the_machine = {"localtime", "Factory"}
    return {name.lower(): name for name in sorted(available_timezones() - of_the_machine)}
