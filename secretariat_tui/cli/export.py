"""`secretariat export`: rosters for other programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.calendar_choice import Wants, wants_of_one_export
from secretariat_tui.cli.calendars import published_of, write_calendars
from secretariat_tui.cli.commands import Entry, Group, command, option
from secretariat_tui.cli.output import bullets, put_document, say
from secretariat_tui.cli.reading import beside
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import Source, with_team
from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.known import ensure_known

if TYPE_CHECKING:
    from secretariat_tui.ical.entry import Calendar
    from secretariat_tui.ical.published import PublishedCalendars

F = TypeVar("F", bound=Callable[..., Any])

export = Group(
    (
        Entry("ical", f"{__name__}:ical", N_("Write calendars (.ics) for Outlook and others.")),
        Entry("caldav", "secretariat_tui.cli.caldav:caldav", N_("Keep calendars up on a CalDAV server.")),
    ),
    name="export",
    help=N_("Write calendars for Outlook and others."),
)


@dataclass(frozen=True)
class Wanted:
    """Whose calendars are asked for, of which roster, and what is to be in them whatever their members chose."""

    source: Source
    roster: Path | None
    members: tuple[str, ...]
    accounts: tuple[str, ...]
    everything: bool
    wants: Wants


def whose(function: F) -> F:
    """Gives a command the calendars that are `wanted`."""

    @wraps(function)
    def command(session: Session, **given: Any) -> int:
        wants = Wants(**{part.name: given.pop(part.name) for part in fields(Wants)})
        parts = {part.name: given.pop(part.name) for part in fields(Wanted) if part.name != "wants"}
        code: int = function(session, wanted=Wanted(**parts, wants=wants), **given)
        return code

    decorated: F = _WHOSE(command)
    return decorated


_WHOSE = options.all_of(
    with_team,
    option("--roster", type=options.FILE, help=N_("The roster (JSON); else what the database has published.")),
    option("--member", "members", multiple=True, help=N_("The id of a member; may be given more than once.")),
    option("--account", "accounts", multiple=True, help=N_("The id of an account; may be given more than once.")),
    option("--all", "everything", is_flag=True, help=N_("All members, all accounts and the team.")),
    wants_of_one_export,
)


@command("ical", help=N_("Write calendars (.ics) for Outlook and others: one file a member, account or team."))
@whose
@option("--out", type=options.FILE, required=True, help=N_("The directory to write to."))
@option(
    "--since",
    type=options.Whole(0),
    help=N_("Only what changed after this publication; each cancellation in a file of its own."),
)
def ical(session: Session, wanted: Wanted, out: Path, since: int | None) -> int:
    """Exit 0, also when there is nothing to write."""
    if since is not None and wanted.roster is not None:
        raise click.UsageError(session.language.gettext("A roster in a file was never published: leave out --since."))
    published, calendars = calendars_of(wanted)
    if since is not None:
        _ensure_was(since, published)
        calendars = [news for calendar in calendars for news in published.changes(calendar, since)]
    are_all = wanted.everything and since is None
    _tell(session, published, write_calendars(session, out, published, calendars, are_all=are_all))
    return 0


def _ensure_was(since: int, published: PublishedCalendars) -> None:
    """Raises BadInput for a publication that is to come: after it nothing changed, whatever happened meanwhile."""
    last = published.ledger.number
    if since > last:
        text = N_("There was no publication {number} yet; the last is {last}.")
        raise BadInput([fault("unknown-publication", text, number=since, last=last)])


def calendars_of(wanted: Wanted) -> tuple[PublishedCalendars, list[Calendar]]:
    """The calendars that were asked for, in the team's language, and what makes files of them."""
    source, members, accounts, everything = wanted.source, wanted.members, wanted.accounts, wanted.everything
    if not (members or accounts or everything):
        raise click.UsageError(source.session.language.gettext("Say whose calendars: --member, --account or --all."))
    if wanted.roster is not None and not source.is_file:
        raise click.UsageError(source.session.language.gettext("Say to which team it belongs: --team-file."))
    if wanted.roster is None and source.is_file:
        raise click.UsageError(source.session.language.gettext("Say which roster belongs to the team file: --roster."))
    team = source.team
    ensure_known(team, member=members, account=accounts)
    found = published_of(source) if wanted.roster is None else _of_file(source, wanted.roster)
    published = found.choosing(wanted.wants.added_to)
    chosen = [published.of_member(member) for member in team.members if everything or member.id in members]
    chosen += [published.of_account(account) for account in team.accounts if everything or account.id in accounts]
    if everything:
        chosen.append(published.of_team())
    return published, chosen


def _of_file(source: Source, roster: Path) -> PublishedCalendars:
    """The calendars of a roster in a file, which was never published."""
    from secretariat_tui.exchange.handbook_pages import read_pages
    from secretariat_tui.exchange.roster_json import read_roster
    from secretariat_tui.ical.compose import CalendarOptions
    from secretariat_tui.ical.ledger import Ledger
    from secretariat_tui.ical.published import PublishedCalendars
    from secretariat_tui.presenters.language import language

    team = source.team
    read = read_roster(roster, team)
    problem = source.session.services.pose(team, read.weeks[0], len(read.weeks), (), None)
    pages = {} if source.team_file is None else read_pages(team, beside(source.team_file))
    translate = language(team.language).gettext
    chosen = CalendarOptions(team.calendar)
    return PublishedCalendars(team, Ledger(team.id), [(problem, read)], chosen, handbook=pages, translate=translate)


def _tell(session: Session, published: PublishedCalendars, files: list[str]) -> None:
    language, number = session.language, published.ledger.number
    if session.settings.json:
        document = {"schema": "secretariat/files/1", "team": published.team.id, "files": sorted(files)}
        put_document(document | ({"publication": number} if number else {}))
        return
    if files:
        say(language.ngettext("{n} calendar written:", "{n} calendars written:", len(files)))
        say(bullets(files))
    else:
        say(language.gettext("There is nothing to export."))
    if number:
        say(language.gettext("This is how it stands after publication {number}.", number=number))
