"""Whether the user can change a team: it is tried, and nothing of that is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from secretariat_tui.services.absences import Absences
from secretariat_tui.services.office import Office
from secretariat_tui.services.teams import Teams
from tests.clocks import StoppedClock
from tests.faults.databases import Fresh
from tests.faults.leads import START, TEAM


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
