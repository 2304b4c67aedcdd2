"""How the values of a team file are read: each reader takes a cell, and notes what is wrong with it at its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, NoReturn, TypeVar

from secretariat_tui.domain.calendar import DAYPARTS, WEEKDAYS, Daypart, parse_clock
from secretariat_tui.domain.errors import BadInput, Fault, fault
from secretariat_tui.domain.finding import N_, Fact
from secretariat_tui.domain.invariants import MOST_FAULTS, did_you_mean, fault_at, nearest, shown
from secretariat_tui.domain.shift import Place
from secretariat_tui.exchange.toml_lines import Lines, Path

Cells = frozenset[tuple[int, Daypart]]
E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


class Broken(Exception):  # noqa: N818  (it ends the reading of one value; the fault is noted)
    """A value that cannot be used. What is wrong with it was noted."""


class Notes:
    """The faults of one file, each with its place; `files` are those of the places that stand in another."""

    def __init__(self, file: str | None, lines: Lines, files: Mapping[Path, str] = MappingProxyType({})) -> None:
        self.file = file
        self.lines = lines
        self.files = files
        self.faults: list[Fault] = []

    def add(self, path: Path, found: Fault) -> None:
        """Notes a fault of the value at this path, unless there are very many already."""
        if len(self.faults) > MOST_FAULTS:
            return
        table, row = (path[0] if path else None), (path[1] if len(path) > 1 else None)
        placed = replace(
            found,
            file=_around(path, self.files) or self.file,
            line=self.line(path),
            table=None if table is None else str(table),
            key=key_of(path) or None,
            row=row if isinstance(row, int) else None,
        )
        if placed not in self.faults[-20:]:
            self.faults.append(placed)

    def line(self, path: Path) -> int | None:
        """The line of a place, or of what is around it. A key before the first table has none."""
        return _around(path[1:] if path[:1] == ("",) else path, self.lines)

    def raise_any(self) -> None:
        """Raises BadInput with all faults in the order of the file, if there are any."""
        if self.faults:
            raise BadInput(first_faults(self.faults, self.file))


def first_faults(found: Iterable[Fault], file: str | None = None) -> list[Fault]:
    """Faults in the order of files and lines; where there are more than anybody reads, the last of them says so."""
    template = N_("There are more faults: these are the first {most}.")
    more = replace(fault("too-many", template, most=MOST_FAULTS), file=file)
    given = list(found)
    faults = sorted((item for item in given if item != more), key=lambda item: (item.file or "", item.line or 0))
    is_all = len(faults) <= MOST_FAULTS and more not in given
    return faults if is_all else [*faults[:MOST_FAULTS], more]


def _around(path: Path, known: Mapping[Path, T]) -> T | None:
    """What is known of a place, or of what is around it."""
    while path and path not in known:
        path = path[:-1]
    return known.get(path)


def key_of(path: Path) -> str:
    """The key at a path, with a dot for a key inside a value."""
    return ".".join(part for part in path[1:] if isinstance(part, str))


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a file and where it stands."""

    value: Any
    path: Path
    notes: Notes

    def refuse(self, kind: str, template: str, *, hint: str = "", near: str | None = None, **facts: Fact) -> NoReturn:
        """Notes a fault here; raises Broken."""
        self.notes.add(self.path, fault_at("", kind, template, hint=hint, nearest=near, **facts))
        raise Broken

    def items(self) -> list[Cell]:
        """The cells of a list."""
        if not isinstance(self.value, list):
            self.refuse("wrong-type", N_("This must be a list."), hint=N_("Put it between [ and ]."))
        return [Cell(item, (*self.path, index), self.notes) for index, item in enumerate(self.value)]


Reader = Callable[[Cell], Any]

_FLAG: Final = N_("Write true or false, in small letters and without quotes.")
_DIGITS: Final = N_("Write it in digits and without quotes, as in 7.")
_DECIMALS: Final = N_("Write it in digits, with a point and without quotes, as in 7.5.")


def text(cell: Cell) -> str:
    """A text. What it may hold is the domain's to say."""
    if not isinstance(cell.value, str):
        cell.refuse("wrong-type", N_("This must be a text."), hint=N_("Put it between quotes."))
    return cell.value


