"""The server of the tests: that it is one, that each test has its own database, and that nothing of it stays."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests import postgresql as under_test
from tests.postgresql import NoServerError, Server, server

ROOT = Path(__file__).parents[2]
KILLED = """
import os, sys
from tests.postgresql import server
with server() as running:
    print(running.directory, flush=True)
    os.kill(os.getpid(), 9)
"""


def test_a_database_is_made_from_its_template_and_is_gone_afterwards(postgresql: Server):
    def prepare(url: str) -> None:
        with psycopg.connect(url) as connection:
            connection.execute("create table week (number int)")
            connection.execute("insert into week values (49)")

    template = postgresql.template("a template", prepare)
    with postgresql.database(template) as name, psycopg.connect(postgresql.url_of(name)) as connection:
        assert connection.execute("select number from week").fetchall() == [(49,)]
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(postgresql.url_of(name))


def test_a_template_is_prepared_once(postgresql: Server):
    prepared: list[str] = []
    for _ in range(2):
        postgresql.template("once", prepared.append)
    assert len(prepared) == 1


def test_a_user_is_who_she_says_she_is(postgresql: Server):
    postgresql.execute("create role karin login")
    with psycopg.connect(postgresql.url_of(user="karin")) as connection:
        assert connection.execute("select current_user").fetchone() == ("karin",)
    postgresql.execute("drop role karin")


def test_nothing_stays_when_a_test_fails():
    class WrongError(Exception):
        pass

    with pytest.raises(WrongError), server() as running:
        raise WrongError
    assert not running.directory.exists()


@pytest.mark.skipif(os.name != "posix", reason="there is no server to kill")
def test_the_server_stops_when_the_tests_are_killed(postgresql: Server):
    ran = subprocess.run([sys.executable, "-c", KILLED], cwd=ROOT, capture_output=True, text=True, check=False)
    directory = Path(ran.stdout.strip())
    until = time.monotonic() + 30
    while directory.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not directory.exists()


def test_a_machine_without_a_server_says_why(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(under_test, "_find", lambda: None)
    monkeypatch.setattr(under_test, "install", lambda _: "only root may install packages.")
    with pytest.raises(NoServerError, match="could not be installed: only root"), server():
        pass
