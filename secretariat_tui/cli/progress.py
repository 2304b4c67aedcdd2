"""Progress of a plan, on one line of a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from secretariat_tui.presenters.progress_view import Stages, progress_text
from secretariat_tui.presenters.reasons import Teller

if TYPE_CHECKING:
    from secretariat_tui.planner.limits import Progress

_SECONDS_BETWEEN = 0.1


class CountLine:
    """Shows how many of a number are done; nothing at all unless standard error is a terminal.

    `template` has `{done}` and `{all}`.
    """

    def __init__(self, teller: Teller, template: str) -> None:
        self._teller = teller
        self._template = template
        self._shown = sys.stderr.isatty()
        self._text = ""

    def __call__(self, done: int, all: int) -> None:  # noqa: A002  (as the template calls it)
        self._text = self._teller.language.gettext(self._template, done=done, all=all)
        if self._shown:
            _draw(self._text)

    def far(self) -> str:
        """How many are done, in a sentence; empty before the first."""
        return self._text and f"{self._text}."

    def clear(self) -> None:
        """Takes the line away."""
        if self._shown and self._text:
            _draw("")


class ProgressLine:
    """Shows where the planner is; nothing at all unless standard error is a terminal."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._shown = sys.stderr.isatty()
        self._stages = Stages()
        self._stage = ""
        self._last = -_SECONDS_BETWEEN

    def __call__(self, progress: Progress) -> None:
        self._stages.take(progress)
        soon = progress.seconds - self._last < _SECONDS_BETWEEN and progress.stage == self._stage
        if not self._shown or soon:
            return
        self._stage, self._last = progress.stage, progress.seconds
        _draw(f"{progress.seconds:6.1f} s  {progress_text(progress, self._teller)}")

    def far(self) -> str:
        """How good the best roster so far is, in a sentence; empty before the first."""
        return self._stages.sentence(self._teller)

    def clear(self) -> None:
        """Takes the line away."""
        if self._shown and self._stage:
            _draw("")


def _draw(text: str) -> None:
    """Puts a text in the place of what stands on the line."""
    sys.stderr.write(f"\r\x1b[K{text}")
    sys.stderr.flush()
