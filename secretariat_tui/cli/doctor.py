"""`secretariat doctor`: what is installed, which database, what is wrong and how to mend it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from secretariat_tui import __version__
from secretariat_tui.bootstrap import database_name
from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command
from secretariat_tui.cli.output import put_document, say
from secretariat_tui.cli.session import Session
from secretariat_tui.domain.errors import SecretariatError, Unusable
from secretariat_tui.domain.finding import N_
from secretariat_tui.presenters.reasons import tell_fault

_NEEDED: Final = ("ortools", "textual", "sqlalchemy", "alembic", "icalendar", "holidays", "click")
_EXTRAS: Final = {
    "psycopg": N_("PostgreSQL: pip install 'secretariat-tui[postgresql]'"),
    "uvicorn": N_("the calendar feed: pip install 'secretariat-tui[feed]'"),
    "textual-serve": N_("the screens in a browser: pip install 'secretariat-tui[browser]'"),
    "distributed": N_("planning on a cluster: pip install 'secretariat-tui[cluster]'"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at. `mend` says what to do where it is not `ok`."""

    what: str
    found: str
    ok: bool = True
    mend: str = ""


@command("doctor", help=N_("Tell what is installed, which database is used, what is wrong and how to mend it."))
@options.db_option
def doctor(session: Session, db: str | None) -> int:
    """Exit 0, or 7 where something must be mended."""
    lines = [*_program(session), *_extras(session), *_terminal(session), *_database(session, db)]
    if session.settings.json:
        put_document(
            {
                "schema": "secretariat/doctor/1",
                "checks": [
                    {"what": line.what, "found": line.found, "ok": line.ok, "mend": line.mend} for line in lines
                ],
            }
        )
    else:
        for line in lines:
            say(f"{'ok' if line.ok else '!!'}  {line.what}: {line.found}")
            if line.mend:
                say(f"      {line.mend}")
    return 0 if all(line.ok for line in lines) else Unusable.exit_code


def _program(session: Session) -> Iterator[Line]:
    gettext = session.language.gettext
    yield Line("secretariat", __version__)
    yield Line("Python", sys.version.split()[0])
    for name in _NEEDED:
        found = _version(name)
        mend = "" if found else gettext("Install the program again.")
        yield Line(name, found or gettext("not installed"), found is not None, mend)
    import sqlite3

    yield Line("SQLite", sqlite3.sqlite_version)
    yield _time_zones(session)


def _time_zones(session: Session) -> Line:
    from zoneinfo import available_timezones

    count = len(available_timezones())
    gettext = session.language.gettext
    mend = "" if count else gettext("Install them with: pip install tzdata")
    return Line(gettext("time zones"), str(count), bool(count), mend)


def _extras(session: Session) -> Iterator[Line]:
    gettext = session.language.gettext
    for name, what in _EXTRAS.items():
        found = _version(name)
        yield Line(name, found or gettext("not installed; it is for {what}", what=gettext(what)))


def _terminal(session: Session) -> Iterator[Line]:
    gettext = session.language.gettext
    yield Line(gettext("language"), session.language.code)
    encoding = sys.stdout.encoding or "?"
    plain = "utf" not in encoding.lower()
    mend = gettext("Start the screens with --ascii, or set a UTF-8 locale.") if plain else ""
    yield Line(gettext("characters"), encoding, not plain, mend)


def _database(session: Session, db: str | None) -> Iterator[Line]:
    gettext = session.language.gettext
    teller = session.teller()
    try:
        name = database_name(db, os.environ)
        keeper = session.maintenance(db)
        server, form = keeper.version()
        wrong = [teller.say(reason) for reason in keeper.check()]
        with session.office(db).store.read() as view:
            teams = [entry.id for entry in view.teams()]
    except SecretariatError as error:
        for fault in error.faults:
            first, *rest = tell_fault(fault, teller)
            yield Line(gettext("database"), first, False, " ".join(rest))
        return
    yield Line(gettext("database"), name)
    yield Line(gettext("version of the database"), gettext("{server}, form {form}", server=server, form=form))
    yield Line(gettext("teams"), ", ".join(teams) or gettext("none yet"))
    yield Line(
        gettext("contents"),
        "; ".join(wrong) or gettext("as they were written"),
        not wrong,
        gettext("Bring back a backup with: secretariat db restore FILE") if wrong else "",
    )


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
