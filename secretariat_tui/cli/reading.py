"""What files say: a team, in a team file or in tables in CSV, and the rosters before it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secretariat_tui.cli.output import complain
from secretariat_tui.cli.session import Session
from secretariat_tui.presenters.reasons import tell_fault

if TYPE_CHECKING:
    from secretariat_tui.domain.roster import Roster
    from secretariat_tui.domain.team import Team


def read_team(session: Session, *paths: Path) -> Team:
    """The team of one team file, or of tables and folders of them."""
    is_file = len(paths) == 1 and not _are_tables(paths)
    found = session.services.read_team(paths[0]) if is_file else read_tables(session, paths)
    session.teams.append(lambda: found)
    return found


def read_tables(session: Session, paths: tuple[Path, ...], into: Team | None = None, remove: bool = False) -> Team:
    """The team of tables, or the one `into` which they go; how they were read is told where that matters."""
    from secretariat_tui.exchange.team_tables import read_tables as read

    if not _are_tables(paths):
        raise click.UsageError(session.language.gettext("Name one team file, or tables (.csv) and folders of them."))
    found = read(paths, into, remove=remove)
    for problem in found.problems:
        complain("\n".join(tell_fault(problem, session.teller())))
    return found.team


def history_of(files: tuple[Path, ...], team: Team) -> tuple[Roster, ...]:
    """Earlier rosters, in the order in which they were given: a later one wins."""
    from secretariat_tui.exchange.roster_json import read_history

    return tuple(read_history(file, team) for file in files)


def beside(path: Path) -> Path:
    """The directory in which the pages of the handbook are looked for."""
    return path if os.path.isdir(path) else path.parent


def _are_tables(paths: tuple[Path, ...]) -> bool:
    # Not `Path.is_dir`, which may raise where nobody may look: what reads the file says that.
    return all(os.path.isdir(path) or path.suffix.lower() == ".csv" for path in paths)
