"""The teams of the store: which there are, how each is described, and whether the user sees all of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select

from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import nearest
from secretariat_tui.domain.records import TeamEntry
from secretariat_tui.domain.team import Team
from secretariat_tui.store import tables
from secretariat_tui.store.documents import digest_of, team_from
from secretariat_tui.store.faults import as_written, damaged


class TeamRows:
    """Reads of teams, through a connection that is in a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._leads: dict[str, bool] = {}

    @as_written
    def teams(self) -> tuple[TeamEntry, ...]:
        found = self._rows(select(tables.team).order_by(tables.team.c.id))
        return tuple(TeamEntry(row["id"], row["name"], row["revision"], row["acts"]) for row in found)

    @as_written
    def sizes(self) -> dict[str, int]:
        team, document = tables.team, tables.team_document
        query = select(team.c.id, func.length(document.c.body).label("size")).join(
            document, (document.c.team == team.c.id) & (document.c.number == team.c.document)
        )
        return {row["id"]: row["size"] for row in self._rows(query)}

    @as_written
    def entry(self, team: str) -> TeamEntry:
        row = self._team_row(team)
        return TeamEntry(row["id"], row["name"], row["revision"], row["acts"])

    def _described(self, team: str, number: int) -> Team:
        document = tables.team_document
        row = self._row(select(document).where(document.c.team == team, document.c.number == number))
        if row is None and not self.leads(team):
            told = tables.team_for_members
            row = self._row(select(told).where(told.c.team == team))
        if row is None or row["digest"] != digest_of(row["body"]):
            raise damaged(f"team {team}, {number}")
        return team_from(row["body"])

    def former_teams(self, team: str) -> Iterator[Team]:
        document = tables.team_document
        numbers = select(document.c.number).where(document.c.team == team).order_by(document.c.number.desc())
        now = self._team_row(team)["document"]
        for number in self._connection.execute(numbers).scalars().all():
            if number != now:
                yield self._described(team, number)

    def _team_row(self, team: str) -> RowMapping:
        row = self._row(select(tables.team).where(tables.team.c.id == team))
        if row is None:
            known = [entry.id for entry in self.teams()]
            raise BadInput(
                [
                    fault(
                        "unknown-team",
                        N_("The database has no team {id}."),
                        hint=N_("Take it in with: secretariat team import FILE"),
                        nearest=nearest(team, known),
                        id=team[:64],
                    )
                ]
            )
        return row

    def head(self, team: str) -> str:
        """The digest of the last act of a team."""
        digest: str = self._team_row(team)["head"]
        return digest

    def leads(self, team: str) -> bool:
        """Whether the user sees all of a team; a member sees what is published, and what is her own."""
        if self._connection.dialect.name != "postgresql":
            return True
        if team not in self._leads:
            self._leads[team] = bool(self._connection.execute(select(func.may_lead(team))).scalar_one())
        return self._leads[team]

    @as_written
    def absence_weeks(self, team: str) -> int:
        weeks: int = self._team_row(team)["absence_weeks"]
        return weeks

    # -- queries

    def _rows(self, query: Select[Any]) -> Sequence[RowMapping]:
        return self._connection.execute(query).mappings().all()

    def _row(self, query: Select[Any]) -> RowMapping | None:
        return self._connection.execute(query).mappings().one_or_none()
