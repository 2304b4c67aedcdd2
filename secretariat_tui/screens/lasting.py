"""A terminal that may go away: its window is closed, its line is cut.

Textual writes in a thread, behind a queue of a fixed length. The first text that a terminal that is gone refuses would
end that thread; once the queue is full, whoever writes waits for ever, and the program stays behind without a window.
"""

from __future__ import annotations

import contextlib
from typing import IO, Any

from textual.drivers.linux_driver import LinuxDriver


class LastingDriver(LinuxDriver):
    """Draws on the terminal for as long as there is one. That it is gone is told by a signal."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._file: Any = LastingFile(self._file)


class LastingFile:
    """Writes to a file as long as it takes anything."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Writes it, if that can be done."""
        with contextlib.suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Writes what waits, if that can be done."""
        with contextlib.suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """The number of the file."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._file.isatty()
