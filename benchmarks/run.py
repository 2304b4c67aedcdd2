"""The command: `python -m benchmarks.run [--quick]` writes docs/performance.md and benchmarks/results.json.

Everything is measured in one run on one machine, each measurement in a process of its own and one after the other, so
that figures may be held against one another. `--quick` takes less than four minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.instances import Size
from benchmarks.measure import in_child
from benchmarks.solve import ROOT, Instance, Run, by_hand, by_plain, by_planner, where_time_goes

RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = ROOT / "docs" / "performance.md"


def _case(name: str, weeks: int = 1) -> Instance:
    return Instance(f"tests/cases/{name}.toml", weeks)


@dataclass(frozen=True, slots=True)
class Goal:
    """The seconds within which the first so many stages are to be proven: on the clock, or in the solver alone."""

    instance: Instance
    stages: int
    seconds: float
    solver_only: bool = False


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured."""

    beside: Sequence[Instance]
    limit: float
    repeats: int
    goals: Sequence[Goal]
    members: Sequence[Size]
    accounts: Sequence[Size]
    weeks: Sequence[Size]
    growth_limit: float
    profiled: Sequence[Instance]
    leave: Sequence[str]
    leave_limit: float


_FIRST_GOALS = (
    Goal(_case("medium-15"), 2, 0.5, solver_only=True),
    Goal(_case("medium-15"), 3, 1.0),
    Goal(_case("medium-15"), 5, 3.0),
    Goal(_case("medium-25"), 3, 2.0),
    Goal(_case("medium-15", 4), 3, 5.0),
    Goal(_case("medium-25", 4), 2, 5.0),
)

QUICK = Extent(
    beside=(_case("medium-8"), _case("medium-15")),
    limit=8.0,
    repeats=1,
    goals=_FIRST_GOALS,
    members=[Size(n, 10) for n in (5, 10, 15, 20)],
    accounts=[Size(15, n) for n in (5, 15, 25)],
    weeks=[Size(8, 8, n) for n in (1, 2, 4)],
    growth_limit=8.0,
    profiled=(_case("medium-15"),),
    leave=("benchmarks.leave", "--weeks", "1"),
    leave_limit=60.0,
)

FULL = Extent(
    beside=(
        *(_case("medium-8"), _case("medium-15"), _case("medium-25")),
        *(Instance(f"data/{name}.toml") for name in ("gemeente", "ministerie", "vereniging")),
        Instance(size=Size(15, 15, 4)),
    ),
    limit=60.0,
    repeats=3,
    goals=(*_FIRST_GOALS, Goal(_case("medium-25", 13), 3, 60.0)),
    members=[Size(n, 10) for n in (5, 10, 15, 20, 25, 35, 50)],
    accounts=[Size(15, n) for n in (5, 10, 15, 25, 40)],
    weeks=[Size(8, 8, n) for n in (1, 2, 4, 8, 13, 26)],
    growth_limit=60.0,
    profiled=(_case("medium-15"), _case("medium-25"), _case("medium-15", 4)),
    leave=("benchmarks.leave", "--weeks", "13"),
    leave_limit=1200.0,
)


def main() -> int:
    """Measures and writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="measure less, in under four minutes")
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--page", type=Path, default=PAGE)
    parser.add_argument("--page-only", action="store_true", help="write the page again from the results that are there")
    options = parser.parse_args()
    if options.page_only:
        options.page.write_text(report.page(json.loads(options.results.read_text(encoding="utf-8"))), encoding="utf-8")
        return 0
    extent = QUICK if options.quick else FULL
    results: dict[str, Any] = {"machine": machine(), "quick": options.quick, "limit": extent.limit}
    results["growth_limit"] = extent.growth_limit
    results["repeats"] = extent.repeats
    results["goals"] = [_goal(goal, extent.repeats) for goal in extent.goals]
    results["beside"] = [row for instance in extent.beside for row in _beside(instance, extent)]
    for axis in ("members", "accounts", "weeks"):
        results[axis] = [_growth(size, extent.growth_limit) for size in getattr(extent, axis)]
    results["profiles"] = [asdict(_told(where_time_goes, i, extent.limit)) for i in extent.profiled]
    results["leave"] = _further(extent.leave, extent.leave_limit)
    results["machine"]["load_after"] = round(os.getloadavg()[0], 1)
    options.results.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    options.page.write_text(report.page(results), encoding="utf-8")
    return 0


def machine() -> dict[str, Any]:
    """What figures were measured on."""
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        "solver": f"OR-Tools {version('ortools')}",
        "date": date.today().isoformat(),  # noqa: DTZ011
        "load_before": round(os.getloadavg()[0], 1),
    }


def _told(function: Callable[..., Any], *args: Any) -> Any:
    """Runs it in a child, and says so."""
    shown = ", ".join(arg.name if isinstance(arg, Instance) else str(arg) for arg in args)
    print(f"{function.__name__}({shown})", file=sys.stderr, flush=True)
    return in_child(function, *args)


def _goal(goal: Goal, repeats: int) -> dict[str, Any]:
    """The middle of some runs, with a limit that lets a goal that was missed show by how much."""
    runs: list[Run] = [_told(by_planner, goal.instance, goal.stages, 2 * goal.seconds + 10) for _ in range(repeats)]
    middle = sorted(runs, key=lambda run: run.seconds)[len(runs) // 2]
    return {
        "stages": goal.stages,
        "goal": goal.seconds,
        "solver_only": goal.solver_only,
        "run": asdict(middle),
        "seconds": [run.seconds for run in runs],
    }


def _beside(instance: Instance, extent: Extent) -> list[dict[str, Any]]:
    """The first three stages, and all five, by each method."""
    rows = [{"stages": 5, "run": asdict(_told(by_hand, instance))}]
    for stages in (3, 5):
        for method in (by_planner, by_plain):
            rows.append({"stages": stages, "run": asdict(_told(method, instance, stages, extent.limit))})
        rows.append({"stages": stages, "run": asdict(_told(by_plain, instance, stages, extent.limit, 8))})
    return rows


def _growth(size: Size, limit: float) -> dict[str, Any]:
    return {"stages": 3, "run": asdict(_told(by_planner, Instance(size=size), 3, limit))}


def _further(command: Sequence[str], limit: float) -> dict[str, Any]:
    """What another measurement prints within so many seconds, line by line."""
    print(" ".join(command), file=sys.stderr, flush=True)
    begun = [sys.executable, "-u", "-m", *command]
    try:
        printed = subprocess.run(begun, cwd=ROOT, check=True, stdout=subprocess.PIPE, timeout=limit).stdout
        ended = []
    except subprocess.TimeoutExpired as late:
        printed, ended = late.stdout or b"", [f"stopped after {limit:g} s"]
    return {"command": f"python -m {' '.join(command)}", "lines": printed.decode().splitlines() + ended}


if __name__ == "__main__":
    raise SystemExit(main())
