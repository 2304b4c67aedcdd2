"""The handbook of a team in a database: a page for each account, as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from secretariat_tui.domain.account import HandbookPage
from secretariat_tui.domain.finding import N_, Finding, Level, because
from secretariat_tui.domain.invariants import file_name
from secretariat_tui.domain.known import ensure_known
from secretariat_tui.domain.records import ActKind, Page
from secretariat_tui.domain.team import Team
from secretariat_tui.services.office import Office


@dataclass(frozen=True)
class Handbook:
    """The handbooks of the teams of an office."""

    office: Office

    def pages(self, team: str) -> Mapping[str, Page]:
        """The page of each account that has one."""
        with self.office.store.read() as view:
            return view.pages(team)

    def page(self, team: str, account: str) -> Page | None:
        """The page of an account, if it has one; raises BadInput for an account that is not there."""
        with self.office.store.read() as view:
            ensure_known(view.team(team), account=account)
            return view.pages(team).get(account)

    def check(self, team: str) -> tuple[Finding, ...]:
        """Accounts without a page, and pages past their review."""
        with self.office.store.read() as view:
            whole, pages = view.team(team), view.pages(team)
        today, found = self.office.today(whole), []
        for account in whole.accounts:
            page, review = pages.get(account.id), whole.review(account.id)
            if page is None or not page.text.strip():
                reason = because("page-missing", N_("{account} has no page in the handbook."), account=account.id)
                found.append(Finding(Level.WARNING, reason))
            elif review is not None and review < today:
                template = N_("The handbook page of {account} was to be reviewed on {date}.")
                reason = because("page-past-review", template, account=account.id, date=review)
                found.append(Finding(Level.WARNING, reason))
        return tuple(found)

    def write(
        self, team: str, account: str, text: str, review: date | None = None, expected: int | None = None
    ) -> Page:
        """Keeps a page, and when it must be looked at again. `expected` is the number of the page that was seen, 0
        for none. Raises Refused where somebody else changed it since."""
        with self.office.act(team, ActKind.EDIT_PAGE) as work:
            whole = work.team(team)
            ensure_known(whole, account=account)
            there = work.pages(team).get(account)
            if there is None or there.text != text:
                work.put_page(account, text, expected)
            work.put_team(_with_page(whole, account, review))
        page = self.pages(team).get(account)
        if page is None:
            raise KeyError(account)
        return page


def _with_page(team: Team, account: str, review: date | None) -> Team:
    """The team that knows of the page."""
    if all(page.account != account for page in team.handbook):
        page = HandbookPage(account, f"handbook/{file_name(account, '.md')}", review)
        return replace(team, handbook=(*team.handbook, page))
    if review is None:
        return team
    pages = tuple(replace(page, review=review) if page.account == account else page for page in team.handbook)
    return replace(team, handbook=pages)
