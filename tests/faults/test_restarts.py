"""A PostgreSQL server that is stopped and started, or crashes, while a lead or the job is at work: retried or told, and
never half-done."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from secretariat_tui.domain.errors import Unusable
from secretariat_tui.domain.finding import Reason
from tests.conftest import Times
from tests.faults.checker import faults
from tests.faults.databases import Database, Fresh
from tests.faults.killing import run
from tests.faults.leads import ACTS, Lead
from tests.faults.ledger import Ledger
from tests.faults.test_connections import ENDED, name_of
from tests.faults.test_job import Job, are_whole, state_of
from tests.postgresql import NoServerError, Server, server

UNUSABLE = 7
SIGNALS = ("INT", "QUIT")

Making = Callable[[], tuple[Database, Ledger]]


@pytest.fixture(scope="module")
def unreliable(postgresql: Server) -> Iterator[Server]:
    """A server of its own to be stopped: others go on with the one that they share."""
    try:
        with server() as found:
            yield found
    except NoServerError as error:
        pytest.fail(str(error))


@pytest.fixture
def there(unreliable: Server, tmp_path: Path) -> Iterator[Callable[[], tuple[Database, Ledger]]]:
    """Gives new databases on it."""
    databases = Fresh(tmp_path, unreliable)

    def make() -> tuple[Database, Ledger]:
        made = databases()
        # A sequence in a copied database may go back in a crash, unless there was a checkpoint since.
        unreliable.execute("checkpoint")
        return made

    yield make
    databases.close()


@contextmanager
def before_statement(number: int, do: Callable[[], object]) -> Iterator[list[int]]:
    """Does something before that statement. Gives the count of statements."""
    seen = [0]

    def count(*_: object) -> None:
        seen[0] += 1
        if seen[0] == number:
            do()

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", count)


@pytest.mark.parametrize("signal", SIGNALS)
def test_a_restart_between_two_acts_is_not_noticed(signal: str, there: Making, unreliable: Server):
    database, ledger = there()
    with database.store() as store:
        lead = Lead(store, ledger, "lead", random.Random(1))
        for kind in ("plan", "publish", "swap"):
            ACTS[kind](lead)
            unreliable.restart(signal)
        assert faults(store, ledger.entries()) == []
        assert all(entry.is_acknowledged for entry in ledger.entries().values())
    assert database.check() == []


@pytest.mark.parametrize("signal", SIGNALS)
def test_a_restart_in_the_middle_of_an_act_is_told_and_leaves_no_half(
    signal: str, there: Making, unreliable: Server, rng: random.Random, times: Times
):
    database, ledger = there()
    with database.store() as store:
        for name in ("first", "second"):  # the first looks also at the form of the database
            with before_statement(0, bool) as seen:
                ACTS["plan"](Lead(store, ledger, name, random.Random(1)))
        for number in rng.sample(range(2, seen[0] + 1), times(2, 10)):
            lead = Lead(store, ledger, f"lead {number}", random.Random(1))
            with before_statement(number, lambda: unreliable.restart(signal)), pytest.raises(Unusable) as caught:
                ACTS["plan"](lead)
            assert caught.value.exit_code == UNUSABLE
            assert faults(store, ledger.entries()) == []
            ACTS["plan"](lead)  # by the same store, which finds the server again
        assert faults(store, ledger.entries()) == []
    assert database.check() == []


def test_while_the_server_is_down_it_is_told_and_afterwards_work_goes_on(there: Making, unreliable: Server):
    database, ledger = there()
    with database.store() as store:
        lead = Lead(store, ledger, "lead", random.Random(1))
        ACTS["plan"](lead)
        unreliable.stop()
        with pytest.raises(Unusable) as caught:
            ACTS["publish"](lead)
        unreliable.start()
        assert caught.value.exit_code == UNUSABLE
        ACTS["publish"](lead)
        assert faults(store, ledger.entries()) == []


def test_what_cannot_be_reached_is_called_by_its_address(there: Making, unreliable: Server):
    database, _ = there()
    nowhere = database.url.replace(name_of(database.url), "nowhere")
    unreliable.stop()
    for url in (database.url, nowhere):
        told = refusal_of(url)
        assert told.template.startswith("The database {database} cannot be reached")
        assert dict(told.facts)["database"].startswith(f"postgresql://postgres@/{name_of(url)}?")
    unreliable.start()
    assert "cannot be reached" in refusal_of(nowhere).template
    assert "nowhere" in str(dict(refusal_of(nowhere).facts)["detail"])


def refusal_of(url: str) -> Reason:
    with Database(url).store() as store, pytest.raises(Unusable) as caught, store.read() as view:
        view.teams()
    return caught.value.faults[0].text


@pytest.mark.parametrize("signal", SIGNALS)
def test_the_job_outlives_a_restart_while_it_solves(signal: str, there: Making, unreliable: Server, tmp_path: Path):
    database, _ = there()
    assert Job(database, tmp_path / "out", while_solving=lambda: unreliable.restart(signal)).code() == 0
    assert state_of(database) == (1, 1)
    assert are_whole(tmp_path / "out")
    assert database.check() == []


def test_the_job_whose_server_goes_down_can_be_run_again(there: Making, unreliable: Server, tmp_path: Path):
    database, _ = there()
    assert Job(database, tmp_path / "out", while_solving=unreliable.stop).code() == UNUSABLE
    unreliable.start()
    assert state_of(database) is None
    assert Job(database, tmp_path / "out").code() == 0
    assert state_of(database) == (1, 1)


def test_the_job_may_meet_a_restart_at_any_statement(
    there: Making, unreliable: Server, tmp_path: Path, rng: random.Random, times: Times
):
    told = 0
    for number in range(times(3, 20)):
        database, _ = there()
        job, when = Job(database, tmp_path / f"out {number}"), rng.randint(2, 60)

        def meets(when: int = when, job: Job = job) -> None:
            with before_statement(when, lambda: unreliable.restart(rng.choice(SIGNALS))):
                assert job() in (0, UNUSABLE)

        assert run(meets) == 0
        told += state_of(database) is None
        assert state_of(database) in (None, (1, 1))
        assert are_whole(job.directory)
        assert job.code() == 0
        assert state_of(database) == (1, 1)
        assert database.check() == []
    assert told > 0


@contextmanager
def lost_at_commit(monkeypatch: pytest.MonkeyPatch, lose: Callable[[], object], *, kept: bool) -> Iterator[None]:
    """The connection is lost when an act is committed: before the server did so, or before it could say that it did."""
    commit = PGDialect_psycopg.do_commit

    def committing(dialect: PGDialect_psycopg, connection: psycopg.Connection) -> None:
        monkeypatch.undo()
        if kept:
            commit(dialect, connection)
        lose()
        commit(dialect, connection)
        connection.execute("select 1")  # which finds out

    monkeypatch.setattr(PGDialect_psycopg, "do_commit", committing)
    yield
    monkeypatch.undo()


def test_an_act_that_was_kept_while_the_connection_was_lost_is_acknowledged(
    there: Making, unreliable: Server, monkeypatch: pytest.MonkeyPatch
):
    database, ledger = there()
    end = ENDED.format(name_of(database.url))
    with database.store() as store:
        for name, lose in (("one", lambda: unreliable.execute(end)), ("other", unreliable.restart)):
            with lost_at_commit(monkeypatch, lose, kept=True):
                ACTS["plan"](Lead(store, ledger, name, random.Random(1)))
        assert all(entry.is_acknowledged for entry in ledger.entries().values())
        assert faults(store, ledger.entries()) == []


def test_an_act_that_was_not_kept_when_the_connection_was_lost_is_told(
    there: Making, unreliable: Server, monkeypatch: pytest.MonkeyPatch
):
    database, ledger = there()
    with database.store() as store:
        lead = Lead(store, ledger, "lead", random.Random(1))
        with lost_at_commit(monkeypatch, unreliable.restart, kept=False), pytest.raises(Unusable):
            ACTS["plan"](lead)
        assert faults(store, ledger.entries()) == []
        ACTS["plan"](lead)
        assert faults(store, ledger.entries()) == []


def test_where_nobody_can_tell_whether_an_act_was_kept_that_is_said(
    there: Making, unreliable: Server, monkeypatch: pytest.MonkeyPatch
):
    database, ledger = there()
    with database.store() as store:
        with lost_at_commit(monkeypatch, unreliable.stop, kept=True), pytest.raises(Unusable) as caught:
            ACTS["plan"](Lead(store, ledger, "lead", random.Random(1)))
        unreliable.start()
        assert caught.value.exit_code == UNUSABLE
        assert caught.value.faults[0].kind == "unknown-outcome"
        with store.read() as view:
            assert [act.who for act in view.acts("so")][-1] == "lead"
