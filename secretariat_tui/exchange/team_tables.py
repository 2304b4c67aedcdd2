"""A team from tables in CSV, one file a table: read by the readers of the team file, with each fault at its cell.

The name of a file tells its table: the name that it has in the team file, or the plural of that. Alone the tables are a
team; with a team that is there already they change it: rows that are known change, others are added.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any, Final

from secretariat_tui.domain.errors import BadInput, Fault, fault
from secretariat_tui.domain.finding import N_, Reason
from secretariat_tui.domain.invariants import did_you_mean, nearest, shown
from secretariat_tui.domain.known import unknown
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.csv_cells import cell_value, hint_of, unknown_column
from secretariat_tui.exchange.csv_reading import read_csv
from secretariat_tui.exchange.file_reading import read_bytes
from secretariat_tui.exchange.team_columns import COLUMNS, FLAT, SINGLE, flat_rows, identities
from secretariat_tui.exchange.team_rows import build_team
from secretariat_tui.exchange.team_schema import SUPPORT
from secretariat_tui.exchange.team_values import first_faults
from secretariat_tui.exchange.toml_lines import Lines, Path
from secretariat_tui.exchange.toml_text import LARGEST

_ROUND: Final = "account"
"""The table whose rows hold those of the support table."""

_OF_OTHERS: Final = ("unknown-id", "missing-table")
"""What may be wrong only because a table could not be read."""

_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {word: name for name in FLAT for word in (name, name + ("es" if name.endswith("sh") else "s"))}
)


@dataclass(frozen=True)
class TablesRead:
    """A team that was read from tables, and what is to be said of how they were read."""

    team: Team
    problems: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its values by column, None where it says that there is none, and its line if it is of a file."""

    values: dict[str, Any]
    line: int | None = None


@dataclass(frozen=True)
class _Sheet:
    """A table of a file."""

    file: str
    columns: tuple[str, ...]
    heading: int
    rows: tuple[_Row, ...]


def read_tables(paths: Iterable[FilePath], into: Team | None = None, *, remove: bool = False) -> TablesRead:
    """The team of tables, and of all tables of folders; raises BadInput with everything that is wrong in all of them.

    `into` is the team that they change; with `remove` it loses the rows that these tables do not have.
    """
    contents: dict[str, bytes] = {}
    faults: list[Fault] = []
    for path in _files(paths, faults):
        try:
            contents[str(path)] = read_bytes(path, LARGEST, N_("Leave out what is long past, such as old leave."))
        except BadInput as error:
            faults += error.faults
    return parse_tables(contents, into, remove=remove, faults=faults)


def _files(paths: Iterable[FilePath], faults: list[Fault]) -> Iterator[FilePath]:
    for path in paths:
        if not os.path.isdir(path):
            yield path
            continue
        try:
            found = sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv")
        except OSError as error:
            told = fault("unreadable", N_("The folder cannot be read: {system}."), system=error.strerror or str(error))
            faults.append(replace(told, file=str(path)))
            continue
        yield from found
        if not found:
            told = fault("no-tables", N_("There are no tables (.csv) in this folder."), hint=_TABLES_ARE, words=_WORDS)
            faults.append(replace(told, file=str(path)))


_TABLES_ARE: Final = N_("The name of a file tells its table: {words}.")
_WORDS: Final = ", ".join(f"{name}.csv" for name in FLAT)


def parse_tables(
    contents: Mapping[str, bytes], into: Team | None = None, *, remove: bool = False, faults: Iterable[Fault] = ()
) -> TablesRead:
    """The team of the contents of files by their name; `faults` were found already. See `read_tables`."""
    reading = _Reading(list(faults))
    for file, data in contents.items():
        reading.take(file, data)
    return TablesRead(reading.team(into, remove), tuple(reading.problems))


@dataclass
class _Reading:
    """Files on their way to a team."""

    faults: list[Fault]
    problems: list[Fault] = field(default_factory=list)
    sheets: dict[str, _Sheet] = field(default_factory=dict)

    def take(self, file: str, data: bytes) -> None:
        """Reads one file."""
        name = _NAMES.get(FilePath(file).stem.lower().replace("-", "_"))
        if name is None:
            self._refuse(file, None, _no_table(FilePath(file).stem))
            return
        try:
            found = read_csv(data, file)
        except BadInput as error:
            self.faults += error.faults
            return
        if name in self.sheets:
            template = N_("The table {table} stands in {other} already.")
            self._refuse(file, None, fault("twice", template, table=name, other=self.sheets[name].file))
            return
        self.problems += found.problems
        known = COLUMNS[name]
        for column in found.columns:
            if column not in known:
                told = unknown_column(column, name, list(known))
                self._refuse(file, found.heading, replace(told, table=name))
        rows = tuple(
            _Row({column: cell_value(known[column], text) for column, text in cells.items() if column in known}, line)
            for line, cells in found.rows
        )
        if name in SINGLE:
            for row in rows[1:]:
                template = N_("The table {table} has one row.")
                self._refuse(file, row.line, replace(fault("twice", template, table=name), table=name))
        self.sheets[name] = _Sheet(file, found.columns, found.heading, rows)

    def _refuse(self, file: str, line: int | None, found: Fault) -> None:
        self.faults.append(replace(found, file=file, line=line))

    def team(self, into: Team | None, remove: bool) -> Team:
        """The team of all of them; raises BadInput."""
        tables = {name: list(sheet.rows) for name, sheet in self.sheets.items()}
        unread = bool(self.faults)
        if into is not None:
            self._is_the_team(into)
            tables = {name: _merged(name, rows, tables.get(name), remove) for name, rows in _rows_of(into).items()}
        nested = _Nested(self.sheets)
        nested.put(tables)
        found, team = nested.faults, None
        try:
            team = build_team(nested.values, nested.lines, files=nested.files)
        except BadInput as error:
            found += error.faults
        self.faults += [self._of_cells(item) for item in found if not (unread and item.kind in _OF_OTHERS)]
        if team is None or self.faults:
            raise BadInput(first_faults(dict.fromkeys(self.faults)))
        return team

    def _is_the_team(self, into: Team) -> None:
        sheet = self.sheets.get("team")
        for row in sheet.rows[:1] if sheet is not None else ():
            if sheet is not None and row.values.get("id", into.id) != into.id:
                template = N_("The tables go into the team {team}: this is another.")
                told = replace(fault("other-team", template, team=into.id), table="team", key="id")
                self._refuse(sheet.file, row.line, told)

    def _of_cells(self, found: Fault) -> Fault:
        """A fault of a team file as one of a table: with its column, and told once of a column that is not there."""
        table, key = found.table or "", found.key or ""
        sheet = next((sheet for sheet in self.sheets.values() if sheet.file == found.file), None)
        if table == _ROUND and sheet is not None and sheet is self.sheets.get(SUPPORT.name):
            table, key = SUPPORT.name, key.removeprefix(SUPPORT.name).removeprefix(".")
        found = replace(found, table=table or None, key=key or None, row=None)
        if found.kind == "missing-table":
            hint = N_('Add a file {file}. Into a team that is there, tables go with "team import --team".')
            template = N_("There is no table {table}.")
            return replace(fault("missing-table", template, hint=hint, table=table, file=f"{table}.csv"), table=table)
        if sheet is not None and found.kind == "missing-key" and key not in sheet.columns and key in COLUMNS[table]:
            return replace(found, line=sheet.heading)
        if found.kind == "wrong-type" and key in COLUMNS.get(table, {}):
            hint = hint_of(COLUMNS[table][key])
            return replace(found, hint=Reason(found.kind, hint) if hint else None)
        return found


