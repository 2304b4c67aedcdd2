"""Only the shifts and places that are allowed for a member, with her remote and office days a week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.events import Meeting
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.variables import Choice


class AllowedShift:
    """Days are counted by their assignments. A week has enough office days, or only office days."""

    id: ClassVar[str] = "allowed_shift"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        placed = {day: _placed_meetings(problem, day) for day in problem.open_dates}
        for member in problem.team.members:
            for week in problem.weeks:
                choices: list[Choice] = []
                for day in week.days:
                    if day in placed:
                        choices += model.variables.choices(member, day)
                        _forbid(model, member, day, [m for m in placed[day] if m.names(member.id)])
                _count(model, member, week, choices)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for assignment in facts.roster.assignments:
            yield from _breaches(problem, assignment)
        for member in problem.team.members:
            for week in problem.weeks:
                places = [a.place for day in week.days for a in facts.assignments(member, day)]
                remote, office = places.count(Place.REMOTE), places.count(Place.OFFICE)
                if remote > member.remote_days:
                    yield Violation(_remote_reason(member, week), remote - member.remote_days)
                short = min(member.office_days, len(places)) - office
                if short > 0:
                    yield Violation(_office_reason(member, week), short)


def _placed_meetings(problem: Problem, day: date) -> list[Meeting]:
    return [meeting for meeting in problem.team.meetings if meeting.place is not None and meeting.on(day)]


def _forbid(model: Encoder, member: Member, day: date, meetings: list[Meeting]) -> None:
    """Forbids the choices of one date that are wrong by themselves."""
    in_office = _place_reason(member, day) if member.office_only(day) else None
    for choice in model.variables.choices(member, day):
        if not member.allows(choice.shift.id):
            model.forbid(choice.var, _shift_reason(member, choice.shift.id, day))
        if in_office is not None and choice.place is not Place.OFFICE:
            model.forbid(choice.var, in_office)
        for meeting in meetings:
            if choice.place is not meeting.place and choice.shift.span.overlaps(meeting.span):
                model.forbid(choice.var, _meeting_reason(member, meeting, day))


def _count(model: Encoder, member: Member, week: Week, choices: list[Choice]) -> None:
    """Limits the remote days of a week, and its office days wherever a day of it is remote."""
    remote = [choice.var for choice in choices if choice.place is Place.REMOTE]
    if not remote:
        return
    if len(remote) > member.remote_days:
        model.require(total(remote) <= member.remote_days, _remote_reason(member, week))
    if member.office_days > 0:
        any_remote = model.boolean(f"{member.id} {week} any remote day")
        for var in remote:
            model.define(var - any_remote <= 0)
        office = total(choice.var for choice in choices if choice.place is Place.OFFICE)
        model.require(office - any_remote * member.office_days >= 0, _office_reason(member, week))


def _breaches(problem: Problem, assignment: Assignment) -> Iterator[Violation]:
    """What is wrong with one assignment by itself. A file may also have what no choice of the planner has."""
    member, day = problem.team.member[assignment.member], assignment.date
    shift = problem.team.shift[assignment.shift]
    if assignment.place not in shift.places or assignment.span != shift.span:
        yield Violation(_unknown_reason(assignment))
    if not member.allows(assignment.shift):
        yield Violation(_shift_reason(member, assignment.shift, day))
    if member.office_only(day) and assignment.place is not Place.OFFICE:
        yield Violation(_place_reason(member, day))
    for meeting in problem.team.meetings:
        brings = meeting.place not in (None, assignment.place) and meeting.on(day) and meeting.names(member.id)
        if brings and meeting.span.overlaps(assignment.span):
            yield Violation(_meeting_reason(member, meeting, day))


def _shift_reason(member: Member, shift: str, day: date) -> Reason:
    template = N_("{shift} is not a shift for {member} on {date}.")
    return because(AllowedShift.id, template, shift=shift, member=member.id, date=day)


def _place_reason(member: Member, day: date) -> Reason:
    template = N_("If {member} works on {date}, she works in the office.")
    return because(AllowedShift.id, template, member=member.id, date=day)


def _meeting_reason(member: Member, meeting: Meeting, day: date) -> Reason:
    if meeting.place is Place.OFFICE:
        template = N_("If {member} works during {meeting} on {date}, she works in the office.")
    else:
        template = N_("If {member} works during {meeting} on {date}, she works remotely.")
    return because(AllowedShift.id, template, member=member.id, meeting=meeting.name, date=day)


def _remote_reason(member: Member, week: Week) -> Reason:
    template = N_("The remote days of {member} in {week} are at most {limit}.")
    return because(AllowedShift.id, template, member=member.id, week=str(week), limit=member.remote_days)


def _office_reason(member: Member, week: Week) -> Reason:
    template = N_("The office days of {member} in {week} are at least {limit}, or all her days.")
    return because(AllowedShift.id, template, member=member.id, week=str(week), limit=member.office_days)


def _unknown_reason(assignment: Assignment) -> Reason:
    template = N_("{member} works {shift} on {date} at a place or at times that this shift does not have.")
    return because(AllowedShift.id, template, member=assignment.member, shift=assignment.shift, date=assignment.date)
