"""The sick call from Today: who is ill, how the week is repaired, and who is back."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from textual.events import Key
from textual.widgets import Input

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.finding import because
from secretariat_tui.domain.records import ActKind
from secretariat_tui.planner.answer import describe
from secretariat_tui.screens.today_dialogs import ChooseRepair, WhoAndWhen
from secretariat_tui.services.questions import FindRepairs
from secretariat_tui.widgets.options import Options
from tests import build
from tests.build import MON, TUE, WEEK
from tests.screens.opened import MONDAY, ReadyPlanner, app, beside, notices, until, until_shown
from tests.screens.today_team import is_settled, opened, planned, repairs, rows, secretariat


class SlowPlanner(ReadyPlanner):
    """Answers when it is told to go on."""

    def __init__(self, answers):
        super().__init__(answers)
        self.go_on = asyncio.Event()

    async def ask(self, question, tell=None, stop=None):
        del tell, stop
        self.asked.append(question)
        await self.go_on.wait()
        return self.answers[type(question)]


# -- somebody is ill


async def test_letters_go_through_the_repairs_as_arrows_do():
    running = opened()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await until(pilot, lambda: isinstance(running.screen, WhoAndWhen))
        await pilot.press(*"anna", "enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        repairs = running.screen.query_one(Options)
        for key, at in [("j", 1), ("k", 0), ("down", 1), ("up", 0)]:
            await pilot.press(key)
            assert repairs.highlighted == at


async def test_who_falls_ill_in_a_week_without_a_roster_is_marked_and_the_keys_that_plan_it_are_told():
    running = opened()
    running.workspace.office.clock.moment = MONDAY + timedelta(weeks=1)
    told = notices(running)
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("a")
        await until(pilot, lambda: isinstance(running.screen, WhoAndWhen))
        await pilot.press(*"anna", "enter")
        await until(pilot, lambda: told)
        assert told == ["2026-W50 has no roster yet.\nPress W for the week, and plan it there with p."]
        assert [item.absence.member for item in running.workspace.absences.all("so")] == ["anna"]


async def test_ill_at_twenty_to_eight_repaired_and_published_within_six_keys():
    running = opened()
    found = running.workspace
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        keys = 0

        async def press(*pressed: str) -> None:
            """One choice, however many letters it takes to type."""
            nonlocal keys
            keys += 1
            await pilot.press(*pressed)

        await press("a")
        await until(pilot, lambda: isinstance(running.screen, WhoAndWhen))
        await press(*"anna")
        assert "Dir 09:00 to 16:00: Bea" in await until_shown(pilot, "Contingency plan")
        assert keys == 2
        await press("enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        await until_shown(pilot, "Enter: apply and publish it.")
        await press("enter")
        shown = await until_shown(pilot, "The week is repaired and published.")
        assert keys <= 6
        assert "away" in rows(shown, "Anna")[0]
        assert "Bea" in rows(shown, "Dir")[0]
    assert [item.absence for item in found.absences.all("so")] == [Absence("anna", MON, MON)]
    state = found.sheet(WEEK).states[0]
    assert state is not None
    assert (state.draft, state.published) == (2, 2)
    holders = {duty.member for duty in found.version(WEEK, 2).roster.duties if duty.duty == "dir"}
    assert holders == {"bea"}
    assert [act.kind for act in found.acts()][-2:] == [ActKind.ABSENT, ActKind.REPAIR]


@pytest.mark.parametrize("keys", ["abea", "aabea", "abeaa"])
async def test_who_types_faster_than_the_screen_draws_marks_whom_she_names(keys):
    running = opened()
    async with running.run_test(size=(100, 30)) as pilot:
        for key in keys:
            running.post_message(Key(key, key))
        dialog = await until(pilot, lambda: isinstance(running.screen, WhoAndWhen) and running.screen)
        await until(pilot, lambda: [field.value for field in dialog.query(Input)][:1] == [keys[1:]])
        assert len(running.screen_stack) == 2


async def test_the_planner_is_asked_about_what_is_published_as_it_was_before_the_absence():
    running = opened()
    found = running.workspace
    found.keep(planned(found.team, holder="bea"))
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        question = found.planner.asked[0]
        assert question.absence == Absence("anna", MON, MON)
        assert question.problem.team.absences == ()
        assert {d.member for d in question.published.duties if d.duty == "dir"} == {"anna"}
        await until_shown(pilot, "the newer draft stays in the history")


async def test_repairs_tell_what_changes_for_whom_with_notice_and_stages():
    running = opened()
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        shown = await until_shown(pilot, "Nobody works otherwise than was published.")
        assert "2. " not in shown
        assert "Bea has Dir on Monday 30 November from 09:00 to 16:00" in shown
        assert "Nobody has Dir" not in shown
        assert "fragility: 180, as published 180" in shown
        await pilot.press("3")
        shown = await until_shown(pilot, "Carla, Monday 30 November: Dag (the office) instead of Dag (home); today")
        assert "Bea has Dir on Monday 30 November from 09:00 to 14:00" in shown
        assert "Nobody has Dir on Monday 30 November from 14:00 to 16:00." in shown


async def test_what_a_repair_comes_to_is_read_on_a_small_screen_and_taken_from_there():
    running = opened()
    async with running.run_test(size=(80, 16)) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        await until_shown(pilot, "fragility: 180", gone=True)
        await pilot.press("tab", "end")
        await until_shown(pilot, "fragility: 180")
        await pilot.press("enter")
        await until(pilot, lambda: running.workspace.acts()[-1].kind is ActKind.REPAIR)


async def test_a_repair_that_is_not_taken_leaves_the_roster_and_can_be_asked_for_again():
    running = opened()
    found = running.workspace
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        await pilot.press("escape")
        shown = await until_shown(pilot, "the roster still counts on her: m repairs it.")
        assert "Bea" in rows(shown, "Dir")[0]
        assert "What else is fragile is known once the roster is repaired." in shown
        assert "whoever falls out" not in shown
        state = found.sheet(WEEK).states[0]
        assert state is not None
        assert state.draft == 1
        await pilot.press("m")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        await pilot.press("enter")
        await until_shown(pilot, "the roster still counts on her", gone=True)


async def test_undo_takes_back_the_repair_and_then_the_absence():
    running = opened()
    found = running.workspace
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        await pilot.press("enter")
        await until(pilot, lambda: found.acts()[-1].kind is ActKind.REPAIR)
        await pilot.press("u")
        await until_shown(pilot, "the roster still counts on her")
        await pilot.press("u")
        await until_shown(pilot, "the roster still counts on her", gone=True)
        assert found.absences.all("so") == ()


async def test_an_absence_that_is_undone_while_repairs_are_sought_is_not_repaired():
    planner = SlowPlanner({FindRepairs: repairs(secretariat())})
    running = app("today", "en", team=secretariat(), plan=planned(secretariat()), planner=planner, published=True)
    told = notices(running)
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until(pilot, lambda: planner.asked)
        await pilot.press("u")
        await until(pilot, lambda: told)
        planner.go_on.set()
        await until(pilot, lambda: len(told) > 1)
        assert told[-1] == "Anna is no longer marked away as she was: nothing is repaired."
        assert not isinstance(running.screen, ChooseRepair)


async def test_an_absence_that_another_lead_ended_while_repairs_are_read_is_not_repaired():
    running = opened()
    told = notices(running)
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        beside(running.workspace).back("anna", MON)
        await pilot.press("enter")
        await until(pilot, lambda: any("Anna is no longer marked away as she was" in text for text in told))
        assert ActKind.REPAIR not in [act.kind for act in running.workspace.acts()]


@pytest.mark.parametrize(
    ("keys", "absence"),
    [
        (("tab", "tab", "right"), Absence("anna", MON, TUE)),
        (("tab", "l"), Absence("anna", TUE, TUE)),
        (("tab", "tab", "left"), Absence("anna", MON - timedelta(1), MON - timedelta(1))),
        (("tab", "tab", "pagedown"), Absence("anna", MON, MON + timedelta(7))),
        (("tab", "tab", "tab", "right", "right"), Absence("anna", MON, MON, Daypart.PM)),
    ],
)
async def test_other_dates_and_parts_are_chosen_with_arrows(keys, absence):
    running = opened()
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("a", *"anna")
        await until(pilot, lambda: isinstance(running.screen, WhoAndWhen))
        await pilot.press(*keys, "enter")
        await until(pilot, lambda: is_settled(running))
    assert [item.absence for item in running.workspace.absences.all("so")] == [absence]


async def test_dates_and_names_are_chosen_with_the_mouse():
    running = opened()
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("a")
        await until(pilot, lambda: isinstance(running.screen, WhoAndWhen))
        await pilot.click("#until", offset=(8, 0))
        await pilot.click("Options", offset=(2, 1))
        await until(pilot, lambda: is_settled(running))
    assert [item.absence for item in running.workspace.absences.all("so")] == [Absence("bea", MON, TUE)]


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (80, 24)], ids=str)
async def test_the_questions_bear_every_size(size):
    running = opened()
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("a", *"anna")
        await until(pilot, lambda: isinstance(running.screen, WhoAndWhen))
        await pilot.resize_terminal(*size)
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: running.workspace.acts()[-1].kind is ActKind.REPAIR)


async def test_leaving_the_question_marks_nobody():
    running = opened()
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("a", *"anna", "escape")
        await until(pilot, lambda: running.screen.ID == "today")
    assert running.workspace.absences.all("so") == ()


async def test_where_no_roster_is_possible_it_is_told_and_the_absence_stands():
    clash = Impossible((because("pinned", "{member} is pinned in {week}.", member="anna", week="2026-W49"),))
    running = opened(planner={FindRepairs: clash})
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until_shown(pilot, "Anna is pinned in week 49.")
        assert len(running.workspace.absences.all("so")) == 1


async def test_who_has_no_work_needs_no_repair():
    team = secretariat()
    plan = planned(team)
    alone = tuple(item for item in plan.roster.assignments if item.member != "anna")
    duties = tuple(item for item in plan.roster.duties if item.member != "anna")
    without = describe(build.problem(team), replace(plan.roster, assignments=alone, duties=duties))
    running = app("today", team=team, plan=without, published=True)
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until_shown(pilot, "Anna is marked away.")
        assert running.workspace.planner.asked == []


async def test_a_draft_that_was_never_published_is_repaired_but_not_published():
    running = opened(published=False)
    found = running.workspace
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        await pilot.press("enter")
        await until_shown(pilot, "The draft is repaired.")
    state = found.sheet(WEEK).states[0]
    assert state is not None
    assert (state.draft, state.published) == (2, None)


# -- back, and away for long


async def test_who_is_back_is_marked_from_the_date_on():
    team = replace(secretariat(), absences=(Absence("carla", MON - timedelta(3), TUE),))
    running = app("today", team=team, plan=planned(team), published=True)
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("b")
        await until_shown(pilot, "away until Tue 1 Dec")
        await pilot.press("enter")
        await until_shown(pilot, "Carla is back from Monday 30 November on.")
    assert [item.absence for item in running.workspace.absences.all("so")] == [
        Absence("carla", MON - timedelta(3), MON - timedelta(1))
    ]


async def test_nobody_can_come_back_who_is_not_away():
    async with opened().run_test(size=(100, 30)) as pilot:
        assert "Somebody is back" not in await until_shown(pilot, "Somebody is ill")


async def test_after_four_weeks_it_asks_whether_to_plan_without_her():
    since = MON - timedelta(28)
    team = replace(secretariat(), absences=(Absence("carla", since, TUE),))
    running = app("today", team=team, plan=planned(team), published=True)
    async with running.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Carla has been away since Monday 2 November: plan without her from now on?")
        running.screen.query_one("NoteList").focus()
        await pilot.press("home", "down", "enter")
        await until_shown(pilot, "Plan without Carla until Monday 1 March 2027?")
        await pilot.press("y")
        await until(pilot, lambda: running.screen.ID == "week")
        assert running.shown.first == WEEK.plus(1)
        await pilot.press("T")
        await until_shown(pilot, "plan without her", gone=True)
    marked = [item.absence for item in running.workspace.absences.all("so")]
    assert marked[-1] == Absence("carla", TUE + timedelta(1), MON + timedelta(weeks=13))


async def test_an_absence_that_was_made_longer_week_by_week_counts_from_its_first_day():
    """Monday to Friday, four weeks running, and this week: nobody works at the weekend."""
    weeks = [MON - timedelta(weeks=n) for n in (4, 3, 2, 1, 0)]
    marked = tuple(Absence("carla", monday, monday + timedelta(4)) for monday in weeks)
    team = replace(secretariat(), absences=marked)
    running = app("today", team=team, plan=planned(team), published=True)
    asked = "Carla has been away since Monday 2 November: plan without her from now on?"
    async with running.run_test(size=(100, 30)) as pilot:
        shown = await until_shown(pilot, asked)
        assert " ".join(shown.split()).count("plan without her") == 1
    assert [item.absence.start for item in running.workspace.absences.long("so")] == [weeks[0]]


async def test_an_absence_with_work_in_between_begins_anew():
    """Back for a week, two weeks ago."""
    weeks = [MON - timedelta(weeks=n) for n in (4, 3, 1, 0)]
    marked = tuple(Absence("carla", monday, monday + timedelta(4)) for monday in weeks)
    team = replace(secretariat(), absences=marked)
    running = app("today", team=team, plan=planned(team), published=True)
    assert running.workspace.absences.long("so") == ()
    async with running.run_test(size=(100, 30)) as pilot:
        assert "plan without her" not in await until_shown(pilot, "Fragile today")


async def test_an_absence_of_less_is_not_asked_about():
    team = replace(secretariat(), absences=(Absence("carla", MON - timedelta(27), TUE),))
    running = app("today", team=team, plan=planned(team), published=True)
    async with running.run_test(size=(100, 30)) as pilot:
        assert "plan without her" not in await until_shown(pilot, "Fragile today")
