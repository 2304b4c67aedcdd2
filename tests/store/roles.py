"""A PostgreSQL database with two teams and the users that tests act as."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import psycopg

from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.team import Team
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import url_of
from secretariat_tui.store.maintenance import DatabaseKeeper
from tests import build
from tests.plans import plan_of, small_team
from tests.postgresql import Server

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
USERS = ("owner", "lead_so", "lead_other", "anna", "bea", "stranger")
WEEK = build.WEEK
DAY = date(2026, 12, 21)


def other_team() -> Team:
    """Another team, of the same people."""
    return replace(small_team(), id="other", name="Other")


@dataclass
class Roles:
    """The database, reached as one user or another."""

    server: Server
    name: str

    def url(self, user: str) -> str:
        return self.server.url_of(self.name, user)

    @contextmanager
    def store(self, user: str) -> Iterator[Database]:
        found = Database(url_of(self.url(user)))
        try:
            yield found
        finally:
            found.close()

    def keeper(self, user: str) -> DatabaseKeeper:
        return DatabaseKeeper(url_of(self.url(user)), NOW)

    @contextmanager
    def sql(self, user: str) -> Iterator[psycopg.Connection]:
        """A connection that knows nothing of the program."""
        with psycopg.connect(self.url(user), autocommit=True) as connection:
            yield connection

    def count(self, user: str, query: str) -> int:
        with self.sql(user) as connection:
            row = connection.execute(query).fetchone()
            assert row is not None
            return int(row[0])


@contextmanager
def roles(server: Server) -> Iterator[Roles]:
    """Both teams with week 49: published as version 1, and drafted again as version 2."""
    with server.database(server.template("roles", lambda _: _prepare(Roles(server, "roles")))) as name:
        yield Roles(server, name)


def _prepare(found: Roles) -> None:
    for user in USERS:
        found.server.execute(f"create role {user} login")
    found.server.execute(f'alter database "{found.name}" owner to owner')
    keeper = found.keeper("owner")
    keeper.upgrade()
    with found.store("owner") as store:
        for team in (small_team(), other_team()):
            _fill(store, team)
    keeper.grant("lead_so", "so", None)
    keeper.grant("lead_other", "other", None)
    keeper.grant("anna", "so", "anna")
    keeper.grant("bea", "so", "bea")


def ask(store: Database, who: str, member: str, status: LeaveStatus = LeaveStatus.REQUESTED) -> int:
    """Asks for a day of leave."""
    with store.write("so", ActKind.REQUEST_LEAVE, who, NOW) as work:
        return work.request_leave(Leave(member, DAY, DAY, None, status))


def _fill(store: Database, team: Team) -> None:
    with store.write(team.id, ActKind.IMPORT_TEAM, "owner", NOW) as work:
        work.put_team(team)
        work.put_page("dir", "How the director likes it.")
    plan = plan_of(build.problem(team))
    plan = replace(plan, roster=replace(plan.roster, team=team.id))
    with store.write(team.id, ActKind.PLAN, "owner", NOW) as work:
        work.publish(WEEK, work.add_version(plan, 0))
    with store.write(team.id, ActKind.ASSIGN, "owner", NOW, "because anna asked") as work:
        work.add_version(plan)
