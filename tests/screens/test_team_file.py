"""The team file in an editor, from the Team screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat_tui.domain.records import ActKind
from secretariat_tui.exchange.drafts import drafts_directory
from tests.plans import small_team
from tests.screens.editor import edit_with
from tests.screens.opened import beside, notices, until, until_shown, workspace
from tests.screens.team_part import opened

pytestmark = pytest.mark.usefixtures("own_state")


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


async def test_what_is_wrong_in_the_team_file_is_told_with_the_ids_that_are_in_it(monkeypatch, tmp_path):
    team = small_team()
    called = tuple(replace(item, name="Beatrix Bos") if item.id == "bea" else item for item in team.members)
    running = opened(workspace(replace(team, members=called)))
    edit_with(monkeypatch, tmp_path, running, "path.write_text(path.read_text().replace('\"bea\"', '\"bep\"', 1))")
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("e")
        shown = await until_shown(pilot, "Open it again")
        assert "[backup] member: There is no member bea. " in shown
        assert "Known here are: anna, bep, carla." in shown


async def test_a_team_file_left_wrong_is_found_again_as_a_draft(monkeypatch, tmp_path):
    found = workspace()
    running = opened(found)
    edit_with(monkeypatch, tmp_path, running, "path.write_text(path.read_text() + '\\nnonsense')")
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("e")
        await until_shown(pilot, "Open it again")
        await pilot.press("escape", "e")
        await until_shown(pilot, "Go on with the draft")


async def test_a_team_that_another_lead_changed_while_the_file_is_mended_is_not_overwritten(monkeypatch, tmp_path):
    found = workspace()
    running = opened(found)
    told = notices(running)
    monkeypatch.setattr(type(running), "NEWS_SECONDS", 0.05)
    edit_with(monkeypatch, tmp_path, running, "path.write_text(path.read_text().replace('grade = 7', 'grade = 77', 1))")
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("e")
        await until_shown(pilot, "Open it again")
        other = beside(found)
        other.change_team(replace(other.team, name="Elders"), ActKind.EDIT_TEAM)
        await until(pilot, lambda: found.team.name == "Elders")
        code = "path.write_text(path.read_text().replace('grade = 77', 'grade = 8', 1))"
        edit_with(monkeypatch, tmp_path, running, code)
        await pilot.press("enter")
        await until(pilot, lambda: "What you wrote is kept as a draft." in told)
        assert any("Somebody else changed the team meanwhile." in text for text in told)
        assert (found.team.name, found.team.member["anna"].grade) == ("Elders", 7)
        (draft,) = drafts_directory().iterdir()
        assert "grade = 8" in draft.read_text()
        await pilot.press("e")
        await until_shown(pilot, "somebody changed it since")


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
