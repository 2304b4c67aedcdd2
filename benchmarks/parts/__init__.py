"""What is measured, a module each; in `benchmarks` is what shape they have."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Protocol, cast

Figures = dict[str, Any]
"""What was measured: values of JSON."""

Pictures = dict[str, bytes]
"""Pictures, by the names of their files in docs/images/performance."""

PARTS = (
    *("goals", "beside", "growth", "profile", "leave"),
    *("start", "screens", "store", "calendars", "export", "feed"),
    *("many", "yardstick"),
)
"""In the order of the page."""


class Part(Protocol):
    """The module of a part. It may have `pictures(figures) -> Pictures` too."""

    def measure(self, quick: bool) -> Figures: ...

    def section(self, figures: Figures) -> str: ...


def part(name: str) -> Part:
    """The module of a part, imported only where it is asked for: some need libraries that others do not."""
    return cast("Part", import_module(f"benchmarks.parts.{name}"))


def pictures(name: str, figures: Figures) -> Pictures:
    """The pictures of a part; none where it makes none."""
    drawn = getattr(part(name), "pictures", None)
    return cast("Pictures", drawn(figures)) if drawn else {}
