"""The rota that is made by hand: everybody works her pattern in the office until her hours are full, and what a primary
cannot have goes to the backup, then to whoever knows it, who was asked least recently."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from benchmarks.plain import Stretch, stretches
from benchmarks.plain_solving import duties
from secretariat_tui.domain.calendar import DAYPARTS, Span, Week
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment, Duty, Roster
from secretariat_tui.domain.shift import Place, Shift


def rota(problem: Problem) -> Roster:
    """A roster without any search."""
    assignments = [a for member in problem.team.members for week in problem.weeks for a in _week(problem, member, week)]
    return Roster(problem.team.id, problem.weeks, tuple(assignments), tuple(_Duties(problem, assignments).handed_out()))


def _week(problem: Problem, member: Member, week: Week) -> list[Assignment]:
    room = problem.target(member, week) + member.overtime_minutes - problem.credit(member, week)
    found: list[Assignment] = []
    # what must be attended comes first
    for day in sorted(week.days, key=lambda day: (not _attends(problem, member, day), day)):
        shift = _shift(problem, member, day)
        if shift is not None and problem.paid(day, shift) <= room:
            room -= problem.paid(day, shift)
            found.append(Assignment(day, member.id, shift.id, Place.OFFICE, shift.span))
    return found


def _attends(problem: Problem, member: Member, day: date) -> bool:
    lent = any(item.takes(member.id, day, part) for item in problem.team.secondments for part in DAYPARTS)
    return lent or any(item.member == member.id and item.date == day for item in problem.team.learning)


def _shift(problem: Problem, member: Member, day: date) -> Shift | None:
    """The longest shift that fits the dayparts on which she may work; the first of those."""
    workable = problem.workable(member, day)
    fitting = [
        shift
        for shift in problem.team.shifts
        if member.allows(shift.id)
        and Place.OFFICE in shift.places
        and workable.issuperset(problem.team.touches(shift.span))
    ]
    return max(fitting, key=lambda shift: min(problem.paid(day, shift), member.day_minutes), default=None)


class _Duties:
    def __init__(self, problem: Problem, assignments: list[Assignment]) -> None:
        self.problem = problem
        self.shifts = {(a.member, a.date): a.span for a in assignments}
        self.asked = dict.fromkeys(problem.team.member, -1)
        self.loads: dict[tuple[str, date, Span], int] = defaultdict(int)

    def handed_out(self) -> list[Duty]:
        holders = [(stretch, self._holders(stretch)) for stretch in stretches(self.problem)]
        return list(duties(self.problem, holders))

    def _holders(self, s: Stretch) -> list[str]:
        demand, members = s.demand, self.problem.team.members
        fit = [m for m in members if self._fits(m, s)]
        if demand.is_desk:
            order = sorted(fit, key=lambda m: self.asked[m.id])[: demand.people]
        else:
            team, account = self.problem.team, self.problem.team.account[demand.duty]
            agreed = team.agreed(account.id, demand.date)
            knowing = [m for m in fit if account.id in m.knows and not team.in_other_unit(account, m)]
            backups = sorted((m for m in fit if m.id in agreed), key=lambda m: self.asked[m.id])
            incidental = sorted(knowing, key=lambda m: self.asked[m.id])
            order = ([m for m in fit if m.id == account.primary] + backups + incidental)[:1]
        for member in order:
            self.asked[member.id] = s.number  # so that she is asked last for the next
            self.loads[member.id, demand.date, s.span] += demand.load
        return [member.id for member in order]

    def _fits(self, member: Member, s: Stretch) -> bool:
        day = s.demand.date
        shift = self.shifts.get((member.id, day))
        return (
            shift is not None
            and shift.covers(s.span)
            and member.qualified(s.demand.requires, day)
            and self.problem.block(member, day, s.span) is None
            and self.loads[member.id, day, s.span] + s.demand.load <= member.capacity
        )
