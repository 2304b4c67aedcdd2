"""The planner held against published instances; `python -m benchmarks.yardstick` measures some of them again."""

from __future__ import annotations

from benchmarks.parts import Figures
from benchmarks.yardstick import section as told
from benchmarks.yardstick.measure import INSTANCES, all_measured

_QUICK = (1, 2, 3)
_WHOLE = tuple(range(1, 20))


def measure(quick: bool) -> Figures:
    """Each instance, with a minute on the clock. Without the instances beside the checkout there is nothing."""
    if not INSTANCES.is_dir():
        return {"rows": []}
    return {"rows": list(all_measured(INSTANCES, _QUICK if quick else _WHOLE, 10.0 if quick else 60.0))}


def section(figures: Figures) -> str:
    """A row for each instance."""
    return told.section(figures)
