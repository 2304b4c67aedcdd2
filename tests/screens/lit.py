"""Leave opened with a planner that gives lights at once, and what is read there."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from secretariat_tui.domain.calendar import DAYPARTS, Daypart
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.finding import because
from secretariat_tui.domain.leave_light import Advice, Calendar, Colour, Light, Worse
from secretariat_tui.domain.plan import Shortage
from secretariat_tui.services.questions import AdviseLeave, LeaveCalendar
from tests.build import MON, WED, span
from tests.plans import small_team
from tests.screens.opened import ReadyPlanner, app, until
from tests.screens.snapshot import text_in, text_of


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
