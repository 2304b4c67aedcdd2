"""The rules of the published instances, as a team would bring its own: the planner knows nothing of them.

They rest on the planner's own rule of one shift a date; that on stretches of work is in `stretches`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from math import gcd
from typing import ClassVar

from benchmarks.yardstick.instance import Request
from benchmarks.yardstick.ward import covers, requests, ward
from secretariat_tui.domain.finding import Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Linear, Var, total
from secretariat_tui.planner.facts import Facts

_SATURDAY = 5


class DayOff:
    """No shift on a day that was given off."""

    id: ClassVar[str] = "yardstick_day_off"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        for member, day in self._days(problem):
            for choice in model.variables.choices(member, day):
                model.forbid(choice.var, self._reason(member, day))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for member, day in self._days(problem):
            if facts.assignments(member, day):
                yield Violation(self._reason(member, day))

    def _days(self, problem: Problem) -> Iterator[tuple[Member, date]]:
        team, dates = ward(problem), problem.horizon.dates
        for member in team.members:
            for day in sorted(team.contract[member.id].days_off):
                yield member, dates[day]

    def _reason(self, member: Member, day: date) -> Reason:
        return because(self.id, "{member} has {date} off.", member=member.id, date=day)


class MostOfAKind:
    """At most so many shifts of each kind."""

    id: ClassVar[str] = "yardstick_most_of_a_kind"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        days = len(problem.open_dates)
        for member in problem.team.members:
            by_shift = _by_shift(problem, model, member)
            for shift, most in self._most(problem, member):
                worked = by_shift[shift]
                if most == 0:
                    for var in worked:
                        model.forbid(var, self._reason(member, shift, most))
                elif most < days:
                    model.require(total(worked) <= most, self._reason(member, shift, most))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for member in problem.team.members:
            worked = Counter(a.shift for day in problem.open_dates for a in facts.assignments(member, day))
            for shift, most in self._most(problem, member):
                if worked[shift] > most:
                    yield Violation(self._reason(member, shift, most), worked[shift] - most)

    def _most(self, problem: Problem, member: Member) -> Iterator[tuple[str, int]]:
        team = ward(problem)
        most = team.contract[member.id].most
        return ((shift, most.get(kind.id, 0)) for shift, kind in team.kind.items())

    def _reason(self, member: Member, shift: str, most: int) -> Reason:
        return because(self.id, "{member} has {shift} at most {most} times.", member=member.id, shift=shift, most=most)


class Minutes:
    """Between a least and a most number of minutes."""

    id: ClassVar[str] = "yardstick_minutes"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        team = ward(problem)
        unit = gcd(*(kind.minutes for kind in team.kind.values()))  # whole shifts: what lies between two is no bound
        for member in team.members:
            low, high = team.contract[member.id].minutes
            by_shift = _by_shift(problem, model, member)
            minutes = {shift: team.kind[shift].minutes // unit for shift in by_shift}
            worked = total(var * minutes[shift] for shift, found in by_shift.items() for var in found)
            model.require(worked.between(-(-low // unit), high // unit), self._reason(problem, member))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        team = ward(problem)
        for member in team.members:
            least, most = team.contract[member.id].minutes
            shifts = [a.shift for day in problem.open_dates for a in facts.assignments(member, day)]
            minutes = sum(team.kind[shift].minutes for shift in shifts)
            if not least <= minutes <= most:
                yield Violation(self._reason(problem, member), max(least - minutes, minutes - most))

    def _reason(self, problem: Problem, member: Member) -> Reason:
        least, most = ward(problem).contract[member.id].minutes
        text = "{member} works from {least} to {most} minutes."
        return because(self.id, text, member=member.id, least=least, most=most)


class Succession:
    """Some kinds of shift may not follow another on the next day."""

    id: ClassVar[str] = "yardstick_succession"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        pairs = self._pairs(problem)
        for member in problem.team.members:
            for day, after in pairwise(problem.open_dates):
                here = {c.shift.id: c.var for c in model.variables.choices(member, day)}
                there = {c.shift.id: c.var for c in model.variables.choices(member, after)}
                reason = self._reason(member, after)
                for firsts, seconds in pairs:
                    either = [here[id] for id in firsts] + [there[id] for id in seconds]
                    model.require(total(either) <= 1, reason)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        kind = ward(problem).kind
        for member in problem.team.members:
            for day, after in pairwise(problem.open_dates):
                for first in facts.assignments(member, day):
                    for second in facts.assignments(member, after):
                        if kind[second.shift].id in kind[first.shift].bars:
                            yield Violation(self._reason(member, after))

    def _pairs(self, problem: Problem) -> list[tuple[list[str], list[str]]]:
        """Sets of shifts of which none of the second may follow any of the first: the largest for each set of barred
        ones, so that one bound says it of all."""
        kind = ward(problem).kind
        found: list[tuple[list[str], list[str]]] = []
        for bars in dict.fromkeys(k.bars for k in kind.values() if k.bars):
            firsts = [id for id, k in kind.items() if k.bars >= bars]
            found.append((firsts, [id for id, k in kind.items() if k.id in bars]))
        return found

    def _reason(self, member: Member, after: date) -> Reason:
        text = "The shift of {member} on {date} may not follow that of the day before."
        return because(self.id, text, member=member.id, date=after)


class Weekends:
    """Work on a Saturday or a Sunday in at most so many weeks."""

    id: ClassVar[str] = "yardstick_weekends"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        for member in problem.team.members:
            worked: list[Linear] = []
            for days in self._weekends(problem):
                works = model.boolean(f"{member.id} works in the weekend of {days[0]}")
                for day in days:
                    model.define(model.variables.works(member, day) <= works)
                worked.append(works)
            most = ward(problem).contract[member.id].weekends
            model.require(total(worked) <= most, self._reason(member, most))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for member in problem.team.members:
            most = ward(problem).contract[member.id].weekends
            worked = sum(any(facts.assignments(member, day) for day in days) for days in self._weekends(problem))
            if worked > most:
                yield Violation(self._reason(member, most), worked - most)

    def _weekends(self, problem: Problem) -> list[list[date]]:
        return [[day for day in week.days if day.weekday() >= _SATURDAY] for week in problem.weeks]

    def _reason(self, member: Member, most: int) -> Reason:
        return because(self.id, "{member} works in at most {most} weekends.", member=member.id, most=most)


class Requests:
    """The weight of each request that is not met."""

    id: ClassVar[str] = "yardstick_requests"
    severity: ClassVar[Severity] = Severity.SOFT

    def encode(self, problem: Problem, model: Encoder) -> None:
        for member, day, shift, request in requests(problem):
            has = total(choice.var for choice in model.variables.choices(member, day) if choice.shift.id == shift)
            model.penalise(
                1 - has if request.wanted else has, request.weight, self._reason(member, day, shift, request)
            )

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for member, day, shift, request in requests(problem):
            has = any(a.shift == shift for a in facts.assignments(member, day))
            if has is not request.wanted:
                yield Violation(self._reason(member, day, shift, request), request.weight)

    def _reason(self, member: Member, day: date, shift: str, request: Request) -> Reason:
        text = "{member} asks for {shift} on {date}." if request.wanted else "{member} asks for no {shift} on {date}."
        return because(self.id, text, member=member.id, shift=shift, date=day)


class Covered:
    """The weight of each who is missing from a shift, and of each too many."""

    id: ClassVar[str] = "yardstick_covered"
    severity: ClassVar[Severity] = Severity.SOFT

    def encode(self, problem: Problem, model: Encoder) -> None:
        there: dict[tuple[date, str], list[Var]] = defaultdict(list)
        for member in problem.team.members:
            for day in problem.open_dates:
                for choice in model.variables.choices(member, day):
                    there[day, choice.shift.id].append(choice.var)
        for day, shift, cover in covers(problem):
            reason = self._reason(day, shift)
            people = there[day, shift]
            under = model.integer(0, cover.people, f"missing from {shift} on {day}")
            over = model.integer(0, max(0, len(people) - cover.people), f"too many in {shift} on {day}")
            model.define((total(people) + under - over).equals(cover.people))
            model.penalise(under, cover.under, reason)
            model.penalise(over, cover.over, reason)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        there = Counter((a.date, a.shift) for a in facts.roster.assignments)
        for day, shift, cover in covers(problem):
            more = there[day, shift] - cover.people
            if more:
                yield Violation(self._reason(day, shift), more * cover.over if more > 0 else -more * cover.under)

    def _reason(self, day: date, shift: str) -> Reason:
        return because(self.id, "{shift} on {date} has other than the people it asks for.", shift=shift, date=day)


def _by_shift(problem: Problem, model: Encoder, member: Member) -> dict[str, list[Var]]:
    """Her choices in the horizon, by shift."""
    found: dict[str, list[Var]] = defaultdict(list)
    for day in problem.open_dates:
        for choice in model.variables.choices(member, day):
            found[choice.shift.id].append(choice.var)
    return found
