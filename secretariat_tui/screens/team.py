"""The team: who there is and when they work, what is supported, and what each rule means."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.errors import BadInput, SecretariatError, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.drafts import Drafts, drafts_directory
from secretariat_tui.exchange.team_file import parse_team, write_team
from secretariat_tui.planner.limits import Limits
from secretariat_tui.presenters.capacity import own_rules_lines, proposal_lines
from secretariat_tui.presenters.names import newly_alike
from secretariat_tui.presenters.reasons import Teller, tell_fault
from secretariat_tui.presenters.team_view import SECTIONS, Section, day_of, member_story, row_story, section_grid
from secretariat_tui.screens.base import BaseScreen, Shown
from secretariat_tui.screens.drafting import begun, draft_name, edited_outside
from secretariat_tui.screens.proposal import Proposal, Read
from secretariat_tui.screens.team_acts import added, edited, removed
from secretariat_tui.screens.team_calendars import calendar_edited
from secretariat_tui.services.capacity import own_rules
from secretariat_tui.services.former import ensure_none_is_missed
from secretariat_tui.services.questions import ProposePatterns
from secretariat_tui.services.team_edits import alike, turned, with_member
from secretariat_tui.services.workspace import SeenTeam, Workspace
from secretariat_tui.widgets.cell_table import CellTable
from secretariat_tui.widgets.details import Details
from secretariat_tui.widgets.sections import Sections

_SECONDS: Final = 60.0
_MOST_MEMBERS: Final = 2
"""Members whose dayparts a proposal may move."""

_ORDER: Final = tuple(SECTIONS)


class TeamScreen(BaseScreen):
    """A table for each part of the team; below it, the row of the cursor in words."""

    ID: ClassVar[str] = "team"
    WRITES = BaseScreen.WRITES | {"turn_part", "alike", "add", "rename", "remove", "file"}

    DEFAULT_CSS = """
    TeamScreen {
        & CellTable { height: 1fr; }
        & Details { height: 4; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "turn_part('am')", N_("Morning")),
        Binding("p", "turn_part('pm')", N_("Afternoon")),
        Binding("w", "alike", N_("Same every week"), show=False),
        Binding("n", "add", N_("New")),
        Binding("f2,c", "rename", N_("Rename"), key_display="c", show=False),
        Binding("x,delete", "remove", N_("Take out"), key_display="x"),
        Binding("o", "propose", N_("Propose patterns")),
        Binding("e", "file", N_("Team file")),
        Binding("left_square_bracket", "section(-1)", N_("Part before"), key_display="[", show=False),
        Binding("right_square_bracket", "section(1)", N_("Next part"), key_display="]"),
    ]

    def __init__(self, workspace: Workspace, shown: Shown) -> None:
        super().__init__(workspace, shown)
        self._section = Section.MEMBERS

    def body(self) -> ComposeResult:
        yield Sections([(section.value, name) for section, name in SECTIONS.items()], Section.MEMBERS.value)
        yield CellTable()
        yield Details()

    def on_mount(self) -> None:
        self._drafts = Drafts(drafts_directory(), ".toml")
        super().on_mount()
        self.query_one(CellTable).focus()

    def fill(self) -> None:
        telling = self.telling
        self.query_one(Sections).show(self._section.value)
        team = self.workspace.team
        choices = self.workspace.calendar_choices() if self._section is Section.CALENDARS else {}
        grid = section_grid(self._section, team, telling.language, telling.glyphs, choices)
        self.query_one(CellTable).show(grid)
        self._tell_row()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Patterns are of members; calendars come and go with them, and rules with the program."""
        if action in ("turn_part", "alike") and self._section is not Section.MEMBERS:
            return False
        if action in ("add", "remove", "rename") and self._section in (Section.CALENDARS, Section.RULES):
            return False
        if action == "rename" and self._section is Section.CLOSED:
            return False
        return super().check_action(action, parameters)

    # -- where she is

    @property
    def _row(self) -> str | None:
        row, _ = self.query_one(CellTable).current
        return None if row is None else row.id

    @property
    def _column(self) -> str:
        _, column = self.query_one(CellTable).current
        return "" if column is None else column.id

    @on(CellTable.Moved)
    def _moved(self) -> None:
        self._tell_row()

    def _tell_row(self) -> None:
        """The row of the cursor in words, and its cell in full."""
        table = self.query_one(CellTable)
        row, column = table.current
        if row is None:
            self.query_one(Details).tell([self.say(N_("There is nothing here yet."))])
            return
        told = list(row_story(table.grid, row, None if column is None else column.id))
        if self._section is Section.MEMBERS:
            told[1:1] = member_story(self.workspace.team, row.id, self.telling.language)
        self.query_one(Details).tell(told)

    @on(Sections.Picked)
    def _picked(self, event: Sections.Picked) -> None:
        self._show_section(Section(event.id))

    def action_section(self, steps: int) -> None:
        self._show_section(_ORDER[(_ORDER.index(self._section) + steps) % len(_ORDER)])

    def _show_section(self, section: Section) -> None:
        self._section = section
        self.refill()
        self.query_one(CellTable).action_move_to("first")

    # -- changing it

    def _change(self, team: Team | None, seen: SeenTeam) -> bool:
        """Keeps another team, made of the one that was seen; what is wrong with it is told."""
        if team is None or not self.attempt(lambda: self._keep(team, seen)):
            return False
        for told in newly_alike(seen.team, team, self.telling.language, "c"):
            self.shell.tell(told, "warning")
        return True

    def _keep(self, team: Team, seen: SeenTeam) -> None:
        ensure_none_is_missed(self.workspace.office, seen.team, team)
        self.workspace.change_team(team, ActKind.EDIT_TEAM, seen=seen)

    @on(CellTable.Chosen)
    def _chosen(self) -> None:
        if self._section is Section.MEMBERS and day_of(self._column) is not None:
            self._turn(None)
        else:
            self._edit(self._column)

    @work
    async def _edit(self, column: str) -> None:
        if not self.may():
            return
        if self._section is Section.CALENDARS:
            await self._guarded(lambda row: calendar_edited(self, row, column))
        elif self._row is not None:
            await self._guarded(lambda row: edited(self, self._section, row, column))

    def action_rename(self) -> None:
        """Another name for what the cursor is on."""
        self._edit("name")

    @work
    async def action_add(self) -> None:
        """Something more; the cursor goes to it, so that the next key is about it."""
        if not self.may():
            return
        seen, table = self.workspace.seen_team, self.query_one(CellTable)
        known = {row.id for row in table.grid.rows}
        try:
            if self._change(await added(self, self._section), seen):
                for row in (row for row in table.grid.rows if row.id not in known):
                    table.move_to(row.id, self._column)
        except SecretariatError as error:
            self.shell.complain(error)

    @work
    async def action_remove(self) -> None:
        """Without what the cursor is on."""
        if self._row is not None and self.may():
            await self._guarded(lambda row: removed(self, self._section, row))

    async def _guarded(self, act: Callable[[str], Awaitable[Team | None]]) -> None:
        row, seen = self._row, self.workspace.seen_team
        if row is None:
            return
        try:
            self._change(await act(row), seen)
        except SecretariatError as error:
            self.shell.complain(error)

    # -- patterns

    def action_turn_part(self, part: str) -> None:
        """Turns the morning or the afternoon of the day of the cursor."""
        self._turn(Daypart(part))

    def _turn(self, part: Daypart | None) -> None:
        found = day_of(self._column)
        if self._section is Section.MEMBERS and found is not None:
            odd, day = found
            self._change_member(lambda member: turned(member, odd, day, part))

    def action_alike(self) -> None:
        """The pattern of the weeks of the cursor in every week."""
        found = day_of(self._column)
        if self._section is Section.MEMBERS and found is not None:
            self._change_member(partial(alike, odd=found[0]))

    def _change_member(self, edit: Callable[[Member], Member]) -> None:
        seen, row = self.workspace.seen_team, self._row
        if row is not None:
            self.attempt(lambda: self._keep(with_member(seen.team, edit(seen.team.member[row])), seen))

    @work
    async def action_propose(self) -> None:
        """Whose free dayparts might move, with before and after. Nothing is changed."""
        sheet = self.workspace.sheet(self.shown.first, max(2, self.shown.weeks))
        question = ProposePatterns(sheet.problem, _MOST_MEMBERS, Limits(wall=_SECONDS))
        found = await self.ask(question, self.say(N_("Better patterns are looked for.")), _SECONDS)
        if found is not None:
            teller = self.teller()
            lines = [*proposal_lines(found, teller), *own_rules_lines(own_rules(), teller)]
            await self.app.push_screen_wait(Read(lines))

    # -- all of it

    @work
    async def action_file(self) -> None:
        """Opens the team file in the user's editor, and takes it back. What is wrong in it is told, none of it lost."""
        if not self.may():
            return
        seen, name = self.workspace.seen_team, draft_name(self, "team")
        stands = write_team(seen.team.described)
        try:
            draft = await begun(self, self._drafts, name, seen.revision, stands)
            while draft is not None:
                text = edited_outside(self, self._drafts, name, draft, stands)
                if text is None:
                    return
                try:
                    team = _parsed(text, seen.team)
                except BadInput as error:
                    teller = Teller(self.telling.language)  # of a file that has ids, and no names for them
                    wrong = [line for found in error.faults for line in tell_fault(found, teller)]
                    wrong.append(self.say(N_("What you wrote is kept as a draft.")))
                    if not await self.app.push_screen_wait(Proposal(wrong, N_("Open it again"))):
                        return
                    continue
                if self._change(team, seen):
                    self._drafts.drop(name)
                else:
                    self.shell.tell(self.say(N_("What you wrote is kept as a draft.")), "warning")
                return
        except SecretariatError as error:
            self.shell.complain(error)


def _parsed(text: str, team: Team) -> Team:
    """The team of a text, with the requests and absences that the team has. Raises BadInput with all its faults."""
    found = parse_team(text.encode(), f"{team.id}.toml")
    if found.id != team.id:
        raise BadInput([fault("other-team", N_("The id of a team stays what it is: {id}."), id=team.id)])
    return replace(found, leave=team.leave, absences=team.absences, wishes=team.wishes, pins=team.pins)
