"""The week: the roster grid with the coverage strip under it and the findings beside it, and every change by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import BadInput
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.plan import Shortage
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.limits import Limits
from secretariat_tui.presenters.coverage import CONTINUITY, coverage_grid, duty_story
from secretariat_tui.presenters.edit_view import Candidate, cell_candidates, duty_candidates, present_cell
from secretariat_tui.presenters.week_grid import WeekSheet, legend, story, week_grid
from secretariat_tui.presenters.week_view import notices
from secretariat_tui.screens.base import BUSY, BaseScreen
from secretariat_tui.screens.dialogs import Confirm
from secretariat_tui.screens.swap_dialog import NO_ROSTER, TrySwap
from secretariat_tui.screens.week_acts import planned, publishing, swaps, tell_pinned, wish
from secretariat_tui.screens.week_dialogs import Taken, TryEdits
from secretariat_tui.services.editing import editing
from secretariat_tui.services.pinning import with_cell_pinned, with_duty_pinned
from secretariat_tui.services.questions import PlanWeeks, RelaxShortages
from secretariat_tui.services.sheets import Sheet
from secretariat_tui.widgets.cell_table import CellTable
from secretariat_tui.widgets.coverage_strip import CoverageStrip
from secretariat_tui.widgets.findings import Findings
from secretariat_tui.widgets.story import Story
from secretariat_tui.widgets.week_column import WeekColumn
from secretariat_tui.widgets.week_grid import WeekGrid

_QUARTER = 13
_WIDE = 150
_FEW = 2  # weeks that leave room for the findings beside them, where the terminal is wide
_SECONDS = 60.0
_SPREADS = (
    *(N_("One week"), N_("Two weeks"), N_("Three weeks"), N_("Four weeks")),
    *(N_("Five weeks"), N_("Six weeks"), N_("Seven weeks"), N_("Eight weeks")),
)

Candidates = Callable[[Problem, Roster], tuple[Candidate, ...]]


class WeekScreen(BaseScreen):
    """One week to a quarter."""

    ID: ClassVar[str] = "week"
    WRITES = BaseScreen.WRITES | {"plan", "publish", "swap", "pin", "wish"}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]  # noqa: RUF012  (as Textual declares it)

    DEFAULT_CSS = """
    WeekScreen {
        & WeekGrid { height: 2fr; }
        & CoverageStrip { height: 1fr; }
        & Findings { width: 44; display: none; }
        &.-findings Findings, &.-wide.-few Findings { display: block; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "plan", N_("Plan")),
        Binding("P", "publish", N_("Publish")),
        Binding("s", "swap", N_("Swap")),
        Binding("x", "pin", N_("Pin")),
        Binding("f", "findings", N_("Findings")),
        Binding("i", "wish", N_("Wish"), show=False),
        Binding("e", "what_helps", N_("What would help"), show=False),
        Binding("left_square_bracket", "turn(-1)", N_("Earlier"), key_display="["),
        Binding("right_square_bracket", "turn(1)", N_("Later"), key_display="]"),
        *(Binding(str(n), f"spread({n})", name, show=False) for n, name in enumerate(_SPREADS, 1)),
        Binding("9", f"spread({_QUARTER})", N_("A quarter"), show=False),
    ]

    def body(self) -> ComposeResult:
        with Horizontal():
            with WeekColumn():
                yield WeekGrid()
                yield Story()
                yield CoverageStrip()
            yield Findings()

    def on_mount(self) -> None:
        self._helps: dict[Shortage, Shortage] = {}
        self.query_one(CoverageStrip).follow(self.query_one(WeekGrid))
        super().on_mount()
        self.query_one(WeekGrid).focus()

    @property
    def note(self) -> str:
        sheet, week = self._shown_sheet, self.telling.language.week(self.shown.first)
        if sheet.plan is None:
            state = N_("planned in part") if any(sheet.states) else N_("not planned")
        elif sheet.is_published:
            state = N_("in force")
        elif sheet.asked.published is None:
            state = N_("draft")
        else:
            state = N_("changed since it was published")
        return f"{self.say(state)}: {week}, {self.workspace.team.name}"

    @property
    def former(self) -> Team:
        return self._shown_sheet.former

    def legend(self) -> tuple[str, ...]:
        return legend(self.telling.language, self.telling.glyphs)

    # -- what is shown

    def fill(self) -> None:
        sheet = self._shown_sheet = self.workspace.sheet(self.shown.first, self.shown.weeks)
        self.set_class(self.shown.weeks <= _FEW, "-few")
        self._sheet = WeekSheet(sheet.asked, planned(self.workspace, sheet))
        language, glyphs, today = self.telling.language, self.telling.glyphs, self.workspace.now().date()
        self.query_one(WeekGrid).show(week_grid(self._sheet, language, glyphs, today))
        self.query_one(CoverageStrip).show(coverage_grid(self._sheet, sheet.plan, language, glyphs, today))
        self._show_findings()
        self._tell_cell()
        self.query_one(WeekColumn).share()

    def _show_findings(self) -> None:
        plan = self._shown_sheet.plan
        if plan is not None:
            plan = replace(plan, shortages=tuple(self._helps.get(item, item) for item in plan.shortages))
        empty = NO_ROSTER if plan is None else N_("There is nothing to tell.")
        self.query_one(Findings).show(notices(plan, self.teller()), self.say(empty))

    @on(CellTable.Moved)
    def _moved(self) -> None:
        self._tell_cell()

    def on_descendant_focus(self) -> None:
        """The cell that is told is that of the table in which the user is."""
        self._tell_cell()

    def _tell_cell(self) -> None:
        """What the signs of the cell under the cursor say, in words."""
        here, duty, language = self.query_one(WeekGrid).here, self._duty_here(), self.telling.language
        told: tuple[str, ...] = ()
        if duty is not None:
            self.shown.duty, self.shown.is_desk, self.shown.day = duty
            told = duty_story(self._sheet, *duty, language)
        elif here is not None:
            self.shown.member, self.shown.day = here
            told = story(self._sheet, self._sheet.problem.team.member[here[0]], here[1], language)
        if self._shown_sheet.plan is None and not self._sheet.assignments:
            told = (*told[:1], self.say(NO_ROSTER), *told[1:])
        self.query_one(Story).tell(" ".join(told[:1]), "; ".join(told[1:]).replace(".; ", ". "))

    def _duty_here(self) -> tuple[str, bool, date] | None:
        """The account or desk, and the day, under the cursor of the coverage strip, where the user is in that."""
        strip = self.query_one(CoverageStrip)
        row, column = strip.current
        if not strip.has_focus or row is None or column is None or column.day is None or row.kind == CONTINUITY:
            return None
        return row.id, row.kind == "desk", column.day

    def action_turn(self, weeks: int) -> None:
        self.shown.first = self.shown.first.plus(weeks)
        self.refill()

    def action_spread(self, weeks: int) -> None:
        self.shown.weeks = weeks
        self.refill()

    def action_findings(self) -> None:
        """Shows the findings, or puts them away; where there is room they stay."""
        findings = self.query_one(Findings)
        shown = (self.has_class("-wide") and self.has_class("-few")) or not self.has_class("-findings")
        self.set_class(shown, "-findings")
        (findings if shown and not findings.has_focus else self.query_one(WeekGrid)).focus()

    @work
    async def action_what_helps(self) -> None:
        """Looks for changes of the team that would end what falls short."""
        sheet = self._shown_sheet
        if sheet.plan is None or not sheet.plan.shortages:
            self.shell.tell(self.say(N_("Nothing falls short.")))
            return
        self.add_class("-findings")
        asked = RelaxShortages(sheet.problem, sheet.plan.roster, sheet.plan.shortages, Limits(wall=_SECONDS))
        found = await self.ask(asked, self.say(N_("What would help is being looked for.")), _SECONDS)
        if found is not None:
            self._helps = {replace(item.shortage, relaxations=()): item.shortage for item in found}
            self._show_findings()

    # -- planning and publishing

    @work
    async def action_plan(self) -> None:
        """Plans what is shown. What was there is a version that can be brought back."""
        if not self.may():
            return
        sheet = self.workspace.sheet(self.shown.first, self.shown.weeks).afresh()
        asked = PlanWeeks(sheet.problem, Limits(wall=_SECONDS))
        found = await self.ask(asked, self.say(N_("The roster is being planned.")), _SECONDS)
        if found is not None:
            self.attempt(lambda: self.workspace.keep(found, seen=sheet))

    @work
    async def action_publish(self) -> None:
        """Puts what is shown in force, once it is known for whom that changes what."""
        if not self.may():
            return
        sheet = self.workspace.sheet(self.shown.first, self.shown.weeks)
        if sheet.plan is None:
            self._tell_unplanned()
            return
        if sheet.is_published:
            self.shell.tell(self.say(N_("There is nothing new to publish: what is shown is in force.")))
            return
        text = publishing(self, self.say(N_("Publish what is shown?")), sheet)
        if await self.app.push_screen_wait(Confirm(text, N_("Publish"))) and self.attempt(
            lambda: self.workspace.publish(sheet.asked.horizon.first, len(sheet.asked.weeks), sheet)
        ):
            self.shell.tell(self.say(N_("It is in force.")))

    # -- changing by hand

    @on(WeekGrid.Edit)
    def _edit_cell(self, event: WeekGrid.Edit) -> None:
        member, day, teller = event.member, event.day, self.teller()
        what = self.say(N_("{member} on {date}"), member=teller.name(member, "member"), date=teller.date(day))
        self._change(
            what,
            day,
            lambda problem, _: cell_candidates(problem, member, day, teller),
            ActKind.ASSIGN,
            lambda roster: present_cell(roster, member, day),
            member,
        )

    @on(CoverageStrip.Asked)
    def _give_duty(self, event: CoverageStrip.Asked) -> None:
        duty, is_desk, day, teller = event.duty, event.is_desk, event.day, self.teller()
        what = self.say(N_("Who has {duty} on {date}?"), duty=teller.duty(duty, is_desk), date=teller.date(day))
        offered = partial(duty_candidates, duty=duty, is_desk=is_desk, day=day, teller=teller)
        self._change(what, day, offered, ActKind.ASSIGN)

    @work
    async def action_swap(self) -> None:
        """Lets two people do what the other would have done, on some dates, once both agreed."""
        here = self.query_one(WeekGrid).here
        if here is None or not self.may():
            return
        (member, day), teller = here, self.teller()
        name = teller.name(member, "member")
        what = self.say(
            N_("With whom does {member} swap on {date}? Both must have agreed; the history notes it."),
            member=name,
            date=teller.date(day),
        )
        dialog = TrySwap(what, day, partial(swaps, self.workspace, member, teller), teller)
        if dialog.offer is None:
            self._tell_unplanned()
            return
        taken = await self.app.push_screen_wait(dialog)
        if taken is not None and dialog.offer is not None:
            why = N_("agreed by {first} and {second}")
            other = teller.name(taken[0].id, "member")
            self._take(dialog.offer.seen, taken, ActKind.SWAP, self.say(why, first=name, second=other))

    @work
    async def _change(
        self,
        what: str,
        day: date,
        candidates: Candidates,
        kind: ActKind,
        chosen: Callable[[Roster], str] | None = None,
        member: str | None = None,
    ) -> None:
        """Lets the user try the candidates on the week of a day, and keeps the one that is taken."""
        if not self.is_current or not self.may():  # a key that came late, after one that opened something
            return
        seen = self.workspace.sheet(Week.of(day))
        problem, plan = seen.problem, seen.plan
        if plan is None:
            self._tell_unplanned()
            return
        offered = candidates(problem, plan.roster)
        if not offered:
            self.shell.tell(self.say(N_("There is nothing to choose here.")), "warning")
            return
        at = None if chosen is None else chosen(plan.roster)
        dialog = TryEdits(what, offered, lambda: editing(problem, plan), self.teller(day.year), at, member)
        taken = await self.app.push_screen_wait(dialog)
        if taken is not None:
            self._take(seen, taken, kind)

    def _take(self, seen: Sheet, taken: Taken, kind: ActKind, why: str = "") -> None:
        """Keeps what was taken, and tells where that was on what somebody else changed meanwhile."""
        (candidate, edited), merged = taken, []
        if not (edited.difference.cells or edited.difference.duties):
            return

        def act() -> None:
            merged.append(self.workspace.take(seen, candidate.edits, edited, kind, why))

        if self.attempt(act) and any(merged):
            told = N_("Somebody else changed {week} meanwhile. Your change was made on hers.")
            week = self.telling.language.week(seen.asked.horizon.first)
            self.shell.tell(self.say(told, week=week), "warning")

    def _tell_unplanned(self) -> None:
        self.shell.tell(self.say(NO_ROSTER if self._panel is None else BUSY), "warning")

    def action_pin(self) -> None:
        """Pins what stands in the cell, which the planner then keeps; or lifts what is pinned there."""
        duty, here, team = self._duty_here(), self.query_one(WeekGrid).here, self.workspace.team
        try:
            if duty is not None:
                pinned, kind = with_duty_pinned(team, self._sheet.roster, *duty)
            elif here is not None:
                pinned, kind = with_cell_pinned(team, self._sheet.roster, *here)
            else:
                return
        except BadInput as error:
            self.shell.complain(error)
            return
        if pinned != team and self.attempt(lambda: self.workspace.change_team(pinned, kind)):
            if kind is ActKind.UNPIN:
                self.shell.tell(self.say(N_("Unpinned.")))
            else:
                tell_pinned(self, self._sheet.problem, [pin for pin in pinned.pins if pin not in team.pins])

    @work
    async def action_wish(self) -> None:
        """What somebody would like on that weekday, from now on."""
        here, seen = self.query_one(WeekGrid).here, self.workspace.seen_team
        if here is None or not self.may():
            return
        wished = await wish(self, *here)
        if wished is not None:
            self.attempt(lambda: self.workspace.change_team(wished, ActKind.WISH, seen=seen))
