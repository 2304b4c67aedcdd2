"""One absence, solved exactly without a solver: who takes what when one member falls out on one date.

The duties of the others do not move, so each segment of the day stands alone; in a segment a member holds few duties,
and a search over their takers, with a bound, is exact.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.facts import Facts, Piece


@dataclass(frozen=True, slots=True)
class Handed:
    """A piece of a duty that was hers, and who takes it: None is nobody."""

    piece: Piece
    taker: str | None


@dataclass(frozen=True, slots=True)
class Takeover:
    """All that was hers on the date, piece by piece, by time."""

    handed: tuple[Handed, ...]

    @property
    def weighted_loss(self) -> int:
        """Minutes lost, times priority."""
        return sum(h.piece.minutes * h.piece.demand.priority for h in self.handed if h.taker is None)


_Key = tuple[str, bool]


def absorb(problem: Problem, facts: Facts, day: date, member: Member) -> Takeover:
    """Hands over all that `member` holds on the date.

    The loss is least in weighted minutes, then in minutes. Among the ways to that, each duty goes to the earliest in
    rank, and stays with who had it the segment before.
    """
    by_span: dict[Span, list[Piece]] = defaultdict(list)
    for piece in facts.pieces(day):
        by_span[piece.span].append(piece)
    handed: list[Handed] = []
    before: dict[_Key, str | None] = {}
    for span, pieces in by_span.items():
        hers = [piece for piece in pieces if member.id in piece.holders]
        if not hers:
            continue
        found = _Moment(problem, facts, member, span, pieces).best(hers, before)
        handed += [Handed(piece, taker) for piece, taker in zip(hers, found, strict=True)]
        before = {(piece.demand.duty, piece.demand.is_desk): taker for piece, taker in zip(hers, found, strict=True)}
    return Takeover(tuple(handed))


class _Moment:
    """One segment of the date."""

    def __init__(self, problem: Problem, facts: Facts, absent: Member, span: Span, pieces: list[Piece]) -> None:
        self.problem = problem
        self.facts = facts
        self.absent = absent
        self.span = span
        carried: dict[str, int] = defaultdict(int)
        for piece in pieces:
            for holder in piece.holders:
                carried[holder] += piece.demand.load
        emergency = problem.team.emergency_capacity
        self.room = {m.id: m.capacity + emergency - carried[m.id] for m in problem.team.members}

    def takers(self, piece: Piece) -> list[str]:
        """Who could take it over, first in rank first; for a desk, in the order of the team."""
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
            if name != self.absent.id
            and self.room[name] >= demand.load
            and self.facts.fits(team.member[name], demand, self.span)
        ]

    def best(self, hers: list[Piece], before: dict[_Key, str | None]) -> list[str | None]:
        """The takers of her pieces, in their order."""
        options = [self.takers(piece) for piece in hers]
        # A piece without load leaves everybody's room as it is, so its first taker is as good as any.
        order = sorted(range(len(hers)), key=lambda i: -_weight(hers[i])[0])
        best_cost: tuple[int, int, int] | None = None
        best: list[str | None] = [None] * len(hers)
        chosen: list[str | None] = [None] * len(hers)

        def preference(index: int, place: int) -> int:
            key = (hers[index].demand.duty, hers[index].demand.is_desk)
            return 0 if before.get(key) == options[index][place] else place + 1

        def search(depth: int, cost: tuple[int, int, int]) -> None:
            nonlocal best_cost, best
            if best_cost is not None and cost >= best_cost:
                return
            if depth == len(order):
                best_cost, best = cost, list(chosen)
                return
            index = order[depth]
            load = hers[index].demand.load
            places = sorted(range(len(options[index])), key=lambda place: preference(index, place))
            if load == 0 and places:
                places = places[:1]
            for place in places:
                taker = options[index][place]
                if self.room[taker] >= load:
                    self.room[taker] -= load
                    chosen[index] = taker
                    search(depth + 1, (cost[0], cost[1], cost[2] + preference(index, place)))
                    self.room[taker] += load
            if load or not places:
                chosen[index] = None
                weighted, minutes = _weight(hers[index])
                search(depth + 1, (cost[0] + weighted, cost[1] + minutes, cost[2]))

        search(0, (0, 0, 0))
        return best


def _weight(piece: Piece) -> tuple[int, int]:
    return piece.minutes * piece.demand.priority, piece.minutes
