"""Dates, durations and numbers in Dutch and English, and the choice between them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from secretariat_tui.domain.calendar import Week
from secretariat_tui.presenters.language import chosen_language, fill, language
from tests.build import WED, span

NL, EN = language("nl"), language("en")


def test_dates_are_written_as_people_write_them() -> None:
    assert NL.date(WED) == "woensdag 2 december 2026"
    assert EN.date(WED, year=False) == "Wednesday 2 December"
    assert NL.short_date(date(2027, 3, 1)) == "ma 1 mrt"


def test_a_week_over_new_year_names_both_years() -> None:
    assert EN.week(Week(2026, 53)) == "Week 53, 28 December 2026 to 3 January 2027"
    assert NL.week(Week(2026, 49)) == "Week 49, 30 november tot en met 6 december 2026"


def test_a_week_within_a_month_names_it_once() -> None:
    assert EN.week(Week(2026, 48)) == "Week 48, 23 to 29 November 2026"
    assert NL.week(Week(2026, 48)) == "Week 48, 23 tot en met 29 november 2026"


@pytest.mark.parametrize(
    ("minutes", "dutch", "english"),
    [
        (0, "0 min", "0 min"),
        (45, "45 min", "45 min"),
        (60, "1 uur", "1 hour"),
        (150, "2 uur 30 min", "2 hours 30 min"),
        (-90, "-1 uur 30 min", "-1 hour 30 min"),
    ],
)
def test_durations_are_hours_and_minutes(minutes: int, dutch: str, english: str) -> None:
    assert NL.duration(minutes) == dutch
    assert EN.duration(minutes) == english


def test_hours_for_narrow_columns() -> None:
    assert [EN.hours(minutes) for minutes in (0, 1920, 1890, -30)] == ["0", "32", "31:30", "-0:30"]


def test_a_share_is_never_rounded_up_to_a_whole() -> None:
    assert [EN.percent(share) for share in (1.0, 0.9999, 0.975, 0.0)] == ["100 %", "99.9 %", "97.5 %", "0 %"]
    assert NL.percent(0.975) == "97,5 %"


def test_numbers_have_the_decimal_sign_of_the_language() -> None:
    assert NL.number(Decimal("1.50")) == "1,5"
    assert EN.number(Decimal(100)) == "100"


def test_lists_end_in_and() -> None:
    assert [EN.listing(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert NL.listing(["a", "b"]) == "a en b"


def test_spans_are_said_in_words() -> None:
    assert (EN.span(span("08:30-12:30")), NL.span(span("08:30-12:30"))) == ("08:30 to 12:30", "08:30 tot 12:30")


@pytest.mark.parametrize(
    ("option", "environment", "expected"),
    [
        ("nl", {"SECRETARIAT_LANG": "en"}, "nl"),
        (None, {"SECRETARIAT_LANG": "nl", "LANG": "en_GB.UTF-8"}, "nl"),
        (None, {"LANG": "nl_NL.UTF-8"}, "nl"),
        (None, {"LC_ALL": "C", "LANG": "nl_NL.UTF-8"}, "en"),
        (None, {"SECRETARIAT_LANG": "fr", "LC_MESSAGES": "nl_BE"}, "nl"),
        (None, {"LANG": "nlx"}, "en"),
    ],
)
def test_the_option_comes_before_the_variable_and_that_before_the_locale(
    option: str | None, environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    assert chosen_language(environment, option).code == expected


def test_another_language_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        language("../../etc")


def test_a_template_with_unknown_or_broken_braces_stays_as_it_is() -> None:
    assert fill("{a} {b} {a.x} { {0}", {"a": "{b}"}) == "{b} {b} {a.x} { {0}"
