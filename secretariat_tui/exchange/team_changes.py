"""What became of a team, row by row and key by key, as people see it in its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.documents import Document
from secretariat_tui.exchange.team_columns import KNOWN_BY, flat_rows, identities


class ChangeKind(StrEnum):
    """What became of a row."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class CellChange:
    """The cell of a column before and after; "" is empty, or the default."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a table that is not what it was. `id` are the cells that it is known by, with a space between them; of a
    row that changed `cells` are those that did, and none where it is the text of a page."""

    table: str
    id: str
    kind: ChangeKind
    cells: tuple[CellChange, ...] = ()


def team_changes(before: Team, after: Team) -> tuple[RowChange, ...]:
    """All that changed, in the order of the tables and of their rows; what is gone comes last in its table."""
    was, now = flat_rows(before), flat_rows(after)
    return tuple(change for table in now for change in _of_table(table, was[table], now[table]))


def page_changes(before: Team, accounts: Iterable[str]) -> tuple[RowChange, ...]:
    """The pages of these accounts, of which the text is another; of those that the handbook did not have yet, the row
    that is new says so."""
    known = {page.account for page in before.handbook}
    return tuple(RowChange("handbook", account, ChangeKind.CHANGED) for account in accounts if account in known)


def _of_table(table: str, was: list[dict[str, str]], now: list[dict[str, str]]) -> Iterator[RowChange]:
    old = dict(zip(identities(table, was), was, strict=True))
    new = dict(zip(identities(table, now), now, strict=True))
    for identity, row in new.items():
        if identity not in old:
            yield RowChange(table, _id(table, row), ChangeKind.NEW)
        elif row != old[identity]:
            keys = dict.fromkeys([*old[identity], *row])
            cells = (CellChange(key, old[identity].get(key, ""), row.get(key, "")) for key in keys)
            changed = tuple(cell for cell in cells if cell.before != cell.after)
            yield RowChange(table, _id(table, row), ChangeKind.CHANGED, changed)
    for identity, row in old.items():
        if identity not in new:
            yield RowChange(table, _id(table, row), ChangeKind.REMOVED)


def _id(table: str, row: dict[str, str]) -> str:
    return " ".join(row[column] for column in KNOWN_BY.get(table, ("id",)) if column in row)


def changes_document(team: str, changes: Iterable[RowChange]) -> Document:
    """The changes as `secretariat/team-import/1`."""
    return {
        "schema": "secretariat/team-import/1",
        "team": team,
        "changes": [
            {
                "table": change.table,
                "id": change.id,
                "change": change.kind.value,
                "keys": [
                    {"key": cell.key, "before": cell.before or None, "after": cell.after or None}
                    for cell in change.cells
                ],
            }
            for change in changes
        ],
    }
