"""Members work at the meetings that name them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.events import Meeting
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.facts import Facts


class Attendance:
    """A term of quality: members named in a meeting who do not work then, for whatever cause, each time."""

    id: ClassVar[str] = "attendance"
    severity: ClassVar[Severity] = Severity.SOFT

    def encode(self, problem: Problem, model: Encoder) -> None:
        for meeting, member, day in _places_at_the_table(problem):
            works = total(
                choice.var
                for choice in model.variables.choices(member, day)
                if choice.shift.span.overlaps(meeting.span)
            )
            model.penalise(1 - works, 1, _reason(meeting, member, day))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for meeting, member, day in _places_at_the_table(problem):
            if not any(assignment.span.overlaps(meeting.span) for assignment in facts.assignments(member, day)):
                yield Violation(_reason(meeting, member, day))


def _places_at_the_table(problem: Problem) -> Iterator[tuple[Meeting, Member, date]]:
    """Every occurrence of a meeting on an open date, with each employed member whom it names."""
    for day in problem.open_dates:
        for meeting in problem.team.meetings:
            if meeting.on(day):
                for member in problem.team.members:
                    if meeting.names(member.id) and member.employed(day):
                        yield meeting, member, day


def _reason(meeting: Meeting, member: Member, day: date) -> Reason:
    return because(
        Attendance.id,
        N_("{member} does not work during the meeting {meeting} on {date}."),
        member=member.id,
        meeting=meeting.name,
        date=day,
    )
