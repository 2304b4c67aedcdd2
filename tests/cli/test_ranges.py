"""Numbers, dates and names that cannot be are told in words, with what can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Program


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("plan", "--week", "next", "--weeks", "0"), '"0" is not a whole number from 1 to 53.'),
        (("plan", "--week", "next", "--weeks", "x"), '"x" is not a whole number from 1 to 53.'),
        (("plan", "--week", "next", "--weeks", "1.5"), '"1.5" is not a whole number from 1 to 53.'),
        (("history", "--last", "0"), '"0" is not a whole number of at least 1.'),
        (("restore", "x", "--week", "next"), '"x" is not a whole number from 1 to 2147483647.'),
        (("plan", "--week", "next", "--time-limit", "0"), '"0" is not a number from 0.1 to 86400.'),
        (("plan", "--week", "next", "--time-limit", "nan"), '"nan" is not a number from 0.1 to 86400.'),
        (("plan", "--week", "next", "--time-limit", "7,5"), '"7,5" is not a number from 0.1 to 86400.'),
        (("plan", "--week", "next", "--time-limit", "1e999"), '"1e999" is not a number from 0.1 to 86400.'),
    ],
)
def test_a_number_that_cannot_be_is_told_with_those_that_can(
    made: Program, arguments: tuple[str, ...], told: str
) -> None:
    answer = made(*arguments)
    assert answer.code == 2
    assert told in answer.err


@pytest.mark.parametrize("command", [("plan",), ("history",), ("leave", "approve"), ("feed", "serve")])
def test_the_help_says_number_and_no_name_of_a_type(made: Program, command: tuple[str, ...]) -> None:
    told = made(*command, "--help").out
    assert "RANGE" not in told
    assert "NUMBER" in told


def test_a_report_of_dates_the_wrong_way_round_is_wrong_usage(made: Program) -> None:
    answer = made("report", "--from", "2026-12-01", "--to", "2026-11-01")
    assert answer.code == 2
    assert "The last date is before the first." in answer.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "ical", "--all", "--out", ""),
        ("plan", "--week", "next", "--publish", "--export", ""),
        ("solve", "", "--week", "next"),
        ("team", "import", ""),
    ],
)
def test_an_empty_name_is_not_the_directory_that_somebody_is_in(
    made: Program, arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script says it whose variable was never set."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    answer = made(*arguments)
    assert answer.code == 2
    assert "The name of a file or directory is empty." in answer.err
    assert list((tmp_path / "here").iterdir()) == []
