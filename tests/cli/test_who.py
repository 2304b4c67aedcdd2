"""`secretariat who`, over the small plan: on Monday Bea has the director, Anna the phone, alone where two are asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.build import member
from tests.cli.conftest import Program
from tests.cli.test_commands import SOLVE
from tests.schemas import validate

AT = ("--at", "2026-11-30T09:15")


@pytest.fixture
def ask(program: Program, tmp_path: Path) -> tuple[str | Path, ...]:
    """The command with its files."""
    path = tmp_path / "roster.json"
    program(*SOLVE, "--json", "--out", path)
    team = program.team
    bea = replace(team.member["bea"], email="bea@example.org")
    program.team = replace(team, members=(team.members[0], bea, member("carla", "fri")))
    return ("who", "--team-file", "team.toml", "--roster", path)


def test_the_whole_answer_names_accounts_desks_and_people(program: Program, ask: tuple[str | Path, ...]) -> None:
    answer = program(*ask, *AT)
    assert answer.out.splitlines() == [
        "Monday 30 November 2026, 09:15",
        "Accounts",
        "  - Dir: Bea <bea@example.org>, until 17:00",
        "Desks",
        "  - Telefoon: Anna; that is too few",
        "At work",
        "  - Anna, working from home until 17:00",
        "  - Bea <bea@example.org>, in the office until 17:00",
    ]
    assert answer.code == 4


def test_one_account_is_one_line_by_its_id_or_its_name(program: Program, ask: tuple[str | Path, ...]) -> None:
    for name in ("dir", "DIR"):
        answer = program(*ask, *AT, name)
        assert (answer.code, answer.out) == (0, "Dir: Bea <bea@example.org>, until 17:00\n")


def test_outside_its_window_it_says_from_when_and_with_nobody_it_exits_4(
    program: Program, ask: tuple[str | Path, ...]
) -> None:
    early = program(*ask, "--at", "2026-11-30T08:00", "dir")
    assert (early.code, early.out) == (0, "Dir: no support now; from 08:30 Bea <bea@example.org>\n")
    tuesday = program(*ask, "--at", "2026-12-01 09:00", "dir")
    assert (tuesday.code, tuesday.out) == (4, "Dir: nobody now\n")
    sunday = program(*ask, "--at", "2026-12-06T09:00", "dir")
    assert (sunday.code, sunday.out) == (0, "Dir: no support now\n")


def test_the_json_keeps_its_schema(program: Program, ask: tuple[str | Path, ...]) -> None:
    answer = program(*ask, *AT, "--json")
    validate(answer.document, "who")
    assert answer.document["at"] == "2026-11-30T09:15"
    assert answer.document["accounts"] == [
        {
            "account": "dir", "name": "Dir", "asked": True, "next": None,
            "holder": {
                "member": "bea", "name": "Bea", "email": "bea@example.org", "role": "backup", "until": "17:00",
            },
        }
    ]  # fmt: skip
    assert answer.document["desks"][0]["members"] == [{"member": "anna", "name": "Anna"}]
    one = program(*ask, *AT, "dir", "--json").document
    validate(one, "who")
    assert (one["people"], one["desks"]) == ([], [])


def test_now_is_the_local_time_of_the_team(program: Program, ask: tuple[str | Path, ...]) -> None:
    """The clock stands at half past eleven in the evening of the 25th in London; it is the 26th in Amsterdam."""
    answer = program(*ask)
    assert answer.code == 3
    assert "This roster does not have Thursday 26 November 2026." in answer.err
    assert "This roster does not have Thursday 26 November 2026." in program(*ask, "--at", "09:15").err


def test_an_unknown_account_is_bad_input_with_the_nearest(program: Program, ask: tuple[str | Path, ...]) -> None:
    answer = program(*ask, *AT, "dirr")
    assert answer.code == 3
    assert "Did you mean Dir (dir)?" in answer.err


@pytest.mark.parametrize("text", ["9:15", "25:00", "09.15", "2026-11-31T09:15", "tomorrow"])
def test_what_is_no_time_is_wrong_usage(program: Program, ask: tuple[str | Path, ...], text: str) -> None:
    answer = program(*ask, "--at", text)
    assert answer.code == 2
    assert "is not a time" in answer.err


def test_of_a_draft_it_says_that_it_is_not_in_force(made: Program) -> None:
    assert made("plan", "--week", "next").code in (0, 4)
    assert "This roster is a draft: it is not in force." in made("who", *AT, "--lang", "en").err
    assert made("publish", "--week", "next").code == 0
    assert made("who", *AT, "--lang", "en").err == ""
