"""The page of figures, from the results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.yardstick.section import section

Row = dict[str, Any]

_NOTES = Path(__file__).parent / "notes.md"
"""What no measurement says by itself; written by hand."""

_METHODS = {
    ("planner", 0): "this planner",
    ("plain", 0): "plain, default",
    ("plain", 1): "plain, 8 workers",
    ("rota", 0): "rota by hand",
}

_HEAD = """# Performance

Written by `python -m benchmarks.run{quick}`; all figures are also in `benchmarks/results.json`.

The machine: {cores} cores ({architecture}), {memory_gb} GB, Python {python}, {solver}, on {date}. Its load was
{load_before} before and {load_after} after the run. Where the load before was not near 0 somebody else was using the
machine too: look at the ratios, which are between measurements of the same run, and at processor time, before the
clock. Each measurement is in a process of its own. A figure with a star was stopped by a limit: {limit:g} s side by
side.

The methods:

* **this planner**: one worker, so that its answer is the same each time; weeks are planned two at a time.
* **plain, default**: the formulation that a good programmer would write from the solver's own shift-scheduling example
  (`benchmarks/plain.py`): a variable for every choice, every scenario of every absence, one weighted sum of all stages,
  the solver's default parameters (a worker for each core). The weights of five stages are mostly too great for the
  solver's arithmetic; they are drawn together then, and even a least sum proves no stage.
* **plain, 8 workers**: the same, with eight different strategies that take turns on the same cores.
* **rota by hand** (`benchmarks/greedy.py`): everybody works her pattern, and who was asked least recently stands in.

Every roster was valued by `planner.check`, which knows no solver. The *gap* is how far a value is above the least
possible, where that is proven.
"""

_GROWTH = """Stages 1 to 3 of generated teams (`benchmarks/instances.py`), by this planner, within {growth_limit:g} s.
"""

_LEAVE = """## Leave and repair

By `{command}`:

