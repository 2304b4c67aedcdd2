"""Screens of a team whose rosters name somebody, an account, a desk and a shift that are in it no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat_tui.app import Preferences, SecretariatApp
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.presenters.conversation_view import paragraph
from secretariat_tui.screens.registry import SCREENS
from secretariat_tui.services.conversation import AboutDuty, answered, topics
from secretariat_tui.services.questions import AdviseLeave, AssessContinuity, PlanWeeks
from secretariat_tui.widgets.cell_table import CellTable
from tests.build import MON, TUE, WEEK, account, problem
from tests.screens.former_team import (
    WorkingPlanner,
    after,
    before,
    left_behind,
    of_before,
    planned,
    planned_anew,
    take_in,
    with_the_week_after,
)
from tests.screens.opened import notices, until, until_shown, workspace
from tests.screens.snapshot import text_of
from tests.screens.today_team import rows

NAMED_ON = {"today", "week", "continuity", "explain"}
"""Screens that show what is planned, or tell that it counts on her."""

COUNTED_ON = "The roster counts on Fatima Aydin after her last day in the team: plan the week anew."

_A_WEEK = 7
"""Columns that have every sort of cell."""
_DRAWN = 2
"""Columns of the report, each of which is a line that takes long to draw."""

pytestmark = pytest.mark.usefixtures("own_state")


def opened(screen: str, language: str = "en") -> SecretariatApp:
    return SecretariatApp(left_behind(), Preferences(language, start=screen))


async def seen_everywhere(running, pilot) -> str:
    """Everything that is shown while the cursor goes over each cell of each table and each line of each list."""
    shown = [text_of(running)]

    async def press(key: str) -> None:
        await pilot.press(key)
        await pilot.pause()
        shown.append(text_of(running))

    for part in running.screen.query("CellTable, NoteList"):
        if not part.region:
            continue
        part.focus()
        if isinstance(part, CellTable):
            await press("ctrl+home")
            for _ in part.grid.rows:
                await press("home")
                for _ in part.grid.columns[: _DRAWN if running.screen.ID == "report" else _A_WEEK]:
                    await press("right")
                await press("down")
        else:
            for _ in part.options:
                await press("down")
    return "\n".join(shown)


@pytest.mark.parametrize("screen", [entry.id for entry in SCREENS])
async def test_every_screen_opens_on_it_and_shows_names(screen):
    running = opened(screen)
    async with running.run_test(size=(120, 50)) as pilot:
        await until(pilot, lambda: not running.screen.query("PlanningPanel"))
        shown = await seen_everywhere(running, pilot)
        assert screen == running.screen.ID
        assert "gone-" not in shown
        assert ("Fatima" in shown) is (screen in NAMED_ON)


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_today_is_without_her_and_tells_who_is_counted_on(language):
    said = {
        "en": COUNTED_ON,
        "nl": "Het rooster rekent op Fatima Aydin na haar laatste dag in het team: plan de week opnieuw.",
    }
    running = opened("today", language)
    async with running.run_test(size=(120, 40)) as pilot:
        shown = await until_shown(pilot, said[language])
        assert [row.name for row in running.screen.query_one("People").grid.rows] == ["Anna", "Bea"]
        assert "Fatima" not in rows(shown, "Dir ")[0]


async def test_what_is_explained_is_what_the_week_comes_to_without_her():
    running = opened("explain")
    async with running.run_test(size=(120, 50)) as pilot:
        await until_shown(pilot, COUNTED_ON)
        matter = running.screen._matter
        assert answered(matter, AboutDuty("dir", False, MON)).found == ()
        assert ("dir", MON) in {(item.duty, item.date) for item in matter.plan.shortages}
        takes = {take.member for item in matter.plan.contingency for take in item.takes}
        assert "gone-member" not in takes


async def test_continuity_is_what_is_left_without_her():
    running = opened("continuity")
    async with running.run_test(size=(120, 50)) as pilot:
        await until_shown(pilot, COUNTED_ON)
        [asked] = [item for item in running.workspace.planner.asked if isinstance(item, AssessContinuity)]
        assert "gone-member" in {item.member for item in asked.problem.team.absences}
        assert "gone-member" not in {duty.member for duty in asked.roster.duties}


@pytest.mark.parametrize("screen", ["today", "week", "continuity", "explain", "history"])
async def test_screens_of_weeks_planned_with_one_who_came_after_her_show_names(screen):
    running = opened(screen)
    planned_anew(running.workspace)
    with_the_week_after(running.workspace)
    running.shown.weeks = 2
    async with running.run_test(size=(120, 50)) as pilot:
        assert "gone-" not in await seen_everywhere(running, pilot)


@pytest.mark.parametrize("screen", ["week", "continuity"])
async def test_weeks_from_before_and_after_one_came_and_she_left_are_seen_together(screen):
    running = opened(screen)
    with_the_week_after(running.workspace)
    running.shown.weeks = 2
    async with running.run_test(size=(160, 50)) as pilot:
        shown = await seen_everywhere(running, pilot)
        assert "gone-" not in shown
        assert "Fatima" in shown
        assert "Dora" in shown


async def test_what_is_explained_of_it_is_told_with_names():
    running = opened("explain")
    async with running.run_test(size=(120, 50)) as pilot:
        matter = running.screen._matter
        for topic in topics(matter):
            told = paragraph(answered(matter, topic), running.screen.teller())
            assert "gone-" not in "\n".join([told.question, *told.lines])
        running.shown.first, running.shown.day = WEEK.plus(1), None
        running.screen.refill()
        await pilot.pause()
        assert "gone-" not in text_of(running)


async def test_the_week_is_planned_anew_without_her():
    running = opened("week")
    planner = running.workspace.planner
    planner.answers[PlanWeeks] = planned(problem(after()))
    async with running.run_test(size=(100, 40)) as pilot:
        await until_shown(pilot, "Fatima")
        await pilot.press("p")
        await until(pilot, lambda: len(running.workspace.versions(WEEK)) == 2)
        [asked] = [item for item in planner.asked if isinstance(item, PlanWeeks)]
        assert "gone-member" not in asked.problem.team.member
        await until_shown(pilot, "Fatima", gone=True)


async def test_publishing_the_week_anew_tells_what_she_had_by_name():
    running = opened("week")
    planned_anew(running.workspace)
    async with running.run_test(size=(120, 50)) as pilot:
        await pilot.press("P")
        shown = await until_shown(pilot, "Publish what is shown?")
        assert "Fatima Aydin" in shown
        assert "gone-" not in shown


async def test_versions_with_and_without_her_are_compared_by_name():
    running = opened("history")
    planned_anew(running.workspace)
    async with running.run_test(size=(120, 50)) as pilot:
        shown = await until_shown(pilot, "From version 1 to version 2")
        assert "Fatima Aydin" in shown
        assert "gone-" not in shown


async def test_leave_is_without_what_she_asked_and_has_her_name_where_she_stands_in():
    found = workspace(before(), of_before(), WorkingPlanner())
    found.request_leave(Leave("gone-member", TUE, TUE, None, LeaveStatus.REQUESTED), "anna")
    found.request_leave(Leave("bea", TUE, TUE, None, LeaveStatus.REQUESTED), "gone-member")
    take_in(found, after())
    running = SecretariatApp(found, Preferences("en", start="leave"))
    async with running.run_test(size=(130, 40)) as pilot:
        shown = await seen_everywhere(running, pilot)
        assert "gone-" not in shown
        assert "Tue 1 Dec Fatima Aydin" in shown
        assert "Tue 1 Dec Anna" not in shown
        asked = {item.leave.member for item in found.planner.asked if isinstance(item, AdviseLeave)}
        assert asked == {"bea"}


@pytest.mark.parametrize("table", ["WeekGrid", "CoverageStrip"])
@pytest.mark.parametrize("key", ["enter", "s", "x", "i"])
async def test_no_key_in_a_cell_of_what_is_gone_does_harm(table, key):
    running = opened("week")
    async with running.run_test(size=(120, 50), notifications=True) as pilot:
        part = running.screen.query_one(table)
        part.focus()
        await pilot.press("ctrl+home")
        for row in part.grid.rows:
            part.move_to(row.id, MON.isoformat())
            await pilot.press(key)
            await pilot.pause()
            shown = text_of(running)
            assert "gone-" not in shown
            await pilot.press("enter")
            await pilot.pause()
            while running.screen is not part.screen:
                await pilot.press("escape")
                await pilot.pause()
        assert running.is_running


@pytest.mark.parametrize("key", ["x", "i"])
async def test_what_is_gone_can_be_neither_pinned_nor_wished_for(key):
    running = opened("week")
    told = notices(running)
    async with running.run_test(size=(120, 50)) as pilot:
        running.screen.query_one("WeekGrid").move_to("gone-member", MON.isoformat())
        await pilot.press(key)
        await until(pilot, lambda: told)
        assert told == ["What stands here is not in the team any more: plan the week anew."]


async def test_what_is_agreed_of_a_new_account_is_judged_on_it_too():
    """No team ever had both the new account and what the roster names."""
    running = opened("backups")
    team = running.workspace.team
    take_in(running.workspace, replace(team, accounts=(*team.accounts, account("nieuw", "anna", "mon"))))
    async with running.run_test(size=(120, 50)) as pilot:
        running.screen.query_one("#matrix").move_to("bea", "nieuw")
        await pilot.press("enter")
        await until_shown(pilot, "Her own account")
        await pilot.press(*"her own", "enter")
        shown = await until_shown(pilot, "Nieuw becomes the account of Bea.")
        assert "gone-" not in shown
        await pilot.press("y")
        await until(pilot, lambda: running.workspace.team.account["nieuw"].primary == "bea")
