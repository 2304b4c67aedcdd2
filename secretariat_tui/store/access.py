"""Who may use a PostgreSQL database, as the roles that its administrator granted. What they may is in the migrations.

A role is granted the least that the program needs for what she is, table by table and column by column; which rows it
is about, row-level security decides by the table `access`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, delete, insert, select, text

from secretariat_tui.domain.errors import BadInput, UsageError, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import nearest
from secretariat_tui.domain.known import unknown
from secretariat_tui.domain.maintenance import Access
from secretariat_tui.store import request_tables, tables  # noqa: F401  (the modules fill the metadata)
from secretariat_tui.store.faults import not_allowed
from secretariat_tui.store.schema import metadata

_READ: Final = "SELECT"
_ADD: Final = "SELECT, INSERT"
_REPLACE: Final = "SELECT, INSERT, DELETE"

_LEAD: Final[Mapping[str, str]] = {
    "team": 'SELECT, UPDATE (name, "document", revision, acts, head, absence_weeks)',
    "week": "SELECT, INSERT, DELETE, UPDATE (draft, published, realised, revision)",
    "roster": "SELECT, INSERT, UPDATE (about, digest)",
    "leave": "SELECT, INSERT, UPDATE (status, declined)",
    "absence": "SELECT, INSERT, DELETE, UPDATE (state)",
    "wish": "SELECT, INSERT, UPDATE (state)",
    "pin": "SELECT, INSERT, UPDATE (state)",
    "support": "SELECT, INSERT, UPDATE (state)",
    "feed_token": "SELECT, INSERT, UPDATE (revoked)",
    **dict.fromkeys(("member", "team_document", "act", "act_change", "version", "publication"), _ADD),
    **dict.fromkeys(("assignment", "duty", "page"), _ADD),
    **dict.fromkeys(
        ("team_for_members", "gave_way", "page_head", "imported_event", "calendar_ledger", "balance"), _REPLACE
    ),
    "calendar_choice": _REPLACE,
    "access": _READ,
}
_MEMBER: Final[Mapping[str, str]] = {
    **{table.name: _READ for table in metadata.sorted_tables},
    "team": "SELECT, UPDATE (acts, head)",
    "act": _ADD,
    "act_change": _ADD,
    "leave": "SELECT, INSERT, UPDATE (status, declined)",
    "wish": "SELECT, INSERT, UPDATE (state)",
    "calendar_choice": _REPLACE,
}
_GRANTED: Final = {"lead": _LEAD, "member": _MEMBER}


def grant(connection: Connection, role: str, team: str | None, member: str | None) -> tuple[Access, ...]:
    """Lets a role lead a team, or be a member of it. Gives what it may now."""
    _administers(connection)
    _known_role(connection, role)
    team = _team(connection, team)
    if member is not None:
        _known_member(connection, team, member)
    kind = "lead" if member is None else "member"
    _forget(connection, role, team)
    connection.execute(insert(tables.access).values(role_name=role, team=team, kind=kind, member=member))
    return _renew(connection, role)


def revoke(connection: Connection, role: str, team: str | None) -> tuple[Access, ...]:
    """Takes away what a role may in a team, in all of them unless said. Gives what it still may."""
    _administers(connection)
    if team is not None:
        team = _team(connection, team)
    if not _of(connection, role, team):
        raise BadInput([fault("no-access", N_("{role} has nothing here that could be taken away."), role=role)])
    _forget(connection, role, team)
    return _renew(connection, role) if _exists(connection, role) else ()


def renew_all(connection: Connection) -> None:
    """Grants anew what every role may, after tables were added or rows carried over; roles that are gone are left."""
    for role in connection.execute(select(tables.access.c.role_name).distinct().order_by("role_name")).scalars().all():
        if _exists(connection, role):
            _renew(connection, role)


def ensure_administrator(connection: Connection) -> None:
    """Raises Refused for who does not see everything, and so could copy no more than a part of it."""
    if connection.dialect.name == "postgresql":
        _administers(connection)


def _administers(connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        text_ = N_("An SQLite database is a file of one user: there is nobody to grant anything to.")
        hint = N_("Several people share a PostgreSQL database: secretariat db move URL.")
        raise UsageError([fault("one-user", text_, hint=hint)])
    if not connection.execute(text("SELECT administers()")).scalar_one():
        raise not_allowed()


def _renew(connection: Connection, role: str) -> tuple[Access, ...]:
    found = _of(connection, role, None)
    name = _quoted(connection, role)
    every = ", ".join(_quoted(connection, table.name) for table in metadata.sorted_tables) + ", alembic_version"
    connection.execute(text(f"REVOKE ALL ON {every} FROM {name}"))
    sequences = _sequences(connection)
    connection.execute(text(f"REVOKE ALL ON SEQUENCE {', '.join(sequences)} FROM {name}"))
    for kind in sorted({item.kind for item in found}):
        for table, privileges in _GRANTED[kind].items():
            connection.execute(text(f"GRANT {privileges} ON {_quoted(connection, table)} TO {name}"))
    if found:
        connection.execute(text(f"GRANT SELECT ON alembic_version TO {name}"))
        connection.execute(text(f"GRANT USAGE ON SEQUENCE {', '.join(sequences)} TO {name}"))
    return found


def _sequences(connection: Connection) -> Sequence[str]:
    query = text(
        "SELECT pg_get_serial_sequence(quote_ident(table_name), column_name) AS name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND column_name = 'id' AND data_type = 'integer' ORDER BY table_name"
    )
    return [name for name in connection.execute(query).scalars() if name is not None]


def _of(connection: Connection, role: str, team: str | None) -> tuple[Access, ...]:
    table = tables.access
    query = select(table).where(table.c.role_name == role).order_by(table.c.team)
    if team is not None:
        query = query.where(table.c.team == team)
    return tuple(
        Access(row["role_name"], row["team"], row["kind"], row["member"])
        for row in connection.execute(query).mappings()
    )


def _forget(connection: Connection, role: str, team: str | None) -> None:
    table = tables.access
    statement = delete(table).where(table.c.role_name == role)
    connection.execute(statement if team is None else statement.where(table.c.team == team))


def _team(connection: Connection, asked: str | None) -> str:
    known = list(connection.execute(select(tables.team.c.id).order_by(tables.team.c.id)).scalars())
    if asked is None and len(known) == 1:
        return str(known[0])
    if asked in known:
        return str(asked)
    if asked is None:
        hint = N_("Say which with --team: {teams}.")
        text_ = N_("The database has more than one team.") if known else N_("The database has no team yet.")
        raise BadInput([fault("which-team", text_, hint=hint if known else "", teams=tuple(known))])
    template = N_("The database has no team {id}.")
    raise BadInput([fault("unknown-team", template, nearest=nearest(asked, known), id=asked[:64])])


def _known_member(connection: Connection, team: str, member: str) -> None:
    known = list(connection.execute(select(tables.member.c.id).where(tables.member.c.team == team)).scalars())
    if member not in known:
        raise BadInput([unknown("member", member, known)])


def _known_role(connection: Connection, role: str) -> None:
    if not _exists(connection, role):
        roles = connection.execute(text("SELECT rolname FROM pg_roles WHERE rolcanlogin")).scalars()
        template, hint = N_("The server has no user {id}."), N_("Make it with: createuser {id}")
        raise BadInput([fault("unknown", template, hint=hint, nearest=nearest(role, list(roles)), id=role[:64])])


def _exists(connection: Connection, role: str) -> bool:
    query = text("SELECT count(*) FROM pg_roles WHERE rolname = :role")
    return bool(connection.execute(query, {"role": role}).scalar_one())


def _quoted(connection: Connection, name: str) -> str:
    """A name as a part of a statement."""
    quoted: str = connection.execute(text("SELECT quote_ident(:name)"), {"name": name}).scalar_one()
    return quoted.replace(":", r"\:")
