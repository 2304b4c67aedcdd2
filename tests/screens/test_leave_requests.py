"""The requests on Leave: with their light, and what is answered to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from textual.widgets import OptionList

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.leave_light import Refusal, Round
from secretariat_tui.domain.records import ActKind
from secretariat_tui.services.questions import AdviseLeave, DecideRound
from tests.build import MON, TUE, WED
from tests.screens.lit import (
    LightPlanner,
    asked_for,
    leave,
    statuses,
    team_with,
    told,
)
from tests.screens.opened import beside, until, until_shown
from tests.screens.snapshot import text_in, text_of


async def test_requests_that_wait_are_shown_with_their_light_and_its_grounds():
    running = leave(team=team_with(asked_for("bea"), asked_for("anna", TUE, WED)))
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "Tue 1 - Wed 2 Dec")
        await pilot.press("tab")
        shown = await told(pilot, "red: something is left uncovered")
        assert "requested ✗" in text_of(running)
        assert "Telefoon" in shown
        await pilot.press("down")
        await told(pilot, "green: cover, agreements")


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        (
            "en",
            [
                "Bea Maria … requested ✗ Mon 30 Nov - Wed 2 Dec",
                "Anna requested ● Tue 1 Dec am",
                "Anna approved Thu 3 Dec pm",
            ],
        ),
        (
            "nl",
            [
                "Bea Maria … aangevraagd ✗ ma 30 nov - wo 2 dec",
                "Anna aangevraagd ● di 1 dec vm",
                "Anna goedgekeurd do 3 dec nm",
            ],
        ),
    ],
)
async def test_of_requests_statuses_dates_and_lights_are_whole_in_a_small_terminal(language, rows):
    team = team_with(asked_for("bea", MON, WED), asked_for("anna", TUE, part=Daypart.AM))
    members = tuple(replace(m, name="Bea Maria de Vries") if m.id == "bea" else m for m in team.members)
    running = leave(language=language, team=replace(team, members=members))
    async with running.run_test(size=(80, 24)) as pilot:
        for row in rows:
            await until_shown(pilot, row)


async def test_who_stands_in_has_a_column_in_a_small_terminal():
    running = leave(team=team_with(asked_for("bea", MON, WED)))
    running.workspace.request_leave(asked_for("anna", TUE, WED), "carla")
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Tue 1 - Wed 2 Dec Carla")


async def test_leave_is_approved_refused_and_withdrawn_and_each_is_undone():
    running = leave(team=team_with(asked_for("anna", TUE)))
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab")
        key = ("anna", TUE.isoformat())
        for press, status in [("a", "approved"), ("w", "withdrawn"), ("u", "approved"), ("u", "requested")]:
            await pilot.press(press)
            await until(pilot, lambda status=status: statuses(running)[key] == status)
        await pilot.press("up", "r")
        await until(pilot, lambda: statuses(running)[key] == "refused")
        assert "refused" in await until_shown(pilot, "refused")


async def test_a_roster_that_counts_on_who_is_on_leave_now_is_to_be_planned_again():
    asked = (asked_for("anna", MON, part=Daypart.PM), asked_for("anna", TUE))
    running = leave(team=team_with(*asked))
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("right", "a")
        await until(pilot, lambda: statuses(running)["anna", TUE.isoformat()] == "approved")
        assert not running.screen.query("Toast")
        await pilot.press("left", "a")
        await until_shown(pilot, "Plan again: Week 49.")


async def test_red_leave_is_approved_with_a_word_why_only():
    running = leave(team=team_with(asked_for("bea")))
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "a")
        await until_shown(pilot, "Approving it needs")
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert statuses(running)["bea", MON.isoformat()] == "requested"
        await pilot.press("a")
        await until_shown(pilot, "Approving it needs")
        await pilot.press(*"her [b]day", "enter")
        await until(pilot, lambda: statuses(running)["bea", MON.isoformat()] == "approved")
        act = running.workspace.acts()[-1]
        assert (act.kind, act.why) == (ActKind.APPROVE_LEAVE, "her [b]day")


async def test_leave_is_asked_for_on_the_cell_under_the_cursor_with_a_stand_in():
    running = leave()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "right", "n")
        await until_shown(pilot, "Bea, Tuesday 1 December")
        await pilot.press("down", "enter")
        shown = await until_shown(pilot, "Who is to stand in?")
        assert "amber" in shown
        assert "anna falls out" in shown.lower()
        await pilot.press(*"carl", "enter")
        record = await until(pilot, lambda: [r for r in running.workspace.leave() if r.leave.member == "bea"])
        assert record[0].leave == Leave("bea", TUE, TUE, Daypart.AM, LeaveStatus.REQUESTED)
        assert record[0].substitute == "carla"
        await until_shown(pilot, "Tue 1 Dec am")
        await pilot.press("n", "enter")
        await pilot.press("u")


async def test_a_range_that_was_marked_is_asked_for_at_once():
    running = leave()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "right", "space", "left", "left")
        await told(pilot, "Marked: Anna, Monday 30 November")
        await pilot.press("n", "enter")
        await until_shown(pilot, "Who is to stand in?")
        await pilot.press("enter")
        asked = asked_for("anna", MON, WED)
        await until(pilot, lambda: asked in [record.leave for record in running.workspace.leave()])
        await until(pilot, lambda: "Marked" not in text_in(running, "Details"))
        await pilot.press("space")
        await told(pilot, "Marked")
        await pilot.press("space")
        await until(pilot, lambda: "Marked" not in text_in(running, "Details"))


async def test_asking_twice_for_the_same_is_told():
    running = leave(team=team_with(asked_for("anna", MON)))
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("enter", "enter")
        await until_shown(pilot, "Who is to stand in?")
        await pilot.press("enter")
        await until_shown(pilot, "Anna asked for this leave already.")


async def test_a_stand_in_declines_and_the_leave_stands():
    running = leave()
    running.workspace.request_leave(asked_for("anna"), "bea")
    async with running.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("tab")
        await told(pilot, "Bea stands in")
        await pilot.press("d")
        await told(pilot, "Bea declines to stand in")
        assert "Bea!" in text_of(running)
        assert statuses(running)["anna", MON.isoformat()] == "requested"
        await pilot.press("d")
        await told(pilot, "Bea stands in")
        await pilot.press("down", "d")
        await until_shown(pilot, "Nobody in particular stands in")


async def test_who_is_not_in_the_team_during_a_leave_is_not_offered_to_stand_in():
    team = team_with()
    dates = {"bea": {"until": MON - timedelta(days=3)}, "carla": {"until": MON}}
    running = leave(team=replace(team, members=tuple(replace(m, **dates.get(m.id, {})) for m in team.members)))
    async with running.run_test(size=(100, 30)) as pilot:
        await told(pilot, "Anna, Monday 30 November")
        await pilot.press("n")
        await until_shown(pilot, "the morning")
        await pilot.press("enter")
        await until_shown(pilot, "Nobody in particular")
        offered = [option.prompt.plain for option in running.screen.query_one(OptionList).options]
        assert offered == ["Nobody in particular", "Carla"]


def decided() -> Round:
    bea, anna = asked_for("bea"), asked_for("anna", TUE)
    nearest = (asked_for("bea", WED),)
    return Round((anna,), (Refusal(bea, (anna,), nearest),), (), (("bea", 1),))


async def test_a_round_shows_who_is_granted_what_and_why_not_and_is_kept_when_it_was_read():
    planner = LightPlanner({DecideRound: decided()})
    running = leave(planner=planner, team=team_with(asked_for("bea"), asked_for("anna", TUE)))
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        shown = await until_shown(pilot, "Granted:")
        assert "It meets what is granted to Anna, Tuesday 1 December." in shown
        assert "Nearest green dates: Bea, Wednesday 2 December." in shown
        await pilot.press("escape")
        await pilot.pause()
        assert statuses(running)["anna", TUE.isoformat()] == "requested"
        await pilot.press("g")
        await until_shown(pilot, "Granted:")
        await pilot.press("enter")
        await until(pilot, lambda: statuses(running)["anna", TUE.isoformat()] == "approved")
        assert statuses(running)["bea", MON.isoformat()] == "refused"
        assert running.workspace.requests.gave_way("so") == {"bea": 1}
        await pilot.press("u")
        await until(pilot, lambda: statuses(running)["bea", MON.isoformat()] == "requested")


async def test_a_round_without_requests_is_told():
    running = leave(planner=LightPlanner({DecideRound: Round((), (), (), ())}))
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("g")
        await until_shown(pilot, "No request waits for an answer")


async def test_a_request_that_somebody_else_settled_meanwhile_is_told():
    running = leave(team=team_with(asked_for("anna", TUE)))
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("tab")
        await told(pilot, "green: cover")
        other = beside(running.workspace)
        (number,) = [record.id for record in other.leave() if record.leave.start == TUE]
        other.settle_leave(number, LeaveStatus.WITHDRAWN)
        await pilot.press("a")
        await until_shown(pilot, "cannot be approved")


async def test_without_a_request_under_the_cursor_nothing_is_answered():
    running = leave(team=team_with(asked_for("bea")))
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("a")
        await until_shown(pilot, "There is no request here.")
        assert statuses(running)["bea", MON.isoformat()] == "requested"


@pytest.mark.parametrize("keys", [["n"], ["tab", "a"]], ids=["asks", "answers"])
async def test_who_may_only_look_asks_and_answers_nothing(keys):
    running = leave(team=team_with(asked_for("bea")))
    running.workspace.may_write = False
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press(*keys)
        await until(pilot, lambda: running.screen.query("Toast"))
        assert running.screen.ID == "leave"
        assert statuses(running)["bea", MON.isoformat()] == "requested"


async def test_more_leave_than_may_be_asked_for_at_once_is_refused_before_its_light_is_computed():
    planner = LightPlanner()
    running = leave(planner=planner)
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        await told(pilot, "Anna, Monday 30 November")
        await pilot.press("space", *["right_square_bracket"] * 14, "n")
        await until_shown(pilot, "At most 53 weeks of leave")
        assert not [question for question in planner.asked if isinstance(question, AdviseLeave)]


async def test_of_a_longer_leave_that_came_from_a_file_as_much_is_judged_as_may_be_asked_for():
    planner = LightPlanner()
    running = leave(planner=planner, team=team_with(asked_for("anna", MON, date.max)))
    async with running.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: any(isinstance(question, AdviseLeave) for question in planner.asked))
        (question,) = [question for question in planner.asked if isinstance(question, AdviseLeave)]
        assert len(question.problem.weeks) == 53
