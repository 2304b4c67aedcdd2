"""Named working times and places."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from secretariat_tui.domain.calendar import Span


class Place(StrEnum):
    """Where a member works. Remote is reachable work, not absence."""

    OFFICE = "office"
    REMOTE = "remote"


PLACES = (Place.OFFICE, Place.REMOTE)


@dataclass(frozen=True, slots=True)
class Shift:
    """A named working time within one date. `break_minutes` are unpaid."""

    id: str
    name: str
    span: Span
    break_minutes: int = 0
    places: tuple[Place, ...] = PLACES
