"""The screen Leave: lights that fill in, requests with their light, and what is answered to them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from secretariat_tui.domain.calendar import DAYPARTS, Daypart
from secretariat_tui.domain.errors import Unusable, fault
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.finding import because
from secretariat_tui.domain.leave_light import Advice, Calendar, Colour, Light, Refusal, Round, Worse
from secretariat_tui.domain.plan import Shortage
from secretariat_tui.domain.records import ActKind
from secretariat_tui.services.questions import AdviseLeave, DecideRound, LeaveCalendar
from tests.build import MON, TUE, WED, span
from tests.plans import small_team
from tests.screens.opened import ReadyPlanner, app, beside, until, until_shown
from tests.screens.snapshot import assert_as_kept, text_in, text_of


class LightPlanner(ReadyPlanner):
    """Gives lights: red where Bea works on Monday, amber where she does on Wednesday, else green.

    Told to wait, it gives those of the first week only, and no answer.
    """

    waits = False
    cancelled = 0

    async def ask(self, question: Any, tell: Any = None, stop: Any = None) -> Any:
        if isinstance(question, LeaveCalendar):
            self.asked.append(question)
            lights = tuple(lights_of(question.problem))
            for light in lights:
                if not self.waits or light.leave.start in question.problem.weeks[0].days:
                    tell(light)
            if self.waits:
                await self._wait()
            return Calendar(lights)
        if isinstance(question, AdviseLeave) and AdviseLeave not in self.answers:
            self.asked.append(question)
            return advice_on(question.leave)
        return await super().ask(question, tell, stop)

    async def _wait(self) -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise

    def calendars(self) -> list[LeaveCalendar]:
        return [question for question in self.asked if isinstance(question, LeaveCalendar)]


def lights_of(problem):
    for day in problem.open_dates:
        for part in DAYPARTS:
            for member in problem.team.members:
                leave = Leave(member.id, day, day, part, LeaveStatus.REQUESTED)
                needless = part not in problem.workable(member, day)
                yield Light(leave, colour_of(leave), (0, 0, 0), (0, 0, 0), needless)


def colour_of(leave: Leave) -> Colour:
    if leave.member == "bea":
        return Colour.RED if leave.start <= MON <= leave.end else Colour.AMBER
    return Colour.GREEN


def advice_on(leave: Leave) -> Advice:
    light = Light(leave, colour_of(leave), (0, 0, 0), (180, 0, 0))
    match light.colour:
        case Colour.RED:
            return Advice(light, (Shortage(MON, "telefoon", True, span("09:00-12:00"), 1, 180),))
        case Colour.AMBER:
            lost = because("fragile", "{member} falls out on {date}.", member="anna", date=WED)
            return Advice(light, worse=(Worse("fragile", lost, 0, 60),))
        case _:
            return Advice(light)


def team_with(*leave: Leave):
    team = small_team()
    return replace(team, leave=(*team.leave, *leave))


def asked_for(member: str, day=MON, end=None, part: Daypart | None = None) -> Leave:
    return Leave(member, day, end or day, part, LeaveStatus.REQUESTED)


def leave(**more: Any):
    more.setdefault("planner", LightPlanner())
    return app("leave", **more)


async def told(pilot: Any, text: str) -> str:
    """What is told beside the requests, once it has a text in it."""

    def comes() -> str:
        shown = text_in(pilot.app, "Details")
        return shown if text in shown else ""

    return str(await until(pilot, comes))


def rows(running) -> dict[str, list[str]]:
    """The lines that begin with a name, without it."""
    words = [line.split() for line in text_of(running).splitlines()]
    return {line[0]: line[1:] for line in reversed(words) if line}


def statuses(running) -> dict[tuple[str, str], str]:
    return {(r.leave.member, r.leave.start.isoformat()): r.leave.status.value for r in running.workspace.leave()}


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


async def test_requests_that_wait_are_shown_with_their_light_and_its_grounds():
    running = leave(team=team_with(asked_for("bea"), asked_for("anna", TUE, WED)))
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "Tue 1 Dec to Wed 2 Dec")
        await pilot.press("tab")
        shown = await told(pilot, "red: something is left uncovered")
        assert "requested ✗" in text_of(running)
        assert "Telefoon" in shown
        await pilot.press("down")
        await told(pilot, "green: cover, agreements")


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
        await until_shown(pilot, "Tue 1 Dec, the morning")
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


@pytest.mark.parametrize("keys", [["n"], ["tab", "a"]], ids=["asks", "answers"])
async def test_who_may_only_look_asks_and_answers_nothing(keys):
    running = leave(team=team_with(asked_for("bea")))
    running.workspace.may_write = False
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press(*keys)
        await until(pilot, lambda: running.screen.query("Toast"))
        assert running.screen.ID == "leave"
        assert statuses(running)["bea", MON.isoformat()] == "requested"


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
        assert_as_kept(running, f"leave-{language}-{size[0]}x{size[1]}")
