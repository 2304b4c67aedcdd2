"""Database files of every form that was ever used, kept in tests/data/forms: `python -m tests.store.forms` adds the
newest one. Those that are there stay as they were written.

A form is written by the program of its own time where it is the newest; 0003 was made by stepping back in its steps.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from alembic import command

from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import WRITING, make_private, open_engine, url_of
from secretariat_tui.store.maintenance import DatabaseKeeper
from secretariat_tui.store.migrate import config_for, newest_form
from tests.faults.leads import START, found

FORMS = Path(__file__).parents[1] / "data" / "forms"


def make(file: Path) -> None:
    """A database of the newest form, with a team and two weeks."""
    url = url_of(str(file))
    DatabaseKeeper(url, START).upgrade()
    store = Database(url)
    found(store)
    store.close()
    with closing(sqlite3.connect(file)) as connection:
        _shrink(connection)


def _shrink(connection: sqlite3.Connection) -> None:
    """Most tables have a row or two: small pages make a small file."""
    connection.execute("PRAGMA page_size=512")
    connection.execute("VACUUM")


def empty(file: Path, form: str) -> None:
    """A database of a form, with nothing in it."""
    make_private(file)
    engine = open_engine(url_of(str(file)))
    with engine.connect() as plain:
        connection = plain.execution_options(**{WRITING: True})
        with connection.begin():
            command.upgrade(config_for(connection), form)
    engine.dispose()


def make_old(file: Path, form: str) -> None:
    """What a newer database has of an older form: its rows, in the tables and columns that there were."""
    newer = file.with_name("newer.db")
    make(newer)
    empty(file, form)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("ATTACH ? AS newer", (str(newer),))
        names = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name <> 'alembic_version'"
        for (table,) in connection.execute(names).fetchall():
            columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f'PRAGMA main.table_info("{table}")'))
            connection.execute(f'INSERT INTO main."{table}" ({columns}) SELECT {columns} FROM newer."{table}"')  # noqa: S608
        connection.commit()
        connection.execute("DETACH newer")
        _shrink(connection)
    newer.unlink()


if __name__ == "__main__":
    FORMS.mkdir(exist_ok=True)
    for wanted in [*sys.argv[1:], newest_form()]:
        target = FORMS / f"{wanted}.db"
        if not target.exists():
            if wanted == newest_form():
                make(target)
            else:
                make_old(target, wanted)
