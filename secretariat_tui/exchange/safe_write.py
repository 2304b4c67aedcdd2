"""Files written so that a reader sees the old one or the new one, never half of one."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from secretariat_tui.domain.errors import BadInput, Fault, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.places import unusable

_SUFFIX: Final = ".secretariat-part"
_STALE_SECONDS: Final = 3600


def write_file(path: Path, content: bytes) -> None:
    """Writes the content beside the file, syncs it and renames it over the file.

    A link is followed, so that its target is replaced and not the link. A device or pipe is written through. A new file
    can be read by its owner only; one that is replaced keeps its permissions. Raises BadInput for a directory and
    Unusable when the place cannot be written to; the old file is whole then.
    """
    try:
        mode = _mode(path)  # not of what it leads to: a pipe of a shell, /dev/fd/63, has no name of its own
        if mode is not None and stat.S_ISDIR(mode):
            raise BadInput([_is_directory(path)])
        if mode is not None and not stat.S_ISREG(mode):
            path.write_bytes(content)
        else:
            _replace(Path(os.path.realpath(path)), content, 0o600 if mode is None else stat.S_IMODE(mode))
    except OSError as error:
        raise unusable(str(path), error) from error


def ensure_file_fits(path: Path) -> None:
    """Raises what `write_file` would, as far as that can be known before: long work need not come to nothing."""
    target = Path(os.path.realpath(path))
    if os.path.isdir(target):
        raise BadInput([_is_directory(path)])
    if not os.path.exists(path) or os.path.isfile(path):
        if not os.path.lexists(target.parent):
            raise unusable(str(path), FileNotFoundError())
        _ensure_open(target.parent, path)


def ensure_directory_fits(path: Path) -> None:
    """Raises what making this directory, or writing files into it, would, as far as that can be known before."""
    there = Path(os.path.realpath(path))
    while not os.path.lexists(there) and there != there.parent:
        there = there.parent
    _ensure_open(there, path)


def _ensure_open(directory: Path, asked: Path) -> None:
    code = 0
    if not os.path.isdir(directory):
        code = errno.ENOTDIR
    elif not os.access(directory, os.W_OK | os.X_OK):
        code = errno.EACCES
    if code:
        raise unusable(str(asked), OSError(code, os.strerror(code)))


def make_directory(path: Path) -> None:
    """Makes a directory of the owner's own, with those above it, unless it is there."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise unusable(str(path), error) from error


def write_files(directory: Path, files: Mapping[str, bytes]) -> None:
    """Writes each file by its name into a directory, which is made where it is not there and something goes in."""
    if files:
        make_directory(directory)
    for name, content in files.items():
        write_file(directory / name, content)


def _is_directory(path: Path) -> Fault:
    return replace(fault("is-directory", N_("This is a directory, not a file.")), file=str(path))


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(target: Path, content: bytes, mode: int) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=_SUFFIX, dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(mode)
        _sweep(part)
        os.replace(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_directory(target.parent)


def _sweep(part: Path) -> None:
    """Removes what killed writers left in this directory, once it is old by the clock of the file system."""
    now = part.stat().st_mtime
    for stray in part.parent.glob(f".*{_SUFFIX}"):
        try:
            if stray != part and now - stray.lstat().st_mtime > _STALE_SECONDS:
                stray.unlink()
        except OSError:
            continue  # another writer was quicker, or it is not ours to remove


def _sync_directory(directory: Path) -> None:
    """Makes the rename last through a power cut, where directories can be synced at all."""
    if os.name != "posix":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass  # some network file systems cannot; the rename itself is done
    finally:
        os.close(handle)
