"""A leave round: all wishes at once, of which the largest fair set is granted that keeps stage 1 as it is without.

Largest is most wishes; among the largest, fewest refusals of those who gave way before, each counted as often as she
did; then refusals spread over people; then fewest dayparts refused.

A set of wishes that makes stage 1 worse does so with any more wishes beside it, since leave only takes ways to work
away; save where one of those lifts something that had to be attended. So the search picks the best set that no known
clash forbids, has its weeks solved, shrinks what makes a week worse to a minimal clash, and picks again until the set
keeps stage 1. It is then the best there is.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.leave_light import Colour, Refusal, Round
from secretariat_tui.domain.problem import BlockKind, Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.engine import Engine
from secretariat_tui.planner.expression import Linear, Var, total
from secretariat_tui.planner.leave import Lights
from secretariat_tui.planner.limits import Clock, Limits
from secretariat_tui.planner.week_whatif import granted

_FARTHEST: Final = 28
"""Days to either side within which other dates are looked for."""
_ALTERNATIVES: Final = 2


def leave_round(
    problem: Problem,
    gave_way: Mapping[str, int] | None = None,
    limits: Limits | None = None,
    stop: threading.Event | None = None,
) -> Round:
    """Grants and refuses the requested leave of the team. `gave_way` is the memory of the round before."""
    return _Rounding(problem, gave_way or {}, limits or Limits(), stop).run()


@dataclass(frozen=True, slots=True)
class _Clash:
    """Wishes that cannot all be granted, unless one of those is that lifts something to attend."""

    wishes: frozenset[int]
    unless: frozenset[int]


class _Rounding:
    def __init__(
        self, problem: Problem, memory: Mapping[str, int], limits: Limits, stop: threading.Event | None
    ) -> None:
        self.problem = problem
        self.memory = memory
        self.clock = Clock(limits, stop)
        self.lights = Lights(problem, limits, stop)
        asked = list(dict.fromkeys(item for item in problem.team.leave if item.status is LeaveStatus.REQUESTED))
        self.wishes = [wish for wish in asked if self._weeks(wish) and not self._reaches_out(wish)]
        self.outside = tuple(wish for wish in asked if wish not in self.wishes)
        self.weeks = {number: self._weeks(wish) for number, wish in enumerate(self.wishes)}
        self.lifting = {number for number, wish in enumerate(self.wishes) if self._lifts(wish)}
        self.worse: dict[tuple[Week, frozenset[int]], bool] = {}
        self.proven = True

    def run(self) -> Round:
        clashes: list[_Clash] = []
        while True:
            chosen = self._best(clashes)
            found = list(self._clashes(chosen))
            if not found:
                break
            clashes += found
        kept = [wish for number, wish in enumerate(self.wishes) if number in chosen]
        after = Lights(granted(self.problem, kept), self.clock.limits, self.clock.stop)
        refused = tuple(self._refusal(number, chosen, after) for number in sorted(set(self.weeks) - chosen))
        return Round(tuple(kept), refused, self.outside, self._memory(refused), self.proven)

    def _weeks(self, wish: Leave) -> tuple[Week, ...]:
        days = (day for day in self.problem.open_dates if wish.start <= day <= wish.end)
        return tuple(dict.fromkeys(Week.of(day) for day in days))

    def _reaches_out(self, wish: Leave) -> bool:
        """Whether she would be off on a day of work outside the horizon, of which nothing is judged here."""
        problem, member = self.problem, self.problem.team.member[wish.member]
        days = (wish.start + timedelta(n) for n in range((wish.end - wish.start).days + 1))
        return any(
            day.weekday() in problem.team.open_days and problem.pattern(member, day)
            for day in days
            if day not in problem.horizon
        )

    def _lifts(self, wish: Leave) -> bool:
        """Whether it takes learning time or a secondment, which then need not be attended."""
        problem, member = self.problem, self.problem.team.member[wish.member]
        return any(
            block.kind in (BlockKind.LEARNING, BlockKind.SECONDMENT)
            and any(wish.takes(member.id, day, part) for part in problem.team.touches(block.span))
            for day in problem.open_dates
            if wish.start <= day <= wish.end
            for block in problem.blocks(member, day)
        )

    # -- what clashes

    def _is_worse(self, week: Week, chosen: Collection[int]) -> bool:
        """Whether stage 1 of the week is worse with these wishes than without any."""
        here = frozenset(number for number in chosen if week in self.weeks[number])
        key = (week, here)
        if key not in self.worse:
            asked = self.lights.week(week)
            before, after = asked.base, asked.with_leave([self.wishes[number] for number in sorted(here)])
            self.proven = self.proven and before.proven and after.proven
            clashes = after.values is None and before.values is not None
            more = None not in (before.values, after.values) and _first(after.values) > _first(before.values)
            self.worse[key] = clashes or more
        return self.worse[key]

    def _clashes(self, chosen: Collection[int]) -> Iterator[_Clash]:
        """A minimal clash for each week that is worse."""
        for week in dict.fromkeys(week for number in sorted(chosen) for week in self.weeks[number]):
            if self._is_worse(week, chosen):
                lifting = frozenset(n for n in self.lifting if week in self.weeks[n])
                # With one that lifts something the others are worse all the same, so that it is part of the clash.
                wishes = self._shrunk(week, chosen, lifting.intersection(chosen))
                yield _Clash(wishes, lifting - wishes)

    def _shrunk(self, week: Week, chosen: Collection[int], needed: frozenset[int]) -> frozenset[int]:
        """As few of the chosen wishes as still make the week worse; the needed ones stay."""
        kept = {number for number in chosen if week in self.weeks[number]}
        for number in sorted(kept, reverse=True):
            if number not in needed and self._is_worse(week, kept - {number}):
                kept.discard(number)
        return frozenset(kept)

    # -- what is granted

    def _best(self, clashes: Iterable[_Clash]) -> frozenset[int]:
        """The largest fair set that no known clash forbids."""
        model = Encoder(replace(self.problem, horizon=Horizon(self.problem.horizon.first)))
        refuse = [model.boolean() for _ in self.wishes]
        for clash in clashes:
            lifted = len(clash.unless) - total(refuse[n] for n in sorted(clash.unless))
            model.define(total(refuse[n] for n in sorted(clash.wishes)) + lifted >= 1)
        dayparts = [_dayparts(self.problem, wish) for wish in self.wishes]
        stages = [
            (total(refuse), len(refuse)),
            (self._weighed(refuse, [self.memory.get(w.member, 0) for w in self.wishes]), None),
            (self._spread(model, refuse), len(refuse) ** 2),
            (self._weighed(refuse, dayparts), None),
        ]
        objective, factor = Linear([]), 1
        for stage, most in reversed(stages):
            objective += stage * factor
            factor *= 1 + (sum(coef for _, coef in stage.terms) if most is None else most)
        # It is small, and without its answer nothing would be granted, so that the clock has no say in it.
        outcome = Engine(model).minimise(objective, replace(self.clock.limits, wall=None), self.clock.stop)
        self.proven = self.proven and outcome.stopped_by is None
        return frozenset(n for n, var in enumerate(refuse) if outcome.found and not outcome.values[var.index])

    @staticmethod
    def _weighed(refuse: list[Var], weights: list[int]) -> Linear:
        return total(var * weight for var, weight in zip(refuse, weights, strict=True))

    def _spread(self, model: Encoder, refuse: list[Var]) -> Linear:
        """A second refusal of the same member costs more than a first, a third more than a second."""
        cost: list[Linear] = []
        for member in dict.fromkeys(wish.member for wish in self.wishes):
            hers = [var for var, wish in zip(refuse, self.wishes, strict=True) if wish.member == member]
            rungs = [model.boolean() for _ in hers]
            model.define(total(hers) - total(rungs) <= 0)
            cost += [rung * place for place, rung in enumerate(rungs, start=1)]
        return total(cost)

    # -- what is told

    def _refusal(self, number: int, chosen: frozenset[int], after: Lights) -> Refusal:
        wish, tried = self.wishes[number], chosen | {number}
        met: dict[int, Leave] = {}
        for week in self.weeks[number]:
            left = set(tried)
            while self._is_worse(week, left):
                others = self._shrunk(week, left, frozenset({number})) - {number}
                met |= {other: self.wishes[other] for other in others}
                if not others:
                    break
                left -= others
        return Refusal(wish, tuple(met[n] for n in sorted(met)), tuple(self._nearest(wish, after)))

    def _nearest(self, wish: Leave, after: Lights) -> Iterator[Leave]:
        """The nearest green dates on which she would be off just as long, beside what is granted to her."""
        horizon, length, found = self.problem.horizon, _dayparts(self.problem, wish), 0
        for away in (sign * days for days in range(1, _FARTHEST + 1) for sign in (-1, 1)):
            moved = replace(wish, start=wish.start + timedelta(away), end=wish.end + timedelta(away))
            past = self.problem.today is not None and moved.start < self.problem.today
            if past or moved.start not in horizon or moved.end not in horizon:
                continue
            if _dayparts(after.problem, moved) != length:
                continue
            light = after.light(moved)
            if light.proven and light.colour is Colour.GREEN:
                yield moved
                found += 1
                if found == _ALTERNATIVES:
                    return

    def _memory(self, refused: Iterable[Refusal]) -> tuple[tuple[str, int], ...]:
        lost = Counter(refusal.wish.member for refusal in refused)
        asked = {wish.member for wish in self.wishes}
        counts = {
            m.id: self.memory.get(m.id, 0) + lost[m.id] if lost[m.id] or m.id not in asked else 0
            for m in self.problem.team.members
        }
        return tuple((member, count) for member, count in counts.items() if count)


def _dayparts(problem: Problem, wish: Leave) -> int:
    """The dayparts that she would have to work."""
    member = problem.team.member[wish.member]
    days = [day for day in problem.open_dates if wish.start <= day <= wish.end]
    return sum(wish.takes(member.id, day, part) for day in days for part in problem.workable(member, day))


def _first(values: tuple[int, int, int] | None) -> int:
    return 0 if values is None else values[0]
