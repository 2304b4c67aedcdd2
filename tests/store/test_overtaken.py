"""An act is taken back only where what it changed is still as it left it: what somebody else did since stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from secretariat_tui.domain.errors import Refused
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.leave_light import Round
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.repository import Reading, Writing
from secretariat_tui.services.office import Office
from secretariat_tui.services.requests import Requests
from secretariat_tui.services.weeks import Weeks
from tests.clocks import StoppedClock
from tests.faults.databases import Fresh
from tests.faults.leads import SPRING, START, TEAM

Change = Callable[[Writing], None]


def keep_for(weeks: int) -> Change:
    return lambda work: work.set_absence_weeks(weeks)


def gave_way(times: int) -> Change:
    return lambda work: work.set_gave_way({"bea": times} if times else {})


def declines(declined: bool) -> Change:
    return lambda work: work.decline(work.leave(TEAM)[-1].id, declined)


@pytest.mark.parametrize(
    ("mine", "hers", "read"),
    [
        (keep_for(20), keep_for(30), lambda view: view.absence_weeks(TEAM)),
        (gave_way(1), gave_way(2), lambda view: dict(view.gave_way(TEAM))),
        (gave_way(1), gave_way(0), lambda view: dict(view.gave_way(TEAM))),
        (declines(True), declines(False), lambda view: view.leave(TEAM)[-1].declined),
    ],
    ids=["how long absences are kept", "who gave way", "who gave way and no longer", "whether she declines"],
)
def test_what_another_changed_since_is_not_undone(
    tmp_path: Path, mine: Change, hers: Change, read: Callable[[Reading], object]
) -> None:
    database, _ = Fresh(tmp_path, None)()
    with database.store() as store:
        with store.write(TEAM, ActKind.REQUEST_LEAVE, "ann", START) as work:
            work.request_leave(Leave("anna", SPRING, SPRING, None, LeaveStatus.REQUESTED), "bea")
        for who, change in (("ann", mine), ("zoe", hers)):
            with store.write(TEAM, ActKind.EDIT_TEAM, who, START) as work:
                change(work)
        with store.read() as view:
            before = read(view)
        with pytest.raises(Refused) as refused:
            Weeks(Office(store, StoppedClock(START), "ann")).undo(TEAM)
        assert [item.kind for item in refused.value.faults] == ["conflict"]
        with store.read() as view:
            assert read(view) == before
    assert database.check() == []


@pytest.mark.parametrize("mine", [keep_for(20), gave_way(1), declines(True)])
def test_what_nobody_changed_since_is_undone_and_done_again(tmp_path: Path, mine: Change) -> None:
    database, _ = Fresh(tmp_path, None)()
    with database.store() as store:
        with store.write(TEAM, ActKind.REQUEST_LEAVE, "zoe", START) as work:
            work.request_leave(Leave("anna", SPRING, SPRING, None, LeaveStatus.REQUESTED), "bea")

        def seen() -> tuple[object, ...]:
            with store.read() as view:
                return view.absence_weeks(TEAM), dict(view.gave_way(TEAM)), view.leave(TEAM)

        weeks, before = Weeks(Office(store, StoppedClock(START), "ann")), seen()
        with store.write(TEAM, ActKind.EDIT_TEAM, "ann", START) as work:
            mine(work)
        after = seen()
        assert after != before
        weeks.undo(TEAM)
        assert seen() == before
        weeks.redo(TEAM)
        assert seen() == after
    assert database.check() == []


def test_of_two_rounds_that_were_decided_at_once_the_second_is_refused_and_who_gave_way_in_the_first_stays_known(
    tmp_path: Path,
) -> None:
    database, _ = Fresh(tmp_path, None)()
    with database.store() as store:
        requests = Requests(Office(store, StoppedClock(START), "ann"))
        seen = requests.gave_way(TEAM)
        requests.keep_round(TEAM, Round((), (), (), (("bea", 1),)), seen)
        with pytest.raises(Refused) as refused:
            requests.keep_round(TEAM, Round((), (), (), (("anna", 1),)), seen)
        assert [item.kind for item in refused.value.faults] == ["conflict"]
        assert requests.gave_way(TEAM) == {"bea": 1}
