"""`secretariat member export` and `member forget`: what is kept about somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import Entry, Group, command, option
from secretariat_tui.cli.output import deliver, put_document, say, say_written
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import Source, with_database
from secretariat_tui.domain.finding import N_
from secretariat_tui.exchange.done import done_document
from secretariat_tui.presenters.clean import clean

if TYPE_CHECKING:
    from secretariat_tui.presenters.reasons import Teller
    from secretariat_tui.services.members import Dossier

member = Group(
    (
        Entry("export", f"{__name__}:export", N_("Write everything that is kept about her.")),
        Entry(
            "calendar",
            "secretariat_tui.cli.calendar_choice:calendar",
            N_("Tell or set what she wants in her calendar."),
        ),
        Entry("forget", f"{__name__}:forget", N_("Put a word without a meaning in her place, everywhere.")),
    ),
    name="member",
    help=N_("Tell what is kept about a member, set her calendar, or forget who has left."),
)

_KINDS: Final[Mapping[str, str]] = {
    "absence": N_("Absences"),
    "access": N_("User of the database"),
    "act": N_("What she did"),
    "assignment": N_("Shifts"),
    "balance": N_("Hours that were owed, at the start of weeks"),
    "calendar": N_("Entries of calendars"),
    "calendar_choice": N_("What she wants in her calendar"),
    "duty": N_("Accounts and desks"),
    "feed_token": N_("Addresses of calendars"),
    "gave_way": N_("Leave rounds in which she gave way"),
    "imported_event": N_("What came in from calendars"),
    "leave": N_("Leave"),
    "member": N_("Her id"),
    "pin": N_("Pins"),
    "roster": N_("What plans tell"),
    "team_document": N_("The description of the team"),
    "wish": N_("Wishes"),
}
_who = click.argument("who", metavar="MEMBER")


@command("export", help=N_("Write everything that is kept about a member, present or former, to read or as JSON."))
@_who
@options.out_option
@with_database
def export(session: Session, source: Source, who: str, out: Path | None) -> int:
    """Exit 0; 3 for somebody who never was in the team."""
    from secretariat_tui.exchange.documents import dump
    from secretariat_tui.services.members import Members

    found = Members(source.office).dossier(source.team_id, who)
    if session.settings.json or (out is not None and out.suffix == ".json"):
        deliver(dump(_document(found)), out)
    else:
        lines = _lines(found, source.teller_naming([who]))
        deliver(("\n".join(lines) + "\n").encode("utf-8", "replace"), out)
    say_written(out, session)
    return 0


@command("forget", help=N_("Put a word without a meaning in the place of who has left the team. It cannot be undone."))
@_who
@option("--yes", is_flag=True, help=N_("Yes, forget her."))
@with_database
def forget(session: Session, source: Source, who: str, yes: bool) -> int:
    """Exit 0; 6 while she is in the team, or for who does not look after the database."""
    from secretariat_tui.services.members import Members

    gettext = session.language.gettext
    if not yes:
        raise click.UsageError(gettext("This cannot be undone: say so with --yes."))
    word = Members(source.office).forget(source.team_id, who)
    if session.settings.json:
        put_document(done_document(source.team_id))
        return 0
    say(gettext("She is forgotten. Where she was, it says {word} now.", word=word))
    say(gettext("Backups, and calendars that were written, still have her: remove those too."))
    return 0


def _document(found: Dossier) -> dict[str, object]:
    records = {kind: list(rows) for kind, rows in found.records.items()}
    return {
        "schema": "secretariat/member/1",
        "team": found.team,
        "member": found.member,
        "name": found.name,
        "records": records,
    }


def _lines(found: Dossier, teller: Teller) -> Iterator[str]:
    from secretariat_tui.presenters.dossier_view import record_line

    gettext = teller.language.gettext
    yield gettext("Everything that is kept about {name}:", name=clean(found.name))
    for kind, rows in found.records.items():
        yield ""
        yield f"{gettext(_KINDS[kind]) if kind in _KINDS else kind} ({len(rows)})"
        for row in rows:
            yield f"  - {record_line(row, found.member, teller)}"
