"""`secretariat leave import` and `secretariat account import`: what a file of another program brings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import Entry, Group, command, option
from secretariat_tui.cli.dates import DateType
from secretariat_tui.cli.output import complain_of, put, put_document, say
from secretariat_tui.cli.progress import CountLine
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import Source, with_team
from secretariat_tui.domain.account import NoSupport
from secretariat_tui.domain.errors import UsageError, fault
from secretariat_tui.domain.events import Leave
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.known import ensure_known

if TYPE_CHECKING:
    from secretariat_tui.domain.team import Team
    from secretariat_tui.exchange.documents import Document
    from secretariat_tui.services.importing import Foreign, Import, Kind, Period
    from secretariat_tui.services.taking_in import TakenIn

T = TypeVar("T", Leave, NoSupport)
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


@command("import", help=N_("Take leave from a calendar of Outlook, Google, Apple or Nextcloud (.ics), or from a CSV."))
@_calendar
@option("--member", "owner", help=N_("Whose calendar it is, by id; a CSV may name everybody itself."))
@_shared
def leave_import(session: Session, owner: str | None, **given: Any) -> int:
    """Exit 0. Of a team file nothing is changed: the answer is what the calendar would bring."""
    from secretariat_tui.services.importing import LEAVE

    return _take_in(session, LEAVE, owner, Asked(**given))


@command("import", help=N_("Take a manager's trips from a calendar (.ics) or a CSV: the account needs nobody then."))
@_calendar
@option("--account", "owner", help=N_("Whose calendar it is, by id; a CSV may name every account itself."))
@_shared
def account_import(session: Session, owner: str | None, **given: Any) -> int:
    """Exit 0. Of a team file nothing is changed: the answer is what the calendar would bring."""
    from secretariat_tui.services.importing import NO_SUPPORT

    return _take_in(session, NO_SUPPORT, owner, Asked(**given))


@dataclass(frozen=True)
class Asked:
    """Which file is taken in, where to, and what of it."""

    calendar: Path
    source: Source
    since: date | None
    until: date | None
    titles: bool
    toml: bool
    name: str | None
    remove: bool


def _take_in(session: Session, kind: Kind[T], owner: str | None, asked: Asked) -> int:
    from secretariat_tui.services.importing import imports
    from secretariat_tui.services.taking_in import TakingIn

    team = asked.source.team
    ensure_known(team, **{kind.name: owner})
    period = _period(session, team, asked.since, asked.until)
    foreign = _foreign(session, asked)
    line = CountLine(session.teller(), N_("Events: {done} of {all}"))
    try:
        if asked.source.is_file or asked.toml:
            found = imports(kind, foreign, team, owner, period, line)
        else:
            taken = TakingIn(asked.source.office).take_in(
                team.id, kind, owner, foreign, asked.name or asked.calendar.stem, period, line, remove=asked.remove
            )
            return _taken(session, team, kind.name, taken)
    finally:
        line.clear()
    return _rows(session, found) if asked.toml else _answer(session, team, kind.name, found)


def _period(session: Session, team: Team, since: date | None, until: date | None) -> Period:
    from secretariat_tui.services.importing import Period

    first = since or session.today(team)
    return Period(first, until or first + _A_YEAR)


def _foreign(session: Session, asked: Asked) -> Foreign:
    from secretariat_tui.exchange.file_reading import read_bytes
    from secretariat_tui.services.importing import LARGEST_FILE, SHORTER_FILE, Foreign

    if asked.toml and session.settings.json:
        raise UsageError([fault("usage", N_("Choose one of --toml and --json."))])
    data = read_bytes(asked.calendar, LARGEST_FILE, SHORTER_FILE)
    return Foreign(data, str(asked.calendar), asked.titles)


def _rows(session: Session, found: Sequence[Import[Any]]) -> int:
    """The rows of a team file, in UTF-8 whatever the locale."""
    from secretariat_tui.exchange.team_writing import write_rows

    _tell_problems(session, found)
    new = [row for item in found for row in item.new]
    leave = [row for row in new if isinstance(row, Leave)]
    put(write_rows(leave, [row for row in new if isinstance(row, NoSupport)]).encode())
    return 0


def _answer(session: Session, team: Team, kind: str, found: Sequence[Import[T]]) -> int:
    """What the file would bring."""
    if session.settings.json:
        _put(team, [_document(session, team, kind, item, item.new) for item in found])
        return 0
    from secretariat_tui.presenters.import_view import import_lines

    _tell_problems(session, found)
    for item in found:
        teller = session.teller(team, item.period.since.year)
        say("\n".join(import_lines(kind, item.owner, item.rows, item.new, item.short, teller)))
    if not found:
        say(session.language.gettext("Nothing in this file is of these dates."))
    return 0


def _taken(session: Session, team: Team, kind: str, taken: Sequence[TakenIn[T]]) -> int:
    """What came of taking it into the database."""
    found = [item.found for item in taken]
    if session.settings.json:
        from secretariat_tui.exchange.importing import row_document

        documents = []
        for item in taken:
            parts = {"withdrawn": item.withdrawn, "offered": item.offered}
            rows = {name: [row_document(row) for row in rows] for name, rows in parts.items()}
            documents.append(_document(session, team, kind, item.found, item.added) | rows)
        _put(team, documents)
        return 0
    from secretariat_tui.presenters.import_view import taken_lines

    _tell_problems(session, found)
    added, withdrawn, offered = (
        [row for item in taken for row in getattr(item, part)] for part in ("added", "withdrawn", "offered")
    )
    year = found[0].period.since.year if found else None
    say("\n".join(taken_lines(added, withdrawn, offered, session.teller(team, year))))
    return 0


def _document(session: Session, team: Team, kind: str, found: Import[T], new: Sequence[T]) -> Document:
    from secretariat_tui.exchange.importing import import_document

    period = {kind: found.owner, "from": found.period.since.isoformat(), "to": found.period.until.isoformat()}
    teller = session.teller(team, found.period.since.year)
    return import_document(team, found.incoming, found.rows, new, found.short, period, teller.say)


def _put(team: Team, documents: Sequence[Document]) -> None:
    """One document: that of the owner, or a list of them where a file is of several, or of nobody."""
    if len(documents) == 1:
        put_document(documents[0])
    else:
        put_document({"schema": "secretariat/imports/1", "team": team.id, "imports": list(documents)})


def _tell_problems(session: Session, found: Sequence[Import[T]]) -> None:
    """What was wrong with the file, once."""
    for problem in dict.fromkeys(problem for item in found for problem in item.incoming.problems):
        complain_of(problem, session.teller())
