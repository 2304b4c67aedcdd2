"""Places to write to, and what the system says of one that cannot be written to."""

from __future__ import annotations

import errno
from dataclasses import replace

from secretariat_tui.domain.errors import Unusable, fault
from secretariat_tui.domain.finding import N_


def unusable(file: str, error: OSError) -> Unusable:
    """What the system says of a place that cannot be written to, as an error of our own."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):
        found = fault("disk-full", N_("The disk is full."), hint=N_("Make room, or choose another place."))
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        found = fault(
            "not-writable",
            N_("This place cannot be written to."),
            hint=N_("Choose another place, or ask for the permission to write here."),
        )
    elif error.errno == errno.ENAMETOOLONG:
        found = fault("name-too-long", N_("The name of this file is too long."), hint=N_("Choose a shorter one."))
    elif isinstance(error, FileNotFoundError):
        found = fault("no-directory", N_("The directory of this file does not exist."), hint=N_("Make it first."))
    elif isinstance(error, FileExistsError | NotADirectoryError):
        found = fault(
            "not-a-directory", N_("A file stands where a directory is asked for."), hint=N_("Choose another place.")
        )
    else:
        found = fault(
            "not-written", N_("Writing failed: {system}."), system=(error.strerror or type(error).__name__).rstrip(".")
        )
    return Unusable([replace(found, file=file)])
