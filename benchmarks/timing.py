"""How long things take, some times over."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """The clock of a product that is measured: each run of it is at the same moment."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


def processor(task: Callable[[], object], times: int = 5) -> float:
    """The median of the seconds of the processor that a task takes, so that who else uses the machine hardly counts."""
    spent = []
    for _ in range(times):
        began = time.process_time()
        task()
        spent.append(time.process_time() - began)
    return statistics.median(spent)


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """How measurements lie: how many, the median, what 95 % are within, the most."""
    ordered = sorted(seconds)
    return {
        "count": len(ordered),
        "median": statistics.median(ordered),
        "p95": ordered[math.ceil(0.95 * len(ordered)) - 1],
        "most": ordered[-1],
    }


def told(found: dict[str, float], unit: str = "s") -> list[str]:
    """A spread as cells of a table: median, 95 %, most. The unit is s or ms."""
    scale, digits = (1000, 1) if unit == "ms" else (1, 3)
    return [f"{scale * found[key]:.{digits}f} {unit}" for key in ("median", "p95", "most")]
