"""Files that go out: torn by a kill, on a full disk, where nobody may write, and onto what is no file."""

from __future__ import annotations

import os
import random
import stat
from pathlib import Path

import pytest

from secretariat_tui.domain.errors import Unusable
from secretariat_tui.exchange.safe_write import ensure_file_fits, write_file
from tests.conftest import Times
from tests.faults.killing import FAILED, kill, moments, run
from tests.faults.places import full_disk, read_only, without_privileges
from tests.faults.renditions import RENDITIONS

FORMATS = sorted(RENDITIONS)


@pytest.mark.parametrize("form", FORMATS)
def test_a_killed_export_leaves_the_old_file_or_the_new_one(
    form: str, tmp_path: Path, rng: random.Random, times: Times
):
    path = tmp_path / f"roster.{form}"
    contents = [RENDITIONS[form](number) for number in range(2)]
    assert contents[0] != contents[1]
    write_file(path, contents[0])
    killed = 0
    for number, moment in enumerate(moments(lambda: write_file(path, contents[0]), rng, times(6, 100))):
        new = contents[1 - number % 2]
        killed += kill(lambda: write_file(path, new), moment)  # noqa: B023  (run at once)
        assert path.read_bytes() in contents
    assert killed > 0

    for stray in tmp_path.iterdir():
        if stray != path:
            os.utime(stray, (0, 0))
    write_file(path, contents[0])
    assert os.listdir(tmp_path) == [path.name]


def test_the_harness_sees_a_file_that_is_written_in_place(tmp_path: Path, rng: random.Random, times: Times):
    path = tmp_path / "roster"
    old, new = b"old " * 100_000, b"new " * 100_000

    def in_place() -> None:
        with path.open("wb") as file:
            for start in range(0, len(new), 100_000):
                file.write(new[start : start + 100_000])

    found = set()
    for moment in moments(in_place, rng, times(6, 100)):
        path.write_bytes(old)
        kill(in_place, moment)
        found.add(path.read_bytes() in (old, new))
    assert False in found


@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_leaves_the_old_file_whole(form: str, tmp_path: Path):
    with full_disk(tmp_path, 64 * 1024) as place:
        path = place.directory / f"roster.{form}"
        old, new = RENDITIONS[form](0), RENDITIONS[form](1)
        write_file(path, old)
        place.fill()
        assert run(lambda: (place.feel(), _refused(path, new))) == 0
        assert os.listdir(place.directory) == [path.name]
        place.empty()
        assert path.read_bytes() == old
        write_file(path, new)


def test_a_directory_that_is_read_only_is_refused_and_the_old_file_stays(tmp_path: Path):
    path = tmp_path / "out" / "roster.csv"
    path.parent.mkdir()
    write_file(path, b"old")
    with read_only(path.parent):
        assert run(lambda: (without_privileges(), _refused(path, b"new"))) == 0
    assert path.read_bytes() == b"old"
    assert os.listdir(path.parent) == [path.name]


def test_a_pipe_is_written_through_and_stays_a_pipe(tmp_path: Path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    write_file(path, b"content")
    assert os.read(reader, 100) == b"content"
    os.close(reader)
    assert stat.S_ISFIFO(path.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="this system has no /dev/fd")
def test_a_pipe_without_a_name_is_written_through():
    """As a shell passes one: `--out /dev/stdout | less`, or `--out >(gzip > roster.gz)`."""
    reader, writer = os.pipe()
    path = Path(f"/dev/fd/{writer}")
    ensure_file_fits(path)
    write_file(path, b"content")
    os.close(writer)
    assert os.read(reader, 100) == b"content"
    os.close(reader)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_device_that_is_full_is_refused():
    _refused(Path("/dev/full"), b"content")
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_a_link_that_is_killed_at_stays_a_link(tmp_path: Path, rng: random.Random, times: Times):
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target.name)
    for moment in moments(lambda: write_file(link, b"old"), rng, times(6, 100)):
        kill(lambda: write_file(link, b"new"), moment)
        assert link.is_symlink()
        assert target.read_bytes() in (b"old", b"new")


def test_a_child_that_fails_is_not_taken_for_one_that_is_killed():
    assert run(lambda: 1 / 0) == FAILED


def _refused(path: Path, content: bytes) -> None:
    with pytest.raises(Unusable) as caught:
        write_file(path, content)
    assert caught.value.exit_code == 7
