"""Where another method is better than this planner, in sentences, from the figures of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.solve import is_proven

Row = dict[str, Any]

OURS = ("effort", "planner")
"""The runs of this planner, the one that others are compared with first."""

_SOONER = 0.05
"""Less than this share sooner is as soon: no clock is that exact."""


def advantages(rows: Sequence[Row], names: Mapping[str, str]) -> list[str]:
    """A sentence for each. A row has `stages`, how many were asked for, and its `run`; names are those of methods."""
    found: list[str] = []
    for instance in dict.fromkeys(row["run"]["instance"] for row in rows):
        for asked in sorted({row["stages"] for row in rows}):
            runs = [row["run"] for row in rows if row["run"]["instance"] == instance and row["stages"] == asked]
            mine = next((run for id in OURS for run in runs if run["method"] == id), None)
            for run in runs:
                if mine is not None and run["method"] not in OURS:
                    for text in _advantages(run, mine):
                        found.append(f"{instance}, stages 1 to {asked}: {names[run['method']]} {text}.")
    return found


def _advantages(run: Row, mine: Row) -> Iterator[str]:
    if not run["stages"] or run["faults"]:
        return  # no roster, or one that breaks a rule
    better = _better_stage(run, mine)
    if better is not None:
        theirs, ours = (_of(one, better)["value"] for one in (run, mine))
        yield f"has the better roster, with {theirs} of {better} instead of {ours}"
    proven, ours = _proven(run), _proven(mine)
    if len(proven) > len(ours):
        yield f"proves {_list(proven[len(ours) :])}, which this planner left open"
    elif run["method"] != "rota" and len(proven) == len(ours):
        if proven:
            yield from _sooner(run, mine, proven)
        if len(proven) < len(mine["stages"]):
            yield from _closer(run, mine, mine["stages"][len(proven)]["id"])


def _better_stage(run: Row, mine: Row) -> str | None:
    """The first stage in which the rosters differ, if it is better there: what comes later counts for nothing."""
    for one in run["stages"]:
        other = _of(mine, one["id"])
        if one["value"] != other["value"]:
            return str(one["id"]) if one["value"] < other["value"] else None
    return None


def _proven(run: Row) -> list[str]:
    """The stages that were proven, up to the first that was not."""
    found = []
    for stage in run["stages"]:
        if not is_proven(stage):
            break
        found.append(str(stage["id"]))
    return found


def _sooner(run: Row, mine: Row, proven: Sequence[str]) -> Iterator[str]:
    """Whether the last stage that both proved was proven sooner."""
    theirs, ours = (_when(one, proven[-1]) for one in (run, mine))
    if theirs is not None and ours is not None and theirs < (1 - _SOONER) * ours:
        yield f"proves {_list(proven)} sooner, in {theirs:.2f} s instead of {ours:.2f} s"


def _closer(run: Row, mine: Row, open_: str) -> Iterator[str]:
    """Whether it knows more of the least possible of the first stage that neither proved."""
    theirs, ours = (_of(one, open_)["bound"] for one in (run, mine))
    if theirs is not None and theirs > (ours or 0):
        yield f"has the closer bound of {open_}, {theirs} instead of {ours or 0}"


def _when(run: Row, id: str) -> float | None:
    seconds: float | None = _of(run, id)["seconds"]
    return run["seconds"] if seconds is None and run["proven"] else seconds


def _of(run: Row, id: str) -> Row:
    return next(stage for stage in run["stages"] if stage["id"] == id)


def _list(ids: Sequence[str]) -> str:
    return ids[0] if len(ids) == 1 else f"{', '.join(ids[:-1])} and {ids[-1]}"
