"""The tables of a team as flat ones: the columns of each, what a row is known by, and a team as such rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.csv_cells import EMPTY, text_cell
from secretariat_tui.exchange.tables import to_csv
from secretariat_tui.exchange.team_schema import (
    ACCOUNT,
    BACKUP,
    CALENDAR,
    SUPPORT,
    TABLES,
    TEAM,
    Entries,
    Key,
    Table,
)
from secretariat_tui.exchange.team_writing import Row, decimal_text, team_rows

Identity = tuple[object, ...]

SINGLE: Final = (TEAM.name, CALENDAR.name)
"""The tables of one row."""

_OF_ACCOUNT: Final = replace(SUPPORT, keys=(*(key for key in BACKUP.keys if key.name == "account"), *SUPPORT.keys))


def _flat_tables() -> Iterator[Table]:
    for table in (TEAM, CALENDAR, *TABLES):
        yield table
        if table is ACCOUNT:
            yield _OF_ACCOUNT


FLAT: Final[Mapping[str, Table]] = MappingProxyType({table.name: table for table in _flat_tables()})
"""The tables by name, in the order in which they are written; the support windows of accounts are a table too."""


def _columns(table: Table) -> Iterator[tuple[str, Key]]:
    for key in table.keys:
        if not isinstance(key.read, Entries) or key.read.shorthand is not None:
            yield key.name, key
        elif key.read.single:
            yield from ((f"{key.name}.{inner.name}", inner) for inner in key.read.table.keys)


COLUMNS: Final[Mapping[str, Mapping[str, Key]]] = MappingProxyType(
    {name: MappingProxyType(dict(_columns(table))) for name, table in FLAT.items()}
)
"""The keys of each table by their column: a key inside a value has a dot."""

_STRETCH: Final = ("from", "to", "part")
KNOWN_BY: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        TEAM.name: (),
        CALENDAR.name: (),
        SUPPORT.name: tuple(COLUMNS[SUPPORT.name]),
        "backup": ("account", "member", "from"),
        "no_support": ("account", *_STRETCH),
        "leave": ("member", *_STRETCH),
        "absence": ("member", *_STRETCH),
        "learning": ("member", "date", "from"),
        "secondment": ("member", "from", "to_team"),
        "wish": ("member", "kind", "days", "value"),
        "pin": ("member", "date", "account", "desk", "from"),
        "handbook": ("account", "file"),
    }
)
"""The columns that a row is known by where it has no id."""


def identities(table: str, rows: Iterable[Mapping[str, Any]]) -> list[Identity]:
    """By what each row is known: its id, or the columns that no two rows have alike. Rows that do are numbered."""
    seen: Counter[Identity] = Counter()
    found = []
    for row in rows:
        known = tuple(_plain(row.get(column)) for column in KNOWN_BY.get(table, ("id",)))
        seen[known] += 1
        found.append((*known, seen[known]))
    return found


def _plain(value: Any) -> object:
    if isinstance(value, list):
        return tuple(sorted(map(str, value)))
    return None if value in ("day", "") else value


# -- a team as flat rows


def flat_rows(team: Team) -> dict[str, list[dict[str, str]]]:
    """The rows of each table as cells by column, without those that are empty."""
    flat: dict[str, list[dict[str, str]]] = {name: [] for name in FLAT}
    for name, rows in team_rows(team).items():
        for row in rows:
            windows = row.pop(SUPPORT.name, None) or []
            flat[name].append(_cells(row))
            flat[SUPPORT.name] += [_cells({"account": row["id"], **window}) for window in windows]
    return flat


def write_tables(team: Team) -> dict[str, bytes]:
    """The team as CSV: every table by the name of its file, also those without a row. Reading them gives the team."""
    return {
        f"{name}.csv": to_csv(list(COLUMNS[name]), ([row.get(column, "") for column in COLUMNS[name]] for row in rows))
        for name, rows in flat_rows(team).items()
    }


def _cells(row: Row) -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, value in row.items():
        if isinstance(value, dict):
            cells |= {f"{key}.{inner}": _text(item) for inner, item in value.items() if item is not None}
        elif value is not None and value != "":
            cells[key] = _text(value)
    return cells


def _text(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return decimal_text(value)
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case dict():  # a qualification that ends
            return f"{value['id']}:{value['until'].isoformat()}"
        case str():
            return text_cell(value)
        case int():
            return str(value)
    items: Sequence[Any] = value
    return " ".join(map(_text, items)) or EMPTY
