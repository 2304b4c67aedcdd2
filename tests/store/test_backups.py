"""A backup goes to a file that is not there, and to no other."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from secretariat_tui.domain.errors import Refused, Unusable
from secretariat_tui.store import maintenance
from secretariat_tui.store.copying import copy_all
from secretariat_tui.store.engine import url_of
from secretariat_tui.store.maintenance import DatabaseKeeper


@pytest.fixture
def keeper(tmp_path: Path) -> DatabaseKeeper:
    """The keeper of an empty database."""
    found = DatabaseKeeper(url_of(str(tmp_path / "weeks.db")), datetime(2026, 11, 25, tzinfo=UTC))
    found.upgrade()
    return found


def without_links(*_: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_of_two_backups_to_one_file_at_once_the_second_is_refused(
    keeper: DatabaseKeeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    file = tmp_path / "backup.db"

    def copy(source: Engine, target: Engine) -> Mapping[str, int]:
        counts = copy_all(source, target)
        file.write_bytes(b"the first")
        return counts

    monkeypatch.setattr(maintenance, "copy_all", copy)
    if not links:
        monkeypatch.setattr(os, "link", without_links)
    with pytest.raises(Refused) as refused:
        keeper.backup(file)
    assert [fault.kind for fault in refused.value.faults] == ["there-already"]
    assert file.read_bytes() == b"the first"
    assert [path.name for path in tmp_path.glob("*backup*")] == ["backup.db"]


def test_a_link_that_leads_nowhere_is_not_replaced(keeper: DatabaseKeeper, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    file.symlink_to(tmp_path / "nowhere.db")
    with pytest.raises(Refused):
        keeper.backup(file)
    assert file.is_symlink()


def test_a_backup_needs_no_links(keeper: DatabaseKeeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", without_links)
    keeper.backup(tmp_path / "backup.db")
    assert DatabaseKeeper(url_of(str(tmp_path / "backup.db")), datetime(2026, 11, 25, tzinfo=UTC)).check() == ()
    assert [path.name for path in tmp_path.glob("*backup*")] == ["backup.db"]


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("weeks.db/backup.db", "not-a-directory"),
        ("x" * 300, "name-too-long"),
        ("/dev/null/backup.db", "not-a-directory"),
    ],
)
def test_a_place_that_cannot_be_written_to_is_told_as_it_is_of_any_file(
    keeper: DatabaseKeeper, tmp_path: Path, place: str, kind: str
) -> None:
    file = tmp_path / place
    with pytest.raises(Unusable) as refused:
        keeper.backup(file)
    assert [(fault.kind, fault.file) for fault in refused.value.faults] == [(kind, str(file))]
