"""The planner's model on another solver comes to the same values, and translates each kind of statement."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from random import Random

import pytest

from benchmarks import highs
from benchmarks.apart import apart
from benchmarks.instances import Size, problem
from secretariat_tui.domain.calendar import Week
from secretariat_tui.exchange.team_file import read_team
from secretariat_tui.planner.check import examine
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY, STAGES
from secretariat_tui.services.planning import pose
from tests.benchmarks.highs_models import by_highs, kept, least, random_model

CASES = Path(__file__).parent.parent / "cases"
SMALL = ["agreement-not-accepted", "half-day-leave", "odd-even-pattern", "primary-keeps-her-account", "weighted-loss"]
MODELS = range(150)

pytestmark = pytest.mark.skipif(find_spec("highspy") is None, reason="highspy is not installed")


@pytest.mark.parametrize("name", SMALL)
def test_it_reaches_the_values_of_the_cases(name: str):
    expected = json.loads((CASES / f"{name}.expected.json").read_text())
    posed = pose(read_team(CASES / f"{name}.toml"), Week.parse(expected["week"]), expected["weeks"])
    answer = apart(highs.solve, posed, 60, CONTINUITY)
    assert answer.roster is not None
    verdict = examine(posed, answer.roster)
    assert verdict.violations == ()
    least = [expected["stages"][stage.id] for stage in CONTINUITY]
    assert [stage.value for stage in verdict.stages[:3]] == least
    assert [(result.value, result.bound) for result in answer.results] == [(value, value) for value in least]


@pytest.mark.parametrize("size", [Size(3, 3, seed=1), Size(4, 4, seed=2)], ids=lambda size: size.name)
def test_it_comes_to_the_values_of_the_planner_in_all_five_stages(size: Size):
    posed = problem(size)
    answer = apart(highs.solve, posed, 60)
    roster = solve(posed, Limits())
    assert [stage.proven for stage in roster.stages] == [True] * 5
    assert answer.roster is not None
    assert [result.proven for result in answer.results] == [True] * 5
    verdict = examine(posed, answer.roster)
    assert verdict.violations == ()
    assert [stage.value for stage in verdict.stages] == [stage.value for stage in roster.stages]
    assert [result.value for result in answer.results] == [stage.value for stage in roster.stages]
    assert [result.id for result in answer.results] == [stage.id for stage in STAGES]


def test_every_kind_of_statement_means_what_it_says():
    expected = [least(*random_model(Random(seed))) for seed in MODELS]
    assert apart(by_highs, MODELS) == [None if value is None else (value, True) for value in expected]
    assert len(set(expected)) > 4


def test_what_is_kept_stays_while_a_later_objective_is_made_least():
    assert apart(kept) == [0, 3, 4]
