"""How the cost of planning grows with the team and the horizon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from benchmarks.fit import Point, in_words
from benchmarks.instances import Size
from benchmarks.markdown import bullet, paragraph, table
from benchmarks.measure import in_child
from benchmarks.parts import Figures, Pictures
from benchmarks.solve import Instance, by_planner, is_proven, when

Row = dict[str, Any]

_AXES = ("members", "accounts", "weeks")
_QUICK = {
    "members": [Size(n, 10) for n in (5, 10, 20)],
    "accounts": [Size(15, n) for n in (5, 10, 20)],
    "weeks": [Size(8, 8, n) for n in (1, 2, 4)],
    "together": [Size(5, 5, 1), Size(8, 8, 2)],
}
_WHOLE = {
    "members": [Size(n, 10) for n in (5, 10, 15, 20, 25, 35, 50)],
    "accounts": [Size(15, n) for n in (5, 10, 15, 25, 40)],
    "weeks": [Size(8, 8, n) for n in (1, 2, 4, 8, 13, 26)],
    "together": [Size(5, 5, 1), Size(10, 10, 2), Size(15, 15, 4), Size(25, 25, 8), Size(35, 30, 13), Size(50, 40, 26)],
}
_PLOTS = (
    ("cpu", "growth-seconds.svg", "processor seconds", "Processor time to the proof of the first three stages"),
    ("variables", "growth-variables.svg", "variables", "The largest model that the solver was given (variables)"),
    ("megabytes", "growth-memory.svg", "megabytes", "Memory at its most (what Python and the solver take is 70 MB)"),
)


def measure(quick: bool) -> Figures:
    """Two plannings of each size: the first three stages for their cost, and all for when each stage is proven."""
    three, five, together = (8.0, 3.0, 8.0) if quick else (60.0, 20.0, 200.0)
    sizes = _QUICK if quick else _WHOLE
    axes = {axis: [_planned(size, three, five) for size in sizes[axis]] for axis in _AXES}
    return {
        "limits": {"three": three, "five": five, "together": together},
        "axes": axes,
        "together": [_planned(size, together, None) for size in sizes["together"]],
    }


def _planned(size: Size, three: float, five: float | None) -> Row:
    instance = Instance(size=size)
    row = {"three": asdict(in_child(by_planner, instance, 3, three))}
    return row if five is None else row | {"five": asdict(in_child(by_planner, instance, 5, five))}


# -- what the page says

_TEXT = """Generated teams (`benchmarks/instances.py`), by this planner: the first three stages (shortage, agreements,
fragility) within {three:g} s, and all five within {five:g} s. Under 1 to 5 is when each stage was proven, in seconds
since the start of the second, or its value and bound. The first three cost processor seconds, of which *build* were
spent outside the solver. A figure with a star was stopped by the limit."""

_TOGETHER = """All three together, the first three stages, within {together:g} s:"""


def section(figures: Figures) -> str:
    """A table for each axis, one for all together, and the plots with what they say."""
    parts = ["## Growth\n", paragraph(_TEXT.format(**figures["limits"]))]
    for axis in _AXES:
        parts += _axis(axis, figures["axes"][axis])
    parts += [paragraph(_TOGETHER.format(**figures["limits"])), _together(figures["together"])]
    for key, file, _, title in _PLOTS:
        parts.append(f"![{title}](images/performance/{file})\n")
        sentences = [in_words(_subject(title), axis, _points(figures["axes"][axis], axis, key)) for axis in _AXES]
        parts.append("".join(bullet(sentence) for sentence in sentences))
    return "\n".join(parts)


def _subject(title: str) -> str:
    return title.partition(" (")[0]


def _axis(axis: str, rows: Sequence[Row]) -> Iterator[str]:
    first = rows[0]["three"]
    others = " and ".join(
        f"{first[other]} {other if first[other] > 1 else other[:-1]}" for other in _AXES if other != axis
    )
    head = [axis, "first three", "ratio", "build", "variables", "constraints", "memory", "1", "2", "3", "4", "5"]
    cells = [
        [
            *(row["three"][axis], *_cost(row["three"], first)),
            *(when(stage) for stage in row["five"]["stages"]),
        ]
        for row in rows
    ]
    yield f"With {others}:\n"
    yield table(head, cells)


def _together(rows: Sequence[Row]) -> str:
    head = [*_AXES, "first three", "ratio", "build", "variables", "constraints", "memory", "proven"]
    cells = []
    for row in rows:
        run = row["three"]
        open_ = [when(stage) for stage in run["stages"] if not is_proven(stage)]
        size = [run[axis] for axis in _AXES]
        cells.append([*size, *_cost(run, rows[0]["three"]), ", ".join(open_) or "all"])
    return table(head, cells)


def _cost(run: Row, first: Row) -> Iterator[str]:
    star = "*" if run["stopped"] else ""
    yield f"{run['cpu']:.2f} s{star}"
    yield f"{run['cpu'] / first['cpu']:.1f}"
    yield f"{run['build']:.2f} s"
    yield f"{run['variables']:,}"
    yield f"{run['constraints']:,}"
    yield f"{run['megabytes']:.0f} MB"


def pictures(figures: Figures) -> Pictures:
    """A plot of seconds, one of the model, one of memory, over each axis."""
    from benchmarks.plots import Line, Panel, panels  # the page can be written without

    def panel(axis: str, key: str) -> Panel:
        rows = figures["axes"][axis]
        stopped = frozenset(float(row["three"][axis]) for row in rows if row["three"]["stopped"])
        return Panel(f"by {axis}", axis, [Line(key, _points(rows, axis, key), stopped)])

    return {file: panels(y, [panel(axis, key) for axis in _AXES]) for key, file, y, _ in _PLOTS}


def _points(rows: Sequence[Row], axis: str, key: str) -> list[Point]:
    return [(float(row["three"][axis]), float(row["three"][key])) for row in rows]
