"""Places to write to that cannot be written to: full, or read-only. None of them needs the disk to be so."""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

BALLAST = ".ballast"
CAPABILITIES_3 = 0x20080522
DAC_OVERRIDE, DAC_READ_SEARCH = 1, 2


@dataclass
class FullDisk:
    """A small disk. Where none can be mounted, a limit on the size of files in the child stands for it."""

    directory: Path
    is_mounted: bool

    def fill(self, but: int = 0) -> None:
        """Leaves no room, or only so many bytes, rounded to blocks."""
        if not self.is_mounted:
            return
        with (self.directory.parent / BALLAST).open("ab", buffering=0) as ballast:
            for size in (4096, 1):
                try:
                    while True:
                        ballast.write(b"\0" * size)
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise
            ballast.truncate(max(0, ballast.tell() - but))

    def feel(self, limit: int = 0) -> None:
        """To be called in the child that writes, so that it finds the disk full also where nothing is mounted.

        `limit` is how large its files may be then; a ledger needs a little.
        """
        if not self.is_mounted:
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    def empty(self) -> None:
        """Makes room again."""
        (self.directory.parent / BALLAST).unlink(missing_ok=True)


@contextmanager
def full_disk(directory: Path, size: int) -> Iterator[FullDisk]:
    """A disk of so many bytes, which can be filled to the last."""
    mount = directory / "disk"
    mount.mkdir()
    is_mounted = _mount(mount, size)
    place = mount / "place"
    place.mkdir()
    try:
        yield FullDisk(place, is_mounted)
    finally:
        if is_mounted:
            subprocess.run(["umount", "-l", mount], check=True)


def _mount(mount: Path, size: int) -> bool:
    if os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", mount]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@contextmanager
def read_only_disk(directory: Path, fill: Callable[[Path], object]) -> Iterator[Path | None]:
    """A file system that `fill` filled and nobody can write to, not even root; None where none can be mounted."""
    mount = directory / "read-only"
    mount.mkdir()
    if not _mount(mount, 4 * 1024 * 1024):
        yield None
        return
    try:
        fill(mount)
        subprocess.run(["mount", "-o", "remount,ro", mount], check=True)
        yield mount
    finally:
        subprocess.run(["umount", "-l", mount], check=True)


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    """Nobody may write to this file or directory, unless she is root: see `without_privileges`."""
    mode = stat.S_IMODE(path.stat().st_mode)
    path.chmod(mode & ~0o222)
    try:
        yield
    finally:
        path.chmod(mode)


def without_privileges() -> None:
    """From now on permissions count for this process also where it is root's. For a child only."""
    if os.geteuid() != 0 or sys.platform != "linux":
        return
    header = (ctypes.c_uint32 * 2)(CAPABILITIES_3, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; twice, for 64 of them
    library = ctypes.CDLL(None, use_errno=True)
    if library.capget(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capget")
    keep = ~(1 << DAC_OVERRIDE | 1 << DAC_READ_SEARCH) & 0xFFFFFFFF
    for index in range(3):
        sets[index] &= keep
    if library.capset(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capset")
