"""`secretariat who`: who is in, who has which account now, and how to reach her."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.dates import Moment, MomentType
from secretariat_tui.cli.output import bullets, complain, put_document, say
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import RosterSource, with_roster
from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import FALLS_SHORT, BadInput, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.known import unknown

if TYPE_CHECKING:
    from secretariat_tui.domain.presence import Presence
    from secretariat_tui.domain.roster import Roster
    from secretariat_tui.domain.team import Team


@command("who", help=N_("Tell who is in, who has which account now, and how to reach her."))
@with_roster
@option("--at", type=MomentType(), help=N_("The time, 09:15 or 2026-11-30T09:15; now unless given."))
@click.argument("account", required=False)
def who(session: Session, source: RosterSource, at: Moment | None, account: str | None) -> int:
    """Exit 0, or 4 when what is asked for now is with nobody."""
    team = source.team
    wanted = None if account is None else _known(account, team)
    now = session.local_time(team)
    moment = now if at is None else at.on(now.date())
    if source.file is None and source.given is None:
        source = replace(source, given=Week.of(moment.date()))
    problem, plan = source.look("published")
    if not source.is_file and plan.roster.state == "draft":
        complain(session.language.gettext("This roster is a draft: it is not in force."))
    told = _told_of(team, problem.team, plan.roster)
    if wanted is not None and wanted not in told.account:
        text = N_("The roster of {week} is from before {account}: plan it anew.")
        raise BadInput([fault("not-in-roster", text, week=str(Week.of(moment.date())), account=wanted)])
    found = session.services.who(told, plan, moment)
    if wanted is not None:
        chosen = tuple(item for item in found.accounts if item.account == wanted)
        found = replace(found, people=(), accounts=chosen, desks=())
    _tell(found, told, session, wanted is None)
    return FALLS_SHORT if found.falls_short else 0


def _told_of(team: Team, former: Team, roster: Roster) -> Team:
    """The team as it stands, with who is away; the one that the roster was made for where it names who has left since,
    or a shift that is no more."""
    people = {work.member for work in roster.assignments} | {duty.member for duty in roster.duties}
    if people <= team.member.keys() and {item.shift for item in roster.assignments} <= team.shift.keys():
        return replace(team, absences=tuple(item for item in former.absences if item.member in team.member))
    return former


def _known(text: str, team: Team) -> str:
    """The id of the account that has it as its id or name."""
    named = {account.name.casefold(): account.id for account in team.accounts}
    id = text if text in team.account else named.get(text.casefold())
    if id is None:
        raise BadInput([unknown("account", text, team.account.keys())])
    return id


def _tell(found: Presence, team: Team, session: Session, everything: bool) -> None:
    if session.settings.json:
        from secretariat_tui.exchange.presence import who_document

        put_document(who_document(found, team))
        return
    from secretariat_tui.presenters.presence_view import presence_view

    title, sections = presence_view(found, team, session.language)
    if not everything:
        say("\n".join(line for _, lines in sections for line in lines))
        return
    say(title)
    for heading, lines in sections:
        say(heading)
        say(bullets(lines))
