"""Answers to why: what would end a shortage, what an alternative would cost, who has what, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.events import DutyPin, Pin
from secretariat_tui.domain.finding import N_, Fact, Reason, because
from secretariat_tui.domain.plan import Blocker, Loss, Shortage
from secretariat_tui.domain.roster import Assignment, Duty, Roster, StageResult
from secretariat_tui.domain.shift import Place


@dataclass(frozen=True)
class Relaxed:
    """A shortage with the changes that would end or lessen it, the best first.

    `before` are the stages of the roster; `least` is what planning its week again, with nothing changed, comes to.
    `stopped_by` says why not every change was tried, or not to the end, if so.
    """

    shortage: Shortage
    before: tuple[StageResult, ...]
    least: tuple[StageResult, ...]
    tried: int
    stopped_by: str | None = None

    @property
    def proven(self) -> bool:
        """Whether every single change was tried and all that it leads to is known to be the least."""
        told = [stage for change in self.shortage.relaxations for stage in change.stages]
        return self.stopped_by is None and all(stage.proven for stage in (*told, *self.least))


@dataclass(frozen=True, slots=True)
class LossRemedy:
    """A change that ends or lessens a loss, verified by planning its week again: `left` are the minutes of the duty
    that are then still lost on the date, whoever falls out."""

    text: Reason
    stages: tuple[StageResult, ...]
    left: int


@dataclass(frozen=True)
class LossExplained:
    """A loss when `member` falls out, with what keeps everybody else and the changes that help, the best first.

    `before` are the stages of the roster; `least` is the best that its week can come to with nothing changed.
    `stopped_by` says why not every change was tried, if so.
    """

    date: date
    member: str
    loss: Loss
    before: tuple[StageResult, ...]
    least: tuple[StageResult, ...]
    remedies: tuple[LossRemedy, ...]
    tried: int
    stopped_by: str | None = None

    @property
    def proven(self) -> bool:
        """Whether every single change was tried and all that it leads to is known to be the least."""
        told = [stage for remedy in self.remedies for stage in remedy.stages]
        return self.stopped_by is None and all(stage.proven for stage in (*told, *self.least))


@dataclass(frozen=True, slots=True)
class CellChange:
    """What a member does on a date. A valid roster has at most one assignment there; none is a day off."""

    date: date
    member: str
    before: tuple[Assignment, ...]
    after: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class DutyChange:
    """Who has a duty during a span, by id; nobody where there is none."""

    date: date
    duty: str
    is_desk: bool
    span: Span
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermChange:
    """What a term of a stage came to, before its weight."""

    id: str
    weight: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class StageChange:
    """A stage before and after, computed anew; the bounds are those that the rosters claim."""

    before: StageResult
    after: StageResult

    @property
    def id(self) -> str:
        return self.before.id

    @property
    def change(self) -> int:
        """Above 0 where it became worse."""
        return self.after.value - self.before.value

    @property
    def terms(self) -> tuple[TermChange, ...]:
        pairs = zip(self.before.terms, self.after.terms, strict=True)
        return tuple(TermChange(b.id, b.weight, b.value, a.value) for b, a in pairs)


@dataclass(frozen=True)
class Difference:
    """All stages, and the cells and duties that are not the same, by date."""

    cells: tuple[CellChange, ...]
    duties: tuple[DutyChange, ...]
    stages: tuple[StageChange, ...]

    @property
    def price(self) -> StageChange | None:
        """The first stage that is not what it was: it outweighs all that come after."""
        return next((stage for stage in self.stages if stage.change), None)


@dataclass(frozen=True)
class WhatIf:
    """What would come of some pins: a roster and how it differs, or the minimal set of statements that clash."""

    pins: tuple[Pin, ...]
    roster: Roster | None
    difference: Difference | None
    conflict: tuple[Reason, ...] = ()

    @property
    def questions(self) -> tuple[Reason, ...]:
        """What was asked, in words: one for each pin."""
        return tuple(_question(pin) for pin in self.pins)

    @property
    def proven(self) -> bool:
        """Whether it is known to be impossible, or no better roster with these pins exists."""
        return self.roster is None or all(stage.proven for stage in self.roster.stages)


@dataclass(frozen=True)
class Holding:
    """A duty that a member has, and what keeps each of the others from it; who is not kept is said to be free."""

    duty: Duty
    others: tuple[Blocker, ...]


@dataclass(frozen=True)
class MemberDay:
    """What a member does on a date; `off` says why not, where she does not work."""

    member: str
    date: date
    assignments: tuple[Assignment, ...]
    off: Reason | None
    holdings: tuple[Holding, ...]


def _question(pin: Pin) -> Reason:
    if isinstance(pin, DutyPin):
        if pin.is_desk:
            template = N_("What if {member} mans {desk} on {date} from {span}?")
            return because("what-if", template, member=pin.member, desk=pin.duty, date=pin.date, span=pin.span)
        template = N_("What if {member} has {account} on {date} from {span}?")
        return because("what-if", template, member=pin.member, account=pin.duty, date=pin.date, span=pin.span)
    if pin.shift is None:
        return because("what-if", N_("What if {member} does not work on {date}?"), member=pin.member, date=pin.date)
    facts: dict[str, Fact] = {"member": pin.member, "date": pin.date, "shift": pin.shift}
    templates = {
        None: N_("What if {member} works {shift} on {date}?"),
        Place.OFFICE: N_("What if {member} works {shift} in the office on {date}?"),
        Place.REMOTE: N_("What if {member} works {shift} at home on {date}?"),
    }
    return because("what-if", templates[pin.place], **facts)
