"""Small teams whose optimum was worked out by hand, and larger ones proved by an independent model: see tests/cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.problem import Problem
from secretariat_tui.exchange.team_file import read_team
from secretariat_tui.planner.check import examine
from secretariat_tui.planner.limits import Limits
from secretariat_tui.services.planning import plan, pose

CASES = Path(__file__).parent.parent / "cases"
SOLVED = sorted(p.stem for p in CASES.glob("*.toml") if not p.stem.startswith("invalid-"))


def posed(name: str) -> tuple[Problem, dict[str, object]]:
    expected = json.loads((CASES / f"{name}.expected.json").read_text())
    team = read_team(CASES / f"{name}.toml")
    return pose(team, Week.parse(expected["week"]), expected["weeks"]), expected


@pytest.mark.parametrize("name", [name for name in SOLVED if name != "pins-that-clash"])
def test_the_least_values_are_reached_and_proven(name: str):
    problem, expected = posed(name)
    answer = plan(problem, Limits(deterministic=4.0, polish=0.5))  # of quality no value is known
    stages = {stage.id: stage for stage in answer.roster.stages}
    assert {id: stages[id].value for id in expected["stages"]} == expected["stages"]
    assert all(stages[id].proven for id in expected["stages"])
    assert answer.exit_code == expected["exit"]
    if "continuity" in expected:
        assert answer.continuity == expected["continuity"]
    verdict = examine(problem, answer.roster)
    assert verdict.violations == ()
    assert verdict.differences == ()


def test_pins_that_clash_are_named_with_the_rule_between_them():
    problem, _ = posed("pins-that-clash")
    with pytest.raises(Impossible) as clash:
        plan(problem)
    assert sorted(reason.rule for reason in clash.value.conflict) == ["on_site", "pinned", "pinned"]
    assert {reason.fact("member") for reason in clash.value.conflict} == {"bea"}
