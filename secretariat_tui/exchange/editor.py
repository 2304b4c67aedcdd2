"""The user's own editor, run on a file until she leaves it."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from secretariat_tui.domain.errors import Unusable, fault
from secretariat_tui.domain.finding import N_

_USUAL = ("nano", "vi", "notepad")


def editor_of(environment: Mapping[str, str]) -> list[str]:
    """The editor that VISUAL or EDITOR names, with its arguments, else a usual one. Raises Unusable where none is."""
    named = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        words = shlex.split(named, posix=os.name == "posix")
    except ValueError:  # a quote that is not closed
        words = [named]
    usual = next((found for name in _USUAL if (found := shutil.which(name))), None)
    if not words and usual is None:
        hint = N_("Say which in EDITOR, for instance EDITOR=nano.")
        raise Unusable([fault("no-editor", N_("There is no editor."), hint=hint)])
    return words or [str(usual)]


def edit_file(path: Path, environment: Mapping[str, str]) -> int:
    """Runs the editor on a file, in this terminal. Gives its exit code; raises Unusable where it cannot be started."""
    command = editor_of(environment)
    # Ctrl-C is for the editor. A handler is taken back in the child; to ignore it would not be.
    former = signal.signal(signal.SIGINT, _nothing)
    try:
        return subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603
    except OSError as error:
        template = N_("The editor {name} cannot be started: {system}.")
        if isinstance(error, FileNotFoundError | PermissionError):
            template = N_("The editor {name} cannot be started: there is no such program.")
        system = error.strerror or type(error).__name__
        raise Unusable([fault("no-editor", template, name=command[0][:100], system=system)]) from error
    finally:
        signal.signal(signal.SIGINT, former)


def _nothing(number: int, frame: FrameType | None) -> None:
    """The editor was meant."""
