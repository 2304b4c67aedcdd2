"""Backups, restores, upgrades and moves that are killed, or find no room."""

from __future__ import annotations

import itertools
import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from alembic import command

from secretariat_tui.domain.errors import Refused, Unusable
from secretariat_tui.store import migrate
from secretariat_tui.store.engine import WRITING, open_engine, url_of
from tests.conftest import Times
from tests.faults.checker import faults
from tests.faults.databases import Database, Fresh
from tests.faults.killing import kill, moments, run
from tests.faults.leads import ACTS, Lead
from tests.faults.ledger import Ledger
from tests.faults.places import full_disk
from tests.faults.test_damage import read
from tests.postgresql import Server

OLD_FORMS = tuple(reversed(migrate.known_forms()[1:]))


def lived_in(fresh: Fresh, acts: int = 3) -> tuple[Database, Ledger]:
    """A database with some history."""
    database, ledger = fresh()
    with database.store() as store:
        lead = Lead(store, ledger, "lead", random.Random(acts))
        for kind in itertools.islice(itertools.cycle(("plan", "publish", "import", "absent")), acts):
            ACTS[kind](lead)
    return database, ledger


def files(directory: Path) -> Iterator[Path]:
    for number in itertools.count():
        yield directory / f"backup-{number}.db"


def test_a_killed_backup_is_whole_or_not_there(fresh: Fresh, tmp_path: Path, rng: random.Random, times: Times):
    database, ledger = lived_in(fresh)
    place = tmp_path / "backups"
    place.mkdir()
    names, measured = files(place), files(tmp_path)
    killed = 0
    for moment in moments(lambda: database.keeper().backup(next(measured)), rng, times(3, fresh.kills)):
        target = next(names)
        killed += kill(lambda: database.keeper().backup(target), moment)  # noqa: B023  (run at once)
        if target.exists():
            assert_same(Database(str(target), target), ledger)
    assert killed > 0
    assert_same(database, ledger)
    for stray in place.glob(".*"):
        os.utime(stray, (0, 0))
    last = next(names)
    database.keeper().backup(last)
    assert list(place.glob(".*")) == []
    assert (last.stat().st_mode & 0o777) == 0o600


def assert_same(database: Database, ledger: Ledger) -> None:
    assert database.check() == []
    with database.store() as store:
        assert faults(store, ledger.entries()) == []


def test_a_killed_restore_leaves_the_old_database_or_the_new_one(
    fresh_file: Fresh, tmp_path: Path, rng: random.Random, times: Times
):
    earlier, _ = lived_in(fresh_file, 2)
    saved = [tmp_path / "earlier.db", tmp_path / "later.db"]
    earlier.keeper().backup(saved[0])
    database, _ = lived_in(fresh_file, 5)
    database.keeper().backup(saved[1])
    states = [read(earlier), read(database)]
    killed = 0
    for number, moment in enumerate(moments(lambda: database.keeper().restore(saved[1]), rng, times(3, 200))):
        killed += kill(lambda: database.keeper().restore(saved[number % 2]), moment)  # noqa: B023  (run at once)
        assert read(database) in states
        assert database.check() == []
    assert killed > 0


@pytest.mark.parametrize("form", [None, *OLD_FORMS])
def test_a_killed_upgrade_can_be_done_again(form: str | None, tmp_path: Path, rng: random.Random, times: Times):
    template = tmp_path / "template.db"
    if form is not None:
        make(template, form)
    fresh = itertools.count()

    def copy() -> Path:
        file = tmp_path / f"{next(fresh)}.db"
        if form is not None:
            file.write_bytes(template.read_bytes())
        return file

    made = iter([copy(), copy()])
    killed = 0
    for moment in moments(lambda: keeper(next(made)).upgrade(), rng, times(2, 40)):
        file = copy()
        killed += kill(lambda: keeper(file).upgrade(), moment)  # noqa: B023  (run at once)
        assert form_of(file) in (form, migrate.newest_form())
        keeper(file).upgrade()
        assert form_of(file) == migrate.newest_form()
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
            assert connection.execute("select id from team").fetchall() == ([] if form is None else [("old",)])
    assert killed > 0


@pytest.mark.parametrize("form", OLD_FORMS)
def test_an_older_form_is_refused_until_it_is_upgraded_and_copied_before(form: str, tmp_path: Path):
    file = tmp_path / "week.db"
    make(file, form)
    before = file.read_bytes()
    database = Database(str(file), file)
    with database.store() as store, pytest.raises(Unusable) as caught, store.read():
        pass
    assert caught.value.faults[0].kind == "old-form"
    assert file.read_bytes() == before
    upgraded = keeper(file).upgrade()
    assert upgraded.before == form
    assert upgraded.backup is not None
    assert form_of(upgraded.backup) == form
    assert keeper(upgraded.backup).upgrade().before == form


