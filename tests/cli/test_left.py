"""What commands tell of a week that counts on somebody who is in the team no more: Bea, who has the director."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from secretariat_tui.domain.errors import BadInput
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from tests.build import member
from tests.cli.conftest import Program
from tests.plans import plan_of, small_team

WARNING = "Bea is no longer in the team, and the roster still counts on her. Plan 2026-W49 anew.\n"
WEEK = ("--week", "2026-W49")
MONDAY = "2026-11-30"


@pytest.fixture
def left(made: Program) -> Program:
    """Bea stands in the published roster, and the team file that was taken in since is without her."""
    made("plan", *WEEK, "--publish")
    team = small_team()
    made.team = replace(team, members=(team.members[0], member("carla", "mon fri")), agreements=())
    assert made("team", "import", "team.toml").code == 0
    return made


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", *WEEK),
        ("check", *WEEK),
        ("continuity", *WEEK, "--proposals", "0"),
        ("explain", "account", "dir", *WEEK, "--date", MONDAY),
        ("who", "--at", f"{MONDAY}T09:15"),
        ("absent", "anna", "--from", MONDAY),
        ("assign", "anna", MONDAY, "off", "--try"),
        ("publish", *WEEK),
        ("plan", *WEEK, "--if-missing", "--publish"),
    ],
)
def test_it_is_told_who_is_meant_and_what_to_do(left: Program, arguments: tuple[str, ...]) -> None:
    for asked in (arguments, (*arguments, "--json")):
        answer = left(*asked)
        assert WARNING in answer.err
        assert "internal" not in answer.err


@pytest.mark.parametrize("arguments", [("export", "ical", "--all"), ("plan", *WEEK, "--if-missing", "--publish")])
def test_calendars_that_are_written_with_her_in_them_tell_it_once(
    left: Program, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    where = "--out" if arguments[0] == "export" else "--export"
    assert left(*arguments, where, tmp_path / "calendars").err.count(WARNING) == 1


def test_her_account_is_with_who_takes_over_from_her(left: Program) -> None:
    answer = left("who", "--at", f"{MONDAY}T09:15", "dir")
    assert (answer.code, answer.out) == (0, "Dir: Anna, until 17:00\n")


def test_nobody_is_told_that_she_takes_over(left: Program) -> None:
    """Carla could man the phone, and Anna has it; Bea had the director."""
    told = left("absent", "anna", "--from", MONDAY).out
    assert told.startswith("Contingency plan for Monday 30 November\n")
    assert "bea" not in told.lower()


def test_a_roster_that_counts_on_her_keeps_not_every_rule(left: Program) -> None:
    answer = left("check", *WEEK)
    assert "Every rule is kept." not in answer.out
    assert "Bea is away on Monday 30 November." in answer.out
    assert answer.code == BadInput.exit_code


def test_who_has_left_cannot_be_marked_away(left: Program) -> None:
    answer = left("absent", "bea", "--from", MONDAY)
    assert (answer.code, answer.out) == (BadInput.exit_code, "")
    assert answer.err.startswith("The team has no member bea.")


def test_several_who_have_left_are_all_named(left: Program) -> None:
    left.team = replace(left.team, members=(member("carla", "mon fri"),), accounts=(), leave=())
    left("team", "import", "team.toml")
    told = "Anna and Bea are no longer in the team, and the roster still counts on them. Plan 2026-W49 anew.\n"
    assert told in left("show", *WEEK).err


def test_of_a_week_that_is_over_nothing_is_told(made: Program) -> None:
    """The clock stands in week 48."""
    past = ("--week", "2026-W47")
    made("plan", *past, "--publish")
    before = made("show", *past)
    team = small_team()
    made.team = replace(team, members=(team.members[0], team.members[2]), agreements=())
    made("team", "import", "team.toml")
    after = made("show", *past)
    assert (after.out, after.err) == (before.out, before.err)
    assert after.err == ""


def test_once_the_week_is_planned_anew_nothing_is_told(left: Program) -> None:
    left.answer = _of_anna
    assert WARNING not in left("plan", *WEEK).err
    assert left("show", *WEEK, "--version", "2").err == ""


def _of_anna(problem: Problem) -> Plan:
    plan = plan_of(problem)
    assignments = tuple(item for item in plan.roster.assignments if item.member == "anna")
    duties = tuple(item for item in plan.roster.duties if item.member == "anna")
    return replace(plan, roster=replace(plan.roster, assignments=assignments, duties=duties), contingency=())
