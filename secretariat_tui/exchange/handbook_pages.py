"""The pages of the handbook, as files beside the team file."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Final

from secretariat_tui.domain.errors import BadInput, Fault, fault
from secretariat_tui.domain.finding import N_, Finding, Level, because
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.file_reading import TOO_LARGE, read_bytes

LARGEST: Final = 5 * 1024 * 1024
"""Bytes of a page."""

_SHORTER: Final = N_("Leave out what is no text, such as pictures.")


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
        if not os.path.isfile(directory / page.file)
    )


def read_pages(team: Team, directory: Path) -> dict[str, str]:
    """The text of the pages that have a file, by account; several of one account stand below one another.

    Raises BadInput with all that cannot be read, or are no text.
    """
    found: dict[str, str] = {}
    faults: list[Fault] = []
    for page in team.handbook:
        file = directory / page.file
        if not os.path.isfile(file):
            continue
        try:
            text = page_of(read_bytes(file, LARGEST, _SHORTER), page.file)
        except BadInput as error:
            faults += error.faults
        else:
            found[page.account] = f"{found[page.account]}\n{text}" if page.account in found else text
    if faults:
        raise BadInput(faults)
    return found


def page_of(data: bytes, file: str) -> str:
    """The text of a page, with one kind of line ends; raises BadInput, with the name of the file, for what is none."""
    if len(data) > LARGEST:
        raise BadInput([replace(fault("too-large", TOO_LARGE, hint=_SHORTER, most=LARGEST // 1024 // 1024), file=file)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:  # not every database can keep it
        template, hint = N_("{file} is not a text in UTF-8."), N_("Save it as UTF-8.")
        raise BadInput([fault("bad-encoding", template, hint=hint, file=file)])
    return text.replace("\r\n", "\n").replace("\r", "\n")
