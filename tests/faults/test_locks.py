"""Somebody else holds the database: who comes after waits, and is told who it is when that takes too long."""

from __future__ import annotations

import os
import random
import select
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from secretariat_tui.domain.errors import Refused, Unusable
from secretariat_tui.domain.records import ActKind
from secretariat_tui.store.engine import WAIT_SECONDS
from tests.conftest import Times
from tests.faults.checker import faults
from tests.faults.databases import Database, Fresh
from tests.faults.killing import finish, start
from tests.faults.leads import TEAM, WEEKS, Lead, assign, plan_numbered
from tests.faults.ledger import Ledger

IMPATIENT = 0.3


@contextmanager
def held(database: Database, ledger: Ledger, seconds: float | None = None) -> Iterator[None]:
    """Meanwhile a lead called Hanna is in the middle of an act, for so many seconds or to the end of the block, and
    then ends it."""
    reader, writer = os.pipe()
    told, ending = os.pipe()

    def hold() -> None:
        os.close(ending)  # so that it ends too when the test is killed
        with (
            database.store() as store,
            Lead(store, ledger, "Hanna", random.Random(1)).act(ActKind.SWAP) as (act, facts),
        ):
            state = act.week(TEAM, WEEKS[0])
            facts[str(WEEKS[0])] = act.add_version(plan_numbered(WEEKS[0], 2), state.revision)
            os.write(writer, b".")
            select.select([told], [], [], seconds)

    child = start(hold)
    os.read(reader, 1)
    try:
        yield
    finally:
        if seconds is None:
            os.write(ending, b".")
        code = finish(child)
        for end in (reader, writer, told, ending):
            os.close(end)
        assert code == 0


def test_who_comes_second_waits(fresh: Fresh, times: Times):
    for seconds in times((0.1,), (0.1, 5)):
        database, ledger = fresh()
        with held(database, ledger, seconds), database.store() as store:
            assign(Lead(store, ledger, "second", random.Random(1), WEEKS[1:]))
        with database.store() as store:
            assert faults(store, ledger.entries()) == []
            assert all(entry.is_acknowledged for entry in ledger.entries().values())


def test_who_waits_too_long_is_told_who_holds_it_and_loses_nothing(fresh: Fresh, times: Times):
    database, ledger = fresh()
    wait = times(IMPATIENT, WAIT_SECONDS)
    with held(database, ledger), database.store(wait) as store:
        lead = Lead(store, ledger, "second", random.Random(1), WEEKS[1:])
        with pytest.raises(Refused) as caught:
            assign(lead)
        assert caught.value.exit_code == 6
        (told,) = caught.value.faults
        assert told.kind == "locked"
        assert "Hanna" in str(dict(told.text.facts))
        with store.read() as view:  # it can be read all the while
            assert len(view.versions(TEAM, WEEKS[0])) == 1
    with database.store() as store:
        assign(Lead(store, ledger, "second again", random.Random(1), WEEKS[1:]))
        assert faults(store, ledger.entries()) == []


def test_a_database_that_cannot_even_be_read_is_unusable(fresh: Fresh):
    database, ledger = fresh()
    with locked_altogether(database), database.store(IMPATIENT) as store:
        with pytest.raises(Unusable) as caught, store.read() as view:
            view.teams()
        assert caught.value.exit_code == 7
        assert caught.value.faults[0].kind == "locked"
    with database.store() as store:
        assert faults(store, ledger.entries()) == []


@contextmanager
def locked_altogether(database: Database) -> Iterator[None]:
    """Meanwhile another program lets nobody in."""
    if database.file is not None:
        connection = sqlite3.connect(database.file, isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            connection.close()
        return
    import psycopg

    with psycopg.connect(database.url) as session:
        session.execute("lock table team, alembic_version in access exclusive mode")
        yield


def test_a_lock_dies_with_its_process(fresh: Fresh):
    database, ledger = fresh()
    reader, writer = os.pipe()

    def hold() -> None:
        with database.store() as store, Lead(store, ledger, "Hanna", random.Random(1)).act(ActKind.SWAP) as (act, _):
            act.add_version(plan_numbered(WEEKS[0], 2))
            os.write(writer, b".")
            time.sleep(60)

    child = start(hold)
    os.read(reader, 1)
    os.kill(child, 9)
    finish(child)
    os.close(reader)
    os.close(writer)
    with database.store(2 * IMPATIENT) as store:
        assign(Lead(store, ledger, "second", random.Random(1), WEEKS[:1]))
        assert faults(store, ledger.entries()) == []
