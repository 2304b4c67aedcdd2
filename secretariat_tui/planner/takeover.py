"""Absences, solved exactly without a solver: who takes what when some members fall out on one date.

The duties of the others do not move, so each segment of the day stands alone; in a segment few duties come free, and a
search over their takers, with a bound, is exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.facts import Facts, Piece


@dataclass(frozen=True, slots=True)
class Handed:
    """A piece of a duty that came free, and who takes it: None is nobody."""

    piece: Piece
    taker: str | None


@dataclass(frozen=True, slots=True)
class Takeover:
    """All that came free on the date, piece by piece, by time."""

    handed: tuple[Handed, ...]

    @property
    def weighted_loss(self) -> int:
        """Minutes lost, times priority."""
        return sum(h.piece.minutes * h.piece.demand.priority for h in self.handed if h.taker is None)

    @property
    def loss(self) -> int:
        """Minutes lost."""
        return sum(h.piece.minutes for h in self.handed if h.taker is None)

    @property
    def held(self) -> int:
        """Minutes that came free, taken or lost."""
        return sum(h.piece.minutes for h in self.handed)


_Key = tuple[str, bool]
_Before = Mapping[_Key, frozenset[str]]
_Cost = tuple[int, int, int]
"""Weighted minutes lost, minutes lost, and how far the takers are from those that are preferred."""


def absorb(problem: Problem, facts: Facts, day: date, *absent: Member) -> Takeover:
    """Hands over all that the absent hold on the date; none of them takes anything.

    The loss is least in weighted minutes, then in minutes. Among the ways to that, each duty goes to the earliest in
    rank, and stays with who had it the segment before.
    """
    handed: list[Handed] = []
    last: tuple[int, _Before] = 0, {}
    for moment in moments(problem, facts, day, absent):
        end, takers = last
        found = moment.hand_over(before=moment.holders_before(takers if end == moment.span.start else {}))
        handed += found
        last = moment.span.end, _takers(found)
    return Takeover(tuple(handed))


def moments(problem: Problem, facts: Facts, day: date, absent: Sequence[Member]) -> Iterator[Moment]:
    """The segments of the date in which something comes free when these members are absent, by time."""
    by_span: dict[Span, list[Piece]] = defaultdict(list)
    for piece in facts.pieces(day):
        by_span[piece.span].append(piece)
    before: list[Piece] = []
    for span, pieces in by_span.items():
        if any(member.id in piece.holders for piece in pieces for member in absent):
            yield Moment(problem, facts, absent, span, pieces, before)
        before = pieces


def _takers(handed: Iterable[Handed]) -> _Before:
    takers: dict[_Key, frozenset[str]] = defaultdict(frozenset)
    for part in handed:
        if part.taker is not None:
            takers[_key(part.piece)] |= {part.taker}
    return takers


def _key(piece: Piece) -> _Key:
    return piece.demand.duty, piece.demand.is_desk


def _weight(piece: Piece) -> tuple[int, int]:
    return piece.minutes * piece.demand.priority, piece.minutes


class Moment:
    """One segment of a date in which some members are absent.

    `freed` are the pieces that come free, one for each absent holder. `room` is the load that each member can still
    take upon her, with her capacity for emergencies.
    """

    def __init__(
        self,
        problem: Problem,
        facts: Facts,
        absent: Sequence[Member],
        span: Span,
        pieces: Sequence[Piece],
        before: Sequence[Piece],
    ) -> None:
        self.problem = problem
        self.facts = facts
        self.absent = {member.id for member in absent}
        self.span = span
        self.freed = [piece for piece in pieces for member in absent if member.id in piece.holders]
        self._before = before
        carried: dict[str, int] = defaultdict(int)
        for piece in pieces:
            for holder in piece.holders:
                carried[holder] += piece.demand.load
        emergency = problem.team.emergency_capacity
        self.room = {m.id: m.capacity + emergency - carried[m.id] for m in problem.team.members}

    def holders_before(self, takers: _Before) -> _Before:
        """Who had what came free the segment before: those who took it over, and those who have it in the roster."""
        freed = {_key(piece) for piece in self.freed}
        known = dict(takers)
        for piece in self._before:
            key = _key(piece)
            if key in freed and piece.span.end == self.span.start:
                known[key] = known.get(key, frozenset()).union(piece.holders) - self.absent
        return known

    def takers(self, piece: Piece) -> list[str]:
        """Who could take it over were it alone, first in rank first; for a desk, in the order of the team."""
        team, demand = self.problem.team, piece.demand
        if demand.is_desk:
            order = [m.id for m in team.members if m.id not in piece.holders]
        else:
            primary = team.account[demand.duty].primary
            agreed = team.agreed(demand.duty, demand.date)
            order = list(dict.fromkeys(([primary] if primary is not None else []) + list(agreed)))
        return [
            name
            for name in order
            if name not in self.absent
            and self.room[name] >= demand.load
            and self.facts.fits(team.member[name], demand, self.span)
        ]

    def hand_over(self, freed: Sequence[Piece] | None = None, before: _Before | None = None) -> list[Handed]:
        """The best takers of what is freed (all of it unless given), in its order."""
        pieces = self.freed if freed is None else list(freed)
        units = [_Unit.of(index, piece, self.takers(piece), before or {}) for index, piece in enumerate(pieces)]
        takers = _Search(units, self.room).run()
        return [Handed(piece, taker) for piece, taker in zip(pieces, takers, strict=True)]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A piece that came free: its place among them, what its loss costs, and its takers with what each costs."""

    index: int
    duty: _Key
    load: int
    loss: _Cost
    takers: tuple[tuple[str, _Cost], ...]

    @classmethod
    def of(cls, index: int, piece: Piece, takers: Sequence[str], before: _Before) -> _Unit:
        key = _key(piece)
        had = before.get(key, frozenset())
        # A desk knows no rank: whoever takes it is as good as another.
        ranks = [0 if name in had else 1 if key[1] else rank for rank, name in enumerate(takers, 1)]
        order = sorted(zip(ranks, range(len(takers)), strict=True))
        return cls(
            index, key, piece.demand.load, (*_weight(piece), 0), tuple((takers[n], (0, 0, rank)) for rank, n in order)
        )


