"""What nobody can take over when one member falls out on one date: the losses of every single absence, summed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.demand import Slot
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Linear, total
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
    """The scenarios of one segment: they touch no other, since a taker needs room and a fitting shift there only.

    The statements lean on the hard rules: who holds a duty is there and fits, and an account has one holder. That is
    what makes them tight: a taker fits in one piece, not once for every holder who may fall out.
    """

    def __init__(self, problem: Problem, model: Encoder, slots: list[Slot]) -> None:
        self.problem = problem
        self.model = model
        self.slots = slots
        self.day = slots[0].date
        self.span = slots[0].span
        self.able = [m for m in problem.team.members if problem.block(m, self.day, self.span) is None]
        self.takers = {slot.index: self._takers(slot) for slot in slots}
        self.holders = {slot.index: self._holders(slot) for slot in slots}

    def _takers(self, slot: Slot) -> list[Member]:
        """Who could take the duty over, were she there: by agreement or, for a desk, whoever is qualified."""
        fit = [m for m in self.able if m.qualified(slot.demand.requires, self.day)]
        if slot.is_desk:
            return fit
        agreed = self._agreed(slot)
        return [m for m in fit if m.id in agreed]

    def _holders(self, slot: Slot) -> list[Member]:
        """Who may hold it, and so fall out of it."""
        if slot.is_desk:
            return self.takers[slot.index]
        agreed = self._agreed(slot)
        return [m for m in self.able if m.id in agreed or slot.duty in m.knows]

    def _agreed(self, slot: Slot) -> set[str | None]:
        team = self.problem.team
        return {team.account[slot.duty].primary, *team.agreed(slot.duty, self.day)}

    def encode(self) -> None:
        full = {m.id for m in self.able if self._may_be_full(m)}
        handed: dict[tuple[str, str], list[Linear]] = defaultdict(list)
        for slot in self.slots:
            if slot.demand.load == 0 or not any(m.id in full for m in self.takers[slot.index]):
                self._free(slot)
            elif slot.is_desk:
                self._contested_desk(slot, full, handed)
            else:
                self._contested_account(slot, full, handed)
        for (_, taker), takes in handed.items():
            self._limit(self.problem.team.member[taker], takes)

    def _may_be_full(self, member: Member) -> bool:
        """Whether what she could hold and take at one moment is more than she can carry."""
        slots = [s for s in self.slots if member in self.holders[s.index] or member in self.takers[s.index]]
        return sum(s.demand.load for s in slots) > self._room(member)

    def _room(self, member: Member) -> int:
        return member.capacity + self.problem.team.emergency_capacity

    def _spare(self, member: Member, slot: Slot) -> Linear:
        """1 if she is there, fits, and does not hold it: then she can take it over, if she has room."""
        present = self.model.variables.present(member, self.day, self.span, slot.demand.on_site)
        return present - self.model.variables.holds(slot, member)

    def _lose(self, slot: Slot, shortfall: Linear, most: int = 1) -> None:
        lost = self.model.integer(0, most, "lost")
        self.model.define(shortfall - lost <= 0)
        cost = slot.minutes * slot.demand.priority
        self.model.penalise(lost, cost, because(Fragile.id, N_("Not all duties can be taken over."), date=self.day))

    def _free(self, slot: Slot) -> None:
        """A duty for which nobody's room can run out: it is lost when no taker is to spare."""
        model = self.model
        spare = total(self._spare(m, slot) for m in self.takers[slot.index])
        held = total(model.variables.holds(slot, m) for m in self.holders[slot.index])
        if slot.is_desk and slot.demand.people > 1:
            somebody = model.boolean("somebody to spare")
            model.define(somebody - spare <= 0)
            spare = somebody * slot.demand.people
        self._lose(slot, held - spare, slot.demand.people)

    def _contested_account(self, slot: Slot, full: set[str], handed: dict[tuple[str, str], list[Linear]]) -> None:
        """Its holder, whoever that is, hands it to one taker; what a taker can carry depends on who fell out."""
        model = self.model
        by_holder: dict[str, list[Linear]] = defaultdict(list)
        for taker in self.takers[slot.index]:
            takes = []
            for holder in self.holders[slot.index]:
                if holder is not taker:
                    take = model.boolean("takes")
                    takes.append(take)
                    by_holder[holder.id].append(take)
                    if taker.id in full:
                        handed[holder.id, taker.id].append(take * slot.demand.load)
            model.define(total(takes) - self._spare(taker, slot) <= 0)
        taken: list[Linear] = []
        for holder in self.holders[slot.index]:
            hers = total(by_holder[holder.id])
            model.define(hers - model.variables.holds(slot, holder) <= 0)
            taken.append(hers)
        held = total(model.variables.holds(slot, m) for m in self.holders[slot.index])
        self._lose(slot, held - total(taken))

    def _contested_desk(self, slot: Slot, full: set[str], handed: dict[tuple[str, str], list[Linear]]) -> None:
        """Whoever mans it may fall out, and hands her place to one who does not.

        Most takers get nothing else of hers, so that it does not matter who fell out: one variable each. Only a taker
        who may also get another duty of the same holder is told apart by holder.
        """
        model = self.model
        rivals = {m.id: self._also_takes(m, slot) for m in self.holders[slot.index]}
        holds = {m.id: model.variables.holds(slot, m) for m in self.holders[slot.index]}
        apart: dict[str, list[Linear]] = defaultdict(list)
        alike: dict[str, Linear] = {}
        for taker in self.takers[slot.index]:
            by_holder = []
            for holder in self.holders[slot.index]:
                if taker.id in rivals[holder.id]:
                    take = model.boolean("takes")
                    model.define(take - holds[holder.id] <= 0)
                    apart[holder.id].append(take)
                    by_holder.append((holder.id, take))
                    if taker.id in full:
                        handed[holder.id, taker.id].append(take * slot.demand.load)
            free = alike[taker.id] = model.boolean("has room")
            if taker.id in full:
                self._limit(taker, [free * slot.demand.load])
            if slot.demand.people == 1:
                model.define(total([free, *(take for _, take in by_holder)]) - self._spare(taker, slot) <= 0)
                model.define(total([free, *(holds[holder] for holder, _ in by_holder)]) <= 1)
            else:
                for take in [free, *(take for _, take in by_holder)]:
                    model.define(take - self._spare(taker, slot) <= 0)
        if slot.demand.people == 1:
            taken = total([*alike.values(), *(take for takes in apart.values() for take in takes)])
            self._lose(slot, total(holds.values()) - taken)
        else:
            for holder in self.holders[slot.index]:
                others = [free for taker, free in alike.items() if taker not in rivals[holder.id]]
                self._lose(slot, holds[holder.id] - total(apart[holder.id] + others))

    def _also_takes(self, holder: Member, slot: Slot) -> set[str]:
        """Who, when `holder` falls out, may have to take another duty of hers that weighs in the same segment."""
        others = [s for s in self.slots if s is not slot and s.demand.load and holder in self.holders[s.index]]
        return {taker.id for other in others for taker in self.takers[other.index]} - {holder.id}

    def _limit(self, taker: Member, takes: list[Linear]) -> None:
        """What she takes and what she holds stay within her capacity and that for emergencies."""
        variables = self.model.variables
        own = [s for s in self.slots if s.demand.load and taker in self.holders[s.index]]
        held = total(variables.holds(slot, taker) * slot.demand.load for slot in own)
        present = variables.present(taker, self.day, self.span)
        self.model.define(total(takes) + held - present * self._room(taker) <= 0)
