"""`secretariat init`: the database, with a first team."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secretariat_tui.bootstrap import database_name
from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.output import bullets, complain, put_document, say
from secretariat_tui.cli.reading import beside, read_team
from secretariat_tui.cli.session import Session
from secretariat_tui.domain.errors import Refused, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.exchange.done import done_document

if TYPE_CHECKING:
    from secretariat_tui.domain.team import Team
    from secretariat_tui.services.starting import FirstAccount
    from secretariat_tui.services.teams import Teams


@command("init", help=N_("Make the database, with a team from a file, from options, or from a short dialogue."))
@click.argument("team_file", metavar="[FILE]", type=options.FILE, required=False)
@option("--name", help=N_("Without a file: the name of the team."))
@option("--member", "members", multiple=True, help=N_("Without a file: the name of a member; may be given again."))
@option("--account", "accounts", multiple=True, help=N_("Without a file: 'ACCOUNT: PRIMARY, BACKUP, ...', by name."))
@options.db_option
def init(
    session: Session,
    team_file: Path | None,
    name: str | None,
    members: tuple[str, ...],
    accounts: tuple[str, ...],
    db: str | None,
) -> int:
    """Exit 0. Done twice it changes nothing. 6 where other words made a team of that id."""
    team, pages = _team(session, team_file, name, members, accounts)
    session.maintenance(db).upgrade()
    if team is not None:
        from secretariat_tui.services.teams import Teams

        teams = Teams(session.office(db))
        if team_file is None:
            _ensure_new(team, teams)
        teams.take_in(team, pages)
    _tell(session, team, db)
    return 0


def _team(
    session: Session, file: Path | None, name: str | None, members: tuple[str, ...], accounts: tuple[str, ...]
) -> tuple[Team | None, dict[str, str]]:
    if file is not None:
        if name is not None or members or accounts:
            raise click.UsageError(session.language.gettext("Give a file, or --name, --member and --account."))
        from secretariat_tui.exchange.handbook_pages import read_pages

        read = read_team(session, file)
        return read, read_pages(read, beside(file))
    if name is None and not members and sys.stdin.isatty() and not session.settings.json:
        name, members, accounts = _asked(session)
    if name is None:
        if members or accounts:
            raise click.UsageError(session.language.gettext("Say what the team is called: --name."))
        return None, {}
    if not members:
        raise click.UsageError(session.language.gettext("Say who is in the team: --member, for each."))
    from secretariat_tui.services.starting import FirstMember, first_team

    people = [FirstMember(member.strip()) for member in members]
    supported = [_account(text) for text in accounts]
    shift = session.language.gettext("Day")
    return first_team(name, people, supported, language=session.language.code, shift=shift), {}


def _ensure_new(team: Team, teams: Teams) -> None:
    """Raises Refused where a few words would replace a team, and all of it that they leave out."""
    if team.id in [entry.id for entry in teams.all()] and teams.seen(team.id)[0] != team:
        hint = N_("Give it another name, or change the one that is there with: secretariat team import FILE")
        raise Refused([fault("there-already", N_("The database has a team {team} already."), hint=hint, team=team.id)])


def _account(text: str) -> FirstAccount:
    from secretariat_tui.services.starting import FirstAccount

    name, _, holders = text.partition(":")
    named = [holder.strip() for holder in holders.split(",") if holder.strip()]
    return FirstAccount(name.strip(), named[0] if named else None, tuple(named[1:]))


def _asked(session: Session) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    """A short dialogue; an empty answer ends a list."""
    gettext = session.language.gettext
    name = _ask(gettext("What is the team called? (empty: none yet)"))
    if not name:
        return None, (), ()
    members = _list(gettext("A member, by name (empty: that is all)"))
    complain(gettext("For whom does the team work? As 'account: primary, backup', by name."))
    accounts = _list(gettext("An account (empty: that is all)"))
    return name, members, accounts


def _list(question: str) -> tuple[str, ...]:
    found: list[str] = []
    while answer := _ask(question):
        found.append(answer)
    return tuple(found)


def _ask(question: str) -> str:
    answer: str = click.prompt(question, default="", show_default=False, err=True)
    return answer.strip()


def _tell(session: Session, team: Team | None, db: str | None) -> None:
    language = session.language
    if session.settings.json:
        put_document(done_document(None if team is None else team.id))
        return
    from secretariat_tui.services.teams import Teams

    entries, file = Teams(session.office(db)).all(), language.gettext("FILE")
    say(language.gettext("The database is {database}.", database=database_name(db, os.environ)))
    if team is None:
        from secretariat_tui.presenters.clean import clean

        if entries:
            say(language.gettext("These teams are in it:"))
            say(bullets(f"{entry.id}: {clean(entry.name)}" for entry in entries))
        else:
            say(language.gettext("It has no team yet. Next:"))
            say(bullets(_in(db, None, f"team import {file}", "")))
        return
    say(language.gettext("{team} is in it. Next:", team=session.teller(team).team_name()))
    which = team.id if len(entries) > 1 else None
    say(bullets(_in(db, which, "plan --week next", "show --week next", f"team export --out {file}")))


def _in(db: str | None, team: str | None, *commands: str) -> list[str]:
    """The commands, as a shell reads them, with the database where it was named, never with its password, and the team
    where there are several."""
    named = [] if db is None else ["--db", shlex.quote(database_name(db, os.environ))]
    named += [] if team is None else ["--team", team]
    return [" ".join(["secretariat", *command.split(), *named]) for command in commands]
