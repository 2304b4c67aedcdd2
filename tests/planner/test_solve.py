"""Weeks are planned alone first, which must come to what planning them as one comes to; what a stopped search says."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from secretariat_tui.domain.account import NoSupport
from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.finding import Reason
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import HolderRole, Status
from secretariat_tui.exchange.team_file import read_team
from secretariat_tui.planner.check import examine
from secretariat_tui.planner.engine import Engine, Outcome
from secretariat_tui.planner.limits import Limits, foremost
from secretariat_tui.planner.rounds import Rounds
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import STAGES, Stage
from tests.build import MON, account, hold, member, problem, roster, team, work
from tests.planner.random_cases import random_problem

LIMITS = Limits(deterministic=10.0)
MEDIUM = Path(__file__).parent.parent / "cases" / "medium-8.toml"
AS_ONE = tuple(replace(stage, local=False) for stage in STAGES)


def values(case: Problem, stages: Sequence[Stage] = STAGES) -> list[int] | list[Reason]:
    """The values of the stages, or the conflict."""
    try:
        found = solve(case, LIMITS, stages=stages).stages
    except Impossible as clash:
        return list(clash.conflict)
    assert all(stage.proven for stage in found)
    return [stage.value for stage in found]


@pytest.mark.parametrize("seed", range(25))
def test_weeks_planned_alone_come_to_what_they_come_to_as_one(seed: int):
    drawn = random_problem(Random(seed))
    weeks = replace(drawn, horizon=Horizon(drawn.horizon.first, 2))
    assert values(weeks) == values(weeks, AS_ONE)


def test_a_quota_that_binds_over_the_weeks_is_kept_over_them():
    covered = account("dir", unit="fin")
    case = problem(team([member("anna", knows=("dir",))], [covered], other_unit_quota=1), weeks=2)
    # Three hours on one of two Mondays: each week alone would use the one date.
    assert values(case)[0] == 180


def test_a_roster_known_of_the_weeks_that_are_planned_counts_for_nothing():
    """A quota that it would have used up is free again."""
    covered = account("dir", unit="fin")
    anna = member("anna", knows=("dir",))
    case = problem(
        team([anna], [covered], other_unit_quota=1, no_support=[NoSupport("dir", MON, MON)]),
        weeks=2,
        history=(roster([work("anna")], [hold("anna", "dir", role=HolderRole.INCIDENTAL, distance=5)]),),
    )
    assert values(case)[0] == 0


@pytest.mark.parametrize("seed", range(25))
def test_a_search_that_is_stopped_early_never_tells_a_bound_above_the_least(seed: int):
    case = random_problem(Random(seed))
    try:
        least = solve(case, LIMITS).stages
    except Impossible:
        return
    early = solve(case, Limits(deterministic=10.0, polish=0.0001)).stages
    assert all(one.bound <= exact.value <= one.value for one, exact in zip(early, least, strict=True))


def test_a_search_that_came_to_no_bound_of_quality_tells_that_of_the_linear_relaxation():
    case = Problem(read_team(MEDIUM), Horizon(Week(2026, 49)))
    quality = solve(case, Limits(polish=0.0001)).stages[-1]
    assert quality.value / 3 < quality.bound < quality.value


def test_a_search_that_is_stopped_before_it_found_anything_gives_a_roster_that_keeps_every_rule(
    monkeypatch: pytest.MonkeyPatch,
):
    """As in a large team, of which the solver has no roster yet when the user stops it."""
    find = Engine.minimise

    def found(self: Engine, objective: Any, limits: Limits, stop: Any = None, *more: Any, **given: Any) -> Outcome:
        if stop is not None and stop.is_set():
            return Outcome((), 0, 0, "user")
        return find(self, objective, limits, stop, *more, **given)

    monkeypatch.setattr(Engine, "minimise", found)
    stop = threading.Event()
    stop.set()
    # Nobody may have the second account, so that its three hours are short in every roster, and nothing is proven.
    case = problem(team([member("anna")], [account("dir", "anna"), account("plv")]))
    made = solve(case, LIMITS, stop=stop)
    assert (made.status, made.stopped_by) == (Status.FEASIBLE, "user")
    checked = examine(case, made)
    assert (checked.violations, checked.differences) == ((), ())


@pytest.mark.parametrize(
    ("stops", "told"),
    [((None, None), None), (("work", None), "work"), (("work", "time"), "time"), (("user", "time", "work"), "user")],
)
def test_of_several_searches_it_is_told_when_the_clock_or_a_user_ended_one(
    stops: tuple[str | None, ...], told: str | None
):
    assert foremost(*stops) == told


def test_a_clock_that_ends_the_bettering_of_quality_is_told_and_not_the_work_before_it(
    monkeypatch: pytest.MonkeyPatch,
):
    stop = threading.Event()

    def interrupted(_: Rounds, best: Outcome, *__: object) -> Outcome:
        stop.set()
        return best

    monkeypatch.setattr(Rounds, "improve", interrupted)
    case = Problem(read_team(MEDIUM), Horizon(Week(2026, 49)))
    assert solve(case, Limits(polish=0.0001), stop=stop).stopped_by == "user"
