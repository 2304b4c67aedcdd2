"""What a database says, as an error of the product: what is wrong, and what to do."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from secretariat_tui.domain.errors import BadInput, Fault, Refused, SecretariatError, Unusable, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.store.engine import file_of, name_of
from secretariat_tui.store.holder import holder_of

P = ParamSpec("P")
T = TypeVar("T")
V = TypeVar("V")

_NOT_ALLOWED = "42501"
_LOCK_TIMEOUT = "55P03"
_SERIALIZATION = ("40001", "40P01", "23505")
"""Two who wait for one another, or add the same."""
_NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_BAD_VALUE = "22"
"""The class of errors of a text that is too long, or a number that is too large, for its column; SQLite takes them."""
_LOST = ("08", "57P")
"""The classes of errors of a connection, and of a server that shuts down or comes up."""


@contextmanager
def translated(url: URL, team: str = "") -> Iterator[None]:
    """Raises errors of the database as errors of the product. `team` is the one that is written to, if any."""
    try:
        yield
    except DBAPIError as error:
        raise translate(error, url, team) from error
    except UnicodeEncodeError as error:  # of a text that was given: bytes that the terminal did not say as letters
        template, hint = N_("A text has signs that are no letters, and cannot be kept."), N_("Type it anew.")
        raise BadInput([fault("no-text", template, hint=hint)]) from error
    except UnicodeDecodeError as error:  # of a text in the file, or of SQLite's own words about it
        hint = N_("Bring back a backup with: secretariat db restore FILE")
        raise Unusable([_named(N_("The database {database} is damaged."), url, str(error), hint)]) from error
    except SQLAlchemyError as error:
        raise Unusable([_named(N_("The database cannot be used: {detail}."), url, str(error))]) from error


@contextmanager
def placed(url: URL) -> Iterator[None]:
    """Raises what the system says of the file of a database, or of its directory, as an error of the product."""
    try:
        yield
    except OSError as error:
        wanted = "full" if error.errno in _NO_ROOM else "unable to open"
        template, hint = next((template, hint) for sign, template, hint in _SIGNS if sign == wanted)
        raise Unusable([_named(template, url, error.strerror or "", hint)]) from error


def changed_meanwhile(template: str = "", week: str = "") -> Refused:
    """Somebody else changed it meanwhile."""
    told = template or N_("Somebody else changed this meanwhile.")
    return Refused([fault("conflict", told, hint=N_("Look at what changed, and do it again."), week=week)])


def as_written(read: Callable[Concatenate[V, P], T]) -> Callable[Concatenate[V, P], T]:
    """A reader of rows. What cannot be a value at all is damage, and no mistake of whoever asks."""

    @wraps(read)
    def reading(view: V, /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return read(view, *args, **kwargs)
        except (SecretariatError, UnicodeEncodeError):  # of what was asked with: see `translated`
            raise
        except (ValueError, TypeError, LookupError) as error:
            raise damaged(read.__name__) from error

    return reading


def not_allowed() -> Refused:
    """The database does not let the user."""
    hint = N_("Who leads the team may, and who looks after the database can grant it.")
    return Refused([fault("not-allowed", N_("You may not do this: the database does not let you."), hint=hint)])


def unknown_outcome() -> Unusable:
    """The connection was lost while an act was being kept, and nobody can tell whether it was."""
    text = N_("The connection to the database was lost while this was being kept.")
    hint = N_("Whether it was kept is not known: look with secretariat history before you do it again.")
    return Unusable([fault("unknown-outcome", text, hint=hint)])


def damaged(what: str) -> Unusable:
    """Something in the database is not what was written."""
    return Unusable(
        [
            fault(
                "damaged",
                N_("The database is damaged: {what} is not what was written."),
                hint=N_("Bring back a backup with: secretariat db restore FILE"),
                what=what,
            )
        ]
    )


def translate(error: DBAPIError, url: URL, team: str = "") -> SecretariatError:
    """The error of the product that it is."""
    state = getattr(error.orig, "sqlstate", None)
    detail = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
    if state == _NOT_ALLOWED:
        return not_allowed()
    if state in _SERIALIZATION:
        return changed_meanwhile()
    if str(state).startswith(_BAD_VALUE):
        return BadInput([_named(N_("A value does not fit into the database: {detail}."), url, detail)])
    if state == _LOCK_TIMEOUT or (isinstance(error, OperationalError) and "database is locked" in detail):
        return locked(url, team)
    for sign, template, hint in (*_only_read(url, detail), *_SIGNS):
        if sign in detail:
            return Unusable([_named(template, url, detail, hint)])
    if isinstance(error, OperationalError) and state is None and not error.connection_invalidated and not file_of(url):
        hint = N_("Nothing was changed. Look whether its server runs, and whether the address is right.")
        return Unusable([_named(N_("The database {database} cannot be reached: {detail}."), url, detail, hint)])
    if is_lost(error):
        return Unusable(
            [
                _named(
                    N_("The connection to the database was lost: {detail}."),
                    url,
                    detail,
                    N_("Nothing was changed. Try it again."),
                )
            ]
        )
    return Unusable([_named(N_("The database cannot be used: {detail}."), url, detail)])


def is_lost(error: DBAPIError) -> bool:
    """Whether the connection is gone, or the server said that it ends it."""
    return error.connection_invalidated or str(getattr(error.orig, "sqlstate", None)).startswith(_LOST)


def _only_read(url: URL, detail: str) -> Iterator[tuple[str, str, str]]:
    """Why the file of a database can only be read, where that is to be seen: SQLite has one word for all of it."""
    file = file_of(url)
    if file is None or _READ_ONLY not in detail or not hasattr(os, "statvfs"):
        return
    with suppress(OSError):
        if os.statvfs(file).f_flag & os.ST_RDONLY:
            template = N_("The disk that the database {database} is on can only be read.")
            yield _READ_ONLY, template, N_("Copy the file to a disk that can be written, and choose it with --db.")
        elif not os.access(file, os.W_OK):
            template = N_("You may not write to the file {database}.")
            yield _READ_ONLY, template, N_("Make the file writable for you, or choose another with --db.")
        elif not os.access(file.parent, os.W_OK):
            template = N_("You may not write in the directory of the database {database}.")
            yield _READ_ONLY, template, N_("Make the directory writable for you, or choose another with --db.")


_READ_ONLY = "readonly"
_SIGNS = (
    (
        _READ_ONLY,
        N_("The database {database} can only be read."),
        N_("Make the file and its directory writable, or choose another with --db."),
    ),
    (
        "read-only",
        N_("The database {database} can only be read."),
        N_("Make the file and its directory writable, or choose another with --db."),
    ),
    ("full", N_("There is no room for the database {database}."), N_("Make room on the disk, and do it again.")),
    (
        "disk I/O",
        N_("The database {database} cannot be written."),
        N_("Look at the disk and at its room, and do it again."),
    ),
    (
        "not a database",
        N_("The file {database} is no database of this program."),
        N_("Choose another with --db, or bring back a backup with: secretariat db restore FILE"),
    ),
    (
        "malformed",
        N_("The database {database} is damaged."),
        N_("Bring back a backup with: secretariat db restore FILE"),
    ),
    (
        "unable to open",
        N_("The database {database} cannot be opened."),
        N_("Look whether it is a file, in a directory that is there and yours, or choose another with --db."),
    ),
    ("no such table", N_("The file {database} is no database of this program."), N_("Choose another with --db.")),
)


def locked(url: URL, team: str = "") -> Refused:
    """Another writes, and has done so for too long."""
    hint = N_("Nothing was changed. Try it again in a moment.")
    who = holder_of(url, team)
    if who is None:
        return Refused([fault("locked", N_("Another program is writing to the database."), hint=hint)])
    template = N_("{who} is writing to the database: {what}, since {since}.")
    return Refused([fault("locked", template, hint=hint, who=who.who, what=who.what, since=who.since)])


def _named(template: str, url: URL, detail: str, hint: str = "") -> Fault:
    return fault("database", template, hint=hint, database=name_of(url), detail=detail.rstrip("."))
