"""What commands tell of a week that counts on somebody who is in the team no more: Bea, who has the director."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import BadInput
from secretariat_tui.domain.outcome import TeamOutcome
from tests.build import account, member
from tests.cli.conftest import Program
from tests.plans import small_team

WARNING = "Bea is no longer in team so, and the roster still counts on her. Plan 2026-W49 anew.\n"
WEEK = ("--week", "2026-W49")
MONDAY = "2026-11-30"
WEEK_49 = Week(2026, 49)


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


def test_of_all_teams_it_is_told_in_which_she_was(
    left: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = TeamOutcome("so", 0, {WEEK_49: 1})
    monkeypatch.setattr("secretariat_tui.services.many.plan_all", lambda *_: [outcome])
    job = ("plan", *WEEK, "--all-teams", "--if-missing", "--publish", "--export", tmp_path / "calendars")
    assert left(*job).err == WARNING


def test_her_account_is_with_who_takes_over_from_her(left: Program) -> None:
    answer = left("who", "--at", f"{MONDAY}T09:15", "dir")
    assert (answer.code, answer.out) == (0, "Dir: Anna, until 17:00\n")


def test_nobody_is_told_that_she_takes_over(left: Program) -> None:
    """Carla could man the phone, and Anna has it; Bea had the director."""
    told = left("absent", "anna", "--from", MONDAY).out
    assert told.startswith("Contingency plan for Monday 30 November\n")
    assert "bea" not in told.lower()


def test_what_is_explained_is_told_without_her(left: Program) -> None:
    told = left("explain", "account", "dir", *WEEK, "--date", MONDAY)
    assert "Bea has Dir" not in told.out
    found = left("continuity", *WEEK, "--proposals", "0", "--json").document
    assert "bea" not in {item["member"] for day in found["contingency"] for item in day["takes"]}


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
    told = "Anna and Bea are no longer in team so, and the roster still counts on them. Plan 2026-W49 anew.\n"
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
    assert WARNING not in left("plan", *WEEK).err
    assert left("show", *WEEK, "--version", "2").err == ""


def test_who_is_away_is_so_too_in_a_roster_of_a_former_team(left: Program) -> None:
    """Anna took the director over from Bea; the team as it was knows nothing of leave and absence."""
    left("absent", "anna", "--from", MONDAY)
    assert left("who", "--at", f"{MONDAY}T09:15", "dir").code == 4
    assert "Anna is away on Monday 30 November." in left("check", *WEEK).out
    again = left("absent", "anna", "--from", MONDAY)
    assert again.out.startswith("Contingency plan for Monday 30 November\n")


def test_requests_for_leave_are_listed_with_the_name_that_she_had(made: Program) -> None:
    made("leave", "request", "anna", "--from", "2026-12-01", "--part", "am", "--substitute", "bea")
    anna, bea, carla = small_team().members
    for members in ((anna, replace(bea, name="Béatrice"), carla), (anna, carla)):
        made.team = replace(small_team(), members=members, agreements=())
        made("team", "import", "team.toml")
    assert "Béatrice stands in" in made("leave", "list").out


def test_an_account_that_is_new_is_not_in_a_roster_of_a_former_team(left: Program) -> None:
    left.team = replace(left.team, accounts=(*left.team.accounts, account("nieuw", "anna")))
    left("team", "import", "team.toml")
    answer = left("who", "--at", f"{MONDAY}T09:15", "nieuw")
    assert answer.code == BadInput.exit_code
    assert "The roster of 2026-W49 is from before Nieuw: plan it anew.\n" in answer.err


def test_an_account_that_is_no_more_is_not_told_of(made: Program) -> None:
    made("plan", *WEEK, "--publish")
    team = small_team()
    made.team = replace(team, accounts=(account("nieuw", "anna", "mon"),), agreements=())
    made("team", "import", "team.toml")
    told = made("who", "--at", f"{MONDAY}T09:15").out
    assert "Dir:" not in told
    assert "Nieuw: nobody now" in told


def test_after_her_last_day_she_is_counted_on_no_more_than_out_of_the_team(made: Program) -> None:
    made("plan", *WEEK, "--publish")
    anna, bea, carla = small_team().members
    for last in (date(9999, 12, 31), WEEK_49.days[2]):
        made.team = replace(small_team(), members=(anna, replace(bea, until=last), carla))
        made("team", "import", "team.toml")
        assert made("who", "--at", f"{MONDAY}T09:15", "dir").err == ""
    made.team = replace(small_team(), members=(anna, replace(bea, until=WEEK_49.days[0] - timedelta(1)), carla))
    made("team", "import", "team.toml")
    told = "The last day of Bea in team so is Sunday 29 November, and the roster counts on her after it. "
    answer = made("who", "--at", f"{MONDAY}T09:15", "dir")
    assert answer.err == f"{told}Plan 2026-W49 anew.\n"
    assert "Bea" not in answer.out
    checked = made("check", *WEEK)
    assert checked.err == answer.err
    assert "Bea is not employed on Monday 30 November." in checked.out
    assert "Bea is away on" not in checked.out
