"""The bytes of a file that a user names, or the fault that keeps them from us."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Final, NoReturn

from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.finding import N_, Fact

TOO_LARGE: Final = N_("The file is larger than {most} MiB.")


def read_bytes(path: Path, largest: int, shorter: str) -> bytes:
    """The content of a file of at most so many bytes; raises BadInput for what is none, or cannot be read.

    `shorter` is the hint for one that is larger.
    """
    file = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            _refuse(file, "is-directory", N_("This is a directory, not a file."))
        if not stat.S_ISREG(status.st_mode):
            _refuse(file, "not-a-file", N_("This is a device or a pipe, not a file."))
        if status.st_size > largest:
            _refuse(file, "too-large", TOO_LARGE, hint=shorter, most=largest // 1024 // 1024)
        with path.open("rb") as stream:
            return stream.read(largest + 1)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        refuse_unread(path, error)


def refuse_unread(path: Path, error: OSError | ValueError) -> NoReturn:
    """Raises BadInput with what the system says of a file that cannot be read, in words of our own where there are."""
    file = str(path)
    if os.path.isdir(path):
        _refuse(file, "is-directory", N_("This is a directory, not a file."))
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        _refuse(file, "no-file", N_("There is no such file."), hint=N_("Check the name and the directory."))
    if isinstance(error, PermissionError):
        _refuse(file, "no-permission", N_("You may not read this file."), hint=N_("Ask its owner for permission."))
    if not isinstance(error, OSError) or error.errno == errno.ENAMETOOLONG:
        _refuse(file, "unreadable", N_("No file can have this name."), hint=N_("Check the name and the directory."))
    text, system = N_("The file cannot be read: {system}."), error.strerror or str(error)
    _refuse(file, "unreadable", text, system=system)


def _refuse(file: str, kind: str, template: str, *, hint: str = "", **facts: Fact) -> NoReturn:
    raise BadInput([replace(fault(kind, template, hint=hint, nearest=None, **facts), file=file)])
