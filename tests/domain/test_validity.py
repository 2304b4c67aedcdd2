"""Domain objects that cannot be are never made, and say all that is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from secretariat_tui.domain.account import Agreement, SupportWindow
from secretariat_tui.domain.calendar import Parity, Span
from secretariat_tui.domain.errors import BadInput, InvalidValue
from secretariat_tui.domain.shift import Shift
from tests.build import account, backup, days, member, shift, span, team


def kinds(error: InvalidValue) -> list[tuple[str | None, str]]:
    return [(fault.key, fault.kind) for fault in error.faults]


def test_all_faults_of_a_member_are_told_at_once() -> None:
    with pytest.raises(InvalidValue) as caught:
        member("Anna", grade=3, hours=99, capacity=-1, start=date(2026, 2, 1), until=date(2026, 1, 1))
    assert kinds(caught.value) == [
        ("id", "bad-id"),
        ("grade", "out-of-range"),
        ("hours", "out-of-range"),
        ("capacity", "out-of-range"),
        ("until", "dates-reversed"),
    ]


def test_an_invalid_value_is_bad_input_and_a_value_error() -> None:
    assert issubclass(InvalidValue, BadInput)
    assert issubclass(InvalidValue, ValueError)
    assert InvalidValue.exit_code == 3


def test_a_shift_that_crosses_midnight_is_refused() -> None:
    with pytest.raises(InvalidValue) as caught:
        Shift("avond", "Avond", Span(18 * 60, 2 * 60), 30)
    assert kinds(caught.value) == [("end", "crosses-midnight")]


def test_hours_that_are_no_number_are_refused() -> None:
    for value in ("NaN", "Infinity", "-Infinity"):
        with pytest.raises(InvalidValue):
            replace(member("anna"), hours=Decimal(value))


def test_a_team_checks_itself_when_it_is_changed() -> None:
    planned = team([member("anna"), member("bea", grade=5)], [account("dir", "anna", min_grade=6)])
    with pytest.raises(InvalidValue) as caught:
        replace(planned, agreements=(backup("dir", "bea"), backup("dir", "anna"), backup("dir2", "carla")))
    assert {(f.table, f.row, f.key, f.kind, f.nearest) for f in caught.value.faults} == {
        ("backup", 0, "member", "below-min-grade", None),
        ("backup", 1, "member", "backup-is-primary", None),
        ("backup", 2, "account", "unknown-id", "dir"),
        ("backup", 2, "member", "unknown-id", None),
    }


def test_a_team_needs_members_and_shifts() -> None:
    with pytest.raises(InvalidValue) as caught:
        team([], shifts=())
    assert [(f.table, f.kind) for f in caught.value.faults] == [("shift", "missing-table"), ("member", "missing-table")]


def window(**more: object) -> SupportWindow:
    return SupportWindow(days("mon"), span("09:00-12:00"), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (window(), window(), True),
        (window(weeks=Parity.ODD), window(weeks=Parity.EVEN), False),
        (window(until=date(2026, 6, 30)), window(since=date(2026, 7, 1)), False),
        # Monday 29 June 2026 lies in both, and in an odd week (27).
        (window(until=date(2026, 6, 30)), window(since=date(2026, 6, 29)), True),
        (window(until=date(2026, 6, 30), weeks=Parity.ODD), window(since=date(2026, 6, 29)), True),
        (window(until=date(2026, 6, 30), weeks=Parity.EVEN), window(since=date(2026, 6, 29)), False),
        # 30 June to 5 July has no Monday.
        (window(until=date(2026, 7, 5)), window(since=date(2026, 6, 30)), False),
        (window(), SupportWindow(days("mon"), span("12:00-13:00")), False),
        (window(), SupportWindow(days("tue"), span("09:00-12:00")), False),
        (window(since=date.max), window(), False),
        (window(until=date.min), window(), True),  # the year 1 begins on a Monday
    ],
)
def test_windows_meet_when_some_date_has_both(one: SupportWindow, other: SupportWindow, meet: bool) -> None:
    assert one.meets(other) is meet
    assert other.meets(one) is meet


def test_agreements_one_after_the_other_do_not_overlap() -> None:
    first = Agreement("dir", "bea", until=date(2026, 6, 30))
    then = Agreement("dir", "bea", start=date(2026, 7, 1))
    planned = team([member("anna"), member("bea")], [account("dir", "anna")], agreements=[then, first])
    assert planned.agreed("dir", date(2026, 6, 30)) == ("bea",)
    with pytest.raises(InvalidValue) as caught:
        replace(planned, agreements=(then, replace(first, until=date(2026, 7, 1))))
    assert [(f.table, f.row, f.kind) for f in caught.value.faults] == [("backup", 0, "overlap")]


def test_the_paid_time_of_a_shift_is_more_than_nothing() -> None:
    assert shift(times="09:00-10:00", unpaid=59).break_minutes == 59
    with pytest.raises(InvalidValue) as caught:
        shift(times="09:00-10:00", unpaid=60)
    assert kinds(caught.value) == [("break", "out-of-range")]
