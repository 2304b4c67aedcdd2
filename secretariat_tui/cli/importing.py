"""`secretariat leave import` and `secretariat account import`: what a calendar of another program would bring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import Entry, Group, command, option
from secretariat_tui.cli.dates import DateType
from secretariat_tui.cli.output import complain, put, put_document, say
from secretariat_tui.cli.progress import CountLine
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import Source, with_team
from secretariat_tui.domain.errors import BadInput, UsageError, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import nearest
from secretariat_tui.presenters.reasons import tell_fault

if TYPE_CHECKING:
    from secretariat_tui.domain.account import NoSupport
    from secretariat_tui.domain.events import Leave
    from secretariat_tui.domain.incoming import Incoming
    from secretariat_tui.domain.team import Team
    from secretariat_tui.services.importing import Foreign, Import, Period
    from secretariat_tui.services.taking_in import TakenIn

F = TypeVar("F", bound=Callable[..., Any])

_A_YEAR = timedelta(days=365)

account = Group(
    (Entry("import", f"{__name__}:account_import", N_("Take a manager's trips from a calendar file.")),),
    name="account",
    help=N_("Tell when accounts need nobody."),
)

_shared: Callable[[F], F] = options.all_of(
    with_team,
    option("--from", "since", type=DateType(), help=N_("The first date; today unless given.")),
    option("--to", "until", type=DateType(), help=N_("The last date; a year later unless given.")),
    option("--titles", is_flag=True, help=N_("Keep the titles of events, in the JSON.")),
    option("--toml", is_flag=True, help=N_("Print the rows to add to the team file.")),
    option("--source", "name", help=N_("In the database: what this calendar is called; its file's name unless given.")),
    option("--remove", is_flag=True, help=N_("In the database: take out what is gone from the calendar.")),
)
_calendar = click.argument("calendar", metavar="FILE", type=options.FILE)


@command("import", help=N_("Take leave from a calendar file of Outlook, Google, Apple or Nextcloud."))
@_calendar
@option("--member", required=True, help=N_("Whose calendar it is, by id."))
@_shared
def leave_import(
    session: Session,
    calendar: Path,
    member: str,
    source: Source,
    since: date | None,
    until: date | None,
    titles: bool,
    toml: bool,
    name: str | None,
    remove: bool,
) -> int:
    """Exit 0. Of a team file nothing is changed: the answer is what the calendar would bring."""
    from secretariat_tui.exchange.team_writing import write_rows
    from secretariat_tui.presenters.import_view import leave_lines
    from secretariat_tui.services.importing import import_leave
    from secretariat_tui.services.taking_in import TakingIn

    team = source.team
    _known(N_("The team has no member {id}."), member, team.member)
    period = _period(session, team, since, until)
    line = _line(session)
    foreign = _foreign(session, calendar, titles, toml)
    try:
        if not (source.is_file or toml):
            taken = TakingIn(source.office).leave(
                source.team_id, member, foreign, name or calendar.stem, period, line, remove=remove
            )
            return _taken(session, team, taken, {"member": member})
        found = import_leave(foreign, team, member, period, line)
    finally:
        line.clear()
    if toml:
        return _rows(session, found.incoming, write_rows(leave=found.new))
    lines = leave_lines(member, found.rows, found.new, found.short, session.teller(team, period.since.year))
    return _answer(session, team, found, {"member": member}, lines)


@command("import", help=N_("Take a manager's trips from a calendar file: the account needs nobody then."))
@_calendar
@option("--account", required=True, help=N_("Whose calendar it is, by id."))
@_shared
def account_import(
    session: Session,
    calendar: Path,
    account: str,
    source: Source,
    since: date | None,
    until: date | None,
    titles: bool,
    toml: bool,
    name: str | None,
    remove: bool,
) -> int:
    """Exit 0. Of a team file nothing is changed: the answer is what the calendar would bring."""
    from secretariat_tui.exchange.team_writing import write_rows
    from secretariat_tui.presenters.import_view import no_support_lines
    from secretariat_tui.services.importing import import_no_support
    from secretariat_tui.services.taking_in import TakingIn

    team = source.team
    _known(N_("The team has no account {id}."), account, team.account)
    period = _period(session, team, since, until)
    line = _line(session)
    foreign = _foreign(session, calendar, titles, toml)
    try:
        if not (source.is_file or toml):
            taken = TakingIn(source.office).no_support(
                source.team_id, account, foreign, name or calendar.stem, period, line, remove=remove
            )
            return _taken(session, team, taken, {"account": account})
        found = import_no_support(foreign, team, account, period, line)
    finally:
        line.clear()
    if toml:
        return _rows(session, found.incoming, write_rows(no_support=found.new))
    lines = no_support_lines(account, found.rows, found.new, found.short, session.teller(team, period.since.year))
    return _answer(session, team, found, {"account": account}, lines)


def _known(template: str, id: str, ids: Mapping[str, object]) -> None:
    if id not in ids:
        raise BadInput([fault("unknown-id", template, nearest=nearest(id, ids), id=id[:100])])


def _period(session: Session, team: Team, since: date | None, until: date | None) -> Period:
    from secretariat_tui.services.importing import Period

    first = since or session.today(team)
    return Period(first, until or first + _A_YEAR)


def _line(session: Session) -> CountLine:
    return CountLine(session.teller(), N_("Events: {done} of {all}"))


def _foreign(session: Session, calendar: Path, titles: bool, toml: bool) -> Foreign:
    from secretariat_tui.exchange.file_reading import read_bytes
    from secretariat_tui.services.importing import LARGEST_FILE, SHORTER_FILE, Foreign

    if toml and session.settings.json:
        raise UsageError([fault("usage", N_("Choose one of --toml and --json."))])
    return Foreign(read_bytes(calendar, LARGEST_FILE, SHORTER_FILE), str(calendar), titles)


def _rows(session: Session, incoming: Incoming, rows: str) -> int:
    """The rows of a team file, in UTF-8 whatever the locale."""
    _tell_problems(session, incoming)
    put(rows.encode())
    return 0


def _answer(
    session: Session,
    team: Team,
    found: Import[Leave] | Import[NoSupport],
    owner: Mapping[str, str],
    lines: Iterable[str],
) -> int:
    if session.settings.json:
        from secretariat_tui.exchange.importing import import_document

        period = {**owner, "from": found.period.since.isoformat(), "to": found.period.until.isoformat()}
        teller = session.teller(team, found.period.since.year)
        put_document(import_document(team, found.incoming, found.rows, found.new, found.short, period, teller.say))
    else:
        _tell_problems(session, found.incoming)
        say("\n".join(lines))
    return 0


def _taken(session: Session, team: Team, taken: TakenIn[Leave] | TakenIn[NoSupport], owner: Mapping[str, str]) -> int:
    """What came of taking it into the database."""
    found, teller = taken.found, session.teller(team, taken.found.period.since.year)
    if session.settings.json:
        from secretariat_tui.exchange.importing import import_document, row_document

        period = {**owner, "from": found.period.since.isoformat(), "to": found.period.until.isoformat()}
        document = import_document(team, found.incoming, found.rows, taken.added, found.short, period, teller.say)
        parts = {"withdrawn": taken.withdrawn, "offered": taken.offered}
        put_document(document | {name: [row_document(row) for row in rows] for name, rows in parts.items()})
        return 0
    from secretariat_tui.presenters.import_view import taken_lines

    _tell_problems(session, found.incoming)
    say("\n".join(taken_lines(taken.added, taken.withdrawn, taken.offered, teller)))
    return 0


def _tell_problems(session: Session, incoming: Incoming) -> None:
    for problem in incoming.problems:
        first, *rest = tell_fault(problem, session.teller())
        complain("\n".join([first, *(f"  {line}" for line in rest)]))
