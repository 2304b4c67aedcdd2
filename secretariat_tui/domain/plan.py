"""What the planner answers: a roster with all that is known about it. Minutes are people times length, unweighted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.errors import FALLS_SHORT
from secretariat_tui.domain.finding import Finding, Reason
from secretariat_tui.domain.roster import Roster, StageResult


@dataclass(frozen=True, slots=True)
class Blocker:
    """What keeps a member from a duty: the first rule that does. `member` is None where it is about nobody alone."""

    member: str | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A change that would end a shortage, verified by solving again, with the stages that it leads to."""

    text: Reason
    stages: tuple[StageResult, ...]


@dataclass(frozen=True, slots=True)
class Shortage:
    """`people` short of a duty during a span of a date."""

    date: date
    duty: str
    is_desk: bool
    span: Span
    people: int
    minutes: int
    why: tuple[Blocker, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()


@dataclass(frozen=True, slots=True)
class Take:
    """What a stand-in takes over when somebody falls out."""

    duty: str
    is_desk: bool
    span: Span
    member: str


@dataclass(frozen=True, slots=True)
class Contender:
    """A duty that came free, and the load that its taker takes upon her."""

    duty: str
    is_desk: bool
    load: int


@dataclass(frozen=True, slots=True)
class Contest:
    """The least set of duties, freed at one moment, that cannot all be taken: without any one of them the rest can.

    `takers` are all who could take one of them were it alone, each with the load that she can still carry.
    """

    duties: tuple[Contender, ...]
    takers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """What nobody can take over: `why` is what keeps each who might, `contest` what it competed with, if anything."""

    duty: str
    is_desk: bool
    span: Span
    people: int
    minutes: int
    why: tuple[Blocker, ...] = ()
    contest: Contest | None = None


@dataclass(frozen=True, slots=True)
class Contingency:
    """Who takes what when `member` falls out on `date`, and what is lost."""

    date: date
    member: str
    takes: tuple[Take, ...]
    lost: tuple[Loss, ...]

    @property
    def loss(self) -> int:
        """Minutes lost."""
        return sum(loss.minutes for loss in self.lost)


@dataclass(frozen=True)
class Plan:
    """A solved roster. `continuity` is None while it was not computed."""

    roster: Roster
    shortages: tuple[Shortage, ...] = ()
    contingency: tuple[Contingency, ...] = ()
    continuity: float | None = None
    findings: tuple[Finding, ...] = ()
    alarms: tuple[Finding, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 when nothing falls short."""
        return FALLS_SHORT if self.shortages else 0
