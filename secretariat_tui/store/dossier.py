"""Everything that is kept about a member: the rows that name her, and the parts of stored texts that do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, or_, select

from secretariat_tui.domain.events import WishKind
from secretariat_tui.store import request_tables as requests
from secretariat_tui.store import tables
from secretariat_tui.store.mentions import is_named, said_in
from secretariat_tui.store.schema import metadata

Records = tuple[Mapping[str, Any], ...]

OWNED: Final = (requests.imported_event, requests.feed_token)
"""Tables that name her as an owner of the kind "member"."""
_NOT_TOLD: Final = frozenset({"hash", "digest", "team"})


def kept_about(connection: Connection, team: str, member: str) -> Mapping[str, Records]:
    """What is kept about her, by table, in types that JSON has. Tables with nothing are left out."""
    found: dict[str, Records] = {}
    for table in metadata.sorted_tables:
        named = naming(table, member)
        if named is not None:
            rows = _rows(connection, table, table.c.team == team, named)
            found[table.name] = tuple(_plain(row) for row in rows)
    users = [member, *roles_of(connection, team, member)]
    act = tables.act
    found["act"] = tuple(_plain(row) for row in _rows(connection, act, act.c.team == team, act.c.who.in_(users)))
    document, roster = tables.team_document, tables.roster
    described = _rows(connection, document, document.c.team == team)
    found["team_document"] = _parts(((f"version {row['number']}", row["body"]) for row in described), member)
    planned = _rows(connection, roster, roster.c.team == team)
    found["roster"] = _parts(((row["week"], row["about"]) for row in planned), member)
    return {name: rows for name, rows in sorted(found.items()) if rows}


def naming(table: Table, member: str) -> ColumnElement[bool] | None:
    """The rows of a table that are about a member; None for a table that is about nobody."""
    if table in OWNED:
        return (table.c.kind == "member") & (table.c.owner == member)
    if table is tables.member:
        return table.c.id == member
    columns = {
        element.parent
        for constraint in table.foreign_key_constraints
        for element in constraint.elements
        if element.column is tables.member.c.id
    }
    named = [column == member for column in table.c if column in columns]
    if table is requests.wish:
        named.append((table.c.kind == WishKind.TOGETHER.value) & (table.c.value == member))
    return or_(*named) if named else None


def roles_of(connection: Connection, team: str, member: str) -> tuple[str, ...]:
    """The users of the database who are the member."""
    access = tables.access
    query = select(access.c.role_name).where(access.c.team == team, access.c.member == member)
    return tuple(connection.execute(query.order_by(access.c.role_name)).scalars())


def parts_naming(value: Any, member: str) -> Iterator[Any]:
    """The innermost objects of a JSON value in which she is named as a value of their own."""
    if isinstance(value, dict):
        if any(is_named(member, item, key) for _, key, item in said_in(value, "")):
            yield value
            return
        for item in value.values():
            yield from parts_naming(item, member)
    elif isinstance(value, list):
        for item in value:
            yield from parts_naming(item, member)


def _rows(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> Iterable[RowMapping]:
    return connection.execute(select(table).where(*conditions).order_by(*table.primary_key.columns)).mappings().all()


def _parts(texts: Iterable[tuple[str, str]], member: str) -> Records:
    """The parts of texts that name her, each once, with where it stood first."""
    found: dict[str, Mapping[str, Any]] = {}
    for where, text in texts:
        for part in parts_naming(json.loads(text), member):
            found.setdefault(json.dumps(part, sort_keys=True), {"in": where, "part": part})
    return tuple(found.values())


def _plain(row: RowMapping) -> Mapping[str, Any]:
    return {name: _value(value) for name, value in row.items() if name not in _NOT_TOLD}


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
