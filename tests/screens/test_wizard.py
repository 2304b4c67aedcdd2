"""The first start: from no database to a team that can be planned, without a manual."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.records import TeamEntry
from secretariat_tui.domain.team import Team
from secretariat_tui.presenters.first_team import read_account, read_member
from secretariat_tui.presenters.language import language
from secretariat_tui.screens.wizard import OpeningApp, Ways
from secretariat_tui.services.starting import FirstAccount, FirstMember, first_team
from secretariat_tui.widgets.telling import Telling
from secretariat_tui.widgets.themes import DEFAULT_THEME
from tests.plans import small_team
from tests.screens.opened import until, until_shown


@dataclass
class Kept:
    """What was taken in."""

    teams: list[Team] = field(default_factory=list)
    pages: list[dict[str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def read(self, path: Path) -> tuple[Team, dict[str, str]]:
        if path.name != "good.toml":
            raise BadInput([fault("file", "The file {file} is [/red] wrong.", file=str(path))])
        return small_team(), {"dir": "A page."}

    def take_in(self, team: Team, pages: Any) -> str:
        if self.wrong:
            raise BadInput([fault("database", self.wrong.pop())])
        self.teams.append(team)
        self.pages.append(dict(pages))
        return team.id


def opening(kept: Kept, code: str = "en", teams: tuple[TeamEntry, ...] = ()) -> OpeningApp:
    ways = Ways({"ministerie": Path("good.toml")}, kept.read, kept.take_in, "/somewhere/team.db")
    return OpeningApp(Telling(language(code)), DEFAULT_THEME, ways, teams)


async def test_a_team_of_ones_own_in_four_steps():
    kept = Kept()
    running = opening(kept, "nl")
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "/somewhere/team.db")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"Bureau Zuid", "enter")
        await until_shown(pilot, "Anna Bakker: ma di do")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"Anna: ma di do", "enter", *"Bea", "enter", *"Carla: zz", "enter")
        shown = await until_shown(pilot, "- Bea: ma di wo do vr")
        assert "- Anna: ma di do" in shown
        await until_shown(pilot, "zz")
        await pilot.press("backspace", "backspace", *"wo-vr", "enter", "enter")
        await until_shown(pilot, "2")
        await pilot.press("backspace", "6", "enter")
        await until_shown(pilot, "5")
        await pilot.press("backspace", "1", "enter")
        await until_shown(pilot, "Directeur: Anna")
        await pilot.press(*"Directeur: An")
        await until_shown(pilot, "Directeur: Anna")
        await pilot.press("right", *", bea", "enter", "enter")
        await until(pilot, lambda: kept.teams)
    assert running.return_value == kept.teams[0].id == "bureau-zuid"
    team = kept.teams[0]
    assert [member.name for member in team.members] == ["Anna", "Bea", "Carla"]
    assert {day for day, _ in team.member["carla"].pattern.even} == {2, 3, 4}
    assert {member.remote_days for member in team.members} == {1}
    assert team.account["directeur"].primary == "anna"
    assert [(item.account, item.member) for item in team.agreements] == [("directeur", "bea")]
    assert team.language == "nl"


async def test_a_step_back_keeps_what_was_typed_and_nobody_is_left_out_by_mistake():
    kept = Kept()
    running = opening(kept)
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "A team of your own")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await until_shown(pilot, "Begin with a name.")
        await pilot.press(*"Office", "enter")
        await until_shown(pilot, "Who is in the team?")
        await pilot.press("enter")
        await until_shown(pilot, "There must be at least one.")
        await pilot.press(*"Anna", "enter", *"anna", "enter")
        await until_shown(pilot, "anna is there already.")
        await pilot.press("ctrl+u", *"Bea", "enter", "up")
        await until_shown(pilot, "- Bea", gone=True)
        await pilot.press("ctrl+u", "enter")
        await until_shown(pilot, "On how many days a week")
        await pilot.press("enter")
        await until_shown(pilot, "For whom do they work?")
        await pilot.press(*"Front desk: Anna", "enter")
        await until_shown(pilot, "- Front desk: Anna")
        await pilot.press("escape")
        await until_shown(pilot, "On how many days a week")
        await pilot.press("enter")
        await until_shown(pilot, "- Front desk: Anna")
        await pilot.press("escape")
        await until_shown(pilot, "On how many days a week")
        await pilot.press("escape")
        await until_shown(pilot, "- Anna: Mon Tue Wed Thu Fri")
        await pilot.press(*"Carla", "enter")
        await until_shown(pilot, "- Carla: Mon Tue Wed Thu Fri")
        await pilot.press("escape")
        await until_shown(pilot, "Office")
        await pilot.press("enter")
        shown = await until_shown(pilot, "- Anna")
        assert "- Carla" in shown
        await pilot.press("escape")
        await until_shown(pilot, "What is the team called?")
        await pilot.press("escape")
        await until_shown(pilot, "How would you like to begin?")
        await pilot.press("enter")
        await until_shown(pilot, "Office")
        await pilot.press("enter")
        await until_shown(pilot, "- Carla")
        await pilot.press("escape")
        await until_shown(pilot, "What is the team called?")
        await pilot.press("escape")
        await until_shown(pilot, "How would you like to begin?")
        await pilot.press("escape")
    assert running.return_value is None
    assert not kept.teams


async def test_a_line_that_was_entered_comes_back_to_be_changed_and_goes_back_to_its_place():
    kept = Kept()
    running = opening(kept, "nl")
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "/somewhere/team.db")
        await pilot.press("enter", *"Bureau", "enter", *"Ana: ma di", "enter", *"Bea", "enter")
        await until_shown(pilot, "- Bea: ma di wo do vr")
        await pilot.press("up")
        await until_shown(pilot, "- Bea", gone=True)
        await until_shown(pilot, "Bea: ma di wo do vr")
        await pilot.press("up")
        await until_shown(pilot, "- Bea: ma di wo do vr")
        await pilot.press("up", "end", *" wo", "home", "right", "n", "enter")
        shown = await until_shown(pilot, "- Anna: ma di wo")
        assert shown.index("- Anna") < shown.index("- Bea")
        await pilot.press("enter", "enter", *"Directeur: bea, anna", "enter", *"Raad", "enter", "up", *": bea", "up")
        await until_shown(pilot, "- Raad: Bea")
        await until_shown(pilot, "Directeur: Bea, Anna")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: kept.teams)
    team = kept.teams[0]
    assert [member.name for member in team.members] == ["Anna", "Bea"]
    assert [(account.name, account.primary) for account in team.accounts] == [("Directeur", "bea"), ("Raad", "bea")]
    assert [(item.account, item.member) for item in team.agreements] == [("directeur", "anna")]


async def test_a_line_that_is_being_changed_is_not_lost_by_a_step_back():
    running = opening(Kept())
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "A team of your own")
        await pilot.press("enter", *"Office", "enter", *"Anna", "enter", *"Bea", "enter", "up", *" xx", "up")
        await until_shown(pilot, "xx is no day of the week.")
        await pilot.press("escape", "enter")
        shown = await until_shown(pilot, "- Bea: Mon Tue Wed Thu Fri")
        assert "- Anna" in shown
        await pilot.press("up", "ctrl+u", *"Carla", "escape", "enter")
        assert "- Bea" not in await until_shown(pilot, "- Carla")
        await pilot.press("escape", "escape", "escape")


async def test_a_demo_team_is_copied_with_its_handbook():
    kept = Kept()
    running = opening(kept)
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "The demo team ministerie")
        await pilot.press(*"demo", "enter")
        await until(pilot, lambda: kept.teams)
    assert running.return_value == "so"
    assert kept.pages == [{"dir": "A page."}]


async def asked_again(pilot: Any, path: str, told: str) -> None:
    """Begins with a team file that cannot be read: why is told, and where it is asked once more."""
    await until_shown(pilot, "A team from a file")
    await pilot.press("down", "enter")
    await until_shown(pilot, "Where is the team file?")
    await pilot.press(*path, "enter")
    assert "Where is the team file?" in await until_shown(pilot, told)


async def test_a_team_file_is_asked_for_until_it_can_be_read():
    kept = Kept()
    running = opening(kept)
    async with running.run_test(size=(80, 24)) as pilot:
        await asked_again(pilot, "bad.toml", "The file bad.toml is [/red] wrong.")
        await pilot.press("ctrl+u", *"good.toml", "enter")
        await until(pilot, lambda: kept.teams)
    assert running.return_value == "so"


async def test_the_home_of_a_user_who_is_not_there_is_a_path_like_any_other():
    kept = Kept()
    running = opening(kept)
    async with running.run_test(size=(80, 24)) as pilot:
        await asked_again(pilot, "~nobody.is.called.this/bad.toml", "is [/red] wrong.")


async def test_a_database_that_cannot_be_made_is_told_and_nothing_that_was_typed_is_lost():
    kept = Kept(wrong=["It is full."])
    running = opening(kept)
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        await until_shown(pilot, "A team of your own")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"Office", "enter")
        await until_shown(pilot, "Who is in the team?")
        await pilot.press(*"Anna", "enter", "enter")
        await until_shown(pilot, "On how many days a week")
        await pilot.press("enter")
        await until_shown(pilot, "For whom do they work?")
        await pilot.press(*"Director: Anna", "enter", "enter")
        await until_shown(pilot, "It is full.")
        await until_shown(pilot, "- Director: Anna")
        await pilot.press("enter")
        await until(pilot, lambda: kept.teams)
    assert [account.name for account in kept.teams[0].accounts] == ["Director"]


async def test_of_several_teams_one_is_chosen():
    teams = (TeamEntry("so", "Secretariat [/red]", 1, 1), TeamEntry("zuid", "Office South", 1, 1))
    running = opening(Kept(), teams=teams)
    async with running.run_test(size=(80, 24)) as pilot:
        shown = await until_shown(pilot, "Which team?")
        assert "Secretariat [/red]" in shown
        await pilot.press(*"south", "enter")
        await pilot.pause()
    assert running.return_value == "zuid"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Anna", {0, 1, 2, 3, 4}),
        ("Anna:", {0, 1, 2, 3, 4}),
        ("Anna: mo, we", {0, 2}),
        ("Anna: maandag dinsdag", {0, 1}),
        ("Anna: wo-vr", {2, 3, 4}),
        ("Anna: mon zo", {0, 6}),
    ],
)
def test_days_are_read_in_dutch_and_in_english(text, days):
    assert read_member(text, (), language("nl")) == FirstMember("Anna", frozenset(days))


@pytest.mark.parametrize("text", ["", ": ma", "Anna: m", "Anna: fri-mon", "Anna: x", "BEA: mon"])
def test_what_is_no_member_is_said(text):
    assert isinstance(read_member(text, (FirstMember("Bea"),), language("en")), str)


def test_an_account_names_members_by_the_beginning_of_their_names():
    members = [FirstMember("Anna Bakker"), FirstMember("Anne"), FirstMember("Bea")]
    read = [read_account(text, (), members, language("en")) for text in ("Dir: bea, anna", "Dir", "Dir: anne")]
    assert read == [FirstAccount("Dir", "Bea", ("Anna Bakker",)), FirstAccount("Dir"), FirstAccount("Dir", "Anne")]
    assert read_account("Dir: an", (), members, language("en")) == "an can be more than one member."
    assert read_account("Dir: zoe", (), members, language("en")) == "The team has no member zoe."
    assert read_account("Dir: bea, be", (), members, language("en")) == "Bea is there twice."
    assert read_account("dir", (FirstAccount("Dir"),), members, language("en")) == "dir is there already."


@pytest.mark.parametrize(("home", "most"), [(0, [0, 0, 0]), (2, [2, 1, 0]), (5, [5, 5, 5])])
def test_everybody_comes_in_on_one_of_her_days_unless_all_may_be_at_home(home, most):
    days = [frozenset(range(n)) for n in (5, 2, 1)]
    members = [FirstMember(name, worked) for name, worked in zip(("Anna", "Bea", "Carla"), days, strict=True)]
    assert [member.remote_days for member in first_team("Office", members, home_days=home).members] == most
