"""The pages of the handbook, as files beside the team file."""

from __future__ import annotations

from pathlib import Path

from secretariat_tui.domain.finding import N_, Finding, Level, because
from secretariat_tui.domain.team import Team


def missing_pages(team: Team, directory: Path) -> tuple[Finding, ...]:
    """The pages of which there is no file in the directory of the team file."""
    return tuple(
        Finding(
            Level.WARNING,
            because(
                "page-missing",
                N_("The handbook page of {account}, {file}, is not there."),
                account=page.account,
                file=page.file,
            ),
        )
        for page in team.handbook
        if not (directory / page.file).is_file()
    )
