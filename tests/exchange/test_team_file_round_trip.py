"""What is written is read back as it was, and written the same again."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from secretariat_tui.domain.account import Level
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.team_file import parse_team, read_team, write_team
from secretariat_tui.exchange.team_schema import CALENDAR, SUPPORT, TABLES, TEAM, WEIGHTS
from tests.build import account, member, team
from tests.strategies import teams

CASES = Path(__file__).parent.parent / "cases"
VALID = sorted(path for path in CASES.glob("*.toml") if not path.name.startswith("invalid-"))


def back(written: str) -> Team:
    return parse_team(written.encode(), "team.toml")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(teams())
def test_a_team_that_is_written_is_read_back_equal_and_written_the_same(team: Team) -> None:
    written = write_team(team)
    assert back(written) == team
    assert write_team(back(written)) == written


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_every_case_survives_being_written(path: Path) -> None:
    assert back(write_team(read_team(path))) == read_team(path)


def test_what_is_the_default_is_left_out() -> None:
    written = write_team(team([member("anna", "mon")], [account("dir", "anna")]))
    assert written == (
        '[team]\nid = "so"\nname = "Secretariaat"\ntimezone = "Europe/Amsterdam"\ncountry = "NL"\n'
        'open_days = ["mon", "tue", "wed", "thu", "fri"]\nnoon = "12:30"\nlanguage = "nl"\n\n'
        '[[shift]]\nid = "dag"\nname = "Dag"\nstart = "08:30"\nend = "17:00"\nbreak = 30\n\n'
        '[[member]]\nid = "anna"\nname = "Anna"\ngrade = 7\nhours = 8\nworks = ["mon"]\n\n'
        '[[account]]\nid = "dir"\nname = "Dir"\nprimary = "anna"\n'
        'support = [{ days = ["mon"], from = "09:00", to = "12:00" }]\n'
    )


@pytest.mark.parametrize("min_grade", [None, 5, 6, 7])
@pytest.mark.parametrize("level", list(Level))
def test_a_min_grade_survives_at_every_level(level: Level, min_grade: int | None) -> None:
    planned = team([member("anna")], [account("dir", level=level, min_grade=min_grade, priority=1)])
    assert back(write_team(planned)) == planned


@pytest.mark.parametrize("name", ["[red]", "[/red]", "\N{GRINNING FACE}", "שרה", 'Anna "de" \\ Vries', "a # b", "'''"])
def test_hostile_names_are_text_like_any_other(name: str) -> None:
    planned = team([Member("anna", name, 7, *_contract())])
    assert back(write_team(planned)).member["anna"].name == name


def test_every_key_of_every_table_is_written_when_it_is_not_the_default() -> None:
    values = tomllib.loads(write_team(read_team(Path(__file__).parent / "full.toml")))
    for table in TABLES:
        written = {key for row in values[table.name] for key in row}
        assert written == {key.name for key in table.keys}, table.name
    assert set(values["team"]) == {key.name for key in TEAM.keys}
    assert set(values["team"]["weights"]) == {key.name for key in WEIGHTS.keys}
    assert set(values["calendar"]) == {key.name for key in CALENDAR.keys}
    assert {key for window in values["account"][0]["support"] for key in window} == {key.name for key in SUPPORT.keys}


def _contract() -> tuple[object, object]:
    anna = member("anna")
    return anna.hours, anna.pattern
