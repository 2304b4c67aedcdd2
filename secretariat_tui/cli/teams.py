"""`secretariat team import`, `list` and `set`: teams in the database."""

from __future__ import annotations

from pathlib import Path

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.output import bullets, put_document, say
from secretariat_tui.cli.reading import beside, read_tables, read_team
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import Source, with_database
from secretariat_tui.domain.finding import N_
from secretariat_tui.exchange.done import done_document


@command(
    "import",
    help=N_(
        "Take a team file into the database: a new team, or a new version of one. Or tables in CSV: one file a table, "
        "named as in the team file (member.csv), or a folder of them. With --team they change a team that is there."
    ),
)
@options.team_paths_argument
@option("--team", "into", metavar="ID", help=N_("Change this team: rows that are known change, others are added."))
@option("--remove", is_flag=True, help=N_("With --team: take out the rows that the tables given do not have."))
@options.db_option
def import_(session: Session, paths: tuple[Path, ...], into: str | None, remove: bool, db: str | None) -> int:
    """Exit 0. The same file twice changes nothing."""
    from secretariat_tui.exchange.handbook_pages import read_pages
    from secretariat_tui.services.teams import Teams

    if remove and into is None:
        raise click.UsageError(session.language.gettext("Say from which team: --team."))
    if into is not None:
        return _change(session, paths, into, remove, db)
    read = read_team(session, *paths)
    entry = Teams(session.office(db)).take_in(read, read_pages(read, beside(paths[0])))
    if session.settings.json:
        put_document(done_document(entry.id))
    else:
        teller = session.teller(read)
        say(session.language.gettext("{team} is in the database.", team=teller.team_name()))
    return 0


def _change(session: Session, paths: tuple[Path, ...], into: str, remove: bool, db: str | None) -> int:
    """Takes tables into a team that is there, and tells what they changed."""
    from secretariat_tui.exchange.handbook_pages import read_pages
    from secretariat_tui.exchange.team_changes import changes_document, page_changes, team_changes
    from secretariat_tui.presenters.team_changes import tell_change
    from secretariat_tui.services.teams import Teams

    teams = Teams(session.office(db))
    before, revision = teams.seen(into)
    after = read_tables(session, paths, before, remove)
    pages = teams.other_pages(into, read_pages(after, beside(paths[0])))
    changes = (*team_changes(before, after), *page_changes(before, pages))
    if changes or pages:
        teams.take_in_changes(before, after, revision, pages)
    if session.settings.json:
        put_document(changes_document(into, changes))
    elif changes:
        language = session.language
        say(language.ngettext("{n} row changed:", "{n} rows changed:", len(changes)))
        say(bullets(tell_change(change, language) for change in changes))
    else:
        say(session.language.gettext("Nothing changed."))
    return 0


@command("list", help=N_("List the teams in the database."))
@options.db_option
def list_(session: Session, db: str | None) -> int:
    """Exit 0."""
    from secretariat_tui.services.teams import Teams

    entries = Teams(session.office(db)).all()
    if session.settings.json:
        put_document(
            {"schema": "secretariat/teams/1", "teams": [{"id": entry.id, "name": entry.name} for entry in entries]}
        )
    elif entries:
        from secretariat_tui.presenters.clean import clean

        say(bullets(f"{entry.id}: {clean(entry.name)}" for entry in entries))
    else:
        say(session.language.gettext("The database has no team yet."))
    return 0


@command("set", help=N_("Set how long absences are kept: after so many weeks planning erases them."))
@option("--absence-weeks", type=options.Whole(1, 520), required=True, help=N_("Weeks after an absence ended."))
@with_database
def set_(session: Session, source: Source, absence_weeks: int) -> int:
    """Exit 0."""
    from secretariat_tui.services.absences import Absences

    absences = Absences(source.office)
    absences.keep_for(source.team_id, absence_weeks)
    gone = absences.erase_old(source.team_id)
    if session.settings.json:
        put_document(done_document(source.team_id))
        return 0
    language = session.language
    say(
        language.ngettext(
            "Absences are erased {n} week after they ended.",
            "Absences are erased {n} weeks after they ended.",
            absence_weeks,
        )
    )
    if gone:
        say(language.ngettext("{n} absence was erased.", "{n} absences were erased.", gone))
    return 0
