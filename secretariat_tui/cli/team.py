"""`secretariat team`: what can be done with a team file."""

from __future__ import annotations

from pathlib import Path

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import Entry, Group, command
from secretariat_tui.cli.output import bullets, deliver, put_document, say
from secretariat_tui.cli.planning import say_written
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import Source
from secretariat_tui.domain.finding import N_

team = Group(
    (
        Entry("check", f"{__name__}:check", N_("Validate a team file and tell its risks, without planning.")),
        Entry("import", "secretariat_tui.cli.teams:import_", N_("Take a team file into the database.")),
        Entry("list", "secretariat_tui.cli.teams:list_", N_("List the teams in the database.")),
        Entry("export", f"{__name__}:export", N_("Write a team file in its plain form.")),
        Entry("set", "secretariat_tui.cli.teams:set_", N_("Set how long absences are kept.")),
    ),
    name="team",
    help=N_("Check a team file, or write it in its plain form."),
)


@command("check", help=N_("Validate a team file and tell the risks to continuity that are in it, without planning."))
@options.team_file_argument
def check(session: Session, team_file: Path) -> int:
    """Exit 0 when the file can be planned, whatever its risks."""
    from secretariat_tui.exchange.documents import team_check_document
    from secretariat_tui.exchange.handbook_pages import missing_pages
    from secretariat_tui.presenters.reasons import tell_finding

    read = session.services.read_team(team_file)
    today = session.today(read)
    found = session.services.risks(read, today) + missing_pages(read, team_file.parent)
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
        say(bullets(tell_finding(item, teller) for item in found))
    else:
        say(language.gettext("No risks were found."))
    return 0


@command("export", help=N_("Write a team as a team file in its plain form: from the database, or from a file."))
@click.argument("team_file", metavar="[FILE]", type=options.FILE, required=False)
@options.out_option
@options.of_database
def export(session: Session, team_file: Path | None, out: Path | None, db: str | None, team: str | None) -> int:
    """Exit 0. Importing what this writes changes nothing."""
    from secretariat_tui.exchange.team_file import write_team

    deliver(write_team(Source(session, team_file, db, team).team).encode(), out)
    if out is not None and not session.settings.json:
        say_written(out, session)
    return 0
