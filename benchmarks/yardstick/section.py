"""What the page of figures says of the published instances."""

from __future__ import annotations

from typing import Any

from benchmarks.markdown import paragraph, table

_TEXT = """These are instances of shift scheduling that Curtois and Qu published in 2014, stated with the planner's own
encoder, by rules that come from outside the package as a team's own would, and solved by the planner's `solve` in
{seconds:g} s each on the clock. Each solution was verified, and its value counted, by a checker that shares nothing
with the planner. `python -m benchmarks.yardstick --instances 7-12` measures some again."""

_LOAD = """The load of the machine as each instance began was {load:.1f} on average. *Processor* is what an instance
had; where nobody else uses the machine it has up to as many times the clock as there are cores, which tells more than
the clock."""

_GAPS = """The *gap* is how far the value is above the best that is known, the *own gap* how far above the bound that
was proven in the same run."""

_HEAD = [
    *("instance", "days", "staff", "shifts", "value", "best known", "gap"),
    *("own bound", "own gap", "proven", "clock", "processor", "memory"),
]


def section(figures: dict[str, Any]) -> str:
    """The section."""
    rows = figures["rows"]
    if not rows:
        return "## Against published instances\n\nThe instances were not there.\n"
    load = sum(row["load"] for row in rows) / len(rows)
    texts = _TEXT.format(seconds=rows[0]["seconds"]), _LOAD.format(load=load), _GAPS
    told = [paragraph(text) for text in texts] + [table(_HEAD, map(_row, rows))]
    return "\n".join(["## Against published instances\n", *told]) + _counts(rows) + _versions(rows)


def line(row: dict[str, Any]) -> str:
    """One instance in a line."""
    told = f"instance {row['instance']}: {row['value']} (best known {row['best_known']}, own bound {row['bound']})"
    return f"{told}, {_percent(gap(row['value'], row['best_known']))}, {row['clock']} s{_wrong(row)}"


def gap(value: int, least: int | None) -> float | None:
    """How far a value is above another, as a share of that; None where there is nothing to be above."""
    return (value - least) / least if least else None


def _percent(share: float | None) -> str:
    if share is None:
        return "–"
    return f"{share:.1%}" if share < 10 else "> 1000%"


def _row(row: dict[str, Any]) -> list[object]:
    return [
        *(row["instance"], row["days"], row["staff"], row["kinds"], f"{row['value']}{_wrong(row)}", row["best_known"]),
        _percent(gap(row["value"], row["best_known"])),
        row["bound"],
        _percent(gap(row["value"], row["bound"])),
        "yes" if _proven(row) else "no",
        f"{row['clock']:.1f} s",
        f"{row['cpu']:.1f} s",
        f"{row['megabytes']} MB",
    ]


def _proven(row: dict[str, Any]) -> bool:
    return bool(row["value"] == row["bound"] and not row["faults"])


def _wrong(row: dict[str, Any]) -> str:
    if row["faults"]:
        return f", {len(row['faults'])} faults"
    return "" if row["value"] == row["claimed"] else f", claimed as {row['claimed']}"


def _counts(rows: list[dict[str, Any]]) -> str:
    sound = [row for row in rows if not row["faults"] and row["value"] == row["claimed"]]
    near = [row for row in sound if row["value"] <= 1.05 * row["best_known"]]
    return (
        f"\nOf {len(rows)}, {len(sound)} have a verified solution, {len(near)} within 5 % of the best known, and "
        f"{sum(map(_proven, rows))} were proven to be the least possible.\n"
    )


def _versions(rows: list[dict[str, Any]]) -> str:
    """Which rows are of another version of the planner than the others: they are not to be compared."""
    numbers: dict[str, list[str]] = {}
    for row in rows:
        numbers.setdefault(row["planner"], []).append(str(row["instance"]))
    if len(numbers) == 1:
        return ""
    told = "; ".join(f"{', '.join(of)} with `{commit}`" for commit, of in numbers.items())
    return f"\nNot all were measured with the same version of the planner: {told}.\n"
