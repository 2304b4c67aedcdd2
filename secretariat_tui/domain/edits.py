"""Edits of a roster by hand, and what comes of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.explanation import Difference
from secretariat_tui.domain.finding import Violation
from secretariat_tui.domain.roster import Roster, StageResult
from secretariat_tui.domain.shift import Place


@dataclass(frozen=True, slots=True)
class Assign:
    """A member works a shift on a date, or does not work then (None). `place` None is where she works that date
    already, if the shift allows it, else the first place of the shift."""

    member: str
    date: date
    shift: str | None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class GiveDuty:
    """A member, or nobody, has a duty during a span of a date, and those who had it then have it no more.

    A desk for more people than one gets one more. With `instead`, she has what that one has of it during the span, and
    nothing else changes hands.
    """

    duty: str
    is_desk: bool
    date: date
    span: Span
    member: str | None
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Swap:
    """Two members do what the other would have done: on one date, or each on both of two dates."""

    first: str
    second: str
    day: date
    other_day: date | None = None

    @property
    def dates(self) -> tuple[date, ...]:
        """One date, or two."""
        return (self.day,) if self.other_day is None or self.other_day == self.day else (self.day, self.other_day)


Edit = Assign | GiveDuty | Swap


@dataclass(frozen=True)
class Edited:
    """A roster after its edits, whether the rules allow it or not.

    `violations` are all that it breaks, `new` those that the roster before did not.
    """

    roster: Roster
    violations: tuple[Violation, ...]
    new: tuple[Violation, ...]
    difference: Difference

    @property
    def before(self) -> tuple[StageResult, ...]:
        """The stages as they were."""
        return tuple(stage.before for stage in self.difference.stages)

    @property
    def after(self) -> tuple[StageResult, ...]:
        """The stages as they are now."""
        return tuple(stage.after for stage in self.difference.stages)
