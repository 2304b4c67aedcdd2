"""What is asked in front of a screen, and waiting for the planner there."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from textual.widgets import OptionList

from secretariat_tui.app import SecretariatApp
from secretariat_tui.domain.errors import Unusable, fault
from secretariat_tui.planner.limits import Progress
from secretariat_tui.screens.dialogs import Ask, Choice, Choose, Confirm
from secretariat_tui.screens.planning import PlanningPanel
from secretariat_tui.screens.proposal import Read
from secretariat_tui.screens.today_dialogs import ChooseRepair, Offered, WhoAndWhen
from secretariat_tui.services.planner_client import PlannerClient
from secretariat_tui.services.questions import PlanWeeks
from tests.build import MON, WEEK, problem
from tests.plans import plan_of, small_team, without_shortages
from tests.screens.opened import ReadyPlanner, app, beside, until, until_shown
from tests.screens.snapshot import text_of


class SlowPlanner(ReadyPlanner):
    """Tells a step, and answers once it is stopped."""

    cancelled = False

    async def ask(self, question: Any, tell: Any = None, stop: Any = None) -> Any:
        tell(Progress("shortage", 120, 60, 1.0))
        tell(Progress("fragile", None, None, 1.5))
        try:
            await stop.wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        return self.answers[type(question)]


async def answer_of(dialog: Any, *keys: str) -> Any:
    """What a dialog gives for some keys."""
    running, answers = app("today"), []
    async with running.run_test(size=(80, 24)) as pilot:
        running.push_screen(dialog, answers.append)
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
    return answers


async def test_what_can_be_chosen_stays_in_its_place_when_it_has_the_focus():
    running = app("today")
    async with running.run_test(size=(80, 24)) as pilot:
        running.push_screen(Choose("Which?", [Choice(name, name) for name in ("one", "two", "three")]))
        await pilot.pause()
        options = running.screen.query_one(OptionList)
        before = options.region
        await pilot.press("tab")
        await until(pilot, lambda: options.has_focus)
        await pilot.pause()
        assert options.region == before
        assert "▔" not in text_of(running)


async def test_who_goes_down_to_what_can_be_chosen_can_type_on_from_there():
    running, answers = app("today"), []
    async with running.run_test(size=(80, 24)) as pilot:
        people = [Choice(name, name) for name in ("anna", "bea", "annet", "carla")]
        running.push_screen(Choose("Who?", people), answers.append)
        await pilot.pause()
        await pilot.press("a", "tab", *"nn")
        await until_shown(pilot, "carla", gone=True)
        await pilot.press("e")
        await until_shown(pilot, "anna", gone=True)
        await pilot.press("tab", "backspace")
        await until_shown(pilot, "anna")
        await pilot.press("tab", "down", "enter")
        await until(pilot, lambda: answers)
    assert answers == ["annet"]


async def test_under_a_long_question_every_answer_can_be_seen_and_the_question_read_to_its_end():
    running = app("today")
    what = "\n".join(f"Line {n}" for n in range(1, 21))
    async with running.run_test(size=(80, 24)) as pilot:
        running.push_screen(Choose(what, [Choice(str(n), f"Answer {n}") for n in range(1, 21)]))
        assert "Line 20" not in await until_shown(pilot, "Answer 1")
        await pilot.press("up")
        await until_shown(pilot, "Answer 20")
        await pilot.press("pagedown", "pagedown", "pagedown", "pagedown")
        assert "Answer 20" in await until_shown(pilot, "Line 20")
        await pilot.press("pageup", "pageup", "pageup", "pageup")
        await until_shown(pilot, "Line 1 ")


@pytest.mark.parametrize(
    "dialog",
    [
        Choose("Who?", [Choice("anna", "Anna"), Choice("bea", "Bea")]),
        WhoAndWhen("Who?", [Choice("anna", "Anna"), Choice("bea", "Bea")], MON),
    ],
    ids=["choose", "who-and-when"],
)
async def test_where_nothing_has_what_was_typed_that_is_said_and_nothing_is_taken(dialog):
    running, answers = app("today"), []
    async with running.run_test(size=(80, 24)) as pilot:
        running.push_screen(dialog, answers.append)
        await until_shown(pilot, "Anna")
        await pilot.press("x", "enter")
        shown = await until_shown(pilot, "Nothing is like that.")
        assert "Bea" not in shown.partition("Who?")[2].partition("╰")[0]
        await pilot.press("backspace", "b", "enter")
        await until(pilot, lambda: answers)
    assert getattr(answers[0], "member", answers[0]) == "bea"


@pytest.mark.parametrize("width", range(1, 9))
async def test_what_can_be_chosen_bears_a_terminal_that_becomes_very_narrow(width):
    running = app("today")
    async with running.run_test(size=(80, 24)) as pilot:
        running.push_screen(Choose("Who?", [Choice("anna", "Anna")]))
        await until_shown(pilot, "Anna")
        await pilot.resize_terminal(width, 24)
        await until(pilot, lambda: running.screen.size.width == width)
        await pilot.resize_terminal(80, 24)
        await until_shown(pilot, "Anna")


async def test_the_palette_bears_a_terminal_that_becomes_very_narrow():
    running = app("today", "en")
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await until_shown(pilot, "Somebody is ill")
        for width in range(8, 0, -1):
            await pilot.resize_terminal(width, 24)
            await until(pilot, lambda: running.screen.size.width == width)  # noqa: B023  (it is asked here)
        await pilot.resize_terminal(80, 24)
        await until_shown(pilot, "Somebody is ill")


async def test_what_is_only_to_be_read_is_left_by_its_button_and_by_enter():
    running = app("today")
    async with running.run_test(size=(80, 24)) as pilot:
        for keys in (["enter"], ["tab", "enter"], ["escape"]):
            running.push_screen(Read(["No better patterns were found."]))
            await until_shown(pilot, "No better patterns")
            await pilot.press(*keys)
            await until_shown(pilot, "No better patterns", gone=True)


@pytest.mark.parametrize(("rows", "seen"), [(24, 8), (40, 11)])
async def test_who_is_away_is_asked_in_the_room_that_there_is_and_leaves_none_empty(rows, seen):
    running = app("today")
    people = [Choice(f"p{n}", f"Person {n}") for n in range(11)]
    told = ["Contingency plan", *(f"  - account {n}: nobody" for n in range(5))]
    async with running.run_test(size=(80, rows)) as pilot:
        running.push_screen(WhoAndWhen("Who is away?", people, MON, lambda _: told))
        shown = await until_shown(pilot, "account 4: nobody")
        assert sum("Person " in line for line in shown.splitlines()) == seen
        lines = shown.splitlines()
        (hint,) = [n for n, line in enumerate(lines) if "Enter: take it." in line]
        assert "╰" in lines[hint + 1]


async def test_what_a_repair_comes_to_is_whole_where_there_is_room_for_it():
    running = app("today")
    lines = tuple(f"Line {n}" for n in range(8))
    stored = ("Contingency plan", "  - account: nobody", "  - other: nobody")
    async with running.run_test(size=(80, 24)) as pilot:
        running.push_screen(ChooseRepair("How?", stored, [Offered(1, "As it is", lines)], "Enter: apply it."))
        shown = await until_shown(pilot, "Line 7")
        assert "Line 0" in shown
        assert "Enter: apply it." in shown


@pytest.mark.parametrize(
    ("keys", "answer"),
    [(["y"], True), (["n"], False), (["escape"], False), (["enter"], True), (["tab", "enter"], False)],
)
async def test_yes_or_no(keys, answer):
    assert await answer_of(Confirm("Sure of [/red] this?"), *keys) == [answer]


async def test_a_text_is_taken_once_it_is_right():
    def check(text: str) -> str:
        return "" if text.isdigit() else "No [/number]."

    assert await answer_of(Ask("How many?", "", check), "a", "enter") == []
    assert await answer_of(Ask("How many?", "", check), "a", "backspace", "1", "2", "enter") == ["12"]
    assert await answer_of(Ask("How many?", "3", check), "escape") == [None]


async def test_one_of_some_is_found_by_typing_its_beginning():
    people = [Choice("anna", "Anna"), Choice("bea", "Bea", "[/red]"), Choice("annet", "Annet")]
    assert await answer_of(Choose("Who?", people), *"anne", "enter") == ["annet"]
    assert await answer_of(Choose("Who?", people), "down", "enter") == ["bea"]
    assert await answer_of(Choose("Who?", people, "annet"), "enter") == ["annet"]
    assert await answer_of(Choose("Who?", people), *"zz", "enter") == []
    assert await answer_of(Choose("Who?", people), "escape") == [None]


def planning() -> tuple[SlowPlanner, Any]:
    asked = problem(small_team())
    planner = SlowPlanner({PlanWeeks: without_shortages(asked)})
    return planner, app("week", planner=planner)


async def test_planning_shows_how_far_it_is_and_keeps_the_best_when_it_is_stopped():
    _, running = planning()
    async with running.run_test(size=(80, 24)) as pilot:
        before = running.workspace.sheet(WEEK).plan
        versions = draft(running)
        await pilot.press("p")
        await until_shown(pilot, "fragility: -, at least -")
        shown = await until_shown(pilot, "^s Stop")
        assert "shortage: 120, at least 60" in shown
        await pilot.press("down")
        await until(pilot, lambda: running.shown.member == "bea")
        assert draft(running) == versions
        await pilot.press("ctrl+s")
        await until(pilot, lambda: draft(running) == versions + 1)
        await until_shown(pilot, "^s Stop", gone=True)
        await pilot.press("u")
        await until(pilot, lambda: running.workspace.sheet(WEEK).plan.shortages == before.shortages)


async def test_planning_that_is_given_up_changes_nothing_and_ends_the_planner():
    planner, running = planning()
    async with running.run_test(size=(80, 24)) as pilot:
        before = running.workspace.sheet(WEEK)
        await pilot.press("p")
        await until_shown(pilot, "^x Give up")
        await pilot.press("ctrl+x")
        await until(pilot, lambda: not running.screen.query(PlanningPanel))
        assert running.workspace.sheet(WEEK).states == before.states
        assert planner.cancelled


async def test_a_plan_of_weeks_that_were_changed_meanwhile_is_not_kept():
    _, running = planning()
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("p")
        await until_shown(pilot, "^s Stop")
        beside(running.workspace).keep(plan_of(problem(small_team())))
        await pilot.press("ctrl+s")
        await until_shown(pilot, "Somebody else changed")
        assert draft(running) == 2


async def test_the_planner_is_asked_one_thing_at_a_time():
    _, running = planning()
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("p", "p")
        await until_shown(pilot, "The planner is at work already.")
        assert len(running.screen.query(PlanningPanel)) == 1


async def test_quitting_while_the_planner_works_ends_it():
    planner, running = planning()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await until_shown(pilot, "^s Stop")
        await pilot.press("ctrl+q")
    assert planner.cancelled


async def test_a_planner_that_is_lost_is_told():
    lost = ReadyPlanner({PlanWeeks: Unusable([fault("planner", "It is [/red] gone.")])})
    running = app("week", planner=lost)
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("p")
        await until_shown(pilot, "It is [/red] gone.")


async def test_keys_are_answered_while_the_planner_works_and_quitting_ends_it():
    running = app("week", planner=PlannerClient())
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await pilot.press("down")
        await until(pilot, lambda: running.shown.member == "bea")
        await until(pilot, lambda: draft(running) == 2, patience=240)
        assert running.shown.day == MON
    assert not running.workspace.planner._running


def draft(running: SecretariatApp) -> int:
    """The number of the newest version of the week."""
    (state,) = running.workspace.sheet(WEEK).states
    assert state is not None
    return state.draft
