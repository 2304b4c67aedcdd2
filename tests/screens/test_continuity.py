"""The screen Continuity: what is lost with whom, who takes over, and what would help."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from secretariat_tui.domain.continuity import Continuity, Remedy
from secretariat_tui.domain.errors import Unusable, fault
from secretariat_tui.domain.finding import because
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import StageResult
from secretariat_tui.presenters.glyphs import UNICODE
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.weak_points import weak_grid
from secretariat_tui.services.continuity import assess
from secretariat_tui.services.questions import AssessContinuity, Count
from secretariat_tui.widgets.heat_map import HeatMap
from tests.build import MON, TUE, account, backup, desk, hold, member, problem, roster, team, work
from tests.screens.opened import ReadyPlanner, app, until, until_shown
from tests.screens.snapshot import assert_as_kept, text_in, text_of


def office():
    """Anna and Bea on Monday; the director with Anna, whose backup is Bea; the desk that nobody else can take."""
    return team(
        [member("anna", "mon tue"), member("bea", "mon", capacity=1), member("carla", "fri")],
        [account("dir", "anna", "mon tue", "08:30-12:30", priority=3)],
        agreements=[backup("dir", "bea")],
        desks=[desk("telefoon", "mon", "09:00-12:00", requires=("balie",))],
        emergency_capacity=1,
    )


def week() -> Plan:
    duties = [hold("anna", "dir", "08:30-12:30", day) for day in (MON, TUE)]
    duties.append(hold("bea", "telefoon", "09:00-12:00", MON, is_desk=True))
    found = roster([work("anna", MON), work("bea", MON), work("anna", TUE)], duties)
    found = replace(found, stages=(StageResult("shortage", 0, 0),))
    return Plan(found, (), assess(problem(office()), found).contingency, 0.3636)


class Assessor(ReadyPlanner):
    """Weighs the roster by arithmetic; a remedy that it is asked for is one made by hand."""

    waits = False
    cancelled = False

    async def ask(self, question: Any, tell: Any = None, stop: Any = None) -> Any:
        if not isinstance(question, AssessContinuity) or AssessContinuity in self.answers:
            return await super().ask(question, tell, stop)
        self.asked.append(question)
        if self.waits:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.cancelled = True
                raise
        found = assess(question.problem, question.roster)
        if question.most:
            tell(Count(1, 2))
            return remedied(found)
        return found


class LateAssessor(Assessor):
    """Tells what would help when it is told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = asyncio.Event()
        self.waiting = False

    async def ask(self, question: Any, tell: Any = None, stop: Any = None) -> Any:
        if isinstance(question, AssessContinuity) and question.most:
            self.waiting = True
            await self.go_on.wait()
        return await super().ask(question, tell, stop)


def remedied(found: Continuity) -> Continuity:
    stages = tuple(
        StageResult(name, value, value) for name, value in [("shortage", 0), ("agreements", 0), ("fragile", 720)]
    )
    text = because("remedy", "Agree that {member} is a backup of {account}.", member="carla", account="dir")
    better = (*stages[:2], StageResult("fragile", 0, 0))
    points = tuple(
        replace(point, remedies=(Remedy(text, better, 720, True),) if point.id == "dir" else ())
        for point in found.weak_points
    )
    return replace(found, weak_points=points, stages=stages, tried=1, proposed=1)


def continuity(**more: Any):
    more.setdefault("planner", Assessor())
    return app("continuity", team=office(), plan=week(), **more)


async def test_the_map_shows_what_is_lost_and_beside_it_who_takes_over():
    running = continuity()
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "N-2")
        rows = {line.split()[0]: line.split() for line in text_in_lines(running, "HeatMap")}
        assert rows["Anna"][1:3] == ["·", "240█"]
        assert rows["Bea"][1] == "180█"
        assert rows["Minutes"][3:5] == ["180", "240"]
        told = text_in(running, "Details")
        assert "If Anna falls out:" in told
        assert "> Dir 08:30 to 12:30: Bea" in told
        await pilot.press("right")
        await until(pilot, lambda: "! Dir 08:30 to 12:30: nobody" in text_in(running, "Details"))
        assert "Bea is not at work on Tuesday 1 December." in text_in(running, "Details")


def text_in_lines(running, selector: str) -> list[str]:
    region = running.screen.query_one(selector).region
    lines = text_of(running).splitlines()[region.y : region.bottom]
    return [line[region.x : region.right] for line in lines if line[region.x : region.right].strip()]


async def test_before_there_is_an_answer_what_was_kept_with_the_roster_is_shown():
    planner = Assessor()
    planner.waits = True
    running = continuity(planner=planner)
    async with running.run_test(size=(80, 24)) as pilot:
        shown = await until_shown(pilot, "The rest is being computed.")
        assert "Continuity 36.3 %." in shown
        assert "240█" in shown
        await pilot.press("W")
        await until(pilot, lambda: planner.cancelled)
        planner.waits = False
        await pilot.press("C")
        await until_shown(pilot, "N-2")


