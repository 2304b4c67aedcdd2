"""Presence spread evenly over the open dayparts of each week, of people working and of people in the office.

For one week with D dayparts, n people in each and T in all, the term is the sum of n² minus its least value for T. With
q = T // D that is the sum of (n - q)(n - q - 1): nothing for q or q + 1 people, then 2, 6, 12 and so on either way.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import ClassVar

from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Week
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Linear, total
from secretariat_tui.planner.facts import Facts


class Spread:
    """A term of quality. Who is on secondment in a daypart does not count in it."""

    id: ClassVar[str] = "spread"
    severity: ClassVar[Severity] = Severity.SOFT

    def encode(self, problem: Problem, model: Encoder) -> None:
        for week in problem.weeks:
            dayparts = [(day, part) for day in week.days if problem.is_open(day) for part in DAYPARTS]
            for place in (None, Place.OFFICE):
                counts = [
                    total(
                        model.variables.works_in(member, day, part, place)
                        for member in problem.team.members
                        if not _is_lent(problem, member, day, part)
                    )
                    for day, part in dayparts
                ]
                if counts:
                    model.penalise(_unevenness(model, counts, len(problem.team.members)), 1, _reason(week, place))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for week in problem.weeks:
            for place in (None, Place.OFFICE):
                counts = [
                    people_at_work(facts, day, part, place)
                    for day in problem.open_dates
                    if day in week.days
                    for part in DAYPARTS
                ]
                if not counts:
                    continue
                whole, rest = divmod(sum(counts), len(counts))
                least = (len(counts) - rest) * whole**2 + rest * (whole + 1) ** 2
                cost = sum(count**2 for count in counts) - least
                if cost:
                    yield Violation(_reason(week, place), cost)


def _unevenness(model: Encoder, counts: list[Linear], people: int) -> Linear:
    """The term for one week. Each daypart climbs or descends from q on a ladder whose rungs cost ever more.

    The least cost takes the rungs in order by itself; stating that order makes the search much better all the same.
    """
    quotient = model.integer(0, people)
    spare = model.integer(0, len(counts) - 1)
    model.define(total(counts).equals(quotient * len(counts) + spare))
    cost: list[Linear] = []
    for count in counts:
        up = [model.boolean() for _ in range(people)]
        down = [model.boolean() for _ in range(people)]
        model.define(count.equals(quotient + total(up) - total(down)))
        model.define(up[0] + down[0] <= 1)
        for rung, next_rung in (*pairwise(up), *pairwise(down)):
            model.define(next_rung - rung <= 0)
        cost += [rung * (2 * n) for n, rung in enumerate(up)]
        cost += [rung * (2 * n) for n, rung in enumerate(down, 1)]
    return total(cost)


def people_at_work(facts: Facts, day: date, part: Daypart, place: Place | None) -> int:
    """How many work in a daypart (at a place, unless None), without those who are lent then."""
    problem = facts.problem
    return sum(
        any(
            part in problem.team.touches(assignment.span) and place in (None, assignment.place)
            for assignment in facts.assignments(member, day)
        )
        for member in problem.team.members
        if not _is_lent(problem, member, day, part)
    )


def _is_lent(problem: Problem, member: Member, day: date, part: Daypart) -> bool:
    return any(item.takes(member.id, day, part) for item in problem.team.secondments)


def _reason(week: Week, place: Place | None) -> Reason:
    if place is None:
        template = N_("The people who work are not spread evenly over {week}.")
    else:
        template = N_("The people in the office are not spread evenly over {week}.")
    return because(Spread.id, template, week=str(week))
