"""Programs of the machine that tests use: found, else installed, else the test is skipped; but never in CI."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

INSTALL_WITHIN = 600.0


def program(name: str, package: str | None = None) -> str:
    """Where a program is, of a package that is called as it is unless said."""
    found = shutil.which(name)
    if found is None:
        refusal = install(package or name)
        found = shutil.which(name)
    if found is None:
        skip(f"{name} is not on this machine and could not be installed: {refusal}")
    return found


def skip(why: str) -> NoReturn:
    """Leaves the test out, where that is allowed."""
    if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
        pytest.fail(f"This may not be left out here. {why}", pytrace=False)
    pytest.skip(why)


def install(package: str) -> str:
    """Tries to install it where that needs no answer; gives what stood in the way."""
    if shutil.which("apt-get") is None:
        return "there is no apt-get."
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if root and shutil.which("sudo") is None:
        return "only root may install packages."
    with _one_at_a_time():
        return _fetch(root, package)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Tests that run side by side would find the packages locked."""
    import fcntl  # which only systems with apt-get have to have

    with (Path(tempfile.gettempdir()) / "secretariat-tests-install.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fetch(root: list[str], package: str) -> str:
    said = ""
    silent = ["env", "DEBIAN_FRONTEND=noninteractive"]
    for command in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", package]):
        try:
            ran = subprocess.run(
                [*root, *silent, "apt-get", *command],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
                timeout=INSTALL_WITHIN,
            )
        except subprocess.TimeoutExpired:
            return f"apt-get {command[0]} took longer than {INSTALL_WITHIN:.0f} s."
        if ran.returncode:  # an update may fail for one source of many, and the package be there all the same
            said = ran.stderr.strip().rpartition("\n")[2] or f"apt-get {command[0]} failed."
    return said
