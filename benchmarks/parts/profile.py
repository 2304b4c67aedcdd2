"""Where the time of a planning goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from benchmarks.markdown import table
from benchmarks.measure import in_child
from benchmarks.parts import Figures
from benchmarks.solve import case, where_time_goes

_QUICK = (case("medium-15"),)
_WHOLE = (case("medium-15"), case("medium-25"), case("medium-15", 4))
_LIMIT = 60.0
_CALLS = 12
"""More calls of the solver than these are not told one by one."""


def measure(quick: bool) -> Figures:
    """The first three stages of some instances, taken apart."""
    return {"rows": [asdict(in_child(where_time_goes, instance, _LIMIT)) for instance in (_QUICK if quick else _WHOLE)]}


def section(figures: Figures) -> str:
    """Tables for each instance."""
    return "## Where the time goes\n\n" + "\n".join(part for row in figures["rows"] for part in _instance(row))


def _instance(row: dict[str, Any]) -> Iterator[str]:
    encode = sum(row["encode"].values())
    presolve = sum(one["presolve"] for one in row["solves"])
    search = sum(one["seconds"] - one["presolve"] for one in row["solves"])
    parts = [("encode", encode), ("compile", row["compile"]), ("presolve", presolve), ("search", search)]
    whole = sum(seconds for _, seconds in parts)
    heaviest = sorted(row["encode"].items(), key=lambda item: -item[1])[:5]
    rules = ", ".join(f"`{id}` {seconds / encode:.0%}" for id, seconds in heaviest)
    yield f"### {row['instance']}, stages 1 to 3, {row['seconds']:.2f} s\n"
    yield table(
        ["part", "seconds", "share"], [[part, f"{seconds:.2f}", f"{seconds / whole:.0%}"] for part, seconds in parts]
    )
    yield f"Of `encode`: {rules}.\n"
    if len(row["solves"]) <= _CALLS:
        yield table(
            ["call of the solver", "variables", "constraints", "presolve", "search", "its own measure of work"],
            [_call(number, one) for number, one in enumerate(row["solves"], 1)],
        )


def _call(number: int, one: dict[str, Any]) -> list[str]:
    return [
        f"{number}{', choices given' if one['fixed'] else ''}",
        f"{one['variables']:,}",
        f"{one['constraints']:,}",
        f"{one['presolve']:.2f}",
        f"{one['seconds'] - one['presolve']:.2f}",
        f"{one['work']:.2f}",
    ]
