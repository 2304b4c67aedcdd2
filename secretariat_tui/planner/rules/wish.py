"""Wishes: a daypart off, a shift, a place, a daypart together with a colleague."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain import events
from secretariat_tui.domain.calendar import DAYPARTS, Daypart
from secretariat_tui.domain.events import WishKind
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Linear, total
from secretariat_tui.planner.facts import Facts


class Wish:
    """A term of quality: wishes not met, each times its own weight.

    Only dayparts on which she may work count, and both may for a daypart together. A shift or place is a wish for the
    whole date.
    """

    id: ClassVar[str] = "wish"
    severity: ClassVar[Severity] = Severity.SOFT

    def encode(self, problem: Problem, model: Encoder) -> None:
        for wish in problem.team.wishes:
            member = problem.team.member[wish.member]
            for day in problem.open_dates:
                can = problem.workable(member, day)
                parts = [part for part in DAYPARTS if part in can and (day.weekday(), part) in wish.days]
                if parts:
                    reason = _reason(wish, day)
                    for unmet in _unmet(model, wish, day, parts):
                        model.penalise(unmet, wish.weight, reason)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for wish in problem.team.wishes:
            for day in problem.open_dates:
                listed = {part for weekday, part in wish.days if weekday == day.weekday()}
                listed &= problem.workable(problem.team.member[wish.member], day)
                unmet = _count(facts, wish, day, listed) if listed else 0
                if unmet:
                    yield Violation(_reason(wish, day), unmet * wish.weight)


def _unmet(model: Encoder, wish: events.Wish, day: date, parts: list[Daypart]) -> list[Linear]:
    """Expressions that are 1 for each part of the wish that is not met on a date."""
    problem, variables = model.problem, model.variables
    member = problem.team.member[wish.member]
    if wish.kind is WishKind.OFF:
        return [variables.works_in(member, day, part) for part in parts]
    if wish.kind is WishKind.TOGETHER:
        colleague = problem.team.member[wish.value]
        apart: list[Linear] = []
        for part in parts:
            if part in problem.workable(colleague, day):
                apart.append(model.boolean())
                for one in (member, colleague):
                    model.define(apart[-1] + variables.works_in(one, day, part) >= 1)
        return apart
    choices = variables.choices(member, day)
    if wish.kind is WishKind.SHIFT:
        return [total(choice.var for choice in choices if choice.shift.id != wish.value)]
    return [total(choice.var for choice in choices if choice.place != wish.value)]


def _count(facts: Facts, wish: events.Wish, day: date, listed: set[Daypart]) -> int:
    """How many times the wish is not met on a date."""
    problem = facts.problem
    hers = facts.assignments(problem.team.member[wish.member], day)
    worked = {part for assignment in hers for part in problem.team.touches(assignment.span)}
    if wish.kind is WishKind.OFF:
        return len(listed & worked)
    if wish.kind is WishKind.TOGETHER:
        colleague = problem.team.member[wish.value]
        theirs = facts.assignments(colleague, day)
        together = worked & {part for assignment in theirs for part in problem.team.touches(assignment.span)}
        return len((listed & problem.workable(colleague, day)) - together)
    if wish.kind is WishKind.SHIFT:
        return sum(assignment.shift != wish.value for assignment in hers)
    return sum(assignment.place.value != wish.value for assignment in hers)


def _reason(wish: events.Wish, day: date) -> Reason:
    who = wish.member
    match wish.kind:
        case WishKind.OFF:
            return because(
                Wish.id, N_("{member} works on {date}, when she would like to be off."), member=who, date=day
            )
        case WishKind.SHIFT:
            template = N_("{member} does not have the shift {shift} on {date}, as she would like.")
            return because(Wish.id, template, member=who, shift=wish.value, date=day)
        case WishKind.PLACE:
            template = N_("{member} does not work at the place she would like on {date}: {place}.")
            return because(Wish.id, template, member=who, place=wish.value, date=day)
        case WishKind.TOGETHER:
            template = N_("{member} and {colleague} do not work together on {date}, as {member} would like.")
            return because(Wish.id, template, member=who, colleague=wish.value, date=day)
