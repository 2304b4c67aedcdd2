"""`secretariat team`: what can be done with a team file."""

from __future__ import annotations

from pathlib import Path

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import Entry, Group, command, option
from secretariat_tui.cli.output import deliver, put_document, say, say_bullets, say_written
from secretariat_tui.cli.reading import beside, read_team
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import Source
from secretariat_tui.domain.finding import N_

team = Group(
    (
        Entry("check", f"{__name__}:check", N_("Validate a team file and tell its risks, without planning.")),
        Entry(
            "import", "secretariat_tui.cli.teams:import_", N_("Take a team file, or tables (.csv), into the database.")
        ),
        Entry("list", "secretariat_tui.cli.teams:list_", N_("List the teams in the database.")),
        Entry("export", f"{__name__}:export", N_("Write a team file in its plain form.")),
        Entry("set", "secretariat_tui.cli.teams:set_", N_("Set how long absences are kept.")),
    ),
    name="team",
    help=N_("Take a team in, check it, change it, or write it out."),
)


@command(
    "check",
    help=N_(
        "Validate a team file, or the tables (.csv) of a team, and tell the risks to continuity that are in it, "
        "without planning."
    ),
)
@options.team_paths_argument
def check(session: Session, paths: tuple[Path, ...]) -> int:
    """Exit 0 when the file can be planned, whatever its risks."""
    from secretariat_tui.exchange.documents import team_check_document
    from secretariat_tui.exchange.handbook_pages import missing_pages, read_pages
    from secretariat_tui.presenters.reasons import tell_finding

    read = read_team(session, *paths)
    read_pages(read, beside(paths[0]))  # what cannot be read is wrong, as it is for `team import`
    today = session.today(read)
    found = session.services.risks(read, today) + missing_pages(read, beside(paths[0]))
    teller = session.teller(read, today.year)
    if session.settings.json:
        put_document(team_check_document(read, found, teller.say))
        return 0
    language = session.language
    say(
        language.gettext(
            "{team}: {members}, {accounts}, {desks}.",
            team=teller.team_name(),
            members=language.ngettext("{n} member", "{n} members", len(read.members)),
            accounts=language.ngettext("{n} account", "{n} accounts", len(read.accounts)),
            desks=language.ngettext("{n} desk", "{n} desks", len(read.desks)),
        )
    )
    say(language.gettext("The file is in order."))
    if found:
        say(language.ngettext("{n} thing to know:", "{n} things to know:", len(found)))
        say_bullets(tell_finding(item, teller) for item in found)
    else:
        say(language.gettext("No risks were found."))
    return 0


@command(
    "export",
    help=N_(
        "Write a team as a team file in its plain form, or as tables for a spreadsheet: from the database, or from "
        "a file."
    ),
)
@click.argument("team_file", metavar="[FILE]", type=options.FILE, required=False)
@option("--as", "form", type=click.Choice(("toml", "csv")), default="toml", help=N_("csv: one file a table."))
@option("--out", type=options.FILE, help=N_("The file to write, or the directory of the tables; else standard output."))
@options.of_database
def export(
    session: Session, team_file: Path | None, form: str, out: Path | None, db: str | None, team: str | None
) -> int:
    """Exit 0. Importing what this writes changes nothing."""
    from secretariat_tui.exchange.team_file import write_team

    source = Source(session, team_file, db, team)
    if form == "csv":
        return _export_tables(session, source, out)
    found = source.team
    if out is None and session.settings.json:
        raise click.UsageError(session.language.gettext("With --json say where the team file goes: --out."))
    deliver(write_team(found).encode(), out)
    if out is not None:
        _tell_written(session, source.team.id, [out.name], out)
    return 0


def _export_tables(session: Session, source: Source, out: Path | None) -> int:
    from secretariat_tui.exchange.safe_write import write_files
    from secretariat_tui.exchange.team_columns import write_tables

    if out is None:
        raise click.UsageError(session.language.gettext("Say where the tables go: --out, a directory."))
    team = source.team
    files = write_tables(team)
    write_files(out, files)
    _tell_written(session, team.id, sorted(files), out)
    return 0


def _tell_written(session: Session, team: str, files: list[str], out: Path) -> None:
    if session.settings.json:
        put_document({"schema": "secretariat/files/1", "team": team, "files": files})
    else:
        say_written(out, session)
