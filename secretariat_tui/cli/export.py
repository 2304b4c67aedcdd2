"""`secretariat export`: rosters for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import Entry, Group, command, option
from secretariat_tui.cli.output import bullets, put_document, say
from secretariat_tui.cli.session import Session
from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team

export = Group(
    (Entry("ical", f"{__name__}:ical", N_("Write calendars (.ics) for Outlook and others.")),),
    name="export",
    help=N_("Write calendars for Outlook and others."),
)


@command("ical", help=N_("Write calendars (.ics) for Outlook and others: one file a member, account or team."))
@options.roster_option
@options.roster_team_option
@option("--member", "members", multiple=True, help=N_("The id of a member; may be given more than once."))
@option("--account", "accounts", multiple=True, help=N_("The id of an account; may be given more than once."))
@option("--all", "everything", is_flag=True, help=N_("All members, all accounts and the team."))
@option("--out", type=options.FILE, required=True, help=N_("The directory to write to."))
def ical(
    session: Session,
    roster: Path,
    team_file: Path,
    members: tuple[str, ...],
    accounts: tuple[str, ...],
    everything: bool,
    out: Path,
) -> int:
    """Exit 0, also when there is nothing to write."""
    from secretariat_tui.exchange.roster_json import read_roster
    from secretariat_tui.exchange.safe_write import make_directory, write_file

    if not (members or accounts or everything):
        raise click.UsageError(session.language.gettext("Say whose calendars: --member, --account or --all."))
    team = session.services.read_team(team_file)
    _ensure_known(members, team.member, N_("The team has no member {id}."))
    _ensure_known(accounts, team.account, N_("The team has no account {id}."))
    read = read_roster(roster, team)
    problem = session.services.pose(team, read.weeks[0], len(read.weeks), (), None)
    files = _calendars(problem, read, members, accounts, everything)
    if files:
        make_directory(out)
    for name, content in files.items():
        write_file(out / name, content)
    _tell(session, team, list(files))
    return 0


def _calendars(
    problem: Problem, roster: Roster, members: tuple[str, ...], accounts: tuple[str, ...], everything: bool
) -> dict[str, bytes]:
    """The content of each file, by its name, in the team's language."""
    from secretariat_tui.ical.compose import Composer
    from secretariat_tui.ical.entry import UNVERSIONED
    from secretariat_tui.ical.export import DEFAULTS, write_calendars
    from secretariat_tui.presenters.language import language

    team = problem.team
    composer = Composer(problem, roster, DEFAULTS, translate=language(team.language).gettext)
    chosen = [composer.of_member(member) for member in team.members if everything or member.id in members]
    chosen += [composer.of_account(account) for account in team.accounts if everything or account.id in accounts]
    if everything:
        chosen.append(composer.of_team())
    return write_calendars(chosen, UNVERSIONED)


def _ensure_known(given: tuple[str, ...], known: Mapping[str, object], template: str) -> None:
    unknown = [fault("unknown-id", template, id=id[:100]) for id in given if id not in known]
    if unknown:
        raise BadInput(unknown)


def _tell(session: Session, team: Team, files: list[str]) -> None:
    language = session.language
    if session.settings.json:
        put_document({"schema": "secretariat/files/1", "team": team.id, "files": sorted(files)})
    elif files:
        say(language.ngettext("{n} calendar written:", "{n} calendars written:", len(files)))
        say(bullets(files))
    else:
        say(language.gettext("There is nothing to export."))
