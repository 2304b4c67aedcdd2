"""The pieces of a roster that are solved again while all else stays: which choices are free in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Generic, TypeVar

from secretariat_tui.domain.member import Member
from secretariat_tui.planner.encoder import Encoder

_GROWS, _SHRINKS = 1.2, 0.7
"""Pieces grow while they are solved to their end, and shrink where work runs out before."""

_REMEMBERED = 0.8
"""What is left of the worth of a kind after each of its pieces."""

_ALL_THE_SAME = 0.2
"""The share of pieces that goes to all kinds alike, whatever they came to."""

_APART = 0.1
"""From how much on a choice is another than in the relaxation."""

T = TypeVar("T")


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

    @property
    def has_duties(self) -> bool:
        return any(self._holds.values())

    def free(self, members: Sequence[Member], dates: Sequence[date], duties_only: bool = False) -> Set[int]:
        """All choices of these members on these dates."""
        return set(self._of(members, dates, duties_only))

    def _of(self, members: Sequence[Member], dates: Sequence[date], duties_only: bool) -> Iterator[int]:
        for member in members:
            for day in dates:
                yield from self._holds[member.id, day]
                if not duties_only:
                    yield from self._works[member.id, day]

    def apart(self, members: Sequence[Member], values: Sequence[int], relaxed: Sequence[float]) -> Set[int]:
        """The choices of these members on dates on which the relaxation makes any of them otherwise."""
        found: set[int] = set()
        for member in members:
            for day in self.dates:
                here = [*self._holds[member.id, day], *self._works[member.id, day]]
                if any(abs(values[index] - relaxed[index]) > _APART for index in here):
                    found.update(here)
        return found


@dataclass
class Kind:
    """A kind of piece: `of` a size, for the values from which it begins."""

    of: Callable[[int, Sequence[int]], Set[int]]
    least: int
    size: float
    idle: bool = False
    """Whether the last piece was in vain."""
    worth: float | None = None
    """What a unit of work on such pieces has bettered lately; None before the first."""

    def learn(self, gain: int, work: float, ended: bool) -> None:
        """Takes in what a piece came to."""
        self.size = self.size * _GROWS if ended else max(self.least, self.size * _SHRINKS)
        self.idle = gain <= 0
        worth = max(gain, 0) / work
        self.worth = worth if self.worth is None else _REMEMBERED * self.worth + (1 - _REMEMBERED) * worth


def kinds(cells: Cells, random: Random) -> list[Kind]:
    """Some dates in a row; some members; some members on some dates in a row; the duties of some dates, with all shifts
    as they are."""
    members, dates = _Deck(cells.members, random), _Deck(range(len(cells.dates)), random)

    def window(size: int) -> Sequence[date]:
        first = dates.deal(1)[0] - size // 2
        return cells.dates[max(0, first) : first + size]

    found = [
        Kind(lambda size, _: cells.free(cells.members, window(size)), least=1, size=1.0),
        Kind(lambda size, _: cells.free(members.deal(size), cells.dates), least=2, size=4.0),
        Kind(lambda size, _: cells.free(members.deal(2 * size), window(1 + size)), least=1, size=2.0),
    ]
    if cells.has_duties:
        days = _Deck(cells.dates, random)
        found.append(Kind(lambda size, _: cells.free(cells.members, days.deal(size), True), least=1, size=2.0))
    return found


def apart(cells: Cells, random: Random, relaxed: Sequence[float]) -> Kind:
    """What some members do otherwise than in the relaxation (relaxation-induced neighbourhoods, Danna et al., 2005)."""
    members = _Deck(cells.members, random)
    return Kind(lambda size, values: cells.apart(members.deal(size), values, relaxed), least=2, size=8.0)


def promising(kinds: Sequence[Kind], random: Random) -> Kind:
    """The kind of the next piece: each at least once, and then by chance, the more often the more it has bettered."""
    for kind in kinds:
        if kind.worth is None:
            return kind
    worths = [kind.worth or 0.0 for kind in kinds]
    fair = _ALL_THE_SAME * sum(worths) / len(worths) or 1.0
    return random.choices(kinds, [worth + fair for worth in worths])[0]


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
