"""Work on dayparts outside patterns, and weeks that are as much longer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.calendar import DAYPARTS, Week
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.formation import DaypartOf
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Linear, total
from secretariat_tui.planner.facts import Facts


class Added:
    """The minutes of dayparts outside her pattern, as `problem` has it, on which a member is at work."""

    id: ClassVar[str] = "added"
    severity: ClassVar[Severity] = Severity.SOFT

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._free: dict[tuple[str, Week], list[DaypartOf]] = {}
        for member in problem.team.members:
            for day in problem.open_dates:
                own = self._free.setdefault((member.id, Week.of(day)), [])
                free = [part for part in DAYPARTS if part not in problem.pattern(member, day)]
                own += [DaypartOf(member.id, day, part, member.daypart_minutes(part)) for part in free]

    def encode(self, problem: Problem, model: Encoder) -> None:  # noqa: ARG002
        for member, week, _, extra in self._worked(model):
            model.penalise(extra, 1, self._reason(member.id, week))

    def limit(self, model: Encoder) -> None:
        """Her week may be as much longer as the added dayparts are."""
        for member, week, paid, extra in self._worked(model):
            model.define(paid - extra <= self._room(model.problem, member, week))

    def _room(self, problem: Problem, member: Member, week: Week) -> int:
        """The minutes of her week besides the added dayparts of the dates of `problem`.

        On another date a shift may be shorter than the dayparts that it adds: what is left of them counts as well, for
        a date alone is to be no worse than it is in its week.
        """
        whole = self._problem
        others = {i.date for i in self._free.get((member.id, week), ()) if i.date not in problem.open_dates}
        return whole.room(whole.team.member[member.id], week) + sum(self._left(member, week, day) for day in others)

    def _left(self, member: Member, week: Week, day: date) -> int:
        """The most that may be left of the dayparts that a shift adds on a date."""
        free = {item.part: item.minutes for item in self._free[member.id, week] if item.date == day}
        team = self._problem.team
        left = (
            sum(free.get(part, 0) for part in team.touches(shift.span)) - self._problem.paid(day, shift)
            for shift in team.shifts
            if member.allows(shift.id)
        )
        return max(0, *left)

    def _worked(self, model: Encoder) -> Iterator[tuple[Member, Week, Linear, Linear]]:
        """The paid minutes of each week in which a member may work, and those of dayparts outside her pattern."""
        problem = model.problem
        for (name, week), free in self._free.items():
            member = problem.team.member[name]
            days = [i for i in free if i.date in problem.open_dates]
            extra = total(model.variables.works_in(member, i.date, i.part) * i.minutes for i in days)
            choices = [choice for day in week.days for choice in model.variables.choices(member, day)]
            paid = total(choice.var * problem.paid(choice.date, choice.shift) for choice in choices)
            if paid.terms:
                yield member, week, paid, extra

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:  # noqa: ARG002
        for item in self.used(facts.roster):
            yield Violation(self._reason(item.member, Week.of(item.date)), item.minutes)

    def used(self, roster: Roster) -> Iterator[DaypartOf]:
        """The free dayparts that somebody works on."""
        facts = Facts(self._problem, roster)
        for free in self._free.values():
            for item in free:
                works = facts.assignments(self._problem.team.member[item.member], item.date)
                if any(a.span.overlaps(self._problem.team.half(item.part)) for a in works):
                    yield item

    def kept_by(self, roster: Roster) -> bool:
        """Whether nobody works more than her contract and her added dayparts."""
        return not any(self.too_long(self._problem, roster))

    def too_long(self, problem: Problem, roster: Roster) -> Iterator[Reason]:
        """The weeks in which somebody does, as far as the dates of `problem` say."""
        facts = Facts(self._problem, roster)
        extra: Counter[tuple[str, Week]] = Counter()
        for item in self.used(roster):
            extra[item.member, Week.of(item.date)] += item.minutes
        for member in self._problem.team.members:
            for week in self._problem.weeks:
                if paid_in_week(facts, member, week) > self._room(problem, member, week) + extra[member.id, week]:
                    yield self._reason(member.id, week)

    def _reason(self, member: str, week: Week) -> Reason:
        return because(self.id, N_("{member} works beyond her pattern in {week}."), member=member, week=str(week))


class AsAdded:
    """Weeks are no longer than contracts and what is added to them: a rule of its own, since what is only a part of the
    last stage would not be kept by the stages before it."""

    id: ClassVar[str] = "as_added"
    severity: ClassVar[Severity] = Severity.HARD

    def __init__(self, added: Added) -> None:
        self._added = added

    def encode(self, problem: Problem, model: Encoder) -> None:  # noqa: ARG002
        self._added.limit(model)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        yield from map(Violation, self._added.too_long(problem, facts.roster))


def paid_in_week(facts: Facts, member: Member, week: Week) -> int:
    """The paid minutes that a roster has for her."""
    problem = facts.problem
    works = [a for day in week.days for a in facts.assignments(member, day)]
    return sum(problem.paid(a.date, problem.team.shift[a.shift]) for a in works)
