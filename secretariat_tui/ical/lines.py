"""The content lines of a calendar file, whatever encoding, line ends and folding it came with.

Lines are joined before they are decoded, since many programs fold in the middle of a character. Bytes that are no text
are never replaced: the line that has them is bad, and named.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, NoReturn

from secretariat_tui.domain.errors import BadInput, Fault, fault
from secretariat_tui.domain.finding import N_, Fact

LARGEST: Final = 10 * 1024 * 1024
"""Bytes of a calendar file."""

MOST_LINES: Final = 1_000_000
"""Twenty thousand events have less than half of these."""

SHORTER: Final = N_("Export a shorter period, a year for instance.")

_WIDE: Final = (
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
"""By their byte order marks; that of UTF-16 is the beginning of that of UTF-32."""

_UNMARKED: Final = re.compile(rb"(?i)B\0E\0G\0I\0N\0")
"""Without a mark: where the first letter stands tells which half of it comes first."""

_BEGIN: Final = re.compile(rb"(?im)^\s*(?:\xef\xbb\xbf)*\s*BEGIN:VCALENDAR")


@dataclass(frozen=True, slots=True)
class Line:
    """An unfolded content line. `number` is that of its first line in the file, `text` None where it is no text."""

    number: int
    text: str | None


@dataclass(frozen=True, slots=True)
class Lines:
    """The content lines of a file, and what is to be said of how they were read."""

    lines: tuple[Line, ...]
    problems: tuple[Fault, ...] = ()


def at_line(found: Fault, file: str, number: int | None) -> Fault:
    """The fault with its place."""
    return replace(found, file=file, line=number)


def read_lines(data: bytes, file: str) -> Lines:
    """The lines of a calendar file; raises BadInput for what is none. `file` is named in the faults."""
    if len(data) > LARGEST:
        _refuse(file, "too-large", N_("The file is larger than {most} MiB."), SHORTER, most=LARGEST // 1024 // 1024)
    plain = _narrow(data, file)
    if not _BEGIN.search(plain.replace(b"\r", b"\n")):
        _refuse_what_it_is(plain, file)
    unfolded = list(islice(_unfold(plain), MOST_LINES + 1))
    if len(unfolded) > MOST_LINES:
        _refuse(file, "too-many", N_("The file has more than a million lines."), SHORTER)
    return _decode(unfolded, file)


def _narrow(data: bytes, file: str) -> bytes:
    """UTF-8, or whatever else has one byte for each ASCII character."""
    encoding = next((name for mark, name in _WIDE if data.startswith(mark)), None)
    if encoding is None and (found := _UNMARKED.search(data[:200])):
        encoding = "utf-16-be" if found.start() % 2 else "utf-16-le"
    if encoding is None:
        return data
    try:
        return data.decode(encoding).removeprefix("\ufeff").encode()
    except UnicodeError:
        hint = N_("Export the calendar again; the file was cut off or changed on its way.")
        _refuse(file, "wrong-encoding", N_("The file begins as UTF-16 text, but is not all of it."), hint)


def _unfold(data: bytes) -> Iterable[tuple[int, bytes]]:
    number, parts = 0, [b""]
    for index, raw in enumerate(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), 1):
        if raw[:1] in (b" ", b"\t") and number:
            parts.append(raw[1:])
        elif raw.strip():
            if number:
                yield number, b"".join(parts)
            number, parts = index, [raw]
    if number:
        yield number, b"".join(parts)


def _decode(lines: list[tuple[int, bytes]], file: str) -> Lines:
    lines = [(number, raw.removeprefix(BOM_UTF8)) for number, raw in lines]
    try:
        texts = b"\n".join(raw for _, raw in lines).decode().split("\n")
        return Lines(tuple(map(Line, (number for number, _ in lines), texts)))
    except UnicodeDecodeError:
        pass
    is_utf8 = any(not raw.isascii() and _text(raw, "utf-8") is not None for _, raw in lines)
    read = tuple(Line(number, _text(raw, "utf-8" if is_utf8 else "cp1252")) for number, raw in lines)
    if is_utf8:
        return Lines(read)
    template = N_("The file is not UTF-8 text; it was read as Windows-1252.")
    return Lines(read, (at_line(fault("windows-1252", template), file, None),))


def _text(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _refuse_what_it_is(data: bytes, file: str) -> NoReturn:
    begin = data[:2000].lstrip(BOM_UTF8).lstrip().lower()
    if not data.strip(b"\r\n\t \0"):
        _refuse(file, "empty-file", N_("The file is empty."), N_("Export the calendar again."))
    if begin.startswith((b"<!doctype html", b"<html")) or b"<html" in begin:
        hint = N_("It is probably a page that asks to log in: export the calendar to a file, and name that file.")
        _refuse(file, "web-page", N_("The file is a web page, not a calendar."), hint)
    if begin.startswith(b"pk\x03\x04"):
        hint = N_("Unpack it, and name the .ics file that is in it.")
        _refuse(file, "archive", N_("The file is a ZIP archive, not a calendar."), hint)
    if begin.startswith(b"\x1f\x8b"):
        hint = N_("Unpack it, and name the .ics file that is in it.")
        _refuse(file, "archive", N_("The file is compressed, not a calendar."), hint)
    hint = N_("Name an .ics file: the export of a calendar of Outlook, Google, Apple or Nextcloud.")
    _refuse(file, "not-a-calendar", N_("The file is not a calendar: it has no line BEGIN:VCALENDAR."), hint)


def _refuse(file: str, kind: str, template: str, hint: str, **facts: Fact) -> NoReturn:
    raise BadInput([at_line(fault(kind, template, hint=hint, nearest=None, **facts), file, None)])
