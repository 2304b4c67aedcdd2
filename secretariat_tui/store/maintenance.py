"""A database as a whole: brought up to date, looked over, copied, brought back and carried elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine

from secretariat_tui.domain.errors import BadInput, Fault, Refused, Unusable, fault
from secretariat_tui.domain.finding import N_, Reason
from secretariat_tui.domain.maintenance import Access, Upgraded
from secretariat_tui.places import unusable
from secretariat_tui.store import access, migrate
from secretariat_tui.store.copying import copy_all
from secretariat_tui.store.engine import file_of, is_sqlite, make_private, open_engine, url_of
from secretariat_tui.store.faults import placed, translated
from secretariat_tui.store.integrity import findings

_PART: Final = re.compile(r"\.\d+\.part(-journal)?$")
_STALE_SECONDS: Final = 3600


class DatabaseKeeper:
    """Maintenance of the database at an address. `now` names copies."""

    def __init__(self, url: URL, now: datetime) -> None:
        self.url = url
        self._now = now

    def upgrade(self) -> Upgraded:
        with placed(self.url), _opened(self.url) as engine:
            form = migrate.form_in(engine)
            newest = migrate.newest_form()
            if form == newest:
                return Upgraded(form, newest)
            if form is not None and form not in migrate.known_forms():
                migrate.ensure_current(engine)  # which says what is wrong
            copy = self._beside("before-upgrade") if form is not None else None
            if copy is not None:
                self._copy_file(copy)
            before, after = migrate.upgrade(engine)
        return Upgraded(before, after, copy)

    def check(self) -> tuple[Reason, ...]:
        with _opened(self.url) as engine:
            migrate.ensure_current(engine)
            with engine.connect() as connection, connection.begin():
                return tuple(findings(connection))

    def version(self) -> tuple[str, str]:
        with _opened(self.url) as engine:
            migrate.ensure_current(engine)  # which connects, so that the version of the server is known
            number = ".".join(map(str, engine.dialect.server_version_info or ()))
        return f"{'SQLite' if is_sqlite(self.url) else 'PostgreSQL'} {number}", migrate.newest_form()

    def backup(self, file: Path) -> Mapping[str, int]:
        _ensure_new(file)
        try:
            with _part_of(file) as part:
                counts = self._copy_to(url_of(str(part)))
                with part.open("rb") as written:
                    os.fsync(written.fileno())
                _put_new(part, file)
        except OSError as error:
            raise unusable(str(file), error) from error
        return counts

    def would_replace(self) -> bool:
        file = file_of(self.url)  # on a server nothing is replaced: it must be empty
        return file is not None and os.path.exists(file) and os.path.getsize(file) > 0

    def restore(self, file: Path) -> Mapping[str, int]:
        if not os.path.isfile(file):
            raise BadInput([fault("no-file", N_("There is no file {file}."), file=str(file))])
        saved = DatabaseKeeper(url_of(str(file)), self._now)
        try:
            wrong = saved.check()
        except Unusable as error:
            raise Unusable(_of_backup(item, file) for item in error.faults) from error
        if wrong:
            text = N_("The backup {file} is damaged, and nothing was changed.")
            raise Unusable([fault("damaged", text, file=str(file)), *(Fault("damaged", reason) for reason in wrong)])
        target = file_of(self.url)
        if target is None:
            return saved.move(self.url.render_as_string(hide_password=False))
        with placed(self.url), translated(self.url), _part_of(target) as part:
            counts = saved._copy_to(url_of(str(part)))
            kept = self._beside("before-restore")
            if kept is not None and _is_damaged(target):
                _set_aside(target, kept)
                os.replace(part, target)
                return counts
            with _opened(self.url) as engine:
                former = migrate.form_in(engine)
            if former is not None and kept is not None:
                self._copy_file(kept)
            # Written by SQLite into the file that is there: whoever has it open sees it, and a kill leaves the old one.
            make_private(target)
            _overwrite(part, target)
        return counts

    def move(self, url: str) -> Mapping[str, int]:
        target = url_of(url)
        with placed(target):
            return self._copy_to(target)

    def grant(self, user: str, team: str | None, member: str | None) -> tuple[Access, ...]:
        with self._granting() as connection:
            return access.grant(connection, user, team, member)

    def revoke(self, user: str, team: str | None) -> tuple[Access, ...]:
        with self._granting() as connection:
            return access.revoke(connection, user, team)

    @contextmanager
    def _granting(self) -> Iterator[Connection]:
        with _opened(self.url) as engine:
            migrate.ensure_current(engine)
            with engine.begin() as connection:
                yield connection

    def _copy_to(self, url: URL) -> Mapping[str, int]:
        with _opened(url) as target:
            migrate.upgrade(target)
            with _opened(self.url) as source:
                migrate.ensure_current(source)
                return copy_all(source, target)

    def _beside(self, what: str) -> Path | None:
        file = file_of(self.url)
        return None if file is None else file.with_name(f"{file.stem}.{what}-{self._now:%Y%m%dT%H%M%S}{file.suffix}")

    def _copy_file(self, copy: Path) -> None:
        """A copy of an SQLite file in any form, by SQLite itself, so that no change is half in it."""
        with _part_of(copy) as part:
            make_private(part)
            _overwrite(Path(str(file_of(self.url))), part)
            os.replace(part, copy)


@contextmanager
def _opened(url: URL) -> Iterator[Engine]:
    """An engine for the database that lets go of it in the end."""
    with translated(url):
        engine = open_engine(url)
        try:
            yield engine
        finally:
            engine.dispose()


@contextmanager
def _part_of(file: Path) -> Iterator[Path]:
    """A name beside a file for what is written before it takes its place; nothing of it is left.

    What processes left that were killed is swept once it is old. Faults name the file, which the user asked for.
    """
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    _sweep(file.parent)
    try:
        yield part
    except Unusable as error:
        raise Unusable(replace(item, text=_naming(item.text, part, file)) for item in error.faults) from error
    finally:
        for left in (part, part.with_name(part.name + "-journal")):
            with suppress(OSError):
                left.unlink()


def _ensure_new(file: Path) -> None:
    if os.path.lexists(file):
        text, hint = N_("{file} is there already."), N_("Choose another.")
        raise Refused([fault("there-already", text, hint=hint, file=str(file))])


def _put_new(part: Path, file: Path) -> None:
    """Gives what was written its name; raises Refused where somebody else was first, whose file stays."""
    try:
        os.link(part, file)
    except FileExistsError:
        _ensure_new(file)
        raise
    except OSError:  # the file system has no links: then between looking and taking the name there is a moment
        _ensure_new(file)
        os.replace(part, file)


def _naming(text: Reason, part: Path, file: Path) -> Reason:
    facts = tuple((name, str(file) if value == str(part) else value) for name, value in text.facts)
    return replace(text, facts=facts)


def _sweep(directory: Path) -> None:
    for stray in directory.glob(".*.part*"):
        with suppress(OSError):  # another was quicker, or it is not ours
            if _PART.search(stray.name) and time.time() - stray.lstat().st_mtime > _STALE_SECONDS:
                stray.unlink()


def _of_backup(found: Fault, file: Path) -> Fault:
    """What is to be done about a backup is other than about the database in use."""
    if found.kind == "new-form":
        return found
    old, other = N_("Bring it up to date with: secretariat db upgrade --db {file}"), N_("Choose another backup.")
    return replace(found, hint=Reason(found.kind, old if found.kind == "old-form" else other, (("file", str(file)),)))


def _is_damaged(file: Path) -> bool:
    """Whether SQLite cannot read the file, so that nothing can be written into it either."""
    if not os.path.isfile(file):
        return False
    with closing(sqlite3.connect(file)) as connection:
        try:
            return bool(connection.execute("PRAGMA quick_check").fetchone() != ("ok",))
        except sqlite3.OperationalError:  # in use, or not to be opened: that is told when it is
            return False
        except sqlite3.DatabaseError:
            return True


def _set_aside(file: Path, kept: Path) -> None:
    """Copies a file as it is. What SQLite keeps beside it goes along, or it would be read with what takes its place."""
    with _part_of(kept) as part:
        make_private(part)
        shutil.copyfile(file, part)
        os.replace(part, kept)
    for ending in ("-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            os.replace(f"{file}{ending}", f"{kept}{ending}")


def _overwrite(source: Path, target: Path) -> None:
    """All of one SQLite file into another, in one transaction of the other."""
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)
