"""Who writes to a database at this moment, so that those who wait can be told.

Beside an SQLite file lies a note while somebody writes; the lock itself is the database's own, which ends with its
process. On PostgreSQL a session is called after the act that it is in.
"""

from __future__ import annotations

import json
import os
import socket
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from sqlalchemy import URL, Connection, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from secretariat_tui.store.engine import file_of, open_engine

_NAME_AT_MOST: Final = 63
"""Letters in the name of a session of PostgreSQL; plain ones, so names of people are quoted."""

_WORKING: Final = text(
    "SELECT application_name FROM pg_stat_activity AS session WHERE datname = current_database()"
    " AND application_name LIKE :sign"
    " AND NOT EXISTS (SELECT FROM pg_locks WHERE pg_locks.pid = session.pid AND NOT granted)"
    " ORDER BY application_name LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes what, since when (a local time)."""

    who: str
    what: str
    since: str


@contextmanager
def noted(connection: Connection, team: str, who: str, what: str, at: datetime) -> Iterator[None]:
    """Leaves the note while the block runs. That it cannot be written is no reason not to write the database."""
    since = at.astimezone().strftime("%H:%M:%S")
    file = _note(connection.engine.url)
    if file is None:
        # Only while the transaction lasts; everybody may see the names of sessions.
        name = f"{_sign(team)} {since} {what} {quote(who, safe=' ')}"
        connection.execute(select(func.set_config("application_name", name[:_NAME_AT_MOST], True)))
        yield
        return
    with suppress(OSError):
        file.write_text(
            json.dumps({"who": who, "what": what, "since": since, "pid": os.getpid(), "host": socket.gethostname()})
        )
        file.chmod(0o600)
    try:
        yield
    finally:
        with suppress(OSError):
            file.unlink()


def holder_of(url: URL, team: str) -> Holder | None:
    """Who writes now, as far as is known: a note that a dead process left counts for nothing."""
    file = _note(url)
    if file is None:
        return _session_of(url, team)
    try:
        found = json.loads(file.read_text())
        alive = found["host"] != socket.gethostname() or _runs(int(found["pid"]))
        return Holder(str(found["who"]), str(found["what"]), str(found["since"])) if alive else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _session_of(url: URL, team: str) -> Holder | None:
    """The session that is in an act on the team, and does not wait for another itself."""
    engine = open_engine(url, wait=1)
    try:
        with engine.connect() as connection:
            name = connection.execute(_WORKING, {"sign": _sign(team) + " %"}).scalar()
    except SQLAlchemyError:
        return None
    finally:
        engine.dispose()
    if name is None:
        return None
    since, what, who = str(name).removeprefix(_sign(team) + " ").split(" ", 2)
    return Holder(unquote(who), what, since)


def _sign(team: str) -> str:
    """What the names of sessions begin with that write to a team."""
    return f"secretariat {zlib.crc32(team.encode()):08x}"


def _note(url: URL) -> Path | None:
    file = file_of(url)
    return None if file is None else file.with_name(file.name + ".writer")


def _runs(pid: int) -> bool:
    if os.name == "nt":  # where asking would end it
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
