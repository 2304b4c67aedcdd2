"""Rosters: who works when and where, and who has which duty."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from secretariat_tui.domain.calendar import Span, Week
from secretariat_tui.domain.shift import Place


@dataclass(frozen=True, order=True, slots=True)
class Assignment:
    """A member works a shift at a place on a date. `span` is the shift's, so that history outlives its shifts."""

    date: date
    member: str
    shift: str
    place: Place
    span: Span
    pinned: bool = False


class HolderRole(StrEnum):
    """By what right a member holds an account."""

    PRIMARY = "primary"
    BACKUP = "backup"
    INCIDENTAL = "incidental"


@dataclass(frozen=True, order=True, slots=True)
class Duty:
    """A member has an account, or mans a desk, during a span of a date.

    Desks have no `role`. A backup has a `rank`, incidental cover a `distance` (without the surcharge for the grade).
    """

    date: date
    duty: str
    is_desk: bool
    span: Span
    member: str
    role: HolderRole | None = None
    rank: int | None = None
    distance: int | None = None
    pinned: bool = False


class Status(StrEnum):
    """Whether every stage is proven, or a limit stopped the search."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


@dataclass(frozen=True, slots=True)
class TermResult:
    """What one term of `quality` came to, before its weight."""

    id: str
    value: int
    weight: int


@dataclass(frozen=True, slots=True)
class StageResult:
    """What a stage came to: no roster has a value below `bound`."""

    id: str
    value: int
    bound: int
    terms: tuple[TermResult, ...] = ()

    @property
    def proven(self) -> bool:
        return self.value == self.bound


@dataclass(frozen=True)
class Roster:
    """The assignments and duties of a team in some weeks, sorted, with what the planner claims of them.

    `published_on` is the local date on which it came in force, where that is known.
    """

    team: str
    weeks: tuple[Week, ...]
    assignments: tuple[Assignment, ...]
    duties: tuple[Duty, ...]
    stages: tuple[StageResult, ...] = ()
    status: Status = Status.FEASIBLE
    seed: int = 1
    version: int | None = None
    state: str = "draft"
    stopped_by: str | None = None
    published_on: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "assignments", tuple(sorted(self.assignments)))
        object.__setattr__(self, "duties", tuple(sorted(self.duties, key=_duty_order)))

    def of_week(self, week: Week) -> Roster:
        """What it says of one week, without the claims that it makes of the whole."""
        days = set(week.days)
        return replace(
            self,
            weeks=(week,),
            assignments=tuple(item for item in self.assignments if item.date in days),
            duties=tuple(item for item in self.duties if item.date in days),
            stages=(),
        )


def _duty_order(duty: Duty) -> tuple[date, str, bool, Span, str]:
    return (duty.date, duty.duty, duty.is_desk, duty.span, duty.member)
