"""Rosters as CSV and HTML, and files that are never half written."""

from __future__ import annotations

import csv
import io
import os
import stat
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat_tui.domain.errors import BadInput, Unusable
from secretariat_tui.exchange.html import Box, Grid, Remarks, Sheet, page
from secretariat_tui.exchange.safe_write import ensure_directory_fits, ensure_file_fits, make_directory, write_file
from secretariat_tui.exchange.tables import guarded, roster_csv, unguarded
from tests.build import problem, team
from tests.plans import plan_of, small_team


def test_a_csv_has_a_row_for_each_assignment_duty_and_shortage() -> None:
    made = small_team()
    rows = list(csv.DictReader(io.StringIO(roster_csv(plan_of(problem(made)), made).decode(), newline="")))
    assert [(row["date"], row["kind"], row["member"], row["account"] or row["desk"]) for row in rows] == [
        ("2026-11-30", "assignment", "anna", ""),
        ("2026-11-30", "assignment", "bea", ""),
        ("2026-11-30", "duty", "anna", "telefoon"),
        ("2026-11-30", "duty", "bea", "dir"),
        ("2026-11-30", "shortage", "", "telefoon"),
        ("2026-12-01", "shortage", "", "dir"),
    ]
    assert rows[3]["role"] == "backup"


@pytest.mark.parametrize("cell", ["=1+1", "+31 6", "-", "@sum", "\tx", "\rx", "'=x"])
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "Anna", "a=b", "'s ochtends", "08:30"])
def test_another_cell_stays_as_it_is(cell: str) -> None:
    assert guarded(cell) == cell


@given(st.text(alphabet="'=+-@\t\rab", max_size=6))
def test_the_guard_comes_off_again(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


def test_a_member_named_after_a_formula_does_no_harm_in_a_csv() -> None:
    made = small_team()
    named = team([replace(item, name="=HYPERLINK(1)") for item in made.members], made.accounts, desks=list(made.desks))
    assert b",=HYPERLINK" not in roster_csv(plan_of(problem(named)), named)


HOSTILE = "<script>alert('x')</script>&\"]]>"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [name for name, _ in attrs if name in ("src", "href", "style", "action")]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_a_page_escapes_everything_and_points_nowhere() -> None:
    grid = Grid(HOSTILE, (Box((HOSTILE,)),), ((HOSTILE, (Box((HOSTILE, "x"), "short"),)),))
    remarks = Remarks(HOSTILE, ((HOSTILE, (HOSTILE,)),))
    found = _Tags()
    text = page("nl", HOSTILE, [Sheet(HOSTILE, (grid, remarks))]).decode()
    found.feed(text)
    assert "script" not in found.tags
    assert found.addresses == []
    assert found.texts.count(HOSTILE) == 9
    assert "url(" not in text
    assert "@import" not in text
    assert "size: A4 landscape" in text


def test_a_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"1")
    assert (tmp_path / "a").read_bytes() == b"1"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


def test_a_file_that_is_replaced_keeps_its_permissions_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o644)
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert os.listdir(tmp_path) == ["a"]


def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to("target")
    write_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"new"


def test_a_device_is_written_through_and_stays_a_device() -> None:
    write_file(Path("/dev/null"), b"x")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        write_file(tmp_path, b"x")
    assert caught.value.faults[0].kind == "is-directory"


def test_a_missing_directory_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as caught:
        write_file(tmp_path / "no" / "a", b"x")
    assert caught.value.faults[0].kind == "no-directory"
    assert caught.value.exit_code == 7


def test_what_can_be_written_fits(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    for file in (tmp_path / "a", tmp_path / "new", Path("/dev/null")):
        ensure_file_fits(file)
    for directory in (tmp_path, tmp_path / "new", tmp_path / "new" / "below"):
        ensure_directory_fits(directory)
    assert os.listdir(tmp_path) == ["a"]


def test_what_cannot_be_written_is_known_before(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    for place, kind in ((tmp_path, "is-directory"), (tmp_path / "no" / "a", "no-directory")):
        with pytest.raises((BadInput, Unusable)) as caught:
            ensure_file_fits(place)
        assert caught.value.faults[0].kind == kind
    for check in (ensure_file_fits, ensure_directory_fits):
        with pytest.raises(Unusable) as caught:
            check(tmp_path / "a" / "b")
        assert caught.value.exit_code == 7
        assert caught.value.faults[0].kind == "not-a-directory"


def test_a_file_is_not_taken_for_a_directory(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(Unusable) as caught:
        make_directory(tmp_path / "a")
    assert [(item.kind, item.file) for item in caught.value.faults] == [("not-a-directory", str(tmp_path / "a"))]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unusable) as caught:
        write_file(path, b"new")
    assert caught.value.faults[0].kind == "disk-full"
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]


def test_what_a_killed_writer_left_is_swept_once_it_is_old(tmp_path: Path) -> None:
    old, fresh = tmp_path / ".a.1.secretariat-part", tmp_path / ".a.2.secretariat-part"
    for stray in (old, fresh):
        stray.write_bytes(b"half")
    os.utime(old, (0, 0))
    write_file(tmp_path / "a", b"new")
    assert sorted(os.listdir(tmp_path)) == [".a.2.secretariat-part", "a"]
