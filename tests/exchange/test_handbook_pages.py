from __future__ import annotations

from pathlib import Path

import pytest

from secretariat_tui.domain.account import HandbookPage
from secretariat_tui.domain.errors import BadInput
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.handbook_pages import LARGEST, missing_pages, read_pages
from tests.build import account, member, team


def test_a_page_without_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "dir.md").write_text("Koffie zwart.")
    pages = [HandbookPage("dir", "dir.md"), HandbookPage("dir", "weg.md")]
    found = missing_pages(team([member("anna")], [account("dir", "anna")], handbook=pages), tmp_path)
    assert [finding.reason.fact("file") for finding in found] == ["weg.md"]


def of_pages(*files: str) -> Team:
    pages = [HandbookPage("dir", file) for file in files]
    return team([member("anna")], [account("dir", "anna")], handbook=pages)


def test_a_page_is_its_text_with_line_ends_of_one_kind(tmp_path: Path) -> None:
    (tmp_path / "dir.md").write_bytes(b"\xef\xbb\xbfKoffie\r\nzwart,\rcaf\xc3\xa9.\n")
    assert read_pages(of_pages("dir.md", "weg.md"), tmp_path) == {"dir": "Koffie\nzwart,\ncaf\u00e9.\n"}


def test_pages_of_one_account_stand_below_one_another(tmp_path: Path) -> None:
    (tmp_path / "dir.md").write_text("# Directeur\n")
    (tmp_path / "reizen.md").write_text("# Reizen\n")
    assert read_pages(of_pages("dir.md", "reizen.md"), tmp_path) == {"dir": "# Directeur\n\n# Reizen\n"}


def test_pages_that_cannot_be_read_are_all_told(tmp_path: Path) -> None:
    (tmp_path / "latin.md").write_bytes(b"caf\xe9")
    (tmp_path / "raw.md").write_bytes(b"a\0b")
    (tmp_path / "large.md").write_bytes(b"a" * (LARGEST + 1))
    with pytest.raises(BadInput) as refused:
        read_pages(of_pages("latin.md", "raw.md", "large.md"), tmp_path)
    assert [item.kind for item in refused.value.faults] == ["bad-encoding", "bad-encoding", "too-large"]


def test_a_name_that_no_file_can_have_is_a_page_that_is_not_there(tmp_path: Path) -> None:
    pages = of_pages("a" * 400 + ".md")
    assert len(missing_pages(pages, tmp_path)) == 1
    assert read_pages(pages, tmp_path) == {}
