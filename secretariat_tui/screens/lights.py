"""Lights of leave that are computed while a screen is seen, and kept until something changes."""

from __future__ import annotations

from abc import abstractmethod

from textual import work

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.leave_light import Advice, Light
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.team import Team
from secretariat_tui.presenters.leave_requests import shown_requests
from secretariat_tui.screens.base import BaseScreen, Shown
from secretariat_tui.services.kept_lights import KeptLights
from secretariat_tui.services.questions import AdviseLeave, LeaveCalendar, Step
from secretariat_tui.services.workspace import Workspace


class LitScreen(BaseScreen):
    """A screen with the lights of the weeks of a problem, and those of the requests.

    `look` says which weeks, `compute` goes on with what is not known of them, and `hurry` with one of them.
    """

    problem: Problem

    def __init__(self, workspace: Workspace, shown: Shown) -> None:
        super().__init__(workspace, shown)
        self.kept = KeptLights()
        self.records = shown_requests((), workspace.now().date())
        self._former: Team | None = None
        self._computing: tuple[tuple[Week, ...], object] | None = None
        self._near: Week | None = None

    @abstractmethod
    def light_came(self, light: Light) -> None:
        """A light of the calendar is known."""

    @abstractmethod
    def advice_came(self) -> None:
        """The light of a request is known."""

    def look(self, problem: Problem) -> None:
        """From now on the lights are those of these weeks."""
        self.problem = problem
        self.kept.look(problem)
        known, today = self.workspace.team.member, self.workspace.now().date()
        there = (record for record in self.workspace.leave() if record.leave.member in known)
        self.records = shown_requests(there, today)
        self._former = self.workspace.naming(record.substitute for record in self.records if record.substitute)

    @property
    def former(self) -> Team | None:
        return self._former

    def on_screen_suspend(self) -> None:
        """Nothing is computed for a screen that is left; one with a question in front of it is not."""
        if self not in self.app.screen_stack:
            self._computing = None
            self.workers.cancel_group(self, "lights")
            self.workers.cancel_group(self, "advice")

    def on_screen_resume(self) -> None:
        """Goes on where it was left; what is stale is filled anew, and goes on then."""
        if self.is_mounted and not self._stale:
            self.compute()

    def compute(self) -> None:
        """Goes on with what is not known, unless that is under way."""
        if self._computing is None or not self._is_still_asked(*self._computing):
            self._find_lights()
        self._find_advice()

    def hurry(self, week: Week) -> None:
        """From now on this week comes first. What is at work on another leaves it, unless this one is known."""
        self._near = week
        if self._computing is not None and self.kept.lacks(week):
            weeks, _ = self._computing
            if week != next((other for other in weeks if self.kept.lacks(other)), None):
                self._find_lights()

    def _is_still_asked(self, weeks: tuple[Week, ...], facts: object) -> bool:
        return set(weeks) <= set(self.problem.weeks) and self.kept.facts(*weeks) == facts

    @work(exclusive=True, group="lights")
    async def _find_lights(self) -> None:
        before = None
        while (run := self.kept.lacking(self._near)) is not None and run != before:
            problem = self.workspace.requests.pose(self.workspace.team.id, *run)
            self._computing = problem.weeks, self.kept.facts(*problem.weeks)
            try:
                found = await self.workspace.planner.ask(LeaveCalendar(problem), self._take)
            except SecretariatError as error:
                self.shell.complain(error)
                break
            for light in found.lights:
                self._take(light)
            before = run
        self._computing = None

    def _take(self, step: Step) -> None:
        """Keeps a light that is new."""
        if not isinstance(step, Light):
            return
        leave = step.leave
        if leave.part is not None and self.kept.light(leave.member, leave.start, leave.part) != step:
            self.kept.take(step)
            self.light_came(step)

    @work(exclusive=True, group="advice")
    async def _find_advice(self) -> None:
        """The lights of the requests that wait, one after the other."""
        for record in self.records:
            if record.leave.status is LeaveStatus.REQUESTED and self.kept.advice(record.leave) is None:
                question, facts = self._advise(record.leave), self.kept.facts_of(record.leave)
                try:
                    self.kept.keep(await self.workspace.planner.ask(question), facts)
                except SecretariatError as error:
                    self.shell.complain(error)
                    return
                self.advice_came()

    def _advise(self, leave: Leave) -> AdviseLeave:
        return AdviseLeave(self.workspace.requests.around(self.workspace.team.id, leave), leave)

    async def advised(self, leave: Leave) -> Advice | None:
        """The light of a request, asked now where it is not known. Only in a worker."""
        known = self.kept.advice(leave)
        if known is not None:
            return known
        facts = self.kept.facts_of(leave)
        found = await self.ask(self._advise(leave), self.say(N_("The light of this leave is being computed.")))
        if found is not None:
            self.kept.keep(found, facts)
            self.advice_came()
        return found
