"""The command; what it does is told in `benchmarks.regressions`. Exit 1 where something became slower."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import record
from benchmarks.markdown import table
from benchmarks.regressions.cases import CASES
from benchmarks.regressions.copies import NoSuchCommit, copy_of_checkout, copy_of_commit
from benchmarks.regressions.paired import LEAST_BLOCKS, Block, judged

_CANNOT = 2
Run = Callable[[str], float]


class CaseFailed(Exception):  # noqa: N818  (as the rest of the project names them)
    """A product cannot do a case; says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Compares and tells."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.regressions", description=__doc__)
    parser.add_argument("--against", metavar="COMMIT", help="the older one; else that of the results that are kept")
    parser.add_argument("--blocks", type=int, default=9, help=f"of four runs, for each case; at least {LEAST_BLOCKS}")
    parser.add_argument("--only", nargs="+", choices=CASES, metavar="CASE", help=f"some of {', '.join(CASES)}")
    options = parser.parse_args(arguments)
    if options.blocks < LEAST_BLOCKS:
        parser.error(f"at least {LEAST_BLOCKS} blocks")
    commit = options.against or last_measured()
    if commit is None:
        parser.error("no results are kept: say --against COMMIT")
    with tempfile.TemporaryDirectory() as folder:
        try:
            older = copy_of_commit(commit, Path(folder, "older"))
        except NoSuchCommit as missing:
            print(missing, file=sys.stderr)
            return _CANNOT
        present = copy_of_checkout(Path(folder, "present"))
        print(f"Against {commit}, {options.blocks} blocks of four runs; load {record.load():g}", flush=True)
        return compare(options.only or list(CASES), options.blocks, runner(older), runner(present))


def last_measured() -> str | None:
    """The commit of the results that are kept: of the first part of the page that has some."""
    commits = [kept.circumstances.commit.rstrip("+") for kept in record.kept().values()]
    return commits[0] if commits else None


def compare(cases: Sequence[str], count: int, older: Run, present: Run) -> int:
    """A row for each case, as soon as it is known; 1 where one is slower."""
    slower = []
    rows: list[tuple[str, str, str, str]] = []
    for case in cases:
        print(f"{case} ...", file=sys.stderr, flush=True)
        try:
            blocks = measured(case, count, older, present)
        except CaseFailed as failed:
            rows.append((case, "", "", str(failed)))
            continue
        verdict = judged(blocks)
        if verdict.is_slower:
            slower.append(case)
        rows.append((case, *_seconds(blocks), str(verdict)))
    print(table(["case", "older", "present", "verdict"], rows))
    print(f"Slower: {', '.join(slower)}." if slower else "Nothing became slower by more than the noise.")
    return 1 if slower else 0


def measured(case: str, count: int, older: Run, present: Run) -> list[Block]:
    """So many blocks, after a run of each that is not counted: it compiles, and brings the files into memory."""
    for name, run in (("older", older), ("present", present)):
        try:
            run(case)
        except CaseFailed as failed:
            raise CaseFailed(f"not compared: the {name} one fails ({failed})") from None
    blocks = []
    for number in range(count):
        outer, inner = (older, present) if number % 2 == 0 else (present, older)
        first, second, third, fourth = outer(case), inner(case), inner(case), outer(case)
        pairs = (first, fourth), (second, third)
        blocks.append(Block(*pairs) if outer is older else Block(*reversed(pairs)))
    return blocks


def runner(folder: Path) -> Run:
    """Runs cases with the product of a copy."""

    def run(case: str) -> float:
        command = [sys.executable, "-m", "benchmarks.regressions.once", case]
        environment = os.environ | {"PYTHONPATH": str(folder)}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise CaseFailed((done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1])
        return float(done.stdout)

    return run


def _seconds(blocks: Sequence[Block]) -> tuple[str, str]:
    """The least of each: what it takes when nothing comes between."""
    older = min(seconds for block in blocks for seconds in block.older)
    present = min(seconds for block in blocks for seconds in block.present)
    return f"{older:.3f} s", f"{present:.3f} s"


if __name__ == "__main__":
    raise SystemExit(main())
