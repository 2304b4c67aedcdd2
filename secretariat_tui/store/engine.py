"""Engines: how a database is opened. SQLite is a file of one trusted user; PostgreSQL is shared.

SQLite is written in transactions that take the write lock at once, since one that reads first and writes later can lose
an update; and with a rollback journal rather than a write-ahead log, which has a bug with two writers before 3.51.3.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from secretariat_tui.domain.errors import BadInput, Unusable, fault
from secretariat_tui.domain.finding import N_

WAIT_SECONDS: Final = 20
"""How long a write waits for another to end."""

WRITING: Final = "secretariat_writing"
"""The execution option of connections that write."""


def url_of(text: str) -> URL:
    """The address of a database: of SQLite or PostgreSQL, or the path of a file.

    Raises BadInput for anything else, and for SQLite in memory, where nothing is kept.
    """
    try:
        url = make_url(text) if "://" in text else URL.create("sqlite", database=text)
    except (ArgumentError, ValueError):
        url = None
    if url is not None and url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url is not None and _is_of_a_file(url):
        return url.set(drivername="sqlite")
    raise BadInput(
        [
            fault(
                "bad-url",
                N_("This is no address of a database."),
                hint=N_("Write sqlite:///path/to/file.db or postgresql://host/database."),
            )
        ]
    )


def _is_of_a_file(url: URL) -> bool:
    """Whether it is of SQLite, with a path and nothing else: two slashes too few make a host of the file."""
    others = (url.username, url.password, url.host, url.port, url.query)
    return is_sqlite(url) and file_of(url) is not None and not any(others)


def is_sqlite(url: URL) -> bool:
    """Whether it is a file, of one user."""
    return url.get_backend_name() == "sqlite"


def file_of(url: URL) -> Path | None:
    """The file of an SQLite database; None for one in memory and for PostgreSQL."""
    if not is_sqlite(url) or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def name_of(url: URL) -> str:
    """What people call the database: its file, or its address without the password."""
    file = file_of(url)
    if file is not None:
        return str(file)
    known = url.difference_update_query(("password", "sslpassword"))  # those which SQLAlchemy does not hide
    return known.set(drivername=url.get_backend_name()).render_as_string()


def open_engine(url: URL, wait: float = WAIT_SECONDS) -> Engine:
    """An engine for the database. It connects when it is first used."""
    if is_sqlite(url):
        return _sqlite(url, wait)
    return _postgresql(url, wait)


def _sqlite(url: URL, wait: float) -> Engine:
    engine = create_engine(url, connect_args={"timeout": wait})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin below, and not where the driver thinks
        cursor = connection.cursor()
        for pragma in (
            "foreign_keys=ON",
            "journal_mode=TRUNCATE",
            "synchronous=FULL",
            "secure_delete=ON",
            "trusted_schema=OFF",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: URL, wait: float) -> Engine:
    try:
        import psycopg  # noqa: F401  (an extra that not everybody installs)
    except ImportError as missing:
        raise Unusable(
            [
                fault(
                    "not-installed",
                    N_("PostgreSQL needs a library that is not installed."),
                    hint=N_("Install it with: pip install 'secretariat-tui[postgresql]'"),
                )
            ]
        ) from missing
    options: dict[str, Any] = {
        "application_name": f"secretariat {os.getpid()}",
        "options": f"-c lock_timeout={int(wait * 1000)}",
        "connect_timeout": "10",
    }
    return create_engine(url, pool_pre_ping=True, connect_args=options, isolation_level="REPEATABLE READ")


def make_private(file: Path) -> None:
    """Makes an empty file that only its owner can read, in a directory of which the same holds."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
