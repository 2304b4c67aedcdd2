"""Acts, versions and rosters are added to and never overwritten: the database itself refuses it.

What may change is what must: the word in the place of somebody who is forgotten, with the digests that follow from
it, and what a plan says of who was away, when that is erased.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

_FIXED = {
    "act": ("team", "number", "kind", "at", "why", "undoes"),
    "act_change": ("team", "act", "position", "before", "after"),
    "version": ("team", "week", "number", "roster", "act", "restores"),
    "publication": ("team", "number", "week", "version", "act"),
    "roster": ("id", "team", "week"),
    "assignment": ("roster", "team", "date", "shift", "place", "start", "end", "pinned"),
    "duty": ("roster", "team", "date", "duty", "is_desk", "start", "end", "role", "rank", "distance", "pinned"),
    "team_document": ("team", "number", "act"),
}


def upgrade() -> None:
    """Makes this step."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION nothing_is_overwritten() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'nothing is overwritten'; END $$"
        )
    for table, columns in _FIXED.items():
        _keep(table, columns)


def _keep(table: str, columns: tuple[str, ...]) -> None:
    named = ", ".join(f'"{column}"' for column in columns)
    if op.get_bind().dialect.name == "postgresql":
        for name, what in (("kept", "DELETE"), ("fixed", f"UPDATE OF {named}")):
            op.execute(
                f'CREATE TRIGGER {table}_{name} BEFORE {what} ON "{table}"'
                " FOR EACH ROW EXECUTE FUNCTION nothing_is_overwritten()"
            )
        return
    for name, what in (("kept", "DELETE"), ("fixed", f"UPDATE OF {named}")):
        op.execute(
            f'CREATE TRIGGER {table}_{name} BEFORE {what} ON "{table}"'
            " BEGIN SELECT RAISE(ABORT, 'nothing is overwritten'); END"
        )
