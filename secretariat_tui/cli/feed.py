"""`secretariat feed`: serves calendars, and keeps the addresses at which they are served."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from importlib.util import find_spec
from ipaddress import ip_network
from urllib.parse import urlsplit

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import Entry, Group, command, option
from secretariat_tui.cli.output import NoOutputError, complain, put_document, say
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.stopping import as_service
from secretariat_tui.domain.errors import BadInput, Unusable, fault
from secretariat_tui.domain.feed import Address, Subject, SubjectKind, subjects_in
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.known import unknown
from secretariat_tui.domain.team import Team
from secretariat_tui.services.office import Office

_PORT = 8460
_LOGGERS = {"secretariat_tui.feed": logging.INFO, "uvicorn.error": logging.WARNING}

feed = Group(
    (
        Entry("serve", f"{__name__}:serve", N_("Answer calendar programs, on this machine unless told otherwise.")),
        Entry("token", f"{__name__}:token", N_("Give, renew, revoke or list the addresses of calendars.")),
    ),
    name="feed",
    help=N_("Calendars that programs subscribe to, each at an address that cannot be guessed."),
)


@command("serve", help=N_("Answer calendar programs until it is stopped, on this machine unless told otherwise."))
@options.db_option
@option("--host", default="127.0.0.1", show_default=True, help=N_("The address to listen on."))
@option("--port", type=options.Whole(0, 65535), default=_PORT, show_default=True, help=N_("The port; 0 is any."))
@option("--public", is_flag=True, help=N_("Let other machines in; without TLS of its own."))
@option("--proxy", "proxies", multiple=True, help=N_("The address of a server in front of it; may be given again."))
@option("--log", is_flag=True, help=N_("Write a line for each request, without addresses and names."))
@as_service
def serve(
    session: Session, db: str | None, host: str, port: int, public: bool, proxies: tuple[str, ...], log: bool
) -> int:
    """Exit 0 when a service is stopped, 130 after Ctrl-C."""
    _ensure_installed()
    _ensure_addresses(proxies, session)
    from secretariat_tui.feed.serve import serve as answer
    from secretariat_tui.listening import listen
    from secretariat_tui.services.feed import StoredFeed

    services, office = session.services, session.office(db)
    with office.store.read() as view:  # a database that cannot be used is told now, not to whoever asks first
        view.teams()
    source = StoredFeed(
        office.store,
        lambda team, first, weeks: services.pose(team, first, weeks, (), None),
        office.translate,
    )
    listening = listen(host, port, public)
    _log_to_stderr(requests=log)

    def tell(address: str) -> None:
        with suppress(NoOutputError):  # a service serves, whatever becomes of its words
            _tell_ready(session, address, public)

    return answer(source, listening, proxies, on_ready=tell)


@command("token", help=N_("Give, renew, revoke or list the addresses of calendars. An address is shown once."))
@options.db_option
@options.team_option
@option("--member", "members", multiple=True, help=N_("The id of a member; may be given more than once."))
@option("--account", "accounts", multiple=True, help=N_("The id of an account; may be given more than once."))
@option("--team-calendar", is_flag=True, help=N_("The team's own calendar."))
@option("--all", "everything", is_flag=True, help=N_("All members, all accounts and the team."))
@option("--renew", "what", flag_value="renew", help=N_("Give a new address also to who has one; the old one ends."))
@option("--revoke", "what", flag_value="revoke", help=N_("End the address."))
@option("--list", "what", flag_value="list", help=N_("Tell who has an address, and since when."))
@option("--base", default=f"http://127.0.0.1:{_PORT}", show_default=True, help=N_("Where the office serves the feed."))
def token(
    session: Session,
    db: str | None,
    team: str | None,
    members: tuple[str, ...],
    accounts: tuple[str, ...],
    team_calendar: bool,
    everything: bool,
    what: str | None,
    base: str,
) -> int:
    """Exit 0, also where everybody has an address already."""
    from secretariat_tui.services import feed_tokens

    listed = what == "list"
    if not (members or accounts or team_calendar or everything or listed):
        text = N_("Say whose calendars: --member, --account, --team-calendar or --all.")
        raise click.UsageError(session.language.gettext(text))
    base = _checked(base, session)
    office = session.office(db)
    id = session.team_in(office, team)
    whole = office.team(id)
    left = tuple(one.subject for one in feed_tokens.stray(office.store, id)) if what in ("list", "revoke") else ()
    if everything or (listed and not (members or accounts or team_calendar)):
        chosen = (*subjects_in(whole), *left)
    else:
        chosen = _chosen(whole, members, accounts, team_calendar, left)
    _tell_tokens(session, office, whole, _done(office, id, chosen, what), base)
    return 0


def _done(office: Office, team: str, chosen: tuple[Subject, ...], what: str | None) -> tuple[Address, ...]:
    from secretariat_tui.services import feed_tokens

    if what == "list":
        return feed_tokens.listing(office.store, team, chosen)
    if what == "revoke":
        return feed_tokens.revoke(office.store, team, chosen, office.who, office.now())
    return feed_tokens.give(office.store, team, chosen, office.who, office.now(), renew=what == "renew")


def _chosen(
    team: Team, members: tuple[str, ...], accounts: tuple[str, ...], own: bool, left: tuple[Subject, ...]
) -> tuple[Subject, ...]:
    """The calendars that were named, each once; raises BadInput for one that there is not."""
    wanted = [Subject(team.id, SubjectKind.MEMBER, id) for id in members]
    wanted += [Subject(team.id, SubjectKind.ACCOUNT, id) for id in accounts]
    wanted += [Subject(team.id, SubjectKind.TEAM, team.id)] if own else []
    known = {*subjects_in(team), *left}
    strange = [one for one in wanted if one not in known]
    if strange:
        ids = {kind: sorted(one.owner for one in known if one.kind is kind) for kind in SubjectKind}
        raise BadInput([unknown(one.kind.value, one.owner, ids[one.kind]) for one in strange])
    return tuple(dict.fromkeys(wanted))


def _checked(base: str, session: Session) -> str:
    """The address without a slash at its end; raises UsageError for what cannot be the beginning of one."""
    try:
        parts = urlsplit(base)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        fits = False
    if not fits or not base.isprintable() or " " in base:
        text = N_("--base is the beginning of an address, such as https://roster.example.org.")
        raise click.UsageError(session.language.gettext(text))
    return base.rstrip("/")


def _tell_tokens(session: Session, office: Office, team: Team, addresses: tuple[Address, ...], base: str) -> None:
    from secretariat_tui.exchange.feed import tokens_document, url_of

    if session.settings.json:
        put_document(tokens_document(team.id, addresses, base))
        return
    from zoneinfo import ZoneInfo

    from secretariat_tui.presenters.feed_view import address_lines

    zone = ZoneInfo(team.timezone)
    teller = session.teller(team, office.today(team).year)
    lines = address_lines(addresses, teller, lambda made: url_of(base, made), lambda at: at.astimezone(zone).date())
    say("\n".join(lines))


def _tell_ready(session: Session, address: str, public: bool) -> None:
    gettext = session.language.gettext
    if public:
        complain(gettext("Warning: other machines can reach the feed, and nothing is encrypted on the way."))
    if session.settings.json:
        from secretariat_tui.exchange.feed import serving_document

        put_document(serving_document(address))
        return
    say(gettext("The feed answers at {address}. Stop it with Ctrl-C.", address=address))
    if not public:
        say(gettext("Let the office's web server, with its TLS, pass https://.../calendar/ on to {address}/calendar/.",
                    address=address))  # fmt: skip


def _ensure_addresses(proxies: tuple[str, ...], session: Session) -> None:
    """Raises UsageError for what no request comes from, by its address: such a proxy would never be believed."""
    for proxy in proxies:
        try:
            ip_network(proxy)
        except ValueError:
            text = N_('"{proxy}" is not the address of a server: write it as 10.0.0.2, or as 10.0.0.0/24.')
            raise click.UsageError(session.language.gettext(text, proxy=proxy)) from None


def _ensure_installed() -> None:
    """Raises Unusable where the libraries that the feed stands on were not installed with the program."""
    for library in ("starlette", "uvicorn"):
        if find_spec(library) is None:
            text = N_("The feed needs {library}, which is not installed.")
            hint = N_("Install it with: pip install 'secretariat-tui[feed]'")
            raise Unusable([fault("not-installed", text, hint=hint, library=library)])


def _log_to_stderr(requests: bool) -> None:
    """Warnings always, requests when asked; no library adds lines of its own, which could have addresses in them."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    for name, level in _LOGGERS.items():
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level if requests else logging.WARNING)
