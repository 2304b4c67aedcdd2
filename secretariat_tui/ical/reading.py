"""The components of a foreign calendar file, each saved from what is broken beside it.

Only what an import looks at is kept: calendars with their time zones and events. Alarms, attendees, descriptions and
attachments are never taken in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from secretariat_tui.domain.errors import BadInput, Fault, fault
from secretariat_tui.domain.finding import N_, Fact
from secretariat_tui.domain.invariants import MOST_FAULTS, shown
from secretariat_tui.ical.lines import SHORTER, Line, at_line, read_lines

MOST_EVENTS: Final = 20_000

TIMES: Final = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE"})
"""Properties whose value has no colon: it stands after the last one, also where a parameter forgot its quotes."""

_EVENT: Final = TIMES | {
    *("UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DURATION", "RRULE", "EXRULE", "STATUS", "TRANSP", "SUMMARY"),
    *("X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-MSNCALENDAR-BUSYSTATUS"),
    *("X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT"),
}
_OBSERVANCE: Final = frozenset({"DTSTART", "RRULE", "RDATE", "TZOFFSETFROM", "TZOFFSETTO"})
_WANTED: Final = {
    "VCALENDAR": frozenset({"METHOD", "X-WR-TIMEZONE", "X-CALSTART", "X-CALEND"}),
    "VEVENT": _EVENT,
    "VTIMEZONE": frozenset({"TZID"}),
    "STANDARD": _OBSERVANCE,
    "DAYLIGHT": _OBSERVANCE,
}
_INSIDE: Final = {"VTIMEZONE": "VCALENDAR", "VEVENT": "VCALENDAR", "STANDARD": "VTIMEZONE", "DAYLIGHT": "VTIMEZONE"}
_VITAL: Final = _EVENT - {"SUMMARY", "DTSTAMP", "LAST-MODIFIED"}
"""What an event is not itself without: where such a line cannot be read, the event is lost."""

_DEEPEST: Final = 20
_LONGEST_PARAMETERS: Final = 2000

_NAME: Final = re.compile(r"[A-Za-z0-9-]+(?=[;:])")
_COMPONENT: Final = re.compile(r"[A-Z][A-Z0-9-]*")
"""What a component can be called: "Begin: 9:00" is a line of a description that was not folded."""

_VALUE: Final = re.compile(r'[^":]*(?:"[^"]*"[^":]*)*:')


@dataclass(frozen=True, slots=True)
class Property:
    """A property. `parameters` are as they stand in the file, from the first semicolon on."""

    name: str
    parameters: str
    value: str
    line: int


@dataclass(slots=True)
class Component:
    """A component of a file: what it is called, where it begins, and what of it is used.

    `bad` are the lines that it cannot do without and that could not be read.
    """

    name: str
    line: int
    properties: dict[str, list[Property]] = field(default_factory=dict)
    parts: list[Component] = field(default_factory=list)
    bad: list[int] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        return self.properties.get(name, [])

    def first(self, name: str) -> Property | None:
        found = self.properties.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        """The value of the first such property, "" without one."""
        found = self.properties.get(name)
        return found[0].value.strip() if found else ""


@dataclass(frozen=True, slots=True)
class Salvage:
    """The calendars of a file, and what could not be saved.

    `lost` are the names (UID) of events that were lost, `whole` is False where there are others. `cut` are those of
    which only the beginning is there, each after its calendar.
    """

    calendars: tuple[Component, ...]
    problems: tuple[Fault, ...]
    lost: frozenset[str]
    whole: bool
    cut: tuple[tuple[Component, Component], ...]


def read_components(data: bytes, file: str) -> Salvage:
    """The calendars of a file with their time zones and events. Raises BadInput for what is no calendar at all."""
    read = read_lines(data, file)
    salvage = _Reader(file)
    for line in read.lines:
        salvage.take(line)
    salvage.finish()
    events = sum(part.name == "VEVENT" for calendar in salvage.calendars for part in calendar.parts)
    if events > MOST_EVENTS:
        template = N_("The file has {count} events; at most {most} are read.")
        raise BadInput([at_line(fault("too-many", template, hint=SHORTER, count=events, most=MOST_EVENTS), file, None)])
    problems = (*read.problems, *salvage.problems)
    return Salvage(tuple(salvage.calendars), problems, frozenset(salvage.lost), salvage.whole, tuple(salvage.cut))


class _Reader:
    """Takes lines one by one. `stack` are the components that are open, outermost first."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.calendars: list[Component] = []
        self.problems: list[Fault] = []
        self.lost: set[str] = set()
        self.whole = True
        self.cut: list[tuple[Component, Component]] = []
        self.free_busy: int | None = None
        self.stack: list[Component] = []
        self.wanted: frozenset[str] = frozenset()

    def take(self, line: Line) -> None:
        text = line.text
        match = None if text is None else _NAME.match(text)
        if text is None or match is None:
            self._bad_line(line)
            return
        name = match[0].upper()
        if name == "BEGIN":
            part = text[match.end() + 1 :].strip().upper()
            if _COMPONENT.fullmatch(part):
                self._begin(part, line.number)
            else:
                self._bad_line(line)
        elif name == "END":
            self._end(text[match.end() + 1 :].strip().upper(), line.number)
        elif name in self.wanted:
            found = _property(name, text, match.end(), line.number)
            if found is None:
                self._bad_line(line)
            else:
                self.stack[-1].properties.setdefault(name, []).append(found)

    def finish(self) -> None:
        """What is still open at the end of the file was cut off."""
        if self.stack:
            self.whole = False
            template = N_("The file ends too early: its last lines are missing.")
            self._tell("truncated", None, template, N_("Export the calendar again, or copy the file again."))
            self._lose(0)
            self._close(0)
        if self.free_busy and not any(walk(self.calendars, "VEVENT")):
            template = N_(
                "The file tells only when somebody is free or busy, and has no events: nothing was read in it."
            )
            self._tell("no-events", self.free_busy, template, N_("Export the calendar itself, with its events."))

    def _begin(self, name: str, number: int) -> None:
        outer = _INSIDE.get(name)
        if name == "VFREEBUSY":
            self.free_busy = self.free_busy or number
        if name == "VCALENDAR":
            self._lose(0)
        elif outer is not None:
            depth = next((i for i, part in enumerate(self.stack) if part.name == outer), None)
            if depth is None:
                self._stray(name, number)
            else:
                self._lose(depth + 1)
        if len(self.stack) >= _DEEPEST:
            self._tell("too-deep", number, N_("Here too many components are inside one another."))
        else:
            self._open(Component(name, number))

    def _stray(self, name: str, number: int) -> None:
        """A component outside the one that it belongs to: an event after END:VCALENDAR still counts."""
        if name in ("VEVENT", "VTIMEZONE"):
            self._lose(0)
            self._open(self.calendars[-1] if self.calendars else Component("VCALENDAR", number))

    def _end(self, name: str, number: int) -> None:
        depth = next((i for i in reversed(range(len(self.stack))) if self.stack[i].name == name), None)
        if depth is None:
            self._tell("bad-line", number, N_("This line ends something that did not begin: {text}."), text=shown(name))
            return
        self._lose(depth + 1)
        self._close(depth)

    def _open(self, part: Component) -> None:
        self.stack.append(part)
        self.wanted = _WANTED.get(part.name, frozenset())

    def _close(self, depth: int) -> None:
        """Hands the components from this depth on to those that they are in, innermost first."""
        while len(self.stack) > depth:
            part = self.stack.pop()
            if part.name == "VCALENDAR":
                if not any(part is known for known in self.calendars[-1:]):
                    self.calendars.append(part)
            elif self.stack and part.name in _WANTED:
                self.stack[-1].parts.append(part)
        self.wanted = _WANTED.get(self.stack[-1].name, frozenset()) if self.stack else frozenset()

    def _lose(self, depth: int) -> None:
        """Drops the components from this depth on: they have no end."""
        for part in self.stack[depth:]:
            if part.name == "VCALENDAR":
                continue
            if part.name == "VEVENT":
                self.lost.add(part.text("UID"))
                self.cut.append((self.stack[0], part))
                self.whole = self.whole and bool(part.text("UID"))
            self._tell(
                "no-end", part.line, N_("This {component} has no end; it was left out."), component=shown(part.name)
            )
        kept = [part for part in self.stack[depth:] if part.name == "VCALENDAR"]
        self.stack[depth:] = kept
        self._close(depth)

    def _bad_line(self, line: Line) -> None:
        part = self.stack[-1] if self.stack else None
        if part is None:
            return  # before and after the calendar stands what mail and web servers added
        named = re.match(r"[A-Za-z-]+", line.text or "")
        name = named[0].upper() if named else ""
        if line.text is None or name in _VITAL or part.name in ("STANDARD", "DAYLIGHT", "VTIMEZONE"):
            part.bad.append(line.number)
        told = N_("This line cannot be read, in {component}.")
        garbled = N_("This line has bytes that are no text, in {component}.")
        self._tell("bad-line", line.number, garbled if line.text is None else told, component=shown(part.name))

    def _tell(self, kind: str, number: int | None, template: str, hint: str = "", **facts: Fact) -> None:
        if len(self.problems) < MOST_FAULTS:
            self.problems.append(at_line(fault(kind, template, hint=hint, nearest=None, **facts), self.file, number))


def _property(name: str, text: str, after: int, number: int) -> Property | None:
    """A property from its line, of which the name ends at `after`."""
    if name in TIMES:
        colon = text.rfind(":")
    else:
        match = _VALUE.match(text, after)
        colon = match.end() - 1 if match else text.find(":", after)
    if colon < after or colon - after > _LONGEST_PARAMETERS:
        return None
    return Property(name, text[after:colon], text[colon + 1 :], number)


def parameter(found: Property, name: str) -> str:
    """The value of a parameter without its quotes, "" without one. A forgotten quote ends with the parameters."""
    match = re.search(rf';\s*{name}\s*=\s*(?:"([^"]*)"?|(.*?))\s*(?=;[A-Za-z-]+=|$)', found.parameters, re.IGNORECASE)
    return "" if match is None else (match[1] or match[2] or "").strip()


def walk(calendars: Iterable[Component], name: str) -> Iterator[tuple[Component, Component]]:
    """Each component of that name, after the calendar that it is in."""
    for calendar in calendars:
        for part in calendar.parts:
            if part.name == name:
                yield calendar, part
