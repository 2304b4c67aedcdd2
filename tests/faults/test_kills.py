"""SIGKILL at any moment of an act: the database opens, every acknowledged act is there, and none by half."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import Engine, event

from secretariat_tui.store.engine import open_engine, url_of
from tests.conftest import Times
from tests.faults.checker import faults
from tests.faults.databases import Database, Fresh
from tests.faults.killing import Moment, Work, kill, measure, moments, run
from tests.faults.leads import ACTS, Lead
from tests.faults.ledger import Ledger

KILLED = ("plan", "publish", "import", "swap", "assign", "absent", "undo")
EACH_COPY = 25
"""Kills after which the history begins anew, since all of it is read after every one."""


def act_once(database: Database, ledger: Ledger, kind: str, name: str, seed: int) -> None:
    """One act of a lead of her own, with a store of her own."""
    with database.store() as store:
        ACTS[kind](Lead(store, ledger, name, random.Random(seed)))


@pytest.mark.parametrize("kind", KILLED)
def test_what_was_acknowledged_is_there_and_nothing_by_half(kind: str, fresh: Fresh, rng: random.Random, times: Times):
    few = 4 if fresh.is_file else 2
    copies = times(1, fresh.kills // EACH_COPY)
    killed = 0
    for _ in range(copies):
        database, ledger = fresh()
        work = lambda: act_once(database, ledger, kind, f"unharmed {rng.random()}", 0)  # noqa: B023, E731
        for number, moment in enumerate(moments(work, rng, times(few, EACH_COPY))):
            killed += kill(lambda: act_once(database, ledger, kind, f"lead {number}", number), moment)  # noqa: B023
            assert database.check() == []
            with database.store() as store:
                assert faults(store, ledger.entries()) == []
    assert killed > 0


def test_the_harness_sees_an_act_that_is_split(fresh: Fresh, rng: random.Random, times: Times):
    """A planted fault: the record of an act is committed before its changes are."""
    database, ledger = fresh()
    if database.file is None:  # which would not let an act be kept that is not counted
        engine = open_engine(url_of(database.url))
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE act DISABLE TRIGGER act_is_counted")
        engine.dispose()

    def split() -> None:
        event.listen(Engine, "after_cursor_execute", _commit_after_the_record)
        act_once(database, ledger, "plan", f"lead {rng.random()}", 0)

    calls, _ = measure(split)
    few = (Moment(call=call) for call in range(calls, 0, -max(1, calls // 100)))
    tried = few if times(1, 0) else moments(split, rng, 200)
    assert any(_is_caught(split, moment, database, ledger) for moment in tried)


def _is_caught(split: Work, moment: Moment, database: Database, ledger: Ledger) -> bool:
    kill(split, moment)
    with database.store() as store:
        return faults(store, ledger.entries()) != []


def test_the_harness_sees_an_act_that_is_forgotten(fresh: Fresh):
    database, ledger = fresh()
    assert run(lambda: act_once(database, ledger, "swap", "lead", 1)) == 0
    before, forgetful = fresh()
    with before.store() as store:
        assert faults(store, forgetful.entries()) == []
        assert any("is lost" in found for found in faults(store, ledger.entries()))


def _commit_after_the_record(
    _connection: object, cursor: object, statement: str, _parameters: object, _context: object, _many: bool
) -> None:
    if statement.startswith("INSERT INTO act "):
        connection = cursor.connection  # type: ignore[attr-defined]
        connection.commit()
        if hasattr(connection, "in_transaction"):  # SQLite, whose transactions are begun by hand here
            connection.execute("BEGIN IMMEDIATE")
