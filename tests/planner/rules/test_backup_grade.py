from dataclasses import replace

import pytest

from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.rules.backup_grade import BackupGrade
from tests.build import account, backup, desk, hold, member, problem, roster, team
from tests.planner.random_cases import random_case
from tests.planner.verdict import breaches, verdict


def case(primary: str) -> Problem:
    """Grade 8 is asked for; Anna, the only one who has it, or Bea is the primary. Carla is agreed, Dora knows it.

    No team can be made like this, so the grade is put in afterwards.
    """
    members = [member("anna", grade=8), member("bea"), member("carla"), member("dora", knows=("dir",))]
    made = team(members, [account("dir", primary)], agreements=[backup("dir", "carla")], desks=[desk()])
    object.__setattr__(made, "accounts", (replace(made.account["dir"], min_grade=8),))
    vars(made).pop("account")
    return problem(made)


def test_a_primary_with_the_grade_holds_her_account():
    held = roster([], [hold("anna", "dir")])
    assert breaches(case("anna"), held, BackupGrade()) == []
    assert verdict(case("anna"), held, BackupGrade()) == 0


@pytest.mark.parametrize(("primary", "holder"), [("bea", "bea"), ("anna", "carla")])
def test_a_primary_or_backup_below_the_grade_does_not(primary: str, holder: str):
    held = roster([], [hold(holder, "dir")])
    assert breaches(case(primary), held, BackupGrade()) == ["backup_grade 180"]
    assert verdict(case(primary), held, BackupGrade()) is None


def test_incidental_cover_below_the_grade_is_allowed():
    held = roster([], [hold("dora", "dir"), hold("bea", "telefoon", "09:00-17:00", is_desk=True)])
    assert breaches(case("anna"), held, BackupGrade()) == []
    assert verdict(case("anna"), held, BackupGrade()) == 0


@pytest.mark.parametrize("seed", range(10))
def test_no_team_that_can_be_made_breaks_it(seed: int):
    some, held = random_case(seed)
    assert breaches(some, held, BackupGrade()) == []
    assert verdict(some, held, BackupGrade()) == 0
