"""What a roster leaves of the limits of a week, for one of its dates planned anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.finding import N_, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.facts import Facts


class Within:
    """What the other dates of a roster leave of a week's limits, for one date. It may forbid too much, never too
    little where only hours and places are at stake; what it leads to is checked."""

    id: ClassVar[str] = "within"
    severity: ClassVar[Severity] = Severity.HARD

    def __init__(self, problem: Problem, roster: Roster, day: date) -> None:
        self._problem = problem
        self._day = day
        self._week = Week.of(day)
        self._facts = Facts(problem, roster)

    def encode(self, problem: Problem, model: Encoder) -> None:
        for member in problem.team.members:
            left = self._minutes_left(member)
            remote, office = self._places(member)
            if office < min(member.office_days, remote + office):
                template = N_("{member} works in the office on {date}.")
                there = [c.var for c in model.variables.choices(member, self._day) if c.place is Place.OFFICE]
                model.require(total(there) >= 1, because(self.id, template, member=member.id, date=self._day))
            for choice in model.variables.choices(member, self._day):
                at_home = choice.place is Place.REMOTE
                short = office + (not at_home) < min(member.office_days, remote + office + 1)
                if problem.paid(self._day, choice.shift) > left or (at_home and remote >= member.remote_days) or short:
                    template = N_("The other days of {member} leave no room for this on {date}.")
                    model.forbid(choice.var, because(self.id, template, member=member.id, date=self._day))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:  # noqa: ARG002
        """Nothing: what it leads to is held against the rules themselves."""
        return iter(())

    def _minutes_left(self, member: Member) -> int:
        problem = self._problem
        room = problem.target(member, self._week) + member.overtime_minutes - problem.credit(member, self._week)
        works = [a for day in self._week.days if day != self._day for a in self._facts.assignments(member, day)]
        return room - sum(problem.paid(a.date, problem.team.shift[a.shift]) for a in works)

    def _places(self, member: Member) -> tuple[int, int]:
        works = [a for day in self._week.days if day != self._day for a in self._facts.assignments(member, day)]
        remote = sum(a.place is Place.REMOTE for a in works)
        return remote, len(works) - remote
