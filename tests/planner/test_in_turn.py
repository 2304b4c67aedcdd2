"""Weeks planned one after the other, each with what those before it leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from benchmarks.instances import START, Size, team
from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.balances import carried
from secretariat_tui.planner.check import recompute
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.head import Head
from secretariat_tui.planner.in_turn import weeks_in_turn
from secretariat_tui.planner.limits import Limits, Progress
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import STAGES
from tests.build import MON, WEEK, hold, member, problem, roster, work
from tests.build import team as team_of

NEXT = WEEK.plus(1)
LITTLE = Limits(deterministic=3, polish=0.3)


def test_a_week_in_its_turn_looks_back_on_those_before_it_and_has_the_balance_that_they_leave():
    """Anna's target is 16 hours; she works eight of them in the first week, and all in the next."""
    last = roster([work("anna", MON - timedelta(7))], weeks=(WEEK.plus(-1),))
    posed = problem(team_of([member("anna", "mon tue")]), weeks=3, history=(last,))
    works = {WEEK: [MON], NEXT: [NEXT.monday, NEXT.monday + timedelta(1)], NEXT.plus(1): []}
    asked: list[Problem] = []

    def planned(part: Problem, week: Week) -> Roster:
        asked.append(part)
        return roster([work("anna", day) for day in works[week]], weeks=(week,))

    found = weeks_in_turn(posed, planned)

    assert [part.horizon for part in asked] == [Horizon(week) for week in posed.weeks]
    assert [len(part.history) for part in asked] == [1, 2, 3]
    assert [part.team.members[0].balance_minutes for part in asked] == [0, -480, -480]
    assert found is not None
    assert found.weeks == posed.weeks
    assert [item.date for item in found.assignments] == [MON, *works[NEXT]]


def test_where_nothing_comes_of_a_week_the_weeks_after_it_are_not_tried():
    asked: list[Week] = []

    def planned(part: Problem, week: Week) -> Roster | None:
        asked.append(week)
        return roster(weeks=(week,)) if week == WEEK else None

    assert weeks_in_turn(problem(team_of([member("anna", "mon")]), weeks=3), planned) is None
    assert asked == [WEEK, NEXT]


def test_what_is_known_of_a_horizon_is_cut_to_a_week():
    then = NEXT.monday
    whole = roster([work("anna"), work("anna", then)], [hold("anna", "dg"), hold("anna", "dg", day=then)])
    head = Head(whole, {"shortage": 7}, {"shortage": {MON: 3, then: 4}})

    week = head.of_week(NEXT)

    assert week is not None
    assert {item.date for item in (*week.roster.assignments, *week.roster.duties)} == {then}
    assert week.least == {"shortage": 4}
    assert week.floors == {"shortage": {then: 4}}


def test_of_a_horizon_whose_dates_are_not_known_no_week_is():
    assert Head(roster(), {"shortage": 7}, {}).of_week(WEEK) is None


def test_a_plan_of_several_weeks_is_no_worse_than_its_weeks_planned_one_after_the_other():
    """As a lead would who plans a week at a time, publishes it, and plans the next."""
    posed = Problem(team(Size(5, 6, 3, seed=2)), Horizon(START, 3))
    known: tuple[Roster, ...] = ()
    for week in posed.weeks:
        alone = carried(replace(posed, horizon=Horizon(week), history=known))
        known = (*known, solve(alone, replace(LITTLE, polish=0.15)))
    assignments = [item for week in known for item in week.assignments]
    duties = [item for week in known for item in week.duties]
    together = replace(known[0], weeks=posed.weeks, assignments=tuple(assignments), duties=tuple(duties), stages=())

    def values(of: Roster) -> list[int]:
        return [stage.value for stage in recompute(posed, Facts(posed, of))]

    told: list[Progress] = []
    assert values(solve(posed, LITTLE, told.append)) <= values(together)
    for stage in STAGES:
        so_far = [step.value for step in told if step.stage == stage.id and step.value is not None]
        assert so_far == sorted(so_far, reverse=True), "what one week comes to is not told of the whole"
