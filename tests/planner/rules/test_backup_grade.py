from dataclasses import replace

import pytest

from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.rules.backup_grade import BackupGrade, covered_below
from tests.build import MON, TUE, WED, account, backup, desk, hold, member, problem, roster, team
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


def test_incidental_cover_below_the_grade_is_told_once_for_a_date():
    """Dora has grade 7, where 8 is asked for; Anna has it by right, and Els knows it and has the grade."""
    members = [
        member("anna", grade=8),
        member("bea"),
        member("dora", "mon tue", knows=("dir",)),
        member("els", "wed", grade=8, knows=("dir",)),
    ]
    posed = problem(team(members, [account("dir", "anna", "mon tue wed", min_grade=8)], desks=[desk()]))
    held = [
        hold("anna", "dir", "09:00-10:00"),
        hold("dora", "dir", "10:00-11:00"),
        hold("dora", "dir", "11:30-12:00"),
        hold("bea", "telefoon", "09:00-17:00", is_desk=True),
        hold("dora", "dir", "09:00-12:00", TUE),
        hold("els", "dir", "09:00-12:00", WED),
    ]
    told = list(covered_below(posed, Facts(posed, roster([], held))))
    assert [(reason.fact("member"), reason.fact("account"), reason.fact("date")) for reason in told] == [
        ("dora", "dir", MON),
        ("dora", "dir", TUE),
    ]


@pytest.mark.parametrize("seed", range(10))
def test_no_team_that_can_be_made_breaks_it(seed: int):
    some, held = random_case(seed)
    assert breaches(some, held, BackupGrade()) == []
    assert verdict(some, held, BackupGrade()) == 0
