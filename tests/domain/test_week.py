from datetime import date
from random import Random

import pytest

from secretariat_tui.domain.calendar import Horizon, Week
from tests.conftest import Times


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


def test_the_weeks_between_two_include_both_across_week_53():
    assert list(Horizon.between(Week(2026, 52), Week(2027, 1))) == [Week(2026, 52), Week(2026, 53), Week(2027, 1)]
    assert list(Horizon.between(Week(2026, 53), Week(2026, 53))) == [Week(2026, 53)]


SIGNS = "0123456789Ww-+ \t\n\0.\u0663\u00b2\uff17\u2011e"


def test_whatever_is_typed_is_a_week_of_the_calendar_or_refused(times: Times):
    rng = Random(53)
    weeks = {f"{year:04}-W{week:02}" for year in range(1900, 2200) for week in range(1, 53)}
    weeks |= {f"{year:04}-W53" for year in range(1900, 2200) if date(year, 12, 28).isocalendar().week == 53}
    read = 0
    for _ in range(times(2000, 20_000)):
        text = list(rng.choice(("2026-W49", "2026W53", "2027-W53", "1900-W01", "2199-W52")))
        for _ in range(rng.randrange(3)):
            at = rng.randrange(len(text) + 1)
            text[at : at + rng.randrange(2)] = rng.choice(("", rng.choice(SIGNS)))
        typed = "".join(text).strip()
        known = typed if "-" in typed else f"{typed[:4]}-{typed[4:]}"
        try:
            found = Week.parse("".join(text))
        except ValueError:
            assert known not in weeks, typed
            continue
        assert known in weeks
        assert str(found) == known
        read += 1
    assert read > 500
