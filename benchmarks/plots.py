"""Plots as SVG, the same bytes for the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from benchmarks.fit import Point

_STYLE: Any = {
    "svg.hashsalt": "secretariat",  # else the ids in the file are random
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.grid": True,
    "grid.alpha": 0.3,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_COLOURS = ("#1f5fa8", "#c0562b", "#3f8f4f", "#7a4fa3")
_MARKS = ("o", "s", "^", "D")


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured of one kind; a point of `open` was stopped before its end, and is at least as high."""

    name: str
    points: Sequence[Point]
    open: frozenset[float] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines over one axis."""

    title: str
    x: str
    lines: Sequence[Line]


def panels(y: str, shown: Sequence[Panel]) -> bytes:
    """Panels side by side with one height, both axes logarithmic, so that a power is a straight line."""
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(3.2 * len(shown) + 0.6 * (len(shown) == 1), 2.9), layout="constrained")
        for axes, panel in zip(figure.subplots(1, len(shown), sharey=True, squeeze=False)[0], shown, strict=True):
            _draw(axes, panel)
        figure.axes[0].set_ylabel(y)
        written = BytesIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return b"\n".join(line.rstrip() for line in written.getvalue().splitlines()) + b"\n"


def _draw(axes: Axes, panel: Panel) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    for line, colour, mark in zip(panel.lines, _COLOURS, _MARKS, strict=False):
        points = [(x, y) for x, y in line.points if y > 0]
        axes.plot(*zip(*points, strict=True), color=colour, linewidth=1.3, label=line.name)
        for x, y in points:
            axes.plot([x], [y], mark, color=colour, markerfacecolor="white" if x in line.open else colour, markersize=5)
    where = sorted({x for line in panel.lines for x, _ in line.points})
    axes.set_xticks(where, [f"{x:g}" for x in where])
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    axes.set_xlabel(panel.x)
    axes.set_title(panel.title, fontsize=9)
    if len(panel.lines) > 1:
        axes.legend(fontsize=8, frameon=False)
