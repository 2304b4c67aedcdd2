"""Dates that share budgets, together at their best, proven.

The dates are planned alone first. Where together they exceed a budget, a small model of the budgets alone decides which
date may draw on what, from what each date is known to come to without some of its uses; the dates are then planned
within that, which teaches it more. What it knows is never too high, since a date without more of its uses comes to no
less. So where its least sum is what the dates really come to, no roster does better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from math import gcd
from typing import Final

from secretariat_tui.planner.budgets import Budget, Use, draws
from secretariat_tui.planner.encoder import Symbolic
from secretariat_tui.planner.engine import Engine
from secretariat_tui.planner.expression import Var, total
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.stage_model import Answer, StageModel, Values

_MOST_ROUNDS: Final = 200
_WORK: Final = 20.0
"""The solver's own measure of work for one decision on the budgets."""

_GREATEST_OBJECTIVE: Final = 2**50

_MOST_LIFTED: Final = 7
"""Uses of one date that are weighed together."""

_Variables = frozenset[int]
_Off = frozenset[_Variables]
"""The uses, by their variables, that a date is without."""


@dataclass
class _Prices:
    """What dates that are alike come to without some of their uses; None where nothing is possible.

    `seen` are the uses that a plan of theirs has drawn on, so that there is something to forbid.
    """

    dates: list[date] = field(default_factory=list)
    seen: set[_Variables] = field(default_factory=set)
    known: dict[_Off, Values | None] = field(default_factory=dict)

    def answer(self, model: StageModel, off: _Off) -> Answer:
        """The best plan of a date without these uses, learning what it takes to forbid them."""
        held = frozenset(use for use in off if use in self.seen)
        while True:
            answer = model.without_vars(index for use in held for index in use)
            if not answer.proven:
                return answer
            self.known[held] = answer.values
            missed = {use for use in off - held if answer.values is not None and draws(answer, use)}
            if not missed:
                return answer
            self.seen |= missed
            held |= missed

    def floor(self, off: _Off) -> Values | None:
        """What is known of a date without these uses: it comes to no less."""
        values = [value for without, value in self.known.items() if without <= off]
        known = [value for value in values if value is not None]
        return max(known) if len(known) == len(values) else None

    def cuts(self, uses: Mapping[_Variables, Var]) -> Iterator[tuple[list[Var], Values | None]]:
        """What is known, for a date with these uses to decide on; what says no more than something else is left out."""
        told: list[tuple[_Off, Values | None]] = []
        for off, value in sorted(self.known.items(), key=lambda item: (len(item[0]), _sorted(item[0]))):
            if not off <= uses.keys() or any(less <= off and known in (None, value) for less, known in told):
                continue
            told.append((off, value))
            yield [uses[use] for use in sorted(off, key=sorted)], value


class Sharing:
    """Some dates and their budgets. `over` says whether the time is up."""

    def __init__(
        self, models: Mapping[date, StageModel], budgets: Sequence[Budget], seed: int, over: Callable[[], object]
    ) -> None:
        self._models = models
        self._budgets = budgets
        self._seed = seed
        self._over = over
        self._prices: dict[int, _Prices] = {}
        for day, model in models.items():
            prices = self._prices.setdefault(id(model.shared), _Prices(known={frozenset(): model.base.values}))
            prices.dates.append(day)

    def best(self) -> dict[date, Answer] | None:
        """The best plans of the dates within the budgets, proven; None where that could not be had in time."""
        off: dict[date, _Off] = dict.fromkeys(self._models, frozenset())
        in_force: list[Budget] = []
        for _ in range(_MOST_ROUNDS):
            floors = {day: self._of(day).floor(without) for day, without in off.items()}
            answers = self._planned(off)
            if answers is None:
                return None
            exceeded = [b for b in self._budgets if b not in in_force and _spent(b, answers) > b.room]
            if not exceeded and all(answer.values == floors[day] is not None for day, answer in answers.items()):
                return answers
            in_force += exceeded
            if not self._explored(exceeded, answers):
                return None
            decided = self._decided(in_force)
            if decided is None:
                return None
            off = decided
        return None

    def _of(self, day: date) -> _Prices:
        return self._prices[id(self._models[day].shared)]

    def _planned(self, off: Mapping[date, _Off]) -> dict[date, Answer] | None:
        """The dates without these uses, those that are alike one after the other, so that each run goes the same."""

        def planned(prices: _Prices) -> dict[date, Answer]:
            return {
                day: Answer(None, proven=False) if self._over() else prices.answer(self._models[day], off[day])
                for day in prices.dates
                if day in off
            }

        with ThreadPoolExecutor(max_workers=2) as pool:
            found = {day: answer for part in pool.map(planned, self._prices.values()) for day, answer in part.items()}
        return {day: found[day] for day in off} if all(answer.proven for answer in found.values()) else None

    def _explored(self, exceeded: Sequence[Budget], answers: Mapping[date, Answer]) -> bool:
        """Learns what each date comes to that may not draw on a budget, which now matters."""
        for budget in exceeded:
            drawn = {use.date: use.variables for use, _ in budget.costs if draws(answers[use.date], use.variables)}
            if self._planned({day: frozenset((use,)) for day, use in drawn.items()}) is None:
                return False
        return True

    def _decided(self, budgets: Sequence[Budget]) -> dict[date, _Off] | None:
        """Which uses each date is without, so that what is known of the dates adds up to the least."""
        model = Symbolic()
        allowed: dict[date, dict[_Variables, Var]] = {day: {} for day in self._models}
        for budget in budgets:
            for use, _ in budget.costs:
                if use.variables not in allowed[use.date]:
                    allowed[use.date][use.variables] = model.boolean()
            model.define(total(allowed[u.date][u.variables] * cost for u, cost in budget.costs) <= budget.room)
        cuts = {day: list(self._of(day).cuts(uses)) for day, uses in allowed.items() if uses}
        scale = _scale([[value for _, value in found if value is not None] for found in cuts.values()])
        costs: list[Var] = []
        for found in cuts.values():
            values = [value for _, value in found if value is not None]
            if not values:
                return None  # a date on which nothing is possible
            least = scale(min(values))
            cost = model.integer(0, scale(max(values)) - least)
            costs.append(cost)
            for without, value in found:
                if value is None:
                    model.define(total(without) >= 1)
                elif scale(value) > least:
                    extra = scale(value) - least
                    model.define(total(without) * extra + cost >= extra)
            for weights in _lifted([(without, scale(value) - least) for without, value in found if value is not None]):
                model.define(total(var * extra for var, extra in weights) + cost >= sum(w for _, w in weights))
        if sum(cost.high for cost in costs) > _GREATEST_OBJECTIVE:
            return None
        outcome = Engine(model).minimise(total(costs), Limits(deterministic=_WORK, seed=self._seed))
        if not outcome.found or outcome.stopped_by is not None:
            return None
        granted = {
            (day, use) for day, uses in allowed.items() for use, var in uses.items() if outcome.values[var.index]
        }
        _fill(budgets, granted)
        return {day: frozenset(use for use in uses if (day, use) not in granted) for day, uses in allowed.items()}


