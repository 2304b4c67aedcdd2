"""Databases that tests break: each a fresh copy of one that was made once, with a team and two weeks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from secretariat_tui.store import database as stores
from secretariat_tui.store.engine import WAIT_SECONDS, open_engine, url_of
from secretariat_tui.store.maintenance import DatabaseKeeper
from secretariat_tui.store.migrate import upgrade
from tests.faults.leads import START, found
from tests.faults.ledger import Ledger
from tests.postgresql import Server

TEMPLATE = "faults"


@dataclass(frozen=True)
class Database:
    """The address of a database; `file` is None for PostgreSQL."""

    url: str
    file: Path | None = None

    @contextmanager
    def store(self, wait: float = WAIT_SECONDS) -> Iterator[stores.Database]:
        """The store in it. It is closed again, since a connection must not be shared with a forked child."""
        store = stores.Database(url_of(self.url), wait)
        try:
            yield store
        finally:
            store.close()

    def keeper(self) -> DatabaseKeeper:
        """Maintenance of it."""
        return DatabaseKeeper(url_of(self.url), START)

    def check(self) -> list[str]:
        """What `db check` finds."""
        return [reason.template.format(**dict(reason.facts)) for reason in self.keeper().check()]


def make(url: str) -> None:
    """Makes the database that is copied."""
    engine = open_engine(url_of(url))
    upgrade(engine)
    engine.dispose()
    with Database(url).store() as store:
        found(store)


@cache
def _template() -> bytes:
    with TemporaryDirectory() as directory:
        file = Path(directory) / "template.db"
        make(str(file))
        return file.read_bytes()


@dataclass
class Fresh:
    """Gives a new database, with a ledger beside it, each time that it is called."""

    directory: Path
    server: Server | None
    _stack: ExitStack = field(default_factory=ExitStack)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def is_file(self) -> bool:
        return self.server is None

    @property
    def kills(self) -> int:
        """How many times each kind of work is killed in the campaign."""
        return 200 if self.is_file else 50

    def __call__(self) -> tuple[Database, Ledger]:
        number = next(self._numbers)
        ledger = Ledger(self.directory / f"ledger-{number}")
        if self.server is not None:
            template = self.server.template(TEMPLATE, make)
            return Database(self.server.url_of(self._stack.enter_context(self.server.database(template)))), ledger
        file = self.directory / f"{number}.db"
        file.write_bytes(_template())
        return Database(str(file), file), ledger

    def close(self) -> None:
        """Drops what was made."""
        self._stack.close()
