"""An act on a team: what it changes, numbered and chained, kept with its changes or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update

from secretariat_tui.domain.records import ActKind, Change
from secretariat_tui.store import rows, tables
from secretariat_tui.store.chain import act_digest
from secretariat_tui.store.faults import changed_meanwhile, not_allowed
from secretariat_tui.store.reading import View


@dataclass(frozen=True)
class Recorded:
    """An act in the record."""

    team: str
    number: int
    digest: str

    def is_kept(self, connection: Connection) -> bool:
        """Whether it was kept. Waits for whoever still writes to the team, since that may be its own transaction."""
        connection.execute(select(tables.team.c.acts).where(tables.team.c.id == self.team).with_for_update())
        act = tables.act.c
        query = select(func.count()).where(act.team == self.team, act.number == self.number, act.digest == self.digest)
        return bool(connection.execute(query).scalar_one())


class Recording(View):
    """What an act changes. It is numbered when it begins, with the team's row locked until the transaction ends."""

    def __init__(
        self, connection: Connection, team: str, kind: ActKind, who: str, at: datetime, why: str, undoes: int | None
    ) -> None:
        super().__init__(connection)
        self._team = team
        self._kind, self._who, self._at, self._why, self._undoes = kind, who, at, why, undoes
        self._changes: list[Change] = []
        # The end of the chain stands with the team: members add acts too, and do not see those of others.
        locked = select(tables.team.c.acts).where(tables.team.c.id == team).with_for_update()
        acts = connection.execute(locked).scalar_one_or_none()
        if acts is None and kind is not ActKind.IMPORT_TEAM:
            self.entry(team)
        self._act = (acts or 0) + 1

    # -- the act itself

    def record(self) -> Recorded | None:
        """Keeps the act, if it changed anything. Gives what it is known by."""
        if not self._changes:
            return None
        team, number = self._team, self._act
        about = (self._kind, self._who, self._at, self._why, self._undoes)
        digest = act_digest(self.head(team), team, number, *about, self._changes)
        self._insert(
            tables.act,
            team=team,
            number=number,
            kind=self._kind.value,
            who=self._who,
            at=self._at,
            why=self._why,
            undoes=self._undoes,
            digest=digest,
        )
        self._insert_many(
            tables.act_change,
            [
                {
                    "team": team,
                    "act": number,
                    "position": position,
                    "subject": change.subject,
                    "before": change.before,
                    "after": change.after,
                }
                for position, change in enumerate(self._changes)
            ],
        )
        self._one(update(tables.team).where(tables.team.c.id == team).values(acts=number, head=digest))
        return Recorded(team, number, digest)

    def _changed(self, subject: str, before: object, after: object) -> None:
        states = (None if state is None else str(state) for state in (before, after))
        self._changes.append(Change(subject, *states))

    # -- statements

    def _insert(self, table: Table, **values: Any) -> int:
        result = self._connection.execute(insert(table).values(**values))
        key = result.inserted_primary_key
        return int(key[0]) if key is not None and isinstance(key[0], int) else 0

    def _insert_many(self, table: Table, values: Sequence[rows.Row]) -> None:
        if values:
            self._connection.execute(insert(table), values)

    def _one(self, statement: Any) -> None:
        """Runs a change of exactly one row. A row that the database hides from the user is not changed, silently."""
        if self._connection.execute(statement).rowcount == 1:
            return
        still = select(func.count()).select_from(statement.table).where(statement.whereclause)
        if self._connection.execute(still).scalar_one():
            raise not_allowed()
        raise changed_meanwhile()

    def _highest(self, table: Table, **key: str) -> int:
        query = select(func.max(table.c.number)).where(*(table.c[name] == value for name, value in key.items()))
        highest: int | None = self._connection.execute(query).scalar_one()
        return highest or 0
