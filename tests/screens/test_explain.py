"""Explain: a conversation about the roster, with what was looked at before as its first subject."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from secretariat_tui.app import SecretariatApp
from secretariat_tui.domain.errors import Unusable, fault
from secretariat_tui.domain.events import AssignmentPin, DutyPin
from secretariat_tui.domain.explanation import LossExplained, Relaxed, WhatIf
from secretariat_tui.domain.finding import because
from secretariat_tui.domain.plan import Relaxation
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import Duty, HolderRole, Roster, StageResult
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.answer import describe
from secretariat_tui.planner.difference import compare
from secretariat_tui.services import explaining
from secretariat_tui.services.questions import AskWhatIf, ExplainLosses, RelaxShortages
from secretariat_tui.services.team_edits import without_account
from tests import build
from tests.build import MON, TUE, WEEK, account, hold, member, problem, span, work
from tests.plans import plan_of, small_team
from tests.screens.opened import ReadyPlanner, app, until, until_shown
from tests.screens.snapshot import assert_as_kept, text_of

PROBLEM = problem(small_team())
PLAN = plan_of(PROBLEM)
STAGES = PLAN.roster.stages


def opened(language: str = "en", member: str | None = "anna", duty: str | None = None, **more: Any) -> SecretariatApp:
    """The screen, opened on a cell or a duty of Monday."""
    running = app("explain", language, published=True, **more)
    running.shown.member, running.shown.duty, running.shown.day = member, duty, MON
    return running


def with_answers(**answers: Any) -> ReadyPlanner:
    kinds = {"what_if": AskWhatIf, "relax": RelaxShortages, "losses": ExplainLosses}
    return ReadyPlanner({kinds[name]: answer for name, answer in answers.items()})


def better(values: tuple[int, ...]) -> tuple[StageResult, ...]:
    """The stages with other values, all proven."""
    return tuple(replace(stage, value=value, bound=value) for stage, value in zip(STAGES, values, strict=True))


def number_of(text: str, question: str) -> str:
    """The key of a question."""
    line = next(line for line in text.splitlines() if question in line and line.strip()[:1].isdigit())
    return line.split()[0]


async def asked(pilot: Any, question: str) -> None:
    """Asks the question that is offered so."""
    shown = await until_shown(pilot, question)
    await pilot.press(number_of(shown, question))


async def test_an_account_that_was_talked_about_may_go():
    team = small_team()
    team = replace(team, accounts=(*team.accounts, account("raad", "anna", "mon")))
    running = opened(duty="raad", team=team)
    async with running.run_test(size=(100, 40)) as pilot:
        await until_shown(pilot, "Who has Raad on Monday 30 November")
        found = running.workspace
        found.change_team(without_account(found.team, "raad"), ActKind.EDIT_TEAM)
        running.changed()
        await until_shown(pilot, "1 How good is this roster?")


# -- what it opens with


async def test_a_cell_opens_with_why_she_works_as_she_does():
    async with opened().run_test(size=(100, 40)) as pilot:
        shown = await until_shown(pilot, "Why does Anna work as she does on Monday 30 November?")
        assert "Anna works Dag at home on Monday 30 November." in shown
        assert "Anna mans Telefoon on Monday 30 November from 09:00 to 12:00." in shown


async def test_an_account_opens_with_who_has_it_and_what_keeps_the_others():
    async with opened(duty="dir").run_test(size=(100, 40)) as pilot:
        shown = await until_shown(pilot, "Who has Dir on Monday 30 November, and why not somebody else?")
        assert "Bea has Dir on Monday 30 November from 08:30 to 17:00: she is backup number 1 by agreement." in shown
        assert "Carla does not work on Monday 30 November by her work pattern." in shown


async def test_a_desk_opens_too_and_leads_to_why_somebody_is_lacking():
    running = opened(duty="telefoon")
    running.shown.is_desk = True
    async with running.run_test(size=(100, 40)) as pilot:
        await until_shown(pilot, "Anna mans Telefoon")
        await asked(pilot, "Why is there nobody for Telefoon")
        await until_shown(pilot, "Telefoon is 1 person short on Monday 30 November from 09:00 to 12:00.")


async def test_without_a_subject_it_begins_with_how_good_the_roster_is():
    running = app("explain", published=True)
    async with running.run_test(size=(100, 40)) as pilot:
        shown = await until_shown(pilot, "How good is this roster?")
        assert "Continuity 73.9 %." in shown
        await asked(pilot, "Why is there nobody for Dir on Tuesday 1 December")


async def test_a_week_without_a_roster_says_where_to_get_one():
    running = opened()
    running.shown.day, running.shown.first = None, WEEK.plus(3)
    async with running.run_test(size=(100, 40)) as pilot:
        await until_shown(pilot, "There is no roster for this week yet. W opens the week, where p plans it.")
        await pilot.press("1", "s", "enter")
        assert running.screen.ID == "explain"


async def test_what_is_looked_at_next_goes_on_in_the_same_conversation():
    running = app("today", published=True)
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("E")
        await until_shown(pilot, "Why does Anna work as she does")
        await pilot.press("T", "down", "E")
        shown = await until_shown(pilot, "Why does Bea work as she does")
        assert "Why does Anna work as she does" in shown
        await pilot.press("T", "tab", "E")
        await until_shown(pilot, "Who has Dir on Monday 30 November")
        await pilot.press("T", "E")
        shown = await until_shown(pilot, "Who has Dir on Monday 30 November")
        assert shown.count("Who has Dir on Monday 30 November, and why not") == 1


async def test_what_is_looked_at_next_is_in_sight_where_the_terminal_became_smaller_meanwhile():
    running = app("today", published=True)
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("T", "tab", "E")
        await until_shown(pilot, "Who has Dir on Monday 30 November, and why")
        await pilot.press("T", "down")
        await pilot.resize_terminal(40, 18)
        await pilot.press("E")
        await until_shown(pilot, "Who has Telefoon")


async def test_a_newer_draft_is_what_is_talked_about_and_that_is_said():
    running = opened()
    without_the_telephone = replace(PLAN.roster, duties=PLAN.roster.duties[:1])
    running.workspace.keep(replace(PLAN, roster=without_the_telephone))
    async with running.run_test(size=(100, 40)) as pilot:
        await until_shown(pilot, "the draft, which is newer than what is published.")


# -- going on


async def test_each_answer_leads_on_to_others_and_none_is_offered_twice():
    async with opened().run_test(size=(100, 40)) as pilot:
        await asked(pilot, "What is lost when Anna falls out on Monday 30 November?")
        shown = await until_shown(pilot, "nothing is lost.")
        assert "Telefoon 09:00 to 12:00: Bea" in shown
        offered = [line for line in shown.splitlines() if line.strip()[:1].isdigit()]
        assert offered
        assert not any("What is lost when Anna" in line for line in offered)


async def test_questions_are_asked_with_the_arrows_and_the_mouse_as_well():
    running = opened()
    async with running.run_test(size=(100, 40)) as pilot:
        await until_shown(pilot, "Who has Telefoon")
        await pilot.press("j", "enter")
        await until_shown(pilot, "Anna mans Telefoon on Monday 30 November from 09:00 to 12:00.")
        before = len(running.screen._turns)
        await pilot.click("NoteList", offset=(5, 0))
        await until(pilot, lambda: len(running.screen._turns) > before)


async def test_anything_else_is_found_by_typing_it():
    async with opened().run_test(size=(100, 40)) as pilot:
        await until_shown(pilot, "Why does Anna work")
        await pilot.press("s")
        await until_shown(pilot, "What would you like to know?")
        await pilot.press(*"stage hours", "enter")
        shown = await until_shown(pilot, "What is behind the stage hours?")
        assert "16 hours off the contract hours, all members together" in shown


async def test_a_stage_is_told_with_what_it_is_made_of():
    async with opened().run_test(size=(100, 40)) as pilot:
        await until_shown(pilot, "Why does Anna work")
        await pilot.press("s")
        await until_shown(pilot, "What would you like to know?")
        await pilot.press(*"stage shortage", "enter")
        shown = await until_shown(pilot, "What it is made of, the heaviest first:")
        assert "Dir" in shown.split("What it is made of")[1]


async def test_a_finding_is_a_subject_too():
    async with opened().run_test(size=(100, 40)) as pilot:
        await until_shown(pilot, "Why does Anna work")
        await pilot.press("s")
        await until_shown(pilot, "What would you like to know?")
        await pilot.press(*"warning", "enter")
        await until_shown(pilot, "Dir has no one of its own.")


async def test_it_begins_anew_with_the_last_subject():
    async with opened().run_test(size=(100, 40)) as pilot:
        await asked(pilot, "What is lost when Anna falls out")
        await until_shown(pilot, "nothing is lost.")
        await pilot.press("n")
        shown = await until_shown(pilot, "Why does Anna work as she does", gone=False)
        await until(pilot, lambda: "Anna works Dag at home" not in text_of(pilot.app))
        assert "nothing is lost." in shown


# -- what is planned again to be answered


async def test_what_if_tells_the_price_and_what_changes_and_can_be_taken_to_the_week():
    pins = explaining.duty_pins(PROBLEM, "anna", MON, "dir", False, span("00:00-24:00"))
    mine = Duty(MON, "dir", False, span("08:30-17:00"), "anna", HolderRole.PRIMARY)
    kept = tuple(duty for duty in PLAN.roster.duties if duty.duty != "dir")
    other = replace(PLAN.roster, duties=(mine, *kept))
    planner = with_answers(what_if=WhatIf(pins, other, compare(PROBLEM, PLAN.roster, other)))
    running = opened(duty="dir", planner=planner)
    before = len(running.workspace.acts())
    async with running.run_test(size=(100, 40)) as pilot:
        await asked(pilot, "What if Anna has Dir on Monday 30 November from 08:30 to 17:00?")
        await until_shown(pilot, "Dir on Monday 30 November from 08:30 to 17:00: Anna instead of Bea")
        await until_shown(pilot, "Take it over in the week")
        assert planner.asked[0].pins == (DutyPin("anna", MON, "dir", False, span("08:30-17:00")),)
        await pilot.press("t")
        await until(pilot, lambda: running.screen.ID == "week")
        assert (running.shown.member, running.shown.day) == ("anna", MON)
    assert len(running.workspace.acts()) == before


async def test_what_is_impossible_is_told_with_the_statements_that_clash():
    pin = AssignmentPin("anna", MON, "dag", Place.OFFICE)
    clash = because("leave", "{member} is away on {date}.", member="anna", date=MON)
    running = opened(planner=with_answers(what_if=WhatIf((pin,), None, None, (clash,))))
    async with running.run_test(size=(100, 40)) as pilot:
        await asked(pilot, "What if Anna works Dag in the office on Monday 30 November?")
        await until_shown(pilot, "That is impossible: these statements cannot all hold.")
        shown = await until_shown(pilot, "Anna is away on Monday 30 November.")
        assert "Take it over in the week" not in shown
        await pilot.press("t")
        assert running.screen.ID == "explain"


async def test_what_would_end_a_shortage_is_ranked_with_the_stages_that_it_leads_to():
    shortage = next(item for item in explaining.shortages(PROBLEM, PLAN.roster) if item.duty == "telefoon")
    first = because("relaxation", "Let {member} work on {date}.", member="carla", date=MON)
    second = because("relaxation", "Let {member} work on {date}.", member="bea", date=TUE)
    ranked = (Relaxation(first, better((1530, 0, 510, 960, 30))), Relaxation(second, better((1600, 0, 510, 960, 30))))
    answer = Relaxed(replace(shortage, relaxations=ranked), STAGES, better((1710, 0, 510, 960, 30)), 2)
    running = opened(duty="telefoon", planner=with_answers(relax=(answer,)))
    running.shown.is_desk = True
    async with running.run_test(size=(100, 40)) as pilot:
        await asked(pilot, "Why is there nobody for Telefoon")
        await asked(pilot, "What would end the shortage of Telefoon")
        shown = await until_shown(pilot, "What would help, the best first:")
        flat = " ".join(shown.split())
        assert flat.index("Let Carla work on Monday") < flat.index("Let Bea work on Tuesday")
        assert "Then the shortage is 1530 instead of 1710, weighed by priority" in flat
        assert "Each was tried by planning the week again, and what it leads to is proven." in flat
    assert running.workspace.planner.asked[0].shortages == (shortage,)


async def test_what_would_help_when_somebody_falls_out():
    team = build.team([member("anna", "mon"), member("bea", "tue")], [account("dir", "anna", "mon", "09:00-12:00")])
    duty = hold("anna", "dir", "09:00-12:00", MON, role=HolderRole.PRIMARY)
    plan = describe(problem(team), Roster("so", (WEEK,), (work("anna", MON),), (duty,), STAGES))
    lost = plan.contingency[0].lost
    answer = LossExplained(MON, "anna", lost[0], STAGES, STAGES, (), 3)
    running = opened(team=team, plan=plan, planner=with_answers(losses=(answer,)))
    async with running.run_test(size=(100, 40)) as pilot:
        await asked(pilot, "What is lost when Anna falls out")
        await until_shown(pilot, "What nobody takes over:")
        await asked(pilot, "What would help when Anna falls out")
        await until_shown(pilot, "If Anna falls out on Monday 30 November, nobody takes over Dir from 09:00 to 12:00.")
    question = running.workspace.planner.asked[0]
    assert (question.member, question.day) == ("anna", MON)


async def test_a_planner_that_is_lost_is_told_and_the_conversation_goes_on():
    lost = Unusable([fault("planner", "It is gone.")])
    running = opened(planner=with_answers(what_if=lost))
    async with running.run_test(size=(100, 40), notifications=True) as pilot:
        await asked(pilot, "What if Anna does not work on Monday 30 November?")
        await until_shown(pilot, "It is gone.")
        await asked(pilot, "Who has Telefoon")
        await until_shown(pilot, "Who has Telefoon on Monday 30 November, and why not somebody else?")


async def test_nothing_is_changed_by_talking():
    running = opened()
    before = running.workspace.acts()
    async with running.run_test(size=(100, 40)) as pilot:
        for _ in range(4):
            await pilot.press("2")
            await pilot.pause()
    assert running.workspace.acts() == before
    assert all(act.kind is not ActKind.EDIT_TEAM for act in before)


async def test_all_that_was_said_is_said_anew_in_another_language():
    running = opened()
    async with running.run_test(size=(100, 40)) as pilot:
        await until_shown(pilot, "Monday 30 November")
        running.speak("nl")
        shown = await until_shown(pilot, "maandag 30 november")
        assert "Monday" not in shown


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "nl"])
async def test_explain_looks_as_it_was_drawn(size, language):
    running = opened(language, duty="dir")
    async with running.run_test(size=size) as pilot:
        await pilot.pause()
        await assert_as_kept(pilot, f"explain-{language}-{size[0]}x{size[1]}")
