"""The pages of the handbook, as files beside the team file."""

from __future__ import annotations

from pathlib import Path

from secretariat_tui.domain.errors import BadInput, fault
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


def read_pages(team: Team, directory: Path) -> dict[str, str]:
    """The text of each page that has a file, by account. Raises BadInput for one that is no text."""
    found: dict[str, str] = {}
    for page in team.handbook:
        file = directory / page.file
        if file.is_file():
            try:
                found[page.account] = file.read_text("utf-8-sig")
            except UnicodeDecodeError as error:
                hint = N_("Save it as UTF-8.")
                template = N_("The handbook page {file} is not a text in UTF-8.")
                raise BadInput([fault("bad-encoding", template, hint=hint, file=page.file)]) from error
    return found
