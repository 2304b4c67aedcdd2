"""JSON from outside, read with every fault named by its place.

Readers walk through a `Node`; what is wrong is noted and read as None, so that all faults of a file are told at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date as Date  # noqa: N812  (a Node has a method of that name)
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

from secretariat_tui.domain.calendar import Week, parse_clock
from secretariat_tui.domain.errors import BadInput, Fault, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.exchange.file_reading import refuse_unread

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a JSON file; a year of a team of 25 is a tenth of it."""

_MOST_FAULTS: Final = 50
_BEYOND: Final = 2**53  # what every reader of JSON holds exactly

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_ABSENT: Final = object()
_OURS: Final = N_("Name a file that secretariat wrote as JSON.")


class Faults:
    """The faults of one file, as they are found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Fault] = []

    def note(self, found: Fault, key: str = "") -> None:
        """Notes a fault at a key, unless there are very many already."""
        if len(self.found) < _MOST_FAULTS:
            self.found.append(replace(found, file=self.file, key=key or None))

    def refuse(self, found: Fault) -> NoReturn:
        """Raises BadInput with this fault and those before it."""
        self.note(found)
        raise BadInput(self.found)

    def raise_any(self) -> None:
        """Raises BadInput if anything is wrong."""
        if self.found:
            raise BadInput(self.found)


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands, such as `assignments[3].date`. What is not given reads as None, with no fault."""

    value: Any
    path: str
    faults: Faults

    @property
    def given(self) -> bool:
        return self.value is not _ABSENT

    def optional(self, key: str) -> Node:
        """The value of a key, which may be left out or null."""
        value = self.value.get(key)
        return Node(_ABSENT if value is None else value, f"{self.path}.{key}" if self.path else key, self.faults)

    def required(self, key: str) -> Node:
        """The value of a key that must be given."""
        found = self.optional(key)
        if not found.given:
            self.faults.note(fault("missing-key", N_('"{missing}" is missing here.'), missing=key), self.path)
        return found

    def each(self, key: str, read: Callable[[Node], T | None]) -> tuple[T, ...]:
        """What is read from the objects in the list of a key; nothing where it is not given."""
        return tuple(item for node in self._objects(key) if (item := read(node)) is not None)

    def _objects(self, key: str) -> Iterator[Node]:
        listed = self.optional(key)
        if not listed.given:
            return
        if not isinstance(listed.value, list):
            listed.wrong(N_("This must be a list."))
            return
        for index, value in enumerate(listed.value):
            node = Node(value, f"{listed.path}[{index}]", self.faults)
            if node.is_object():
                yield node

    def is_object(self) -> bool:
        """Whether this has keys; a fault when not."""
        if not isinstance(self.value, dict):
            self.wrong(N_("This must be an object with keys."))
        return isinstance(self.value, dict)

    def text(self) -> str | None:
        """A string."""
        found: str | None = self._checked(isinstance(self.value, str), N_("This must be a text."))
        return found

    def flag(self) -> bool | None:
        """true or false."""
        found: bool | None = self._checked(isinstance(self.value, bool), N_("This must be true or false."))
        return found

    def integer(self, least: int = 0) -> int | None:
        """A whole number."""
        fits = type(self.value) is int and least <= self.value < _BEYOND
        found: int | None = self._checked(fits, N_("This must be a whole number of at least {least}."), least=least)
        return found

    def share(self) -> float | None:
        """A number from 0 to 1."""
        fits = type(self.value) in (int, float) and 0 <= self.value <= 1
        found: float | None = self._checked(fits, N_("This must be a number from 0 to 1."))
        return found

    def date(self) -> Date | None:
        """A date such as 2026-11-30."""
        return self._parsed(_date, N_("This must be a date such as 2026-11-30."))

    def minute(self) -> int | None:
        """A time such as 08:30, in minutes since midnight."""
        return self._parsed(parse_clock, N_("This must be a time such as 08:30."))

    def week(self) -> Week | None:
        """A week such as 2026-W49."""
        return self._parsed(Week.parse, N_("This must be a week such as 2026-W49."))

    def word(self, words: type[E]) -> E | None:
        """A word of an enumeration."""
        known = [item.value for item in words]
        fits = isinstance(self.value, str) and self.value in known
        found = self._checked(fits, N_("This must be one of: {words}."), words=", ".join(known))
        return None if found is None else words(found)

    def known(self, ids: Mapping[str, object], template: str) -> str | None:
        """An id that must be among those of the team; the template says what it is not, naming it `{id}`."""
        id = self.text()
        if id is None or id in ids:
            return id
        near = get_close_matches(id, list(ids), n=1) if len(id) < 100 else []
        found = fault("unknown-id", template, nearest=near[0] if near else None, id=id[:100])
        self.faults.note(found, self.path)
        return None

    def wrong(self, template: str, kind: str = "wrong-value", **facts: Any) -> None:
        """Notes that this value is not what it should be."""
        self.faults.note(fault(kind, template, **facts), self.path)

    def _checked(self, fits: bool, template: str, **facts: Any) -> Any:
        if fits:
            return self.value
        if self.given:
            self.wrong(template, **facts)
        return None

    def _parsed(self, parse: Callable[[str], T], template: str) -> T | None:
        if isinstance(self.value, str):
            try:
                return parse(self.value)
            except ValueError:
                pass
        self._checked(False, template)
        return None


