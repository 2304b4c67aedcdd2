"""An acute request: who can help another team on some dayparts, ranked by what it does to continuity."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, ClassVar, Final

from secretariat_tui.domain.calendar import DAYPARTS
from secretariat_tui.domain.capacity import (
    Alternative,
    Answer,
    Candidate,
    Dayparts,
    Effect,
    Group,
    Request,
    Values,
    Verdict,
)
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import BlockKind, Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.capacity import Tell
from secretariat_tui.planner.days import Asked, WhatIf
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.lending import lendable, lent
from secretariat_tui.planner.limits import Clock
from secretariat_tui.planner.rules.pattern import why_off

_MOST_GROUPS: Final = 24
"""Groups of people that are planned, the most promising first."""

_MOST_ALTERNATIVES: Final = 30
"""Other dayparts and dates that are tried, the nearest first."""


def request(problem: Problem, roster: Roster, asked: Request, clock: Clock, tell: Tell | None = None) -> Answer:
    """Ranks everybody for a request, finds the best group, and where there is none the nearest alternative.

    The rank is by the stages to which lending her leads, then by the order of the team. A group costs at least what its
    costliest member costs alone; that proves the best one, or shows that none is without cost.
    """
    desk = _Desk(WhatIf(problem, roster, clock), asked)
    candidates = []
    for number, member in enumerate(problem.team.members):
        candidates.append(desk.candidate(member))
        if tell is not None:
            tell(number + 1, len(problem.team.members))
    ranked = tuple(sorted(candidates, key=_order))
    group = desk.group(ranked)
    answer = Answer(desk.what_if.before, ranked, group, None, True, clock.stopped_by)
    if answer.verdict is Verdict.FREE:
        return answer
    alternative, searched = _nearest(desk)
    return replace(answer, alternative=alternative, searched=searched, stopped_by=clock.stopped_by)


def _order(candidate: Candidate) -> tuple[int, Values]:
    effect = candidate.effect
    if candidate.reason is not None or (effect is not None and effect.impossible):
        return (2, (0, 0, 0))
    if effect is None:
        return (1, (0, 0, 0))
    return (0, effect.floor if effect.after is None else effect.after)


@dataclass(frozen=True)
class _Desk:
    """Where a request comes in."""

    what_if: WhatIf
    asked: Request

    @property
    def problem(self) -> Problem:
        return self.what_if.problem

    def candidate(self, member: Member) -> Candidate:
        """What lending her alone does."""
        reason = next(self.obstacles(member), None)
        if reason is not None:
            return Candidate(member.id, reason=reason)
        return Candidate(member.id, self.effect((member.id,)))

    def obstacles(self, member: Member) -> Iterator[Reason]:
        """What keeps her from it whatever the roster: first her qualifications, then each daypart."""
        problem = self.problem
        for day, part in self.asked.dayparts:
            facts: dict[str, Any] = {"member": member.id, "date": day}
            for need in self.asked.requires:
                if not member.qualified((need,), day):
                    template = N_("{member} does not have {qualification} on {date}.")
                    yield because("qualified", template, qualification=need, **facts)
            if not problem.is_open(day) or part not in problem.pattern(member, day):
                yield why_off(problem, member, day)
            elif part not in problem.workable(member, day):
                yield because("leave", N_("{member} is away on {date}."), **facts)
            elif part not in lendable(problem, member, day):
                learning = any(b.kind is BlockKind.LEARNING for b in problem.blocks(member, day))
                template = N_("{member} works for another team on {date}.")
                if learning:
                    template = N_("{member} has learning time on {date}.")
                yield because("present", template, **facts)

    def effect(self, members: Sequence[str]) -> Effect | None:
        """The effect of lending them together; None where a limit came before it was planned."""
        team = self.lending(members)
        days = sorted({day for day, _ in self.asked.dayparts})
        asked = Asked()
        if self.asked.place is Place.OFFICE:
            rule = InOffice(tuple(members), self.asked.dayparts)
            asked = Asked((rule,), rule.kept_by)
        known = self.what_if.at_once(team, days, asked.accepts)
        if known is not None or self.what_if.clock.stopped_by is not None:
            return known
        return self.what_if.effect(team, days, asked)

    def lending(self, members: Sequence[str]) -> Team:
        """The team with these members lent."""
        team = self.problem.team
        for member in members:
            team = lent(team, member, self.asked.dayparts)
        return team

    def group(self, ranked: Sequence[Candidate]) -> Group | None:
        """The best group of as many as are asked for."""
        able = [c for c in self._open_to(ranked) if c.effect is not None]
        best: Group | None = None
        floors: dict[tuple[str, ...], Values] = {}
        groups = sorted(combinations(able, self.asked.people), key=self._least)
        for number, group in enumerate(groups):
            known = None if best is None else best.effect.after
            if best is not None and known is not None and known <= max(self.what_if.before, self._least(group)):
                return replace(best, cheapest=_is_cheapest(best, floors))
            if number >= _MOST_GROUPS:
                return best
            names = tuple(candidate.member for candidate in group)
            effect = group[0].effect if len(group) == 1 else self.effect(names)
            if effect is None:
                return best
            if effect.impossible:
                continue
            floors[names] = effect.floor
            if best is None or effect.order < best.effect.order:
                best = Group(names, effect, cheapest=False)
        all_planned = len(able) == len(self._open_to(ranked))
        return None if best is None else replace(best, cheapest=all_planned and _is_cheapest(best, floors))

    def _open_to(self, ranked: Sequence[Candidate]) -> list[Candidate]:
        """Those whom nothing keeps from it, planned or not. Of rules that a team brings itself nobody knows whether
        what cannot be alone can be together."""
        by_all = self.what_if.is_monotone or self.asked.people == 1
        kept = [c for c in ranked if c.reason is None]
        return [c for c in kept if not (by_all and c.effect is not None and c.effect.impossible)]

    def _least(self, group: Sequence[Candidate]) -> Values:
        """What a group costs at least: what its costliest member costs alone."""
        known = group if self.what_if.is_monotone else ()
        return max((c.effect.floor for c in known if c.effect is not None), default=(0, 0, 0))


def _is_cheapest(group: Group, floors: Mapping[tuple[str, ...], Values]) -> bool:
    """Whether none of the groups costs less."""
    return group.effect.is_least_of(floor for names, floor in floors.items() if names != group.members)


def _nearest(desk: _Desk) -> tuple[Alternative | None, bool]:
    """The nearest dayparts on which it can be done: the other half of the day first, then the dates around it."""
    people, sure = desk.asked.people, True
    for number, dayparts in enumerate(_others(desk.problem, desk.asked.dayparts)):
        if number >= _MOST_ALTERNATIVES:
            return None, False
        other = _Desk(desk.what_if, replace(desk.asked, dayparts=dayparts))
        able = [m.id for m in desk.problem.team.members if next(other.obstacles(m), None) is None]
        if len(able) < people:
            continue
        sure = sure and people == 1  # of more people not every group is tried
        free: list[str] = []
        for member in able:
            effect = other.effect((*free, member))
            if effect is None:
                return None, False
            if effect.unchanged:
                free.append(member)
            if len(free) == people:
                return Alternative(dayparts, tuple(free)), True
    return None, sure


def _others(problem: Problem, dayparts: Dayparts) -> Iterator[Dayparts]:
    """The same dayparts at another moment of the horizon, nearest first."""
    swapped = tuple((day, DAYPARTS[1 - DAYPARTS.index(part)]) for day, part in dayparts)
    variants = [dayparts] if set(swapped) == set(dayparts) else [dayparts, swapped]
    dates = problem.open_dates
    places = {day: bisect_left(dates, day) for day, _ in dayparts}  # of a closed day the next that is open
    closed = any(day not in dates for day in places)
    for distance in range(len(dates)):
        for step in sorted({distance, -distance}, reverse=True):
            for variant in variants:
                moved = [(places[day] + step, part) for day, part in variant]
                apart = len({place for place, _ in moved}) == len(places)
                other = step or closed or variant is not dayparts
                if apart and other and all(0 <= place < len(dates) for place, _ in moved):
                    yield tuple((dates[place], part) for place, part in moved)


class InOffice:
    """Members who work in the office on some dayparts."""

    id: ClassVar[str] = "in_office"
    severity: ClassVar[Severity] = Severity.HARD

    def __init__(self, members: tuple[str, ...], dayparts: Dayparts) -> None:
        self._members = members
        self._dayparts = dayparts

    def encode(self, problem: Problem, model: Encoder) -> None:
        for name in self._members:
            for day, part in self._dayparts:
                template = N_("{member} works in the office on {date}.")
                reason = because(self.id, template, member=name, date=day)
                for choice in model.variables.choices(problem.team.member[name], day):
                    if choice.place is not Place.OFFICE and choice.shift.span.overlaps(problem.team.half(part)):
                        model.forbid(choice.var, reason)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        if problem.is_open(self._dayparts[0][0]) and not self.kept_by(facts.roster):
            yield Violation(because(self.id, N_("Somebody works at home who is asked for in the office.")))

    def kept_by(self, roster: Roster) -> bool:
        """Whether none of them works at home on any of the dates."""
        days = {day for day, _ in self._dayparts}
        return not any(
            a.member in self._members and a.date in days and a.place is not Place.OFFICE for a in roster.assignments
        )
