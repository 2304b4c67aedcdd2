"""What a member wants in her calendar, as a text and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat_tui.domain.errors import InvalidValue
from secretariat_tui.domain.own_calendar import LONGEST_ALARM, NO_ALARM, CalendarChoice, CalendarStyle

ALARMS = st.none() | st.integers(NO_ALARM, LONGEST_ALARM)
FLAG = st.booleans()


@given(st.builds(CalendarChoice, FLAG, FLAG, FLAG, FLAG, ALARMS))
def test_a_choice_is_read_back_from_words_that_the_audit_can_hold(choice: CalendarChoice) -> None:
    assert CalendarChoice.parse(str(choice)) == choice
    assert len(str(choice)) <= 40


def test_the_words_of_a_choice() -> None:
    assert str(CalendarChoice()) == "learning"
    assert str(CalendarChoice(leave=True, learning=False, alarm=0)) == "leave 0"
    assert str(CalendarChoice(stand_ins=True, alarm=NO_ALARM)) == "stand_ins learning silent"
    assert CalendarChoice.parse("") == CalendarChoice(learning=False)


@pytest.mark.parametrize("text", ["leave 15 20", "holiday", "leave 2000", "alarm"])
def test_other_words_are_no_choice(text: str) -> None:
    with pytest.raises((ValueError, InvalidValue)):
        CalendarChoice.parse(text)


@pytest.mark.parametrize(
    ("hers", "teams", "minutes"),
    [(None, None, None), (None, 15, 15), (0, 15, 0), (30, None, 30), (NO_ALARM, 15, None), (NO_ALARM, None, None)],
)
def test_an_alarm_is_as_she_chose_else_as_her_team_has_it(
    hers: int | None, teams: int | None, minutes: int | None
) -> None:
    assert CalendarChoice(alarm=hers).alarm_in(CalendarStyle(alarm=teams)) == minutes


def test_an_alarm_is_at_most_a_day_before() -> None:
    with pytest.raises(InvalidValue):
        CalendarStyle(alarm=1441)
    with pytest.raises(InvalidValue):
        CalendarStyle(alarm=NO_ALARM)
