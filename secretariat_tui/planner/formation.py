"""Formation: how many contract hours could go, and how many are missing for a continuity of 100 %.

Both are asked of the horizon as it is: its leave, its closed days and its duties. A daypart on which somebody is away
or the team is closed says nothing about whether she is needed then; such dayparts stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar, Final

from secretariat_tui.domain.calendar import DAYPARTS, Week
from secretariat_tui.domain.capacity import Cell, Effect
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.formation import DaypartOf, Deficit, Formation, Surplus
from secretariat_tui.domain.member import Member, WorkPattern
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster, StageResult
from secretariat_tui.planner.added import Added, AsAdded, paid_in_week
from secretariat_tui.planner.by_date import alone, placed
from secretariat_tui.planner.capacity import Tell
from secretariat_tui.planner.contingency import contingencies
from secretariat_tui.planner.days import Asked, WhatIf, in_office
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Linear, total
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Clock
from secretariat_tui.planner.registry import RULES, brought_rules
from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY, Stage, hard
from secretariat_tui.planner.valuation import is_valid, keeps

_MOST_OVERTIME: Final = Decimal(60)


def formation(problem: Problem, roster: Roster, clock: Clock, tell: Tell | None = None) -> Formation:
    """How many contract minutes could go with stages 1 to 3 unchanged, and how many are missing.

    Could go: the greatest number of pattern minutes in the horizon on which, in one and the same roster, nobody whose
    they are is at work, while everybody's other hours stay within what is left of her contract. Missing: the fewest
    minutes on free dayparts of the members there are, with which first the least is short and then the least is lost,
    whoever falls out on whichever day; incidental cover is allowed, leave stays leave. Both are exact where `proven`.
    """
    gone = surplus(problem, roster, clock)
    if tell is not None:
        tell(1, 2)
    missing = deficit(problem, clock)
    if tell is not None:
        tell(2, 2)
    return Formation(WhatIf(problem, roster, clock).before, gone, missing, clock.stopped_by)


# -- what could go


def surplus(problem: Problem, roster: Roster, clock: Clock) -> Surplus:
    """The pattern dayparts that could go together."""
    what_if = WhatIf(problem, roster, clock)
    needed = Needed(problem)
    effect = what_if.effect(problem.team, problem.open_dates, Asked((needed,), stage=_stage(needed.id)))
    if effect.roster is None or effect.unchanged is not True:
        effect = Effect(what_if.before, what_if.before, effect.floor, roster)
    gone = tuple(needed.going(effect.roster or roster))
    tight = effect.after == effect.floor == effect.before
    all_of_them = sum(part.minutes for part in needed.dayparts)
    return Surplus(gone, all_of_them - effect.least_extra if tight else all_of_them, effect)


class Needed:
    """The contract minutes of pattern dayparts that cannot go.

    One can on which a member is not at work, as long as what she works fits in what is then left of her week.
    """

    id: ClassVar[str] = "needed"
    severity: ClassVar[Severity] = Severity.SOFT

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self.dayparts = tuple(
            DaypartOf(member.id, day, part, member.daypart_minutes(part))
            for member in problem.team.members
            for day in problem.open_dates
            for part in DAYPARTS
            if part in problem.workable(member, day)
        )

    def encode(self, problem: Problem, model: Encoder) -> None:
        for member in problem.team.members:
            for week in problem.weeks:
                own = [i for i in self._of(member, week) if i.date in problem.open_dates]
                stays = {i: model.variables.works_in(member, i.date, i.part) for i in own}
                if not self._fits_always(member, week):
                    stays = {i: self._stays(model, works) for i, works in stays.items()}
                    gone = total((1 - there) * i.minutes for i, there in stays.items())
                    paid = total(
                        choice.var * problem.paid(day, choice.shift)
                        for day in week.days
                        for choice in model.variables.choices(member, day)
                    )
                    model.define(paid + gone <= self._problem.room(member, week))
                for item, there in stays.items():
                    model.penalise(there, item.minutes, self._reason(item))

    @staticmethod
    def _stays(model: Encoder, works: Linear) -> Linear:
        """1 where a daypart stays: also one on which she is not at work may."""
        stays = model.boolean("stays")
        model.define(works - stays <= 0)
        return stays

    def _fits_always(self, member: Member, week: Week) -> bool:
        """Whether what she works fits in her week without all other dayparts, whatever it is."""
        problem, own = self._problem, self._of(member, week)
        minutes = {(item.date, item.part): item.minutes for item in own}
        return sum(minutes.values()) <= problem.room(member, week) and all(
            problem.paid(day, shift) <= sum(minutes.get((day, part), 0) for part in problem.team.touches(shift.span))
            for day in {item.date for item in own}
            for shift in problem.team.shifts
            if member.allows(shift.id) and problem.workable(member, day).issuperset(problem.team.touches(shift.span))
        )

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:  # noqa: ARG002
        gone = set(self.going(facts.roster))
        yield from (Violation(self._reason(item), item.minutes) for item in self.dayparts if item not in gone)

    def going(self, roster: Roster) -> Iterator[DaypartOf]:
        """As much as can go with this roster."""
        facts = Facts(self._problem, roster)
        for member in self._problem.team.members:
            for week in self._problem.weeks:
                idle = [item for item in self._of(member, week) if not self._is_at_work(facts, member, item)]
                yield from _most(idle, self._problem.room(member, week) - paid_in_week(facts, member, week))

    def _is_at_work(self, facts: Facts, member: Member, item: DaypartOf) -> bool:
        half = self._problem.team.half(item.part)
        return any(work.span.overlaps(half) for work in facts.assignments(member, item.date))

    def _of(self, member: Member, week: Week) -> list[DaypartOf]:
        return [i for i in self.dayparts if i.member == member.id and i.date in week.days]

    def _reason(self, item: DaypartOf) -> Reason:
        template = N_("{member} is at work on {date}, in {part}.")
        return because(self.id, template, member=item.member, date=item.date, part=item.part.value)


def _most(items: Iterable[DaypartOf], minutes: int) -> tuple[DaypartOf, ...]:
    """Those that come to most together, but to no more minutes than these; the first of equals."""
    sums: dict[int, tuple[DaypartOf, ...]] = {0: ()}
    for item in items:
        for length, chosen in list(sums.items()):
            if length + item.minutes <= minutes:
                sums.setdefault(length + item.minutes, (*chosen, item))
    return sums[max(sums)]


# -- what is missing


def deficit(problem: Problem, clock: Clock) -> Deficit | None:
    """The fewest minutes beyond the patterns; None where a limit came before a roster was found.

    Each date alone gives a floor, with what hours other dates might leave it; where the dates together keep every rule,
    that floor is reached. Else the horizon is planned as a whole. A rule that the team brings itself is kept with the
    patterns that would be; as nobody knows what it says of others, it proves nothing.
    """
    wide = widened(problem)
    rule = Added(problem)
    brought = hard(brought_rules())
    stages = (replace(CONTINUITY[0], local=False), replace(CONTINUITY[2], local=False), _stage(rule.id))
    rules = (*RULES, rule, AsAdded(rule))
    parts: list[Roster] = []
    for day in problem.open_dates:
        if clock.stopped_by is not None:
            return None
        try:
            found = solve(alone(wide, day), clock.limits, stop=clock.stop, rules=rules, stages=stages)
        except Impossible:
            return None
        parts.append(found)
    union = Roster(problem.team.id, problem.weeks, (), ())
    for day, part in zip(problem.open_dates, parts, strict=True):
        union = placed(union, in_office(wide, part), day)
    results = [
        StageResult(stage.id, sum(p.stages[n].value for p in parts), sum(p.stages[n].bound for p in parts))
        for n, stage in enumerate(stages)
    ]
    if not (is_valid(wide, union) and rule.kept_by(union) and _keeps(problem, rule, union, brought)):
        if clock.stopped_by is not None or problem.horizon.weeks > 1:
            return None
        try:
            union = solve(wide, clock.limits, stop=clock.stop, rules=(*rules, *brought), stages=stages)
        except Impossible:
            return None
        if not _keeps(problem, rule, union, brought):
            return None
        if brought:
            least = [result.bound for result in results]
            results = [replace(s, bound=min(s.value, b)) for s, b in zip(union.stages, least, strict=True)]
        else:
            results = list(union.stages)
    plans = contingencies(wide, Facts(wide, union))
    lost = sorted({(loss.duty, loss.is_desk) for plan in plans for loss in plan.lost})
    return Deficit(tuple(rule.used(union)), _bounded(results), tuple(lost))


def _keeps(problem: Problem, added: Added, roster: Roster, brought: tuple[Rule, ...]) -> bool:
    """Whether the roster keeps these rules with the patterns that would be."""
    cells: dict[tuple[str, bool], set[Cell]] = {}
    for item in added.used(roster):
        own = cells.setdefault((item.member, Week.of(item.date).is_odd), set())
        own.add((item.date.weekday(), item.part))
    members = []
    for member in problem.team.members:
        even, odd = (cells.get((member.id, is_odd), set()) for is_odd in (False, True))
        pattern = WorkPattern(member.pattern.even | even, member.pattern.odd | odd)
        members.append(replace(member, pattern=pattern, overtime=_MOST_OVERTIME))
    would_be = replace(problem, team=replace(problem.team, members=tuple(members)))
    return keeps(would_be, Facts(would_be, roster), brought)


def _bounded(results: list[StageResult]) -> tuple[StageResult, ...]:
    """A stage after one that is not proven has no bound: it was made least beside a value that may not be the least."""
    known: list[StageResult] = []
    for result in results:
        certain = all(earlier.proven for earlier in known)
        known.append(result if certain else replace(result, bound=0))
    return tuple(known)


def widened(problem: Problem) -> Problem:
    """The problem where everybody might work on every open daypart, if a rule of its own limits her hours.

    Not where her pattern lacks a daypart of a secondment: she would be lent then.
    """
    team = problem.team
    members = []
    for member in team.members:
        lent = {
            (day, part)
            for item in team.secondments
            for day in item.days
            for part in DAYPARTS
            if item.member == member.id and item.part in (None, part)
        }
        cells = {(day, part) for day in team.open_days for part in DAYPARTS} - lent
        pattern = WorkPattern(frozenset(member.pattern.even | cells), frozenset(member.pattern.odd | cells))
        members.append(replace(member, pattern=pattern, overtime=_MOST_OVERTIME))
    return replace(problem, team=replace(team, members=tuple(members)))


def _stage(id: str) -> Stage:
    return Stage(id, (id,))