class _Search:
    """Branch and bound over the takers of each unit, the weightiest first.

    Only the room of a contested taker is followed: one who could not carry all that might come to her.
    """

    def __init__(self, units: Sequence[_Unit], room: Mapping[str, int]) -> None:
        self.units = sorted(units, key=lambda unit: (-unit.loss[0], unit.index))
        loads: dict[str, int] = defaultdict(int)
        for unit in self.units:
            for name, _ in unit.takers:
                loads[name] += unit.load
        contested = [name for name, load in loads.items() if load > room[name]]
        self.place = {name: number for number, name in enumerate(contested)}
        self.rooms = tuple(room[name] for name in contested)
        self.least: list[_Cost] = [(0, 0, 0)]  # of the units from each depth on, whatever happens
        for unit in reversed(self.units):
            self.least.insert(0, _plus(self.least[0], min([cost for _, cost in unit.takers], default=unit.loss)))
        self.seen: dict[tuple[int, tuple[int, ...], int], _Cost] = {}
        self.best_cost: _Cost | None = None
        self.best: tuple[str | None, ...] = ()

    def run(self) -> list[str | None]:
        """The taker of each unit, in the order in which the pieces were given."""
        self._visit((), self.rooms, 0, (0, 0, 0))
        takers: list[str | None] = [None] * len(self.units)
        for unit, taker in zip(self.units, self.best, strict=True):
            takers[unit.index] = taker
        return takers

    def _visit(self, chosen: tuple[str | None, ...], rooms: tuple[int, ...], first: int, cost: _Cost) -> None:
        """Goes on from the choices so far. The places of one desk come after one another, and each takes a taker
        further on in the row, from `first`: so nobody gets two, and no two ways differ only in who got which."""
        depth = len(chosen)
        if self.best_cost is not None and _plus(cost, self.least[depth]) >= self.best_cost:
            return
        if depth == len(self.units):
            self.best_cost, self.best = cost, chosen
            return
        state = (depth, rooms, first)
        if state in self.seen and self.seen[state] <= cost:
            return
        self.seen[state] = cost
        unit = self.units[depth]
        again = depth + 1 < len(self.units) and self.units[depth + 1].duty == unit.duty
        for number, (name, price) in enumerate(unit.takers[first:], first):
            place = self.place.get(name)
            left = rooms
            if place is not None:
                if rooms[place] < unit.load:
                    continue
                left = (*rooms[:place], rooms[place] - unit.load, *rooms[place + 1 :])
            self._visit((*chosen, name), left, number + 1 if again else 0, _plus(cost, price))
            if left == rooms:
                return  # it costs nobody room, and those who come after are no better
        self._visit((*chosen, None), rooms, len(unit.takers) if again else 0, _plus(cost, unit.loss))


def _plus(one: _Cost, other: _Cost) -> _Cost:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]
