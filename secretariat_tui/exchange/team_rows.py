"""Rows become a team: every row on its own, then all of them together, with every fault at its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from secretariat_tui.domain.coherence import NONE_YET, UNKNOWN
from secretariat_tui.domain.errors import Fault, InvalidValue
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import KNOWN_HERE, among, did_you_mean, fault_at, nearest, shown
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.countries import country_faults
from secretariat_tui.exchange.team_schema import CALENDAR, NONE, TABLES, TEAM, Entries, Key, Table
from secretariat_tui.exchange.team_values import Broken, Cell, Notes, key_of
from secretariat_tui.exchange.toml_lines import Lines, Path

_MOST_GUESSES: Final = 200
_REFERS: Final = {template: table for table, template in UNKNOWN.items()}


def build_team(
    values: dict[str, Any], lines: Lines, file: str | None = None, files: Mapping[Path, str] = MappingProxyType({})
) -> Team:
    """The team of a document; raises BadInput with all its faults, in the order of the file.

    `values` are tables by name: a dict for "team", lists of dicts for the others. `lines` gives the line of a place,
    such as ("member", 0, "grade"), a row or a table, as far as known; `files` its file where that is not `file`.
    """
    notes = Notes(file, lines, files)
    team = _Build(notes).team(values)
    notes.raise_any()
    if team is None:
        raise AssertionError("a document without a fault makes a team")
    return team


def read_rows(
    table: Table, rows: list[dict[str, Any]], lines: Lines, file: str | None = None
) -> list[tuple[int | None, Any]]:
    """The rows of one table as objects, each with its line; raises BadInput with all their faults."""
    notes = Notes(file, lines)
    found = _Build(notes).rows(table, {table.name: rows})
    notes.raise_any()
    return [(notes.line(path), entry) for path, entry in found]


@dataclass
class _Build:
    """One document on its way to a team."""

    notes: Notes
    ids: dict[str, list[str]] = field(default_factory=dict)
    dropped: list[tuple[Path, Key, str]] = field(default_factory=list)
    guesses: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def team(self, values: dict[str, Any]) -> Team | None:
        self._unknown_tables(values)
        own = self._own(values) | self._calendar(values)
        parts: dict[str, tuple[object, ...]] = {}
        origins: dict[str, list[Path]] = {"team": [("team",)]}
        for table in TABLES:
            rows = self.rows(table, values)
            parts[table.field] = tuple(row for _, row in rows)
            origins[table.name] = [path for path, _ in rows]
        self._unknown_ids_of_dropped()
        try:
            return Team(**own, **parts)  # type: ignore[arg-type]
        except InvalidValue as error:
            for found in error.faults:
                self._place(found, values, origins)
        return None

    def _place(self, found: Fault, values: dict[str, Any], origins: dict[str, list[Path]]) -> None:
        refers = _REFERS.get(found.text.template)
        if refers is not None and found.text.fact("value") in map(shown, self.ids.get(refers, ())):
            return  # it is there, and what is wrong with it is told
        table = found.table or "team"
        if found.row is not None:
            self.notes.add((*origins[table][found.row], *(found.key or "").split(".")), found)
        elif not values.get(table):  # rows that could not be read are no missing table
            self.notes.add((table,), found)

    # -- tables

    def _unknown_tables(self, values: dict[str, Any]) -> None:
        known = [TEAM.name, CALENDAR.name, *(table.name for table in TABLES)]
        for name, value in values.items():
            if name in known:
                continue
            if isinstance(value, dict) or (isinstance(value, list) and isinstance(next(iter(value), None), dict)):
                template = N_("There is no table {value} in a team file.")
                self.notes.add((name,), self._unknown("unknown-table", template, "", name, known))
            else:
                template = N_("{value} stands before the first table.")
                hint = N_("Put it under [team] or another table.")
                found = fault_at("", "unknown-key", template, hint=hint, value=shown(name))
                self.notes.add(("", name), found)

    def _own(self, values: dict[str, Any]) -> dict[str, Any]:
        row = values.get("team")
        if row is None:
            template = N_("There is no [team] table.")
            self.notes.add(("team",), fault_at("", "missing-table", template, hint=N_("Begin with a [team] table.")))
            row = {"id": "-", "name": "-"}
        elif not isinstance(row, dict):
            self.notes.add(("team",), fault_at("", "wrong-type", N_("There is one team in a file: write [team].")))
            row = {"id": "-", "name": "-"}
        own = self._values(TEAM, row, ("team",))
        country, region = row.get("country", "NL"), row.get("region", "")
        if isinstance(country, str) and country.strip() and isinstance(region, str):
            for found in country_faults(country, region):
                self.notes.add(("team", found.key or ""), found)
        return {key: value for key, value in own.items() if value is not NONE}

    def _calendar(self, values: dict[str, Any]) -> dict[str, Any]:
        row = values.get(CALENDAR.name)
        if row is None:
            return {}
        if isinstance(row, list):
            template = N_("There is one such table in a file: write [{table}].")
            self.notes.add((CALENDAR.name,), fault_at("", "wrong-type", template, table=CALENDAR.name))
            return {}
        made = self._entry(CALENDAR, row, (CALENDAR.name,))
        return {} if made is None else {CALENDAR.field: made}

    def rows(self, table: Table, values: dict[str, Any]) -> list[tuple[Path, object]]:
        """The objects of the rows of a table, each with its place."""
        rows = values.get(table.name, [])
        if not isinstance(rows, list):
            template = N_("This table stands in a list: write [[{table}]].")
            self.notes.add((table.name,), fault_at("", "wrong-type", template, table=table.name))
            self._note_id(table, rows)
            return []
        found: list[tuple[Path, object]] = []
        for index, row in enumerate(rows):
            path: Path = (table.name, index)
            entry = self._entry(table, row, path)
            self._note_id(table, row)
            if entry is not None:
                found.append((path, entry))
        return found

    def _note_id(self, table: Table, row: object) -> None:
        if isinstance(row, dict) and isinstance(id := row.get("id"), str):
            self.ids.setdefault(table.name, []).append(id)

    # -- rows

    def _entry(self, table: Table, row: object, path: Path) -> object | None:
        """The object that a row makes, with stand-ins for what is wrong; None where there are none."""
        if not isinstance(row, dict):
            template, hint = N_("This must be a table with keys."), N_("Put the keys and their values between { and }.")
            self.notes.add(path, fault_at("", "wrong-type", template, hint=hint))
            return None
        values = self._values(table, row, path)
        if NONE not in values.values():
            try:
                return table.make(values)
            except InvalidValue as error:
                faults = error.faults
            for found in faults:
                name = found.key or ""
                self.notes.add((*path, *name.split(".")), found)
                key = table.key(name)
                values[name] = NONE if key is None else key.stand_in
            if NONE not in values.values():
                try:
                    return table.make(values)
                except InvalidValue:
                    pass  # what is wrong beside a stand-in is told when that is mended
        self._drop(table, row, path)
        return None

    def _values(self, table: Table, row: dict[str, Any], path: Path) -> dict[str, Any]:
        known = [key.name for key in table.keys]
        for name in row:
            if name not in known:
                template = N_("{value} is not a key of {table}.")
                found = self._unknown("unknown-key", template, table.name, name, known)
                self.notes.add((*path, name), found)
        values: dict[str, Any] = {}
        for key in table.keys:
            if key.name in row:
                try:
                    values[key.name] = self._read(key, Cell(row[key.name], (*path, key.name), self.notes))
                except Broken:
                    values[key.name] = key.stand_in
            elif key.required:
                self._missing(key, path)
                values[key.name] = key.stand_in
        return values

    def _missing(self, key: Key, path: Path) -> None:
        # The line is that of the heading: there is none of the key.
        template = N_('"{missing}" is missing here.')
        where = self.notes.line(path)
        place = (*path, key.name)
        self.notes.add(place, replace(fault_at("", "missing-key", template, missing=key_of(place)), line=where))

    def _read(self, key: Key, cell: Cell) -> object:
        if not isinstance(key.read, Entries):
            return key.read(cell)
        entries = key.read
        if entries.single:
            entry = self._entry(entries.table, cell.value, cell.path)
            if entry is None:
                raise Broken
            return entry
        found = []
        for item in cell.items():
            value = item.value
            if entries.shorthand is not None and isinstance(value, str):
                value = {entries.shorthand: value}
            noted = len(self.notes.faults)
            entry = self._entry(entries.table, value, item.path)
            if entry is not None and len(self.notes.faults) == noted:
                found.append(entry)
        return tuple(found)

    # -- words that are not known

    def _unknown(self, kind: str, template: str, table: str, name: str, known: list[str]) -> Fault:
        asked = (table, name)
        if asked not in self.guesses and len(self.guesses) < _MOST_GUESSES:
            self.guesses[asked] = nearest(name, known, 0.6)
        guess = did_you_mean(self.guesses.get(asked), KNOWN_HERE)
        return fault_at("", kind, template, value=shown(name), table=table, words=", ".join(known), **guess)

    def _drop(self, table: Table, row: dict[str, Any], path: Path) -> None:
        for key in table.keys:
            value = row.get(key.name)
            if key.refers is not None and isinstance(value, str):
                self.dropped.append(((*path, key.name), key, value))

    def _unknown_ids_of_dropped(self) -> None:
        """A row that makes no object may still refer to nothing."""
        for path, key, id in self.dropped:
            known = self.ids.get(key.refers or "", [])
            if id not in known:
                near = nearest(id, known) if len(self.guesses) < _MOST_GUESSES else None
                self.guesses["", id] = None
                told = {"value": shown(id), "table": key.refers or ""}
                template = UNKNOWN[key.refers or ""]
                self.notes.add(path, fault_at("", "unknown-id", template, **told, **among(near, known, NONE_YET)))
