"""`capacity` and `propose`, planned for real on a small team."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from secretariat_tui.cli.output import say_lines
from secretariat_tui.domain.team import Team
from tests.build import account, backup, desk, member, team
from tests.cli.conftest import Program
from tests.planner.own_rules import Company, FewWorkers, install
from tests.schemas import validate

HERE = ("--team-file", "team.toml", "--week", "2026-W49")


def small() -> Team:
    """Three on Monday, of whom two suffice for the director; Carla alone on Tuesday."""
    members = [member("anna"), member("bea"), member("carla", "mon tue")]
    agreed = [backup("dir", "bea"), backup("dir", "carla")]
    return team(members, [account("dir", "anna")], agreements=agreed)


@pytest.fixture
def asked(program: Program) -> Program:
    program.team = small()
    return program


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("capacity", "free"), 0),
        (("capacity", "free", "--member", "bea"), 0),
        (("capacity", "request", "--on", "2026-11-30-am"), 0),
        (("capacity", "request", "--on", "2026-11-30", "--people", "2"), 4),
        (("capacity", "request", "--on", "2026-11-30-pm", "--place", "office", "--requires", "notulen"), 4),
        (("capacity", "secondment", "--member", "bea", "--days", "mon"), 0),
        (("capacity", "secondment", "--hours", "8", "--from", "2026-11-30", "--to", "2026-12-04"), 0),
        (("capacity", "meeting", "--minutes", "60"), 0),
        (("capacity", "formation"), 0),
        (("propose", "pattern", "--members", "1"), 0),
    ],
)
def test_every_question_is_answered_in_words_and_by_its_schema(
    asked: Program, arguments: tuple[str, ...], code: int
) -> None:
    told = asked(*arguments, *HERE)
    assert (told.code, told.err) == (code, "")
    assert told.out
    assert "{" not in told.out
    answer = asked(*arguments, *HERE, "--json")
    assert answer.code == code
    validate(answer.document, "proposal" if arguments[0] == "propose" else "capacity")
    assert answer.out == asked(*arguments, *HERE, "--json").out


@pytest.mark.parametrize(
    "words", [("capacity", "meeting", "--minutes", "60"), ("propose", "pattern", "--members", "1")]
)
def test_rules_of_the_teams_own_are_named_in_the_answer(
    asked: Program, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Rules of your own" not in asked(*words, *HERE).out
    install(monkeypatch, Company, FewWorkers)
    told = asked(*words, *HERE)
    assert told.out.endswith("Rules of your own are kept here as well: company.\n")
    document = asked(*words, *HERE, "--json").document
    validate(document, "proposal" if words[0] == "propose" else "capacity")
    assert document["own_rules"] == ["company"]


def test_on_a_terminal_long_sentences_are_cut_between_words_and_go_on_further_in(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "24")
    lines = ["Yes: Anna.", "  - Anna and Bea: 22 hours (Mon 30 Nov)", "Secretariaatsmedewerkerswensenlijst is long"]
    say_lines(lines)
    assert capsys.readouterr().out.splitlines() == lines
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    say_lines(lines)
    assert capsys.readouterr().out.splitlines() == [
        "Yes: Anna.",
        "  - Anna and Bea: 22",
        "      hours (Mon 30 Nov)",
        "Secretariaatsmedewerkerswensenlijst",
        "  is long",
    ]


def test_a_yes_and_a_no_are_said_as_such(asked: Program) -> None:
    yes = asked("capacity", "request", "--on", "2026-11-30-am", *HERE)
    assert yes.out.startswith("Yes: ")
    no = asked("capacity", "request", "--on", "2026-11-30", "--people", "2", *HERE)
    assert no.out.startswith("Not without cost.")


def test_a_secondment_needs_days_or_hours_not_both(asked: Program) -> None:
    assert asked("capacity", "secondment", *HERE).code == 2
    assert asked("capacity", "secondment", "--days", "mon", "--hours", "8", *HERE).code == 2


def test_a_daypart_may_be_written_as_the_help_writes_it_or_in_capitals(asked: Program) -> None:
    assert "--on 2026-12-02, 2026-12-02-am, 2026-12-02-pm\n" in asked("capacity", "request", "--help").out
    assert "--days wed, wed-am, wed-pm " in asked("capacity", "secondment", "--help").out
    assert asked("capacity", "request", "--on", "2026-11-30-AM", *HERE).out.startswith("Yes: ")


@pytest.mark.parametrize("wrong", ["2026-13-01", "2026-11-30-noon", "monday"])
def test_a_daypart_that_is_none_is_refused(asked: Program, wrong: str) -> None:
    assert asked("capacity", "request", "--on", wrong, *HERE).code == 2


def test_a_date_outside_the_weeks_and_an_unknown_member_are_refused(asked: Program) -> None:
    assert asked("capacity", "request", "--on", "2027-01-04", *HERE).code == 3
    assert asked("capacity", "free", "--member", "zoe", *HERE).code == 3


def test_a_meeting_at_times_that_cannot_be_is_refused(asked: Program) -> None:
    meeting = ("capacity", "meeting", "--minutes", "60", *HERE)
    assert asked(*meeting, "--between", "17:00-09:00").code == 2
    assert asked(*meeting, "--from", "2026-12-02", "--to", "2026-12-01").code == 2
    assert asked(*meeting, "--from", "2026-11-01").code == 3


@pytest.mark.parametrize(
    "words", [("capacity", "secondment", "--hours", "nan"), ("capacity", "formation", "--time-limit", "nan")]
)
def test_what_is_no_number_is_wrong_usage(asked: Program, words: tuple[str, ...]) -> None:
    answer = asked(*words, *HERE, "--lang", "en")
    assert (answer.code, answer.out) == (2, "")
    assert '"nan" is not a number from 0.' in answer.err


def test_a_roster_from_a_file_is_what_the_question_is_about(asked: Program, tmp_path: Path) -> None:
    """Nobody works in it and the phone is short: lending somebody can only be as bad."""
    asked.team = replace(small(), desks=(desk(),))
    empty = tmp_path / "roster.json"
    empty.write_text(
        '{"schema": "secretariat/roster/1", "team": "so", "weeks": ["2026-W49"], "status": "feasible", "stages": [],'
        ' "assignments": [], "duties": []}'
    )
    answer = asked("capacity", "free", "--team-file", "team.toml", "--roster", empty, "--json")
    assert answer.code == 0
    assert answer.document["before"] == {"shortage": 660, "agreements": 0, "fragile": 0}
    assert {item["verdict"] for item in answer.document["dayparts"]} == {"free"}
