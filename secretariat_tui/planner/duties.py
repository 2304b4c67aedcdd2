"""Who has which duty on some dates, where it is settled who works: the first three stages at their least, in
milliseconds.

Among the ways to that, duties stay with those who have them, for the most minutes; then people hold a duty without a
break, and backups come in their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import groupby
from typing import Final

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.demand import Slot
from secretariat_tui.domain.edits import GiveDuty
from secretariat_tui.domain.events import DutyPin
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Duty, HolderRole, Roster
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Linear, Var, total
from secretariat_tui.planner.extract import duty_of
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.levels import least
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.settled import AtWork, Dates, Fixed, Settled, sure
from secretariat_tui.planner.stages import CONTINUITY

_QUOTA_DAYS: Final = 91
_OTHER_UNIT: Final = 5
_RULES: Final = {rule.id: rule for rule in RULES}


def shared_out(
    problem: Problem, roster: Roster, days: Iterable[date], given: Sequence[GiveDuty] = (), seed: int = 1
) -> tuple[Duty, ...]:
    """The duties of these dates anew, by the assignments of the roster.

    What is `given` stands, allowed or not, and so do pins, where the one who is pinned can still have it. Where what is
    given leaves no room for the rules, nobody else's duties move.
    """
    days = frozenset(days)
    free = _Sharing(Dates.of(problem, roster, days, given, free=True), roster, given, seed)
    whole = _Sharing(Dates.of(problem, roster, days, given, free=False), roster, given, seed)
    held = list(whole.shared() if whole.is_coupled() else whole.segment_by_segment())
    return tuple(_joined(problem, [*held, *free.seated()]))


_Key = tuple[str, bool]


class _Sharing:
    """The duties of some dates, or of one segment, as a model. `before` had them just before it."""

    def __init__(self, problem: Dates, roster: Roster, given: Sequence[GiveDuty], seed: int) -> None:
        self.problem = problem
        self.roster = roster
        self.seed = seed
        self.before: Mapping[_Key, Collection[str]] = {}
        self.facts = Facts(problem, roster)
        self.fixed = [self._given(slot, given) for slot in problem.slots]
        self.able = [self._able(slot) for slot in problem.slots]
        for slot in problem.slots:
            self._pin(slot)

    def _part(self, slots: Sequence[Slot], before: Mapping[_Key, Collection[str]]) -> _Sharing:
        """One segment, with what is known of it."""
        part = copy(self)
        part.problem = replace(self.problem, only=frozenset((slots[0].date,)), span=slots[0].span)
        part.before = before
        part.fixed = [self.fixed[slot.index] for slot in slots]
        part.able = [self.able[slot.index] for slot in slots]
        return part

    # -- who may hold what

    def _given(self, slot: Slot, given: Sequence[GiveDuty]) -> Fixed:
        """What is given of a slot; the last word counts."""
        fixed = Fixed()
        for item in given:
            about = (item.date, item.duty, item.is_desk) == (slot.date, slot.duty, slot.is_desk)
            if not about or not item.span.covers(slot.span):
                continue
            adds = slot.demand.people > 1 and item.member is not None
            if item.instead is not None:
                fixed.without(item.instead)
            elif not adds:
                fixed = Fixed(closed=True)
            if item.member is not None:
                fixed.to(item.member)
        return fixed

    def _able(self, slot: Slot) -> list[str]:
        """Who may hold a slot, and those to whom it is given."""
        fixed = self.fixed[slot.index]
        if fixed.closed:
            return list(fixed.holders)
        free = [
            member.id
            for member in self.problem.team.members
            if member.id not in fixed.out
            and self.facts.fits(member, slot.demand, slot.span)
            and (slot.is_desk or self._entitled(slot, member))
        ]
        return list(dict.fromkeys((*fixed.holders, *free)))

    def _entitled(self, slot: Slot, member: Member) -> bool:
        team = self.problem.team
        account = team.account[slot.duty]
        role, _, distance = team.standing(account.id, member.id, slot.date)
        if role is HolderRole.INCIDENTAL:
            if account.id not in member.knows or distance != _OTHER_UNIT:
                return account.id in member.knows
            return team.other_unit_cover and self._within_quota(account.id, member.id, (slot.date,))
        return account.min_grade is None or member.grade >= account.min_grade

    def _pin(self, slot: Slot) -> None:
        """Pins stand beside what is given, where there is a place left."""
        fixed = self.fixed[slot.index]
        for pin in self.problem.team.pins:
            if (
                isinstance(pin, DutyPin)
                and (pin.date, pin.duty, pin.is_desk) == (slot.date, slot.duty, slot.is_desk)
                and pin.span.covers(slot.span)
                and pin.member in self.able[slot.index]
                and len(fixed.holders) < slot.demand.people
            ):
                fixed.to(pin.member)

    # -- the model

    def segment_by_segment(self) -> Iterator[tuple[Slot, str]]:
        """The holders of each slot. No segment limits another, so each has its own least."""
        for day in self.problem.open_dates:
            before: dict[_Key, list[str]] = {}
            for _, slots in groupby(self.problem.slots_on[day], key=lambda slot: slot.span):
                held = list(self._part(list(slots), before).shared())
                before = defaultdict(list)
                for slot, who in held:
                    before[slot.duty, slot.is_desk].append(who)
                yield from held

    def is_coupled(self) -> bool:
        """Whether the quota for cover from another unit has room for some of these dates, but not for all."""
        team = self.problem.team
        found: dict[tuple[str, str], set[date]] = defaultdict(set)
        for slot in () if len(self.problem.open_dates) < 2 else self.problem.slots:
            for who in () if slot.is_desk else self.able[slot.index]:
                if team.standing(slot.duty, who, slot.date)[2] == _OTHER_UNIT:
                    found[slot.duty, who].add(slot.date)
        return any(not self._within_quota(*pair, days) for pair, days in found.items())

    def _within_quota(self, account: str, who: str, days: Collection[date]) -> bool:
        """Whether she could cover the account on all of these dates."""
        standing = self._standing(account, who)
        after = {*standing, *days}
        ends = (day for day in after if day in self.problem.horizon)
        return all(
            sum(_within(day, end) for day in after) <= self.problem.team.other_unit_quota
            or not any(_within(day, end) for day in set(days) - standing)
            for end in ends
        )

    def shared(self) -> Iterator[tuple[Slot, str]]:
        """The holders of each slot, all at once."""
        problem = self.problem
        model = Settled(problem, self.facts, self.able)
        variables = model.at_work
        for slot in problem.slots:
            for who in self.fixed[slot.index].holders:
                sure(variables.holders(slot)[who])
        self._rules(model, variables)
        levels = [_encoded(model, stage.terms) for stage in CONTINUITY]
        levels += [self._moved(variables), self._order(variables)]
        values = least(model, levels, self._hint(model, variables), self.seed)
        return self._kept() if values is None else self._chosen(variables, values)

    def _rules(self, model: Encoder, variables: AtWork) -> None:
        """The places of each slot, capacity, and the quota for cover from other units; the rest is in who is able."""
        segments: dict[tuple[date, Span], list[Slot]] = defaultdict(list)
        for slot in self.problem.slots:
            holders = variables.holders(slot)
            places = max(slot.demand.people, len(self.fixed[slot.index].holders))
            if len(holders) > places:
                model.define(total(holders.values()) <= places)
            if slot.demand.load:
                segments[slot.date, slot.span].append(slot)
        for slots in segments.values():
            for member in self.problem.team.members:
                hers = [(slot, var) for slot in slots if (var := variables.holders(slot).get(member.id)) is not None]
                fixed = sum(slot.demand.load for slot, var in hers if var.low)
                room = max(member.capacity, fixed)
                if sum(slot.demand.load for slot, _ in hers) > room:
                    model.define(total(var * slot.demand.load for slot, var in hers) <= room)
        self._quota(model, variables)

    def _quota(self, model: Encoder, variables: AtWork) -> None:
        """The dates of cover from another unit, beside those that stand on other dates, stay within the quota."""
        team = self.problem.team
        slots: dict[tuple[str, str], dict[date, list[Var]]] = defaultdict(lambda: defaultdict(list))
        for slot in self.problem.slots:
            for who, var in {} if slot.is_desk else variables.holders(slot).items():
                if team.standing(slot.duty, who, slot.date)[2] == _OTHER_UNIT and not var.low:
                    slots[slot.duty, who][slot.date].append(var)
        for (account, who), found in slots.items():
            covers = {day: model.boolean() for day in found}
            for day, holds in found.items():
                for var in holds:
                    model.define(var - covers[day] <= 0)
            standing = self._standing(account, who)
            for end in sorted({*standing, *covers}):
                window = [covers[day] for day in covers if _within(day, end)]
                room = team.other_unit_quota - sum(_within(day, end) for day in standing)
                if end in covers:
                    model.define(total(window) <= room, only_if=covers[end]) if room > 0 else model.define(
                        covers[end] <= 0
                    )
                elif end in self.problem.horizon:
                    model.define(total(window) <= max(0, room))

    def _standing(self, account: str, who: str) -> set[date]:
        """The dates on which she covers the account, whatever comes of this."""
        fixed = {
            slot.date
            for slot in self.problem.slots
            if (slot.duty, slot.is_desk) == (account, False) and who in self.fixed[slot.index].holders
        }
        duties = [d for d in self.roster.duties if d.date not in self.problem.only]
        duties += [d for past in self.problem.past for d in past.duties]
        incidental = HolderRole.INCIDENTAL
        return fixed | {d.date for d in duties if (d.duty, d.member, d.role) == (account, who, incidental)}

    def _moved(self, variables: AtWork) -> Linear:
        """Minutes in which those who have a duty have it no more."""
        return total(
            (1 - variables.holders(slot)[who]) * slot.minutes
            for slot in self.problem.slots
            for who in self._now(slot)
            if who in variables.holders(slot)
        )

    def _order(self, variables: AtWork) -> Linear:
        """Who begins, and the ranks of backups, as the quality of the team weighs them."""
        team, weights = self.problem.team, self.problem.team.weights
        terms: list[tuple[Var, int]] = []
        for slot in self.problem.slots:
            before = self.before.get((slot.duty, slot.is_desk))
            for who, var in variables.holders(slot).items():
                rank = None if slot.is_desk else team.rank(slot.duty, who, slot.date)
                begins = before is not None and who not in before
                terms.append((var, begins * max(1, weights.handover) + (rank or 0) * weights.agreement_order))
        return Linear(terms)

    def _now(self, slot: Slot) -> list[str]:
        """Who has it now."""
        return [
            duty.member
            for duty in self.facts.duties(slot.date)
            if (duty.duty, duty.is_desk) == (slot.duty, slot.is_desk) and duty.span.covers(slot.span)
        ]

    def _hint(self, model: Encoder, variables: AtWork) -> list[int]:
        values = [var.low for var in model.vars]
        for slot in self.problem.slots:
            for who in self._now(slot):
                if who in variables.holders(slot):
                    values[variables.holders(slot)[who].index] = 1
        return values

    # -- the answer

    def _chosen(self, variables: AtWork, values: Sequence[int]) -> Iterator[tuple[Slot, str]]:
        for slot in self.problem.slots:
            for who, var in variables.holders(slot).items():
                if values[var.index]:
                    yield slot, who

    def seated(self) -> list[tuple[Slot, str]]:
        """Desks that weigh on nobody: who sits there stays, and a free place goes to who can stay longest."""
        held: list[tuple[Slot, str]] = []
        slots: dict[tuple[date, str], list[Slot]] = defaultdict(list)
        for slot in self.problem.slots:
            slots[slot.date, slot.duty].append(slot)
        for of_desk in slots.values():
            sitting: list[str] = []
            for number, slot in enumerate(of_desk):
                able = self.able[slot.index]
                fixed = self.fixed[slot.index].holders
                wanted = [*fixed, *(who for who in (*self._now(slot), *sitting) if who in able)]
                wanted += sorted(able, key=partial(self._leaves, of_desk[number:]))
                sitting = list(dict.fromkeys(wanted))[: max(slot.demand.people, len(fixed))]
                held += [(slot, who) for who in sitting]
        return held

    def _leaves(self, slots: Sequence[Slot], who: str) -> int:
        """Minus the number of slots for which she can stay."""
        return -next((n for n, slot in enumerate(slots) if who not in self.able[slot.index]), len(slots))

    def _kept(self) -> Iterator[tuple[Slot, str]]:
        """What is given, and what stands as far as it can."""
        for slot in self.problem.slots:
            fixed = self.fixed[slot.index].holders
            stays = [who for who in self._now(slot) if who in self.able[slot.index] and who not in fixed]
            for who in (*fixed, *stays[: max(0, slot.demand.people - len(fixed))]):
                yield slot, who


def _within(day: date, end: date) -> bool:
    return 0 <= (end - day).days < _QUOTA_DAYS


def _encoded(model: Encoder, terms: Sequence[str]) -> Linear:
    first = len(model.penalties)
    for term in terms:
        _RULES[term].encode(model.problem, model)
    return total(p.expression * p.weight for p in model.penalties[first:])


def _joined(problem: Problem, held: Iterable[tuple[Slot, str]]) -> Iterator[Duty]:
    """Slots of one holder that adjoin as one duty."""
    spans: dict[tuple[date, str, bool, str], list[Span]] = defaultdict(list)
    for slot, who in held:
        known = spans[slot.date, slot.duty, slot.is_desk, who]
        if known and known[-1].end == slot.span.start:
            known[-1] = Span(known[-1].start, slot.span.end)
        else:
            known.append(slot.span)
    for key, found in spans.items():
        for span in found:
            yield duty_of(problem, *key, span)
