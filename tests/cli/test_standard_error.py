"""What is told to standard error changes nothing of what is done, even where it cannot be told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["show", "--week", "x"], 2),
        (["frobnicate"], 2),
        ([], 2),
        (["solve", "nowhere.toml", "--week", "2026-W49"], 3),
        (["team", "list", "--db", "nowhere.db"], 7),
    ],
)
def test_a_full_disk_behind_standard_error_leaves_the_exit_code_as_it_is(arguments: list[str], code: int) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "secretariat_tui", *arguments],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=full, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stdout) == (code, "")
