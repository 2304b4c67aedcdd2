"""Everybody's calendars of what is published, written to a directory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from secretariat_tui.cli.source import Source

if TYPE_CHECKING:
    from secretariat_tui.ical.published import PublishedCalendars


def published_of(source: Source) -> PublishedCalendars:
    """The calendars of what the team has published."""
    from secretariat_tui.services.feed import published_calendars
    from secretariat_tui.services.planning import pose

    team = source.team
    with source.office.store.read() as view:
        return published_calendars(view, team, pose, source.office.translate(team.language))


def write_published(source: Source, directory: Path) -> list[str]:
    """Writes every calendar of the team that has anything in it, each file beside and renamed. Gives the files."""
    from secretariat_tui.exchange.safe_write import write_files

    published = published_of(source)
    files = published.write(published.all())
    write_files(directory, files)
    return list(files)
