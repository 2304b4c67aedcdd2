"""What members take back on PostgreSQL and do again, and what they may not."""

from __future__ import annotations

import pytest

from secretariat_tui.domain.errors import Refused
from secretariat_tui.domain.events import Leave, LeaveStatus, Wish, WishKind
from secretariat_tui.domain.records import ActKind
from secretariat_tui.services.office import Office
from secretariat_tui.services.requests import Requests
from secretariat_tui.services.weeks import Weeks
from secretariat_tui.store.database import Database
from tests import build
from tests.clocks import StoppedClock
from tests.store.roles import DAY, NOW, Roles


def desk(store: Database, who: str) -> tuple[Weeks, Requests]:
    office = Office(store, StoppedClock(NOW), who)
    return Weeks(office), Requests(office)


def statuses(store: Database, member: str = "anna") -> list[str]:
    """Of her requests for the day that tests ask for."""
    with store.read() as view:
        return [
            str(item.leave.status)
            for item in view.leave("so")
            if (item.leave.member, item.leave.start) == (member, DAY)
        ]


def test_a_member_takes_back_her_request_and_asks_again(own: Roles) -> None:
    with own.store("anna") as store:
        weeks, requests = desk(store, "anna")
        requests.put("so", Leave("anna", DAY, DAY))
        assert statuses(store) == ["requested"]
        for act, left in ((weeks.undo, "withdrawn"), (weeks.redo, "requested"), (weeks.undo, "withdrawn")):
            assert act("so") is not None
            assert statuses(store) == [left]
        assert weeks.undo("so") is None
        assert [act.kind for act in weeks.acts("so") if act.who == "anna"] == ["request_leave", "undo", "redo", "undo"]
    assert own.keeper("owner").check() == ()


def test_a_member_takes_back_her_wish_and_her_withdrawal(own: Roles) -> None:
    wish = Wish("anna", WishKind.OFF, build.cells("fri"), "", 3)
    with own.store("anna") as store:
        weeks, requests = desk(store, "anna")
        record = requests.put("so", Leave("anna", DAY, DAY))
        requests.settle("so", record.id, LeaveStatus.WITHDRAWN)
        with store.write("so", ActKind.WISH, "anna", NOW) as work:
            work.add_wish(wish)
        assert weeks.undo("so").kind is ActKind.WISH
        assert store_wishes(store) == ()
        assert weeks.undo("so").kind is ActKind.WITHDRAW_LEAVE
        assert statuses(store) == ["requested"]
        weeks.redo("so")
        weeks.redo("so")
        assert (store_wishes(store), statuses(store)) == ((wish,), ["withdrawn"])
    assert own.keeper("owner").check() == ()


def store_wishes(store: Database) -> tuple[Wish, ...]:
    with store.read() as view:
        return tuple(item.wish for item in view.wishes("so"))


def test_leave_that_was_approved_does_not_come_back_by_a_members_undo_and_she_is_told_what_to_do(own: Roles) -> None:
    with own.store("anna") as store, own.store("lead_so") as led:
        weeks, requests = desk(store, "anna")
        record = requests.put("so", Leave("anna", DAY, DAY))
        desk(led, "lead_so")[1].settle("so", record.id, LeaveStatus.APPROVED)
        with pytest.raises(Refused) as refused:  # her request is not as she left it
            weeks.undo("so")
        assert refused.value.faults[0].kind == "conflict"
        requests.settle("so", record.id, LeaveStatus.WITHDRAWN)
        with pytest.raises(Refused) as refused:
            weeks.undo("so")
        (told,) = refused.value.faults
        assert (refused.value.exit_code, told.kind) == (6, "not-allowed")
        assert "leave request" in told.hint.template
        assert statuses(store) == ["withdrawn"]
        assert requests.put("so", Leave("anna", DAY, DAY)).leave.status is LeaveStatus.REQUESTED
    assert own.keeper("owner").check() == ()
