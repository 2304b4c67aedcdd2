"""Commands on a disk without room: exit 7 with a word, and what was there is whole."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from secretariat_tui.bootstrap import Services
from secretariat_tui.cli import main
from tests.clocks import StoppedClock
from tests.faults.checker import faults
from tests.faults.databases import Database, Fresh
from tests.faults.killing import run
from tests.faults.leads import START
from tests.faults.places import FullDisk, full_disk, without_privileges
from tests.faults.test_commands import WRITING, code_of

WEEK = "2026-W53"
ENOUGH_TO_TELL = 64 * 1024
"""Bytes that a child may write where a limit stands for a full disk."""
OUT = {
    "export": ("export", "ical", "--all", "--out", "{place}/out"),
    "a roster": ("show", "--week", WEEK, "--out", "{place}/week.json"),
    "backup": ("db", "backup", "{place}/{new}.db"),
    "the job": ("plan", "--week", WEEK, "--publish", "--if-missing", "--export", "{place}/out"),
}
"""What goes to files beside the database; `{new}` is another name each time."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[FullDisk]:
    with full_disk(tmp_path, 4 * 1024 * 1024) as found:
        yield found


def feel(disk: FullDisk) -> None:
    without_privileges()
    disk.feel(ENOUGH_TO_TELL)


def contents(place: Path) -> dict[str, bytes]:
    return {str(file.relative_to(place)): file.read_bytes() for file in place.rglob("*") if file.is_file()}


@pytest.mark.parametrize("command", WRITING)
def test_a_database_without_room_is_as_it_was(command: str, fresh_file: Fresh, disk: FullDisk, tmp_path: Path):
    template, ledger = fresh_file()
    assert template.file is not None
    file = disk.directory / "week.db"
    file.write_bytes(template.file.read_bytes())
    database = Database(str(file), file)
    disk.fill()
    assert code_of(database, WRITING[command], tmp_path, partial(feel, disk)) == 7
    disk.empty()
    with database.store() as store:
        assert faults(store, ledger.entries()) == []
    assert database.check() == []
    assert code_of(database, WRITING[command], tmp_path) == 0


@pytest.mark.parametrize("command", OUT)
def test_files_that_find_no_room_stay_as_they_were(command: str, fresh_file: Fresh, disk: FullDisk, tmp_path: Path):
    database, _ = fresh_file()

    def asked(new: str) -> tuple[str, ...]:
        return tuple(part.format(place=disk.directory, new=new) for part in OUT[command])

    assert code_of(database, ("publish", "--week", WEEK), tmp_path) == 0
    assert code_of(database, asked("old"), tmp_path) == 0
    before = contents(disk.directory)
    assert before
    disk.fill()
    assert code_of(database, asked("new"), tmp_path, partial(feel, disk)) == 7
    disk.empty()
    assert contents(disk.directory) == before
    assert database.check() == []
    assert code_of(database, asked("newer"), tmp_path) == 0


def test_a_log_that_finds_no_room_is_told_and_leaves_nothing(disk: FullDisk, tmp_path: Path):
    """The fault behind it is what is told, with its own exit code: that there is no log is one sentence more."""
    said = tmp_path / "said"

    def broken(*_: object) -> None:
        raise KeyError("something that nobody foresaw")

    def work() -> None:
        feel(disk)
        os.environ["XDG_STATE_HOME"] = str(disk.directory)
        sys.stderr = io.TextIOWrapper(said.open("wb"), "utf-8")
        code = main(["show", "--lang", "en"], Services(clock=StoppedClock(START), open_office=broken))  # type: ignore[arg-type]
        sys.stderr.flush()
        os._exit(code)

    disk.fill()
    assert run(work) == 1
    told = said.read_text("utf-8")
    assert "Traceback" not in told
    if disk.is_mounted:
        assert "No log could be written." in told
        assert contents(disk.directory) == {}
