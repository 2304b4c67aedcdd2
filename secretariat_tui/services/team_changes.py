"""A team in the place of the one that it was: its description, and what it has of leave, absence, wishes and pins."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from secretariat_tui.domain.events import LeaveStatus
from secretariat_tui.domain.repository import Writing
from secretariat_tui.domain.team import Team

T = TypeVar("T", bound=Hashable)


def change_team(work: Writing, before: Team, after: Team, expected: int | None = None) -> None:
    """What is new is added, and what is gone withdrawn or lifted. `expected` is the revision that `before` had; raises
    Refused where the description is another since."""
    described = after.described  # first, and alone: who is new must be known before her leave is
    if described != before.described:
        work.put_team(described, expected)
    _change_requests(work, before, after)
    _change_records(work, before, after)
    work.team(after.id)  # which checks it with what others did


def _change_requests(work: Writing, before: Team, after: Team) -> None:
    """Leave that is new, that got another status, or that is withdrawn."""
    was = {item.identity: item for item in before.leave}
    now = {item.identity: item for item in after.leave}
    if was == now:
        return
    numbers = {record.leave.identity: record.id for record in work.leave(after.id)}
    for key, leave in now.items():
        if key not in was:
            work.request_leave(leave)
        elif was[key].status is not leave.status:
            work.set_leave(numbers[key], leave.status, expected=was[key].status)
    for key in was:
        if key not in now:
            work.set_leave(numbers[key], LeaveStatus.WITHDRAWN)


def _change_records(work: Writing, before: Team, after: Team) -> None:
    team = after.id
    _change(
        before.absences,
        after.absences,
        work.add_absence,
        {record.absence: record.id for record in work.absences(team)},
        work.lift_absence,
    )
    _change(
        before.wishes,
        after.wishes,
        work.add_wish,
        {record.wish: record.id for record in work.wishes(team)},
        work.lift_wish,
    )
    _change(before.pins, after.pins, work.add_pin, {record.pin: record.id for record in work.pins(team)}, work.lift_pin)


def _change(
    before: Iterable[T],
    after: Iterable[T],
    add: Callable[[T], object],
    numbers: dict[T, int],
    lift: Callable[[int], None],
) -> None:
    """Adds what is new and lifts what is gone; what somebody else did at the same time stays."""
    was, now = list(before), list(after)
    for item in now:
        if item not in was and item not in numbers:
            add(item)
    for item in was:
        if item not in now and item in numbers:
            lift(numbers[item])
