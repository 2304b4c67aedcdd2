"""Leave that is asked for again after it was refused or withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from secretariat_tui.domain.errors import BadInput
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.records import ActKind
from secretariat_tui.services import requests
from secretariat_tui.services.office import Office
from secretariat_tui.services.requests import Requests
from tests.clocks import StoppedClock
from tests.faults.databases import Fresh
from tests.faults.leads import TEAM

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
DAY = date(2027, 2, 1)
ASKED = Leave("bea", DAY, DAY, status=LeaveStatus.REQUESTED)


@pytest.fixture
def leave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Requests:
    """Requests in a database, without the solver."""
    monkeypatch.setattr(requests, "advise", lambda *_: None)
    database, _ = Fresh(tmp_path, None)()
    with database.store() as store:
        return Requests(Office(store, StoppedClock(NOW), "lead"))


def put(leave: Requests, number: int, status: LeaveStatus) -> None:
    with leave.office.act(TEAM, ActKind.LEAVE_ROUND) as work:
        work.set_leave(number, status)


def standing(leave: Requests) -> list[LeaveStatus]:
    return [item.status for item in leave.office.team(TEAM).leave if item.member == "bea"]


@pytest.mark.parametrize("status", [LeaveStatus.REFUSED, LeaveStatus.WITHDRAWN])
def test_what_was_refused_or_withdrawn_may_be_asked_for_again(status: LeaveStatus, leave: Requests):
    put(leave, leave.request(TEAM, ASKED).record.id, status)
    assert standing(leave) == [status]
    again = leave.request(TEAM, ASKED).record
    assert standing(leave) == [LeaveStatus.REQUESTED]
    put(leave, again.id, LeaveStatus.APPROVED)
    assert standing(leave) == [LeaveStatus.APPROVED]
    put(leave, again.id, LeaveStatus.WITHDRAWN)
    assert len(standing(leave)) == 1


@pytest.mark.parametrize("status", [LeaveStatus.REQUESTED, LeaveStatus.APPROVED])
def test_leave_that_stands_is_not_asked_for_twice(status: LeaveStatus, leave: Requests):
    number = leave.request(TEAM, ASKED).record.id
    put(leave, number, status)
    with pytest.raises(BadInput) as caught:
        leave.request(TEAM, replace(ASKED))
    assert caught.value.faults[0].kind == "asked-already"


def test_leave_that_stands_twice_in_a_team_file_is_taken_in_once_and_is_gone_when_it_is_withdrawn(leave: Requests):
    team = leave.office.team(TEAM)
    twice = replace(team, leave=(*team.leave, ASKED, ASKED))
    with leave.office.act(TEAM, ActKind.IMPORT_TEAM) as work:
        work.put_team(twice)
    (record,) = [item for item in leave.all(TEAM) if item.leave == ASKED]
    leave.settle(TEAM, record.id, LeaveStatus.WITHDRAWN)
    assert standing(leave) == [LeaveStatus.WITHDRAWN]


def test_a_team_file_that_does_not_know_yet_that_leave_was_approved_asks_for_it_no_second_time(leave: Requests):
    asked = replace(leave.office.team(TEAM), leave=(*leave.office.team(TEAM).leave, ASKED))
    number = leave.put(TEAM, ASKED).id
    put(leave, number, LeaveStatus.APPROVED)
    with leave.office.act(TEAM, ActKind.IMPORT_TEAM) as work:
        work.put_team(asked)
    assert [item.id for item in leave.all(TEAM) if item.leave.member == "bea"] == [number]
    leave.settle(TEAM, number, LeaveStatus.WITHDRAWN)
    assert standing(leave) == [LeaveStatus.WITHDRAWN]


def test_leave_that_a_team_file_approves_is_approved(leave: Requests):
    leave.put(TEAM, ASKED)
    approved = replace(ASKED, status=LeaveStatus.APPROVED)
    team = leave.office.team(TEAM)
    with leave.office.act(TEAM, ActKind.IMPORT_TEAM) as work:
        work.put_team(replace(team, leave=tuple(approved if item == ASKED else item for item in team.leave)))
    assert standing(leave) == [LeaveStatus.APPROVED]
