"""Between rosters and the values of the choice variables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.events import AssignmentPin, DutyPin
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment, Duty, Roster
from secretariat_tui.planner.encoder import Encoder


def choices_of(model: Encoder, roster: Roster) -> list[int]:
    """The values of the choice variables that make the roster."""
    values = [0] * model.choice_count
    problem, variables = model.problem, model.variables
    works = {(a.member, a.date, a.shift, a.place) for a in roster.assignments}
    for member in problem.team.members:
        for day in problem.open_dates:
            for choice in variables.choices(member, day):
                values[choice.var.index] = int((member.id, day, choice.shift.id, choice.place) in works)
    for duty in roster.duties:
        for slot in problem.slots_on.get(duty.date, ()):
            if slot.duty == duty.duty and slot.is_desk == duty.is_desk and duty.span.covers(slot.span):
                values[variables.holds(slot, problem.team.member[duty.member]).index] = 1
    return values


def extract(model: Encoder, values: Sequence[int]) -> Roster:
    """The roster that the values of the choice variables make."""
    problem, variables = model.problem, model.variables
    pinned = {(pin.member, pin.date) for pin in problem.team.pins if isinstance(pin, AssignmentPin)}
    assignments = [
        Assignment(day, member.id, c.shift.id, c.place, c.shift.span, (member.id, day) in pinned)
        for member in problem.team.members
        for day in problem.open_dates
        for c in variables.choices(member, day)
        if values[c.var.index]
    ]
    spans: dict[tuple[date, str, bool, str], list[Span]] = {}
    for slot in problem.slots:
        for member in problem.team.members:
            if values[variables.holds(slot, member).index]:
                key = (slot.date, slot.duty, slot.is_desk, member.id)
                known = spans.setdefault(key, [])
                if known and known[-1].end == slot.span.start:
                    known[-1] = Span(known[-1].start, slot.span.end)
                else:
                    known.append(slot.span)
    duties = [duty_of(problem, *key, span) for key, held in spans.items() for span in held]
    return Roster(problem.team.id, problem.weeks, tuple(assignments), tuple(duties))


def duty_of(problem: Problem, day: date, duty: str, is_desk: bool, member: str, span: Span) -> Duty:
    """A duty with the right by which the member holds it."""
    pinned = any(
        isinstance(pin, DutyPin)
        and (pin.date, pin.member, pin.duty, pin.is_desk) == (day, member, duty, is_desk)
        and pin.span.overlaps(span)
        for pin in problem.team.pins
    )
    if is_desk:
        return Duty(day, duty, True, span, member, pinned=pinned)
    role, rank, distance = problem.team.standing(duty, member, day)
    return Duty(day, duty, False, span, member, role, rank, distance, pinned)
