"""TOML from outside: the bytes of a file as a document with the lines of its keys, or the fault that prevents it."""

from __future__ import annotations

import re
import tomllib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, NoReturn

from secretariat_tui.domain.errors import BadInput, Fault
from secretariat_tui.domain.finding import N_, Fact
from secretariat_tui.domain.invariants import fault_at
from secretariat_tui.exchange.file_reading import TOO_LARGE, read_bytes
from secretariat_tui.exchange.toml_lines import Lines, TooDeep, scan, unfinished

LARGEST: Final = 5 * 1024 * 1024
"""Bytes of a team file."""

_SHORTER: Final = N_("Leave out what is long past, such as old leave.")

_ONE_OF_TWO: Final = N_("Keep one of the two, or put the heading of a new table above this one.")
_HEADINGS: Final = N_(
    "Where there may be several, write each heading with double brackets, as in [[member]]; else put all keys under "
    "one heading."
)
_GOES_ON: Final = N_(
    "Put texts, dates and times between quotes, write a number with a point, as in 7.5, and each key on its own line."
)
_HEADING: Final = (
    *("Expected ']", "syntax"),
    N_("A table heading is not closed."),
    N_("Write it as [team] or [[member]]."),
)

_SYNTAX: Final = (
    ("Cannot overwrite a value", "duplicate-key", N_("This key stands twice."), _ONE_OF_TWO),
    ("Duplicate inline table key", "duplicate-key", N_("This key stands twice."), _ONE_OF_TWO),
    ("Cannot declare", "duplicate-key", N_("This table stands twice."), _HEADINGS),
    ("Unterminated string", "syntax", N_("A text has no closing quotation mark."), N_("End the text with a quote.")),
    ("Expected '\"", "syntax", N_("A text has no closing quotation mark."), N_("End the text with a quote.")),
    ("Expected \"'", "syntax", N_("A text has no closing quotation mark."), N_("End the text with a quote.")),
    ("Illegal character", "syntax", N_("There is a line break or control character in a text."), N_("Type it anew.")),
    ("Unclosed array", "syntax", N_("A list is not closed."), N_("Add ] or the comma that is missing.")),
    ("Unclosed inline table", "syntax", N_("A { is not closed."), N_("Add } or the comma that is missing.")),
    ("Expected '='", "syntax", N_("A key is not followed by = and a value."), N_('Write it as key = "value".')),
    ("Invalid date", "syntax", N_("This date or time does not exist."), N_('Write dates as "2026-11-30".')),
    ("Invalid value", "syntax", N_("This is not a value."), N_("Put texts, dates and times between quotes.")),
    ("Unescaped '\\'", "syntax", N_("A text has a single backslash."), N_("Write it twice, or use / instead.")),
    ("Expected newline", "syntax", N_("Something follows a value on the same line."), _GOES_ON),
    _HEADING,
)
"""What the parser says, by its beginning, and how we say it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A TOML document: its values, and the line of each place in it."""

    values: dict[str, Any]
    lines: Lines
    file: str


def read_document(path: Path) -> Document:
    """The TOML document of a file; raises BadInput when it is none, or cannot be read."""
    return parse_document(read_bytes(path, LARGEST, _SHORTER), str(path))


def parse_document(data: bytes, file: str) -> Document:
    """The TOML document of these bytes; raises BadInput when they are none. `file` is named in the faults."""
    if len(data) > LARGEST:
        _refuse(file, "too-large", TOO_LARGE, hint=_SHORTER, most=LARGEST // 1024 // 1024)
    text = _text(data, file).replace("\r\n", "\n")
    text = text if "\n" in text else text.replace("\r", "\n")  # lines as some spreadsheets of a Mac end them
    try:
        lines = scan(text)
        values = tomllib.loads(text, parse_float=_decimal)
    except TooDeep as error:
        _refuse(file, "too-deep", N_("This is nested too deeply."), line=error.line)
    except RecursionError:
        _refuse(file, "too-deep", N_("This is nested too deeply."))
    except tomllib.TOMLDecodeError as error:
        raise BadInput([_syntax_fault(str(error), text, file)]) from None
    except ValueError:  # the limit on the digits of an integer
        _refuse(file, "syntax", N_("This number has thousands of digits."), line=_line_of(r"[0-9_]{1000}", text))
    return Document(values, lines, file)


def _text(data: bytes, file: str) -> str:
    if not data.strip():
        _refuse(file, "empty-file", N_("The file is empty."), hint=N_("Begin with a [team] table."))
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        _refuse(
            file,
            "wrong-encoding",
            N_("The file is UTF-16 text; a team file is UTF-8."),
            hint=N_("Save it again with the encoding UTF-8."),
        )
    if b"\0" in data:
        _refuse(
            file, "not-text", N_("The file is not text."), hint=N_("Name the team file, a text that ends in .toml.")
        )
    content = data.removeprefix(BOM_UTF8)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end == len(content) and error.reason == "unexpected end of data":
            template, hint = N_("The file ends in the middle of a letter."), N_("Copy it again: its end is missing.")
        else:
            template = N_("The file is not UTF-8 text.")
            hint = N_("It is probably Windows-1252: save it again with the encoding UTF-8.")
        _refuse(file, "wrong-encoding", template, hint=hint, line=content.count(b"\n", 0, error.start) + 1)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond all use
        return Decimal("Infinity")


def _syntax_fault(message: str, text: str, file: str) -> Fault:
    said = next((row for row in _SYNTAX if message.startswith(row[0])), None)
    if said is None:
        said = ("", "syntax", N_("This is not TOML."), N_('Every line is a [table], a key = "value" or a # comment.'))
    place = re.search(r"\(at line (\d+), column (\d+)\)$", message)
    if place is None:
        last = text.rstrip("\n").count("\n") + 1
        line = (unfinished(text) or last) if said[1] == "syntax" else last
        if said[1] == "syntax" and line == last:
            said = (*said[:3], N_("The file ends too early: is it complete?"))
    else:
        lines = text.split("\n")
        line = int(place[1])
        if said[0].startswith("Unclosed"):  # what is missing belongs behind the last that was read
            before = "\n".join([*lines[: line - 1], lines[line - 1][: int(place[2]) - 1]])
            line = before.rstrip().count("\n") + 1
        elif said[0] == "Expected newline" and lines[line - 1].lstrip().startswith("["):
            said = _HEADING
    _, kind, template, hint = said
    return _file_fault(file, kind, template, hint=hint, line=line)


def _line_of(pattern: str, text: str) -> int | None:
    found = re.search(pattern, text)
    return None if found is None else text.count("\n", 0, found.start()) + 1


def _refuse(file: str, kind: str, template: str, *, hint: str = "", line: int | None = None, **facts: Fact) -> NoReturn:
    raise BadInput([_file_fault(file, kind, template, hint=hint, line=line, **facts)])


def _file_fault(file: str, kind: str, template: str, *, hint: str, line: int | None, **facts: Fact) -> Fault:
    found = fault_at("", kind, template, hint=hint, nearest=None, **facts)
    return replace(found, file=file, line=line, key=None)
