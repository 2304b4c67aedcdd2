"""What commands say, and with which exit code, when the database is ill: 6 where another holds it, 7 where none can."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from secretariat_tui.bootstrap import Services
from secretariat_tui.cli import main
from secretariat_tui.presenters.language import language
from secretariat_tui.services.office import Office
from secretariat_tui.store.database import Database as Store
from secretariat_tui.store.engine import url_of
from tests.clocks import StoppedClock
from tests.faults.checker import faults
from tests.faults.databases import Database, Fresh
from tests.faults.killing import run
from tests.faults.leads import START, plan_numbered
from tests.faults.ledger import Ledger
from tests.faults.places import read_only, without_privileges
from tests.faults.test_damage import newer
from tests.faults.test_locks import IMPATIENT, held, locked_altogether

READING = {
    "show": ("show", "--week", "2026-W53"),
    "history": ("history",),
    "leave": ("leave", "list"),
}
WRITING = {
    "plan": ("plan", "--week", "2027-W02"),
    "publish": ("publish", "--week", "2026-W53"),
    "pin": ("pin", "anna", "2027-01-04", "off"),
    "the job": ("plan", "--week", "2027-W02", "--publish", "--if-missing"),
}
EVERY = READING | WRITING


def code_of(
    database: Database, arguments: tuple[str, ...], tmp_path: Path, first: Callable[[], object] = without_privileges
) -> int:
    """Runs a command in a child, and gives its exit code. An error must be told as a document.

    `first` is done in the child before it.
    """

    def open_office(url: str, clock: Any) -> Office:
        return Office(
            Store(url_of(url), IMPATIENT),
            clock,
            "lead",
            lambda problem, *_: plan_numbered(problem.horizon.first, 1),
            lambda code: language(code).gettext,
        )

    def command() -> None:
        first()
        sys.stdout = io.TextIOWrapper((tmp_path / "said").open("wb"), "utf-8")
        services = Services(clock=StoppedClock(START), open_office=open_office)
        os._exit(main([*arguments, "--db", database.url, "--json"], services))

    code = run(command)
    if code in (6, 7):
        said = json.loads((tmp_path / "said").read_text("utf-8"))
        assert said.get("errors") or said["findings"]
    return code


def _ruin(change: Callable[[bytes], bytes]) -> Callable[[Database], AbstractContextManager[None]]:
    @contextmanager
    def ruined(database: Database) -> Iterator[None]:
        assert database.file is not None
        database.file.write_bytes(change(database.file.read_bytes()))
        yield

    return ruined


@contextmanager
def _gone(database: Database) -> Iterator[None]:
    assert database.file is not None
    database.file.unlink()
    yield
    assert not database.file.exists()


@contextmanager
def _newer(database: Database) -> Iterator[None]:
    newer(database)
    yield


HOPELESS: dict[str, Callable[[Database], AbstractContextManager[None]]] = {
    "is damaged": _ruin(lambda content: b"\0" * 100 + content[100:]),
    "is cut short": _ruin(lambda content: content[:5000]),
    "is empty": _ruin(lambda _: b""),
    "is a table of numbers": _ruin(lambda _: b"name;hours\r\n" * 500),
    "is not there": _gone,
    "is of a newer program": _newer,
    "is locked altogether": locked_altogether,
}


@pytest.mark.parametrize("illness", HOPELESS)
@pytest.mark.parametrize("command", ["show", "plan"])
def test_a_database_that_cannot_be_used_is_exit_7(command: str, illness: str, fresh_file: Fresh, tmp_path: Path):
    database, _ = fresh_file()
    with HOPELESS[illness](database):
        assert code_of(database, EVERY[command], tmp_path) == 7


@pytest.mark.parametrize("command", EVERY)
def test_what_another_holds_can_be_read_and_is_exit_6_to_who_writes(command: str, fresh_file: Fresh, tmp_path: Path):
    database, ledger = fresh_file()
    with held(database, ledger):
        code = code_of(database, EVERY[command], tmp_path)
        assert code == (6 if command in WRITING else 0)
        if code:
            assert "Hanna" in (tmp_path / "said").read_text("utf-8")
    assert unchanged_but_for(database, ledger)


@pytest.mark.parametrize("command", EVERY)
def test_what_is_read_only_can_be_read_and_is_exit_7_to_who_writes(command: str, fresh_file: Fresh, tmp_path: Path):
    template, ledger = fresh_file()
    assert template.file is not None
    place = tmp_path / "place"
    place.mkdir()
    file = place / "week.db"
    file.write_bytes(template.file.read_bytes())
    database = Database(str(file), file)
    with read_only(file), read_only(place):
        assert code_of(database, EVERY[command], tmp_path) == (7 if command in WRITING else 0)
    assert unchanged_but_for(database, ledger)


NEW = {"init": ("init", "--name", "Bureau", "--member", "Anna"), "upgrade": ("db", "upgrade"), "check": ("db", "check")}


@pytest.mark.parametrize("command", [*NEW, "show", "plan"])
@pytest.mark.parametrize("name", ["week.db", "below/week.db", "a" * 300 + ".db"], ids=["closed", "below", "long"])
def test_a_place_where_nobody_may_look_or_write_is_exit_7(command: str, name: str, tmp_path: Path):
    place = tmp_path / "place"
    place.mkdir()
    file = place / name
    place.chmod(0o700 if name.startswith("aaa") else 0)
    try:
        assert code_of(Database(str(file), file), (NEW | EVERY)[command], tmp_path) == 7
    finally:
        place.chmod(0o700)
    assert list(place.iterdir()) == []


def test_a_move_or_restore_that_may_not_be_written_is_exit_7(fresh_file: Fresh, tmp_path: Path):
    database, ledger = fresh_file()
    assert database.file is not None
    place = tmp_path / "place"
    place.mkdir()
    closed = place / "new.db"
    place.chmod(0)
    try:
        assert code_of(database, ("db", "move", str(closed)), tmp_path) == 7
        assert code_of(database, ("db", "backup", str(closed)), tmp_path) == 7
        into = Database(str(closed), closed)
        assert code_of(into, ("db", "restore", str(database.file), "--yes"), tmp_path) == 7
    finally:
        place.chmod(0o700)
    assert list(place.iterdir()) == []
    assert unchanged_but_for(database, ledger)


@pytest.mark.parametrize("command", WRITING)
def test_without_a_fault_they_all_end_well(command: str, fresh_file: Fresh, tmp_path: Path):
    database, _ = fresh_file()
    assert code_of(database, WRITING[command], tmp_path) == 0
    assert database.check() == []


def unchanged_but_for(database: Database, ledger: Ledger) -> bool:
    """Whether nothing is in the database but what the ledger knows of."""
    with database.store() as store:
        return faults(store, ledger.entries()) == []


def test_the_check_of_a_database_tells_what_is_damaged(fresh_file: Fresh, tmp_path: Path):
    database, _ = fresh_file()
    assert code_of(database, ("db", "check"), tmp_path) == 0
    with closing(sqlite3.connect(database.url)) as connection:
        connection.execute("update week set revision = 1, draft = 1, published = 1")
        connection.commit()
    assert code_of(database, ("db", "check"), tmp_path) == 7
