"""Tables from spreadsheets and personnel systems: CSV with a heading, as other programs write it.

Cells are separated by the sign that the heading has most of; a text is UTF-8, UTF-16 with its mark, or else
Windows-1252, which is said. Bytes are never replaced. What a spreadsheet was kept from running as a formula is as it
was before.
"""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NoReturn

from secretariat_tui.domain.errors import BadInput, Fault, fault
from secretariat_tui.domain.finding import N_, Fact
from secretariat_tui.domain.invariants import MOST_FAULTS, shown
from secretariat_tui.exchange.tables import unguarded

MOST_ROWS: Final = 20_000
_SEPARATORS: Final = ",;\t"
_EXCEL: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""What Excel takes as the first line, to be told the separator."""


@dataclass(frozen=True)
class CsvTable:
    """A table: its columns in lower case, and its rows, each with the line at which it begins. Cells that are empty are
    left out of a row; `problems` is what is to be said of how it was read. `heading` is the line of the columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    problems: tuple[Fault, ...] = ()
    heading: int = 1


def read_csv(data: bytes, file: str) -> CsvTable:
    """The table of a file; raises BadInput for what is none. `file` is named in the faults."""
    text, problems = _text(data, file)
    separator, skipped = None, 0
    if found := _EXCEL.match(text):
        separator, skipped, text = found[1], 1, text[found.end() :]
    lines = list(_records(text, separator, file, skipped))
    if not lines:
        _refuse(file, None, "empty-file", N_("The file is empty."))
    (at, heading), *rest = lines
    columns = tuple(cell.strip().lower() for cell in heading)
    while columns and not columns[-1]:
        columns = columns[:-1]
    if "" in columns:
        _refuse(file, at, "no-name", N_("A column in the heading has no name."), N_("Name it, or take it out."))
    if twice := next((column for column in columns if columns.count(column) > 1), None):
        _refuse(file, at, "twice", N_("The column {column} stands twice in the heading."), column=shown(twice))
    if len(rest) > MOST_ROWS:
        _refuse(file, None, "too-many", N_("The file has more than {most} rows."), most=MOST_ROWS)
    wider = [line for line, cells in rest if any(cell.strip() for cell in cells[len(columns) :])]
    if wider:
        hint = N_("Put a cell with the sign in it that separates the columns between quotes.")
        told = fault("too-many-cells", N_("This row has more cells than the heading has columns."), hint=hint)
        raise BadInput(replace(told, file=file, line=line) for line in wider[:MOST_FAULTS])
    return CsvTable(columns, tuple((line, _row(columns, cells)) for line, cells in rest), problems, at)


def _row(columns: tuple[str, ...], cells: list[str]) -> dict[str, str]:
    named = zip(columns, cells, strict=False)
    return {column: value for column, cell in named if (value := unguarded(cell.strip()))}


def _records(text: str, separator: str | None, file: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """The rows that have anything in them, each with its first line."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    sign = separator or max(_SEPARATORS, key=heading.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=sign, strict=True)
    line = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line + 1 + skipped, cells
            line = reader.line_num
    except csv.Error:
        _refuse(file, line + 1 + skipped, "bad-csv", N_("This row cannot be read: look at its quotes."))


def _text(data: bytes, file: str) -> tuple[str, tuple[Fault, ...]]:
    if data.startswith(b"PK\x03\x04"):
        hint = N_("Save it as CSV in the spreadsheet program, and name that file.")
        _refuse(file, None, "workbook", N_("The file is a workbook or an archive, not a CSV."), hint)
    wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    problems: tuple[Fault, ...] = ()
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        if wide or data.startswith(BOM_UTF8):
            hint = N_("Save it as CSV (UTF-8) again; the file was cut off or changed on its way.")
            _refuse(file, None, "wrong-encoding", N_("The file is not all text."), hint)
        text, problems = _windows(data, file)
    if "\0" in text:
        hint = N_("Save it as CSV in the spreadsheet program, and name that file.")
        _refuse(file, None, "no-text", N_("The file is not text."), hint)
    if text.lstrip()[:14].lower().startswith(("<!doctype html", "<html")):
        _refuse(file, None, "web-page", N_("The file is a web page, not a table."))
    return text, problems


def _windows(data: bytes, file: str) -> tuple[str, tuple[Fault, ...]]:
    told = N_("The file is not UTF-8 text; it was read as Windows-1252.")
    try:
        return data.decode("cp1252"), (replace(fault("windows-1252", told), file=file),)
    except UnicodeDecodeError:
        _refuse(file, None, "no-text", N_("The file is not text."))


def _refuse(file: str, line: int | None, kind: str, template: str, hint: str = "", **facts: Fact) -> NoReturn:
    raise BadInput([replace(fault(kind, template, hint=hint, nearest=None, **facts), file=file, line=line)])
