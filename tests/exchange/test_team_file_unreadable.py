"""What is no team file at all, since it is no TOML, no text or no file, is refused and not read further."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from secretariat_tui.domain.errors import BadInput
from secretariat_tui.exchange.team_file import read_team
from tests.exchange.faulty import LAST, SMALL, faults


@pytest.mark.parametrize(
    ("content", "line", "kind"),
    [
        (SMALL + "hours = 4\n", LAST + 1, "duplicate-key"),
        (SMALL + "[team]\n", LAST + 1, "duplicate-key"),
        (SMALL + "role = lead\n", LAST + 1, "syntax"),
        (SMALL + "role\n", LAST + 1, "syntax"),
        (SMALL + 'role = "lead\n', LAST + 1, "syntax"),
        (SMALL + 'shifts = ["dag"\n', LAST + 1, "syntax"),
        (SMALL + "from = 2026-02-30\n", LAST + 1, "syntax"),
        (SMALL + 'name = "C:\\Users"\n', LAST + 1, "syntax"),
        (SMALL + "capacity = " + "9" * 5000 + "\n", LAST + 1, "syntax"),
        (SMALL + "x = " + "[" * 100_000 + "\n", LAST + 1, "too-deep"),
        (SMALL + "a" + ".a" * 500_000 + " = 1\n", LAST + 1, "too-deep"),
        ("", None, "empty-file"),
        (" \n\n", None, "empty-file"),
        (SMALL.encode("utf-16"), None, "wrong-encoding"),
        (SMALL.encode("utf-16-le"), None, "not-text"),
        (SMALL.replace("Anna", "Zoë").encode("cp1252"), 11, "wrong-encoding"),
        (SMALL.encode() + "é".encode()[:1], LAST + 1, "wrong-encoding"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None, "not-text"),
        (b"#" * (5 * 1024 * 1024 + 1), None, "too-large"),
    ],
)
def test_a_file_that_is_no_toml(content: str | bytes, line: int | None, kind: str) -> None:
    found = faults(content)
    assert [(fault.line, fault.kind) for fault in found] == [(line, kind)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_may_end_as_on_any_system(tmp_path: Path, end: str, mark: str) -> None:
    file = tmp_path / "team.toml"
    file.write_bytes((mark + SMALL.replace("\n", end)).encode())
    assert read_team(file).members


def refused(path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        read_team(path)
    (fault,) = caught.value.faults
    assert fault.file == str(path)
    return fault.kind


def test_what_is_not_a_file_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert refused(tmp_path) == "is-directory"
    assert refused(pipe) == "not-a-file"
    assert refused(tmp_path / "none.toml") == "no-file"


@pytest.mark.parametrize("name", ["a\0b", "a" * 5000])
def test_a_name_that_no_file_can_have_is_told_in_words_of_our_own(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_team(tmp_path / name)
    assert [(fault.kind, fault.text.template) for fault in caught.value.faults] == [
        ("unreadable", "No file can have this name.")
    ]


def test_a_large_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse.toml"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)
    assert refused(path) == "too-large"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "team.toml"
    path.write_text(SMALL)

    def deny(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)  # root may read everything
    assert refused(path) == "no-permission"
