"""The command: `python -m benchmarks.yardstick [--instances 1-19] [--seconds 60]`.

Solves the published instances one after the other, each in a process of its own, checks what was found, and writes
`benchmarks/yardstick/results.json` and the page of figures. The instances are read from `--instances-dir`, which has
`Instance1.txt` and so on, and `best_known.csv`.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.measure import in_child
from benchmarks.run import PAGE, RESULTS, machine
from benchmarks.solve import ROOT
from benchmarks.yardstick import section
from benchmarks.yardstick.measure import INSTANCES, measured


def main() -> int:
    """Measures and writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.yardstick", description=__doc__)
    parser.add_argument("--instances", type=_numbers, default=_numbers("1-19"), help="which, as 1-6,9")
    parser.add_argument("--seconds", type=float, default=60.0, help="on the clock, for each")
    parser.add_argument("--instances-dir", type=Path, default=INSTANCES)
    parser.add_argument("--results", type=Path, default=section.RESULTS)
    parser.add_argument("--page", type=Path, default=PAGE)
    options = parser.parse_args()
    known = _best_known(options.instances_dir / "best_known.csv")
    before = machine()
    rows = _kept(options.results, options.seconds, set(options.instances))
    for number in options.instances:
        load = round(os.getloadavg()[0], 1)
        row = in_child(measured, options.instances_dir, number, options.seconds)
        row |= {**known[number], "seconds": options.seconds, "load": load, "planner": _planner()}
        rows[number] = row
        print(section.line(row), file=sys.stderr, flush=True)
        found = {"machine": before, "rows": [rows[number] for number in sorted(rows)]}
        options.results.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if RESULTS.exists():
        options.page.write_text(report.page(json.loads(RESULTS.read_text(encoding="utf-8"))), encoding="utf-8")
    return 0


def _numbers(text: str) -> list[int]:
    """ "1-3,7" as 1, 2, 3 and 7."""
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return sorted(found)


def _planner() -> str:
    """The commit that last touched the planner or the rules here."""
    command = ["git", "log", "-1", "--format=%h", "--", "secretariat_tui/planner", "benchmarks/yardstick"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def _best_known(file: Path) -> dict[int, dict[str, int | None]]:
    with file.open(encoding="utf-8", newline="") as rows:
        return {
            int(row["instance"]): {
                "best_known": int(row["best_known"]),
                "lower_bound": int(row["lower_bound"]) if row["lower_bound"] else None,
            }
            for row in csv.DictReader(rows)
        }


def _kept(file: Path, seconds: float, anew: set[int]) -> dict[int, dict[str, Any]]:
    """The results of other instances, where they had as long."""
    rows = json.loads(file.read_text(encoding="utf-8"))["rows"] if file.exists() else []
    return {row["instance"]: row for row in rows if row["instance"] not in anew and row["seconds"] == seconds}


if __name__ == "__main__":
    raise SystemExit(main())
