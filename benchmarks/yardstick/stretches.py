"""Days of work in a row: no fewer and no more than so many, and so many days off between two stretches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from benchmarks.yardstick.instance import Contract
from benchmarks.yardstick.ward import ward
from secretariat_tui.domain.finding import Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Var, total
from secretariat_tui.planner.facts import Facts


class Stretches:
    """What begins before the horizon or ends after it may be of any length, of work as of rest.

    There is a variable for each stretch of days that a member may work. Those that touch a date, each with the rest
    that follows it, exclude one another: sets of intervals with a point in common, so that the linear relaxation of
    all this has whole corners only. Bounds on windows of days are far weaker.
    """

    id: ClassVar[str] = "yardstick_stretches"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        team, dates = ward(problem), problem.horizon.dates
        for member in team.members:
            contract = team.contract[member.id]
            working: list[list[Var]] = [[] for _ in dates]
            resting: list[list[Var]] = [[] for _ in dates]
            for first, last in _allowed(contract, len(dates)):
                stretch = model.boolean(f"{member.id} works {dates[first]} to {dates[last]}")
                for number in range(first, last + 1):
                    working[number].append(stretch)
                for number in range(last + 1, min(last + 1 + contract.rest, len(dates))):
                    resting[number].append(stretch)
            reason = self._reason(member, contract)
            for day, here, after in zip(dates, working, resting, strict=True):
                model.require(total(here).equals(model.variables.works(member, day)), reason)
                model.define(total((*here, *after)) <= 1)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        team, dates = ward(problem), problem.horizon.dates
        for member in team.members:
            contract = team.contract[member.id]
            works = [bool(facts.assignments(member, day)) for day in dates]
            for first, last in _runs(works):
                length = last - first + 1
                inside = first > 0 and last < len(dates) - 1
                if works[first]:
                    wrong = length > contract.longest or (inside and length < contract.shortest)
                else:
                    wrong = inside and length < contract.rest
                if wrong:
                    yield Violation(self._reason(member, contract, dates[first]))

    def _reason(self, member: Member, contract: Contract, since: date | None = None) -> Reason:
        text = "{member} works {shortest} to {longest} days in a row, with at least {rest} off between."
        numbers = {"shortest": contract.shortest, "longest": contract.longest, "rest": contract.rest}
        if since is None:
            return because(self.id, text, member=member.id, **numbers)
        return because(self.id, text, member=member.id, date=since, **numbers)


def _allowed(contract: Contract, days: int) -> Iterator[tuple[int, int]]:
    """The first and last day of each stretch that a contract allows."""
    for first in range(days):
        for last in range(first, min(first + contract.longest, days)):
            if last in contract.days_off:
                break
            if last - first + 1 >= contract.shortest or first == 0 or last == days - 1:
                yield first, last


def _runs(works: list[bool]) -> Iterator[tuple[int, int]]:
    """The first and last place of each run of equal values."""
    first = 0
    for place in range(1, len(works) + 1):
        if place == len(works) or works[place] != works[first]:
            yield first, place - 1
            first = place
