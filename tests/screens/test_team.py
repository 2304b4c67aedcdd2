"""The team on the screen: looking at it, changing it in its cells, its file, and proposals for patterns."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key

from secretariat_tui.domain.account import Level, Work
from secretariat_tui.domain.calendar import Daypart, Parity
from secretariat_tui.domain.formation import Move, Proposal, Proposals
from secretariat_tui.domain.incoming import Availability
from secretariat_tui.domain.own_calendar import CalendarChoice, CalendarStyle
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import Roster, StageResult
from secretariat_tui.domain.shift import Place
from secretariat_tui.exchange.drafts import drafts_directory
from secretariat_tui.presenters.team_view import SECTIONS
from secretariat_tui.services.questions import ProposePatterns
from secretariat_tui.services.team_edits import with_new_account, with_new_member
from secretariat_tui.services.workspace import Workspace
from secretariat_tui.widgets.cell_table import CellTable
from tests.build import WEEK, cells, span
from tests.screens.opened import ReadyPlanner, app, notices, until, until_shown, workspace
from tests.screens.snapshot import assert_as_kept, text_of


@pytest.fixture(autouse=True)
def _own_state(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)


def opened(found: Workspace | None = None, language: str = "en", **more: Any) -> Any:
    running = app("team", language, **more)
    if found is not None:
        running.workspace = found
    return running


def go_to(running: Any, row: str, column: str) -> None:
    table = running.screen.query_one(CellTable)
    table.move_to(row, column)
    assert (table.current[0].id, table.current[1].id) == (row, column)


async def show(pilot: Any, section: str) -> None:
    at = [part.value for part in SECTIONS].index(section)
    await pilot.press(*["right_square_bracket"] * at)
    await pilot.pause()


def edit_with(monkeypatch: Any, tmp_path: Path, running: Any, code: str) -> None:
    script = tmp_path / "editor.py"
    script.write_text(f"import sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\n{code}\n")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    monkeypatch.setattr(running, "suspend", nullcontext)


# -- looking


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


# -- changing


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
        await pilot.pause()
        go_to(running, "bea", column)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*["backspace"] * 12, *wrong, "enter")
        await pilot.pause()
        assert found.team == before
        assert len(text_of(running).split()) > 10
        await pilot.press(*["backspace"] * 12, *typed, "enter")
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
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"Dora Vos", "enter")
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
        await pilot.press(*["backspace"] * 10, *"2027-01-31", "enter")
        await until(pilot, lambda: found.team.member["bea"].until == date(2027, 1, 31))


async def test_an_account_is_made_given_to_somebody_and_supported_at_other_times():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await show(pilot, "accounts")
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"Finance", "enter")
        await until(pilot, lambda: "finance" in found.team.account)
        await pilot.pause()
        go_to(running, "finance", "primary")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"bea", "enter")
        await until(pilot, lambda: found.team.account["finance"].primary == "bea")
        await pilot.pause()
        go_to(running, "finance", "support")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*["backspace"] * 30, *"mon-wed 9:00-12:00 office; fri 13:00", "enter")
        await until_shown(pilot, "is not understood")
        await pilot.press(*"-15:00 odd", "enter")
        await until(pilot, lambda: len(found.team.account["finance"].support) == 2)
        first, second = found.team.account["finance"].support
        assert (first.days, first.span, first.on_site) == (frozenset({0, 1, 2}), span("09:00-12:00"), True)
        assert (second.days, second.span, second.weeks.value) == (frozenset({4}), span("13:00-15:00"), "odd")


def member_now(found: Workspace, id: str) -> Any:
    return found.team.member[id]


async def test_a_desk_is_made_changed_in_all_its_cells_and_taken_out():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await show(pilot, "desks")
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"Post", "enter")
        await until(pilot, lambda: "post" in found.team.desk)
        typed = {
            "people": "2",
            "window": "tue-thu 10:00-12:00 office odd",
            "priority": "5",
            "load": "1",
            "requires": "first-aid",
        }
        for column, text in typed.items():
            await pilot.pause()
            go_to(running, "post", column)
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press(*["backspace"] * 30, *text, "enter")
            await pilot.pause()
        await until(pilot, lambda: found.team.desk["post"].requires == ("first-aid",))
        desk = found.team.desk["post"]
        assert (desk.people, desk.priority, desk.load) == (2, 5, 1)
        assert (desk.window.days, desk.window.span) == (frozenset({1, 2, 3}), span("10:00-12:00"))
        assert (desk.window.on_site, desk.window.weeks) == (True, Parity.ODD)
        await pilot.press("x")
        await until_shown(pilot, "Take Post out of the team")
        await pilot.press("y")
        await until(pilot, lambda: "post" not in found.team.desk)
        go_to(running, "telefoon", "people")
        await pilot.press("x")
        await until_shown(pilot, "stands in rosters that are kept")
        await pilot.press(*["backspace"] * 10, *"2027-01-31", "enter")
        await until(pilot, lambda: found.team.desk["telefoon"].window.until == date(2027, 1, 31))


async def test_a_shift_is_made_changed_and_taken_out_with_all_that_is_about_it():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await show(pilot, "shifts")
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"Laat", "enter")
        await until(pilot, lambda: "laat" in found.team.shift)
        for column, keys in {"span": "10:30-19:00", "break_minutes": "45"}.items():
            await pilot.pause()
            go_to(running, "laat", column)
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press(*["backspace"] * 12, *keys, "enter")
            await pilot.pause()
        go_to(running, "laat", "places")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"home", "enter")
        await until(pilot, lambda: found.team.shift["laat"].places == (Place.REMOTE,))
        late = found.team.shift["laat"]
        assert (late.span, late.break_minutes) == (span("10:30-19:00"), 45)
        await pilot.press(*["right_square_bracket"] * 5)
        await pilot.pause()
        go_to(running, "bea", "shifts")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"laat", "enter")
        await until(pilot, lambda: member_now(found, "bea").shifts == ("laat",))
        await pilot.press(*["right_square_bracket"] * 3)
        await pilot.pause()
        go_to(running, "laat", "span")
        await pilot.press("x")
        await until_shown(pilot, "Take Laat out of the team")
        await pilot.press("y")
        await until(pilot, lambda: "laat" not in found.team.shift)
        assert member_now(found, "bea").shifts is None


async def test_a_meeting_is_made_with_its_people_by_name_and_its_place():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await show(pilot, "meetings")
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"Overleg", "enter")
        await until(pilot, lambda: found.team.meetings)
        typed = {"days": "mon wed-thu", "who": "Anna, be", "interruptible": "yes", "place": "office", "weeks": "even"}
        for column, text in typed.items():
            await pilot.pause()
            go_to(running, "overleg", column)
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press(*["backspace"] * 12, *text)
            if column == "who":
                await pilot.press(*", nobody")
                await until_shown(pilot, "The team has no member nobody.")
                await pilot.press(*["backspace"] * 8)
            await pilot.press("enter")
            await pilot.pause()
        await until(pilot, lambda: found.team.meetings[0].weeks is Parity.EVEN)
        (meeting,) = found.team.meetings
        assert (meeting.days, meeting.who) == (frozenset({0, 2, 3}), ("anna", "bea"))
        assert (meeting.interruptible, meeting.place) == (True, Place.OFFICE)
        await until_shown(pilot, "Anna, Bea")
        await pilot.press("x")
        await until_shown(pilot, "Take Overleg out of the team")
        await pilot.press("y", "u")
        await until(pilot, lambda: len(found.team.meetings) == 1)


async def test_what_an_account_is_can_be_chosen():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await show(pilot, "accounts")
        for column, typed in {"work": "custom", "level": "MT"}.items():
            await pilot.pause()
            go_to(running, "dir", column)
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press(*typed, "enter")
        await until(pilot, lambda: found.team.account["dir"].level is Level.MT)
        assert found.team.account["dir"].work is Work.CUSTOM


async def test_a_closing_day_comes_and_goes():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await show(pilot, "closed")
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*["backspace"] * 10, *"2026-12-24", "enter")
        await until(pilot, lambda: found.team.closed == {date(2026, 12, 24)})
        await until_shown(pilot, "Thursday 24 December 2026")
        await pilot.press("x")
        await until(pilot, lambda: not found.team.closed)


async def test_a_weight_is_changed_and_other_rules_have_none():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40), notifications=True) as pilot:
        await show(pilot, "rules")
        go_to(running, "rest", "weight")
        await pilot.press("enter")
        await until_shown(pilot, "This is changed in the team file")
        go_to(running, "spread", "weight")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("backspace", *"9", "enter")
        await until(pilot, lambda: found.team.weights.spread == 9)


# -- the team file


async def test_the_team_file_is_taken_back_and_leave_stays(monkeypatch, tmp_path):
    found = workspace()
    running = opened(found)
    leave, absences = found.team.leave, found.team.absences
    code = "t = path.read_text(); assert '[[leave]]' not in t; path.write_text(t.replace('\"Bea\"', '\"Beatrix\"'))"
    edit_with(monkeypatch, tmp_path, running, code)
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("e")
        await until(pilot, lambda: found.team.member["bea"].name == "Beatrix")
        assert (found.team.leave, found.team.absences) == (leave, absences)
        assert list(drafts_directory().iterdir()) == []


async def test_what_is_wrong_in_the_team_file_is_told_and_can_be_mended(monkeypatch, tmp_path):
    found = workspace()
    running = opened(found)
    before = found.team
    edit_with(monkeypatch, tmp_path, running, "path.write_text(path.read_text().replace('grade = 7', 'grade = 77', 1))")
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("e")
        shown = await until_shown(pilot, "Open it again")
        assert "grade" in shown
        assert found.team == before
        (draft,) = drafts_directory().iterdir()
        assert "grade = 77" in draft.read_text()
        code = "path.write_text(path.read_text().replace('grade = 77', 'grade = 8', 1))"
        edit_with(monkeypatch, tmp_path, running, code)
        await pilot.press("enter")
        await until(pilot, lambda: found.team.member["anna"].grade == 8)
        assert list(drafts_directory().iterdir()) == []


async def test_a_team_file_left_wrong_is_found_again_as_a_draft(monkeypatch, tmp_path):
    found = workspace()
    running = opened(found)
    edit_with(monkeypatch, tmp_path, running, "path.write_text(path.read_text() + '\\nnonsense')")
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("e")
        await until_shown(pilot, "Open it again")
        await pilot.press("escape", "e")
        await until_shown(pilot, "Go on with the draft")


async def test_nobody_who_stands_in_rosters_goes_by_the_team_file(monkeypatch, tmp_path):
    found = workspace()
    running = opened(found)
    code = (
        "t = path.read_text(); a = t.index('[[member]]\\nid = \"carla\"'); b = t.index('[[account]]')\n"
        "t = t[:a] + t[b:]; path.write_text(t)"
    )
    edit_with(monkeypatch, tmp_path, running, code)
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("e")
        await pilot.pause(0.5)
        assert "carla" in found.team.member  # she has an absence that the file does not know of


# -- proposals


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
        assert_as_kept(running, f"team-{language}-{size[0]}x{size[1]}")


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


# -- calendars


async def test_what_a_member_wants_in_her_calendar_is_set_and_undone():
    found = workspace()
    running = opened(found)
    said = notices(running)
    async with running.run_test(size=(120, 40)) as pilot:
        await show(pilot, "calendars")
        go_to(running, "bea", "leave")
        await pilot.press("enter")
        await until(pilot, lambda: found.calendars.choice("so", "bea").leave)
        go_to(running, "bea", "stand_ins")
        await pilot.press("enter")
        await until(pilot, lambda: found.calendars.choice("so", "bea").stand_ins)
        go_to(running, "bea", "alarm")
        await pilot.press("enter")
        await until_shown(pilot, "before a shift is she warned?")
        await pilot.press(*"soon", "enter")
        await until_shown(pilot, "soon is no alarm")
        await pilot.press("ctrl+u", *"1441", "enter")
        await until_shown(pilot, "1440")
        await pilot.press("ctrl+u", *"15", "enter")
        await until(pilot, lambda: found.calendars.choice("so", "bea") == CalendarChoice(True, True, alarm=15))
        row = next(line for line in (await until_shown(pilot, " 15")).splitlines() if line.startswith("Bea"))
        assert row.split() == ["Bea", "yes", "yes", "yes", "yes", "yes", "no", "15"]
        go_to(running, "bea", "office")
        await pilot.press("enter")
        await until(pilot, lambda: "Her shifts are always in her calendar." in said)
        await pilot.press("u")
        await until(pilot, lambda: found.calendars.choice("so", "bea") == CalendarChoice(True, True))
        await pilot.press("u", "u")
        await until(pilot, lambda: found.calendars.choice("so", "bea") == CalendarChoice())


async def test_how_the_work_of_the_team_shows_in_calendars_is_set_and_undone():
    found = workspace()
    running = opened(found, "nl")
    async with running.run_test(size=(120, 40)) as pilot:
        await show(pilot, "calendars")
        go_to(running, ":team", "remote")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("down", "enter")
        await until(pilot, lambda: found.team.calendar.remote is Availability.TENTATIVE)
        await pilot.pause()
        go_to(running, ":team", "alarm")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+u", *"30", "enter")
        await until(pilot, lambda: found.team.calendar.alarm == 30)
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+u", *"none", "enter")
        await until(pilot, lambda: found.team.calendar.alarm is None)
        await pilot.press("u", "u", "u")
        await until(pilot, lambda: found.team.calendar == CalendarStyle())


async def test_a_calendar_comes_and_goes_with_its_member():
    running = opened()
    async with running.run_test(size=(120, 40)) as pilot:
        await show(pilot, "calendars")
        await pilot.press("n", "x", "c")
        await pilot.pause()
        assert len(running.screen_stack) == 1
