"""Free capacity: who can be lent, on which dayparts, and what a secondment would cost. Solved, not counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import Final

from secretariat_tui.domain.calendar import DAYPARTS, Daypart
from secretariat_tui.domain.capacity import (
    Cell,
    Effect,
    FreeCapacity,
    Lending,
    Offer,
    Secondable,
    Spare,
    Values,
    Verdict,
)
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.days import WhatIf
from secretariat_tui.planner.lending import lendable, lent
from secretariat_tui.planner.limits import Clock

Tell = Callable[[int, int], None]
"""Told how many questions are answered, and how many there are."""


Cells = tuple[Cell, ...]

_MOST_COMBINATIONS: Final = 24
"""Ways to spread the hours of a secondment that are planned, the most promising first."""


def free_capacity(
    problem: Problem, roster: Roster, clock: Clock, tell: Tell | None = None, members: Sequence[str] | None = None
) -> FreeCapacity:
    """For every daypart on which a member may work, and is not lent or learning: can she be lent then?

    She can where a roster exists in which she is on secondment in that daypart, every hard rule is kept, and stages 1
    to 3 are as good as in `roster`. What needs no planning is answered first. A whole date is asked only where each of
    its dayparts is free: lending more never makes anything better, but by a rule that the team brings itself.
    """
    what_if = WhatIf(problem, roster, clock)
    cells = [
        (member, day, part)
        for day in problem.open_dates
        for member in problem.team.members
        if members is None or member.id in members
        for part in lendable(problem, member, day)
    ]
    found: dict[tuple[str, date, Daypart | None], Effect] = {}
    for member, day, part in cells:
        known = what_if.at_once(lent(problem.team, member.id, [(day, part)]), [day])
        if known is not None:
            found[member.id, day, part] = known
        _tell(tell, len(found), len(cells))
    for member, day, part in cells:
        if (member.id, day, part) not in found and clock.stopped_by is None:
            found[member.id, day, part] = what_if.effect(lent(problem.team, member.id, [(day, part)]), [day])
            _tell(tell, len(found), len(cells))
    spares = [Spare(m.id, day, part, found.get((m.id, day, part))) for m, day, part in cells]
    for member, day in dict.fromkeys((m, day) for m, day, _ in cells):
        halves = [s for s in spares if (s.member, s.date) == (member.id, day)]
        maybe = all(half.verdict is Verdict.FREE for half in halves) or not what_if.is_monotone
        if len(halves) == len(DAYPARTS) and maybe:
            team = lent(problem.team, member.id, [(day, part) for part in DAYPARTS])
            whole = what_if.at_once(team, [day]) if clock.stopped_by else what_if.effect(team, [day])
            spares.append(Spare(member.id, day, None, whole))
    return FreeCapacity(what_if.before, tuple(spares), clock.stopped_by)


# -- a secondment


def secondment(problem: Problem, roster: Roster, asked: Lending, clock: Clock, tell: Tell | None = None) -> Secondable:
    """What lending a member would cost: the stages before, and with her on secondment on every date of the period."""
    what_if = WhatIf(problem, roster, clock)
    offers: list[Offer] = []
    unable: list[str] = []
    for number, id in enumerate(asked.members):
        member = problem.team.member[id]
        offer = _Lender(what_if, member, asked).offer() if _qualified(member, asked) else None
        if offer is None:
            unable.append(id)
        else:
            offers.append(offer)
        _tell(tell, number + 1, len(asked.members))
    return Secondable(what_if.before, tuple(sorted(offers, key=_offer_order)), tuple(unable), clock.stopped_by)


def _qualified(member: Member, asked: Lending) -> bool:
    return member.qualified(asked.requires, asked.start) and member.qualified(asked.requires, asked.end)


def _offer_order(offer: Offer) -> tuple[bool, bool, Values]:
    """By what it costs; what was not looked at comes last."""
    return (True, False, (0, 0, 0)) if offer.effect is None else offer.effect.order


def _is_cheapest(offer: Offer, floors: Mapping[Cells, Values]) -> bool:
    """Whether none of the ways costs less; or all cannot be."""
    effect = offer.effect
    others = (floor for cells, floor in floors.items() if cells != offer.cells)
    return effect is not None and (effect.impossible or effect.is_least_of(others))


@dataclass(frozen=True)
class _Lender:
    """One member who might go."""

    what_if: WhatIf
    member: Member
    asked: Lending

    def offer(self) -> Offer | None:
        """The cheapest secondment of hers that answers; None where she cannot go as asked."""
        if self.asked.cells is not None:
            free = [cell for cell in self.asked.cells if self._dates(cell)]
            whole = len(free) == len(self.asked.cells)
            return Offer(self.member.id, tuple(free), self._minutes(free), self._effect(free)) if whole else None
        ways = sorted(self._ways(), key=lambda way: (self._minutes(way), len({day for day, _ in way}), way))
        return self._cheapest(ways) if ways else None

    def _ways(self) -> Iterator[Cells]:
        """The sets of her dayparts that have the minutes asked for and no daypart to spare."""
        weekdays = sorted({day.weekday() for day in self._period()})
        options: list[list[Cells]] = []
        for weekday in weekdays:
            own = [(weekday, part) for part in DAYPARTS if self._dates((weekday, part))]
            options.append([(), *((cell,) for cell in own), *([tuple(own)] if len(own) > 1 else [])])
        wanted = self.asked.minutes or 0
        for chosen in product(*options):
            way = tuple(cell for cells in chosen for cell in cells)
            minutes = self._minutes(way)
            if way and minutes >= wanted and all(minutes - self._minutes([cell]) < wanted for cell in way):
                yield way

    def _cheapest(self, ways: Sequence[Cells]) -> Offer:
        """The best of these ways. A way costs at least what its costliest daypart costs alone."""
        cells = dict.fromkeys(cell for way in ways for cell in way)
        alone = {cell: self._effect([cell]) if self.what_if.is_monotone else None for cell in cells}

        def least(way: Cells) -> Values:
            return max((effect.floor for cell in way if (effect := alone[cell]) is not None), default=(0, 0, 0))

        possible = [way for way in ways if not any(e is not None and e.impossible for e in map(alone.get, way))]
        ordered = sorted(possible or ways, key=least)
        best: Offer | None = None
        floors: dict[Cells, Values] = {}
        for number, way in enumerate(ordered):
            cost = None if best is None or best.effect is None else best.effect.after
            if best is not None and cost is not None and (cost <= self.what_if.before or cost <= least(way)):
                return replace(best, cheapest=_is_cheapest(best, floors))
            if number >= _MOST_COMBINATIONS or self.what_if.clock.stopped_by is not None:
                break
            effect = self._effect(way)
            if effect is not None and not effect.impossible:
                floors[way] = effect.floor
            offer = Offer(self.member.id, way, self._minutes(way), effect)
            if best is None or _offer_order(offer) < _offer_order(best):
                best = offer
        else:
            if best is not None:
                return replace(best, cheapest=_is_cheapest(best, floors))
        first = best or Offer(self.member.id, ordered[0], self._minutes(ordered[0]), None)
        return replace(first, cheapest=False)

    def _effect(self, cells: Sequence[Cell]) -> Effect | None:
        dayparts = sorted((day, part) for cell in cells for day, part in self._dates(cell))
        team = lent(self.what_if.problem.team, self.member.id, dayparts)
        days = sorted({day for day, _ in dayparts})
        if self.what_if.clock.stopped_by is not None:
            return self.what_if.at_once(team, days)
        return self.what_if.effect(team, days)

    def _dates(self, cell: Cell) -> list[tuple[date, Daypart]]:
        """The dates of the period on which she can be lent in that weekly daypart."""
        weekday, part = cell
        return [
            (day, part)
            for day in self._period()
            if day.weekday() == weekday and part in lendable(self.what_if.problem, self.member, day)
        ]

    def _period(self) -> list[date]:
        days = (self.asked.end - self.asked.start).days + 1
        dates = (self.asked.start + timedelta(n) for n in range(days))
        return [day for day in dates if day in self.what_if.problem.open_dates]

    def _minutes(self, cells: Sequence[Cell]) -> int:
        return sum(self.member.daypart_minutes(part) for _, part in cells)


def _tell(tell: Tell | None, done: int, of: int) -> None:
    if tell is not None:
        tell(done, of)
