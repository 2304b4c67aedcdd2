"""Whoever is lent on a date, by one model of the date, held against every roster of it and against planning it anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from random import Random

import pytest

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment, Duty, Roster
from secretariat_tui.planner.by_date import alone, values_on
from secretariat_tui.planner.days import DAILY
from secretariat_tui.planner.extract import duty_of
from secretariat_tui.planner.lending import Lending, Lendings, lendable, lent, lent_on
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stage_model import Values
from secretariat_tui.planner.valuation import is_valid
from tests.build import MON, TUE, account, backup, member, problem, shift, team
from tests.planner.random_cases import random_problem

AM, PM = Daypart.AM, Daypart.PM
HALVES = (shift("dag"), shift("ochtend", "08:30-12:30", 0), shift("middag", "12:30-16:30", 0))
_MOST_ROSTERS = 600


def lendings(case: Problem, roster: Roster | None = None) -> Iterator[tuple[date, Problem, Lending]]:
    """Each member lent on each daypart that she can be, on both, and two of them at once, on the first dates."""
    known = Lendings(case, roster or Roster(case.team.id, case.weeks, (), ()), seed=1)
    for day in case.open_dates[:2]:
        cells = [(m.id, part) for m in case.team.members for part in lendable(case, m, day)]
        for some in (*combinations(cells, 1), *combinations(cells, 2)):
            changed_team = case.team
            for name in dict.fromkeys(name for name, _ in some):
                changed_team = lent(changed_team, name, [(day, part) for other, part in some if other == name])
            changed = replace(case, team=changed_team)
            lending = known.on(changed, day)
            assert lending is not None
            yield day, changed, lending


# -- every roster of a date


def ways(case: Problem, who: Member, day: date) -> list[Assignment | None]:
    """Not to work, and all her shifts and places, where she may work at all."""
    if not case.workable(who, day):
        return [None]
    return [None, *(Assignment(day, who.id, s.id, place, s.span) for s in case.team.shifts for place in s.places)]


def rosters(case: Problem, day: date) -> Iterator[Roster]:
    """Every roster of the date, valid or not, with duties cut where the day is."""
    names = [who.id for who in case.team.members]
    held: list[list[tuple[Duty, ...]]] = []
    for slot in case.slots:
        groups = [group for size in range(slot.demand.people + 1) for group in combinations(names, size)]
        held.append(
            [tuple(duty_of(case, day, slot.duty, slot.is_desk, who, slot.span) for who in group) for group in groups]
        )
    at_work = list(product(*(ways(case, who, day) for who in case.team.members)))
    for works in at_work:
        for duties in product(*held):
            yield Roster(
                case.team.id,
                case.weeks,
                tuple(work for work in works if work is not None),
                tuple(duty for of_slot in duties for duty in of_slot),
            )


def number(case: Problem, day: date) -> int:
    found = 1
    for who in case.team.members:
        found *= len(ways(case, who, day))
    for slot in case.slots:
        found *= 1 + len(case.team.members) ** slot.demand.people
    return found


def least(case: Problem, day: date) -> Values | None:
    return min((values_on(case, each, day) for each in rosters(case, day) if is_valid(case, each)), default=None)


@pytest.mark.parametrize("seed", [16, 36, 164, 184, 261, 294, 309, 337, 364])
def test_what_lending_comes_to_is_the_least_of_every_roster(seed: int) -> None:
    found = set()
    for day, changed, lending in lendings(random_problem(Random(seed))):
        part = alone(changed, day)
        if part.slots and number(part, day) <= _MOST_ROSTERS:
            found.add((day, lending.answer.values))
            assert (lending.answer.values, lending.answer.proven) == (least(part, day), True)
    assert len(found) > 2  # it matters who is lent


# -- planned anew


def planned(case: Problem) -> Roster | None:
    try:
        return solve(case, Limits(), stages=DAILY)
    except Impossible:
        return None


@pytest.mark.parametrize("seed", [12, 35, 79, 133, 274])
def test_what_lending_comes_to_is_what_the_date_planned_anew_comes_to(seed: int) -> None:
    case = random_problem(Random(seed))
    for day, changed, lending in lendings(case, planned(case)):
        anew = planned(alone(changed, day))
        values = None if anew is None else tuple(stage.value for stage in anew.stages)
        assert (lending.answer.values, lending.answer.proven) == (values, True)
        if anew is not None:
            told = lending.model.roster(lending.answer)
            assert is_valid(alone(changed, day), told)
            assert values_on(changed, told, day) == values


# -- by hand


def test_her_duties_go_to_who_has_an_agreement_before_who_only_knows_them() -> None:
    members = [member("anna"), member("bea", knows=("dir",)), member("carla")]
    case = problem(team(members, [account("dir", "anna")], agreements=[backup("dir", "carla")], shifts=HALVES))
    roster = solve(case, Limits(), stages=DAILY)
    changed = replace(case, team=lent(case.team, "anna", [(MON, AM)]))
    lending = Lendings(case, roster, seed=1).on(changed, MON)
    assert lending is not None
    assert lending.handed_over is not None
    held = {(duty.duty, duty.member) for duty in lending.model.roster(lending.handed_over).duties}
    assert held == {("dir", "carla")}


def test_only_who_is_lent_besides_is_told() -> None:
    case = problem(team([member("anna"), member("bea")]))
    before = lent(case.team, "anna", [(MON, AM)])
    after = lent(before, "bea", [(MON, PM), (TUE, AM), (TUE, PM)])
    assert lent_on(before, after, MON) == {("bea", PM)}
    assert lent_on(before, after, TUE) == {("bea", AM), ("bea", PM)}
    assert lent_on(after, before, MON) is None
    assert lent_on(before, replace(after, emergency_capacity=3), MON) is None


def test_who_does_not_work_then_is_not_of_the_question() -> None:
    case = problem(team([member("anna"), member("bea", "tue")]))
    known = Lendings(case, Roster(case.team.id, case.weeks, (), ()), seed=1)
    assert known.on(replace(case, team=lent(case.team, "bea", [(MON, AM)])), MON) is None
    assert known.on(replace(case, team=lent(case.team, "anna", [(MON, PM)])), MON) is not None