def test_a_backup_that_cannot_be_brought_back_says_what_to_do_about_the_backup(tmp_path: Path):
    old, none = tmp_path / "old.db", tmp_path / "none.db"
    make(old, OLD_FORMS[0])
    none.write_bytes(b"name;hours\r\nAnna;36\r\n" * 100)
    for backup, hint in ((old, "secretariat db upgrade --db {file}"), (none, "Choose another backup.")):
        with pytest.raises(Unusable) as caught:
            keeper(tmp_path / "week.db").restore(backup)
        (told,) = caught.value.faults
        assert told.hint is not None
        assert told.hint.template.endswith(hint)
        assert told.hint.fact("file") == str(backup)
    assert not (tmp_path / "week.db").exists()


def keeper(file: Path):
    return Database(str(file), file).keeper()


def form_of(file: Path) -> str | None:
    engine = open_engine(url_of(str(file)))
    try:
        return migrate.form_in(engine)
    finally:
        engine.dispose()


def make(file: Path, form: str) -> None:
    """A database of an older form, with a team."""
    engine = open_engine(url_of(str(file)))
    with engine.connect() as plain:
        connection = plain.execution_options(**{WRITING: True})
        with connection.begin():
            command.upgrade(migrate.config_for(connection), form)
            connection.exec_driver_sql(
                "insert into team (id, name, document, revision, acts) values ('old', 'Old', 0, 0, 0)"
            )
    engine.dispose()


def targets(kind: str, directory: Path, server: Server, stack: ExitStack) -> Iterator[Database]:
    """Places to move to, where there is nothing yet."""
    for number in itertools.count():
        if kind == "sqlite":
            yield Database(str(directory / f"moved-{number}.db"), directory / f"moved-{number}.db")
        else:
            yield Database(server.url_of(stack.enter_context(server.database())))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_killed_move_leaves_all_or_nothing(
    kind: str, fresh: Fresh, postgresql: Server, tmp_path: Path, rng: random.Random, times: Times
):
    database, ledger = lived_in(fresh)
    expected = read(database)
    few = fresh.kills if kind == "sqlite" else 50
    with ExitStack() as stack:
        places = targets(kind, tmp_path, postgresql, stack)
        measured = iter([next(places), next(places)])
        killed = 0
        for moment in moments(lambda: database.keeper().move(next(measured).url), rng, times(2, few)):
            with ExitStack() as one:
                target = next(targets(kind, Path(one.enter_context(TemporaryDirectory())), postgresql, one))
                killed += kill(lambda: database.keeper().move(target.url), moment)  # noqa: B023  (run at once)
                try:
                    database.keeper().move(target.url)
                except Refused as refused:
                    assert refused.faults[0].kind == "not-empty"  # noqa: PT017
                assert_same(target, ledger)
                assert read(target) == expected
        assert killed > 0
        assert_same(database, ledger)


def test_a_backup_that_finds_no_room_leaves_nothing(fresh_file: Fresh, tmp_path: Path):
    database, ledger = lived_in(fresh_file)
    with full_disk(tmp_path, 2 * 1024 * 1024) as disk:
        disk.fill(but=100_000)

        def back_up() -> None:
            disk.feel()
            with pytest.raises(Unusable) as caught:
                database.keeper().backup(disk.directory / "backup.db")
            assert caught.value.exit_code == 7
            assert caught.value.faults[0].text.fact("database") == str(disk.directory / "backup.db")

        assert run(back_up) == 0
        assert os.listdir(disk.directory) == []
        disk.empty()
        database.keeper().backup(disk.directory / "backup.db")
        assert_same(Database(str(disk.directory / "backup.db")), ledger)


def test_a_restore_that_finds_no_room_leaves_the_old_state(fresh_file: Fresh, tmp_path: Path):
    with full_disk(tmp_path, 2 * 1024 * 1024) as disk:
        earlier, _ = lived_in(fresh_file, 2)
        saved = tmp_path / "earlier.db"
        earlier.keeper().backup(saved)
        template, ledger = lived_in(fresh_file, 5)
        assert template.file is not None
        file = disk.directory / "week.db"
        file.write_bytes(template.file.read_bytes())
        database = Database(str(file), file)
        disk.fill(but=50_000)

        def restore() -> None:
            disk.feel()
            with pytest.raises(Unusable) as caught:
                database.keeper().restore(saved)
            assert caught.value.exit_code == 7
            assert caught.value.faults[0].text.fact("database") == str(file)

        assert run(restore) == 0
        assert os.listdir(disk.directory) == [file.name]
        disk.empty()
        assert_same(database, ledger)
