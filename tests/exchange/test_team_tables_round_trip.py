"""Teams that go out as tables come back as they were, and whatever the bytes are, they are a team or refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from secretariat_tui.domain.errors import BadInput
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.team_changes import team_changes
from secretariat_tui.exchange.team_columns import FLAT, write_tables
from secretariat_tui.exchange.team_file import read_team
from tests.conftest import Times
from tests.exchange.tables import read, small
from tests.strategies import teams

ROOT = Path(__file__).parents[2]
FULL = read_team(Path(__file__).parent / "full.toml")


def without_edges(team: Team) -> Team:
    """The team whose texts have no spaces at their ends: those of a cell do not count."""
    return replace(
        team,
        name=team.name.strip(),
        clusters=tuple(replace(c, name=c.name.strip(), location=c.location.strip()) for c in team.clusters),
        shifts=tuple(replace(item, name=item.name.strip()) for item in team.shifts),
        members=tuple(replace(item, name=item.name.strip()) for item in team.members),
        accounts=tuple(replace(item, name=item.name.strip()) for item in team.accounts),
        desks=tuple(replace(item, name=item.name.strip()) for item in team.desks),
        meetings=tuple(replace(item, name=item.name.strip()) for item in team.meetings),
        learning=tuple(replace(item, name=item.name.strip()) for item in team.learning),
        secondments=tuple(replace(item, to_team=item.to_team.strip()) for item in team.secondments),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(teams())
def test_importing_what_was_exported_changes_nothing(drawn: Team) -> None:
    team = without_edges(drawn)
    written = write_tables(team)
    assert read(written) == team
    assert read(written, team) == team
    assert read(written, team, remove=True) == team
    assert team_changes(team, read(written, team)) == ()


SAMPLES = [*sorted((ROOT / "data").glob("*.toml")), Path(__file__).parent / "full.toml"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_sample_teams_survive_being_tables(path: Path) -> None:
    team = read_team(path)
    written = write_tables(team)
    assert list(written) == [f"{name}.csv" for name in FLAT]
    assert read(written) == read(written, team) == team


def test_no_cell_goes_out_as_a_formula() -> None:
    team = replace(read(small()), name="=1+1")
    assert write_tables(team)["team.csv"].splitlines()[1].startswith(b"so,'=1+1,")


@pytest.mark.parametrize("text", ["[]", "'[]", "''[]", "'", "[ ]"])
def test_a_text_that_looks_like_none_comes_back(text: str) -> None:
    team = read(small(cluster="id,name\nnoord,Noord\n"))
    team = replace(team, clusters=(replace(team.cluster["noord"], name=text, location=text),))
    written = write_tables(team)
    assert read(written) == team
    assert read(written, team, remove=True) == team


# -- whatever the bytes

FULL_TABLES = {name: data.decode() for name, data in write_tables(FULL).items()}
ODD = (
    *("", "[]", "'", '"', "x", "-1", "1e9", "0,5", "mon", "*", "anna", "\0", "é" * 600, "9" * 400, ";", ":", "a:b"),
    *("2026-13-01", "31-12-2026", "24:00", "=1"),
)


def with_another_cell(rng: Random, text: str) -> bytes:
    rows = [line.split(",") for line in text.splitlines()]
    for _ in range(rng.randint(1, 3)):
        row = rng.choice(rows)
        row[rng.randrange(len(row))] = rng.choice(ODD)
    return "\n".join(map(",".join, rows)).encode()


def with_letters_changed(rng: Random, text: str) -> bytes:
    letters = list(text)
    for _ in range(rng.randint(1, 4)):
        letters[rng.randrange(len(letters))] = rng.choice([*ODD, ",", "\n", "\r", "\t"])
    return "".join(letters).encode(rng.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"]), "replace")


def with_bytes_changed(rng: Random, text: str) -> bytes:
    data = bytearray(text.encode())
    for _ in range(rng.randint(1, 4)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def cut_short(rng: Random, text: str) -> bytes:
    return text[: rng.randrange(len(text))].encode()


@pytest.mark.parametrize("mutate", [with_another_cell, with_letters_changed, with_bytes_changed, cut_short])
def test_mutated_tables_are_a_team_or_refused(mutate: object, times: Times) -> None:
    rng = Random(20261222)
    refused, turns = 0, times(500, 5000)
    for turn in range(turns):
        name = rng.choice(sorted(FULL_TABLES))
        contents = {file: text.encode() for file, text in FULL_TABLES.items()}
        contents[name] = mutate(rng, FULL_TABLES[name])  # type: ignore[operator]
        into = FULL if turn % 2 else None
        try:
            team = read(contents, into)
        except BadInput as error:
            refused += 1
            places = [(item.file or "", item.line or 0) for item in error.faults]
            assert places
            assert places == sorted(places)
            assert {file for file, _ in places} <= {"", *contents}
            continue
        assert isinstance(team, Team)
        assert read(write_tables(team)) == team  # whose texts are trimmed: they came from cells
    assert 0 < refused < turns
