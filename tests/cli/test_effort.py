"""More work on quality, where there is time for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from secretariat_tui.domain.outcome import TeamOutcome
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.limits import POLISH, Limits
from secretariat_tui.planner.solve import solve
from secretariat_tui.services.many import TeamJob
from tests.cli.conftest import Program

SOLVE = ("solve", "team.toml", "--week", "2026-W49")
PLAN = ("plan", "--week", "next")
MORE = ("--effort", "8", "--time-limit", "600", "--seed", "7")


def test_an_effort_multiplies_the_usual_work_on_quality_and_nothing_else(program: Program) -> None:
    program(*SOLVE)
    program(*SOLVE, "--effort", "8")
    assert program.limits == [Limits(), Limits(polish=8 * POLISH)]


def test_an_effort_of_one_is_the_usual(program: Program) -> None:
    assert program(*SOLVE).out == program(*SOLVE, "--effort", "1").out
    assert program.limits == [Limits(), Limits()]


def test_the_effort_reaches_the_planner_of_one_team(made: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Limits] = []

    def planned(problem: Problem, limits: Limits, *given: Any) -> Any:
        asked.append(limits)
        return solve(problem, Limits(), *given)

    monkeypatch.setattr("secretariat_tui.planner.solve.solve", planned)
    made(*PLAN)
    made(*PLAN, *MORE)
    assert asked == [Limits(), Limits(polish=8 * POLISH, wall=600.0, seed=7)]


def test_the_effort_reaches_the_planner_of_each_of_all_teams(made: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs: list[TeamJob] = []

    def planned(asked: tuple[TeamJob, ...], *_: object) -> Iterator[TeamOutcome]:
        jobs.extend(asked)
        return iter(())

    monkeypatch.setattr("secretariat_tui.services.many.plan_all", planned)
    assert made(*PLAN, *MORE, "--all-teams", "--workers", "1").code == 0
    assert [job.limits for job in jobs] == [Limits(polish=8 * POLISH, wall=600.0, seed=7)]


@pytest.mark.parametrize("effort", ["0", "101"])
@pytest.mark.parametrize("command", [SOLVE, PLAN], ids=["solve", "plan"])
def test_an_effort_of_nothing_or_without_end_is_wrong_usage(
    program: Program, command: tuple[str, ...], effort: str
) -> None:
    answer = program(*command, "--effort", effort)
    assert (answer.code, answer.out, program.posed) == (2, "", [])
    assert "is not a whole number from 1 to 100." in answer.err
