"""What is kept of each part: its figures, and when, on which commit, on what machine and under which load they came."""

from __future__ import annotations

import json
import multiprocessing
import os
import platform
import subprocess
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.parts import PARTS, Figures, part

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results"
"""A file for each part, so that two of them can be measured and committed apart."""

_CODE = ("secretariat_tui", "data", "benchmarks/*.py", "benchmarks/**/*.py")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What figures depend on besides the code. `commit` ends in + where files were not committed."""

    measured: str
    commit: str
    quick: bool
    load: float
    cores: int | None
    memory_gb: int
    architecture: str
    python: str
    solver: str

    @classmethod
    def now(cls, quick: bool) -> Circumstances:
        return cls(
            datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
            commit(),
            quick,
            load(),
            os.cpu_count(),
            round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
            platform.machine(),
            platform.python_version(),
            f"OR-Tools {version('ortools')}",
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """The last results of a part. `load_after` is when it ended, after so many seconds."""

    circumstances: Circumstances
    load_after: float
    seconds: float
    figures: Figures


def measured(name: str, quick: bool) -> Kept:
    """A part, measured now in a process of its own, which has imported nothing yet."""
    circumstances, began = Circumstances.now(quick), time.perf_counter()
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        figures = pool.submit(_figures, name, quick).result()
    return Kept(circumstances, load(), time.perf_counter() - began, figures)


def _figures(name: str, quick: bool) -> Figures:
    return part(name).measure(quick)


def keep(name: str, kept: Kept, folder: Path = RESULTS) -> None:
    """Writes the results of a part, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.json"
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(_rounded(asdict(kept)), indent=1) + "\n", encoding="utf-8")
    fresh.replace(file)


def kept(folder: Path = RESULTS) -> dict[str, Kept]:
    """The last results of each part that was ever measured, in the order of the page."""
    found: dict[str, Kept] = {}
    for name in PARTS:
        file = folder / f"{name}.json"
        if file.exists():
            values = json.loads(file.read_text(encoding="utf-8"))
            found[name] = Kept(**values | {"circumstances": Circumstances(**values["circumstances"])})
    return found


def load() -> float:
    """How many processes wanted a core in the last minute."""
    return round(os.getloadavg()[0], 1)


def commit() -> str:
    """The commit of the checkout, and a + where what is measured or measures differs from it."""
    at = _git("rev-parse", "--short=10", "HEAD")
    return at + ("+" if _git("status", "--porcelain", "--", *_CODE) else "") if at else "no commit"


def last_change(*paths: str) -> str:
    """The commit that last touched something under these paths."""
    return _git("log", "-1", "--format=%h", "--", *paths) or "no commit"


def _git(*command: str) -> str:
    """What git says; nothing where this is no clone."""
    return subprocess.run(["git", *command], cwd=ROOT, capture_output=True, text=True).stdout.strip()  # noqa: S607


def _rounded(value: Any) -> Any:
    """Without digits that say nothing, so that what is kept can be read and compared."""
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, list | tuple) else value
