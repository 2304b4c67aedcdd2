"""The team on the screen: looking at it, its members in their cells, and proposals for patterns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from textual.events import Key

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.formation import Move, Proposal, Proposals
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import Roster, StageResult
from secretariat_tui.services.questions import ProposePatterns
from secretariat_tui.services.team_edits import with_new_account, with_new_member
from tests.build import WEEK, cells
from tests.planner.own_rules import Company, FewWorkers, install
from tests.screens.opened import ReadyPlanner, until, until_shown, workspace
from tests.screens.snapshot import assert_as_kept, text_in, text_of
from tests.screens.team_part import add, fill, go_to, opened, show

pytestmark = pytest.mark.usefixtures("own_state")


async def test_members_are_shown_with_their_patterns_and_a_few_sentences():
    running = opened()
    async with running.run_test(size=(120, 40)) as pilot:
        shown = await until_shown(pilot, "Even weeks")
        anna = next(line for line in shown.splitlines() if line.startswith("Anna"))
        assert anna.split()[1:3] == ["7", "24"]
        assert anna.count("█") == 12
        assert "Anna has a contract of 24 hours a week" in shown
        assert "Her own accounts: Dir." in shown


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("accounts", "mon tue 08:30-17:00"),
        ("desks", "mon 09:00-12:00"),
        ("shifts", "08:30 to 17:00"),
        ("rules", "Nobody has more than one shift on a date."),
        ("calendars", "working elsewhere"),
    ],
)
async def test_every_part_is_shown(section, told):
    running = opened()
    async with running.run_test(size=(120, 40)) as pilot:
        await show(pilot, section)
        assert told in await until_shown(pilot, told)


async def test_the_part_that_is_shown_is_named_where_not_all_names_fit():
    running = opened(language="nl")
    async with running.run_test(size=(60, 24)) as pilot:
        await show(pilot, "calendars")
        shown = await until_shown(pilot, "[Agenda's]")
        assert "Medewerkers" not in shown.splitlines()[1]
        await pilot.click("Sections", offset=(1, 0))
        await until_shown(pilot, "Agenda's", gone=True)


@pytest.mark.parametrize(
    ("section", "told", "absent"),
    [
        ("members", "a Morning p Afternoon n New x Take out", ""),
        ("shifts", "n New x Take out", "Morning"),
        ("rules", "o Propose patterns", "New"),
        ("calendars", "o Propose patterns", "Take out"),
    ],
)
async def test_a_part_has_the_keys_that_do_something_in_it(section, told, absent):
    running = opened()
    async with running.run_test(size=(120, 40)) as pilot:
        await show(pilot, section)
        bar = await until(pilot, lambda: told in text_in(running, "KeyBar") and text_in(running, "KeyBar"))
        assert not absent or absent not in bar


async def test_a_click_opens_a_part():
    running = opened()
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.click("Sections", offset=(12, 0))
        await until_shown(pilot, "Own member")


async def test_with_plain_signs_the_strip_is_ascii():
    running = opened(ascii=True)
    async with running.run_test(size=(120, 40)) as pilot:
        shown = await until_shown(pilot, "Even weeks")
        anna = next(line for line in shown.splitlines() if line.startswith("Anna"))
        assert anna.isascii()
        assert anna.count("#") == 12


async def test_a_day_of_a_pattern_is_turned_and_that_can_be_undone():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        go_to(running, "bea", "even-1")
        await pilot.press("enter")
        assert found.team.member["bea"].pattern.even == cells("mon tue wed")
        await pilot.press("enter")
        assert found.team.member["bea"].pattern.even == cells("mon tue-am wed")
        await pilot.press("p", "a")
        assert found.team.member["bea"].pattern.even == cells("mon tue-pm wed")
        assert found.team.member["bea"].pattern.odd == cells("mon wed")
        await pilot.press("w")
        assert found.team.member["bea"].pattern.odd == cells("mon tue-pm wed")
        await pilot.press(*"uuuuu")
        assert found.team.member["bea"].pattern.even == cells("mon wed")
        assert found.acts()[-1].kind is ActKind.UNDO


@pytest.mark.parametrize(
    ("column", "typed", "wrong", "value"),
    [
        ("hours", "20,5", "2x", Decimal("20.5")),
        ("capacity", "4", "101", 4),
        ("grade", "9", "99", 9),
        ("until", "2027-06-30", "2027-02-30", date(2027, 6, 30)),
        ("knows", "dir", "nobody", ("dir",)),
    ],
)
async def test_what_is_hers_is_changed_in_its_cell_once_it_is_right(column, typed, wrong, value):
    found = workspace()
    running = opened(found)
    before = found.team
    async with running.run_test(size=(120, 40)) as pilot:
        await fill(pilot, "bea", column, "ctrl+u", *wrong)
        await pilot.pause()
        assert found.team == before
        assert len(text_of(running).split()) > 10
        await pilot.press("ctrl+u", *typed, "enter")
        await until(pilot, lambda: getattr(found.team.member["bea"], column) == value)


async def test_a_name_is_changed_and_stays_text():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        await pilot.press(*"[/red]", "enter")
        await until(pilot, lambda: found.team.member["anna"].name == "[/red]")
        await until_shown(pilot, "[/red] has a contract")


async def test_somebody_comes_and_goes_with_all_that_was_hers():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await add(pilot, "members", "Dora Vos")
        await until(pilot, lambda: "dora" in found.team.member)
        await pilot.pause()
        go_to(running, "dora", "grade")
        await pilot.press("x")
        await until_shown(pilot, "Take Dora Vos out of the team")
        await pilot.press("y")
        await until(pilot, lambda: "dora" not in found.team.member)


async def test_who_stands_in_a_roster_gets_a_last_day():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        go_to(running, "bea", "grade")
        await pilot.press("x")
        await until_shown(pilot, "stands in rosters that are kept")
        await pilot.press("ctrl+u", *"2027-01-31", "enter")
        await until(pilot, lambda: found.team.member["bea"].until == date(2027, 1, 31))


async def test_a_proposal_for_patterns_is_shown_with_before_and_after_and_changes_nothing():
    stages = (StageResult("shortage", 540, 540), StageResult("spread", 4, 4))
    roster = Roster("so", (WEEK,), (), ())
    before = Proposal(0, (), stages, roster, proven=True)
    move = Move("bea", True, ((2, Daypart.AM),), ((1, Daypart.AM),))
    after = Proposal(1, (move,), (StageResult("shortage", 60, 60), StageResult("spread", 2, 2)), roster, proven=True)
    planner = ReadyPlanner({ProposePatterns: Proposals(before, (after,), None)})
    found = workspace(planner=planner)
    running = opened(found)
    team = found.team
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("o")
        shown = await until_shown(pilot, "nothing was changed")
        assert "Now: shortage 540, spread 4" in shown
        assert "If Bea would move: shortage 60, spread 2" in shown
        assert "Bea, odd weeks: Tuesday (morning) instead of Wednesday (morning)" in shown
        await pilot.press("escape")
        await until_shown(pilot, "nothing was changed", gone=True)
    (question,) = planner.asked
    assert [str(week) for week in question.problem.weeks] == ["2026-W49", "2026-W50"]
    assert found.team == team


async def test_a_proposal_for_patterns_names_the_rules_of_the_teams_own_that_it_keeps(monkeypatch):
    now = Proposal(0, (), (StageResult("shortage", 0, 0),), Roster("so", (WEEK,), (), ()), proven=True)
    running = opened(workspace(planner=ReadyPlanner({ProposePatterns: Proposals(now, (), None)})))
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        assert "Rules of your own" not in await until_shown(pilot, "nothing was changed")
        await pilot.press("escape")
        install(monkeypatch, Company, FewWorkers)
        await pilot.press("o")
        await until_shown(pilot, "Rules of your own are kept here as well: company.")


def test_new_people_and_accounts_get_ids_of_their_own():
    team = workspace().team
    twice = with_new_member(with_new_member(team, "Anna Bos"), "Anna Bos")
    assert [member.id for member in twice.members][3:] == ["anna-bos", "anna-2"]
    assert with_new_account(team, "Raad").account["raad"].support[0].span == team.shifts[0].span


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "nl"])
async def test_the_team_looks_as_it_was_drawn(size, language):
    running = opened(None, language)
    async with running.run_test(size=size) as pilot:
        await until_shown(pilot, "Anna")
        await pilot.pause()
        await assert_as_kept(pilot, f"team-{language}-{size[0]}x{size[1]}")


async def test_who_types_faster_than_the_screen_draws_opens_a_question_once_and_answers_it():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        go_to(running, "bea", "capacity")
        for key in ("enter", "ctrl+u", "4", "enter", "down", "left", "left", "x"):
            running.post_message(Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: found.team.member["bea"].capacity == 4)
        await until_shown(pilot, "Take Carla out of the team")
        assert len(running.screen_stack) == 2
