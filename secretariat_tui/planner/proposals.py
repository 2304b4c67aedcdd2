"""Changes that might end a shortage: each takes away the one thing that keeps one member from the duty.

Nothing is solved here. Whoever is kept from it by more than one thing that no other roster changes is passed over: no
single change would help her.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final

from secretariat_tui.domain.account import Account
from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Span, Week
from secretariat_tui.domain.demand import Demand
from secretariat_tui.domain.errors import InvalidValue
from secretariat_tui.domain.events import AssignmentPin, Pin
from secretariat_tui.domain.finding import N_, Reason, because
from secretariat_tui.domain.member import Held, Member, WorkPattern
from secretariat_tui.domain.problem import BlockKind, Problem
from secretariat_tui.domain.shift import Place, Shift
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.explain import obstacles
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.overtime import overtime_for, with_overtime
from secretariat_tui.planner.steps import new_agreement

_Change = Callable[[Team], Team]

_RULE: Final = "relaxation"

_SIZES: Final = (
    *("accept", "office", "release", "unit", "interrupt", "capacity", "overtime", "agree", "shift", "teach"),
    *("qualify", "move"),
)
"""What a change asks of people, the least first."""

_FIRM: Final = ("pattern", "leave", "allowed_shift", "working_time", "attend", "eligible", "qualified", "backup_grade")
"""Rules that keep her from it in any roster; the others depend on what else she has."""

_DAYS_GIVEN_UP: Final = 2
"""How many ways to give up another daypart are proposed for each member."""

_PRESENCE: Final = ("pattern", "allowed_shift", "hours_max", "block", "on_site", "pinned")
"""What keeps a member who may have a duty from being there for it."""


@dataclass(frozen=True)
class Proposal:
    """A change in words, how much it asks (from 0, the least), the team as it would be, and whom it is about.

    `longer`: she works more hours, and may do with fewer of them in another roster.
    """

    text: Reason
    size: int
    team: Team
    member: str
    longer: bool = False

    def working(self, problem: Problem, week: Week, minutes: int) -> Proposal:
        """The same with no more overtime than lets her work so many minutes in the week."""
        text, hours = overtime_for(problem, problem.team.member[self.member], week, minutes)
        return replace(self, text=text, team=with_overtime(self.team, self.member, hours))


def proposals(problem: Problem, facts: Facts, demand: Demand, span: Span) -> tuple[Proposal, ...]:
    """The changes that might bring somebody to the demand during the span, those that ask least first."""
    found = (p for m in problem.team.members for p in _Obstructed(problem, facts, demand, span, m).proposals())
    return tuple(sorted(found, key=lambda proposal: proposal.size))


def presence_proposals(problem: Problem, facts: Facts, demand: Demand, span: Span) -> tuple[Proposal, ...]:
    """The changes that might bring somebody to where she could have the demand, those that ask least first."""
    found = (
        proposal
        for member in problem.team.members
        for proposal in _Obstructed(problem, facts, demand, span, member).proposals(_PRESENCE)
    )
    return tuple(sorted(found, key=lambda proposal: proposal.size))


@dataclass(frozen=True)
class _Obstructed:
    """A member who cannot hold a demand during a span."""

    problem: Problem
    facts: Facts
    demand: Demand
    span: Span
    member: Member

    def proposals(self, kinds: Collection[str] = ()) -> Iterator[Proposal]:
        """What would take her obstacle away, if it is one; of these kinds only, if any are given."""
        rules = [r.rule for r in obstacles(self.problem, self.facts, self.demand, self.span, self.member)]
        block = self.problem.block(self.member, self.demand.date, self.span)
        firm = [rule for rule in rules if rule in _FIRM] + (["block"] if block is not None else [])
        if len(firm) > 1:
            return
        for rule in firm or rules:
            remove = self._removals.get(rule)
            if remove is not None and (not kinds or rule in kinds):
                yield from remove()

    @property
    def _removals(self) -> dict[str, Callable[[], Iterator[Proposal]]]:
        return {
            "pattern": self._move,
            "allowed_shift": self._allow,
            "hours_max": self._overtime,
            "eligible": self._entitle,
            "block": self._interrupt,
            "on_site": self._office,
            "qualified": self._qualify,
            "capacity": self._capacity,
            "unit": self._unit,
            "pinned": self._release,
        }

    @property
    def day(self) -> date:
        return self.demand.date

    @property
    def account(self) -> Account:
        return self.problem.team.account[self.demand.duty]

    def _propose(self, kind: str, template: str, change: _Change, **facts: Any) -> Iterator[Proposal]:
        """The proposal, unless the team could not be like that."""
        text = because(_RULE, template, member=self.member.id, **facts)
        yield from self._in_words(kind, text, change)

    def _in_words(self, kind: str, text: Reason, change: _Change, *, longer: bool = False) -> Iterator[Proposal]:
        try:
            yield Proposal(text, _SIZES.index(kind), change(self.problem.team), self.member.id, longer)
        except InvalidValue:
            return

    def _with_her(self, **changes: Any) -> _Change:
        """The change of a team in which she is different."""

        def change(team: Team) -> Team:
            members = (replace(m, **changes) if m.id == self.member.id else m for m in team.members)
            return replace(team, members=tuple(members))

        return change

    # -- being there

    def _reaching(self) -> list[Shift]:
        shifts = self.problem.team.shifts
        return [s for s in shifts if s.span.covers(self.span)] or [s for s in shifts if s.span.overlaps(self.span)]

    def _lacking(self) -> tuple[Daypart, ...]:
        """The dayparts of the date that her pattern lacks for the shift that needs the fewest; none if she is away."""
        pattern = self.problem.pattern(self.member, self.day)
        away = self.problem.away(self.member, self.day)
        ways = [
            tuple(part for part in self.problem.team.touches(shift.span) if part not in pattern)
            for shift in self._reaching()
            if self.member.allows(shift.id) and away.isdisjoint(self.problem.team.touches(shift.span))
        ]
        return min(ways, key=len, default=())

    def _move(self) -> Iterator[Proposal]:
        """Other dayparts of her week, of the same length, are given up: those on which most people work."""
        lacking, week = self._lacking(), Week.of(self.day)
        if not lacking or not self.member.employed(self.day):
            return
        length = sum(self.member.daypart_minutes(part) for part in lacking)
        ways = [
            (day, parts)
            for day in week.days
            if day != self.day and self.problem.is_open(day)
            for parts in ((DAYPARTS,) if len(lacking) > 1 else ((DAYPARTS[0],), (DAYPARTS[1],)))
            if self.problem.workable(self.member, day).issuperset(parts)
            and sum(self.member.daypart_minutes(part) for part in parts) == length
        ]
        for day, parts in sorted(ways, key=lambda way: -self._at_work(*way))[:_DAYS_GIVEN_UP]:
            pattern = self._moved(week, lacking, day, parts)
            if len(lacking) > 1:
                template = N_("Let {member} work on {date} and be off on {free_date} instead, if she agrees.")
                names: dict[str, Any] = {}
            else:
                template = N_(
                    "Let {member} work {part} of {date} and be off {free_part} of {free_date} instead, if she agrees."
                )
                names = {"part": lacking[0].value, "free_part": parts[0].value}
            change = self._with_her(pattern=pattern)
            yield from self._propose("move", template, change, date=self.day, free_date=day, **names)

    def _at_work(self, day: date, parts: tuple[Daypart, ...]) -> int:
        """How many people work in the dayparts, each counted."""
        assignments = [a for m in self.problem.team.members for a in self.facts.assignments(m, day)]
        return sum(a.span.overlaps(self.problem.team.half(part)) for a in assignments for part in parts)

    def _moved(self, week: Week, gained: tuple[Daypart, ...], day: date, lost: tuple[Daypart, ...]) -> WorkPattern:
        cells = self.member.pattern.in_week(week) - {(day.weekday(), part) for part in lost}
        cells |= {(self.day.weekday(), part) for part in gained}
        return replace(self.member.pattern, **{"odd" if week.is_odd else "even": cells})

    def _allow(self) -> Iterator[Proposal]:
        """A shift that she may not work, or one more remote day."""
        pattern = self.problem.workable(self.member, self.day)
        shifts = [s for s in self._reaching() if pattern.issuperset(self.problem.team.touches(s.span))]
        if any(self.member.allows(shift.id) for shift in shifts):
            yield from self._propose(
                "shift",
                N_("Allow {member} one more remote day a week."),
                self._with_her(remote_days=self.member.remote_days + 1),
            )
            return
        for shift in shifts[:1]:
            change = self._with_her(shifts=(*(self.member.shifts or ()), shift.id))
            yield from self._propose("shift", N_("Let {member} work {shift} too."), change, shift=shift.id)

    def _overtime(self) -> Iterator[Proposal]:
        """As much, in quarters of an hour, as the shortest shift needs beside what she works already."""
        problem, member, week = self.problem, self.member, Week.of(self.day)
        spent = self.facts.minutes(member, (day for day in week.days if day != self.day))
        parts = problem.workable(member, self.day)
        shifts = [s for s in self._reaching() if member.allows(s.id) and parts.issuperset(problem.team.touches(s.span))]
        if not shifts:
            return
        worked = spent + min(problem.paid(self.day, shift) for shift in shifts)
        text, hours = overtime_for(problem, member, week, worked)
        yield from self._in_words("overtime", text, lambda team: with_overtime(team, member.id, hours), longer=True)

    def _release(self) -> Iterator[Proposal]:
        pins = tuple(p for p in self.problem.team.pins if not self._pinned_by(p))
        template = N_("Release the pin of {member} on {date}.")
        yield from self._propose("release", template, lambda team: replace(team, pins=pins), date=self.day)

    def _pinned_by(self, pin: Pin) -> bool:
        return isinstance(pin, AssignmentPin) and (pin.member, pin.date) == (self.member.id, self.day)

    def _office(self) -> Iterator[Proposal]:
        """What ties her to her home: a pin, or shifts that are worked there only."""
        template = N_("Let {member} work in the office instead of at home on {date}.")
        pins = self.problem.team.pins
        here = tuple(self._to_office(pin) for pin in pins)
        if here != pins:
            yield from self._propose("office", template, lambda team: replace(team, pins=here), date=self.day)
            return
        reaching = [shift for shift in self._reaching() if self.member.allows(shift.id)]
        if any(Place.OFFICE in shift.places for shift in reaching):
            return
        template = N_("Let {shift} be worked in the office too, by {member} for instance.")
        for shift in reaching:
            here_too = replace(shift, places=(Place.OFFICE, *shift.places))
            shifts = tuple(here_too if s is shift else s for s in self.problem.team.shifts)
            yield from self._propose("office", template, partial(replace, shifts=shifts), shift=shift.id)

    def _to_office(self, pin: Pin) -> Pin:
        if isinstance(pin, AssignmentPin) and self._pinned_by(pin) and pin.place is Place.REMOTE:
            return replace(pin, place=Place.OFFICE)
        return pin

    def _interrupt(self) -> Iterator[Proposal]:
        """Of learning time and secondment she is not called away."""
        block = self.problem.block(self.member, self.day, self.span)
        if block is None or block.kind is not BlockKind.MEETING:
            return
        meetings = tuple(
            replace(m, interruptible=True) if m.on(self.day) and m.span == block.span and m.name == block.name else m
            for m in self.problem.team.meetings
        )
        template = N_("Let {member} be called out of {meeting} on {date}: make it a meeting that may be interrupted.")
        change = partial(replace, meetings=meetings)
        yield from self._propose("interrupt", template, change, meeting=block.name, date=self.day)

    # -- holding it

    def _entitle(self) -> Iterator[Proposal]:
        """An agreement, or what she would have to know."""
        yield from self._agree()
        change = self._with_her(knows=(*self.member.knows, self.account.id))
        yield from self._propose("teach", self._lesson(), change, account=self.account.id)

    def _agree(self) -> Iterator[Proposal]:
        """An agreement that waits for her yes, else a new one, which comes last among those of the account."""
        team, member, account = self.problem.team, self.member, self.account
        waiting = [a for a in team.agreements if (a.account, a.member, a.accepted) == (account.id, member.id, False)]
        accepted = {a: replace(a, accepted=True) for a in waiting}
        due = [agreement for agreement in waiting if accepted[agreement].holds(self.day)]
        if due:
            agreements = tuple(accepted[a] if a in due else a for a in team.agreements)
            template = N_("Have {member} accept her agreement for {account}.")
            change = partial(replace, agreements=agreements)
            yield from self._propose("accept", template, change, account=account.id)
        elif account.min_grade is None or member.grade >= account.min_grade:
            template = N_("Agree with {member} that she is a backup for {account}.")
            agreement = new_agreement(self.problem, account.id, member.id)
            change = partial(replace, agreements=(*team.agreements, agreement))
            yield from self._propose("agree", template, change, account=account.id)

    def _lesson(self) -> str:
        team, member, account = self.problem.team, self.member, self.account
        if team.in_other_unit(account, member):
            return N_("Let {member}, of another unit, learn {account} and stand in.")
        if account.cluster is not None and member.cluster not in (None, account.cluster):
            return N_("Let {member}, of another cluster, learn {account} and stand in.")
        return N_("Teach {member} {account}, so that she can stand in.")

    def _qualify(self) -> Iterator[Proposal]:
        lacking = [need for need in self.demand.requires if not self.member.qualified((need,), self.day)]
        held = tuple(h for h in self.member.qualifications if h.id not in lacking)
        if len(lacking) == 1:
            yield from self._propose(
                "qualify",
                N_("Let {member} obtain {qualification}."),
                self._with_her(qualifications=(*held, Held(lacking[0]))),
                qualification=lacking[0],
            )

    def _capacity(self) -> Iterator[Proposal]:
        more = self.member.capacity + 1
        template = N_("Raise the capacity of {member} to {capacity}.")
        yield from self._propose("capacity", template, self._with_her(capacity=more), capacity=more)

    def _unit(self) -> Iterator[Proposal]:
        """More cover from other units, or an agreement, which no quota limits."""
        yield from self._agree()
        quota = self.problem.team.other_unit_quota + 1
        if not self.problem.team.other_unit_cover:
            template = N_("Allow cover from other units, by {member} for instance.")
            yield from self._propose("unit", template, lambda team: replace(team, other_unit_cover=True))
        else:
            template = N_("Allow cover from another unit on {quota} dates in 13 weeks, by {member} for instance.")
            change = partial(replace, other_unit_quota=quota)
            yield from self._propose("unit", template, change, quota=quota)