def _lifted(known: Sequence[tuple[Sequence[Var], int]]) -> Iterator[list[tuple[Var, int]]]:
    """What several uses of a date cost together at the least: weights of which no set adds up to more than is known of
    a date without that set. They say nothing new of whole numbers, and much of the parts that a relaxation takes."""
    single: dict[int, tuple[int, Var]] = {}
    for without, extra in known:
        for var in without:
            best = single.get(var.index, (0, var))[0]
            single[var.index] = (max(best, extra if len(without) == 1 else 0), var)
    uses = [var for _, var in sorted(single.values(), key=lambda pair: (-pair[0], pair[1].index))][:_MOST_LIFTED]
    if len(uses) < 2:
        return
    place = {var.index: number for number, var in enumerate(uses)}
    least = [0] * (1 << len(uses))
    for without, extra in known:
        if all(var.index in place for var in without):
            mask = sum(1 << place[var.index] for var in without)
            for subset in range(1 << len(uses)):
                if subset & mask == mask:
                    least[subset] = max(least[subset], extra)
    told = set()
    for turn in range(len(uses)):
        for order in ([*range(turn, len(uses)), *range(turn)], [*range(turn, -1, -1), *range(len(uses) - 1, turn, -1)]):
            weights = _weights(order, least)
            if weights not in told:
                told.add(weights)
                yield [(uses[number], weight) for number, weight in enumerate(weights) if weight]


def _weights(order: Sequence[int], least: Sequence[int]) -> tuple[int, ...]:
    """The greatest weights, one after the other in this order, that no set of them exceeds what is least for it."""
    weights = [0] * len(order)
    sums = {0: 0}  # of each set of those weighed so far
    for number in order:
        weights[number] = max(0, min(least[known | 1 << number] - weight for known, weight in sums.items()))
        sums |= {known | 1 << number: weight + weights[number] for known, weight in sums.items()}
    return tuple(weights)


def _fill(budgets: Sequence[Budget], granted: set[tuple[date, _Variables]]) -> None:
    """Grants what the budgets still have room for: a date cannot be the worse for it."""
    left = [b.room - sum(cost for use, cost in b.costs if (use.date, use.variables) in granted) for b in budgets]
    costs: dict[Use, dict[int, int]] = {}
    for number, budget in enumerate(budgets):
        for use, cost in budget.costs:
            costs.setdefault(use, {})[number] = cost
    for use, each in costs.items():
        if (use.date, use.variables) not in granted and all(cost <= left[n] for n, cost in each.items()):
            granted.add((use.date, use.variables))
            for number, cost in each.items():
                left[number] -= cost


def _scale(dates: Sequence[Sequence[Values]]) -> Callable[[Values], int]:
    """Values as one number: in its order, sums of one of each date are compared as they are, stage by stage."""
    listed = [value for values in dates for value in values]
    units = [reduce(gcd, (value[stage] for value in listed), 0) or 1 for stage in range(3)]
    factors = [1]
    for stage in (2, 1):
        varies = sum(max(v[stage] for v in vs) - min(v[stage] for v in vs) for vs in dates if vs) // units[stage]
        factors.insert(0, factors[0] * (varies + 1))
    # factors of the later stages leave room below for all that they can vary together
    return lambda value: sum(value[stage] // units[stage] * factors[stage] for stage in range(3))


def _spent(budget: Budget, answers: Mapping[date, Answer]) -> int:
    return sum(cost for use, cost in budget.costs if draws(answers[use.date], use.variables))


def _sorted(off: _Off) -> list[list[int]]:
    return sorted(sorted(use) for use in off)
