from __future__ import annotations

from pathlib import Path

from secretariat_tui.domain.account import HandbookPage
from secretariat_tui.exchange.handbook_pages import missing_pages
from tests.build import account, member, team


def test_a_page_without_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "dir.md").write_text("Koffie zwart.")
    pages = [HandbookPage("dir", "dir.md"), HandbookPage("dir", "weg.md")]
    found = missing_pages(team([member("anna")], [account("dir", "anna")], handbook=pages), tmp_path)
    assert [finding.reason.fact("file") for finding in found] == ["weg.md"]
