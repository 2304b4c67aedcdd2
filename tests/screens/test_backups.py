"""The screen Backups: the matrix, each change of it, and what that does before it is made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from secretariat_tui.domain.account import Level
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import StageResult
from tests.build import MON, account, backup, hold, member, roster, team, work
from tests.screens.opened import app, beside, until, until_shown
from tests.screens.snapshot import assert_as_kept, text_in, text_of


def office():
    """Anna has the director, Bea is her backup; Carla knows the director, Dora's grade is too low for it."""
    return team(
        [
            member("anna", "mon"),
            member("bea", "mon"),
            member("carla", "mon", knows=("dir",)),
            member("dora", "mon", grade=5),
        ],
        [
            account("dir", "anna", "mon", "09:00-12:00", min_grade=6, level=Level.MT),
            account("hr", "bea", "mon", "09:00-12:00"),
        ],
        agreements=[
            backup("dir", "bea", review=date(2026, 11, 1)),
            backup("hr", "anna", accepted=False),
            backup("hr", "carla", start=date(2027, 1, 4)),
        ],
    )


def week() -> Plan:
    everybody = [work(who, MON) for who in ("anna", "bea", "carla", "dora")]
    found = roster(everybody, [hold("anna", "dir"), hold("bea", "hr")])
    return Plan(replace(found, stages=(StageResult("shortage", 0, 0),)), (), (), 0.5)


def backups(**more: Any):
    return app("backups", team=more.pop("team", office()), plan=week(), **more)


def row(running, name: str) -> list[str]:
    lines = [line.split() for line in text_of(running).splitlines()]
    return next(line[1:] for line in lines if line and line[0] == name)


async def told(pilot: Any, text: str) -> None:
    await until(pilot, lambda: text in text_in(pilot.app, "Details"))


async def test_the_matrix_shows_what_each_is_to_each_account():
    running = backups()
    async with running.run_test(size=(80, 24)) as pilot:
        assert row(running, "Anna") == ["◆", "?"]
        assert row(running, "Bea") == ["1!", "◆"]
        assert row(running, "Carla") == ["✓", "~"]
        assert row(running, "Dora") == ["<", "·"]
        assert row(running, "Backups") == ["1", "0!"]
        await told(pilot, "It is her own account.")
        await pilot.press("down")
        await told(pilot, "She is backup number 1 by agreement. It is past its review of Sunday 1 November.")
        await pilot.press("down")
        await told(pilot, "She knows the account.")
        await pilot.press("down")
        await told(pilot, "Her grade is 5; an agreement about it asks for 6.")
        await pilot.press("up", "right")
        await told(pilot, "It holds from Monday 4 January 2027.")
        await pilot.press("up", "up")
        await told(pilot, "She has not accepted")


async def test_a_new_backup_is_made_with_its_effect_shown_first_and_undone():
    running = backups()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "down", "down", "down", "enter")
        await until_shown(pilot, "Backup number 3")
        await pilot.press(*"backup number 1", "enter")
        shown = await until_shown(pilot, "Dora becomes backup number 1 of Hr.")
        assert "Continuity goes from 50 % to 100 %." in shown
        assert "fragility: 0 instead of 180" in shown
        assert "When Bea falls out on Monday 30 November, 0 min is lost instead of 3 hours." in text_in(
            running, "Details"
        )
        assert running.workspace.team.agreed("hr", MON) == ()
        await pilot.press("enter")
        await until(pilot, lambda: running.workspace.team.agreed("hr", MON) == ("dora",))
        await until(pilot, lambda: row(running, "Dora") == ["<", "1"])
        assert running.workspace.acts()[-1].kind is ActKind.EDIT_TEAM
        await pilot.press("u")
        await until(pilot, lambda: running.workspace.team == office())


async def test_a_change_that_is_left_is_not_made():
    running = backups()
    async with running.run_test(size=(80, 24)) as pilot:
        before = len(running.workspace.acts())
        for keys in (["enter", "escape"], ["enter", "enter"], ["x", "escape"]):
            await pilot.press(*keys)
            await pilot.pause()
        assert running.workspace.team == office()
        assert len(running.workspace.acts()) == before


async def test_an_account_gets_another_of_its_own_and_the_former_still_knows_it():
    running = backups()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        await until_shown(pilot, "Her own account")
        await pilot.press(*"her own", "enter")
        shown = await until_shown(pilot, "Dir becomes the account of Bea.")
        assert "agreements: " in shown
        await pilot.press("y")
        await until(pilot, lambda: running.workspace.team.account["dir"].primary == "bea")
        assert running.workspace.team.member["anna"].knows == ("dir",)
        assert row(running, "Bea") == ["◆", "◆"]
        assert row(running, "Anna") == ["✓", "?"]


