"""A database with teams: views of it, and acts on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import URL, Connection, Engine, Transaction
from sqlalchemy.exc import DBAPIError

from secretariat_tui.domain.errors import Refused, Unusable, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.records import ActKind
from secretariat_tui.store import faults
from secretariat_tui.store.engine import WAIT_SECONDS, WRITING, is_sqlite, open_engine
from secretariat_tui.store.erasing import Writer
from secretariat_tui.store.holder import noted
from secretariat_tui.store.migrate import ensure_current
from secretariat_tui.store.reading import View
from secretariat_tui.store.recording import Recorded


class Database:
    """The store in one database. It is opened, and its form looked at, when it is first used."""

    def __init__(self, url: URL, wait: float = WAIT_SECONDS) -> None:
        self.url = url
        self._wait = wait
        self._opened: Engine | None = None

    @contextmanager
    def read(self) -> Iterator[View]:
        with self._translated(), self._engine().connect() as connection, connection.begin():
            yield View(connection)

    @contextmanager
    def write(
        self, team: str, kind: ActKind, who: str, at: datetime, why: str = "", undoes: int | None = None
    ) -> Iterator[Writer]:
        with faults.translated(self.url, team), self._engine().connect() as plain:
            connection = self._for_writing(plain)
            transaction = connection.begin()
            try:
                with noted(connection, team, who, kind.value, at):
                    work = Writer(connection, team, kind, who, at, why, undoes)
                    yield work
                    recorded = work.record()
            except BaseException:
                transaction.rollback()
                raise
            if recorded is None:
                transaction.rollback()
            else:
                self._commit(transaction, recorded)

    def close(self) -> None:
        """Lets go of its connections."""
        if self._opened is not None:
            self._opened.dispose()
            self._opened = None

    def _commit(self, transaction: Transaction, recorded: Recorded) -> None:
        """Where the connection is lost before it is known whether the act was kept, that is looked up on another."""
        try:
            transaction.commit()
        except DBAPIError as error:
            if not faults.is_lost(error):
                raise
            if not self._was_kept(recorded):
                raise

    def _was_kept(self, recorded: Recorded) -> bool:
        try:
            with self._engine().connect() as plain, self._for_writing(plain) as connection, connection.begin():
                return recorded.is_kept(connection)
        except DBAPIError as error:
            raise faults.unknown_outcome() from error

    def _engine(self) -> Engine:
        if self._opened is None:
            engine = open_engine(self.url, self._wait)
            try:
                ensure_current(engine)
            except BaseException:
                engine.dispose()
                raise
            self._opened = engine
        return self._opened

    def _for_writing(self, connection: Connection) -> Connection:
        if is_sqlite(self.url):
            return connection.execution_options(**{WRITING: True})
        # The team's row is locked first: what is read after that is what the one before left.
        return connection.execution_options(isolation_level="READ COMMITTED")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            with faults.translated(self.url):
                yield
        except Refused as refused:
            if any(item.kind != "locked" for item in refused.faults):
                raise
            # It cannot even be read.
            raise Unusable(
                [
                    fault(
                        "locked",
                        N_("The database is locked by another program, and cannot be read."),
                        hint=N_("Nothing was changed. Try it again in a moment."),
                    )
                ]
            ) from refused
