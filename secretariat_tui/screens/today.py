"""Today: who is in, who has what, what is fragile, and what a lead does about it at twenty to eight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import ClassVar, Final

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.repair import Repairs
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.limits import Limits
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.names import told_apart
from secretariat_tui.presenters.reasons import tell_fault
from secretariat_tui.presenters.repair_view import change_texts, repair_title, stage_texts, stored_lines
from secretariat_tui.presenters.today_view import Line, Opens, today_legend, today_view
from secretariat_tui.screens.base import BaseScreen
from secretariat_tui.screens.dialogs import Choice, Confirm
from secretariat_tui.screens.today_dialogs import ChooseRepair, Offered, WhoAndWhen
from secretariat_tui.screens.week_acts import publishing
from secretariat_tui.services.morning import Basis
from secretariat_tui.services.questions import FindRepairs, PlanWeeks
from secretariat_tui.services.sheets import Sheet
from secretariat_tui.services.weeks import NOT_AWAY
from secretariat_tui.widgets.cell_table import CellTable
from secretariat_tui.widgets.note_list import NoteList

_PLAN_SECONDS: Final = 60.0
_REPAIR_SECONDS: Final = 30.0
_BEAT_SECONDS: Final = 30.0
_A_QUARTER: Final = timedelta(weeks=13)


class People(CellTable):
    """Who is in, and who is away."""

    NAMES_YIELD = True


class Duties(CellTable):
    """Accounts and desks with their holders."""

    NAME_MOST = 32
    NAMES_YIELD = True


class TodayScreen(BaseScreen):
    """The first screen."""

    ID: ClassVar[str] = "today"

    DEFAULT_CSS = """
    TodayScreen {
        & #moment { height: 1; padding: 0 1; text-style: bold; }
        & #empty { height: 1fr; padding: 1 2; }
        & #tables { height: 1fr; }
        & People { width: 2fr; }
        & Duties { width: 3fr; margin-left: 1; }
        & NoteList { height: auto; max-height: 40%; background: $panel; }
        & .gone { display: none; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "away", N_("Somebody is ill")),
        Binding("b", "back", N_("Somebody is back")),
        Binding("m", "mend", N_("Repair the roster")),
        Binding("p", "plan", N_("Plan")),
        Binding("P", "publish", N_("Publish")),
    ]

    def body(self) -> ComposeResult:
        yield Static(id="moment", markup=False)
        yield Static(id="banner", classes="banner", markup=False)
        yield Static(id="empty", markup=False)
        with Horizontal(id="tables"):
            yield People()
            yield Duties()
        yield NoteList()

    def on_mount(self) -> None:
        self.query_one(People).focus()
        self.set_interval(_BEAT_SECONDS, self._tick)

    def _tick(self) -> None:
        """The clock goes on."""
        if self.is_current and self.workspace.now().replace(second=0, microsecond=0) != self._minute:
            self.refill()

    def fill(self) -> None:
        self._found = self.workspace.morning()
        self._minute = self._found.at.replace(second=0, microsecond=0)
        team, telling, may_write = self.workspace.team, self.telling, self.workspace.may_write
        view = today_view(self._found, team, telling.language, telling.glyphs, may_write=may_write)
        self._lines: Sequence[Line] = view.lines
        self.query_one("#moment", Static).update(Text(clean(view.title)))
        self._put("#banner", "\n".join(view.banner))
        self._put("#empty", view.empty)
        self.query_one("#tables").set_class(bool(view.empty), "gone")
        self.query_one(People).show(view.people)
        self.query_one(Duties).show(view.duties)
        self.query_one(NoteList).show(
            [(line.mark, line.text, line.look, line.opens is not None) for line in view.lines]
        )

    @property
    def former(self) -> Team:
        return self._found.sheet.former

    def _put(self, where: str, text: str) -> None:
        widget = self.query_one(where, Static)
        widget.update(Text(text))
        widget.set_class(not text, "gone")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what there is something to do for."""
        if not self.is_mounted or not hasattr(self, "_found"):
            return super().check_action(action, parameters)
        found, may = self._found, self.workspace.may_write
        asked = {
            "away": may and bool(self.workspace.team.members),
            "back": may and bool(found.away),
            "mend": may and bool(found.unmended),
            "plan": may and found.basis is Basis.NOTHING and bool(self.workspace.team.members),
            "publish": may and found.basis in (Basis.DRAFT, Basis.NEWER_DRAFT),
        }
        return asked[action] if action in asked else super().check_action(action, parameters)

    def legend(self) -> tuple[str, ...]:
        """What the signs of the tables mean."""
        return today_legend(self.telling.language, self.telling.glyphs)

    # -- going on from what is seen

    @on(CellTable.Moved)
    def _moved(self, event: CellTable.Moved) -> None:
        if event.table.has_focus:
            self._look_at(event.table)

    @on(CellTable.Chosen)
    def _chosen(self, event: CellTable.Chosen) -> None:
        self._look_at(event.table)
        self.shell.go("explain")

    def on_descendant_focus(self) -> None:
        if isinstance(self.focused, CellTable):
            self._look_at(self.focused)

    def _look_at(self, table: CellTable) -> None:
        """What other screens open with."""
        row, _ = table.current
        if row is None:
            return
        self.shown.day = self._found.day
        if isinstance(table, People):
            self.shown.member, self.shown.duty = row.id, None
        else:
            self.shown.duty, self.shown.is_desk = row.id, row.kind == "desk"

    @on(NoteList.OptionHighlighted)
    def _pointed(self, event: NoteList.OptionHighlighted) -> None:
        """What a note is about is looked at too."""
        opens = self._lines[event.option_index].opens if event.option_list.has_focus else None
        if opens is not None and opens.screen == "explain":
            self._aim(opens)

    @on(NoteList.Chosen)
    def _opened(self, event: NoteList.Chosen) -> None:
        opens = self._lines[event.number].opens
        if opens is None or (opens.act and not self.may()):
            return
        if opens.act == "mend":
            self.action_mend()
        elif opens.act == "long":
            self._plan_without(opens.member or "")
        else:
            self._go(opens)

    def _go(self, opens: Opens) -> None:
        self._aim(opens)
        self.shell.go(opens.screen)

    def _aim(self, opens: Opens) -> None:
        self.shown.member, self.shown.duty, self.shown.is_desk = opens.member, opens.duty, opens.is_desk
        if opens.day is not None:
            self.shown.day, self.shown.first = opens.day, Week.of(opens.day)

    # -- planning

    @work
    async def action_plan(self) -> None:
        """Plans the week that has no roster yet."""
        sheet = self.workspace.sheet(Week.of(self._found.day))
        what = self.say(N_("The roster is being planned."))
        found = await self.ask(PlanWeeks(sheet.problem, Limits(wall=_PLAN_SECONDS)), what, _PLAN_SECONDS)
        if found is not None:
            self.attempt(lambda: self.workspace.keep(found, seen=sheet))

    @work
    async def action_publish(self) -> None:
        """Puts the draft of the week in force, once it is known for whom that changes what."""
        week = Week.of(self._found.day)
        seen = self.workspace.sheet(week)  # what is published is what is there now
        what = self.say(N_("Publish the draft of week {number}?"), number=week.number)
        text = publishing(self, what, seen)
        if await self.app.push_screen_wait(Confirm(text, N_("Publish"))) and self.attempt(
            lambda: self.workspace.publish(week, seen=seen)
        ):
            self.shell.tell(self.say(N_("It is in force.")))

    # -- somebody is ill

    @work
    async def action_away(self) -> None:
        """Who, and at once who takes over; then how the week is repaired."""
        what, day = self.say(N_("Who is away?")), self._found.day
        absence = await self.app.push_screen_wait(WhoAndWhen(what, self._members(), day, self._takers()))
        if absence is not None and self.attempt(lambda: self.workspace.mark_absent(absence)):
            await self._repair(absence)

    def _members(self) -> list[Choice]:
        """Those who are in come first, with until when they would be; who has left the team is not among them."""
        team, day = self.workspace.team, self._found.day
        spans = {item.member: item.span for item in self._found.people if item.span is not None}
        language = self.telling.language
        found = [
            Choice(id, name, language.span(span) if (span := spans.get(id)) else "")
            for id, name in told_apart(team.members).items()
            if not team.member[id].has_left(day)
        ]
        return sorted(found, key=lambda choice: choice.id not in spans)

    def _takers(self) -> Callable[[Absence], Sequence[str]]:
        """Who takes over when somebody is away, by the stored plans: looked up while a name is typed."""
        sheets: dict[object, Sheet] = {}

        def told(absence: Absence) -> Sequence[str]:
            key = absence.start, absence.end
            try:
                seen = sheets[key] = sheets.get(key) or self.workspace.around(absence)
                teller = self.teller(former=seen.former)
                return list(stored_lines(self.workspace.absences.stored(seen, absence), teller))
            except SecretariatError as error:
                return [line for fault in error.faults for line in tell_fault(fault, self.teller())[:1]]

        return told

    @work
    async def action_mend(self) -> None:
        """Repairs the week for an absence that is known, but that the roster does not have yet."""
        records = self._found.unmended
        here = self.query_one(NoteList).highlighted
        opens = self._lines[here].opens if here is not None and self.query_one(NoteList).has_focus else None
        chosen = next((r for r in records if opens and r.absence.member == opens.member), records[0])
        await self._repair(chosen.absence)

    async def _repair(self, absence: Absence) -> None:
        """Has the planner find repairs, and takes the one that is chosen."""
        try:
            seen = self.workspace.around(absence)
        except SecretariatError as error:
            self.shell.complain(error)
            return
        stored = self.workspace.absences.stored(seen, absence)
        name = self.teller().name(absence.member, "member")
        if seen.plan is None or not stored:
            self.shell.tell(self.say(N_("{member} is marked away. Nothing of hers has to be taken over."), member=name))
            return
        limits = Limits(wall=_REPAIR_SECONDS)
        what = self.say(N_("{member} is marked away. Repairs of the week are sought."), member=name)
        question = FindRepairs(seen.problem, seen.plan.roster, absence, limits)
        found = await self.ask(question, what, _REPAIR_SECONDS)
        if found is not None and absence not in self.workspace.team.absences:  # it was undone while they were sought
            self.shell.tell(self.say(NOT_AWAY, member=name))
        elif found is not None:
            await self._choose(found, seen, absence, name)

    async def _choose(self, found: Repairs, seen: Sheet, absence: Absence, name: str) -> None:
        publish = all(state is not None and state.published is not None for state in seen.states)
        number = await self.app.push_screen_wait(self._offer(found, seen, name, publish=publish))
        if number is None:
            self.shell.tell(self.say(N_("The roster stays as it is. m shows the repairs again.")))
            return
        repair = next(item for item in found.repairs if item.kind.number == number)
        if self.attempt(lambda: self.workspace.repair(seen, absence, repair, publish=publish)):
            done = (
                N_("The week is repaired and published. u takes it back.") if publish else N_("The draft is repaired.")
            )
            self.shell.tell(self.say(done))

    def _offer(self, found: Repairs, seen: Sheet, name: str, *, publish: bool) -> ChooseRepair:
        teller = self.teller(former=seen.former)
        offered = [
            Offered(
                repair.kind.number,
                repair_title(repair.kind, teller),
                (*change_texts(repair, teller), *stage_texts(repair, found, teller)),
            )
            for repair in found.repairs
            if repair.same_as is None
        ]
        hints = [self.say(N_("Enter: apply and publish it.") if publish else N_("Enter: apply it to the draft."))]
        if publish and seen.is_newer:
            hints.append(self.say(N_("It is made of what is published; the newer draft stays in the history.")))
        what = self.say(N_("{member} is away: how shall the week be repaired?"), member=name)
        return ChooseRepair(what, tuple(stored_lines(found.stored, teller)), offered, " ".join(hints))

    # -- somebody is back, or away for long

    @work
    async def action_back(self) -> None:
        """Who, and from when on."""
        names, language = told_apart(self.workspace.team.members), self.telling.language
        away = {record.absence.member: record.absence for record in self._found.away}
        members = [
            Choice(id, names[id], self.say(N_("away until {date}"), date=language.short_date(item.end)))
            for id, item in away.items()
        ]
        what = self.say(N_("Who is back?"))
        found = await self.app.push_screen_wait(WhoAndWhen(what, members, self._found.day, until=False))
        if found is not None and self.attempt(lambda: self.workspace.back(found.member, found.start)):
            text = N_("{member} is back from {date} on. Who took over keeps it until the week is planned again.")
            teller = self.teller()
            self.shell.tell(self.say(text, member=teller.name(found.member, "member"), date=teller.date(found.start)))

    @work
    async def _plan_without(self, member: str) -> None:
        """An absence of four weeks is no longer unforeseen: the coming quarter is planned without her, if so wished."""
        until = self._found.at.date() + _A_QUARTER
        name, day = self.teller().name(member, "member"), self.teller().date(until)
        text = self.say(
            N_("Plan without {member} until {date}? She can be marked back at any time."), member=name, date=day
        )
        last = max(record.absence.end for record in self._found.away if record.absence.member == member)
        if await self.app.push_screen_wait(Confirm(text)) and self.attempt(
            lambda: self.workspace.mark_absent(Absence(member, last + timedelta(1), until))
        ):
            self.shown.first = Week.of(self._found.day).plus(1)
            self.shell.go("week")
