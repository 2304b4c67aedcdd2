"""How the cost of planning grows with the team and the horizon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from benchmarks.instances import Size
from benchmarks.markdown import table
from benchmarks.measure import in_child
from benchmarks.parts import Figures
from benchmarks.solve import Instance, by_planner, is_proven, when

_AXES = ("members", "accounts", "weeks")
_QUICK = {
    "members": [Size(n, 10) for n in (5, 10, 15, 20)],
    "accounts": [Size(15, n) for n in (5, 15, 25)],
    "weeks": [Size(8, 8, n) for n in (1, 2, 4)],
}
_WHOLE = {
    "members": [Size(n, 10) for n in (5, 10, 15, 20, 25, 35, 50)],
    "accounts": [Size(15, n) for n in (5, 10, 15, 25, 40)],
    "weeks": [Size(8, 8, n) for n in (1, 2, 4, 8, 13, 26)],
}


def measure(quick: bool) -> Figures:
    """One planning of each size."""
    limit, sizes = (8.0, _QUICK) if quick else (60.0, _WHOLE)
    rows = {axis: [asdict(in_child(by_planner, Instance(size=s), 3, limit)) for s in sizes[axis]] for axis in _AXES}
    return {"limit": limit, **rows}


def section(figures: Figures) -> str:
    """A table for each axis."""
    text = (
        "## Growth\n\nStages 1 to 3 of generated teams (`benchmarks/instances.py`), by this planner, "
        f"within {figures['limit']:g} s.\n"
    )
    return "\n".join([text, *(_axis(axis, figures[axis]) for axis in _AXES)])


def _axis(axis: str, runs: Sequence[dict[str, Any]]) -> str:
    first = runs[0]
    found = []
    for run in runs:
        star = "*" if run["stopped"] else ""
        found.append(
            [
                str(run[axis]),
                f"{run['seconds']:.2f}{star}",
                f"{run['cpu']:.2f}{star}",
                f"{run['cpu'] / first['cpu']:.1f}",
                f"{run['build']:.2f}",
                f"{run['variables']:,}",
                f"{run['megabytes']:.0f} MB",
                ", ".join(when(stage) for stage in run["stages"] if not is_proven(stage)) or "all",
            ]
        )
    others = " and ".join(
        f"{first[other]} {other if first[other] > 1 else other[:-1]}" for other in _AXES if other != axis
    )
    head = [axis, "seconds", "processor", "ratio", "build", "variables", "memory", "proven"]
    return f"With {others}:\n\n{table(head, found)}"
