"""Empty databases: copies of one that is made once, since to make it takes longer than many a test."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL

from secretariat_tui.store.engine import open_engine, url_of
from secretariat_tui.store.migrate import upgrade


def empty_database(file: Path) -> URL:
    """The address of a new and empty database in this file."""
    file.write_bytes(_empty())
    file.chmod(0o600)
    return url_of(str(file))


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as directory:
        file = Path(directory) / "empty.db"
        engine = open_engine(url_of(str(file)))
        upgrade(engine)
        engine.dispose()
        return file.read_bytes()
