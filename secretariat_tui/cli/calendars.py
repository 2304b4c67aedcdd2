"""Everybody's calendars of what is published, written to a directory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from secretariat_tui.cli.left import tell_of_left
from secretariat_tui.cli.output import bullets, complain
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import Source
from secretariat_tui.presenters.clean import clean

if TYPE_CHECKING:
    from secretariat_tui.ical.entry import Calendar
    from secretariat_tui.ical.published import PublishedCalendars


def published_of(source: Source) -> PublishedCalendars:
    """The calendars of what the team has published, with a warning of who is in them and has left."""
    from secretariat_tui.services.feed import published_calendars
    from secretariat_tui.services.planning import pose

    team = source.team
    with source.office.store.read() as view:
        published = published_calendars(view, team, pose, source.office.translate(team.language))
    tell_of_left(source.session, team, [roster for _, roster in published.weeks], published.former or team)
    return published


def write_published(source: Source, directory: Path) -> list[str]:
    """Writes every calendar of the team. Gives the files."""
    published = published_of(source)
    return write_calendars(source.session, directory, published, list(published.all()), are_all=True)


def write_calendars(
    session: Session, directory: Path, published: PublishedCalendars, calendars: Collection[Calendar], *, are_all: bool
) -> list[str]:
    """Writes the calendars that have anything in them, each file beside and renamed. Where they are all of the team, it
    tells of files that are of nobody in it any more. Gives the files."""
    from secretariat_tui.exchange.safe_write import write_files

    files = published.write(calendars)
    write_files(directory, files)
    if are_all:
        tell_of_nobodys(session, _of_nobody(published.team.id, directory, {calendar.file for calendar in calendars}))
    return list(files)


def tell_of_nobodys(session: Session, names: Iterable[str]) -> None:
    """Names the calendars of former members and accounts that stand beside those of a team. They are left there: who
    serves them may want to keep them."""
    left = sorted(names)
    if left:
        told = session.language.ngettext(
            "{n} calendar there is of nobody in the team any more, and was left as it is. "
            "Remove it if nobody needs it:",
            "{n} calendars there are of nobody in the team any more, and were left as they are. "
            "Remove those that nobody needs:",
            len(left),
        )
        complain(f"{told}\n{bullets(map(clean, left))}")


def _of_nobody(team: str, directory: Path, known: Collection[str]) -> Iterator[str]:
    """What the program wrote for a team in former days, whole calendars alone, by what stands in them."""
    from secretariat_tui.ical.write import is_calendar_of

    for file in directory.glob(f"{team}-*.ics"):
        if file.name in known or "." in file.stem:
            continue
        with suppress(OSError):  # what may not be read was not written by us
            if file.is_file() and is_calendar_of(file.read_bytes(), team):
                yield file.name
