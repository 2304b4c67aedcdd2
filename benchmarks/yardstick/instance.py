"""The published text format: sections of comma-separated lines, and comments that start with #."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

HORIZON, SHIFTS, STAFF = "SECTION_HORIZON", "SECTION_SHIFTS", "SECTION_STAFF"
DAYS_OFF, COVER = "SECTION_DAYS_OFF", "SECTION_COVER"
ON, OFF = "SECTION_SHIFT_ON_REQUESTS", "SECTION_SHIFT_OFF_REQUESTS"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of shift. `bars` are the kinds that may not follow it on the next day."""

    id: str
    minutes: int
    bars: frozenset[str]


@dataclass(frozen=True, slots=True)
class Contract:
    """What binds one employee, over the whole horizon.

    `most` is of shifts, by kind; stretches of work are `shortest` to `longest` days, and at least `rest` days lie
    between two of them. A stretch that begins on the first day or ends on the last may be shorter.
    """

    id: str
    most: dict[str, int]
    minutes: tuple[int, int]
    shortest: int
    longest: int
    rest: int
    weekends: int
    days_off: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Request:
    """An employee asks for a shift, or not to have it: `weight` is the cost of the other."""

    employee: str
    day: int
    kind: str
    weight: int
    wanted: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """How many are asked for, and the cost of each that is missing or too many."""

    day: int
    kind: str
    people: int
    under: int
    over: int


@dataclass(frozen=True)
class Instance:
    """One instance. Days count from 0; the first is a Monday."""

    name: str
    days: int
    kinds: tuple[Kind, ...]
    staff: tuple[Contract, ...]
    requests: tuple[Request, ...]
    cover: tuple[Cover, ...]


def read(path: Path) -> Instance:
    """Reads a file."""
    return parse(path.read_text(encoding="utf-8"), path.stem)


def parse(text: str, name: str) -> Instance:
    """Reads a text; raises ValueError for what is no such text."""
    sections = _sections(text)
    missing = {HORIZON, SHIFTS, STAFF, COVER} - set(sections)
    if missing:
        raise ValueError(f"{name} lacks {sorted(missing)}")
    off = {line[0]: frozenset(int(day) for day in line[1:]) for line in sections[DAYS_OFF]}
    return Instance(
        name,
        int(sections[HORIZON][0][0]),
        tuple(Kind(id, int(minutes), frozenset(_listed(bars))) for id, minutes, bars in sections[SHIFTS]),
        tuple(_contract(line, off.get(line[0], frozenset())) for line in sections[STAFF]),
        tuple(
            Request(employee, int(day), kind, int(weight), wanted)
            for section, wanted in ((ON, True), (OFF, False))
            for employee, day, kind, weight in sections[section]
        ),
        tuple(
            Cover(int(day), kind, int(people), int(under), int(over))
            for day, kind, people, under, over in sections[COVER]
        ),
    )


def _sections(text: str) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = defaultdict(list)
    section = ""
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith("SECTION_"):
            section = line
            found[section] = []
        elif line and not line.startswith("#"):
            found[section].append([cell.strip() for cell in line.split(",")])
    return found


def _listed(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _contract(line: list[str], days_off: frozenset[int]) -> Contract:
    id, most, longest_minutes, least_minutes, longest, shortest, rest, weekends = line
    by_kind = {kind: int(number) for kind, number in (part.split("=") for part in _listed(most))}
    minutes = int(least_minutes), int(longest_minutes)
    return Contract(id, by_kind, minutes, int(shortest), int(longest), int(rest), int(weekends), days_off)
