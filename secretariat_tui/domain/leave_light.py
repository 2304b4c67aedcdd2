"""What a request for leave does to continuity: lights, calendars of lights, and the answer to a round of wishes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.capacity import Values
from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.events import Leave
from secretariat_tui.domain.finding import N_, Reason
from secretariat_tui.domain.plan import Shortage

_MOST_WEEKS: Final = 53
"""As many as are planned at once: each week of a request is solved."""


def judged_until(leave: Leave) -> date:
    """The last date that the light of a leave is about. Leave that came from a file may be longer."""
    return leave.start + min(leave.end - leave.start, timedelta(weeks=_MOST_WEEKS, days=-1))


def judged_weeks(leave: Leave) -> Horizon:
    """The weeks that leave touches, as far as it is judged."""
    return Horizon.between(Week.of(leave.start), Week.of(judged_until(leave)))


def ensure_askable(leave: Leave) -> None:
    """Raises BadInput for more leave than can be judged at once."""
    if judged_until(leave) < leave.end:
        template = N_("At most {most} weeks of leave can be asked for at once.")
        raise BadInput([fault("too-long", template, hint=N_("Ask for it in parts."), most=_MOST_WEEKS)])


class Colour(StrEnum):
    """Red is never hidden, and never an answer: the lead may approve it."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Light:
    """The light of one request. `needless` says that she does not work then anyway.

    `before` and `after` are the first three stages of the weeks it touches; None where no roster keeps the hard rules.
    Not `proven`, a limit stopped the search, or the leave is longer than can be judged at once: the colour is that of
    the best rosters found, in the weeks it got to.
    """

    leave: Leave
    colour: Colour
    before: Values | None
    after: Values | None
    needless: bool = False
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Worse:
    """Where a stage gets worse, and from how much to how much."""

    stage: str
    reason: Reason
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Advice:
    """A light with its grounds: what nobody has any more and why nobody can, where stages 2 and 3 get worse, or which
    statements clash."""

    light: Light
    shortages: tuple[Shortage, ...] = ()
    worse: tuple[Worse, ...] = ()
    clash: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """The light of every member and open daypart, by date, daypart and member; `stopped` before the end or not."""

    lights: tuple[Light, ...]
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A wish that is not granted. `met` are the granted wishes it met, none where it is red by itself; `nearest` are
    the nearest dates of the same length that are green with all that is granted."""

    wish: Leave
    met: tuple[Leave, ...]
    nearest: tuple[Leave, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """The answer to all wishes. `gave_way` is the memory for the next round: members who gave way, and how often since
    all their wishes were granted. Wishes without an open date in the horizon are `outside` it, and so are those that
    take days of work beyond it: of a part nothing is granted."""

    granted: tuple[Leave, ...]
    refused: tuple[Refusal, ...]
    outside: tuple[Leave, ...]
    gave_way: tuple[tuple[str, int], ...]
    proven: bool = True
