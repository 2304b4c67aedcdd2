"""The generated teams: valid, plausible, and the same for the same seed."""

from __future__ import annotations

import pytest

from benchmarks import greedy
from benchmarks.instances import Size, problem, team
from secretariat_tui.exchange.team_file import parse_team
from secretariat_tui.exchange.team_writing import write_team
from secretariat_tui.planner.check import examine

SIZES = [Size(5, 5), Size(15, 20, 4, 2), Size(25, 25, 2, 3), Size(50, 40, 26)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_a_team_is_a_valid_team_file_of_its_size(size: Size):
    made = team(size)
    assert (len(made.members), len(made.accounts)) == (size.members, size.accounts)
    assert parse_team(write_team(made).encode(), "team.toml") == made


def test_the_same_seed_gives_the_same_team_and_another_seed_another():
    assert write_team(team(Size(15, 15, 4))) == write_team(team(Size(15, 15, 4)))
    assert write_team(team(Size(15, 15, 4))) != write_team(team(Size(15, 15, 4, seed=2)))


def test_people_and_accounts_do_not_depend_on_the_number_of_weeks():
    short, long = team(Size(15, 15, 1)), team(Size(15, 15, 26))
    assert (short.members, short.accounts, short.agreements) == (long.members, long.accounts, long.agreements)
    assert len(short.leave) < len(long.leave)


def test_most_work_part_time_and_wednesdays_and_fridays_are_thin():
    members = team(Size(50, 40)).members
    there = [sum(any(cell[0] == day for cell in m.pattern.even) for m in members) for day in range(5)]
    assert sum(m.hours < 36 for m in members) > len(members) / 2
    assert max(there[2], there[4]) < min(there[0], there[1], there[3])


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("size", [(5, 5, 2), (12, 14, 2), (30, 30, 1)], ids=str)
def test_a_rota_made_by_hand_keeps_every_hard_rule(size: tuple[int, int, int], seed: int):
    posed = problem(Size(*size, seed))
    assert examine(posed, greedy.rota(posed)).violations == ()
