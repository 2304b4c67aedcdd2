"""The form of a database: made, brought up to date, and refused where it is of a newer program."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from secretariat_tui.domain.errors import Fault, Unusable, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.store.access import renew_all
from secretariat_tui.store.engine import WRITING, file_of, is_sqlite, make_private, name_of

_PLACE: Final = "secretariat_tui.store:migrations"


def config_for(connection: Connection | None = None) -> Config:
    """What Alembic needs to know; steps run on the connection that is given."""
    config = Config()
    config.set_main_option("script_location", _PLACE)
    config.attributes["connection"] = connection
    return config


def newest_form() -> str:
    """The form that this program knows."""
    return known_forms()[0]


@cache
def known_forms() -> tuple[str, ...]:
    """Every form that this program knows, newest first. They are read once: each database that is opened asks."""
    script = ScriptDirectory.from_config(config_for())
    return tuple(step.revision for step in script.walk_revisions())


def form_of(connection: Connection) -> str | None:
    """The form of a database; None for one that is empty, "" for one that is not of this program."""
    found = MigrationContext.configure(connection).get_current_revision()
    if found is None and inspect(connection).get_table_names():
        return ""
    return found


def form_in(engine: Engine) -> str | None:
    """The form of the database behind an engine; None where there is nothing yet. Makes nothing."""
    file = file_of(engine.url)
    if file is not None and not (file.exists() and file.stat().st_size):
        return None
    with engine.connect() as connection:
        return form_of(connection)


def ensure_current(engine: Engine) -> None:
    """Raises Unusable for a database that is not there, or not of this program's form. Changes nothing."""
    file = file_of(engine.url)
    if file is not None and not _may_be_there(file):
        raise Unusable([missing(engine)])
    with engine.connect() as connection:
        form = form_of(connection)
    if form is None:
        raise Unusable([missing(engine)])
    if form == newest_form():
        return
    database = name_of(engine.url)
    if form in known_forms():
        raise Unusable(
            [
                fault(
                    "old-form",
                    N_("The database {database} is of an older version of this program."),
                    hint=N_("Bring it up to date with: secretariat db upgrade"),
                    database=database,
                )
            ]
        )
    if form:
        raise Unusable(
            [
                fault(
                    "new-form",
                    N_("The database {database} is of a newer version of this program."),
                    hint=N_("Install that version. Nothing was changed."),
                    database=database,
                )
            ]
        )
    raise Unusable(
        [
            fault(
                "foreign",
                N_("{database} is no database of this program."),
                hint=N_("Choose another with --db."),
                database=database,
            )
        ]
    )


def _may_be_there(file: Path) -> bool:
    """Whether a file is there; of one at which nobody may look, SQLite says that."""
    try:
        return file.exists()
    except OSError:
        return True


def missing(engine: Engine) -> Fault:
    """There is no such database."""
    return fault(
        "no-database",
        N_("There is no database {database} yet."),
        hint=N_("Make it with: secretariat init FILE"),
        database=name_of(engine.url),
    )


def upgrade(engine: Engine) -> tuple[str | None, str]:
    """Brings a database to the newest form, in one transaction, making it where it is not there. Gives both forms."""
    file = file_of(engine.url)
    if file is not None:
        make_private(file)
    with engine.connect() as plain:
        connection = plain.execution_options(**{WRITING: True})
        with connection.begin():
            before = form_of(connection)
            command.upgrade(config_for(connection), "head")
            if not is_sqlite(engine.url):
                renew_all(connection)  # what is new in this form is granted to those who were granted the rest
    return before, newest_form()
