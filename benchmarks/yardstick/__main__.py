"""The command: `python -m benchmarks.yardstick [--instances 1-19] [--seconds 60]`.

Measures some of the published instances again, and keeps the last results of the others where they had as long. The
instances are read from `--instances-dir`, which has `Instance1.txt` and so on, and `best_known.csv`.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks import page, record
from benchmarks.yardstick import section
from benchmarks.yardstick.measure import INSTANCES, all_measured


def main() -> int:
    """Measures and writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.yardstick", description=__doc__)
    parser.add_argument("--instances", type=_numbers, default=_numbers("1-19"), help="which, as 1-6,9")
    parser.add_argument("--seconds", type=float, default=60.0, help="on the clock, for each")
    parser.add_argument("--instances-dir", type=Path, default=INSTANCES)
    options = parser.parse_args()
    circumstances, began = record.Circumstances.now(quick=False), time.perf_counter()
    rows = _others(options.seconds, set(options.instances))
    for row in all_measured(options.instances_dir, options.instances, options.seconds):
        rows[row["instance"]] = row
        print(section.line(row), file=sys.stderr, flush=True)
        figures = {"rows": [rows[number] for number in sorted(rows)]}
        took = time.perf_counter() - began
        record.keep("yardstick", record.Kept(circumstances, record.load(), took, figures))
    page.write(record.kept())
    return 0


def _numbers(text: str) -> list[int]:
    """ "1-3,7" as 1, 2, 3 and 7."""
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return sorted(found)


def _others(seconds: float, anew: set[int]) -> dict[int, dict[str, Any]]:
    """The last results of other instances."""
    last = record.kept().get("yardstick")
    rows = last.figures["rows"] if last else []
    return {row["instance"]: row for row in rows if row["instance"] not in anew and row["seconds"] == seconds}


if __name__ == "__main__":
    raise SystemExit(main())