def _no_table(stem: str) -> Fault:
    guess = did_you_mean(nearest(stem, FLAT, 0.6), _TABLES_ARE)
    template = N_("There is no table {value} in a team file.")
    return fault("unknown-table", template, value=shown(stem), words=_WORDS, **guess)


# -- into a team that is there


def _rows_of(team: Team) -> dict[str, list[_Row]]:
    return {
        name: [_Row({column: cell_value(COLUMNS[name][column], text) for column, text in row.items()}) for row in rows]
        for name, rows in flat_rows(team).items()
    }


def _merged(table: str, old: list[_Row], new: Sequence[_Row] | None, remove: bool) -> list[_Row]:
    """The rows of a team with those of a file: they change what is known by the same, the others come after it."""
    if new is None:
        return old
    if table == SUPPORT.name:  # the windows of an account go together
        named = {row.values.get("account") for row in new}
        return [*(row for row in old if not remove and row.values["account"] not in named), *new]
    before = dict(zip(identities(table, (row.values for row in old)), old, strict=True))
    after = {} if remove else dict(before)
    for identity, row in zip(identities(table, (row.values for row in new)), new, strict=True):
        was = before.get(identity)
        after[identity] = row if was is None else _Row(was.values | row.values, row.line)
    return list(after.values())


# -- flat rows as the values of a team file


@dataclass
class _Nested:
    """The values of a team file, made of flat rows, with their places."""

    sheets: Mapping[str, _Sheet]
    values: dict[str, Any] = field(default_factory=dict)
    lines: Lines = field(default_factory=dict)
    files: dict[Path, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def put(self, tables: Mapping[str, Sequence[_Row]]) -> None:
        """All rows."""
        for name in FLAT:
            if name in SINGLE:
                for row in tables.get(name, ())[:1]:
                    self._place(name, (name,), row)
                    self.values[name] = _inner(row)
            elif name == SUPPORT.name:
                self._windows(tables.get(name, ()))
            elif name in tables:
                for index, row in enumerate(tables[name]):
                    self._place(name, (name, index), row)
                self.values[name] = [_inner(row) for row in tables[name]]

    def _place(self, table: str, path: Path, row: _Row) -> None:
        if row.line is not None:
            self.lines.setdefault(path, row.line)
            self.files.setdefault(path, self.sheets[table].file)

    def _windows(self, rows: Iterable[_Row]) -> None:
        accounts = {account.get("id"): index for index, account in reversed([*enumerate(self.values.get(_ROUND, ()))])}
        for row in rows:
            window = _inner(row)
            account = window.pop("account", None)
            if account not in accounts:
                if row.line is not None:  # those that the team had go with their account
                    self._no_account(account, row, accounts)
                continue
            index = accounts[account]
            windows = self.values[_ROUND][index].setdefault(SUPPORT.name, [])
            path: Path = (_ROUND, index, SUPPORT.name)
            self._place(SUPPORT.name, path, row)
            self._place(SUPPORT.name, (*path, len(windows)), row)
            windows.append(window)

    def _no_account(self, account: str | None, row: _Row, known: Mapping[Any, int]) -> None:
        told = (
            fault("missing-key", N_('"{missing}" is missing here.'), missing="account")
            if account is None
            else unknown("account", account, [id for id in known if isinstance(id, str)])
        )
        file = self.sheets[SUPPORT.name].file if SUPPORT.name in self.sheets else None
        self.faults.append(replace(told, file=file, line=row.line, table=SUPPORT.name, key="account"))


def _inner(row: _Row) -> dict[str, Any]:
    """The values by key; those of a column with a dot inside another."""
    found: dict[str, Any] = {}
    for column, value in row.values.items():
        if value is None:
            continue
        key, dot, inner = column.partition(".")
        if dot:
            found.setdefault(key, {})[inner] = value
        else:
            found[key] = value
    return found
