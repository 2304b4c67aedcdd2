import pytest

from secretariat_tui.domain.calendar import Week


def test_a_week_is_read_with_and_without_its_hyphen():
    assert Week.parse("2026-W53") == Week.parse("2026W53") == Week(2026, 53)


@pytest.mark.parametrize("text", ["2026-W00", "2026-W54", "2027-W53", "2026-49", "W49", "", "9999-W52", "0001-W01"])
def test_what_is_no_week_that_can_be_planned_is_refused(text: str):
    with pytest.raises(ValueError, match=rf"^{text}$|[Ii]nvalid week"):
        Week.parse(text)


def test_week_53_is_followed_by_week_1_and_both_are_odd():
    assert Week(2026, 53).plus(1) == Week(2027, 1)
    assert Week(2026, 53).is_odd
    assert Week(2027, 1).is_odd
