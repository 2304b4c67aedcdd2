"""Everybody's calendars of what is published, written to a directory."""

from __future__ import annotations

from pathlib import Path

from secretariat_tui.cli.source import Source


def write_published(source: Source, directory: Path) -> list[str]:
    """Writes every calendar of the team that has anything in it, each file beside and renamed. Gives the files."""
    from secretariat_tui.exchange.safe_write import make_directory, write_file
    from secretariat_tui.services.feed import published_calendars
    from secretariat_tui.services.planning import pose

    team = source.team
    with source.office.store.read() as view:
        published = published_calendars(view, team, pose, source.office.translate(team.language))
    files = published.write(published.all())
    if files:
        make_directory(directory)
    for name, content in files.items():
        write_file(directory / name, content)
    return list(files)
