"""A connection to PostgreSQL that is lost: told, never half-done; and who comes back is let in again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from secretariat_tui.domain.errors import Unusable
from tests.conftest import Times
from tests.faults.checker import faults
from tests.faults.databases import Fresh
from tests.faults.leads import ACTS, Lead
from tests.postgresql import Server

ENDED = "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{}' and pid <> pg_backend_pid()"


@pytest.fixture
def fresh_server(postgresql: Server, tmp_path) -> Iterator[Fresh]:
    databases = Fresh(tmp_path, postgresql)
    yield databases
    databases.close()


def name_of(url: str) -> str:
    return url.rpartition("?")[0].rpartition("/")[2]


@contextmanager
def lost_before(statement: int, server: Server, database: str) -> Iterator[list[int]]:
    """Ends every session of the database before that statement. Gives the count of statements."""
    seen = [0]

    def count(*_: object) -> None:
        seen[0] += 1
        if seen[0] == statement:
            server.execute(ENDED.format(database))

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", count)


@pytest.mark.parametrize("kind", ["plan", "import", "absent"])
def test_a_connection_lost_in_the_middle_of_an_act_is_told_and_leaves_no_half(
    kind: str, fresh_server: Fresh, postgresql: Server, rng: random.Random, times: Times
):
    database, ledger = fresh_server()
    with database.store() as store:
        for name in ("first", "second"):  # the first looks also at the form of the database
            with lost_before(0, postgresql, "") as seen:
                ACTS[kind](Lead(store, ledger, name, random.Random(1)))
        every = range(2, seen[0] + 1)
        for number in sorted(rng.sample(every, min(len(every), times(4, len(every))))):
            lead = Lead(store, ledger, f"lead {number}", random.Random(1))
            with lost_before(number, postgresql, name_of(database.url)), pytest.raises(Unusable) as caught:
                ACTS[kind](lead)
            assert caught.value.exit_code == 7
            assert faults(store, ledger.entries()) == []
            ACTS[kind](lead)  # by the same store, which finds another connection
        assert faults(store, ledger.entries()) == []
    assert database.check() == []


def test_a_connection_lost_between_two_acts_is_not_noticed(fresh_server: Fresh, postgresql: Server):
    database, ledger = fresh_server()
    with database.store() as store:
        lead = Lead(store, ledger, "lead", random.Random(1))
        for kind in ("plan", "publish", "swap"):
            ACTS[kind](lead)
            postgresql.execute(ENDED.format(name_of(database.url)))
        assert faults(store, ledger.entries()) == []
