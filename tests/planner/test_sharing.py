"""Dates that share a budget, worked out by hand: 180 minutes are asked for on each date, from nine to twelve."""

from dataclasses import replace

from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.by_date import Together, added, dates_together, models_by_date
from secretariat_tui.planner.check import examine
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY
from tests.build import account, member, problem, team


def together(case: Problem) -> Together:
    found = dates_together(case, models_by_date(case, {}, 1))
    assert found is not None
    assert examine(case, found.roster).violations == ()
    return found


def as_one(case: Problem) -> tuple[int, ...]:
    """The stages of the horizon planned as one model, its dates not looked at alone."""
    whole = solve(case, Limits(), stages=[replace(stage, local=False) for stage in CONTINUITY])
    return tuple(stage.value for stage in whole.stages)


def test_a_quota_is_spent_on_the_dates_where_it_saves_most() -> None:
    """Bea, of another unit, may cover on 2 of 6 dates: 4 are short. Incidental cover costs 5 a minute, and she alone
    holds what she holds."""
    people = [member("anna", "mon", unit="a"), member("bea", "mon tue wed", unit="b", knows=("dir",))]
    case = problem(team(people, [account("dir", "anna", "tue wed", unit="a")], other_unit_cover=True), 3)
    found = together(case)
    assert not found.alone
    assert added(found.values.values()) == (4 * 180, 2 * 180 * 5, 2 * 180) == as_one(case)


def test_who_has_fewer_hours_than_days_stays_away_where_it_costs_least() -> None:
    """Bea has 24 hours for four days; only Thursday's account has a lower priority."""
    case = problem(
        team(
            [member("bea", "mon tue wed thu", hours=24)],
            [account("dir", "bea", "mon tue wed", priority=2), account("hr", "bea", "thu")],
        )
    )
    found = together(case)
    assert added(found.values.values()) == (180, 0, 3 * 360) == as_one(case)
    assert len(found.roster.assignments) == 3


def test_dates_that_fit_together_are_each_as_good_as_alone() -> None:
    case = problem(team([member("anna", "mon tue")], [account("dir", "anna", "mon tue")]), 2)
    assert together(case).alone
