"""Errors name people and accounts as the screens do; an id is told where it has to be typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from secretariat_tui.domain.errors import fault
from secretariat_tui.domain.finding import because
from secretariat_tui.domain.outcome import TeamOutcome
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.reasons import Teller, tell_fault
from tests import build
from tests.cli.conftest import Program


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("leave", "request", "ana", "--from", "2026-11-30"),
            "The team has no member ana.\n  Did you mean Anna (anna)?",
        ),
        (("who", "dirr"), "The team has no account dirr.\n  Did you mean Dir (dir)?"),
        (("assign", "anna", "2026-11-30", "dagg"), "The team has no shift dagg.\n  Did you mean Dag (dag)?"),
        (("member", "forget", "anna", "--yes"), "Anna is in the team.\n  Take her out of the team first."),
        (("who", "anna"), "The team has no account anna.\n  Known here are: dir."),
    ],
)
def test_who_is_meant_is_named(made: Program, arguments: tuple[str, ...], told: str) -> None:
    made("plan", "--week", "this")
    made("plan", "--week", "next")
    answer = made(*arguments)
    assert answer.code in (3, 6)
    assert answer.err.endswith(f"{told}\n")


def test_what_cannot_be_is_told_of_a_name(made: Program) -> None:
    asked = ("leave", "request", "anna", "--from", "2026-11-30")
    made(*asked)
    assert made(*asked).err == "Anna asked for this leave already.\n"


def test_a_team_of_a_file_is_named_too(program: Program) -> None:
    answer = program("leave", "check", "--team-file", "team.toml", "--member", "ana", "--from", "2026-11-30")
    assert answer.err == "The team has no member ana.\n  Did you mean Anna (anna)?\n"


def test_a_database_that_cannot_be_read_is_told_without_names(made: Program, tmp_path: Path) -> None:
    (tmp_path / "weeks.db").write_bytes(b"no database, this")
    answer = made("who", "dir")
    assert answer.code == 7
    assert "weeks.db" in answer.err


def test_what_was_typed_is_told_as_it_was_whatever_else_is_called_so() -> None:
    """The account has an id that is asked for as a team here, and as a member."""
    named = Teller(language("en"), build.team([build.member("anna")], [build.account("dir", "anna")]))
    wrong = fault("wrong", "{team} has no {id}: not {account}.", team="dir", id="dir", account="dir")
    assert tell_fault(wrong, named) == ("dir has no dir: not Dir.",)


def test_what_clashes_in_one_of_many_teams_is_told_by_name_and_as_a_clash(
    made: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def planned(*_: object) -> Iterator[TeamOutcome]:
        yield TeamOutcome("so", 5, conflict=(because("leave", "{member} is on leave.", member="anna"),))

    monkeypatch.setattr("secretariat_tui.services.many.plan_all", planned)
    answer = made("plan", "--week", "next", "--all-teams", "--workers", "1")
    clash = "This cannot be planned: these statements cannot all hold."
    assert (answer.code, answer.err) == (5, f"so:\n  {clash}\n  - Anna is on leave.\n")


def test_who_is_in_a_roster_file_and_not_in_the_team_is_told_once(program: Program, tmp_path: Path) -> None:
    """As data, each place is there."""
    file = tmp_path / "roster.json"
    program("solve", "team.toml", "--week", "2026-W49", "--json", "--out", file)
    members = tuple(member for member in program.team.members if member.id != "bea")
    program.team = replace(program.team, members=members, agreements=())
    asked = ("check", "--roster", file, "--team-file", "team.toml")
    answer = program(*asked)
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == (
        f"{file}, assignments[1].member: The team has no member bea.\n  The same holds in 3 more places.\n"
    )
    assert len(program(*asked, "--json").document["errors"]) == 4
