"""Why can nobody? For each member the first rule, in the order in which users read them, that keeps her from a duty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final
from weakref import WeakKeyDictionary

from secretariat_tui.domain.account import Account
from secretariat_tui.domain.calendar import Span, Week
from secretariat_tui.domain.demand import Demand
from secretariat_tui.domain.events import AssignmentPin
from secretariat_tui.domain.finding import N_, Reason, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.plan import Blocker
from secretariat_tui.domain.problem import BlockKind, Problem
from secretariat_tui.domain.roster import Assignment, HolderRole, Roster
from secretariat_tui.domain.shift import Shift
from secretariat_tui.planner.facts import Facts, Piece
from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.rules.allowed_shift import AllowedShift
from secretariat_tui.planner.rules.hours_max import HoursMax
from secretariat_tui.planner.rules.pattern import why_off
from secretariat_tui.planner.rules.rest import Rest
from secretariat_tui.planner.rules.working_time import WorkingTime

_QUOTA_DAYS: Final = 91

_FREE: Final = N_("Nothing in this roster keeps {member} from it.")

_OF_HER_DAYS: Final[tuple[tuple[Rule, str], ...]] = (
    (AllowedShift(), N_("{member} has no shift on {date} that she may work and that covers {span}.")),
    (HoursMax(), N_("{member} has too few hours left in {week} for a shift on {date}.")),
    (Rest(), N_("{member} would have too little rest around a shift on {date}.")),
    (WorkingTime(), N_("A shift on {date} would bring {member} above the limits of working time.")),
)
"""The rules that look at one more shift of hers beside those that she works already, in their order."""

_OFF_WORK: WeakKeyDictionary[Facts, dict[tuple[str, date, Span], tuple[Reason, ...]]] = WeakKeyDictionary()
"""Why a member cannot work then, which is the same for every duty that is short."""


def blockers(problem: Problem, facts: Facts, demand: Demand, span: Span) -> tuple[Blocker, ...]:
    """What keeps each member, in the order of the team, from holding the demand during all of the span.

    Nothing is solved: who could work then, but is planned otherwise, is said to be.
    """
    return tuple(Blocker(m.id, _Candidate(problem, facts, demand, span, m).reason()) for m in problem.team.members)


def blockers_of(problem: Problem, facts: Facts, day: date, duty: str, is_desk: bool, span: Span) -> tuple[Blocker, ...]:
    """The same of a duty. Where what is asked changes meanwhile, it is what first keeps her from some of it."""
    told: dict[str | None, Blocker] = {}
    for demand in problem.demands(day):
        part = demand.span.intersection(span)
        if (demand.duty, demand.is_desk) == (duty, is_desk) and part is not None:
            for blocker in blockers(problem, facts, demand, part):
                if blocker.member not in told or told[blocker.member].reason.template == _FREE:
                    told[blocker.member] = blocker
    return tuple(told.values())


def obstacles(problem: Problem, facts: Facts, demand: Demand, span: Span, member: Member) -> tuple[Reason, ...]:
    """All that keeps one member from holding the demand during all of the span; nothing where nothing does.

    Of the rules about working then only the first is given: the others have no shift left to look at.
    """
    return tuple(_Candidate(problem, facts, demand, span, member).reasons())


@dataclass(frozen=True)
class _Candidate:
    """A member who might hold a demand during a span, with the roster as it is."""

    problem: Problem
    facts: Facts
    demand: Demand
    span: Span
    member: Member

    def reason(self) -> Reason:
        return next(self.reasons(), self._because("shortage", _FREE))

    def reasons(self) -> Iterator[Reason]:
        """All that keeps her from it, first rule first."""
        if not self.facts.is_present(self.member, self.day, self.span):
            known = _OFF_WORK.setdefault(self.facts, {})
            key = (self.member.id, self.day, self.span)
            if key not in known:
                known[key] = tuple(self._cannot_work())
            yield from known[key]
        yield from self._may_not_hold()
        yield from self._is_not_there()
        yield from self._does_not_fit()

    @property
    def day(self) -> date:
        return self.demand.date

    @property
    def account(self) -> Account | None:
        return None if self.demand.is_desk else self.problem.team.account[self.demand.duty]

    def _because(self, rule: str, template: str, **facts: str | int | Span) -> Reason:
        return because(rule, template, member=self.member.id, date=self.day, **facts)

    def _because_duty(self, rule: str, template: str, of_desk: str, **facts: str | int | Span) -> Reason:
        """A reason that names the account in `template`, or the desk in `of_desk`."""
        if self.demand.is_desk:
            return self._because(rule, of_desk, desk=self.demand.duty, **facts)
        return self._because(rule, template, account=self.demand.duty, **facts)

    # -- working then

    def _cannot_work(self) -> Iterator[Reason]:
        """Each rule leaves fewer of her shifts that reach the span; the first that leaves none is to blame."""
        problem, member, day = self.problem, self.member, self.day
        parts = set(problem.team.touches(self.span))
        shifts = self._reaching()
        pattern = problem.pattern(member, day)
        shifts = [shift for shift in shifts if pattern.issuperset(problem.team.touches(shift.span))]
        if not parts <= pattern or (self._reaching() and not shifts):
            yield why_off(problem, member, day)
            return
        workable = problem.workable(member, day)
        kept = [shift for shift in shifts if workable.issuperset(problem.team.touches(shift.span))]
        if not parts <= workable or (shifts and not kept):
            yield self._because("leave", N_("{member} is away on {date}."))
            return
        possible = self._ways(kept)
        for rule, template in _OF_HER_DAYS:
            possible = [way for way in possible if not self._breaks(rule, way)]
            if not possible:
                yield self._because(rule.id, template, span=self.span, week=str(Week.of(day)))
                return
        if not any(self._attends(way.span) for way in possible):
            yield self._because("attend", N_("{member} needs another shift on {date} for her learning time."))

    def _reaching(self) -> list[Shift]:
        """The shifts that cover the span; where none is so long, those that share a minute with it."""
        shifts = self.problem.team.shifts
        return [s for s in shifts if s.span.covers(self.span)] or [s for s in shifts if s.span.overlaps(self.span)]

    def _ways(self, shifts: Sequence[Shift]) -> list[Assignment]:
        """The ways to work one of the shifts."""
        return [Assignment(self.day, self.member.id, s.id, place, s.span) for s in shifts for place in s.places]

    def _breaks(self, rule: Rule, way: Assignment) -> bool:
        """Whether working that way breaks the rule, or breaks it further, beside what else she works."""
        return self._cost(rule, [*self._other_days, way]) > self._costs_now[rule.id]

    def _cost(self, rule: Rule, works: Sequence[Assignment]) -> int:
        roster = Roster(self.problem.team.id, self.problem.weeks, tuple(works), ())
        return sum(violation.cost for violation in rule.check(self._alone, Facts(self._alone, roster)))

    @cached_property
    def _costs_now(self) -> dict[str, int]:
        return {rule.id: self._cost(rule, self._other_days) for rule, _ in _OF_HER_DAYS}

    @cached_property
    def _alone(self) -> Problem:
        """The problem with her as its only member: rules about her days need look at nobody else."""
        team, her = self.problem.team, self.member.id
        alone = replace(
            team,
            members=(replace(self.member, knows=(), cluster=None),),
            clusters=(),
            accounts=(),
            agreements=(),
            desks=(),
            meetings=tuple(replace(m, who=(her,)) for m in team.meetings if m.names(her)),
            no_support=(),
            leave=tuple(item for item in team.leave if item.member == her),
            absences=tuple(item for item in team.absences if item.member == her),
            learning=tuple(item for item in team.learning if item.member == her),
            secondments=tuple(item for item in team.secondments if item.member == her),
            wishes=(),
            pins=(),
            handbook=(),
        )
        return replace(self.problem, team=alone)

    @cached_property
    def _other_days(self) -> list[Assignment]:
        assignments = self.facts.roster.assignments
        return [a for a in assignments if a.member == self.member.id and a.date != self.day]

    def _attends(self, worked: Span) -> bool:
        blocks = self.problem.blocks(self.member, self.day)
        workable = self.problem.workable(self.member, self.day)
        return all(
            worked.covers(block.span)
            for block in blocks
            if block.kind is BlockKind.LEARNING and workable.issuperset(self.problem.team.touches(block.span))
        )

    # -- holding it

    def _may_not_hold(self) -> Iterator[Reason]:
        if any(self.member.id in piece.holders for piece in self._pieces(self.demand)):
            yield self._because_duty(
                "one_holder",
                N_("{member} has {account} already on {date}."),
                N_("{member} mans {desk} already on {date}."),
            )
        account = self.account
        if account is not None and not self._agreed(account) and account.id not in self.member.knows:
            template = N_("{member} has no agreement for {account} on {date} and does not know it.")
            yield self._because("eligible", template, account=account.id)

    def _is_not_there(self) -> Iterator[Reason]:
        problem, member, day = self.problem, self.member, self.day
        block = problem.block(member, day, self.span)
        if block is not None:
            templates = {
                BlockKind.LEARNING: N_("{member} has learning time on {date}."),
                BlockKind.SECONDMENT: N_("{member} works for another team on {date}."),
                BlockKind.MEETING: N_("{member} is in a meeting ({name}) on {date}."),
            }
            name = {"name": block.name} if block.kind is BlockKind.MEETING else {}
            yield self._because("present", templates[block.kind], **name)
        if not self.facts.is_present(member, day, self.span):
            works = self.facts.assignments(member, day)
            if self._pinned_elsewhere():
                yield self._because("pinned", N_("{member} is pinned to something else on {date}."))
            elif works:
                template = N_("{member} works {shift} on {date}, which does not cover {span}.")
                yield self._because("present", template, shift=works[0].shift, span=self.span)
            else:
                yield self._because("present", N_("{member} does not work on {date} in this roster."))
        elif self.demand.on_site and not self.facts.is_present(member, day, self.span, on_site=True):
            yield self._because("on_site", N_("{member} works at home on {date}."))

    def _pinned_elsewhere(self) -> bool:
        """Whether a pin keeps her from a shift that covers the span."""
        shifts = self.problem.team.shift
        return any(
            pin.shift is None or not shifts[pin.shift].span.covers(self.span)
            for pin in self.problem.team.pins
            if isinstance(pin, AssignmentPin) and pin.member == self.member.id and pin.date == self.day
        )

    def _does_not_fit(self) -> Iterator[Reason]:
        member, demand, account = self.member, self.demand, self.account
        if not member.qualified(demand.requires, self.day):
            missing = next(need for need in demand.requires if not member.qualified((need,), self.day))
            yield self._because(
                "qualified", N_("{member} does not have {qualification} on {date}."), qualification=missing
            )
        below = account is not None and account.min_grade is not None and member.grade < account.min_grade
        if account is not None and below and self._agreed(account):
            template = N_("The grade of {member} is too low to be agreed for {account}.")
            yield self._because("backup_grade", template, account=account.id)
        if self._load() + demand.load > member.capacity:
            template = N_("{member} has her hands full on {date}: her capacity is {capacity}.")
            yield self._because("capacity", template, capacity=member.capacity)
        if account is not None and self._out_of_quota(account):
            template = N_("{member} is of another unit and may not cover {account} again by {date}.")
            if not self.problem.team.other_unit_cover:
                template = N_("{member} is of another unit than {account}, and cover from other units is not allowed.")
            yield self._because("unit", template, account=account.id)

    def _agreed(self, account: Account) -> bool:
        rank = self.problem.team.rank(account.id, self.member.id, self.day)
        return self.member.id == account.primary or rank is not None

    def _pieces(self, demand: Demand | None = None) -> list[Piece]:
        """The pieces within the span, of one demand or of all."""
        return [
            piece
            for piece in self.facts.pieces(self.day)
            if piece.span.overlaps(self.span) and demand in (None, piece.demand)
        ]

    def _load(self) -> int:
        """The most that she carries at any moment of the span."""
        loads: dict[Span, int] = {}
        for piece in self._pieces():
            hers = piece.demand.load if self.member.id in piece.holders else 0
            loads[piece.span] = loads.get(piece.span, 0) + hers
        return max(loads.values(), default=0)

    def _out_of_quota(self, account: Account) -> bool:
        """Whether incidental cover on this date would be one too many for another unit."""
        team, day = self.problem.team, self.day
        if self._agreed(account) or not team.in_other_unit(account, self.member):
            return False
        if not team.other_unit_cover:
            return True
        duties = (*self.problem.past_duties(13), *self.facts.roster.duties)
        dates = {
            duty.date
            for duty in duties
            if (duty.member, duty.duty, duty.role) == (self.member.id, account.id, HolderRole.INCIDENTAL)
        } | {day}
        ends = [end for end in sorted(dates) if 0 <= (end - day).days < _QUOTA_DAYS]
        counts = (sum(0 <= (end - other).days < _QUOTA_DAYS for other in dates) for end in ends)
        return max(counts) > team.other_unit_quota
