"""Backups: who takes over which account, changed in its cell, with what that does to continuity."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from secretariat_tui.domain.account import Account, Agreement
from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.records import ActKind
from secretariat_tui.presenters.backups import backup_grid, backup_legend, effect_lines, is_too_low, standing_lines
from secretariat_tui.screens.base import BaseScreen
from secretariat_tui.screens.dialogs import AskDate, Choice, Choose, date_of
from secretariat_tui.screens.proposal import Proposal
from secretariat_tui.services import agreements
from secretariat_tui.services.agreements import TeamEdit, effect
from secretariat_tui.widgets.cell_table import CellTable
from secretariat_tui.widgets.details import Details
from secretariat_tui.widgets.signs import Signs

_OWN: Final = "own"
_KNOWS: Final = "knows"
_NOTHING: Final = "nothing"


class BackupsScreen(BaseScreen):
    """Members by accounts. A change is shown with its effect on the roster of the week before it is made."""

    ID: ClassVar[str] = "backups"
    WRITES = BaseScreen.WRITES | {"accept", "review", "dates", "nothing"}
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012  (as Textual declares it)

    DEFAULT_CSS = """
    BackupsScreen {
        & Details { height: 5; }
        &.-tall Details { height: 8; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", N_("Accepted or not")),
        Binding("r", "review", N_("Review date")),
        Binding("d", "dates", N_("Dates it holds")),
        Binding("x,delete", "nothing", N_("Nothing with it")),
    ]

    def body(self) -> ComposeResult:
        yield CellTable(id="matrix")
        yield Signs()
        yield Details()

    def on_mount(self) -> None:
        self._matrix.focus()

    @property
    def _matrix(self) -> CellTable:
        return self.query_one("#matrix", CellTable)

    @property
    def _today(self) -> date:
        return self.workspace.now().date()

    def legend(self) -> tuple[str, ...]:
        """What the signs of the matrix mean."""
        return backup_legend(self.telling.language, self.telling.glyphs)

    def fill(self) -> None:
        telling = self.telling
        self._matrix.show(backup_grid(self.workspace.team, self._today, telling.language, telling.glyphs))
        if self.shown.member is not None and self.shown.duty is not None and not self.shown.is_desk:
            self._matrix.move_to(self.shown.member, self.shown.duty)
        self.query_one(Signs).show(self.legend())
        self._tell()

    @on(CellTable.Moved)
    def _tell(self) -> None:
        """The cell under the cursor in words."""
        here, lines = self._here, []
        if here is not None:
            member, account = here
            self.shown.member, self.shown.duty, self.shown.is_desk = member.id, account.id, False
            lines = list(standing_lines(self.workspace.team, account, member, self._today, self.teller()))
        elif not self.workspace.team.accounts:
            lines = [self.say(N_("There are no accounts yet. Press M for the team, and add them there."))]
        self.query_one(Details).tell(lines)

    @property
    def _here(self) -> tuple[Member, Account] | None:
        row, column = self._matrix.current
        team = self.workspace.team
        if row is None or column is None or row.id not in team.member:
            return None
        return team.member[row.id], team.account[column.id]

    @property
    def _agreement(self) -> Agreement | None:
        """The agreement under the cursor, to be changed; it is told where there is none, or nothing can be changed."""
        if not self.may():
            return None
        here = self._here
        found = None
        if here is not None:
            member, account = here
            found = agreements.agreement_of(self.workspace.team, account.id, member.id, self._today)
        if found is None:
            self.shell.tell(self.say(N_("There is no backup agreement here.")), "warning")
        return found

    def _names(self, member: Member, account: Account) -> dict[str, str]:
        teller = self.teller()
        return {"member": teller.name(member.id, "member"), "account": teller.name(account.id, "account")}

    # -- changing

    @on(CellTable.Chosen)
    @work
    async def action_choose(self) -> None:
        """Chooses what she is to the account."""
        here = self._here
        if here is None or not self.may():
            return
        member, account = here
        names = self._names(member, account)
        title = f"{names['member']}, {names['account']}"
        answer = await self.app.push_screen_wait(Choose(title, self._choices(member, account), self._chosen()))
        if answer is None:
            return
        if member.id not in self.workspace.team.member or account.id not in self.workspace.team.account:
            self.shell.tell(self.say(N_("Somebody else changed the team meanwhile.")), "warning")
            return
        if answer == _OWN:
            told = self.say(N_("{account} becomes the account of {member}."), **names)
            await self._propose(told, partial(agreements.own, account=account.id, member=member.id))
        elif answer == _KNOWS:
            told = self.say(N_("{member} knows {account}, without an agreement about it."), **names)
            await self._propose(told, partial(agreements.knowing, account=account.id, member=member.id))
        elif answer == _NOTHING:
            await self._propose_nothing(member, account)
        else:
            told = self.say(N_("{member} becomes backup number {rank} of {account}."), rank=answer, **names)
            place, day = int(answer), self._today
            edit = partial(agreements.backup, account=account.id, member=member.id, place=place, day=day)
            await self._propose(told, edit)

    def _choices(self, member: Member, account: Account) -> list[Choice]:
        """What she can be to the account; who is asked too much of by its grade is told so."""
        team = self.workspace.team
        hers = agreements.agreement_of(team, account.id, member.id, self._today)
        others = [item for item in agreements.agreements_about(team, account.id) if item is not hers]
        hint = self.say(N_("her grade is too low")) if is_too_low(account, member) else ""
        found = [Choice(_OWN, self.say(N_("Her own account")), hint)]
        for place in range(1, len(others) + 2):
            after = others[place - 1 :][:1]
            name = self.teller().name(after[0].member, "member") if after else ""
            before = self.say(N_("before {member}"), member=name) if after else ""
            found.append(Choice(str(place), self.say(N_("Backup number {rank}"), rank=place), hint or before))
        found.append(Choice(_KNOWS, self.say(N_("Knows it, without an agreement"))))
        found.append(Choice(_NOTHING, self.say(N_("Nothing"))))
        return found

    def _chosen(self) -> str:
        """What she is to the account now."""
        here, team = self._here, self.workspace.team
        if here is None:
            return _NOTHING
        member, account = here
        if account.primary == member.id:
            return _OWN
        hers = agreements.agreement_of(team, account.id, member.id, self._today)
        if hers is not None:
            return str(agreements.agreements_about(team, account.id).index(hers) + 1)
        return _KNOWS if account.id in member.knows else _NOTHING

    @work
    async def action_nothing(self) -> None:
        """She has nothing to do with the account any more."""
        if self._here is not None and self.may():
            await self._propose_nothing(*self._here)

    async def _propose_nothing(self, member: Member, account: Account) -> None:
        names = self._names(member, account)
        told = self.say(N_("{member} has nothing to do with {account} any more."), **names)
        await self._propose(told, partial(agreements.nothing, account=account.id, member=member.id))

    @work
    async def action_accept(self) -> None:
        """She accepts to be the backup, or does not any more."""
        found = self._agreement
        if found is not None:
            text = N_("The agreement is not accepted any more.") if found.accepted else N_("The agreement is accepted.")
            await self._propose(
                self.say(text), partial(agreements.agreed, agreement=found, accepted=not found.accepted)
            )

    @work
    async def action_review(self) -> None:
        """Another date on which the agreement is reviewed."""
        found = self._agreement
        if found is None:
            return
        asked = self.say(N_("When is it to be reviewed? Nothing means never."))
        answer = await self._ask_date(asked, found.review)
        if answer is not None:
            review = date_of(answer)
            told = self.say(N_("The agreement gets another review date."))
            await self._propose(told, partial(agreements.agreed, agreement=found, review=review))

    @work
    async def action_dates(self) -> None:
        """Other dates between which the agreement holds."""
        found = self._agreement
        if found is None:
            return
        first = await self._ask_date(
            self.say(N_("From which date does it hold? Nothing means from always.")), found.start
        )
        if first is None:
            return
        last = await self._ask_date(
            self.say(N_("Until which date does it hold? Nothing means without end.")), found.until
        )
        if last is not None:
            start, until = date_of(first), date_of(last)
            told = self.say(N_("The agreement holds on other dates."))
            await self._propose(told, partial(agreements.agreed, agreement=found, start=start, until=until))

    async def _ask_date(self, what: str, value: date | None) -> str | None:
        return await self.app.push_screen_wait(AskDate(what, value, self._today, optional=True))

    async def _propose(self, told: str, edit: TeamEdit) -> None:
        """Shows what a change does to the roster of the week, and makes it when that is wanted."""
        sheet, seen = self.workspace.sheet(self.shown.first), self.workspace.seen_team
        try:
            changed = edit(seen.team)
            if changed == seen.team:
                return
            found = None if sheet.plan is None else effect(sheet.of_today(), sheet.plan.roster, edit)
        except SecretariatError as error:
            self.shell.complain(error)
            return
        week, teller = self.telling.language.week(self.shown.first), self.teller(former=sheet.former)
        lines = [told, *effect_lines(found, week, teller)]
        if await self.app.push_screen_wait(Proposal(lines, N_("Change it"))):
            self.attempt(lambda: self.workspace.change_team(changed, ActKind.EDIT_TEAM, seen=seen))
