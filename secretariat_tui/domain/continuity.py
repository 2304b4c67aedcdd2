"""How well a roster stands the loss of people: its figures, its weak points and what would remove them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secretariat_tui.domain.errors import FALLS_SHORT
from secretariat_tui.domain.finding import Reason
from secretariat_tui.domain.plan import Contingency
from secretariat_tui.domain.roster import Roster, StageResult


class WeakKind(StrEnum):
    """What falls with one person."""

    ACCOUNT = "account"
    DESK = "desk"
    QUALIFICATION = "qualification"


@dataclass(frozen=True, slots=True)
class Remedy:
    """A learning step or an agreement, verified by planning again with it.

    `stages` are the first three of that plan, `gain` is what it takes off the fragility of the best plan without it
    (weighted minutes), and `removes` says that in that plan the weak point falls with nobody any more.
    """

    text: Reason
    stages: tuple[StageResult, ...]
    gain: int
    removes: bool


@dataclass(frozen=True, slots=True)
class WeakPoint:
    """An account, a desk or a qualification that falls with one member.

    In the roster: so many minutes of it, on these dates, are lost when she falls out. In the agreements: on those dates
    no roster could do better, since without her too few may have it who could work then. `avoidable` says that in the
    best plan as things are it falls with nobody.
    """

    kind: WeakKind
    id: str
    member: str
    minutes: int = 0
    dates: tuple[date, ...] = ()
    agreed_dates: tuple[date, ...] = ()
    avoidable: bool = False
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class Weight:
    """What hangs on a member who works on a date: minutes that she holds, and those lost when she falls out."""

    date: date
    member: str
    held: int
    lost: int


@dataclass(frozen=True)
class Continuity:
    """The continuity of a roster. Minutes are people times length, unweighted.

    `stages` are the first three of the best plan as things are, to which remedies are compared; empty where none was
    sought. `tried` of `proposed` remedies were verified; `stopped_by` says what kept the others from it, if not their
    number.
    """

    roster: Roster
    index: float
    n_2: float
    held: int
    lost: int
    short: int
    weights: tuple[Weight, ...]
    contingency: tuple[Contingency, ...]
    weak_points: tuple[WeakPoint, ...]
    stages: tuple[StageResult, ...] = ()
    tried: int = 0
    proposed: int = 0
    stopped_by: str | None = None

    @property
    def ranked(self) -> tuple[Remedy, ...]:
        """Each remedy once, the one with the best plan first; whether it removes a point is told with the point."""
        each = {remedy.text: remedy for point in self.weak_points for remedy in point.remedies}
        return tuple(sorted(each.values(), key=lambda remedy: tuple(stage.value for stage in remedy.stages)))

    @property
    def exit_code(self) -> int:
        """0 when the roster has no shortages."""
        return FALLS_SHORT if self.short else 0
