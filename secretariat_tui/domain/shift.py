"""Named working times and places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from secretariat_tui.domain.calendar import Span, clock
from secretariat_tui.domain.errors import Fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import each_once, ensure, fault_at, identifier, not_empty, span_of_day, text


class Place(StrEnum):
    """Where a member works. Remote is reachable work, not absence."""

    OFFICE = "office"
    REMOTE = "remote"


PLACES = (Place.OFFICE, Place.REMOTE)

OFF: Final = "off"
"""What stands for a shift where somebody is pinned not to work."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A named working time within one date. `break_minutes` are unpaid."""

    id: str
    name: str
    span: Span
    break_minutes: int = 0
    places: tuple[Place, ...] = PLACES

    def __post_init__(self) -> None:
        ensure(
            identifier("id", self.id),
            text("name", self.name),
            self._own_id(),
            self._times(),
            not_empty("places", self.places),
            each_once("places", self.places),
        )

    def _own_id(self) -> Iterator[Fault]:
        if self.id == OFF:
            yield fault_at("id", "bad-id", N_('"off" pins a day off: give this shift another id.'))

    def _times(self) -> Iterator[Fault]:
        span = self.span
        if 0 <= span.end < span.start:
            yield fault_at(
                "end",
                "crosses-midnight",
                N_(
                    "This shift crosses midnight: it begins at {start} and ends at {end}. A shift lies within one date."
                ),
                hint=N_("Split it at midnight into two shifts."),
                start=clock(span.start),
                end=clock(span.end),
            )
        elif faults := tuple(span_of_day("start", "end", span)):
            yield from faults
        elif not 0 <= self.break_minutes < span.end - span.start:
            yield fault_at(
                "break", "out-of-range", N_("The break must be shorter than the shift, and not below 0 minutes.")
            )