async def test_who_has_an_account_and_may_not_any_more_is_told():
    running = backups()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("x")
        shown = await until_shown(pilot, "Anna has nothing to do with Dir any more.")
        assert "The roster breaks a rule then." in shown
        await pilot.press("y")
        await until(pilot, lambda: running.workspace.team.account["dir"].primary is None)


async def test_too_low_a_grade_is_told_and_nothing_is_changed():
    running = backups()
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("down", "down", "down", "enter")
        shown = await until_shown(pilot, "Her own account")
        assert "her grade is too low" in shown
        await pilot.press(*"backup number 1", "enter")
        await until_shown(pilot, "grade 5")
        assert running.workspace.team == office()


async def test_acceptance_review_and_dates_of_an_agreement_are_changed_in_place():
    running = backups()
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("down", "a")
        await until_shown(pilot, "The agreement is not accepted any more.")
        await pilot.press("y")
        await until(pilot, lambda: not running.workspace.team.agreements[0].accepted)
        await pilot.press("a")
        await until_shown(pilot, "The agreement is accepted.")
        await pilot.press("y")
        await until(pilot, lambda: running.workspace.team.agreements[0].accepted)
        await pilot.press("r")
        await until_shown(pilot, "When is it to be reviewed?")
        await pilot.press("x", "enter")
        await until_shown(pilot, "Write a date as 2026-11-30.")
        await pilot.press("ctrl+u", *"2027-06-01", "enter")
        await until_shown(pilot, "another review date")
        await pilot.press("y")
        await until(pilot, lambda: running.workspace.team.agreements[0].review == date(2027, 6, 1))
        await pilot.press("d")
        await until_shown(pilot, "From which date")
        await pilot.press(*"2026-12-01", "enter")
        await until_shown(pilot, "Until which date")
        await pilot.press(*"2026-12-24", "enter")
        shown = await until_shown(pilot, "holds on other dates")
        assert "Continuity goes from 50 % to 0 %." in shown
        await pilot.press("y")
        await until(pilot, lambda: running.workspace.team.agreements[0].until == date(2026, 12, 24))
        await until(pilot, lambda: row(running, "Bea")[0] == "~")


async def test_dates_that_end_before_they_begin_are_told():
    running = backups()
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("down", "d")
        await until_shown(pilot, "From which date")
        await pilot.press(*"2026-12-24", "enter")
        await until_shown(pilot, "Until which date")
        await pilot.press(*"2026-12-01", "enter")
        await until(pilot, lambda: running.screen.query("Toast"))
        assert running.workspace.team == office()


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", [(80, 24), (100, 24), (120, 40)])
async def test_every_sign_is_told_on_one_line_with_its_meaning(language, size):
    running = backups(language=language)
    async with running.run_test(size=size) as pilot:
        await pilot.pause()
        lines = [f"{line}  " for line in text_of(running).splitlines()]
        for meant in running.screen.legend():
            assert any(f" {meant}  " in line for line in lines), meant


async def test_where_there_is_no_agreement_that_is_told():
    running = backups()
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        for key in "ard":
            await pilot.press(key)
            await until_shown(pilot, "There is no backup agreement here.")


async def test_a_change_on_what_somebody_else_changed_is_refused():
    running = backups()
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        other = beside(running.workspace)
        other.change_team(replace(other.team, name="Elders"), ActKind.EDIT_TEAM)
        await pilot.press("x")
        await until_shown(pilot, "nothing to do with Dir")
        await pilot.press("y")
        await until(pilot, lambda: running.screen.query("Toast"))
        assert other.team.account["dir"].primary == "anna"


async def test_without_a_roster_a_change_says_that_its_effect_is_not_known():
    running = backups()
    async with running.run_test(size=(80, 24)) as pilot:
        running.shown.first = running.shown.first.plus(3)
        await pilot.press("x")
        await until_shown(pilot, "There is no roster yet")


async def test_a_click_on_the_cursor_opens_the_cell():
    running = backups()
    async with running.run_test(size=(80, 24)) as pilot:
        x, y = text_of(running).splitlines()[2].index("◆"), 2
        await pilot.click(offset=(x, y))
        await until_shown(pilot, "Knows it, without an agreement")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "nl"])
async def test_backups_look_as_they_were_drawn(size, language):
    running = backups(language=language)
    async with running.run_test(size=size) as pilot:
        await pilot.press("down")
        await told(pilot, "1")
        await pilot.pause(0.1)
        await assert_as_kept(pilot, f"backups-{language}-{size[0]}x{size[1]}")
