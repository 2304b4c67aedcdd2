"""Dates on which it is settled who works, as a problem and as variables: only duties are left to choose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.demand import Demand, Slot
from secretariat_tui.domain.edits import GiveDuty
from secretariat_tui.domain.events import DutyPin
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.encoder import Encoder, Symbolic
from secretariat_tui.planner.expression import Var
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.variables import Choice, Variables


@dataclass(frozen=True, eq=False)
class Dates(Problem):
    """Some dates of a problem, cut where it matters to those who work then.

    With a `span`, nothing is asked outside it. With `free`, only desks without load are asked for, which anybody who is
    there can man beside all that she has; without it, all the rest.
    """

    only: Collection[date] = ()
    edges: Mapping[date, Collection[int]] = field(default_factory=dict)
    free: bool = False
    span: Span | None = None

    @classmethod
    def of(cls, problem: Problem, roster: Roster, days: Iterable[date], given: Iterable[GiveDuty], free: bool) -> Dates:
        only = frozenset(days)
        edges: dict[date, set[int]] = defaultdict(set)
        members = problem.team.member
        spans = [(item.date, item.span) for item in roster.assignments if item.date in only]
        spans += [(item.date, item.span) for item in roster.duties if item.date in only]
        spans += [(item.date, item.span) for item in given]
        spans += [(pin.date, pin.span) for pin in problem.team.pins if isinstance(pin, DutyPin)]
        spans += [
            (item.date, block.span)
            for item in roster.assignments
            if item.date in only
            for block in problem.blocks(members[item.member], item.date)
        ]
        for day, span in spans:
            edges[day] |= {span.start, span.end}
        known = (problem.team, problem.horizon, problem.public_holidays, problem.history)
        return cls(*known, problem.today, problem.published, only, edges, free)

    def is_open(self, day: date) -> bool:
        return day in self.only and super().is_open(day)

    def _demands(self, day: date) -> tuple[Demand, ...]:
        return tuple(d for d in super()._demands(day) if (d.is_desk and d.load == 0) == self.free)

    def _segments(self, day: date, demands: tuple[Demand, ...]) -> list[Span]:
        edges = {*self.edges.get(day, ()), *(edge for d in demands for edge in (d.span.start, d.span.end))}
        spans = [Span(start, end) for start, end in pairwise(sorted(edges))]
        asked = [span for span in spans if any(demand.span.covers(span) for demand in demands)]
        return [span for span in asked if self.span in (None, span)]


class AtWork(Variables):
    """Who works is settled, so only who may hold a slot has a variable for it."""

    def __init__(
        self, problem: Problem, facts: Facts, able: Sequence[Collection[str]], new: Callable[[str], Var]
    ) -> None:
        self.problem = problem
        self._choices = {
            (member.id, day): tuple(
                Choice(member, day, replace(problem.team.shift[a.shift], span=a.span), a.place, sure(new("")))
                for a in facts.assignments(member, day)
            )
            for day in problem.open_dates
            for member in problem.team.members
        }
        self._holds = [
            {who: new(f"{who} holds {slot.duty} {slot.span}") for who in able[slot.index]} for slot in problem.slots
        ]
        self._present = {}
        self.nobody = new("nobody")

    def holds(self, slot: Slot, member: Member) -> Var:
        return self._holds[slot.index].get(member.id, self.nobody)

    def holders(self, slot: Slot) -> dict[str, Var]:
        """Those who may hold it."""
        return self._holds[slot.index]


class Settled(Encoder):
    """A model of duties alone: it has no variables for those who cannot hold them, nor for other ways to work."""

    def __init__(self, problem: Problem, facts: Facts, able: Sequence[Collection[str]]) -> None:
        Symbolic.__init__(self)
        self.problem = problem
        self.penalties = []
        self.variables = self.at_work = AtWork(problem, facts, able, self.boolean)
        self.choice_count = len(self.vars)
        self.forbidden[self.at_work.nobody.index] = []


def sure(var: Var) -> Var:
    """The variable, which is 1 whatever comes of it."""
    var.low = 1
    return var


@dataclass
class Fixed:
    """Who must hold a slot, and who must not; `closed`: nobody else does."""

    closed: bool = False
    holders: list[str] = field(default_factory=list)
    out: set[str] = field(default_factory=set)

    def to(self, member: str) -> None:
        """She holds it."""
        if member not in self.holders:
            self.holders.append(member)
        self.out.discard(member)

    def without(self, member: str) -> None:
        """She does not hold it."""
        if member in self.holders:
            self.holders.remove(member)
        self.out.add(member)
