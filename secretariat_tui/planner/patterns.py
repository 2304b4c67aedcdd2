"""Pattern proposals: whose free dayparts would move for the best continuity and spread.

Patterns are agreed with each person, so nothing here changes one: it proposes, with before and after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import ClassVar, Final

from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Week
from secretariat_tui.domain.capacity import Cell
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.finding import N_, Severity, Violation, because
from secretariat_tui.domain.formation import Move, Proposal, Proposals
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster, StageResult
from secretariat_tui.planner import valuation
from secretariat_tui.planner.capacity import Tell
from secretariat_tui.planner.check import recompute
from secretariat_tui.planner.conflict import minimal_conflict
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Linear, total
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.formation import widened
from secretariat_tui.planner.limits import Clock
from secretariat_tui.planner.pattern_search import Search, moved
from secretariat_tui.planner.registry import RULES, brought_rules, installed_rules
from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.rules.spread import Spread
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY, Stage, hard
from secretariat_tui.planner.valuation import is_valid, keeps

_SPREAD: Final = Stage("spread", ("spread",))
_SMALL: Final = 6
"""Members of a team that is planned as one model with every pattern open."""

_MOST_PLANNED: Final = 3
"""Promising moves that are planned, for each number of members."""


def propose(problem: Problem, clock: Clock, most: int = 2, tell: Tell | None = None) -> Proposals:
    """The best stages, and then spread, that moving the free dayparts of 0, 1, 2, ... members leads to.

    It ends with `most` members, or at a limit: where one alone does not help, two who change places may. Each member
    keeps the number of her dayparts in each week; only dayparts of open dates in the horizon on which she is not away
    are moved, all weeks of one parity alike. Each proposal is verified: its roster keeps every rule of the team with
    the new patterns.

    A small team is planned as one model, and proposals are proven. In a larger one only whole days move, one of a
    member, as `pattern_search` finds them; such proposals are the best of those that were planned, and not proven.
    """
    before = planned_with(problem, (), 0, clock)
    if before is None:
        raise Impossible(minimal_conflict(problem, installed_rules()))
    found = [before]
    tried: list[Proposal | None] = []
    small = len(problem.team.members) <= _SMALL
    finder = None if small else Search(problem, clock)
    for number in range(1, most + 1):
        if tell is not None:
            tell(number - 1, most)
        if clock.stopped_by is not None:
            break
        if finder is None:
            proposal = _proposal(problem, number, clock)
        else:
            proposal = _best_planned(problem, finder, number, clock, found[-1])
        tried.append(proposal)
        if proposal is not None and proposal.values < found[-1].values:
            found.append(proposal)
    proven = small and len(tried) == most and all(proposal is not None and proposal.proven for proposal in tried)
    return Proposals(found[0], tuple(found[1:]), clock.stopped_by, proven)


def _best_planned(problem: Problem, finder: Search, number: int, clock: Clock, best: Proposal) -> Proposal | None:
    """The best of the most promising moves of so many members; None where none is better."""
    better: Proposal | None = None
    for moves in islice(finder.promising(number), _MOST_PLANNED):
        if clock.stopped_by is not None:
            break
        found = planned_with(problem, moves, number, clock)
        if found is not None and found.values < (better or best).values:
            better = found
    return better


def planned_with(problem: Problem, moves: tuple[Move, ...], most: int, clock: Clock) -> Proposal | None:
    """The horizon planned with these moves made, whatever others might do; None where no roster keeps the rules."""
    real = replace(problem, team=moved(problem.team, moves))
    try:
        rules, stages = installed_rules(), (*CONTINUITY, _SPREAD)
        found = solve(real, clock.limits, stop=clock.stop, rules=rules, stages=stages)
    except Impossible:
        return None
    return Proposal(most, moves, found.stages, found, most == 0 and all(stage.proven for stage in found.stages))


def _proposal(problem: Problem, most: int, clock: Clock) -> Proposal | None:
    """The best moves of at most so many members, from one model in which every pattern is open.

    A rule that the team brings itself is kept with the patterns that would be. What is best without it is best; else
    the model has it too, where it says who knows what of open patterns, and so proves nothing.
    """
    rule = Moving(problem, most)
    cost = _Moved(rule)
    stages = (*CONTINUITY, _SPREAD, Stage(cost.id, (cost.id,)))
    brought = hard(brought_rules())

    def planned(more: Sequence[Rule]) -> tuple[Roster, tuple[Move, ...], Problem]:
        rules = (*RULES, rule, cost, *more)
        found = solve(widened(problem), clock.limits, stop=clock.stop, rules=rules, stages=stages)
        moves = tuple(rule.moves(found))
        return found, moves, replace(problem, team=moved(problem.team, moves))

    found, moves, real = planned(())
    least = [stage.bound for stage in found.stages]
    if not keeps(real, Facts(real, found), brought):
        try:
            found, moves, real = planned(brought)
        except Impossible:
            return None
        stages_found = (replace(s, bound=min(s.value, b)) for s, b in zip(found.stages, least, strict=True))
        found = replace(found, stages=tuple(stages_found))
    if not is_valid(real, found) or not keeps(real, Facts(real, found), brought):
        return None
    facts = Facts(real, found)
    values = {stage.id: stage.value for stage in recompute(real, facts)[: len(CONTINUITY)]}
    values[Spread.id] = valuation.cost(real, facts, [Spread()])
    results: list[StageResult] = []
    for stage in found.stages[: len(CONTINUITY) + 1]:
        certain = all(earlier.proven for earlier in results)
        results.append(StageResult(stage.id, values[stage.id], stage.bound if certain else 0))
    return Proposal(most, moves, tuple(results), found, all(stage.proven for stage in found.stages))


class Moving:
    """Everybody works within a pattern of as many dayparts as her own, and at most some have another than their own."""

    id: ClassVar[str] = "moving"
    severity: ClassVar[Severity] = Severity.HARD

    def __init__(self, problem: Problem, most: int) -> None:
        self._problem = problem
        self._most = most
        self.taken: list[Linear] = []

    def encode(self, problem: Problem, model: Encoder) -> None:
        self.taken = []
        movers: list[Linear] = []
        for member in self._problem.team.members:
            mover = model.boolean(f"{member.id} moves")
            movers.append(mover)
            for odd in sorted({week.is_odd for week in problem.weeks}):
                self._encode(problem, model, member, odd, mover)
        template = N_("At most {most} members move.")
        model.require(total(movers) <= self._most, because(self.id, template, most=self._most))

    def _encode(self, problem: Problem, model: Encoder, member: Member, odd: bool, mover: Linear) -> None:
        own = member.pattern.odd if odd else member.pattern.even
        weeks = [week for week in problem.weeks if week.is_odd == odd]
        cells = self._cells(member, odd)
        given: list[Linear] = []
        taken: list[Linear] = []
        change: list[Linear] = []
        for cell in cells:
            moves = model.boolean(f"{member.id} {cell} moves")
            (given if cell in own else taken).append(moves)
            change.append(moves * member.daypart_minutes(cell[1]) * (-1 if cell in own else 1))
            model.define(moves - mover <= 0)
        model.define(total(given).equals(total(taken)))
        self.taken += taken
        by_cell = dict(zip(cells, self._in_order(cells, own, given, taken), strict=True))
        for week in weeks:
            for day in week.days:
                for part in DAYPARTS:
                    cell = (day.weekday(), part)
                    works = model.variables.works_in(member, day, part)
                    if not works.terms:
                        continue
                    if cell not in by_cell:
                        allowed: Linear = Linear([], int(cell in own))
                    else:
                        allowed = 1 - by_cell[cell] if cell in own else by_cell[cell]
                    model.define(works - allowed <= 0)
            paid = total(
                choice.var * problem.paid(day, choice.shift)
                for day in week.days
                for choice in model.variables.choices(member, day)
            )
            if paid.terms:
                model.define(
                    paid - (total(change) if self._by_pattern(member) else 0) <= self._problem.room(member, week)
                )

    def _in_order(
        self, cells: Sequence[Cell], own: frozenset[Cell], given: Sequence[Linear], taken: Sequence[Linear]
    ) -> Iterator[Linear]:
        of_own, of_others = iter(given), iter(taken)
        return (next(of_own) if cell in own else next(of_others) for cell in cells)

    def _cells(self, member: Member, odd: bool) -> list[Cell]:
        """The weekly dayparts that may move: open in each week, and she is there, not lent and not learning then."""
        wide = widened(self._problem)
        member = wide.team.member[member.id]
        found: list[Cell] = []
        for weekday in range(7):
            days = [d for w in self._problem.weeks if w.is_odd == odd for d in w.days if d.weekday() == weekday]
            for part in DAYPARTS:
                if self._lent(member, weekday, part) or self._learns(member, odd, weekday, part):
                    continue
                if all(part in wide.workable(member, day) for day in days):
                    found.append((weekday, part))
        return found

    def _learns(self, member: Member, odd: bool, weekday: int, part: Daypart) -> bool:
        """Whether she has learning time then, also after these weeks: her pattern has to have it."""
        return any(
            item.member == member.id
            and (item.date.weekday(), Week.of(item.date).is_odd) == (weekday, odd)
            and item.span.overlaps(self._problem.team.half(part))
            for item in self._problem.team.learning
        )

    def _lent(self, member: Member, weekday: int, part: Daypart) -> bool:
        return any(
            item.member == member.id and weekday in item.days and item.part in (None, part)
            for item in self._problem.team.secondments
        )

    def _by_pattern(self, member: Member) -> bool:
        """Whether her weeks are as long as her pattern has them: then a longer half of a day makes a longer week."""
        own = [sum(member.daypart_minutes(part) for _, part in cells) for cells in self._both(member)]
        return sum(own) == 2 * member.contract_minutes

    def _both(self, member: Member) -> tuple[frozenset[Cell], frozenset[Cell]]:
        return member.pattern.even, member.pattern.odd

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:  # noqa: ARG002
        """Whether the roster fits in moves of at most so many members."""
        if len({move.member for move in self.moves(facts.roster)}) > self._most:
            yield Violation(because(self.id, N_("At most {most} members move."), most=self._most))

    def moves(self, roster: Roster) -> Iterator[Move]:
        """The fewest moves in which the roster fits: to each daypart worked outside a pattern, from one not worked.

        Of those not worked the first go: a whole day before a half, where the move is of a whole day.
        """
        facts = Facts(self._problem, roster)
        for member in self._problem.team.members:
            for odd in sorted({week.is_odd for week in self._problem.weeks}):
                own = member.pattern.odd if odd else member.pattern.even
                worked = self._worked(facts, member, odd)
                to = sorted(worked - own)
                if to:
                    movable = self._cells(member, odd)
                    idle = sorted(
                        (own - worked) & set(movable), key=lambda cell: ((cell[0], _other(cell)) in worked, cell)
                    )
                    yield Move(member.id, odd, tuple(sorted(idle[: len(to)])), tuple(to))

    def _worked(self, facts: Facts, member: Member, odd: bool) -> set[Cell]:
        return {
            (a.date.weekday(), part)
            for week in self._problem.weeks
            if week.is_odd == odd
            for day in week.days
            for a in facts.assignments(member, day)
            for part in self._problem.team.touches(a.span)
        }


def _other(cell: Cell) -> Daypart:
    return DAYPARTS[1 - DAYPARTS.index(cell[1])]


class _Moved:
    """The dayparts that move: as few as the stages before allow."""

    id: ClassVar[str] = "moved"
    severity: ClassVar[Severity] = Severity.SOFT

    def __init__(self, moving: Moving) -> None:
        self._moving = moving

    def encode(self, problem: Problem, model: Encoder) -> None:  # noqa: ARG002
        reason = because(self.id, N_("A daypart moves."))
        for taken in self._moving.taken:
            model.penalise(taken, 1, reason)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:  # noqa: ARG002
        for move in self._moving.moves(facts.roster):
            yield Violation(because(self.id, N_("A daypart moves.")), len(move.to))
