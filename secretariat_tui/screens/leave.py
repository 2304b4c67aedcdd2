"""Leave: the calendar of lights, which fills in while it is computed, and the requests with what each would do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Final

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from secretariat_tui.domain.calendar import Daypart, Week
from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.leave_light import Advice, Colour, Light
from secretariat_tui.domain.records import LeaveRecord
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.leave_calendar import calendar_grid, light_legend
from secretariat_tui.presenters.leave_requests import (
    PARTS,
    cell_lines,
    request_at,
    request_lines,
    requests_grid,
    shown_requests,
)
from secretariat_tui.presenters.leave_view import leave_text, round_lines
from secretariat_tui.screens.base import BaseScreen
from secretariat_tui.screens.dialogs import Ask, Choice, Choose
from secretariat_tui.screens.proposal import Proposal
from secretariat_tui.services.kept_lights import KeptLights
from secretariat_tui.services.questions import AdviseLeave, DecideRound, LeaveCalendar, Step
from secretariat_tui.widgets.cell_table import CellTable
from secretariat_tui.widgets.details import Details
from secretariat_tui.widgets.traffic_calendar import TrafficCalendar

_WEEKS: Final = 13
_TURN: Final = 4
_NOBODY: Final = "-"
_MOST_LINES: Final = 9
"""Of the grounds of a light, above the question who stands in."""


class LeaveScreen(BaseScreen):
    """A quarter of lights. They are computed while the screen is seen, and kept until something changes."""

    ID: ClassVar[str] = "leave"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012  (as Textual declares it)

    DEFAULT_CSS = """
    LeaveScreen {
        & TrafficCalendar { height: 3fr; }
        & #lights { height: auto; padding: 0 1; background: $panel; }
        &.-short #lights { height: 1; }
        & #below { height: 2fr; }
        & #requests { width: 3fr; }
        & Details { width: 2fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "request", N_("Ask for leave")),
        Binding("space", "mark", N_("Mark from here")),
        Binding("a", "approve", N_("Approve")),
        Binding("r", "refuse", N_("Refuse")),
        Binding("w", "withdraw", N_("Withdraw")),
        Binding("d", "decline", N_("Stand-in declines"), show=False),
        Binding("g", "round", N_("Decide together")),
        Binding("left_square_bracket", f"turn(-{_TURN})", N_("Earlier"), key_display="[", show=False),
        Binding("right_square_bracket", f"turn({_TURN})", N_("Later"), key_display="]", show=False),
    ]

    def body(self) -> ComposeResult:
        yield TrafficCalendar()
        yield Static(id="lights")
        with Horizontal(id="below"):
            yield CellTable(id="requests")
            yield Details()

    def on_mount(self) -> None:
        self._kept = KeptLights()
        self._computing: tuple[tuple[Week, ...], object] | None = None
        self._anchor: tuple[str, date] | None = None
        super().on_mount()
        if self.shown.member is not None and self.shown.day is not None:
            self._calendar.move_to(self.shown.member, self.shown.day.isoformat())
        self._calendar.focus()

    @property
    def note(self) -> str:
        return f"{self.workspace.team.name}, {self.telling.language.week(self.shown.first)}"

    def legend(self) -> tuple[str, ...]:
        """What the signs of the calendar mean."""
        return light_legend(self.telling.language, self.telling.glyphs)

    @property
    def _calendar(self) -> TrafficCalendar:
        return self.query_one(TrafficCalendar)

    @property
    def _table(self) -> CellTable:
        return self.query_one("#requests", CellTable)

    # -- what is shown

    def fill(self) -> None:
        team, today = self.workspace.team, self.workspace.now().date()
        self._problem = self.workspace.requests.pose(team.id, self.shown.first, _WEEKS)
        self._kept.look(self._problem)
        self._records = shown_requests(self.workspace.leave(), today)
        self._show_calendar()
        self._show_requests()
        self._tell_lights()
        self._compute()

    def _show_calendar(self) -> None:
        telling, today = self.telling, self.workspace.now().date()
        marked = self._marked()
        dates = (
            () if marked is None else [marked.start + timedelta(n) for n in range((marked.end - marked.start).days + 1)]
        )
        cells = {(marked.member, day) for day in dates} if marked is not None else set()
        self._calendar.show(
            calendar_grid(self._problem, self._kept.lights, telling.language, telling.glyphs, today, cells)
        )

    def _show_requests(self) -> None:
        self._table.show(requests_grid(self._records, self._kept.advice, self.teller(), self.telling.glyphs))
        self._tell()

    def _tell_lights(self) -> None:
        """How many lights are known, and what they mean."""
        done, of = self._kept.count
        told = [self.say(N_("Lights: {done} of {all}"), done=done, all=of)] if done < of else []
        told += self.legend()
        self.query_one("#lights", Static).update(Text("  ".join(told)), layout=done in (0, of))

    @on(CellTable.Moved)
    def _moved(self, event: CellTable.Moved) -> None:
        if event.table is self._calendar:
            here = self._here
            if here is not None:
                self.shown.member, self.shown.day = here
            if self._anchor is not None:
                self._show_calendar()
        self._tell()

    def on_descendant_focus(self) -> None:
        """What is told is about the table that has the focus."""
        self._tell()

    def _tell(self) -> None:
        details, teller, glyphs = self.query_one(Details), self.teller(), self.telling.glyphs
        if self._table.has_focus:
            record = self._request
            if record is not None:
                details.tell(request_lines(record, self._kept.advice(record.leave), teller, glyphs))
                return
        elif details.has_focus:
            return
        here, marked, lines = self._here, self._marked(), []
        if marked is not None:
            lines.append(self.say(N_("Marked: {text}."), text=leave_text(marked, teller)))
        if here is not None:
            member, day = here
            known = lambda part: self._kept.light(member, day, part)  # noqa: E731
            lines += cell_lines(self._problem, known, self._records, member, day, teller, glyphs)
        details.tell(lines)

    @property
    def _here(self) -> tuple[str, date] | None:
        """The member and the date of the cursor in the calendar."""
        row, column = self._calendar.current
        return None if row is None or column is None or column.day is None else (row.id, column.day)

    @property
    def _request(self) -> LeaveRecord | None:
        """The request of the cursor: in the table, or of the cell of the calendar."""
        if self._calendar.has_focus:
            return None if self._here is None else request_at(self._records, *self._here)
        row, _ = self._table.current
        return next((record for record in self._records if row is not None and str(record.id) == row.id), None)

    def action_turn(self, weeks: int) -> None:
        self.shown.first = self.shown.first.plus(weeks)
        self.refill()

    # -- computing beside the screen

    def on_screen_suspend(self) -> None:
        """Nothing is computed for a screen that is left; one with a question in front of it is not."""
        if self not in self.app.screen_stack:
            self._computing = None
            self.workers.cancel_group(self, "lights")
            self.workers.cancel_group(self, "advice")

    def on_screen_resume(self) -> None:
        was_stale = self._stale
        super().on_screen_resume()
        if self.is_mounted and not was_stale:
            self._compute()

    def _compute(self) -> None:
        """Goes on with what is not known, unless that is under way."""
        if self._computing is None or not self._is_still_asked(*self._computing):
            self._find_lights()
        self._find_advice()

    def _is_still_asked(self, weeks: tuple[Week, ...], facts: object) -> bool:
        return set(weeks) <= set(self._problem.weeks) and self._kept.facts(*weeks) == facts

    @work(exclusive=True, group="lights")
    async def _find_lights(self) -> None:
        before = None
        while (run := self._kept.lacking()) is not None and run != before:
            problem = self.workspace.requests.pose(self.workspace.team.id, *run)
            self._computing = problem.weeks, self._kept.facts(*problem.weeks)
            try:
                found = await self.workspace.planner.ask(LeaveCalendar(problem), self._take)
            except SecretariatError as error:
                self.shell.complain(error)
                break
            for light in found.lights:
                self._take(light)
            before = run
        self._computing = None
        self._tell_lights()

    def _take(self, step: Step) -> None:
        """A light is known."""
        if not isinstance(step, Light):
            return
        leave = step.leave
        if leave.part is None or self._kept.light(leave.member, leave.start, leave.part) == step:
            return
        self._kept.take(step)
        if leave.part not in self._problem.away(self.workspace.team.member[leave.member], leave.start):
            self._calendar.post_message(TrafficCalendar.Lit(step))
        self._tell_lights()
        if (leave.member, leave.start) == self._here:
            self._tell()

    @work(exclusive=True, group="advice")
    async def _find_advice(self) -> None:
        """The lights of the requests that wait, one after the other."""
        for record in self._records:
            if record.leave.status is LeaveStatus.REQUESTED and self._kept.advice(record.leave) is None:
                question, facts = self._advise(record.leave), self._kept.facts_of(record.leave)
                try:
                    self._kept.keep(await self.workspace.planner.ask(question), facts)
                except SecretariatError as error:
                    self.shell.complain(error)
                    return
                self._show_requests()

    def _advise(self, leave: Leave) -> AdviseLeave:
        return AdviseLeave(self.workspace.requests.around(self.workspace.team.id, leave), leave)

    async def _advised(self, leave: Leave) -> Advice | None:
        """The light of a request, asked now where it is not known."""
        known = self._kept.advice(leave)
        if known is not None:
            return known
        facts = self._kept.facts_of(leave)
        found = await self.ask(self._advise(leave), self.say(N_("The light of this leave is being computed.")))
        if found is not None:
            self._kept.keep(found, facts)
            self._show_requests()
        return found

    # -- asking for leave

    def _marked(self) -> Leave | None:
        """From where it was marked to the date of the cursor."""
        if self._anchor is None or self._here is None:
            return None
        (member, day), (_, other) = self._anchor, self._here
        return Leave(member, min(day, other), max(day, other), None, LeaveStatus.REQUESTED)

    def action_mark(self) -> None:
        """From the cell under the cursor on; once more, and nothing is marked."""
        self._anchor = self._here if self._anchor is None else None
        self._show_calendar()
        self._tell()

    @on(TrafficCalendar.Asked)
    @work
    async def action_request(self) -> None:
        """Asks for leave: which part, what that does, who stands in."""
        asked, teller = self._marked(), self.teller()
        if asked is None and self._here is not None:
            member, day = self._here
            asked = Leave(member, day, day, None, LeaveStatus.REQUESTED)
        if asked is None:
            return
        parts = [Choice(part or "day", self.say(name)) for part, name in PARTS.items()]
        part = await self.app.push_screen_wait(Choose(leave_text(asked, teller), parts, "day"))
        if part is None:
            return
        leave = Leave(asked.member, asked.start, asked.end, None if part == "day" else Daypart(part), asked.status)
        advice = await self._advised(leave)
        if advice is None:
            return
        colleagues = [member for member in self.workspace.team.members if member.id != leave.member]
        choices = [Choice(_NOBODY, self.say(N_("Nobody in particular")))]
        choices += [Choice(member.id, member.name) for member in colleagues]
        substitute = await self.app.push_screen_wait(Choose(self._asking(leave, advice), choices, _NOBODY))
        if substitute is not None:
            who = None if substitute == _NOBODY else substitute
            self._anchor = None
            self.attempt(lambda: self.workspace.request_leave(leave, who))

    def _asking(self, leave: Leave, advice: Advice) -> str:
        """What the leave does, and the question who stands in."""
        waiting = LeaveRecord(0, leave, self.workspace.office.now())
        lines = list(request_lines(waiting, advice, self.teller(), self.telling.glyphs))[1:]
        if len(lines) > _MOST_LINES:
            lines = [*lines[:_MOST_LINES], self.telling.glyphs.ellipsis]
        title = leave_text(leave, self.teller())
        return "\n".join(map(clean, [title, *lines, self.say(N_("Who is to stand in?"))]))

    # -- answering

    def action_approve(self) -> None:
        self._settle(LeaveStatus.APPROVED)

    def action_refuse(self) -> None:
        self._settle(LeaveStatus.REFUSED)

    def action_withdraw(self) -> None:
        self._settle(LeaveStatus.WITHDRAWN)

    @work
    async def _settle(self, status: LeaveStatus) -> None:
        """Red is approved with a word why, which the history keeps."""
        record, why = self._request, ""
        if record is None:
            self._tell_nothing()
            return
        if status is LeaveStatus.APPROVED:
            advice = await self._advised(record.leave)
            if advice is None:
                return
            if advice.light.colour is Colour.RED:
                needed = self.say(N_("This leave is red: it leaves work to nobody. Approving it needs a word why."))
                answer = await self.app.push_screen_wait(
                    Ask(needed, check=lambda text: "" if text.strip() else self.say(N_("Say why, in a few words.")))
                )
                if answer is None:
                    return
                why = answer.strip()
        self.attempt(lambda: self.workspace.settle_leave(record.id, status, why))

    def action_decline(self) -> None:
        """The stand-in of a request says no, or yes after all. The leave itself stands."""
        record = self._request
        if record is None:
            self._tell_nothing()
        elif record.substitute is None:
            self.shell.tell(self.say(N_("Nobody in particular stands in for this leave.")), "warning")
        else:
            self.attempt(lambda: self.workspace.decline_leave(record.id, not record.declined))

    def _tell_nothing(self) -> None:
        self.shell.tell(self.say(N_("There is no request here.")), "warning")

    @work
    async def action_round(self) -> None:
        """Decides all requests together. The answer is kept when it was read."""
        problem, team = self._problem, self.workspace.team
        facts = self._kept.facts(*problem.weeks)
        question = DecideRound(problem, self.workspace.requests.gave_way(team.id))
        found = await self.ask(question, self.say(N_("All requests are being decided together.")))
        if found is None:
            return
        if not found.granted and not found.refused:
            self.shell.tell(self.say(N_("No request waits for an answer in these weeks.")))
        elif await self.app.push_screen_wait(Proposal(round_lines(found, self.teller()), N_("Keep this answer"))):
            if self._kept.facts(*problem.weeks) == facts:
                self.attempt(lambda: self.workspace.keep_round(found))
            else:
                self.shell.tell(self.say(N_("Meanwhile something changed in these weeks: decide again.")), "warning")