def read_document(path: Path, schema: str) -> Node:
    """The root of a JSON file of a schema; raises BadInput when it is not one."""
    faults = Faults(str(path))
    value = _parse(_content(path, faults), faults)
    if not isinstance(value, dict) or not isinstance(value.get("schema"), str):
        template = N_("This is not a JSON document of secretariat: it has no schema.")
        faults.refuse(fault("not-a-document", template, hint=_OURS))
    if value["schema"] != schema:
        found = value["schema"][:60]
        faults.refuse(
            fault("other-schema", N_("This is {found}; {schema} is needed here."), found=found, schema=schema)
        )
    return Node(value, "", faults)


def _content(path: Path, faults: Faults) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            faults.refuse(fault("too-large", N_("The file is larger than {most} MiB."), most=LARGEST // 1024 // 1024))
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        refuse_unread(path, error)
    if len(content) > LARGEST:
        faults.refuse(fault("too-large", N_("The file is larger than {most} MiB."), most=LARGEST // 1024 // 1024))
    return content


def _parse(content: bytes, faults: Faults) -> Any:
    try:
        return json.loads(
            content.decode("utf-8-sig"), parse_constant=_no_constant, object_pairs_hook=_without_duplicates
        )
    except RecursionError:
        faults.refuse(fault("too-deep", N_("The document is nested too deeply.")))
    except UnicodeDecodeError:
        faults.refuse(fault("not-utf-8", N_("The file is not UTF-8 text.")))
    except json.JSONDecodeError as error:
        place = replace(fault("not-json", N_("This is not JSON."), hint=_OURS), file=faults.file, line=error.lineno)
        raise BadInput([place]) from None
    except _Unread as error:
        faults.refuse(error.found)
    except ValueError:  # the limit on the digits of an integer
        faults.refuse(fault("not-json", N_("This number has thousands of digits.")))


class _Unread(ValueError):  # noqa: N818  (it ends the reading)
    """JSON that Python reads, and others do not."""

    def __init__(self, found: Fault) -> None:
        super().__init__(found.kind)
        self.found = found


def _no_constant(name: str) -> NoReturn:
    raise _Unread(fault("not-json", N_("{value} is no value that a roster can have."), value=name))


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Unread(fault("not-json", N_('"{key}" stands twice in the same place.'), key=key[:60]))
        found[key] = value
    return found


def _date(text: str) -> Date:
    if len(text) != 10 or text[4] != "-" or text[7] != "-":  # other forms of ISO 8601 have other places
        raise ValueError(text)
    return Date.fromisoformat(text)
