"""What nobody can take over when one member falls out on one date: the losses of every single absence, summed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem, Slot
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Linear, Var, total
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.takeover import absorb


class Fragile:
    """Stage 3. The scenarios are part of the model, so that shifts, places and duties are chosen to make it least."""

    id: ClassVar[str] = "fragile"
    severity: ClassVar[Severity] = Severity.SOFT

    def encode(self, problem: Problem, model: Encoder) -> None:
        for slots in problem.slots_on.values():
            by_segment: dict[Span, list[Slot]] = defaultdict(list)
            for slot in slots:
                by_segment[slot.span].append(slot)
            for together in by_segment.values():
                _Segment(problem, model, together).encode()

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for day in problem.open_dates:
            for member in problem.team.members:
                if facts.assignments(member, day):
                    cost = absorb(problem, facts, day, member).weighted_loss
                    if cost:
                        yield Violation(_reason(member, day), cost)


def _reason(member: Member, day: date) -> Reason:
    return because(
        Fragile.id,
        N_("When {member} falls out on {date}, not all of her duties can be taken over."),
        member=member.id,
        date=day,
    )


class _Segment:
    """The scenarios of one segment: they touch no other, since a taker needs room and a fitting shift there only."""

    def __init__(self, problem: Problem, model: Encoder, slots: list[Slot]) -> None:
        self.problem = problem
        self.model = model
        self.slots = slots
        self.day = slots[0].date
        self.span = slots[0].span
        members = problem.team.members
        self.able = [m for m in members if problem.block(m, self.day, self.span) is None]
        self.takers = {slot.index: self._takers(slot) for slot in slots}
        self.holders = {slot.index: self._holders(slot) for slot in slots}

    def _takers(self, slot: Slot) -> list[Member]:
        """Who could take the duty over, were she there: by agreement or, for a desk, whoever is qualified."""
        demand, team = slot.demand, self.problem.team
        fit = [m for m in self.able if m.qualified(demand.requires, self.day)]
        if slot.is_desk:
            return fit
        agreed = {team.account[slot.duty].primary, *team.agreed(slot.duty, self.day)}
        return [m for m in fit if m.id in agreed]

    def _holders(self, slot: Slot) -> list[Member]:
        """Who may hold it, and so fall out of it."""
        if slot.is_desk:
            return self.takers[slot.index]
        team = self.problem.team
        agreed = {team.account[slot.duty].primary, *team.agreed(slot.duty, self.day)}
        return [m for m in self.able if m.id in agreed or slot.duty in m.knows]

    def encode(self) -> None:
        full = {m.id for m in self.able if self._may_be_full(m)}
        contested = [s for s in self.slots if s.demand.load and any(m.id in full for m in self.takers[s.index])]
        for slot in self.slots:
            if slot not in contested:
                self._free(slot)
        if contested:
            for member in self.able:
                self._scenario(member, [s for s in contested if member in self.holders[s.index]], full)

    def _may_be_full(self, member: Member) -> bool:
        """Whether what she could hold and take at one moment is more than she can carry."""
        slots = [s for s in self.slots if member in self.holders[s.index] or member in self.takers[s.index]]
        return sum(s.demand.load for s in slots) > self._room(member)

    def _room(self, member: Member) -> int:
        return member.capacity + self.problem.team.emergency_capacity

    def _present(self, member: Member, slot: Slot) -> Linear:
        return self.model.variables.present(member, self.day, self.span, slot.demand.on_site)

    def _free(self, slot: Slot) -> None:
        """A duty for which nobody's room can run out: it is lost when no taker is there who does not hold it."""
        model = self.model
        holds = {m.id: model.variables.holds(slot, m) for m in self.holders[slot.index]}
        takers = self.takers[slot.index]
        spare = total(self._present(m, slot) for m in takers)
        if slot.is_desk:
            spare = spare - total(holds[m.id] for m in takers)
            somebody = model.boolean("spare")
            model.define(somebody - spare <= 0)
            spare = somebody
        for member in self.holders[slot.index]:
            others = spare
            if not slot.is_desk and member in takers:
                others = spare - self._present(member, slot)
            self._lose(member, slot, holds[member.id] - others)

    def _lose(self, member: Member, slot: Slot, shortfall: Linear) -> None:
        lost = self.model.boolean("lost")
        self.model.define(shortfall - lost <= 0)
        self.model.penalise(lost, slot.minutes * slot.demand.priority, _reason(member, self.day))

    def _scenario(self, member: Member, slots: list[Slot], full: set[str]) -> None:
        """She falls out: hands her duties to takers who are there, within the room that each has left."""
        model, variables = self.model, self.model.variables
        handed: dict[str, list[tuple[Slot, Var]]] = defaultdict(list)
        for slot in slots:
            taken: list[Linear] = []
            for taker in self.takers[slot.index]:
                if taker is member:
                    continue
                present = self._present(taker, slot)
                if slot.is_desk:
                    present = present - variables.holds(slot, taker)
                if taker.id in full or slot.is_desk:
                    take = model.boolean("takes")
                    model.define(take - present <= 0)
                    handed[taker.id].append((slot, take))
                    taken.append(take)
                else:
                    taken.append(present)
            self._lose(member, slot, variables.holds(slot, member) - total(taken))
        for taker_id, taken_slots in handed.items():
            if taker_id in full:
                self._limit(self.problem.team.member[taker_id], taken_slots)

    def _limit(self, taker: Member, taken: list[tuple[Slot, Var]]) -> None:
        """What she takes and what she holds stay within her capacity and that for emergencies."""
        variables = self.model.variables
        load = total(take * slot.demand.load for slot, take in taken)
        own = [s for s in self.slots if s.demand.load and taker in self.holders[s.index]]
        held = total(variables.holds(slot, taker) * slot.demand.load for slot in own)
        present = variables.present(taker, self.day, self.span)
        self.model.define(load + held - present * self._room(taker) <= 0)
