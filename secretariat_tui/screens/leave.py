"""Leave: the calendar of lights, which fills in while it is computed, and the requests with what each would do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from secretariat_tui.domain.calendar import Daypart, Week
from secretariat_tui.domain.errors import BadInput
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.leave_light import Advice, Colour, Light, ensure_askable
from secretariat_tui.domain.records import LeaveRecord
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.leave_calendar import brief_legend, calendar_grid, light_legend
from secretariat_tui.presenters.leave_requests import (
    cell_lines,
    request_at,
    request_legend,
    request_lines,
    requests_grid,
)
from secretariat_tui.presenters.leave_view import PARTS, leave_text, round_lines
from secretariat_tui.screens.dialogs import Ask, Choice, Choose
from secretariat_tui.screens.lights import LitScreen
from secretariat_tui.screens.proposal import Proposal
from secretariat_tui.services.questions import DecideRound
from secretariat_tui.widgets.cell_table import CellTable
from secretariat_tui.widgets.details import Details
from secretariat_tui.widgets.signs import Signs
from secretariat_tui.widgets.traffic_calendar import TrafficCalendar

_WEEKS: Final = 13
_TURN: Final = 4
_NOBODY: Final = "-"
_PAUSE_SECONDS: Final = 0.4
"""How long the cursor must stand still before the lights of its week come first."""
_MOST_LINES: Final = 6
"""Of the grounds of a light, under the question who stands in. All of them are told with the request."""


class LeaveScreen(LitScreen):
    """A quarter of lights. They are computed while the screen is seen, and kept until something changes."""

    ID: ClassVar[str] = "leave"
    WRITES = LitScreen.WRITES | {"request", "mark", "approve", "refuse", "withdraw", "decline", "round"}
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012  (as Textual declares it)

    DEFAULT_CSS = """
    LeaveScreen {
        & TrafficCalendar { height: 3fr; }
        &.-short Signs { height: 1; }
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
        yield Signs()
        with Horizontal(id="below"):
            yield CellTable(id="requests")
            yield Details()

    def on_mount(self) -> None:
        self._anchor: tuple[str, date] | None = None
        self._pause = self.set_timer(_PAUSE_SECONDS, self._hurry, pause=True)
        self._calendar.focus()

    @property
    def note(self) -> str:
        return f"{self.telling.language.week(self.shown.first)}, {self.workspace.team.name}"

    def legend(self) -> tuple[str, ...]:
        """What the signs of the calendar and of the requests mean."""
        language, glyphs = self.telling.language, self.telling.glyphs
        return (*light_legend(language, glyphs), *request_legend(language, glyphs))

    @property
    def _calendar(self) -> TrafficCalendar:
        return self.query_one(TrafficCalendar)

    @property
    def _table(self) -> CellTable:
        return self.query_one("#requests", CellTable)

    # -- what is shown

    def fill(self) -> None:
        self.look(self.workspace.requests.pose(self.workspace.team.id, self.shown.first, _WEEKS))
        self._show_calendar()
        if self.shown.member is not None and self.shown.day is not None:
            self._calendar.move_to(self.shown.member, self.shown.day.isoformat())
        self.advice_came()
        self._tell_lights()
        self.call_after_refresh(self._share_room)
        self.compute()

    def on_resize(self) -> None:
        """Another size is shared in another way."""
        self.call_after_refresh(self._share_room)

    def _share_room(self) -> None:
        """What the calendar of a small team does not need is for what stands under it."""
        self._calendar.styles.max_height = self._calendar.height_needed

    def light_came(self, light: Light) -> None:
        """Shows a light in its place; not where she is away already."""
        leave = light.leave
        if leave.part not in self.problem.away(self.problem.team.member[leave.member], leave.start):
            self._calendar.post_message(TrafficCalendar.Lit(light))
        self._tell_lights()
        if (leave.member, leave.start) == self._here:
            self._tell()

    def advice_came(self) -> None:
        """Shows the requests with the lights that are known."""
        self._table.show(requests_grid(self.records, self.kept.advice, self.teller(), self.telling.glyphs))
        self._tell()

    def _show_calendar(self) -> None:
        telling, today = self.telling, self.workspace.now().date()
        marked = self._marked()
        dates = (
            () if marked is None else [marked.start + timedelta(n) for n in range((marked.end - marked.start).days + 1)]
        )
        cells = {(marked.member, day) for day in dates} if marked is not None else set()
        self._calendar.show(
            calendar_grid(self.problem, self.kept.lights, telling.language, telling.glyphs, today, cells)
        )

    def _tell_lights(self) -> None:
        """How many lights are known, and what they mean."""
        (done, of), language, glyphs = self.kept.count, self.telling.language, self.telling.glyphs
        told = [self.say(N_("Lights: {done} of {all}"), done=done, all=of)] if done < of else []
        brief = [f"{glyphs.unknown} {text}" for text in told]
        self.query_one(Signs).show([*told, *light_legend(language, glyphs)], [*brief, *brief_legend(language, glyphs)])

    @on(CellTable.Moved)
    def _moved(self, event: CellTable.Moved) -> None:
        if event.table is self._calendar:
            here = self._here
            if here is not None:
                self.shown.member, self.shown.day = here
                self._pause.stop()
                self._pause = self.set_timer(_PAUSE_SECONDS, self._hurry)
            if self._anchor is not None:
                self._show_calendar()
        self._tell()

    def _hurry(self) -> None:
        """The lights of the week that is looked at come first."""
        if self._here is not None:
            self.hurry(Week.of(self._here[1]))

    def on_descendant_focus(self) -> None:
        """What is told is about the table that has the focus."""
        self._tell()

    def _tell(self) -> None:
        details, teller, glyphs = self.query_one(Details), self.teller(), self.telling.glyphs
        if self._table.has_focus:
            record = self._request
            if record is not None:
                details.tell(request_lines(record, self.kept.advice(record.leave), teller, glyphs))
                return
        elif details.has_focus:
            return
        here, marked, lines = self._here, self._marked(), []
        if marked is not None:
            lines.append(self.say(N_("Marked: {text}."), text=leave_text(marked, teller)))
        if here is not None:
            member, day = here
            known = lambda part: self.kept.light(member, day, part)  # noqa: E731
            lines += cell_lines(self.problem, known, self.records, member, day, teller, glyphs)
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
            return None if self._here is None else request_at(self.records, *self._here)
        row, _ = self._table.current
        return next((record for record in self.records if row is not None and str(record.id) == row.id), None)

    def action_turn(self, weeks: int) -> None:
        self.shown.first = self.shown.first.plus(weeks)
        self.refill()

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
        if asked is None or not self.may():
            return
        try:
            ensure_askable(asked)
        except BadInput as error:
            self.shell.complain(error)
            return
        parts = [Choice(part or "day", self.say(name)) for part, name in PARTS.items()]
        part = await self.app.push_screen_wait(Choose(leave_text(asked, teller), parts, "day"))
        if part is None:
            return
        leave = Leave(asked.member, asked.start, asked.end, None if part == "day" else Daypart(part), asked.status)
        advice = await self.advised(leave)
        if advice is None:
            return
        others = (member for member in self.workspace.team.members if member.id != leave.member)
        colleagues = [member for member in others if member.employed(leave.start) or member.employed(leave.end)]
        choices = [Choice(_NOBODY, self.say(N_("Nobody in particular")))]
        choices += [Choice(member.id, self.teller().name(member.id, "member")) for member in colleagues]
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
        return "\n".join(map(clean, [title, self.say(N_("Who is to stand in?")), *lines]))

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
        if not self.may():
            return
        if record is None:
            self._tell_nothing()
            return
        if status is LeaveStatus.APPROVED:
            advice = await self.advised(record.leave)
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
        if self.attempt(lambda: self.workspace.settle_leave(record.id, status, why)) and status is LeaveStatus.APPROVED:
            self._tell_counted_on(record.leave)

    def _tell_counted_on(self, *leaves: Leave) -> None:
        """A roster that counts on who is on leave now must be planned again."""
        weeks = self.workspace.requests.counted_on(self.workspace.team.id, leaves)
        if weeks:
            language = self.telling.language
            named = language.listing(self.say(N_("Week {number}"), number=week.number) for week in weeks)
            told = N_("The roster still counts on who is on leave now. Plan again: {weeks}.")
            self.shell.tell(self.say(told, weeks=named), "warning")

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
        problem, team = self.problem, self.workspace.team
        facts = self.kept.facts(*problem.weeks)
        gave_way = self.workspace.requests.gave_way(team.id)
        question = DecideRound(problem, gave_way)
        found = await self.ask(question, self.say(N_("All requests are being decided together.")))
        if found is None:
            return
        if not found.granted and not found.refused:
            self.shell.tell(self.say(N_("No request waits for an answer in these weeks.")))
        elif await self.app.push_screen_wait(Proposal(round_lines(found, self.teller()), N_("Keep this answer"))):
            if self.kept.facts(*problem.weeks) == facts:
                if self.attempt(lambda: self.workspace.keep_round(found, gave_way)):
                    self._tell_counted_on(*found.granted)
            else:
                self.shell.tell(self.say(N_("Meanwhile something changed in these weeks: decide again.")), "warning")
