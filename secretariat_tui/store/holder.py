"""Who writes to a database at this moment, so that those who wait can be told.

Beside an SQLite file lies a note while somebody writes; the lock itself is the database's own, which ends with its
process. PostgreSQL knows its sessions.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from secretariat_tui.store.engine import file_of


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes what, since when (a local time)."""

    who: str
    what: str
    since: str


@contextmanager
def noted(url: URL, who: str, what: str, at: datetime) -> Iterator[None]:
    """Leaves the note while the block runs. That it cannot be written is no reason not to write the database."""
    file = _note(url)
    if file is None:
        yield
        return
    since = at.astimezone().strftime("%H:%M:%S")
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


def holder_of(url: URL) -> Holder | None:
    """Who writes now, as far as is known: a note that a dead process left counts for nothing."""
    file = _note(url)
    if file is None:
        return None
    try:
        found = json.loads(file.read_text())
        alive = found["host"] != socket.gethostname() or _runs(int(found["pid"]))
        return Holder(str(found["who"]), str(found["what"]), str(found["since"])) if alive else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


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
