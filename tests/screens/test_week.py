"""The Week: changing what somebody does, who has what, swapping, pinning, wishing, planning and publishing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Input

from secretariat_tui.domain.events import AssignmentPin, DutyPin, Leave, LeaveStatus, WishKind
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.services.questions import RelaxShortages
from secretariat_tui.widgets.coverage_strip import CoverageStrip
from tests.build import MON, TUE, WED, WEEK, member, problem, team, work
from tests.build import roster as roster_of
from tests.plans import plan_of, small_team
from tests.screens.opened import ReadyPlanner, app, notices, until, until_shown, workspace
from tests.screens.snapshot import assert_as_kept
from tests.screens.week_edits import closed, opened


def roster(running) -> Roster:
    return running.workspace.sheet(WEEK).plan.roster


def works(running, member, day) -> str | None:
    return next(
        (f"{a.shift} {a.place}" for a in roster(running).assignments if (a.member, a.date) == (member, day)), None
    )


def holders(running, duty, day) -> list[str]:
    return [d.member for d in roster(running).duties if (d.duty, d.date) == (duty, day)]


async def test_a_cell_is_changed_after_it_was_told_what_that_does():
    running = app("week")
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("enter")
        await opened(running, pilot)
        shown = await until_shown(pilot, "That is how it is already.")
        assert "Anna on Monday 30 November" in shown
        await pilot.press(*"in the off")
        shown = await until_shown(pilot, "What it does to the stages:")
        await pilot.press("enter")
        await closed(running, pilot)
        assert works(running, "anna", MON) == "dag office"
        act = running.workspace.acts()[-1]
        assert (act.kind, act.who) == (ActKind.ASSIGN, "lead")
        await pilot.press("u")
        await until(pilot, lambda: works(running, "anna", MON) == "dag remote")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: works(running, "anna", MON) == "dag office")


async def test_the_effect_on_each_stage_and_on_others_is_told_before_it_is_taken():
    running = app("week")
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("j", "enter")
        await opened(running, pilot)
        await pilot.press(*"off")
        shown = await until_shown(pilot, "agreements: 0 instead of 510")
        assert "What changes with it:" in shown
        assert "Dir on Monday 30 November from 08:30 to 17:00: Anna instead of Bea" in shown
        await pilot.press("escape")
        await closed(running, pilot)
        assert works(running, "bea", MON) == "dag office"
        assert running.workspace.acts()[-1].who == "before"


async def test_what_breaks_a_rule_says_which_and_is_not_taken():
    running = app("week")
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("j", "right", "enter")
        await opened(running, pilot)
        await pilot.press(*"at home")
        shown = await until_shown(pilot, "A rule would be broken:")
        assert "Bea does not work on Tuesday 1 December by her work pattern." in shown
        assert "breaks a rule" in shown
        await pilot.press("enter")
        await until_shown(pilot, "This cannot be taken.")
        await pilot.press("escape")
        await closed(running, pilot)
        assert works(running, "bea", TUE) is None


async def test_a_click_on_the_cell_opens_it_and_a_click_on_a_choice_takes_it():
    running = app("week")
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.click("WeekGrid", offset=(13, 1))
        dialog = await opened(running, pilot)
        assert await pilot.click("OptionList", offset=(3, 0))
        await closed(running, pilot)
        assert works(running, "anna", MON) == "dag office", dialog


async def test_an_account_is_given_to_somebody_from_the_strip():
    running = app("week")
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("tab", "down")
        shown = await until_shown(pilot, "Dir, Monday 30 November")
        assert "Bea 08:30 to 17:00, stands in by agreement" in shown
        await pilot.press("enter")
        await opened(running, pilot)
        await pilot.press(*"anna")
        await pilot.press("enter")
        await closed(running, pilot)
        assert holders(running, "dir", MON) == ["anna"]
        await pilot.press("u")
        await until(pilot, lambda: holders(running, "dir", MON) == ["bea"])


async def test_a_change_is_looked_for_by_typing_among_the_changes_too():
    running = app("week")
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("enter")
        await opened(running, pilot)
        await pilot.press("tab", *"off")
        await until(pilot, lambda: running.screen.query_one(Input).value == "off")
        await pilot.press("enter")
        await closed(running, pilot)
        assert works(running, "anna", MON) is None


async def test_a_swap_is_noted_with_the_consent_of_both():
    team = small_team()
    members = tuple(replace(m, pattern=team.member["anna"].pattern) if m.id == "bea" else m for m in team.members)
    team = replace(team, members=members)
    running = app("week", team=team)
    async with running.run_test(size=(100, 40)) as pilot:
        running.workspace.change_team(running.workspace.team, ActKind.EDIT_TEAM)
        await pilot.press("enter")
        await opened(running, pilot)
        await pilot.press(*"off", "enter")
        await closed(running, pilot)
        await pilot.press("s")
        await opened(running, pilot)
        shown = await until_shown(pilot, "Both must have agreed")
        assert "Bea, Dag" in shown
        await pilot.press(*"zoe")
        await until_shown(pilot, "Nobody like that does anything else then")
        await pilot.press("ctrl+u", *"bea", "enter")
        await closed(running, pilot)
        assert works(running, "bea", MON) is None
        assert works(running, "anna", MON) == "dag office"
        act = running.workspace.acts()[-1]
        assert (act.kind, act.why) == (ActKind.SWAP, "agreed by Anna and Bea")


def planned_weeks() -> Plan:
    """Two weeks: Anna works on Monday and Tuesday of both, Bea on the other days of them."""
    people = [member(id, "mon tue wed thu fri", hours=40) for id in ("anna", "bea")]
    asked = problem(team(people), 2)
    mine = [work("anna" if day.weekday() < 2 else "bea", day) for day in asked.open_dates]
    return replace(plan_of(asked), roster=roster_of(mine, (), asked.weeks), shortages=(), contingency=())


async def test_a_swap_of_some_dates_over_two_weeks_is_tried_as_one_and_undone_as_one():
    plan = planned_weeks()
    people = [member(id, "mon tue wed thu fri", hours=40) for id in ("anna", "bea")]
    running = app("week", team=team(people), plan=plan)

    def anna() -> list[int]:
        found = running.workspace.sheet(WEEK, 2).plan.roster
        return [(a.date - MON).days for a in found.assignments if a.member == "anna"]

    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("s")
        await opened(running, pilot)
        await pilot.press("shift+tab", "shift+tab", "right", "right", "tab", "pagedown")
        shown = await until_shown(pilot, "Wednesday 9 December")
        assert "Wednesday 2 December" in shown
        assert "Bea, Mon 30 Nov off, Tue 1 Dec off, Wed 2 Dec Dag, Wed 9 Dec Dag" in " ".join(shown.split())
        await opened(running, pilot)
        await pilot.press("enter")
        await closed(running, pilot)
        assert anna() == [2, 7, 8, 9]
        act = running.workspace.acts()[-1]
        assert (act.kind, act.why) == (ActKind.SWAP, "agreed by Anna and Bea")
        await pilot.press("u")
        assert anna() == [0, 1, 7, 8]


async def test_a_swap_into_a_week_without_a_roster_says_so():
    running = app("week")
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("s")
        await opened(running, pilot)
        await pilot.press("shift+tab", "pagedown")
        await until_shown(pilot, "There is no roster yet")
        await pilot.press("enter")
        await pilot.press("pageup")
        await until_shown(pilot, "There is no roster yet", gone=True)
        await pilot.press("escape")
        await closed(running, pilot)
        assert all(act.kind is not ActKind.SWAP for act in running.workspace.acts())


async def test_somebody_takes_the_place_of_another_at_a_desk():
    running = app("week")
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("tab", "down", "down")
        await until_shown(pilot, "Telefoon, Monday 30 November")
        await pilot.press("enter")
        await opened(running, pilot)
        await pilot.press(*"bea instead of anna")
        await until_shown(pilot, "Telefoon on Monday 30 November from 09:00 to 12:00: Bea instead of Anna")
        await pilot.press("enter")
        await closed(running, pilot)
        assert holders(running, "telefoon", MON) == ["bea"]


async def test_a_cell_is_pinned_as_it_is_and_unpinned():
    running = app("week")
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("x")
        await until(pilot, lambda: running.workspace.team.pins == (AssignmentPin("anna", MON, "dag", Place.REMOTE),))
        await until_shown(pilot, "⌂▾")
        await until_shown(pilot, "working from home, pinned")
        await pilot.press("x")
        await until(pilot, lambda: not running.workspace.team.pins)
        await until_shown(pilot, "▾", gone=True)
        await pilot.press("u")
        await until(pilot, lambda: running.workspace.team.pins)


async def test_a_pin_on_a_closed_day_is_told_to_be_kept_by_nobody():
    running = app("week")
    found = running.workspace
    found.change_team(replace(found.team, closed=frozenset({MON})), ActKind.EDIT_TEAM)
    told = notices(running)
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("x")
        await until(pilot, lambda: told)
        assert told == ["Pinned.\nWarning: Anna is pinned on Monday 30 November, but the secretariat is closed then."]


async def test_a_duty_is_pinned_from_the_strip():
    running = app("week")
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("tab", "down", "x")
        await until(pilot, lambda: running.workspace.team.pins)
        (pin,) = running.workspace.team.pins
        assert isinstance(pin, DutyPin)
        assert (pin.member, pin.duty, pin.is_desk) == ("bea", "dir", False)


async def test_a_wish_is_noted_for_the_weekday_and_shown():
    running = app("week")
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("i")
        await until_shown(pilot, "What does Anna wish for on every Monday?")
        await pilot.press(*"in the office", "enter")
        await until(pilot, lambda: running.workspace.team.wishes)
        (wish,) = running.workspace.team.wishes
        assert (wish.member, wish.kind, wish.value) == ("anna", WishKind.PLACE, "office")
        await until_shown(pilot, "⌂☆")
        await pilot.press("i")
        await until_shown(pilot, "no wish any more")
        await pilot.press(*"no wish", "enter")
        await until(pilot, lambda: not running.workspace.team.wishes)


async def test_leave_that_is_asked_for_has_its_mark():
    team = small_team()
    asked = Leave("bea", WED, WED, status=LeaveStatus.REQUESTED)
    running = app("week", team=replace(team, leave=(*team.leave, asked)))
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("down", "right", "right")
        shown = await until_shown(pilot, "Leave is requested for the morning.")
        assert "off?" in shown


async def test_what_would_help_is_looked_for_by_the_planner():
    planner = ReadyPlanner({RelaxShortages: ()})
    running = app("week", planner=planner)
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("e")
        await until(pilot, lambda: planner.asked)
        assert [item.duty for item in planner.asked[0].shortages] == ["dir", "telefoon"]


async def test_a_week_without_a_roster_says_what_to_do_and_some_weeks_can_have_one():
    running = app("week")
    async with running.run_test(size=(110, 40), notifications=True) as pilot:
        await pilot.resize_terminal(80, 24)
        await pilot.press("right_square_bracket")
        shown = await until_shown(pilot, "There is no roster yet: plan it with p.")
        assert "not planned" in shown
        await pilot.press("enter")
        await pilot.press("left_square_bracket", "2")
        shown = await until_shown(pilot, "Week 50")
        assert "Bea↷" in shown
        assert "planned in part: Week 49" in shown


async def test_the_signs_are_explained_in_the_help():
    running = app("week")
    async with running.run_test(size=(110, 60)) as pilot:
        await pilot.press("question_mark")
        await until_shown(pilot, "▾ pinned")


async def test_who_may_only_look_is_told_and_changes_nothing():
    found = workspace()
    found.may_write = False
    running = app("week")
    running.workspace = found
    async with running.run_test(size=(110, 40), notifications=True) as pilot:
        await until_shown(pilot, "You are looking only: nothing can be changed here.")
        for key in ("enter", "s", "x", "p", "P", "i", "u", "ctrl+r"):
            await pilot.press(key)
            await pilot.pause()
            assert running.screen.ID == "week", key
        assert len(found.acts()) == 2


async def test_continuity_is_told_by_day():
    running = app("week", plan=plan_of(problem(small_team())))
    async with running.run_test(size=(110, 40)) as pilot:
        shown = await until_shown(pilot, "Continuity")
        assert "73.9 %" in next(line for line in shown.splitlines() if line.startswith("Continuity"))
        assert running.screen.query_one(CoverageStrip)


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_a_change_is_tried_in_a_small_terminal_as_it_was_drawn(language):
    running = app("week", language)
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        dialog = await opened(running, pilot)
        await pilot.press("down", "down")
        await until(pilot, lambda: dialog._looked_at == "off")
        await pilot.pause()
        await assert_as_kept(pilot, f"week-change-{language}-80x24")
