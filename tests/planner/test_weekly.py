"""A plan of several weeks, cut into one a week, each of which stands on its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from secretariat_tui.cli import main
from secretariat_tui.domain.calendar import Horizon
from secretariat_tui.domain.events import AssignmentPin
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import HolderRole, Roster, Status
from secretariat_tui.exchange.documents import dump, roster_document
from secretariat_tui.exchange.roster_json import read_plan
from secretariat_tui.exchange.team_writing import write_team
from secretariat_tui.planner.answer import describe
from secretariat_tui.planner.check import examine, recompute
from secretariat_tui.planner.claims import untrue
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.weekly import week_by_week
from tests.build import MON, WEEK, account, hold, member, problem, roster, team, work
from tests.planner.random_cases import random_problem
from tests.planner.random_rosters import random_roster

NEXT = WEEK.plus(1)
LATER = NEXT.monday
POSSIBLE = (0, 1, 4, 6, 9, 10, 13, 17)
"""Random problems of which there is a roster."""

ADD_UP = ("shortage", "agreements", "changes", "fragile", "hours")


def described(case: Problem, made: Roster) -> Plan:
    """The plan with the stages that the roster comes to, none of them proven."""
    return describe(case, replace(made, stages=recompute(case, Facts(case, made))))


def sums(plans: Sequence[Plan]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for plan in plans:
        for stage in plan.roster.stages:
            found[stage.id] += stage.value
    return found


def values(plan: Plan) -> dict[str, int]:
    return {stage.id: stage.value for stage in plan.roster.stages}


def two_weeks(seed: int) -> Problem:
    drawn = random_problem(Random(seed))
    return replace(drawn, horizon=Horizon(drawn.horizon.first, 2), published=None)


@pytest.mark.parametrize("seed", range(40))
def test_what_adds_up_comes_to_what_the_whole_comes_to(seed: int):
    case = two_weeks(seed)
    whole = described(case, random_roster(Random(seed), case))
    parts = week_by_week(case, whole)
    weeks = sums([plan for _, plan in parts])
    assert {id: weeks[id] for id in ADD_UP} == {id: values(whole).get(id, 0) for id in ADD_UP}
    assert [shortage for _, plan in parts for shortage in plan.shortages] == list(whole.shortages)
    assert [item for _, plan in parts for item in plan.contingency] == list(whole.contingency)
    for own, plan in parts:
        assert examine(own, plan.roster).differences == ()
        assert list(untrue(own, plan)) == []


@pytest.mark.parametrize("seed", POSSIBLE)
def test_each_week_of_a_proven_plan_keeps_every_rule_and_is_proven_where_weeks_add_up(seed: int):
    case = two_weeks(seed)
    solved = solve(case, Limits(deterministic=5.0, polish=0.2))
    parts = week_by_week(case, describe(case, solved))
    whole = {stage.id: stage for stage in solved.stages}
    for own, plan in parts:
        assert examine(own, plan.roster).violations == ()
        for stage in plan.roster.stages[:3]:
            assert stage.proven == whole[stage.id].proven
        assert plan.roster.stages[-1].bound == 0


def test_a_plan_of_one_week_is_itself():
    case = problem(team([member("anna")]))
    plan = described(case, roster([work("anna")]))
    assert week_by_week(case, plan) == ((case, plan),)


# Anna should work eight hours each Monday. In the first week she does not, in the second she does.
HALF = problem(team([member("anna")], [account("dir", "anna")]), weeks=2)
SECOND = roster([work("anna", LATER)], [hold("anna", "dir", day=LATER)], weeks=(WEEK, NEXT))


def test_hours_run_on_into_the_next_week():
    first, second = week_by_week(HALF, described(HALF, SECOND))
    assert first[0].team.member["anna"].balance == 0
    assert second[0].team.member["anna"].balance == Decimal(-8)
    assert values(first[1])["hours"] == values(second[1])["hours"] == 480
    assert values(described(HALF, SECOND))["hours"] == 960


def test_each_week_has_the_weeks_before_it_as_its_history():
    before = roster(weeks=(WEEK.plus(-1),))
    known = roster([work("anna")], weeks=(WEEK, NEXT))  # an older version of the weeks that are planned
    case = replace(HALF, history=(before, known))
    _, (second, _) = week_by_week(case, described(case, SECOND))
    assert [(past.weeks, len(past.assignments)) for past in second.past] == [((WEEK.plus(-1),), 0), ((WEEK,), 0)]


def test_the_bound_of_a_week_is_what_the_other_weeks_leave_of_that_of_the_whole():
    """The first week lacks 180 minutes. Of the whole 100 are known to be the least, so 100 are of that week."""
    whole = described(HALF, SECOND)
    shortage, *others = whole.roster.stages
    claimed = replace(whole, roster=replace(whole.roster, stages=(replace(shortage, bound=100), *others)))
    first, second = (plan.roster.stages[0] for _, plan in week_by_week(HALF, claimed))
    assert (first.value, first.bound) == (180, 100)
    assert (second.value, second.bound) == (0, 0)


def test_a_week_is_optimal_only_where_every_stage_is_proven():
    case = problem(team([member("anna", hours=0)]), weeks=2)
    plans = [plan for _, plan in week_by_week(case, described(case, roster(weeks=(WEEK, NEXT))))]
    assert [plan.roster.status for plan in plans] == [Status.OPTIMAL, Status.OPTIMAL]
    plans = [plan for _, plan in week_by_week(HALF, described(HALF, SECOND))]
    assert [plan.roster.status for plan in plans] == [Status.FEASIBLE, Status.FEASIBLE]


def test_changes_of_a_published_week_are_those_of_that_week():
    published = roster([work("anna")], weeks=(WEEK,))
    case = replace(HALF, published=published, today=MON)
    whole = describe(case, SECOND)
    (own, first), (other, second) = week_by_week(case, whole)
    assert own.published is not None
    assert values(first)["changes"] == 16  # both dayparts of today
    assert other.published is None
    assert "changes" not in values(second)


def test_a_quota_spent_in_the_first_week_is_spent_in_the_second():
    case = problem(team([member("anna", knows=("dir",))], [account("dir", unit="fin")], other_unit_quota=1), weeks=2)
    cover = {"role": HolderRole.INCIDENTAL, "distance": 5}
    both = roster(
        [work("anna"), work("anna", LATER)],
        [hold("anna", "dir", **cover), hold("anna", "dir", day=LATER, **cover)],
        weeks=(WEEK, NEXT),
    )
    first, second = week_by_week(case, describe(case, both))
    assert examine(first[0], first[1].roster).violations == ()
    assert [violation.rule for violation in examine(second[0], second[1].roster).violations] == ["unit"]


def test_a_pin_of_another_week_is_no_finding():
    pins = (AssignmentPin("anna", LATER, None), AssignmentPin("anna", LATER.replace(year=2027), None))
    case = replace(HALF, team=replace(HALF.team, pins=pins))
    found = [plan.findings for _, plan in week_by_week(case, describe(case, SECOND))]
    assert [[finding.reason.fact("date") for finding in week] for week in found] == [[pins[1].date], [pins[1].date]]


def test_the_check_of_a_week_in_a_file_finds_what_the_week_says_of_itself(tmp_path: Path):
    """With the team as it is at the start of that week, and the weeks before it."""
    parts = week_by_week(HALF, described(HALF, SECOND))
    files = [tmp_path / f"{plan.roster.weeks[0]}.json" for _, plan in parts]
    for file, (own, plan) in zip(files, parts, strict=True):
        file.write_bytes(dump(roster_document(plan, own.team)))
        assert read_plan(file, own.team).roster == plan.roster
    members = tmp_path / "team.toml"
    members.write_text(write_team(parts[1][0].team), encoding="utf-8")
    args = ["check", "--roster", str(files[1]), "--team-file", str(members), "--history", str(files[0])]
    assert main(args) == 0  # the shortage of the first week is not in it
