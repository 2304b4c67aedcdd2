"""What can be done about an unforeseen absence in a published roster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secretariat_tui.domain.notice import Notice
from secretariat_tui.domain.plan import Contingency, Shortage
from secretariat_tui.domain.roster import Assignment, Duty, Roster, StageResult


class Kind(StrEnum):
    """What a repair is for, in the order in which they are offered."""

    FEWEST_CHANGES = "fewest_changes"
    LEAST_SHORTAGE = "least_shortage"
    OWN_DUTIES = "own_duties"

    @property
    def number(self) -> int:
        """Its place in that order, from 1."""
        return list(Kind).index(self) + 1


@dataclass(frozen=True, slots=True)
class Shifted:
    """What changes for one member on one date: her assignment before and after, None where she does not work."""

    date: date
    member: str
    before: Assignment | None
    after: Assignment | None
    notice: Notice


@dataclass(frozen=True, slots=True)
class Repair:
    """A roster that takes the absence in. `shifted` leaves out the dates on which a member is away herself; `short` is
    what falls short in it and did not as published.

    The bound of a stage says what is least for the stages that the kind puts before it. `same_as` names the repair
    before it that is the same roster, if any.
    """

    kind: Kind
    roster: Roster
    shifted: tuple[Shifted, ...]
    handed: tuple[Duty, ...]
    same_as: Kind | None = None
    short: tuple[Shortage, ...] = ()

    @property
    def stages(self) -> tuple[StageResult, ...]:
        return self.roster.stages


@dataclass(frozen=True, slots=True)
class Repairs:
    """The stored plan of the absence, the stages as published, and the repairs that the rules allow."""

    stored: tuple[Contingency, ...]
    before: tuple[StageResult, ...]
    repairs: tuple[Repair, ...]
