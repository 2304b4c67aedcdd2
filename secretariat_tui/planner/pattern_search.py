"""Which days off would be worth moving: a floor for each date with, and without, each member."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from secretariat_tui.domain.calendar import DAYPARTS, Horizon, Week
from secretariat_tui.domain.capacity import Cell, Values
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.formation import Move
from secretariat_tui.domain.member import Member, WorkPattern
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.by_date import added, alone
from secretariat_tui.planner.days import DAILY, NOTHING, floor_of
from secretariat_tui.planner.limits import Clock
from secretariat_tui.planner.registry import RULES, brought_rules, installed_rules
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import hard


def moved(team: Team, moves: Sequence[Move]) -> Team:
    """The team with the moves made, in the weeks of their parity."""
    members = {member.id: member for member in team.members}
    for move in moves:
        member = members[move.member]
        cells = member.pattern.odd if move.odd else member.pattern.even
        changed = (cells - set(move.away)) | set(move.to)
        pattern = WorkPattern(member.pattern.even if move.odd else changed, changed if move.odd else member.pattern.odd)
        members[move.member] = replace(member, pattern=pattern)
    return replace(team, members=tuple(members.values()))


class Search:
    """Whole days of the first week of the horizon, one for a member, ranked by their floors."""

    def __init__(self, problem: Problem, clock: Clock) -> None:
        self._problem = replace(problem, horizon=Horizon(problem.weeks[0]), history=tuple(problem.past))
        self._clock = clock
        self._odd = problem.weeks[0].is_odd
        # A rule that the team brings itself may ask of a date what it cannot give alone.
        self._rules = (installed_rules(), RULES) if hard(brought_rules()) else (RULES,)
        self._floors: dict[tuple[date, str], Values] = {}
        self._singles: list[tuple[Values, Move]] | None = None

    def promising(self, number: int) -> Iterator[tuple[Move, ...]]:
        """Moves of so many members, on dates of their own, that would lower the floor; the lowest first."""
        if self._singles is None:
            self._singles = sorted(self._find(), key=lambda found: found[0])
        groups = []
        for chosen in combinations(self._singles, number):
            moves = tuple(move for _, move in chosen)
            days = [day for move in moves for day in {cell[0] for cell in (*move.away, *move.to)}]
            if len(set(days)) == len(days):
                groups.append((added(gain for gain, _ in chosen), moves))
        yield from (moves for _, moves in sorted(groups, key=lambda group: group[0]))

    def _find(self) -> Iterator[tuple[Values, Move]]:
        """The single moves that lower the floor, with what they add to it, which is less than nothing."""
        gains: list[tuple[Values, Member, date]] = []
        for day in self._problem.open_dates:
            if self._floor(day) > NOTHING:
                for member in self._problem.team.members:
                    if self._free(member, day):
                        gains.append((self._gain(member, day), member, day))
        for gain, member, to in sorted(gains, key=lambda found: found[0]):
            if gain < NOTHING:
                for away in self._problem.open_dates:
                    if self._given(member, away):
                        both = added([gain, self._gain(member, away)])
                        if both < NOTHING and self._clock.stopped_by is None:
                            yield both, Move(member.id, self._odd, _cells(away), _cells(to))

    def _free(self, member: Member, day: date) -> bool:
        """Whether she might work all of it instead of being free."""
        lent = any(s.member == member.id and day.weekday() in s.days for s in self._problem.team.secondments)
        there = member.employed(day) and not self._problem.away(member, day)
        return there and not lent and not self._problem.pattern(member, day)

    def _given(self, member: Member, day: date) -> bool:
        """Whether she might be free instead of working all of it."""
        busy = any(
            item.member == member.id and item.date.weekday() == day.weekday() and Week.of(item.date).is_odd == self._odd
            for item in self._problem.team.learning  # also that of later weeks: her pattern has to have it
        )
        lent = any(s.member == member.id and day.weekday() in s.days for s in self._problem.team.secondments)
        return len(self._problem.workable(member, day)) == len(DAYPARTS) and not busy and not lent

    def _gain(self, member: Member, day: date) -> Values:
        """What it adds to the floor of a date when she is there instead of not, or not instead of there."""
        cells = _cells(day)
        works = bool(self._problem.pattern(member, day))
        move = Move(member.id, self._odd, cells if works else (), () if works else cells)
        base = self._floor(day)
        return added([self._floor(day, move), (-base[0], -base[1], -base[2])])

    def _floor(self, day: date, move: Move | None = None) -> Values:
        key = (day, "" if move is None else move.member)
        if key not in self._floors:
            team = moved(self._problem.team, () if move is None else (move,))
            self._floors[key] = self._alone(replace(self._problem, team=team), day)
        return self._floors[key]

    def _alone(self, problem: Problem, day: date) -> Values:
        """The floor of a date; where a limit came first, one so high that nothing is built on it."""
        unknown = (10**9, 0, 0)
        if self._clock.stopped_by is not None:
            return unknown
        date_alone, limits, stop = alone(problem, day), self._clock.limits, self._clock.stop
        for rules in self._rules:
            try:
                return floor_of(solve(date_alone, limits, stop=stop, rules=rules, stages=DAILY).stages)
            except Impossible:
                continue
        return unknown


def _cells(day: date) -> tuple[Cell, ...]:
    return tuple((day.weekday(), part) for part in DAYPARTS)
