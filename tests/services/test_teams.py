"""Whether the user can change a team, and why not: it is tried, and nothing of that is kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from secretariat_tui.services.absences import Absences
from secretariat_tui.services.office import Office
from secretariat_tui.services.teams import Teams
from tests.clocks import StoppedClock
from tests.faults.databases import Database, Fresh
from tests.faults.killing import run
from tests.faults.leads import START, TEAM
from tests.faults.places import full_disk, read_only, read_only_disk, without_privileges


@pytest.mark.parametrize("weeks", [1, 13, 520])
def test_a_team_can_be_changed_however_long_it_keeps_absences(tmp_path: Path, weeks: int) -> None:
    database, _ = Fresh(tmp_path, None)()
    with database.store() as store:
        office = Office(store, StoppedClock(START), "lead")
        Absences(office).keep_for(TEAM, weeks)
        with store.read() as view:
            before = view.acts(TEAM)
        assert Teams(office).may_write(TEAM)
        with store.read() as view:
            assert (view.absence_weeks(TEAM), view.acts(TEAM)) == (weeks, before)


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("file", "You may not write to the file {database}."),
        ("directory", "You may not write in the directory of the database {database}."),
        ("file system", "The disk that the database {database} is on can only be read."),
        ("full", "There is no room for the database {database}."),
    ],
)
def test_who_cannot_change_a_team_is_told_why(tmp_path: Path, place: str, why: str) -> None:
    database, _ = Fresh(tmp_path, None)()
    assert database.file is not None
    content = database.file.read_bytes()

    def look(file: Path, prepare: Callable[[], object] = without_privileges) -> None:
        def work() -> None:
            prepare()
            with Database(str(file), file).store() as store:
                found = Teams(Office(store, StoppedClock(START), "lead")).may_write(TEAM)
            assert not found
            assert found.why_not is not None
            assert (found.why_not.text.template, found.why_not.text.fact("database")) == (why, str(file))
            assert found.why_not.hint is not None

        assert run(work) == 0

    with ExitStack() as stack:
        if place == "file system":
            mounted = stack.enter_context(read_only_disk(tmp_path, lambda at: (at / "week.db").write_bytes(content)))
            if mounted is None:
                pytest.skip("Nothing can be mounted here.")
            look(mounted / "week.db")
        elif place == "full":
            disk = stack.enter_context(full_disk(tmp_path, 2**20))
            (disk.directory / "week.db").write_bytes(content)
            disk.fill()
            look(disk.directory / "week.db", disk.feel)
        else:
            (tmp_path / "place").mkdir()
            file = tmp_path / "place" / "week.db"
            file.write_bytes(content)
            stack.enter_context(read_only(file if place == "file" else file.parent))
            look(file)
