"""`secretariat export caldav`: calendars kept up on a CalDAV server."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from secretariat_tui.cli.calendars import tell_of_nobodys
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.export import Wanted, calendars_of, whose
from secretariat_tui.cli.output import bullets, put_document, say
from secretariat_tui.cli.session import Session
from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.finding import N_

if TYPE_CHECKING:
    from secretariat_tui.exchange.caldav import Sent
    from secretariat_tui.exchange.web import Login


@command(
    "caldav",
    help=N_("Keep calendars up on a CalDAV server. The password comes from SECRETARIAT_CALDAV_PASSWORD or .netrc."),
)
@click.argument("address", metavar="URL")
@whose
@option("--user", help=N_("The name to log in with."))
def caldav(session: Session, address: str, wanted: Wanted, user: str | None) -> int:
    """Exit 0; what the server keeps is then what the roster says."""
    from secretariat_tui.exchange.caldav import beside, publish
    from secretariat_tui.exchange.web import WebServer
    from secretariat_tui.ical.entry import UNVERSIONED
    from secretariat_tui.ical.objects import calendar_objects, key_of_uid

    server = WebServer(address, login(address, user, os.environ))
    published, calendars = calendars_of(wanted)
    team = published.team.id
    done: dict[str, Sent] = {}
    left: list[str] = []
    with server:
        for calendar in calendars:
            name = calendar.file.removesuffix(".ics")
            objects = calendar_objects(calendar, UNVERSIONED, published.revisions(calendar))
            done[name] = publish(server, name, calendar.name, objects, published.tells)
        if wanted.everything:
            left += beside(server, f"{team}-", done, lambda uid: key_of_uid(uid, team) is not None)
    _tell(session, team, done)
    tell_of_nobodys(session, left)
    return 0


def login(address: str, user: str | None, environment: Mapping[str, str]) -> Login | None:
    """The name and password for a server: from the environment, else from the user's netrc file, else none."""
    from netrc import NetrcParseError, netrc

    from secretariat_tui.exchange.web import Login

    password = environment.get("SECRETARIAT_CALDAV_PASSWORD")
    name = user or environment.get("SECRETARIAT_CALDAV_USER")
    if password is not None:
        return Login(name or "", password)
    file = environment.get("NETRC") or str(Path("~/.netrc").expanduser())
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return None  # whoever goes there will tell
    try:
        found = netrc(file).authenticators(host)
    except FileNotFoundError:
        return None
    except (NetrcParseError, OSError, ValueError) as error:
        # The error itself may have a part of the file in it.
        raise BadInput([fault("netrc", N_("The .netrc file cannot be read."))]) from error
    if found is None or (name and found[0] and found[0] != name):
        return None
    return Login(name or found[0], found[2] or "")


def _tell(session: Session, team: str, done: Mapping[str, Sent]) -> None:
    language = session.language
    if session.settings.json:
        rows = [
            {"calendar": name, "added": s.added, "changed": s.changed, "removed": s.removed, "unchanged": s.kept}
            for name, s in done.items()
        ]
        put_document({"schema": "secretariat/caldav/1", "team": team, "calendars": rows})
        return
    text = N_("{name}: {added} added, {changed} changed, {removed} removed, {kept} as they were")
    lines = [
        language.gettext(text, name=name, added=s.added, changed=s.changed, removed=s.removed, kept=s.kept)
        for name, s in done.items()
    ]
    say(bullets(lines) if lines else language.gettext("There is nothing to export."))
