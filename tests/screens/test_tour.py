"""The tour: what it says is what the screens do, whoever presses the keys."""

from __future__ import annotations

from secretariat_tui.app import Preferences, SecretariatApp
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.records import ActKind
from secretariat_tui.planner.limits import Limits
from secretariat_tui.presenters.language import language
from secretariat_tui.screens.today_dialogs import ChooseRepair
from secretariat_tui.screens.tour import STEPS
from secretariat_tui.services.planning import plan
from secretariat_tui.services.questions import FindRepairs
from secretariat_tui.services.repairing import repairs
from tests.build import MON, problem
from tests.screens.opened import ReadyPlanner, app, until, until_shown, workspace
from tests.screens.snapshot import text_of
from tests.screens.test_morning import a_team_of_three

LENGTH = len(STEPS)


def toured(planner: ReadyPlanner | None = None) -> SecretariatApp:
    """The app as `secretariat demo --tour` opens it, on a week that is published."""
    team = a_team_of_three()
    found = workspace(team, plan(problem(team), Limits()), planner, published=True)
    return SecretariatApp(found, Preferences(tour=True))


def at(number: int) -> str:
    return f"Tour, {number} of {LENGTH}"


async def test_the_user_does_the_morning_herself_and_the_tour_goes_along():
    running = toured(planner=ReadyPlanner())
    planner = running.workspace.planner
    absence = Absence("anna", MON, MON)
    seen = running.workspace.around(absence)
    planner.answers[FindRepairs] = repairs(seen.problem, seen.plan.roster, absence, Limits(wall=20))
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, at(1))
        await pilot.press("space")
        await until_shown(pilot, at(2))
        await pilot.press("a")
        await until_shown(pilot, at(3))
        await pilot.press("a", "n")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        await until_shown(pilot, at(5))
        await until_shown(pilot, "Escape: back")
        await pilot.press("enter")
        await until_shown(pilot, at(6))
        kinds = [act.kind for act in running.workspace.acts()]
        assert kinds[-2:] == [ActKind.ABSENT, ActKind.REPAIR]
        for number, key, screen in [(7, "W", "week"), (8, "C", "continuity"), (9, "L", "leave")]:
            await pilot.press(key)
            await until_shown(pilot, at(number))
            assert screen == running.screen.ID
        await pilot.press("f3")
        await until_shown(pilot, at(9), gone=True)


async def test_space_goes_on_by_pressing_the_keys_and_what_was_left_is_passed_over():
    running = toured()
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, at(1))
        await pilot.press("space", "space")
        await until_shown(pilot, at(3))
        await pilot.press("escape", "space")
        await until_shown(pilot, at(6))
        assert [act.kind for act in running.workspace.acts()][-1] is not ActKind.ABSENT
        for number in (7, 8, 9):
            await pilot.press("space")
            await until_shown(pilot, at(number))
        await pilot.press("f3")
        await until_shown(pilot, at(9), gone=True)
        assert running.screen.ID == "leave"


async def test_it_says_the_way_back_to_who_went_elsewhere():
    running = toured()
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, at(1))
        await pilot.press("H")
        await until_shown(pilot, "T: back to Today")
        await pilot.press("T")
        await until_shown(pilot, "T: back to Today", gone=True)


async def test_it_begins_and_ends_with_a_key_anywhere_and_space_is_nothing_without_it():
    running = app("week")
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = text_of(running)
        await pilot.press("space")
        assert text_of(running) == before
        await pilot.press("f3")
        await until_shown(pilot, at(1))
        assert running.screen.ID == "today"
        await pilot.press("f3", "W")
        await until(pilot, lambda: text_of(running) == before)


async def test_it_is_told_in_the_language_of_now():
    running = toured()
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, at(1))
        running.speak("nl")
        say = language("nl").gettext
        await until_shown(pilot, say(STEPS[0].text)[:40])
        await until_shown(pilot, say("Tour, {number} of {total}", number=1, total=LENGTH))


async def test_a_click_on_it_goes_on():
    running = toured()
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, at(1))
        await pilot.click("TourPanel")
        await until_shown(pilot, at(2))
