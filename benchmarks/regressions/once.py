"""Runs a case once: `python -m benchmarks.regressions.once CASE` prints the seconds of the processor that it took."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

from benchmarks.regressions.cases import CASES

_ENOUGH = 0.5
"""What took less seconds is done again and again until it has had these."""


def main() -> None:
    """Prints the seconds."""
    task = CASES[sys.argv[1]]()
    print(timed(task))


def timed(task: Callable[[], object]) -> float:
    """Seconds of the processor, in this process and those it waits for. The first time counts only if it is long."""
    first = _spent(task)
    if first >= _ENOUGH:
        return first
    spent: list[float] = []
    while sum(spent) < _ENOUGH:
        spent.append(_spent(task))
    return sum(spent) / len(spent)


def _spent(task: Callable[[], object]) -> float:
    before = _used()
    task()
    return _used() - before


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
