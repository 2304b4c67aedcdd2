"""The figures of many teams: who is measured, and how a run is told apart, by hand."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.many import Setting, chosen, ministry, planned
from benchmarks.parts import many


def team(process: int, begun: float, ended: float, planning: float, solving: float) -> dict[str, Any]:
    moments = {"process": process, "begun": begun, "ended": ended, "planning": planning, "solving": solving}
    return moments | {"reading": 0.25, "writing": 0.5}


def run() -> dict[str, Any]:
    """Process 1 has two teams, process 2 has one, process 3 never gets any."""
    teams = [team(1, 3, 7, 3, 2), team(2, 4, 6, 1, 1), team(1, 8, 10, 1, 0.5)]
    return {"workers": 3, "listed": 1.0, "ended": 11.0, "cpu": 0.9, "teams": teams}


def test_a_ministry_has_teams_of_all_sizes_the_same_each_time():
    sizes = ministry()
    assert sizes == ministry()
    assert len(sizes) == 400
    assert {size.members for size in sizes} == set(range(4, 26))
    assert {size.seed for size in sizes} == set(range(400))


def test_those_that_are_chosen_stand_for_all():
    sizes = ministry()
    ordered = sorted(size.members for size in sizes)
    assert [size.members for size in chosen(sizes, 4)] == [ordered[number] for number in (50, 150, 250, 350)]
    assert chosen(sizes, 400) == chosen(sizes, 1000)
    assert set(chosen(sizes, 400)) == set(sizes)


def test_every_second_of_every_process_is_somewhere():
    spent = many.shares(run())
    assert spent == {
        "solver": 3.5,
        "rest of the planner": 1.5,
        "database": 2.25,
        "rest of the task": 0.75,
        "start of processes": 2 + 3 + 9,
        "between teams": 1,
        "waiting for the last": 0 + 4,
        "before and after": 3 * 2,
    }
    assert sum(spent.values()) == 3 * 11


def test_tasks_go_to_whoever_is_free_first():
    assert many.ends([3, 2, 2, 1], 2) == 4
    assert many.ends([1, 2, 2, 3], 2) == 5
    assert many.ends([5], 3) == 5


def test_many_on_paper_are_limited_by_cores_then_by_what_one_process_does():
    one = {"listing": 0.01, "start": 2.0, "task": 9.0, "between": 1.0, "longest": 20.0, "handing": 0.1, "writing": 0.2}
    assert many.on_paper(one, 1000, 10) == (10 + 2 + 1000 + 20, "cores")
    assert many.on_paper(one, 1000, 1000) == (200, "one writer at a time")
    assert many.on_paper(one | {"writing": 0.0}, 1000, 1000) == (100, "one process that hands out")


@pytest.mark.parametrize("setting", [Setting(2), Setting(2, is_cluster=True)], ids=lambda setting: setting.name)
def test_what_is_measured_is_what_the_product_does(setting: Setting):
    if setting.is_cluster:
        pytest.importorskip("distributed")
    found = planned(chosen(ministry(most=4, weeks=1), 2), setting)
    assert found["lost"] == []
    assert set(found["exits"]) <= {0, 4}
    for one in found["teams"]:
        assert found["listed"] <= one["begun"] < one["ended"] <= found["ended"]
        assert 0 < one["solving"] <= one["planning"] < one["ended"] - one["begun"]
        assert one["reading"] > 0
        assert one["writing"] > 0
        assert "shortage" in one["proven"]
