"""A member's calendar and a manager's, taken into a database more than once."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.records import ActKind
from secretariat_tui.services.importing import LEAVE, NO_SUPPORT, Foreign, Period
from secretariat_tui.services.taking_in import TakingIn
from secretariat_tui.services.weeks import Weeks
from tests.screens.opened import workspace

PERIOD = Period(date(2027, 1, 1), date(2027, 2, 28))
WINDOW = "X-CALSTART:20270101T000000Z\nX-CALEND:20270301T000000Z\n"


def event(uid: str, first: str, after: str, sequence: int = 0) -> str:
    return (
        f"BEGIN:VEVENT\nUID:{uid}\nSEQUENCE:{sequence}\nDTSTART;VALUE=DATE:{first}\nDTEND;VALUE=DATE:{after}\n"
        "X-MICROSOFT-CDO-BUSYSTATUS:OOF\nEND:VEVENT\n"
    )


def calendar(*events: str) -> Foreign:
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{WINDOW}{''.join(events)}END:VCALENDAR\n"
    return Foreign(text.replace("\n", "\r\n").encode(), "calendar.ics")


TWO_DAYS = event("1", "20270111", "20270113")
ONE_DAY = event("2", "20270118", "20270119")


@pytest.fixture
def opened():
    return workspace()


@pytest.fixture
def take(opened):
    member = opened.team.members[0].id

    def taken(*events, source="outlook", remove=False):
        given = (opened.team.id, LEAVE, member, calendar(*events), source, PERIOD)
        (found,) = TakingIn(opened.office).take_in(*given, remove=remove)
        return found

    return taken


def leave_of(opened) -> list[tuple[date, date]]:
    found = opened.office.team(opened.team.id).leave
    approved = [item for item in found if item.status is LeaveStatus.APPROVED]
    return sorted((item.start, item.end) for item in approved if item.start >= PERIOD.since)


MON_TUE = (date(2027, 1, 11), date(2027, 1, 12))
TUE_WED = (date(2027, 1, 12), date(2027, 1, 13))
MONDAY = (date(2027, 1, 18), date(2027, 1, 18))


def test_what_the_calendar_has_is_taken_in(opened, take):
    taken = take(TWO_DAYS, ONE_DAY)
    assert len(taken.added) == 2
    assert leave_of(opened) == [MON_TUE, MONDAY]


def test_the_same_file_twice_changes_nothing_and_is_no_act(opened, take):
    take(TWO_DAYS, ONE_DAY)
    acts = len(opened.acts())
    again = take(TWO_DAYS, ONE_DAY)
    assert (again.added, again.withdrawn, again.offered) == ((), (), ())
    assert len(opened.acts()) == acts


def test_other_names_for_the_same_events_change_nothing(opened, take):
    take(TWO_DAYS, ONE_DAY)
    again = take(event("x", "20270111", "20270113"), event("y", "20270118", "20270119"))
    assert (again.added, again.withdrawn, again.offered) == ((), (), ())
    assert leave_of(opened) == [MON_TUE, MONDAY]


def test_what_moved_in_the_calendar_moves(opened, take):
    take(TWO_DAYS, ONE_DAY)
    moved = take(event("1", "20270112", "20270114", 1), ONE_DAY)
    assert [(item.start, item.end) for item in moved.added] == [TUE_WED]
    assert [(item.start, item.end) for item in moved.withdrawn] == [MON_TUE]
    assert leave_of(opened) == [TUE_WED, MONDAY]


def test_an_older_file_does_not_win(opened, take):
    take(event("1", "20270112", "20270114", 2))
    older = take(event("1", "20270111", "20270113", 1))
    assert (older.added, older.withdrawn) == ((), ())
    assert leave_of(opened) == [TUE_WED]


def test_a_number_that_rose_alone_is_remembered(opened, take):
    take(TWO_DAYS)
    take(event("1", "20270111", "20270113", 5))
    between = take(event("1", "20270112", "20270114", 3))
    assert between.added == ()
    assert leave_of(opened) == [MON_TUE]


def test_what_is_gone_is_offered_and_taken_out_only_when_asked(opened, take):
    take(TWO_DAYS, ONE_DAY)
    offered = take(TWO_DAYS)
    assert [(item.start, item.end) for item in offered.offered] == [MONDAY]
    assert leave_of(opened) == [MON_TUE, MONDAY]
    assert [(item.start, item.end) for item in take(TWO_DAYS, remove=True).withdrawn] == [MONDAY]
    assert leave_of(opened) == [MON_TUE]


def test_leave_of_another_source_stands(opened, take):
    take(TWO_DAYS)
    taken = take(ONE_DAY, source="telephone", remove=True)
    assert taken.withdrawn == ()
    assert leave_of(opened) == [MON_TUE, MONDAY]


def test_leave_that_the_lead_had_given_already_is_not_there_twice(opened, take):
    member = opened.team.members[0].id
    with opened.office.act(opened.team.id, ActKind.REQUEST_LEAVE) as work:
        work.request_leave(Leave(member, *MON_TUE))
    assert take(TWO_DAYS).added == ()
    assert leave_of(opened) == [MON_TUE]


def test_undo_takes_back_what_came_of_the_file(opened, take):
    take(TWO_DAYS)
    Weeks(opened.office).undo(opened.team.id)
    assert leave_of(opened) == []
    assert len(take(TWO_DAYS).added) == 1


def test_leave_that_was_withdrawn_by_hand_does_not_come_back_with_the_same_file(opened, take):
    take(TWO_DAYS)
    (record,) = [item for item in opened.leave() if item.leave.start == MON_TUE[0]]
    opened.requests.decide(opened.team.id, record.id, LeaveStatus.WITHDRAWN)
    assert take(TWO_DAYS).added == ()
    assert [(item.start, item.end) for item in take(event("1", "20270112", "20270114", 1)).added] == [TUE_WED]
    assert [(item.start, item.end) for item in take(event("1", "20270111", "20270113", 2)).added] == [MON_TUE]


def test_only_times_are_kept_unless_titles_are_asked_for(opened, take):
    take(TWO_DAYS.replace("UID", "SUMMARY:Operatie\nUID"))
    with opened.office.store.read() as view:
        (kept,) = view.imported(opened.team.id, "member", opened.team.members[0].id)
    assert kept.title == ""
    assert kept.start.tzinfo is not None
    assert isinstance(kept.start, datetime)


def test_a_manager_who_is_away_needs_nobody(opened):
    account = opened.team.accounts[0].id

    def take(event, **more):
        given = (opened.team.id, NO_SUPPORT, account, calendar(event), "outlook", PERIOD)
        (found,) = TakingIn(opened.office).take_in(*given, **more)
        return found

    assert [(item.start, item.end) for item in take(TWO_DAYS).added] == [MON_TUE]
    assert take(TWO_DAYS).added == ()
    back = take(ONE_DAY, remove=True)
    assert [(item.start, item.end) for item in back.withdrawn] == [MON_TUE]
    left = opened.office.team(opened.team.id).no_support
    assert [(item.start, item.end) for item in left] == [MONDAY]
