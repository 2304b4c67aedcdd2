"""The goals that were set for planning, and whether they are reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.markdown import table
from benchmarks.measure import in_child
from benchmarks.parts import Figures
from benchmarks.solve import Instance, by_planner, case, is_proven


@dataclass(frozen=True, slots=True)
class Goal:
    """The seconds within which the first so many stages are to be proven: on the clock, or in the solver alone."""

    instance: Instance
    stages: int
    seconds: float
    solver_only: bool = False


_GOALS = (
    Goal(case("medium-15"), 2, 0.5, solver_only=True),
    Goal(case("medium-15"), 3, 1.0),
    Goal(case("medium-15"), 5, 3.0),
    Goal(case("medium-25"), 3, 2.0),
    Goal(case("medium-15", 4), 3, 5.0),
    Goal(case("medium-25", 4), 2, 5.0),
)
_LONG = Goal(case("medium-25", 13), 3, 60.0)


def measure(quick: bool) -> Figures:
    """Each goal, several times."""
    goals, repeats = (_GOALS, 1) if quick else ((*_GOALS, _LONG), 3)
    return {"repeats": repeats, "rows": [_measured(goal, repeats) for goal in goals]}


def _measured(goal: Goal, repeats: int) -> dict[str, Any]:
    """The middle of some runs, with a limit that lets a goal that was missed show by how much."""
    runs = [in_child(by_planner, goal.instance, goal.stages, 2 * goal.seconds + 10) for _ in range(repeats)]
    middle = sorted(runs, key=lambda run: run.seconds)[len(runs) // 2]
    return {
        "stages": goal.stages,
        "goal": goal.seconds,
        "solver_only": goal.solver_only,
        "run": asdict(middle),
        "seconds": [run.seconds for run in runs],
    }


def section(figures: Figures) -> str:
    """A row for each goal."""
    repeats = figures["repeats"]
    times = "once" if repeats == 1 else f"{repeats} times; the middle one is given"
    return (
        "## Goals\n\n"
        + table(
            ["instance", "stages", "goal", "on the clock", "of it in the solver", "processor", "proven", "reached"],
            [_row(row) for row in figures["rows"]],
        )
        + f"\nEach was measured {times}. A goal is reached where all its stages are proven within it.\n"
    )


def _row(row: dict[str, Any]) -> Sequence[str]:
    run = row["run"]
    proven = sum(is_proven(stage) for stage in run["stages"])
    counts = run["solving"] if row["solver_only"] else run["seconds"]
    return [
        run["instance"],
        f"1 to {row['stages']}",
        f"{row['goal']:g} s{' in the solver' if row['solver_only'] else ''}",
        f"{run['seconds']:.2f} s",
        f"{run['solving']:.2f} s",
        f"{run['cpu']:.2f} s",
        "all" if run["proven"] else f"the first {proven}" if proven else "none",
        "yes" if run["proven"] and counts <= row["goal"] else "no",
    ]