async def test_weak_points_are_told_with_why_and_what_would_remove_them():
    running = continuity()
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "N-2")
        await pilot.press("tab")
        await until(pilot, lambda: "falls with" in text_in(running, "Details"))
        assert "Press f to find what would help." in text_in(running, "Details")
        await pilot.press("f")
        await until_shown(pilot, "Agree that Carla is a backup … ✓")
        await until(pilot, lambda: "What would help, the best first:" in text_in(running, "Details"))
        told = text_in(running, "Details")
        assert "That brings fragility from 720 to 0. It then falls with nobody." in told
        assert "nothing that was tried" in text_of(running)
        await pilot.press("T", "C")
        await until_shown(pilot, "Agree that Carla is a backup … ✓")
        assert len(running.workspace.planner.asked) == 2


@pytest.mark.parametrize(("proposed", "told"), [(1, "nothing that was tried"), (2, "none found yet")])
def test_what_was_not_tried_is_not_said_to_be_of_no_help(proposed, told):
    found = replace(remedied(assess(problem(office()), week().roster)), proposed=proposed)
    table = weak_grid(found, office(), Teller(language("en"), office()), UNICODE)
    without = [row for row, point in zip(table.rows, found.weak_points, strict=True) if not point.remedies]
    assert {row.cells[2].parts[0].text for row in without} == {told}


async def test_a_change_of_the_team_makes_it_compute_anew():
    running = continuity()
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "N-2")
        asked = running.workspace.planner.asked
        before = len(asked)
        running.workspace.change_team(replace(running.workspace.team, agreements=()), ActKind.EDIT_TEAM)
        running.changed()
        await until(pilot, lambda: len(asked) == before + 1)
        await until(pilot, lambda: "! Dir 08:30 to 12:30: nobody" in text_in(running, "Details"))


async def test_the_loss_under_the_cursor_is_what_another_screen_goes_on_with():
    running = continuity()
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "N-2")
        await pilot.press("right")
        shown = running.shown
        await until(pilot, lambda: (shown.member, shown.day, shown.duty, shown.is_desk) == ("anna", TUE, "dir", False))
        await pilot.press("left", "down")
        await until(pilot, lambda: (shown.member, shown.duty, shown.is_desk) == ("bea", "telefoon", True))
        await pilot.press("E")
        await until(pilot, lambda: running.screen.ID == "explain")
        assert (shown.member, shown.day) == ("bea", MON)


async def test_it_opens_on_what_was_looked_at_on_another_screen():
    running = app("week", team=office(), plan=week(), planner=Assessor())
    async with running.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: running.shown.member == "anna")
        await pilot.press("down")
        await until(pilot, lambda: running.shown.member == "bea")
        await pilot.press("C")
        await until_shown(pilot, "N-2")
        assert running.screen.query_one(HeatMap).current[0].id == "bea"
        assert (running.shown.member, running.shown.day) == ("bea", MON)


async def test_an_answer_that_comes_when_the_user_has_gone_on_does_not_move_what_she_looks_at():
    planner = LateAssessor()
    running = continuity(planner=planner)
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "N-2")
        await pilot.press("f")
        await until(pilot, lambda: planner.waiting)
        await pilot.press("W")
        await until(pilot, lambda: running.screen.ID == "week")
        await pilot.press("down", "right")
        shown = running.shown
        await until(pilot, lambda: (shown.member, shown.day) == ("bea", TUE))
        planner.go_on.set()
        screen = running._screen_stacks["continuity"][0]
        await until(pilot, lambda: screen.focused is screen.query_one("#weak"))
        await pilot.pause()
        assert (shown.member, shown.day) == ("bea", TUE)


async def test_weeks_without_a_roster_say_what_to_do():
    running = continuity()
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "N-2")
        await pilot.press("right_square_bracket")
        await until_shown(pilot, "These weeks have no roster yet.")
        await pilot.press("f", "left_square_bracket")
        await until_shown(pilot, "240█")


async def test_a_planner_that_is_lost_is_told():
    lost = ReadyPlanner({AssessContinuity: Unusable([fault("planner", "It is [/red] gone.")])})
    running = continuity(planner=lost)
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        await until_shown(pilot, "It is [/red] gone.")
        assert "240█" in text_of(running)


async def test_accounts_that_begin_alike_are_told_apart_in_a_small_terminal():
    of_office = office()
    (director,) = of_office.accounts
    named = [replace(director, id=id, name=f"Afdelingshoofd {id.capitalize()}") for id in ("wonen", "vergunningen")]
    duties = [hold("anna", account.id, "08:30-12:30") for account in named]
    people = replace(of_office, accounts=tuple(named), agreements=(), desks=())
    found = roster([work("anna")], duties)
    running = app("continuity", team=people, plan=Plan(found, (), assess(problem(people), found).contingency, 0.0))
    running.workspace.planner = Assessor()
    async with running.run_test(size=(80, 24)) as pilot:
        shown = await until_shown(pilot, "N-2")
        assert "Afdelingshoofd Wonen" in shown
        assert "Afdelingshoofd Ver" in shown


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "nl"])
async def test_continuity_looks_as_it_was_drawn(size, language):
    running = continuity(language=language)
    async with running.run_test(size=size) as pilot:
        await until_shown(pilot, "N-2")
        await pilot.press("right")
        await until(pilot, lambda: "!" in text_in(running, "Details"))
        await assert_as_kept(pilot, f"continuity-{language}-{size[0]}x{size[1]}")
