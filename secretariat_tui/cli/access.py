"""`secretariat db grant` and `db revoke`: who may use a shared database, and as whom."""

from __future__ import annotations

from collections.abc import Sequence

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.output import bullets, put_document, say
from secretariat_tui.cli.session import Session
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.maintenance import Access
from secretariat_tui.presenters.clean import clean

_user = click.argument("user", metavar="USER")


@command("grant", help=N_("Let a user of the PostgreSQL server lead a team, or be a member of it."))
@_user
@option("--lead", is_flag=True, help=N_("She leads the team: she edits all of it."))
@option("--member", metavar="ID", help=N_("She is this member: she reads what is published, and asks for leave."))
@options.team_option
@options.db_option
def grant(session: Session, user: str, lead: bool, member: str | None, team: str | None, db: str | None) -> int:
    """Exit 0; 6 for who does not look after the database."""
    if lead == (member is not None):
        raise click.UsageError(session.language.gettext("Say what she is: --lead, or --member with her id."))
    return _tell(session, user, session.maintenance(db).grant(user, team, member))


@command("revoke", help=N_("Take away what a user may in a team; in all of them, unless --team is said."))
@_user
@options.team_option
@options.db_option
def revoke(session: Session, user: str, team: str | None, db: str | None) -> int:
    """Exit 0; 6 for who does not look after the database."""
    return _tell(session, user, session.maintenance(db).revoke(user, team))


def _tell(session: Session, user: str, may: Sequence[Access]) -> int:
    if session.settings.json:
        entries = [{"team": item.team, "kind": item.kind, "member": item.member} for item in may]
        put_document({"schema": "secretariat/access/1", "user": user, "access": entries})
        return 0
    gettext = session.language.gettext
    if not may:
        say(gettext("{user} may do nothing here any more.", user=clean(user)))
        return 0
    say(gettext("{user} may now:", user=clean(user)))
    told = (
        gettext("lead {team}", team=item.team)
        if item.member is None
        else gettext("be {member} in {team}", member=item.member, team=item.team)
        for item in may
    )
    say(bullets(told))
    return 0
