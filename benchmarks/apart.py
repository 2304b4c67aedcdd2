"""Runs a function in a Python of its own that has imported nothing, for libraries that cannot be in one process."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


def apart(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the function gives. What it raises is told on the standard error, and raises CalledProcessError here."""
    asked = pickle.dumps((function, args, kwargs))
    command = [sys.executable, "-m", "benchmarks.apart"]
    done = subprocess.run(command, input=asked, stdout=subprocess.PIPE, check=True, cwd=Path(__file__).parent.parent)
    return cast("T", pickle.loads(done.stdout))  # noqa: S301  (our own)


def _answer() -> None:
    function, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301
    sys.stdout.buffer.write(pickle.dumps(function(*args, **kwargs)))


if __name__ == "__main__":
    _answer()