def flag(cell: Cell) -> bool:
    """true or false."""
    if not isinstance(cell.value, bool):
        cell.refuse("wrong-type", N_("This must be true or false."), hint=_FLAG)
    return cell.value


def integer(cell: Cell) -> int:
    """A whole number."""
    if type(cell.value) is not int:
        cell.refuse("wrong-type", N_("This must be a whole number."), hint=_DIGITS)
    return int(cell.value)


def hours(cell: Cell) -> Decimal:
    """A number, with or without decimals."""
    if type(cell.value) is int:
        return Decimal(cell.value)
    if not isinstance(cell.value, Decimal):
        cell.refuse("wrong-type", N_("This must be a number."), hint=_DECIMALS)
    return cell.value


def day(cell: Cell) -> date:
    """A date, with or without quotes."""
    if type(cell.value) is date:
        return cell.value
    if not isinstance(cell.value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell.value, re.ASCII):
        cell.refuse("bad-date", N_("This must be a date."), hint=N_('Write it as "2026-11-30".'))
    try:
        return date.fromisoformat(cell.value)
    except ValueError:
        cell.refuse("bad-date", N_("{value} is not in the calendar."), value=cell.value)


def minute(cell: Cell) -> int:
    """A time of the day, with or without quotes, as minutes since midnight."""
    value = cell.value
    if isinstance(value, time) and value.tzinfo is None and not value.second and not value.microsecond:
        return value.hour * 60 + value.minute
    try:
        return parse_clock(value if isinstance(value, str) else "")
    except ValueError:
        cell.refuse("bad-time", N_("This must be a time of the day."), hint=N_('Write it as "08:30".'))


def one_of(words: Collection[str]) -> Callable[[Cell], str]:
    """One of some words."""

    def read(cell: Cell) -> str:
        word = text(cell)
        if word not in words:
            said = ", ".join(words)
            guess = did_you_mean(nearest(word, words, 0.6))
            template = N_("This must be one of: {words}.")
            cell.refuse("bad-value", template, hint=guess["hint"], near=guess["nearest"], words=said)
        return word

    return read


def member_of(words: type[E]) -> Callable[[Cell], E]:
    """A word of an enumeration."""
    read = one_of([word.value for word in words])
    return lambda cell: words(read(cell))


def part(cell: Cell) -> Daypart | None:
    """A daypart, or None for the whole day."""
    word = one_of(("day", *(part.value for part in DAYPARTS)))(cell)
    return None if word == "day" else Daypart(word)


def list_of(read: Callable[[Cell], T]) -> Callable[[Cell], tuple[T, ...]]:
    """A list, of which every item that is wrong is noted."""

    def read_all(cell: Cell) -> tuple[T, ...]:
        found, broken = [], False
        for item in cell.items():
            try:
                found.append(read(item))
            except Broken:
                broken = True
        if broken:
            raise Broken
        return tuple(found)

    return read_all


def weekdays(cell: Cell) -> frozenset[int]:
    """A list of weekdays, as 0 to 6."""
    return frozenset(WEEKDAYS.index(word) for word in list_of(one_of(WEEKDAYS))(cell))


_DAYPART_WORDS: Final = {
    word: frozenset((index, part) for part in DAYPARTS if word in (name, f"{name}-{part.value}"))
    for index, name in enumerate(WEEKDAYS)
    for word in (name, *(f"{name}-{part.value}" for part in DAYPARTS))
}


def dayparts(cell: Cell) -> Cells:
    """A list of weekdays, or dayparts of weekdays."""

    def read(item: Cell) -> Cells:
        word = text(item)
        if word not in _DAYPART_WORDS:
            guess = did_you_mean(nearest(word, _DAYPART_WORDS, 0.6), N_('Write it as "wed", "wed-am" or "wed-pm".'))
            template = N_("{value} is not a day or daypart.")
            item.refuse("bad-value", template, hint=guess["hint"], near=guess["nearest"], value=shown(word))
        return _DAYPART_WORDS[word]

    return frozenset[tuple[int, Daypart]]().union(*list_of(read)(cell))


def dates(cell: Cell) -> frozenset[date]:
    """A list of dates."""
    return frozenset(list_of(day)(cell))


texts: Final = list_of(text)
places: Final = list_of(member_of(Place))
