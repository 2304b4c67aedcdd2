"""A pinned assignment or duty stands as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.events import AssignmentPin, DutyPin, Pin
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.facts import Facts


class Pinned:
    """A pin says nothing about closed days, dates outside the horizon and time in which its duty is not asked for."""

    id: ClassVar[str] = "pinned"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        variables = model.variables
        for pin in problem.team.pins:
            if pin.date not in problem.slots_on:
                continue
            member, reason = problem.team.member[pin.member], _reason(pin)
            if isinstance(pin, DutyPin):
                for slot in problem.slots_on[pin.date]:
                    if slot.duty == pin.duty and slot.is_desk == pin.is_desk and pin.span.covers(slot.span):
                        model.require(variables.holds(slot, member) >= 1, reason)
                continue
            choices = variables.choices(member, pin.date)
            if pin.shift is None:
                for choice in choices:
                    model.forbid(choice.var, reason)
            else:
                meant = (c.var for c in choices if c.shift.id == pin.shift and pin.place in (None, c.place))
                model.require(total(meant) >= 1, reason)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for pin in problem.team.pins:
            if pin.date not in problem.horizon or not problem.is_open(pin.date):
                continue
            kept = _holds(problem, facts, pin) if isinstance(pin, DutyPin) else _works(problem, facts, pin)
            if not kept:
                yield Violation(_reason(pin))


def unused(problem: Problem) -> Iterator[Reason]:
    """The pins that say nothing, or not all that they were meant to say, in this horizon."""
    for pin in problem.team.pins:
        if pin.date not in problem.horizon:
            yield _unused(pin, N_("{member} is pinned on {date}, which is outside the weeks that are planned."))
        elif not problem.is_open(pin.date):
            yield _unused(pin, N_("{member} is pinned on {date}, but the secretariat is closed then."))
        elif isinstance(pin, DutyPin) and _minutes(_asked(problem, pin)) < pin.span.end - pin.span.start:
            if pin.is_desk:
                template = N_(
                    "{member} is pinned to {desk} on {date} from {span}, but it is not asked for all that time."
                )
            else:
                template = N_(
                    "{member} is pinned to {account} on {date} from {span}, but it is not asked for all that time."
                )
            yield _unused(pin, template)


def _works(problem: Problem, facts: Facts, pin: AssignmentPin) -> bool:
    works = facts.assignments(problem.team.member[pin.member], pin.date)
    if pin.shift is None:
        return not works
    return any(a.shift == pin.shift and pin.place in (None, a.place) for a in works)


def _holds(problem: Problem, facts: Facts, pin: DutyPin) -> bool:
    """Whether she holds the duty whenever it is asked for within the pin."""
    held = sorted(
        duty.span
        for duty in facts.duties(pin.date)
        if (duty.member, duty.duty, duty.is_desk) == (pin.member, pin.duty, pin.is_desk)
    )
    for asked in _asked(problem, pin):
        reached = asked.start
        for span in held:
            if span.start <= reached:
                reached = max(reached, span.end)
        if reached < asked.end:
            return False
    return True


def _asked(problem: Problem, pin: DutyPin) -> list[Span]:
    """When the duty is asked for within the pin."""
    return [
        part
        for demand in problem.demands(pin.date)
        if demand.duty == pin.duty and demand.is_desk == pin.is_desk
        if (part := demand.span.intersection(pin.span)) is not None
    ]


def _minutes(spans: list[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _reason(pin: Pin) -> Reason:
    if isinstance(pin, DutyPin):
        if pin.is_desk:
            template = N_("{member} is pinned to {desk} on {date} from {span}.")
            return because(Pinned.id, template, member=pin.member, desk=pin.duty, date=pin.date, span=pin.span)
        template = N_("{member} is pinned to {account} on {date} from {span}.")
        return because(Pinned.id, template, member=pin.member, account=pin.duty, date=pin.date, span=pin.span)
    if pin.shift is None:
        return because(Pinned.id, N_("{member} is pinned to be off on {date}."), member=pin.member, date=pin.date)
    if pin.place is None:
        template = N_("{member} is pinned to {shift} on {date}.")
        return because(Pinned.id, template, member=pin.member, shift=pin.shift, date=pin.date)
    template = N_("{member} is pinned to {shift} at {place} on {date}.")
    return because(Pinned.id, template, member=pin.member, shift=pin.shift, place=pin.place.value, date=pin.date)


def _unused(pin: Pin, template: str) -> Reason:
    return because("unused-pin", template, **dict(_reason(pin).facts))
