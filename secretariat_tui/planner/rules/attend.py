"""Learning time and secondment are worked, unless leave, absence or a closed day takes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Week
from secretariat_tui.domain.events import Secondment
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.facts import Facts


class Attend:
    """Learning time needs one shift that covers it; a seconded daypart of the pattern a shift that touches it."""

    id: ClassVar[str] = "attend"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        variables = model.variables
        team = problem.team
        for item in team.learning:
            member = team.member[item.member]
            if item.date in problem.horizon and _waiver(problem, member, item.date, team.touches(item.span)) is None:
                there = variables.present(member, item.date, item.span)
                model.require(there >= 1, _learning_reason(member, item.name, item.date))
        for lent in _lent(problem):
            for part in lent.parts:
                if _waiver(problem, lent.member, lent.date, (part,)) is None:
                    there = variables.works_in(lent.member, lent.date, part)
                    model.require(there >= 1, _secondment_reason(lent))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        team = problem.team
        for item in team.learning:
            member = team.member[item.member]
            if item.date not in problem.horizon or facts.is_present(member, item.date, item.span):
                continue
            taken = problem.away(member, item.date)
            free = any(problem.team.half(part).overlaps(item.span) for part in taken)
            if problem.is_open(item.date) and member.employed(item.date) and not free:
                yield Violation(_learning_reason(member, item.name, item.date))
        for lent in _lent(problem):
            spans = [assignment.span for assignment in facts.assignments(lent.member, lent.date)]
            due = problem.workable(lent.member, lent.date).intersection(lent.parts)
            missed = sum(not any(problem.team.half(part).overlaps(span) for span in spans) for part in due)
            if missed:
                yield Violation(_secondment_reason(lent), missed)


def waived(problem: Problem) -> Iterator[Reason]:
    """What nobody has to attend after all, and why: findings, each once for an event and date."""
    team = problem.team
    for item in team.learning:
        member = team.member[item.member]
        if item.date in problem.horizon:
            template = _waiver(problem, member, item.date, problem.team.touches(item.span))
            if template is not None:
                yield because(Attend.id, template, member=member.id, event=item.name, date=item.date)
    for lent in _lent(problem):
        templates = (_waiver(problem, lent.member, lent.date, (part,)) for part in lent.parts)
        template = next((found for found in templates if found is not None), None)
        if template is not None:
            yield because(Attend.id, template, member=lent.member.id, event=lent.to.to_team, date=lent.date)


@dataclass(frozen=True, slots=True)
class _Lent:
    """A date of a secondment, with its dayparts that are in the member's pattern, employed or not."""

    member: Member
    to: Secondment
    date: date
    parts: tuple[Daypart, ...]


def _lent(problem: Problem) -> Iterator[_Lent]:
    for item in problem.team.secondments:
        member = problem.team.member[item.member]
        for day in problem.horizon.dates:
            cells = member.pattern.in_week(Week.of(day))
            parts = tuple(p for p in DAYPARTS if item.takes(member.id, day, p) and (day.weekday(), p) in cells)
            if parts:
                yield _Lent(member, item, day, parts)


def _waiver(problem: Problem, member: Member, day: date, parts: tuple[Daypart, ...]) -> str | None:
    """Why these dayparts need not be attended; None if they must be."""
    if not member.employed(day):
        return N_("{member} is not employed on {date}, so {event} is without her.")
    if not problem.is_open(day):
        return N_("The secretariat is closed on {date}, so {event} is without {member}.")
    if not problem.away(member, day).isdisjoint(parts):
        return N_("{member} is away on {date}, so {event} is without her.")
    return None


def _learning_reason(member: Member, name: str, day: date) -> Reason:
    template = N_("{member} is at work for all of {event} on {date}.")
    return because(Attend.id, template, member=member.id, event=name, date=day)


def _secondment_reason(lent: _Lent) -> Reason:
    template = N_("{member} works for {event} on {date}.")
    return because(Attend.id, template, member=lent.member.id, event=lent.to.to_team, date=lent.date)
