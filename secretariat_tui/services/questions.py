"""Questions that take long, as values: what is asked, and how it is answered where there is time for it.

They are frozen and made of domain objects, so that they can be sent to a process of their own (see
`services.planner_client`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from secretariat_tui.domain.capacity import Answered
from secretariat_tui.domain.continuity import Continuity
from secretariat_tui.domain.events import Absence, AssignmentPin, DutyPin, Leave
from secretariat_tui.domain.explanation import LossExplained, Relaxed, WhatIf
from secretariat_tui.domain.formation import Proposals
from secretariat_tui.domain.leave_light import Advice, Calendar, Light, Round
from secretariat_tui.domain.plan import Plan, Shortage
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.repair import Repairs
from secretariat_tui.domain.report import Reported
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.limits import Limits, Progress

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Count:
    """So many of so many are done."""

    done: int
    of: int


Step = Progress | Light | Count
"""What is told on the way to an answer."""

Tell = Callable[[Step], None]


def _counting(tell: Tell) -> Callable[[int, int], None]:
    """Tells how many are done, of how many."""
    return lambda done, of: tell(Count(done, of))


@dataclass(frozen=True)
class Question(Generic[A]):
    """Something to ask of the planner. `answers` is the type of the answer."""

    answers: ClassVar[object]

    def answer(self, tell: Tell, stop: threading.Event) -> A:
        """Works it out, here and now."""
        raise NotImplementedError


@dataclass(frozen=True)
class PlanWeeks(Question[Plan]):
    """The best roster of the weeks of a problem."""

    answers = Plan
    problem: Problem
    limits: Limits = field(default_factory=Limits)

    def answer(self, tell: Tell, stop: threading.Event) -> Plan:
        from secretariat_tui.services.planning import plan

        return plan(self.problem, self.limits, tell, stop)


@dataclass(frozen=True)
class FindRepairs(Question[Repairs]):
    """What can be done about an absence in a published roster."""

    answers = Repairs
    problem: Problem
    published: Roster
    absence: Absence
    limits: Limits = field(default_factory=Limits)

    def answer(self, tell: Tell, stop: threading.Event) -> Repairs:  # noqa: ARG002  (has nothing to tell on the way)
        from secretariat_tui.services.repairing import repairs

        return repairs(self.problem, self.published, self.absence, self.limits, stop)


@dataclass(frozen=True)
class LeaveCalendar(Question[Calendar]):
    """The light of every member and open daypart. Each light is told when it is known."""

    answers = Calendar
    problem: Problem
    limits: Limits | None = None

    def answer(self, tell: Tell, stop: threading.Event) -> Calendar:
        from secretariat_tui.services.leave import leave_calendar

        return leave_calendar(self.problem, tell, stop, self.limits)


@dataclass(frozen=True)
class AdviseLeave(Question[Advice]):
    """The light of one request, with its grounds."""

    answers = Advice
    problem: Problem
    leave: Leave
    limits: Limits | None = None

    def answer(self, tell: Tell, stop: threading.Event) -> Advice:  # noqa: ARG002
        from secretariat_tui.services.leave import advise

        return advise(self.problem, self.leave, self.limits, stop)


@dataclass(frozen=True)
class DecideRound(Question[Round]):
    """Which of the requested leave is granted together."""

    answers = Round
    problem: Problem
    gave_way: Mapping[str, int] = field(default_factory=dict)
    limits: Limits | None = None

    def answer(self, tell: Tell, stop: threading.Event) -> Round:  # noqa: ARG002
        from secretariat_tui.services.leave import decide_round

        return decide_round(self.problem, self.gave_way, self.limits, stop)


@dataclass(frozen=True)
class AskWhatIf(Question[WhatIf]):
    """What would come of some pins, all planned again, held against the roster."""

    answers = WhatIf
    problem: Problem
    roster: Roster
    pins: tuple[AssignmentPin | DutyPin, ...]
    limits: Limits = field(default_factory=Limits)

    def answer(self, tell: Tell, stop: threading.Event) -> WhatIf:
        from secretariat_tui.services.explaining import what_if

        return what_if(self.problem, self.roster, self.pins, self.limits, tell, stop)


@dataclass(frozen=True)
class RelaxShortages(Question[tuple[Relaxed, ...]]):
    """The changes that would end or lessen shortages."""

    answers = tuple[Relaxed, ...]
    problem: Problem
    roster: Roster
    shortages: tuple[Shortage, ...]
    limits: Limits = field(default_factory=Limits)

    def answer(self, tell: Tell, stop: threading.Event) -> tuple[Relaxed, ...]:
        from secretariat_tui.services.explaining import relax

        return relax(self.problem, self.roster, self.shortages, self.limits, tell, stop)


@dataclass(frozen=True)
class ExplainLosses(Question[tuple[LossExplained, ...]]):
    """What is lost when a member falls out on a date, with the changes that would end or lessen it."""

    answers = tuple[LossExplained, ...]
    problem: Problem
    roster: Roster
    member: str
    day: date
    limits: Limits = field(default_factory=Limits)

    def answer(self, tell: Tell, stop: threading.Event) -> tuple[LossExplained, ...]:
        from secretariat_tui.services.explaining import losses

        return losses(self.problem, self.roster, self.member, self.day, (), self.limits, tell, stop)


@dataclass(frozen=True)
class AssessContinuity(Question[Continuity]):
    """How well a roster stands the loss of people, with at most so many remedies verified by planning again."""

    answers = Continuity
    problem: Problem
    roster: Roster
    most: int = 0
    limits: Limits | None = None
    member: str | None = None
    day: date | None = None

    def answer(self, tell: Tell, stop: threading.Event) -> Continuity:
        from secretariat_tui.services.continuity import assess

        return assess(self.problem, self.roster, self.most, self.limits, _counting(tell), stop, self.member, self.day)


@dataclass(frozen=True)
class ProposePatterns(Question[Proposals]):
    """Whose free dayparts might move, for at most so many members."""

    answers = Proposals
    problem: Problem
    most: int = 2
    limits: Limits = field(default_factory=Limits)

    def answer(self, tell: Tell, stop: threading.Event) -> Proposals:
        from secretariat_tui.services.capacity import propose

        return propose(self.problem, self.most, self.limits, _counting(tell), stop)


@dataclass(frozen=True)
class ReportWeeks(Question[Reported]):
    """What the weeks of some rosters came to."""

    answers = Reported
    team: Team
    planned: tuple[Roster, ...]
    realised: tuple[Roster, ...]
    support: tuple[Answered, ...] = ()

    def answer(self, tell: Tell, stop: threading.Event) -> Reported:
        from secretariat_tui.services.reporting import report_weeks

        return report_weeks(self.team, self.planned, self.realised, self.support, _counting(tell), stop)


QUESTIONS: tuple[type[Question[Any]], ...] = (
    PlanWeeks,
    FindRepairs,
    LeaveCalendar,
    AdviseLeave,
    DecideRound,
    AskWhatIf,
    RelaxShortages,
    ExplainLosses,
    AssessContinuity,
    ProposePatterns,
    ReportWeeks,
)
"""All of them. Who adds a question adds it here."""
