"""A member's calendar and a manager's, taken into a database more than once."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from secretariat_tui.domain.calendar import DAYPARTS, Daypart
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


def calendar(*events: str, window: str = WINDOW) -> Foreign:
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{window}{''.join(events)}END:VCALENDAR\n"
    return Foreign(text.replace("\n", "\r\n").encode(), "calendar.ics")


TWO_DAYS = event("1", "20270111", "20270113")
ONE_DAY = event("2", "20270118", "20270119")


@pytest.fixture
def opened():
    return workspace()


@pytest.fixture
def take(opened):
    member = opened.team.members[0].id

    def taken(*events, source="outlook", remove=False, period=PERIOD, window=WINDOW, titles=False):
        foreign = replace(calendar(*events, window=window), titles=titles)
        given = (opened.team.id, LEAVE, member, foreign, source, period)
        (found,) = TakingIn(opened.office).take_in(*given, remove=remove)
        return found

    return taken


def rows(found) -> list[tuple[int, int]]:
    """First and last day of January of each row."""
    return sorted((item.start.day, item.end.day) for item in found)


def days_of(opened) -> list[int]:
    """The days of January on which she is on leave."""
    return [day for first, last in leave_of(opened) for day in range(first.day, last.day + 1)]


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


@pytest.mark.parametrize(
    ("first", "after", "days"),
    [
        ("20270111", "20270114", [11, 12, 13]),  # shorter
        ("20270112", "20270116", [12, 13, 14, 15]),
        ("20270104", "20270106", [4, 5]),  # earlier
        ("20270125", "20270127", [25, 26]),  # later
        ("20270111", "20270120", [*range(11, 20)]),  # longer
    ],
)
def test_the_only_event_of_a_file_that_tells_no_period_moves_too(opened, take, first, after, days):
    """As Google, Apple and Nextcloud write it: a file reaches no further than its events."""
    take(event("1", "20270111", "20270116"), window="")
    take(event("1", first, after, 1), window="")
    assert days_of(opened) == days


def test_leave_that_had_begun_when_the_calendar_came_again_can_become_shorter(opened, take):
    take(event("1", "20270111", "20270116"))
    later = Period(date(2027, 1, 13), PERIOD.until)
    taken = take(event("1", "20270111", "20270115", 1), period=later)
    assert days_of(opened) == [11, 12, 13, 14]
    assert rows(taken.withdrawn) == [(11, 15)]
    assert rows(take(event("1", "20270111", "20270115", 1), period=later).added) == []


def test_days_that_came_in_one_after_the_other_move_apart(opened, take):
    third = event("3", "20270113", "20270114")
    take(TWO_DAYS)
    take(TWO_DAYS, third)
    taken = take(event("1", "20270118", "20270120", 1), third)
    assert (rows(taken.withdrawn), rows(taken.added)) == ([(11, 12)], [(18, 19)])
    assert days_of(opened) == [13, 18, 19]


def test_of_days_that_came_in_together_one_is_offered_and_taken_out(opened, take):
    third = event("3", "20270113", "20270114")
    take(TWO_DAYS, third)
    assert rows(take(TWO_DAYS).offered) == [(13, 13)]
    assert days_of(opened) == [11, 12, 13]
    take(TWO_DAYS, remove=True)
    assert days_of(opened) == [11, 12]


def test_days_that_came_in_one_after_the_other_are_taken_out_together(opened, take):
    third = event("3", "20270113", "20270114")
    take(TWO_DAYS)
    take(TWO_DAYS, third)
    assert rows(take(ONE_DAY).offered) == [(11, 12), (13, 13)]
    take(ONE_DAY, remove=True)
    assert days_of(opened) == [18]


def test_what_another_calendar_of_hers_says_as_well_stands(opened, take):
    take(TWO_DAYS, source="outlook")
    take(TWO_DAYS, source="telephone")
    for source in ("outlook", "telephone"):
        taken = take(ONE_DAY, source=source, remove=True)
        assert (source, rows(taken.withdrawn)) == (source, [] if source == "outlook" else [(11, 12)])
    assert days_of(opened) == [18]


def test_leave_that_was_given_by_hand_and_is_longer_stands_when_an_event_within_it_moves(opened, take):
    member = opened.team.members[0].id
    with opened.office.act(opened.team.id, ActKind.REQUEST_LEAVE) as work:
        work.request_leave(Leave(member, date(2027, 1, 11), date(2027, 1, 15)))
    take(event("1", "20270112", "20270113"))
    taken = take(event("1", "20270118", "20270119", 1))
    assert taken.withdrawn == ()
    assert days_of(opened) == [11, 12, 13, 14, 15, 18]


def hours(uid: str, start: str, end: str) -> str:
    return (
        f"BEGIN:VEVENT\nUID:{uid}\nDTSTART;TZID=Europe/Amsterdam:20270111T{start}\n"
        f"DTEND;TZID=Europe/Amsterdam:20270111T{end}\nX-MICROSOFT-CDO-BUSYSTATUS:OOF\nEND:VEVENT\n"
    )


def test_short_events_that_come_in_one_after_the_other_add_up_as_if_they_came_together(opened, take):
    first, second = hours("1", "083000", "093000"), hours("2", "110000", "123000")
    assert rows(take(first).added) == []
    assert [(item.start.day, item.part) for item in take(first, second).added] == [(11, Daypart.AM)]


def test_what_is_not_certain_yet_comes_to_light_when_what_was_certain_moves_and_hides_when_it_comes_back(opened, take):
    perhaps = event("2", "20270110", "20270114").replace("OOF", "TENTATIVE")
    take(TWO_DAYS, perhaps)
    taken = take(event("1", "20270118", "20270120", 1), perhaps)
    assert [(row.start.day, row.end.day, row.status) for row in taken.added] == [
        (11, 12, LeaveStatus.REQUESTED),
        (18, 19, LeaveStatus.APPROVED),
    ]
    taken = take(event("1", "20270112", "20270113", 2), perhaps)
    assert [(row.start.day, row.end.day, row.status) for row in taken.added] == [
        (12, 12, LeaveStatus.APPROVED),
        (11, 11, LeaveStatus.REQUESTED),
    ]


def test_only_times_are_kept_unless_titles_are_asked_for(opened, take):
    take(TWO_DAYS.replace("UID", "SUMMARY:Operatie\nUID"))
    with opened.office.store.read() as view:
        (kept,) = view.imported(opened.team.id, "member", opened.team.members[0].id)
    assert kept.title == ""
    assert kept.start.tzinfo is not None
    assert isinstance(kept.start, datetime)


def test_titles_are_kept_as_was_asked_last(opened, take):
    titled = TWO_DAYS.replace("UID", "SUMMARY:Operatie\nUID")
    kept = []
    for titles in (False, True, True, False):
        taken = take(titled, titles=titles)
        assert (taken.withdrawn, taken.offered) == ((), ())
        with opened.office.store.read() as view:
            kept += [item.title for item in view.imported(opened.team.id, "member", opened.team.members[0].id)]
    assert kept == ["", "Operatie", "Operatie", ""]
    assert leave_of(opened) == [MON_TUE]


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
    shorter = take(event("2", "20270118", "20270121", 1)), take(event("2", "20270118", "20270120", 2))
    assert [rows(taken.added) for taken in shorter] == [[(19, 20)], [(19, 19)]]


# -- many times


def dayparts(opened) -> set[tuple[LeaveStatus, date, Daypart]]:
    found = [item for item in opened.office.team(opened.team.id).leave if item.start >= PERIOD.since]
    return {
        (item.status, item.start + timedelta(days=n), part)
        for item in found
        if item.status in (LeaveStatus.APPROVED, LeaveStatus.REQUESTED)
        for n in range((item.end - item.start).days + 1)
        for part in DAYPARTS
        if item.part in (None, part)
    }


def somewhere(rng: random.Random, uid: str, sequence: int) -> str:
    """An event of some hours or days in the first half of January, away or perhaps away."""
    day, busy = rng.randrange(4, 15), rng.choice(("OOF", "OOF", "TENTATIVE"))
    if rng.random() < 0.6:
        found = event(uid, f"202701{day:02}", f"202701{day + rng.randrange(1, 4):02}", sequence)
    else:
        start, end = rng.choice(
            (("083000", "093000"), ("083000", "103000"), ("110000", "123000"), ("123000", "170000"))
        )
        found = (
            hours(uid, start, end).replace("20270111T", f"202701{day:02}T").replace("UID", f"SEQUENCE:{sequence}\nUID")
        )
    return found.replace("OOF", busy)


@pytest.mark.parametrize("seed", range(8))
def test_a_calendar_that_came_many_times_comes_to_what_it_says_in_the_end(opened, take, seed):
    """Events come, change and go; a team that gets the last file alone has the same."""
    rng, events, anew = random.Random(seed), {}, workspace()
    for step in range(6):
        for uid in (f"{step}-{number}" for number in range(rng.randrange(3))):
            events[uid] = somewhere(rng, uid, step)
        for uid in [uid for uid in events if rng.random() < 0.3]:
            events[uid] = somewhere(rng, uid, step)
        for uid in [uid for uid in events if rng.random() < 0.2]:
            del events[uid]
        take(*events.values(), remove=True)
    given = (anew.team.id, LEAVE, anew.team.members[0].id, calendar(*events.values()), "outlook", PERIOD)
    TakingIn(anew.office).take_in(*given)
    assert dayparts(opened) == dayparts(anew)
