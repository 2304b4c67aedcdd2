"""The form of a database: what its steps make is what the tables say, and every form that was used is brought along."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select

from secretariat_tui.domain.errors import Unusable
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import open_engine, url_of
from secretariat_tui.store.maintenance import DatabaseKeeper
from secretariat_tui.store.migrate import config_for, known_forms, newest_form
from secretariat_tui.store.schema import metadata
from tests.faults.leads import START, WEEKS, number_of, team_numbered
from tests.store.forms import FORMS

KEPT = sorted(FORMS.glob("*.db"))


def keeper(file: Path) -> DatabaseKeeper:
    return DatabaseKeeper(url_of(str(file)), START)


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def same_as_tables(url: str) -> None:
    """The steps, run on an empty database, make what the tables say and nothing else."""
    DatabaseKeeper(url_of(url), START).upgrade()
    engine = open_engine(url_of(url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)
    engine.dispose()
    assert differences == []


def test_the_steps_make_what_the_tables_say_on_sqlite(tmp_path: Path) -> None:
    same_as_tables(str(tmp_path / "new.db"))


def test_the_steps_make_what_the_tables_say_on_postgresql(postgresql_url: str) -> None:
    same_as_tables(postgresql_url)


def checks_of(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """The CHECKs of each table, which comparing leaves out."""
    names = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
    return {
        name: {part.split(" CHECK")[0] for part in sql.split("CONSTRAINT ")[1:] if " CHECK" in part}
        for name, sql in connection.execute(names)
    }


def test_the_steps_make_the_checks_that_the_tables_say(tmp_path: Path) -> None:
    keeper(tmp_path / "steps.db").upgrade()
    engine = open_engine(url_of(str(tmp_path / "tables.db")))
    (tmp_path / "tables.db").touch()
    metadata.create_all(engine)
    engine.dispose()
    with (
        closing(sqlite3.connect(tmp_path / "steps.db")) as one,
        closing(sqlite3.connect(tmp_path / "tables.db")) as other,
    ):
        made, said = checks_of(one), checks_of(other)
    made.pop("alembic_version")
    assert made == said
    assert any(said.values())


def test_there_is_a_file_of_the_newest_form() -> None:
    assert f"{newest_form()}.db" in [file.name for file in KEPT]


@pytest.mark.parametrize("file", KEPT, ids=lambda file: file.stem)
def test_every_form_that_was_used_is_upgraded_with_a_copy(file: Path, tmp_path: Path) -> None:
    old = tmp_path / "weeks.db"
    shutil.copyfile(file, old)
    before = digest(old)
    done = keeper(old).upgrade()
    assert (done.before, done.after) == (file.stem, newest_form())
    if file.stem == newest_form():
        assert done.backup is None
        assert digest(old) == before
    else:
        assert done.backup is not None
        assert keeper(done.backup).url != keeper(old).url
        with closing(sqlite3.connect(done.backup)) as copy:
            assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (file.stem,)
            assert copy.execute("SELECT count(*) FROM assignment").fetchone() == (4,)
    assert keeper(old).check() == ()
    store = Database(url_of(str(old)))
    with store.read() as view:
        assert view.team("so") == team_numbered(0)
        assert [number_of(view, week, 1) for week in WEEKS] == [1, 1]
        assert len(view.acts("so")) == 3
    store.close()


@pytest.mark.parametrize("file", [file for file in KEPT if file.stem != newest_form()], ids=lambda file: file.stem)
def test_an_older_form_is_not_used_until_it_is_upgraded(file: Path, tmp_path: Path) -> None:
    old = tmp_path / "weeks.db"
    shutil.copyfile(file, old)
    before = digest(old)
    store = Database(url_of(str(old)))
    with pytest.raises(Unusable) as refused, store.read():
        pass
    assert refused.value.faults[0].kind == "old-form"
    assert digest(old) == before


def test_a_newer_form_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    newer = tmp_path / "weeks.db"
    shutil.copyfile(FORMS / f"{newest_form()}.db", newer)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = digest(newer)
    store = Database(url_of(str(newer)))
    with pytest.raises(Unusable) as refused, store.read():
        pass
    assert refused.value.faults[0].kind == "new-form"
    for use in (keeper(newer).upgrade, keeper(newer).check, lambda: keeper(newer).backup(tmp_path / "copy.db")):
        with pytest.raises(Unusable):
            use()
    assert digest(newer) == before
    assert [path.name for path in tmp_path.iterdir()] == ["weeks.db"]


def test_the_steps_follow_one_another() -> None:
    assert known_forms() == tuple(f"{number:04d}" for number in range(len(known_forms()), 0, -1))


def test_an_old_form_with_teams_in_it_is_upgraded_on_postgresql(postgresql_url: str) -> None:
    old, target = open_engine(url_of(str(FORMS / "0003.db"))), open_engine(url_of(postgresql_url))
    with old.connect() as source, target.connect() as connection, connection.begin():
        command.upgrade(config_for(connection), "0003")
        for table in metadata.sorted_tables:
            known = {row[1] for row in source.exec_driver_sql(f'PRAGMA table_info("{table.name}")')}
            columns = [column for column in table.c if column.name in known]
            rows = source.execute(select(*columns)).mappings().all() if columns else []
            if rows:
                connection.execute(insert(table), [dict(row) for row in rows])
    old.dispose()
    target.dispose()
    done = DatabaseKeeper(url_of(postgresql_url), START).upgrade()
    assert (done.before, done.after, done.backup) == ("0003", newest_form(), None)
    assert DatabaseKeeper(url_of(postgresql_url), START).check() == ()
    store = Database(url_of(postgresql_url))
    with store.read() as view:
        assert view.team("so") == team_numbered(0)
        assert [number_of(view, week, 1) for week in WEEKS] == [1, 1]
    store.close()
