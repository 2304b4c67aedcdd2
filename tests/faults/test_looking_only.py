"""The screens where the database can only be read: they open to be looked at, say so, and change nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from secretariat_tui.app import Preferences, SecretariatApp
from secretariat_tui.services.office import Office
from secretariat_tui.services.teams import Teams
from secretariat_tui.services.workspace import Workspace
from tests.clocks import StoppedClock
from tests.faults.databases import Database, Fresh
from tests.faults.killing import run
from tests.faults.leads import START, TEAM, WEEKS
from tests.faults.places import read_only, read_only_disk, without_privileges
from tests.faults.test_commands import READING, WRITING, code_of
from tests.screens.opened import ReadyPlanner, until_shown

BANNER = "You are looking only: nothing can be changed here."
ACTING = ("p", "P", "x", "s", "i", "u", "ctrl+r", "enter")
"""Keys that change something, or ask what to."""


@pytest.fixture(params=["file", "directory", "file system"])
def guarded(request: pytest.FixtureRequest, fresh_file: Fresh, tmp_path: Path) -> Iterator[Database]:
    """A database that cannot be written."""
    template, _ = fresh_file()
    assert template.file is not None
    content = template.file.read_bytes()
    with ExitStack() as stack:
        if request.param == "file system":
            place = stack.enter_context(read_only_disk(tmp_path, lambda it: (it / "week.db").write_bytes(content)))
            if place is None:
                pytest.skip("Nothing can be mounted here.")
        else:
            place = tmp_path / "place"
            place.mkdir()
            (place / "week.db").write_bytes(content)
            stack.enter_context(read_only(place / "week.db" if request.param == "file" else place))
        yield Database(str(place / "week.db"), place / "week.db")


def test_the_screens_open_to_be_looked_at_and_say_so(guarded: Database):
    assert guarded.file is not None
    before = guarded.file.read_bytes()

    async def look(database: Database) -> None:
        with database.store() as store:
            office = Office(store, StoppedClock(START), "lead")
            found = Workspace(office, TEAM, ReadyPlanner(), may_write=Teams(office).may_write(TEAM))
            assert not found.may_write
            for screen in ("today", "week"):
                app = SecretariatApp(found, Preferences("en", False, start=screen), WEEKS[0])
                async with app.run_test(size=(110, 40)) as pilot:
                    await until_shown(pilot, BANNER)
                    for key in ACTING if screen == "week" else ():
                        await pilot.press(key)
                        await pilot.pause()
                        assert screen == app.screen.ID, key

    def work() -> None:
        without_privileges()
        asyncio.run(look(guarded))

    assert run(work) == 0
    assert guarded.file.read_bytes() == before
    assert [file.name for file in guarded.file.parent.iterdir()] == [guarded.file.name]


@pytest.mark.parametrize("command", ["show", "publish"])
def test_commands_read_it_and_refuse_to_write(command: str, guarded: Database, tmp_path: Path):
    every = READING | WRITING
    assert code_of(guarded, every[command], tmp_path) == (7 if command in WRITING else 0)
