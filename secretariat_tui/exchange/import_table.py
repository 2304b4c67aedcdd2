"""Leave, and dayparts without support, from a CSV whose columns are the keys of the team file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from secretariat_tui.domain.account import NoSupport
from secretariat_tui.domain.errors import BadInput, Fault, UsageError, fault
from secretariat_tui.domain.events import Leave
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import fault_at
from secretariat_tui.domain.known import unknown
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.csv_cells import iso_date, unknown_column
from secretariat_tui.exchange.csv_reading import CsvTable, read_csv
from secretariat_tui.exchange.team_rows import read_rows
from secretariat_tui.exchange.team_schema import LEAVE, NO_SUPPORT, Table
from secretariat_tui.exchange.team_values import first_faults
from secretariat_tui.exchange.toml_lines import Lines

_TABLES: Final = {"member": LEAVE, "account": NO_SUPPORT}


@dataclass(frozen=True)
class ImportTable:
    """The rows of such a file, and what is to be said of how it was read."""

    rows: tuple[Leave | NoSupport, ...]
    problems: tuple[Fault, ...]


def read_import_table(data: bytes, file: str, team: Team, kind: str, owner: str | None) -> ImportTable:
    """The rows of a "member" or an "account": of the one that is given, else of everybody whom the file names.

    Raises BadInput with everything that is wrong with the file, and UsageError where nothing says whose the rows are.
    """
    table, found = _TABLES[kind], read_csv(data, file)
    faults = list(_wrong_columns(found, table, kind))
    if faults:
        raise BadInput(replace(item, file=file, line=found.heading, table=table.name) for item in faults)
    if kind not in found.columns and owner is None:
        template = N_("The file has no column {name}: say whose it is with --{name}.")
        raise UsageError([fault("usage", template, name=kind)])
    lines: Lines = {(table.name, index): line for index, (line, _) in enumerate(found.rows)}
    values = [({kind: owner} if owner else {}) | _iso(row) for _, row in found.rows]
    known = getattr(team, kind)
    faults = [
        replace(unknown(kind, row[kind], known), file=file, line=line, table=table.name, key=kind)
        for (line, _), row in zip(found.rows, values, strict=True)
        if kind in row and row[kind] not in known
    ]
    entries: list[tuple[int | None, Leave | NoSupport]] = []
    try:
        entries = read_rows(table, values, lines, file)
    except BadInput as error:
        faults += error.faults
    if faults:
        raise BadInput(first_faults(faults, file))
    rows = tuple(entry for _, entry in entries if owner in (None, getattr(entry, kind)))
    return ImportTable(rows, found.problems)


def _iso(row: dict[str, str]) -> dict[str, str]:
    """The row with its dates as the team file has them."""
    return row | {key: iso_date(row[key]) for key in ("from", "to") if key in row}


def _wrong_columns(found: CsvTable, table: Table, kind: str) -> Iterator[Fault]:
    """Columns that are no keys, and keys that a row must have."""
    known = [key.name for key in table.keys]
    for column in found.columns:
        if column not in known:
            yield unknown_column(column, table.name, known)
    for key in table.keys:
        if key.required and key.name not in (kind, *found.columns):
            yield fault_at(key.name, "missing-key", N_('"{missing}" is missing here.'), missing=key.name)
