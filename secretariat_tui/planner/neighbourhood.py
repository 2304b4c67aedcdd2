"""Betters a roster piece by piece: all of it stays but a few dates, or a few members, and those are solved again.

Large-neighbourhood search (Shaw, 1998). It proves nothing, but it finds in seconds what the whole search does not find
in minutes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from random import Random
from typing import Generic, TypeVar

from secretariat_tui.domain.member import Member
from secretariat_tui.planner.encoder import Encoder, Statement
from secretariat_tui.planner.engine import Engine, Outcome, evaluate
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.part import Part, Parts

_WORK_OF_A_PIECE = 0.25
_WORK_OF_A_START = 2.0
LEAST_WORK = 0.01
"""What a piece counts for at least: stating and presolving it is work that the solver does not count."""

_GROWS, _SHRINKS = 1.05, 0.9
"""Pieces grow while they are solved to their end, and shrink where work runs out before."""

_WANDERS = 0.5

T = TypeVar("T")

Allow = Callable[[float], Limits | None]
"""The limits of a search of so much work, or None where time is up."""


class Neighbourhood:
    """The pieces of a model whose choices are a roster, for one objective."""

    def __init__(
        self, model: Encoder, beside: Sequence[Statement], objective: Linear, seed: int, stop: threading.Event
    ) -> None:
        self._model = model
        self._stop = stop
        self._objective = objective
        self._parts = Parts(model, beside, objective)
        self._random = Random(seed)  # noqa: S311  (a search, not a secret)
        self._cells = Cells(model)

    def begin(self, allow: Allow) -> Outcome | None:
        """A first roster: one member after the other, each as well as those before her leave it.

        None where time is up, or where that comes to no roster: a rule may tie a member to those who come after her.
        """
        values = [0] * self._model.choice_count
        values += [var.low for var in self._model.vars[len(values) :]]
        for member in self._cells.members:
            part = self._parts.part(self._cells.free([member], self._cells.dates), values)
            found = self._solved(part, (), allow(_WORK_OF_A_START))
            if found is None or not found.found:
                return None
            _take(values, found, part)
        part = self._parts.defined(values)
        found = self._solved(part, (), allow(_WORK_OF_A_START))
        if found is None or not found.found:
            return None
        _take(values, found, part)
        return Outcome(values, evaluate(self._objective, values), 0, None)

    def improve(self, best: Outcome, work: float, allow: Allow, on_better: Callable[[int], bool]) -> Outcome:
        """Solves piece after piece until so much work is done, and gives the best outcome, with the bound of `best`.

        `on_better` says whether the new value cannot be bettered.
        """
        kinds = cycle(self._cells.kinds(self._random))
        values, value = list(best.values), best.value
        while work > 0:
            limits = allow(min(work, _WORK_OF_A_PIECE))
            if limits is None:
                break
            kind = next(kinds)
            part = self._parts.part(kind.of(int(kind.size)), values)
            # After a piece in vain it may come to another roster of the same value, from which more can be reached.
            hint = () if kind.idle and self._random.random() < _WANDERS else values
            found = self._solved(part, hint, limits)
            if found is None:
                break
            work -= max(found.work, LEAST_WORK)
            kind.size = max(kind.least, kind.size * (_SHRINKS if found.stopped_by else _GROWS))
            gain = evaluate(part.objective, values) - found.value if found.found else -1
            kind.idle = gain <= 0
            if gain >= 0:
                _take(values, found, part)
                value -= gain
            if gain > 0 and on_better(value):
                break
        return Outcome(values, value, best.bound, best.stopped_by, best.work)

    def _solved(self, part: Part, hint: Sequence[int], limits: Limits | None) -> Outcome | None:
        if limits is None:
            return None
        engine = Engine(part.model)
        engine.suggest(hint)
        return engine.minimise(part.objective, limits, self._stop, small=True)


def _take(values: list[int], found: Outcome, part: Part) -> None:
    for index in part.free:
        values[index] = found.values[index]


@dataclass
class _Kind:
    """A kind of piece: the least size of its pieces, their size by now, and whether the last was in vain."""

    of: Callable[[int], Set[int]]
    least: int
    size: float
    idle: bool = False


class _Deck(Generic[T]):
    """Deals by chance, and each as often as another."""

    def __init__(self, cards: Sequence[T], random: Random) -> None:
        self._cards = cards
        self._random = random
        self._left: list[T] = []

    def deal(self, number: int) -> list[T]:
        """So many, or all there are."""
        dealt = [self._left.pop() for _ in range(min(number, len(self._left)))]
        if len(dealt) < min(number, len(self._cards)):
            rest = [card for card in self._cards if card not in dealt]
            self._left = self._random.sample(rest, len(rest))
            dealt += [self._left.pop() for _ in range(min(number, len(self._cards)) - len(dealt))]
        return dealt


class Cells:
    """The choices of each member on each date."""

    def __init__(self, model: Encoder) -> None:
        problem, variables = model.problem, model.variables
        self.dates = problem.open_dates
        self.members = problem.team.members
        cells = [(member, day) for member in self.members for day in self.dates]
        self._works = {
            (member.id, day): [choice.var.index for choice in variables.choices(member, day)] for member, day in cells
        }
        self._holds = {
            (member.id, day): [variables.holds(slot, member).index for slot in problem.slots_on[day]]
            for member, day in cells
        }

    def free(self, members: Sequence[Member], dates: Sequence[date], duties_only: bool = False) -> Set[int]:
        """All choices of these members on these dates."""
        return set(self._of(members, dates, duties_only))

    def _of(self, members: Sequence[Member], dates: Sequence[date], duties_only: bool) -> Iterator[int]:
        for member in members:
            for day in dates:
                yield from self._holds[member.id, day]
                if not duties_only:
                    yield from self._works[member.id, day]

    def kinds(self, random: Random) -> list[_Kind]:
        """Some dates in a row; some members; some members on some dates in a row; the duties of some dates, with all
        shifts as they are."""
        members, dates = _Deck(self.members, random), _Deck(range(len(self.dates)), random)

        def window(size: int) -> Sequence[date]:
            first = dates.deal(1)[0] - size // 2
            return self.dates[max(0, first) : first + size]

        kinds = [
            _Kind(lambda size: self.free(self.members, window(size)), least=1, size=1.0),
            _Kind(lambda size: self.free(members.deal(size), self.dates), least=2, size=4.0),
            _Kind(lambda size: self.free(members.deal(2 * size), window(1 + size)), least=1, size=2.0),
        ]
        if any(self._holds.values()):
            days = _Deck(self.dates, random)
            kinds.append(_Kind(lambda size: self.free(self.members, days.deal(size), True), least=1, size=2.0))
        return kinds
