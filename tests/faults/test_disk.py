"""A disk without room, and places where nobody may write: exit 7, and the old state whole."""

from __future__ import annotations

import os
import random
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from secretariat_tui.domain.errors import Unusable
from secretariat_tui.store.engine import open_engine, url_of
from tests.conftest import Times
from tests.faults.checker import faults
from tests.faults.databases import Database, Fresh
from tests.faults.killing import run
from tests.faults.leads import ACTS, TEAM, Lead
from tests.faults.ledger import Ledger
from tests.faults.places import FullDisk, full_disk, read_only, without_privileges

REFUSED = 7
KINDS = ("plan", "publish", "import", "absent")


def test_an_act_is_on_the_disk_itself_before_it_is_acknowledged(fresh_file: Fresh):
    """As SQLite has it by its documentation: 2 is FULL. Only these tests do without it, connection by connection."""
    database, _ = fresh_file()
    engine = open_engine(url_of(database.url))
    with closing(engine.raw_connection()) as connection:
        assert connection.cursor().execute("PRAGMA synchronous").fetchone() == (2,)
    engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_an_act_that_finds_no_room_is_refused_and_the_old_state_is_whole(kind: str, fresh_file: Fresh, tmp_path: Path):
    template, ledger = fresh_file()
    assert template.file is not None
    with full_disk(tmp_path, 2 * 1024 * 1024) as disk:
        database = _copy(template.file, disk.directory / "week.db")
        disk.fill()
        assert run(lambda: (disk.feel(32 * 1024), _unusable(database, ledger, kind))) == 0
        with database.store() as store:  # what is there can still be read
            assert faults(store, ledger.entries()) == []
        disk.empty()
        with database.store() as store:
            ACTS[kind](Lead(store, ledger, "afterwards", random.Random(1)))
            assert faults(store, ledger.entries()) == []
        assert database.check() == []


def test_room_that_ends_in_the_middle_of_an_act_leaves_no_half_of_it(
    fresh_file: Fresh, tmp_path: Path, rng: random.Random, times: Times
):
    """The disk has a little room left, a different amount each time."""
    template, ledger = fresh_file()
    assert template.file is not None
    size = template.file.stat().st_size
    refused = 0
    with full_disk(tmp_path, 2 * 1024 * 1024) as disk:
        for number in range(times(5, 100)):
            database = _copy(template.file, disk.directory / f"{number}.db")
            ledger = Ledger(tmp_path / f"ledger of {number}")
            disk.fill(but=rng.randrange(1, size))
            code = run(partial(_refused_or_done, database, ledger, disk, rng.randrange(32 * 1024, 2 * size)))
            assert code in (0, REFUSED)
            refused += code == REFUSED
            disk.empty()
            with database.store() as store:
                assert faults(store, ledger.entries()) == []
            assert database.check() == []
            assert database.file is not None
            database.file.unlink()
    assert refused > 0


@pytest.mark.parametrize("what", ["file", "directory"])
def test_what_is_read_only_can_be_read_and_not_written(what: str, fresh_file: Fresh, tmp_path: Path):
    template, ledger = fresh_file()
    assert template.file is not None
    place = tmp_path / "place"
    place.mkdir()
    database = _copy(template.file, place / "week.db")
    before = (place / "week.db").read_bytes()
    with read_only(place / "week.db" if what == "file" else place):
        assert run(lambda: (without_privileges(), _unusable(database, ledger, "plan"), _readable(database))) == 0
    assert (place / "week.db").read_bytes() == before
    with database.store() as store:
        assert faults(store, ledger.entries()) == []


def _copy(file: Path, to: Path) -> Database:
    to.write_bytes(file.read_bytes())
    return Database(str(to), to)


def _act(database: Database, ledger: Ledger, kind: str) -> None:
    with database.store() as store:
        ACTS[kind](Lead(store, ledger, "lead", random.Random(1)))


def _refused_or_done(database: Database, ledger: Ledger, disk: FullDisk, limit: int) -> None:
    """Ends with 0 where there was room, with REFUSED where it was told that there was none."""
    disk.feel(limit)
    try:
        _act(database, ledger, "plan")
    except Unusable:
        os._exit(REFUSED)


def _unusable(database: Database, ledger: Ledger, kind: str) -> None:
    with pytest.raises(Unusable) as caught:
        _act(database, ledger, kind)
    assert caught.value.exit_code == 7


def _readable(database: Database) -> None:
    with database.store() as store, store.read() as view:
        assert view.entry(TEAM).id == TEAM
