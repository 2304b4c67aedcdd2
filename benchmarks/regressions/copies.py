"""Copies of the product to compare: of a commit, and of the checkout as it is.

Both get the benchmarks and the teams of the checkout, so that they do the same, and both lie in the same kind of place.
The checkout itself is neither changed nor read while they run, and git knows nothing of the copies.
"""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

from benchmarks.record import ROOT

_PRODUCT = ("secretariat_tui", "data")
_NEVER = shutil.ignore_patterns("__pycache__", "results", ".*")


class NoSuchCommit(Exception):  # noqa: N818  (said as the rest of the project says it)
    """The history that is here does not have it."""


def copy_of_commit(commit: str, folder: Path, history: Path = ROOT) -> Path:
    """The product as it was, by the history of a checkout."""
    done = subprocess.run(["git", "archive", "--format=zip", commit, *_PRODUCT], cwd=history, capture_output=True)  # noqa: S607
    if done.returncode:
        raise NoSuchCommit(done.stderr.decode().strip())
    with zipfile.ZipFile(BytesIO(done.stdout)) as archive:
        archive.extractall(folder)
    return _with_benchmarks(folder)


def copy_of_checkout(folder: Path) -> Path:
    """The product as it is, with what is not committed yet."""
    for part in _PRODUCT:
        shutil.copytree(ROOT / part, folder / part, ignore=_NEVER)
    return _with_benchmarks(folder)


def _with_benchmarks(folder: Path) -> Path:
    """Adds what the cases need. The data are a package inside the product, so that no installed one is taken."""
    shutil.copytree(folder / "data", folder / "secretariat_tui" / "data")
    shutil.copytree(ROOT / "benchmarks", folder / "benchmarks", ignore=_NEVER)
    shutil.copytree(ROOT / "tests" / "cases", folder / "tests" / "cases")
    for file in (ROOT / "tests").glob("*.py"):
        shutil.copy2(file, folder / "tests")
    return folder
