"""The calendar of Leave: lights that fill in while they are computed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat_tui.domain.errors import Unusable, fault
from secretariat_tui.services.questions import AdviseLeave, LeaveCalendar
from tests.build import TUE, WED
from tests.screens.lit import (
    LightPlanner,
    asked_for,
    leave,
    rows,
    team_with,
    told,
)
from tests.screens.opened import ReadyPlanner, until, until_shown
from tests.screens.snapshot import assert_as_kept, text_in, text_of


async def test_the_calendar_fills_in_while_it_is_computed():
    planner = LightPlanner()
    planner.waits = True
    running = leave(planner=planner)
    async with running.run_test(size=(120, 40)) as pilot:
        shown = await until_shown(pilot, "Lights: 30 of 378")
        assert "? not computed yet" in shown
        assert rows(running)["Bea"][:8] == ["✗", "✗", "·", "·", "▲", "▲", "·", "·"]
        assert rows(running)["Bea"][10:12] == ["?", "?"]
        assert rows(running)["Carla"][8:10] == ["○", "○"]
        (question,) = planner.calendars()
        assert len(question.problem.weeks) == 13


async def test_every_sign_of_the_calendar_is_told_in_the_one_line_of_a_small_terminal():
    planner = LightPlanner()
    planner.waits = True
    running = leave(planner=planner)
    signs = "● as good ▲ weaker ✗ uncovered · off ○ away"
    async with running.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: text_in(running, "Signs") == f"? Lights: 30 of 378 {signs}")
        planner.waits = False
        await pilot.press("W", "L")
        await until(pilot, lambda: text_in(running, "Signs") == signs)
        await pilot.resize_terminal(80, 40)
        await until_shown(pilot, "▲ it rests on fewer people or on no agreement")


async def test_keys_move_through_the_calendar_while_it_is_computed_and_the_cell_is_told_in_words():
    planner = LightPlanner()
    planner.waits = True
    running = leave(planner=planner)
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Lights: 30 of 378")
        await pilot.press("down")
        shown = await told(pilot, "Bea, Monday 30 November")
        assert "red" in shown
        await pilot.press(*["right"] * 5)
        await told(pilot, "Bea, Monday 7 December")


async def test_the_lights_of_the_week_that_is_looked_at_come_first_and_then_the_others():
    planner = LightPlanner()
    planner.waits = True
    running = leave(planner=planner)
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Lights: 30 of 378")
        await pilot.press(*["right"] * 11)
        await until(pilot, lambda: len(planner.calendars()) == 2)
        first, second = planner.calendars()
        assert second.problem.weeks == first.problem.weeks[2:]
        assert "green" in await told(pilot, "Anna, Tuesday 15 December")
        planner.waits = False
        await pilot.press("W", "L")
        await until_shown(pilot, "Lights:", gone=True)
        *_, after, before = planner.calendars()
        assert (after.problem.weeks, before.problem.weeks) == (first.problem.weeks[3:], first.problem.weeks[1:2])


async def test_leaving_the_screen_stops_the_work_and_coming_back_goes_on_with_what_is_not_known():
    planner = LightPlanner()
    planner.waits = True
    running = leave(planner=planner)
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Lights: 30 of 378")
        await pilot.press("W")
        await until(pilot, lambda: planner.cancelled == 1)
        planner.waits = False
        await pilot.press("L")
        await until_shown(pilot, "Lights:", gone=True)
        first, second = planner.calendars()
        assert second.problem.weeks == first.problem.weeks[1:]
        await pilot.press("T", "L")
        await pilot.pause(0.1)
        assert len(planner.calendars()) == 2


async def test_a_question_in_front_of_the_screen_does_not_stop_the_work():
    planner = LightPlanner()
    planner.waits = True
    running = leave(planner=planner)
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Lights: 30 of 378")
        await pilot.press("n")
        await until_shown(pilot, "the afternoon")
        assert planner.cancelled == 0


async def test_only_the_weeks_that_changed_are_computed_anew():
    planner = LightPlanner()
    running = leave(planner=planner, team=team_with(asked_for("anna", TUE)))
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Lights:", gone=True)
        await pilot.press("right", "a")
        await until(pilot, lambda: len(planner.calendars()) == 2)
        assert planner.calendars()[1].problem.weeks == planner.calendars()[0].problem.weeks[:1]
        assert rows(running)["Anna"][2:4] == ["○", "○"]
        await pilot.press("left_square_bracket")
        await until(pilot, lambda: len(planner.calendars()) == 3)
        assert len(planner.calendars()[2].problem.weeks) == 4


async def test_a_planner_that_is_lost_is_told_and_the_screen_goes_on():
    lost = Unusable([fault("planner", "It is [/red] gone.")])
    running = leave(planner=ReadyPlanner({LeaveCalendar: lost, AdviseLeave: lost}))
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        await until_shown(pilot, "It is [/red] gone.")
        await pilot.press("down")
        await told(pilot, "Bea, Monday")


async def test_a_click_chooses_a_cell_and_a_request():
    running = leave(team=team_with(asked_for("bea"), asked_for("anna", TUE)))
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "Mon 30 Nov")
        lines = text_of(running).splitlines()
        (y,) = [n for n, line in enumerate(lines) if "Tue 1 Dec" in line]
        await pilot.click(offset=(lines[y].index("Tue"), y))
        await told(pilot, "green: cover")


async def test_each_light_has_a_plain_sign_too():
    running = leave(ascii=True, team=team_with(asked_for("bea")))
    async with running.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: rows(running)["Bea"][:6] == ["!", "!", ".", ".", "~", "~"])
        assert rows(running)["Anna"][:2] == ["+", "+"]


async def test_names_are_only_ever_names():
    team = team_with(asked_for("bea"))
    members = tuple(replace(member, name=f"{member.name} [/red]") for member in team.members)
    running = leave(team=replace(team, members=members))
    async with running.run_test(size=(120, 40)) as pilot:
        await told(pilot, "Anna [/red], Monday 30 November")
        await pilot.press("n", "enter")
        assert "Bea [/red]" in await until_shown(pilot, "Who is to stand in?")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "nl"])
async def test_leave_looks_as_it_was_drawn(size, language):
    running = leave(language=language, team=team_with(asked_for("bea"), asked_for("anna", TUE, WED)))
    async with running.run_test(size=size) as pilot:
        await until(pilot, lambda: "? " not in text_of(running).splitlines()[-3])
        await pilot.press("tab")
        await pilot.pause(0.1)
        await assert_as_kept(pilot, f"leave-{language}-{size[0]}x{size[1]}")
