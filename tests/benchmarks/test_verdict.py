"""Where another method is better is found from the figures, whatever it is better in."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.verdict import advantages

NAMES = {"planner": "this planner", "plain": "plain", "rota": "rota by hand"}
IDS = ("shortage", "agreements")


def run(method: str, *stages: tuple[int, int | None, float | None], faults: int = 0) -> dict[str, Any]:
    """A run of two stages: value, bound and when it was proven."""
    told = [
        dict(zip(("id", "value", "bound", "seconds"), (id, *of), strict=True))
        for id, of in zip(IDS, stages, strict=False)
    ]
    proven = all(value == bound for value, bound, _ in stages)
    values = {"instance": "small", "method": method, "stages": told, "faults": faults, "seconds": 9.0, "proven": proven}
    return {"stages": 2, "run": values}


MINE = run("planner", (10, 10, 1.0), (5, 4, None))


@pytest.mark.parametrize(
    ("other", "text"),
    [
        (run("plain", (8, None, None), (7, None, None)), "has the better roster, with 8 of shortage instead of 10"),
        (run("plain", (10, 10, 2.0), (4, 3, None)), "has the better roster, with 4 of agreements instead of 5"),
        (run("plain", (10, 10, 2.0), (5, 5, 3.0)), "proves agreements, which this planner left open"),
        (run("plain", (10, 10, 0.5), (5, 3, None)), "proves shortage sooner, in 0.50 s instead of 1.00 s"),
        (run("plain", (10, 10, 2.0), (7, 5, None)), "has the closer bound of agreements, 5 instead of 4"),
    ],
)
def test_what_is_better_is_told(other: dict[str, Any], text: str):
    assert advantages([MINE, other], NAMES) == [f"small, stages 1 to 2: plain {text}."]


@pytest.mark.parametrize(
    "other",
    [
        run("plain", (12, None, None), (0, None, None)),  # a later stage makes up for nothing
        run("plain", (8, None, None), (7, None, None), faults=1),
        run("plain", (10, 10, 0.99), (5, 3, None)),  # as soon
        run("plain"),  # nothing found
        run("rota", (10, None, None), (5, None, None)),
    ],
)
def test_what_is_not_better_is_not(other: dict[str, Any]):
    assert advantages([MINE, other], NAMES) == []