"""


def page(results: Row) -> str:
    """The whole page."""
    machine = {**results["machine"], "limit": results["limit"], "quick": " --quick" if results["quick"] else ""}
    parts = [
        _HEAD.format(**machine),
        "## Goals\n",
        _table(
            ["instance", "stages", "goal", "on the clock", "of it in the solver", "processor", "proven", "reached"],
            [_goal(row) for row in results["goals"]],
        ),
        _repeats(results["repeats"]),
        "## Side by side\n",
        *_beside(results["beside"]),
        "## Growth\n",
        _GROWTH.format(**results),
    ]
    for axis in ("members", "accounts", "weeks"):
        parts.append(_growth(axis, results[axis]))
    parts += ["## Where the time goes\n", *(_profile(row) for row in results["profiles"])]
    parts.append(
        _LEAVE.format(**results["leave"]) + "\n".join(f"* {line}" for line in results["leave"]["lines"]) + "\n"
    )
    parts += [section(), _NOTES.read_text(encoding="utf-8")]
    return "\n".join(parts).rstrip() + "\n"


def _repeats(repeats: int) -> str:
    times = "once" if repeats == 1 else f"{repeats} times; the middle one is given"
    return f"Each was measured {times}. A goal is reached where all its stages are proven within it.\n"


def _goal(row: Row) -> list[str]:
    run = row["run"]
    proven = sum(_is_proven(stage) for stage in run["stages"])
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


def _is_proven(stage: Row) -> bool:
    return bool(stage["bound"] is not None and stage["value"] == stage["bound"])


# -- side by side


def _beside(rows: Sequence[Row]) -> Iterator[str]:
    for name in dict.fromkeys(row["run"]["instance"] for row in rows):
        of_it = [row for row in rows if row["run"]["instance"] == name]
        first = of_it[0]["run"]
        yield f"### {name}: {first['members']} members, {first['accounts']} accounts\n"
        yield "Stages 1 to 3, until they are proven:\n"
        yield _first_three([row["run"] for row in of_it if row["stages"] == 3])
        yield "All five stages, what each method came to within the limit:\n"
        least = _least(of_it)
        yield _all_five([row["run"] for row in of_it if row["stages"] == 5], least)


def _names(runs: Sequence[Row]) -> list[str]:
    seen: dict[str, int] = {}
    names = []
    for run in runs:
        number = seen.get(run["method"], 0)
        seen[run["method"]] = number + 1
        names.append(_METHODS[run["method"], number])
    return names


def _first_three(runs: Sequence[Row]) -> str:
    mine = next(run for run in runs if run["method"] == "planner")
    head = [
        "method",
        "seconds",
        "ratio",
        "processor",
        "ratio",
        "build",
        "variables",
        "constraints",
        "memory",
        "1",
        "2",
        "3",
    ]
    rows = []
    for name, run in zip(_names(runs), runs, strict=True):
        star, more = ("*", "> ") if run["stopped"] else ("", "")
        rows.append(
            [
                name,
                f"{run['seconds']:.2f}{star}",
                f"{more}{run['seconds'] / mine['seconds']:.1f}",
                f"{run['cpu']:.2f}{star}",
                f"{more}{run['cpu'] / mine['cpu']:.1f}",
                f"{run['build']:.2f}",
                f"{run['variables']:,}",
                f"{run['constraints']:,}",
                f"{run['megabytes']:.0f} MB",
                *(_when(stage) for stage in _three(run)),
            ]
        )
    return _table(head, rows) + "\nUnder 1, 2 and 3: seconds until that stage was proven, or value and bound.\n"


def _three(run: Row) -> list[Row]:
    return run["stages"] or [{"value": None, "bound": None, "seconds": None}] * 3


def _when(stage: Row) -> str:
    if stage["value"] is None:
        return "nothing found"
    if _is_proven(stage):
        return "proven" if stage["seconds"] is None else f"{stage['seconds']:.2f} s"
    return f"{stage['value']} ({'no bound' if stage['bound'] is None else stage['bound']})"


def _least(rows: Sequence[Row]) -> dict[str, int]:
    """The least possible value of each stage, as far as it was proven by the planner."""
    found: dict[str, int] = {}
    for row in rows:
        if row["run"]["method"] == "planner":
            for stage in row["run"]["stages"]:
                if not _is_proven(stage):
                    break
                found[stage["id"]] = stage["value"]
    return found


def _all_five(runs: Sequence[Row], least: dict[str, int]) -> str:
    ids = [stage["id"] for stage in next(run for run in runs if run["method"] == "planner")["stages"]]
    rows = []
    for name, run in zip(_names(runs), runs, strict=True):
        stages = {stage["id"]: stage for stage in run["stages"]}
        star = "*" if run["stopped"] else ""
        values = [_value(stages.get(id), least.get(id)) for id in ids]
        rows.append([name, f"{run['seconds']:.2f}{star}", *values, str(run["faults"])])
    note = (
        "\nIn brackets: the gap to the least, or the bound where it is not proven. "
        "After a gap, later stages cannot be compared.\n"
    )
    return _table(["method", "seconds", *ids, "broken rules"], rows) + note


def _value(stage: Row | None, least: int | None) -> str:
    if stage is None:
        return "nothing found"
    if least is not None:
        gap = stage["value"] - least
        return f"{stage['value']}" if gap == 0 else f"{stage['value']} ({gap:+})"
    return f"{stage['value']}" if stage["bound"] is None else f"{stage['value']} (bound {stage['bound']})"


# -- growth and profile


def _growth(axis: str, rows: Sequence[Row]) -> str:
    first = rows[0]["run"]
    found = []
    for row in rows:
        run = row["run"]
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
                ", ".join(_when(stage) for stage in run["stages"] if not _is_proven(stage)) or "all",
            ]
        )
    others = " and ".join(
        f"{first[other]} {other if first[other] > 1 else other[:-1]}"
        for other in ("members", "accounts", "weeks")
        if other != axis
    )
    table = _table([axis, "seconds", "processor", "ratio", "build", "variables", "memory", "proven"], found)
    return f"With {others}:\n\n{table}"


def _profile(row: Row) -> str:
    encode = sum(row["encode"].values())
    presolve = sum(one["presolve"] for one in row["solves"])
    search = sum(one["seconds"] - one["presolve"] for one in row["solves"])
    parts = [("encode", encode), ("compile", row["compile"]), ("presolve", presolve), ("search", search)]
    whole = sum(seconds for _, seconds in parts)
    heaviest = sorted(row["encode"].items(), key=lambda item: -item[1])[:5]
    rules = ", ".join(f"`{id}` {seconds / encode:.0%}" for id, seconds in heaviest)
    table = _table(
        ["part", "seconds", "share"], [[part, f"{seconds:.2f}", f"{seconds / whole:.0%}"] for part, seconds in parts]
    )
    calls = _table(
        ["call of the solver", "variables", "constraints", "presolve", "search", "its own measure of work"],
        [
            [
                f"{n}{', choices given' if one['fixed'] else ''}",
                f"{one['variables']:,}",
                f"{one['constraints']:,}",
                f"{one['presolve']:.2f}",
                f"{one['seconds'] - one['presolve']:.2f}",
                f"{one['work']:.2f}",
            ]
            for n, one in enumerate(row["solves"], 1)
        ]
        if len(row["solves"]) <= 12
        else [],
    )
    return f"### {row['instance']}, stages 1 to 3, {row['seconds']:.2f} s\n\n{table}\nOf `encode`: {rules}.\n\n{calls}"


# -- tables


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    found = list(rows)
    if not found:
        return ""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(row) + " |" for row in found]
    return "\n".join(lines) + "\n"
