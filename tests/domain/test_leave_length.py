"""How much leave may be asked for at once."""

from __future__ import annotations

from datetime import date

import pytest

from secretariat_tui.domain.errors import BadInput
from secretariat_tui.domain.events import Leave
from secretariat_tui.domain.leave_light import ensure_askable

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
