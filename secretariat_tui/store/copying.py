"""Everything of one database into another, counted and compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, RowMapping, Table, false, func, insert, select

from secretariat_tui.domain.errors import Refused, Unusable, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.store import request_tables, tables  # noqa: F401  (the modules fill the metadata)
from secretariat_tui.store.access import ensure_administrator, renew_all
from secretariat_tui.store.engine import WRITING, is_sqlite, name_of
from secretariat_tui.store.schema import metadata

_BATCH: Final = 1000


def copy_all(source: Engine, target: Engine) -> Mapping[str, int]:
    """Copies every row in one transaction of each side. Gives the number of rows of each table.

    Raises Refused for a target that has a team already, and Unusable where what arrived is not what was sent; then the
    target stays empty.
    """
    counts: dict[str, int] = {}
    with source.connect() as reading, target.connect() as plain:
        writing = plain.execution_options(**{WRITING: True})
        with reading.begin(), writing.begin():
            for connection in (reading, writing):
                ensure_administrator(connection)
            if writing.execute(select(func.count()).select_from(tables.team)).scalar_one():
                text_ = N_("The database {database} has teams already.")
                hint = N_("Choose one that is empty.")
                raise Refused([fault("not-empty", text_, hint=hint, database=name_of(target.url))])
            for table in metadata.sorted_tables:
                counts[table.name] = _copy(table, reading, writing)
                if fingerprint(table, reading) != fingerprint(table, writing):
                    told = N_("What arrived of {table} is not what was sent.")
                    raise Unusable([fault("not-the-same", told, table=table.name)])
            if not is_sqlite(target.url):
                _count_on(writing)
                renew_all(writing)
    return counts


def fingerprint(table: Table, connection: Connection) -> tuple[int, str]:
    """How many rows a table has, and a digest of all that is in them."""
    found, rows = hashlib.sha256(), _rows(table, connection)
    for row in rows:
        found.update(json.dumps([_plain(row[column.name]) for column in table.c]).encode())
    return len(rows), found.hexdigest()


def _copy(table: Table, reading: Connection, writing: Connection) -> int:
    rows = _rows(table, reading)
    for first in range(0, len(rows), _BATCH):
        writing.execute(insert(table), [dict(row) for row in rows[first : first + _BATCH]])
    return len(rows)


def _rows(table: Table, connection: Connection) -> list[RowMapping]:
    # Sorted here, since databases sort texts by collations that differ, and the digests would too.
    keys = [column.name for column in table.primary_key.columns]
    rows = connection.execute(select(table)).mappings()
    return sorted(rows, key=lambda row: [_plain(row[key]) for key in keys])


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def _count_on(connection: Connection) -> None:
    """Lets the numbers that PostgreSQL gives go on after those that were carried over."""
    for table in metadata.sorted_tables:
        if "id" in table.c and str(table.c.id.type) == "INTEGER":
            highest = connection.execute(select(func.max(table.c.id))).scalar_one() or 0
            sequence = func.pg_get_serial_sequence(f'"{table.name}"', "id")
            connection.execute(select(func.setval(sequence, highest + 1, false())))
