"""`secretariat db`: the database as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import Entry, Group, command, option
from secretariat_tui.cli.output import bullets, put_document, say
from secretariat_tui.cli.session import Session
from secretariat_tui.domain.errors import Unusable
from secretariat_tui.domain.finding import N_

db = Group(
    (
        Entry("upgrade", f"{__name__}:upgrade", N_("Bring it up to date with this program; an older one is copied.")),
        Entry("check", f"{__name__}:check", N_("Look whether everything in it is as it was written.")),
        Entry("backup", f"{__name__}:backup", N_("Copy it to a file, compared.")),
        Entry("restore", f"{__name__}:restore", N_("Put a backup in its place.")),
        Entry("move", f"{__name__}:move", N_("Carry everything to another database.")),
        Entry("grant", "secretariat_tui.cli.access:grant", N_("Let a user lead a team, or be a member of it.")),
        Entry("revoke", "secretariat_tui.cli.access:revoke", N_("Take away what a user may.")),
    ),
    name="db",
    help=N_("Look after the database as a whole."),
)

_yes = option("--yes", is_flag=True, help=N_("Yes, put it in the place of what is there."))


@command("upgrade", help=N_("Bring the database up to date with this program. An older one is copied first."))
@options.db_option
def upgrade(session: Session, db: str | None) -> int:
    """Exit 0; 7 for a database of a newer program, which stays as it is."""
    found = session.maintenance(db).upgrade()
    language = session.language
    if session.settings.json:
        backup = None if found.backup is None else str(found.backup)
        put_document(_document("upgrade", {}) | {"before": found.before, "after": found.after, "backup": backup})
    elif found.before is None:
        say(language.gettext("The database is made."))
    elif found.before == found.after:
        say(language.gettext("The database is up to date."))
    else:
        say(language.gettext("The database is brought up to date. Its former self is {file}.", file=str(found.backup)))
    return 0


@command("check", help=N_("Look whether everything in the database is as it was written."))
@options.db_option
def check(session: Session, db: str | None) -> int:
    """Exit 0, or 7 where something is not."""
    found = session.maintenance(db).check()
    teller = session.teller()
    told = [teller.say(reason) for reason in found]
    if session.settings.json:
        put_document(_document("check", {}) | {"findings": told})
    elif told:
        say(session.language.ngettext("{n} thing is wrong:", "{n} things are wrong:", len(told)))
        say(bullets(told))
    else:
        say(session.language.gettext("Everything is as it was written."))
    return Unusable.exit_code if found else 0


@command("backup", help=N_("Copy the database to a file (SQLite), and compare the two."))
@click.argument("file", type=options.FILE)
@options.db_option
def backup(session: Session, file: Path, db: str | None) -> int:
    """Exit 0; 6 where the file is there already."""
    return _counted(session, "backup", session.maintenance(db).backup(file))


@command("restore", help=N_("Put a backup in the place of the database; what was there is kept beside it."))
@click.argument("file", type=options.FILE)
@_yes
@options.db_option
def restore(session: Session, file: Path, yes: bool, db: str | None) -> int:
    """Exit 0; 7 for a backup that is damaged."""
    keeper = session.maintenance(db)
    if not yes and keeper.would_replace():
        raise click.UsageError(session.language.gettext("This replaces the database: say so with --yes."))
    return _counted(session, "restore", keeper.restore(file))


@command("move", help=N_("Carry everything to another database, which must be empty: to PostgreSQL, or back."))
@click.argument("url", metavar="URL")
@options.db_option
def move(session: Session, url: str, db: str | None) -> int:
    """Exit 0; 6 where the other has teams already. The database itself stays as it is."""
    return _counted(session, "move", session.maintenance(db).move(url))


def _counted(session: Session, did: str, rows: Mapping[str, int]) -> int:
    if session.settings.json:
        put_document(_document(did, rows))
    else:
        count = sum(rows.values())
        say(session.language.ngettext("{n} row copied and compared.", "{n} rows copied and compared.", count))
    return 0


def _document(did: str, rows: Mapping[str, int]) -> dict[str, object]:
    return {
        "schema": "secretariat/db/1",
        "did": did,
        "before": None,
        "after": None,
        "backup": None,
        "rows": dict(rows),
        "findings": [],
    }
