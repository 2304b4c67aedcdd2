"""`secretariat serve`: the screens in a browser."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from importlib.util import find_spec

import click

from secretariat_tui.bootstrap import database_url
from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.output import complain, put_document, say
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.stopping import as_service
from secretariat_tui.domain.errors import Unusable, fault
from secretariat_tui.domain.finding import N_

_PORT = 8461


@command("serve", help=N_("Open the screens in a browser until it is stopped, on this machine unless told otherwise."))
@options.of_database
@option("--host", default="127.0.0.1", show_default=True, help=N_("The address to listen on."))
@option("--port", type=options.Whole(0, 65535), default=_PORT, show_default=True, help=N_("The port; 0 is any."))
@option("--public", is_flag=True, help=N_("Let other machines in; without TLS of its own."))
@option("--url", help=N_("Where the office's web server, with its TLS, passes it on."))
@options.ascii_option
@as_service
def serve(
    session: Session,
    db: str | None,
    team: str | None,
    host: str,
    port: int,
    public: bool,
    url: str | None,
    plain: bool,
) -> int:
    """Exit 0 when a service is stopped, 130 after Ctrl-C. Each browser has a program of its own, as the lead who serves
    it: whoever has the address does what she may."""
    _ensure_installed()
    from secretariat_tui.browser.door import new_token, origin_of
    from secretariat_tui.browser.serve import Screens, Words
    from secretariat_tui.browser.serve import serve as answer
    from secretariat_tui.listening import address_of, listen

    gettext = session.language.gettext
    if url is not None and (origin_of(url) is None or not url.isprintable() or "?" in url or "#" in url):
        raise click.UsageError(gettext("--url is the beginning of an address, such as https://roster.example.org."))
    chosen = session.team_in(session.office(db), team)  # what cannot be opened is told now
    listening = listen(host, port, public)
    # What the programs open. Not on their command lines, which everybody on the machine can read.
    os.environ["SECRETARIAT_DB"], os.environ["SECRETARIAT_TEAM"] = database_url(db, os.environ), chosen
    token = new_token()
    address = f"{(url or address_of(listening)).rstrip('/')}/{token}/"
    words = Words(session.language.code, gettext("The program has ended."), gettext("Open it again"))
    screens = Screens(_opening(session.language.code, plain), token, words, () if url is None else (url,))
    return answer(screens, listening, lambda: _tell_ready(session, address, public))


def _opening(language: str, plain: bool) -> str:
    """The command, as a shell reads it, that opens the screens."""
    parts = [sys.executable, "-m", "secretariat_tui", "--lang", language, *(["--ascii"] if plain else [])]
    return subprocess.list2cmdline(parts) if os.name == "nt" else f"exec {shlex.join(parts)}"


def _tell_ready(session: Session, address: str, public: bool) -> None:
    gettext = session.language.gettext
    if public:
        complain(gettext("Warning: other machines can reach the screens, and nothing is encrypted on the way."))
    if session.settings.json:
        put_document({"schema": "secretariat/serve/1", "address": address})
        return
    say(gettext("The screens are at {address}", address=address))


def _ensure_installed() -> None:
    """Raises Unusable where the library that serves was not installed with the program."""
    if find_spec("textual_serve") is None:
        text = N_("The screens in a browser need {library}, which is not installed.")
        hint = N_("Install it with: pip install 'secretariat-tui[browser]'")
        raise Unusable([fault("not-installed", text, hint=hint, library="textual-serve")])
