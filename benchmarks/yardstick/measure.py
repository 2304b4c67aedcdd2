"""One instance, solved by the product's own planner and verified by the checker."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import Clock, in_child, peak_megabytes
from benchmarks.record import ROOT, last_change
from benchmarks.yardstick.checker import check
from benchmarks.yardstick.instance import Instance, parse
from benchmarks.yardstick.registered import rules
from benchmarks.yardstick.ward import problem_of, solution
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.limits import Limits, Progress
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import Stage

INSTANCES = ROOT.parent / "shared" / "bench" / "shift-scheduling"
"""Beside the checkout; the instances are not ours to give away."""

_PLANNER = ("secretariat_tui/planner", "benchmarks/yardstick")
"""What an instance is solved by."""

COST = Stage("cost", (), weighted=True)
"""The one stage of an instance: its terms are the soft rules that a team brings itself."""


def planned(instance: Instance, limits: Limits, on_progress: Any = None) -> Roster:
    """The planner's answer."""
    return solve(problem_of(instance), limits, on_progress, None, rules(), (COST,))


def measured(directory: Path, number: int, seconds: float) -> dict[str, Any]:
    """Solves an instance within so many seconds on the clock, its reading and its encoding among them."""
    text = (directory / f"Instance{number}.txt").read_text(encoding="utf-8")
    instance = parse(text, f"Instance{number}")
    best: list[tuple[float, int]] = []

    def on_progress(now: Progress) -> None:
        if now.value is not None and (not best or now.value < best[-1][1]):
            best.append((round(now.seconds, 2), now.value))

    clock = Clock()
    roster = planned(instance, Limits(deterministic=None, polish=None, wall=seconds), on_progress)
    clock.stop()
    result = roster.stages[0]
    verdict = check(text, solution(problem_of(instance), roster))
    return {
        "instance": number,
        "days": instance.days,
        "staff": len(instance.staff),
        "kinds": len(instance.kinds),
        "value": verdict.cost,
        "claimed": result.value,
        "bound": result.bound,
        "faults": verdict.faults,
        "clock": round(clock.wall, 1),
        "cpu": round(clock.cpu, 1),
        "megabytes": round(peak_megabytes()),
        "best": best,
    }


def all_measured(directory: Path, numbers: Iterable[int], seconds: float) -> Iterator[dict[str, Any]]:
    """The rows of some instances, one after the other, each solved in a process of its own.

    The directory has `Instance1.txt` and so on, and `best_known.csv`.
    """
    known = _best_known(directory / "best_known.csv")
    for number in numbers:
        load = round(os.getloadavg()[0], 1)
        row = in_child(measured, directory, number, seconds)
        yield row | {**known[number], "seconds": seconds, "load": load, "planner": last_change(*_PLANNER)}


def _best_known(file: Path) -> dict[int, dict[str, int | None]]:
    with file.open(encoding="utf-8", newline="") as rows:
        return {
            int(row["instance"]): {
                "best_known": int(row["best_known"]),
                "lower_bound": int(row["lower_bound"]) if row["lower_bound"] else None,
            }
            for row in csv.DictReader(rows)
        }
