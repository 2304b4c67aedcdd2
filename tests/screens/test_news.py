"""Another lead works on the same team: what she does appears, is told once, and nobody's work is lost."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from secretariat_tui.domain.edits import Assign
from secretariat_tui.domain.errors import Unusable, fault
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.screens.week_dialogs import TryEdits
from secretariat_tui.services.team_edits import without_account, without_member
from secretariat_tui.services.workspace import Workspace
from tests.build import MON, TUE, WED, WEEK, account, problem
from tests.plans import plan_of, small_team
from tests.screens.opened import app, beside, notices, until, until_shown, workspace
from tests.screens.snapshot import text_of
from tests.screens.team_part import open_cell
from tests.screens.week_edits import opened


@pytest.fixture(autouse=True)
def often(monkeypatch):
    """Looks for news often, so that tests need not wait."""
    monkeypatch.setattr("secretariat_tui.app.SecretariatApp.NEWS_SECONDS", 0.05)


def changed_by(other: Workspace, member: str, day, shift: str | None, place: Place | None = None) -> None:
    """Somebody changes what a member does."""
    seen = other.weeks.show(other.team.id, WEEK)
    edited = other.weeks.try_edit(seen, [Assign(member, day, shift, place)])
    other.weeks.take(other.team.id, seen, edited, ActKind.ASSIGN)


def looks(running) -> list[None]:
    """One for each time that it was looked for news, from now on."""
    found, is_behind = [], running.workspace.is_behind

    def counted() -> bool:
        found.append(None)
        return is_behind()

    running.workspace.is_behind = counted
    return found


async def looked_again(running, pilot) -> None:
    """Waits until it was looked for news a few times more."""
    found = looks(running)
    await until(pilot, lambda: len(found) > 3)


def works(running, member, day) -> str | None:
    found = running.workspace.sheet(WEEK).plan.roster.assignments
    return next((f"{a.shift} {a.place}" for a in found if (a.member, a.date) == (member, day)), None)


async def test_what_another_lead_did_appears_and_is_told_once():
    running = app("week")
    told = notices(running)
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        other = beside(running.workspace)
        changed_by(other, "anna", MON, "dag", Place.OFFICE)
        shown = await until_shown(pilot, "another: changed by hand 2026-W49")
        assert "Dag■" in next(line for line in shown.splitlines() if line.startswith("Anna"))
        changed_by(other, "anna", MON, "dag", Place.REMOTE)
        await until(pilot, lambda: "Dag⌂" in text_of(running))
        assert len(told) == 2
        await looked_again(running, pilot)
        assert len(told) == 2


async def test_a_database_that_is_slow_is_waited_for():
    running = app("week")
    is_behind = running.workspace.is_behind

    def slow() -> bool:
        time.sleep(0.2)
        return is_behind()

    running.workspace.is_behind = slow
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        changed_by(beside(running.workspace), "anna", MON, "dag", Place.OFFICE)
        await until_shown(pilot, "another: changed by hand 2026-W49")


async def test_what_the_user_did_elsewhere_appears_and_is_not_told():
    running = app("week")
    told = notices(running)
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        changed_by(beside(running.workspace, "lead"), "anna", MON, "dag", Place.OFFICE)
        await until(pilot, lambda: "Dag⌂" not in text_of(running))
        assert not told


async def begun(running, pilot) -> TryEdits:
    await pilot.press("enter")
    dialog = await opened(running, pilot)
    await pilot.press(*"in the office")
    return dialog


async def test_an_edit_made_on_a_week_of_which_another_day_was_changed_stands_beside_that_change():
    running = app("week")
    told = notices(running)
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        await begun(running, pilot)
        changed_by(beside(running.workspace), "anna", TUE, "dag", Place.REMOTE)
        await pilot.press("enter")
        await until(pilot, lambda: any("Your change was made on hers." in text for text in told))
        assert works(running, "anna", MON) == "dag office"
        assert works(running, "anna", TUE) == "dag remote"


async def test_an_edit_of_a_day_that_was_changed_meanwhile_is_told_and_hers_stands():
    running = app("week")
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        await begun(running, pilot)
        changed_by(beside(running.workspace), "anna", MON, None)
        await pilot.press("enter")
        await until_shown(pilot, "Somebody else changed")
        assert works(running, "anna", MON) is None


async def test_what_was_changed_while_the_user_decides_is_not_published_unseen():
    running = app("week")
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("P")
        await until_shown(pilot, "Publish what is shown?")
        changed_by(beside(running.workspace), "anna", MON, None)
        await until_shown(pilot, "another: changed by hand")
        await pilot.press("y")
        await until_shown(pilot, "Somebody else changed")
        assert running.workspace.sheet(WEEK).problem.published is None


async def test_a_pin_and_what_another_lead_pinned_go_together():
    running = app("week")
    async with running.run_test(size=(100, 30)) as pilot:
        other = beside(running.workspace)
        await pilot.press("x")
        await until(pilot, lambda: running.workspace.team.pins)
        other.news()
        team = other.team
        other.change_team(replace(team, pins=(*team.pins, replace(team.pins[0], member="bea"))), ActKind.PIN)
        await until(pilot, lambda: len(running.workspace.team.pins) == 2)


async def test_a_refusal_names_the_key_that_shows_who_changed_what_and_no_command():
    running = app("week")
    told = notices(running)
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        await begun(running, pilot)
        changed_by(beside(running.workspace), "anna", MON, None)
        await pilot.press("enter")
        refusal = await until(pilot, lambda: next((text for text in told if text.startswith("Somebody else")), ""))
        assert refusal.splitlines()[1:] == ["Press Y for the history: it tells who changed what."]
        await pilot.press("Y")
        shown = await until_shown(pilot, "From version 1 to version 2")
        assert "another" in shown


# -- while something is asked, what another lead does comes in; what is answered was asked of how it stood before


async def other_did(running, pilot, act) -> None:
    """Another lead does something, and the screen knows of it while the question is still open."""
    before = running.workspace.team
    act(beside(running.workspace))
    await until(pilot, lambda: running.workspace.team != before)


async def refused(pilot, told) -> None:
    """Waits until the user was told that what she answered is not taken."""
    await until(pilot, lambda: any("Somebody else changed the team meanwhile." in text for text in told))


def is_away(other: Workspace) -> None:
    other.mark_absent(Absence("bea", WED, WED))


def renamed(other: Workspace) -> None:
    other.change_team(replace(other.team, name="Elders"), ActKind.EDIT_TEAM)


async def test_an_absence_that_comes_in_while_a_wish_is_chosen_stays():
    running = app("week")
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("i")
        await until_shown(pilot, "What does Anna wish for")
        await other_did(running, pilot, is_away)
        await pilot.press(*"in the office", "enter")
        await until(pilot, lambda: running.workspace.team.wishes)
        assert Absence("bea", WED, WED) in running.workspace.team.absences


async def test_an_absence_that_comes_in_while_a_cell_of_the_team_is_changed_stays(own_state):
    running = app("team")
    async with running.run_test(size=(120, 40)) as pilot:
        await open_cell(pilot, "anna", "grade")
        await until_shown(pilot, "Her grade")
        await other_did(running, pilot, is_away)
        await pilot.press("backspace", "9", "enter")
        await until(pilot, lambda: running.workspace.team.member["anna"].grade == 9)
        assert Absence("bea", WED, WED) in running.workspace.team.absences


async def test_a_cell_of_a_team_that_another_lead_changed_meanwhile_is_refused(own_state):
    running = app("team")
    told = notices(running)
    async with running.run_test(size=(120, 40)) as pilot:
        await open_cell(pilot, "anna", "grade")
        await until_shown(pilot, "Her grade")
        await other_did(running, pilot, renamed)
        await pilot.press("backspace", "9", "enter")
        await refused(pilot, told)
        assert running.workspace.team.name == "Elders"
        assert running.workspace.team.member["anna"].grade == 7


async def test_an_agreement_decided_on_while_another_lead_changed_the_team_is_refused():
    running = app("backups")
    told = notices(running)
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("x")
        await until_shown(pilot, "nothing to do with Dir")
        await other_did(running, pilot, renamed)
        await pilot.press("y")
        await refused(pilot, told)
        assert running.workspace.team.name == "Elders"
        assert running.workspace.team.account["dir"].primary == "anna"


def with_raad() -> Team:
    """The small team with an account that no roster names."""
    team = small_team()
    return replace(team, accounts=(*team.accounts, account("raad", "anna", "mon")))


def without_raad(other: Workspace) -> None:
    other.change_team(without_account(other.team, "raad"), ActKind.EDIT_TEAM)


def without_carla(other: Workspace) -> None:
    other.change_team(without_member(other.team, "carla"), ActKind.EDIT_TEAM)


async def test_an_account_that_goes_while_its_backup_is_chosen_is_told():
    running = app("backups", team=with_raad())
    told = notices(running)
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("right", "enter")
        await until_shown(pilot, "Anna, Raad")
        await other_did(running, pilot, without_raad)
        await pilot.press(*"knows", "enter")
        await refused(pilot, told)
        assert list(running.workspace.team.account) == ["dir"]


@pytest.mark.parametrize(
    ("screen", "keys", "asks", "gone", "name"),
    [
        ("week", ("down", "down", "i"), "What does Carla wish for", without_carla, "Carla"),
        ("backups", ("right", "enter"), "Anna, Raad", without_raad, "Raad"),
    ],
)
async def test_what_goes_while_something_is_asked_of_it_is_no_longer_there(screen, keys, asks, gone, name):
    running = app(screen, team=with_raad())
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press(*keys)
        await until_shown(pilot, asks)
        await other_did(running, pilot, gone)
        await pilot.press("escape")
        await until_shown(pilot, name, gone=True)
        await pilot.press("up")
        assert screen == running.screen.ID


async def test_a_date_of_review_asked_for_while_another_lead_changed_the_team_is_refused(own_state):
    found = workspace()
    found.write_page("dir", "Calls at nine.")
    running = app("handbook")
    running.workspace = found
    told = notices(running)
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("d")
        await until_shown(pilot, "When must this page be looked at again?")
        await other_did(running, pilot, renamed)
        await pilot.press(*"2027-06-01", "enter")
        await refused(pilot, told)
        assert found.team.name == "Elders"


async def test_a_draft_that_came_while_today_asks_is_not_published_unseen():
    running = app("today")
    told = notices(running)
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("P")
        await until_shown(pilot, "Publish the draft of week 49?")
        changed_by(beside(running.workspace), "anna", MON, None)
        await until(pilot, lambda: any("another: changed by hand" in text for text in told))
        await pilot.press("y")
        await until(pilot, lambda: any("Somebody else changed" in text for text in told))
        assert running.workspace.sheet(WEEK).asked.published is None


async def test_a_database_that_is_gone_is_told_once_and_the_screen_stays():
    running = app("week")
    told = notices(running)
    async with running.run_test(size=(100, 30), notifications=True) as pilot:

        def gone():
            raise Unusable([fault("database", "It is [/red] gone.")])

        running.workspace.is_behind = gone
        await until_shown(pilot, "It is [/red] gone.")
        await looked_again(running, pilot)
        assert len(told) == 1
        assert running.screen.ID == "week"


async def test_nothing_is_told_of_a_plan_that_was_kept_here():
    running = app("week")
    told = notices(running)
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        running.workspace.keep(plan_of(problem(small_team())))
        await looked_again(running, pilot)
        assert not told
