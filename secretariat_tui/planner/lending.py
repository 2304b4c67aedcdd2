"""Who is lent on a date, as a choice of the question: one model of the date answers for whoever is lent then.

A secondment takes three things: she is at work then, she holds no duty, and nobody counts on her to take one over. In
this model each of them hangs on variables that a question puts at 0, so that a date is encoded and compiled once for
all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from typing import Final

from secretariat_tui.domain.calendar import DAYPARTS, Daypart
from secretariat_tui.domain.demand import Slot
from secretariat_tui.domain.events import Meeting, Secondment
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import BlockKind, Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.by_date import alone, on_date, values_on
from secretariat_tui.planner.collecting import uncollected
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Var
from secretariat_tui.planner.extract import choices_of
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.stage_model import Answer, StageModel
from secretariat_tui.planner.stages import hard
from secretariat_tui.planner.valuation import keeps

ELSEWHERE: Final = "elsewhere"
"""The team to which a what-if lends somebody."""

_ALL_ELSE: Final = tuple(field.name for field in fields(Team) if field.name != "secondments")
_NOON: Final = "noon"

Lent = frozenset[tuple[str, Daypart]]
"""Members who are lent on a date, with the daypart."""


def lendable(problem: Problem, member: Member, day: date) -> tuple[Daypart, ...]:
    """The dayparts of a date on which she may work and is neither on secondment nor in learning time."""
    taken = [b.span for b in problem.blocks(member, day) if b.kind is not BlockKind.MEETING]
    return tuple(
        part
        for part in DAYPARTS
        if part in problem.workable(member, day) and not any(problem.team.half(part).overlaps(span) for span in taken)
    )


def lent(team: Team, member: str, dayparts: Sequence[tuple[date, Daypart]]) -> Team:
    """The team with a member on secondment on these dayparts."""
    days: dict[date, list[Daypart]] = {}
    for day, part in dayparts:
        days.setdefault(day, []).append(part)
    added_ones = tuple(
        Secondment(member, ELSEWHERE, day, day, frozenset((day.weekday(),)), None if len(parts) > 1 else parts[0])
        for day, parts in days.items()
    )
    return replace(team, secondments=(*team.secondments, *added_ones))


def lent_on(team: Team, changed: Team, day: date) -> Lent | None:
    """Who is lent on a date in a changed team besides in the team; None where anything else has changed."""
    number = len(team.secondments)
    if changed.secondments[:number] != team.secondments:
        return None
    if any(getattr(changed, name) != getattr(team, name) for name in _ALL_ELSE):
        return None
    more = changed.secondments[number:]
    return frozenset((item.member, part) for item in more for part in DAYPARTS if item.takes(item.member, day, part))


def holds_nothing(lent: Lent, team: Team, roster: Roster, day: date) -> bool:
    """Whether none of those who are lent has a duty here then."""
    return not any(
        duty.date == day and any((duty.member, part) in lent for part in team.touches(duty.span))
        for duty in roster.duties
    )


@dataclass(frozen=True)
class Lending:
    """Some who are lent on a date of a roster: the date, its rules and model, what is 0 in that, and the choices of a
    roster in which others have their duties, valid or not."""

    problem: Problem
    rules: tuple[Rule, ...]
    model: StageModel
    zero: frozenset[int]
    choices: Sequence[int]

    @cached_property
    def handed_over(self) -> Answer | None:
        """The date with just their duties in other hands, where it keeps the rules."""
        roster, (day,) = self.model.roster(Answer(None, self.choices)), self.problem.open_dates
        if not keeps(self.problem, Facts(self.problem, roster), self.rules):
            return None
        return Answer(values_on(self.problem, roster, day), self.choices)

    @cached_property
    def answer(self) -> Answer:
        """The best of the date, without the limits that reach further."""
        return self.model.near(self.choices, self.zero, self.handed_over)


class Lendings:
    """Whoever is lent on the dates of a roster. A date is modelled when it is first asked about."""

    def __init__(self, problem: Problem, roster: Roster, seed: int, beside: Sequence[Rule] = ()) -> None:
        self._problem = problem
        self._roster = roster
        self._seed = seed
        self._beside = tuple(beside)
        self._models: dict[date, _Model] = {}
        self._last: tuple[Team, date | None, Lending | None] = problem.team, None, None

    def on(self, changed: Problem, day: date) -> Lending | None:
        """Those who are lent on a date in the changed problem; None where nobody is, or where more has changed."""
        team, known, lending = self._last
        if team is not changed.team or known != day:
            lending = self._lending(changed, day)
            self._last = changed.team, day, lending
        return lending

    def _lending(self, changed: Problem, day: date) -> Lending | None:
        lent = lent_on(self._problem.team, changed.team, day)
        if not lent:
            return None
        if day not in self._models:
            with uncollected():
                self._models[day] = _Model(self._problem, self._roster, day, self._seed, self._beside)
        asked = self._models[day]
        if not asked.allows(lent):
            return None
        rules = (*hard(RULES), *self._beside)
        return Lending(alone(changed, day), rules, asked.model, asked.zero(lent), asked.handed_over(lent))


class _Model:
    """The first three stages of one date, with anybody lent on it who can be."""

    def __init__(self, problem: Problem, roster: Roster, day: date, seed: int, beside: Sequence[Rule]) -> None:
        part = alone(replace(problem, team=_cut_at_noon(problem.team, day)), day)
        encoder = Encoder(part)
        self._day = day
        self._stays: dict[tuple[str, Daypart], Var] = {}
        self._away: dict[tuple[str, Daypart], list[Var]] = {}
        for member in part.team.members:
            for half in lendable(part, member, day):
                self._state(encoder, member, half)
        self.model = StageModel(part, seed=seed, own=beside, model=encoder)
        self._choices = choices_of(encoder, on_date(roster, day))

    def _state(self, model: Encoder, member: Member, half: Daypart) -> None:
        """Either she stays, or she is lent: she is at work then, and all the time that she is, she is away."""
        variables, problem, day = model.variables, model.problem, self._day
        stays = self._stays[member.id, half] = model.boolean("stays")
        model.define(variables.works_in(member, day, half) + stays >= 1)
        known: dict[tuple[int, ...], Var] = {}
        for span in dict.fromkeys(slot.span for slot in problem.slots if problem.team.half(half).covers(slot.span)):
            for on_site in (False, True):
                there = variables.present(member, day, span, on_site)
                key = tuple(var.index for var, _ in there.terms)
                if key not in known:
                    away = known[key] = model.boolean("lent")
                    model.define(away - there <= 0)
                    model.define(there - away - stays <= 0)
                variables.lessen(member, day, span, on_site, known[key])
        self._away[member.id, half] = list(known.values())

    def allows(self, lent: Lent) -> bool:
        """Whether all of them can be lent."""
        return lent <= self._stays.keys()

    def zero(self, lent: Lent) -> frozenset[int]:
        """The variables that are 0 where just these are lent."""
        stays = {self._stays[each].index for each in lent}
        return frozenset(stays | {var.index for each, away in self._away.items() if each not in lent for var in away})

    def handed_over(self, lent: Lent) -> list[int]:
        """Each of their duties with whoever is there and may have it: not beyond her capacity, rather by agreement than
        incidentally, and rather with who has least."""
        variables, problem = self.model.model.variables, self.model.problem
        values = [*self._choices]
        for name, half in sorted(lent):
            away = {other for other, part in lent if part is half}
            for slot in problem.slots:
                held = variables.holds(slot, problem.team.member[name]).index
                if not values[held] or not problem.team.half(half).overlaps(slot.span):
                    continue
                values[held] = 0
                able = [m for m in problem.team.members if m.id not in away and self._is_able(m, slot, values)]
                if able:
                    taker = min(able, key=lambda m: self._reluctance(m, slot, values))
                    values[variables.holds(slot, taker).index] = 1
        return values

    def _is_able(self, member: Member, slot: Slot, values: Sequence[int]) -> bool:
        """Whether she is there and may hold it, and does not yet."""
        var = self.model.model.variables.holds(slot, member)
        return (
            var.index not in self.model.model.forbidden
            and not values[var.index]
            and any(
                values[choice.var.index] and choice.shift.span.covers(slot.span)
                for choice in self.model.model.variables.choices(member, self._day)
                if not slot.demand.on_site or choice.place is Place.OFFICE
            )
        )

    def _reluctance(self, member: Member, slot: Slot, values: Sequence[int]) -> tuple[bool, bool, int, int]:
        holds, team = self.model.model.variables.holds, self.model.problem.team
        others = [other for other in self.model.problem.slots if other.span == slot.span]
        load = sum(other.demand.load for other in others if values[holds(other, member).index])
        rank: int | None = 0
        if not slot.is_desk and member.id != team.account[slot.duty].primary:
            rank = team.rank(slot.duty, member.id, self._day)
        return load + slot.demand.load > member.capacity, rank is None, load, rank or 0


def _cut_at_noon(team: Team, day: date) -> Team:
    """The team with a date that has a boundary at noon, as it has where somebody is lent then."""
    number = 0
    while any(meeting.id == f"{_NOON}-{number}" for meeting in team.meetings):
        number += 1
    days = frozenset((day.weekday(),))
    noon = Meeting(f"{_NOON}-{number}", _NOON, days, team.half(Daypart.AM), who=(), interruptible=True)
    return replace(team, meetings=(*team.meetings, noon))
