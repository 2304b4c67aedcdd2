"""What a roster leaves of its limits to one of its dates, or of its weeks, planned anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import HolderRole, Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.by_date import keeps, placed
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.rules.unit import WINDOW


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
        others = (day for day in self._week.days if day != self._day)
        return self._problem.room(member, self._week) - self._facts.minutes(member, others)

    def _places(self, member: Member) -> tuple[int, int]:
        works = [a for day in self._week.days if day != self._day for a in self._facts.assignments(member, day)]
        remote = sum(a.place is Place.REMOTE for a in works)
        return remote, len(works) - remote


class OtherWeeks:
    """The other weeks of a roster as they are, beside one that is planned anew.

    To the solver it says what they leave of the quota of another unit, date by date; the check is of all that reaches
    from one week into another.
    """

    id: ClassVar[str] = "other_weeks"
    severity: ClassVar[Severity] = Severity.HARD

    def __init__(self, problem: Problem, roster: Roster, week: Week) -> None:
        self._problem = problem
        self._roster = roster
        self._week = week
        self._covered: dict[tuple[str, str], set[date]] = defaultdict(set)
        for duty in (*problem.past_duties(13), *roster.duties):
            if duty.role is HolderRole.INCIDENTAL and Week.of(duty.date) != week:
                self._covered[duty.duty, duty.member].add(duty.date)

    def encode(self, problem: Problem, model: Encoder) -> None:
        for slot in problem.slots if problem.team.other_unit_cover else ():
            for member in () if slot.is_desk else problem.team.members:
                if self._is_spent(problem, slot.duty, member, slot.date):
                    model.forbid(model.variables.holds(slot, member), self._reason(slot.date))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        merged = self._roster
        for day in self._week.days:
            merged = placed(merged, facts.roster, day)
        if not keeps(replace(self._problem, team=problem.team), merged):
            yield Violation(self._reason(self._week.monday))

    def _is_spent(self, problem: Problem, account: str, member: Member, day: date) -> bool:
        """Whether to cover the account on a date would be too much in some stretch of weeks that has it."""
        team, others = problem.team, self._covered.get((account, member.id), set())
        if len(others) < team.other_unit_quota or not team.in_other_unit(team.account[account], member):
            return False
        if member.id == team.account[account].primary or member.id in team.agreed(account, day):
            return False
        ends = [day, *(other for other in others if day < other < day + WINDOW)]
        most = max(sum(end - WINDOW < other <= end for other in others) for end in ends)
        return most >= team.other_unit_quota

    def _reason(self, day: date) -> Reason:
        return because(self.id, N_("The other weeks leave no room for this on {date}."), date=day)
