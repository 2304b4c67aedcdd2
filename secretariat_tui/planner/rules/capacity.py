"""The load of the duties that a member has at one moment stays within her capacity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.demand import Slot
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.covers import covers
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.facts import Facts


class Capacity:
    """Accounts and desks alike count with their load."""

    id: ClassVar[str] = "capacity"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        holds = model.variables.holds
        for day, slots in problem.slots_on.items():
            segments: dict[Span, list[Slot]] = defaultdict(list)
            for slot in slots:
                if slot.demand.load:
                    segments[slot.span].append(slot)
            for member in problem.team.members:
                reason = _reason(member, day)
                for loaded in segments.values():
                    if sum(slot.demand.load for slot in loaded) > member.capacity:
                        load = total(holds(slot, member) * slot.demand.load for slot in loaded)
                        model.require(load <= member.capacity, reason)
                        can = [slot for slot in loaded if holds(slot, member).index not in model.forbidden]
                        for some, most in covers(tuple(slot.demand.load for slot in can), member.capacity):
                            model.require(total(holds(can[index], member) for index in some) <= most, reason)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        """The cost is the load too much, times minutes."""
        for day in problem.open_dates:
            loads: Counter[tuple[str, Span]] = Counter()
            lengths: dict[Span, int] = {}
            for piece in facts.pieces(day):
                lengths[piece.span] = piece.minutes
                for who in sorted(set(piece.holders)):
                    loads[who, piece.span] += piece.demand.load
            for member in problem.team.members:
                excess = sum(
                    max(0, loads[member.id, span] - member.capacity) * minutes for span, minutes in lengths.items()
                )
                if excess:
                    yield Violation(_reason(member, day), excess)


def _reason(member: Member, day: date) -> Reason:
    template = N_("{member} has a capacity of {capacity} for duties at one moment on {date}.")
    return because(Capacity.id, template, member=member.id, capacity=member.capacity, date=day)
