"""How much leave may be asked for at once."""

from __future__ import annotations

from datetime import date

import pytest

from secretariat_tui.domain.errors import BadInput
from secretariat_tui.domain.events import Leave
from secretariat_tui.domain.leave_light import ensure_askable, judged_until

FIRST = date(2026, 11, 30)


@pytest.mark.parametrize("last", [FIRST, date(2027, 11, 29), date(2027, 12, 5)])
def test_as_many_weeks_may_be_asked_for_as_are_planned_at_once(last):
    """53 weeks from that Monday on end on 5 December 2027."""
    ensure_askable(Leave("anna", FIRST, last))


@pytest.mark.parametrize("last", [date(2027, 12, 6), date(2090, 1, 1), date.max])
def test_a_day_more_is_refused(last):
    with pytest.raises(BadInput) as told:
        ensure_askable(Leave("anna", FIRST, last))
    assert [item.kind for item in told.value.faults] == ["too-long"]


@pytest.mark.parametrize("last", [FIRST, date(2027, 12, 5)])
def test_of_leave_that_may_be_asked_for_all_is_judged(last):
    assert judged_until(Leave("anna", FIRST, last)) == last


@pytest.mark.parametrize("last", [date(2027, 12, 6), date.max])
def test_of_longer_leave_that_came_from_a_file_as_much_is_judged_as_may_be_asked_for(last):
    assert judged_until(Leave("anna", FIRST, last)) == date(2027, 12, 5)


def test_leave_until_the_end_of_the_calendar_is_judged():
    assert judged_until(Leave("anna", date(9999, 12, 1), date.max)) == date.max
