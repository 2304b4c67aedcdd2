"""The handbook: a page for each account, read as Markdown, changed here or in the user's own editor."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from markdown_it import MarkdownIt
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Markdown, OptionList, Static, TextArea

from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.records import ActKind, Page
from secretariat_tui.exchange.drafts import Draft, Drafts, drafts_directory
from secretariat_tui.presenters.handbook_view import page_legend, page_lines, page_text
from secretariat_tui.screens.base import BaseScreen
from secretariat_tui.screens.dialogs import AskDate, date_of
from secretariat_tui.screens.drafting import NOT_HERE, begun, draft_name, edited_outside
from secretariat_tui.widgets.listing import Line, Listing
from secretariat_tui.widgets.reading import Reading

_PAUSE_SECONDS = 0.3
"""How long after a key a draft is kept."""

_STYLE = """
HandbookScreen {
    & Listing { width: 30; max-width: 40%; border-right: solid $panel; }
    & .page { width: 1fr; }
    & #told { height: auto; max-height: 3; padding: 0 1; background: $panel; }
    & #reading { height: 1fr; }
    & Markdown { padding: 0 1; }
    & TextArea { height: 1fr; border: none; padding: 0 1; }
    &.-editing #reading { display: none; }
    &.-reading TextArea { display: none; }
}
"""


class PageArea(TextArea):
    """Where a page is written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "screen.keep_page", N_("Keep"), priority=True),
        Binding("escape", "screen.leave_page", N_("Leave, with a draft")),
    ]

    def on_unmount(self) -> None:
        """Nothing is lost by leaving the program."""
        if isinstance(self.screen, HandbookScreen):
            self.screen.keep_draft(self.text)


class HandbookScreen(BaseScreen):
    """Accounts on the left, the page of the chosen one on the right."""

    ID: ClassVar[str] = "handbook"
    WRITES = BaseScreen.WRITES | {"edit", "edit_outside", "review"}
    DEFAULT_CSS = _STYLE

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", N_("Edit here")),
        Binding("o", "edit_outside", N_("Edit in your editor")),
        Binding("d", "review", N_("Review date")),
    ]

    def body(self) -> ComposeResult:
        with Horizontal():
            yield Listing()
            with Vertical(classes="page"):
                yield Static(id="told", markup=False)
                with Reading(id="reading"):
                    yield Markdown(open_links=False, parser_factory=_parser)
                yield PageArea(show_line_numbers=False, tab_behavior="focus")

    def on_mount(self) -> None:
        self._drafts = Drafts(drafts_directory())
        self._editing: tuple[str, int] | None = None
        self._pause: Timer | None = None
        self._shown: tuple[str, str] | None = None
        self.add_class("-reading")
        super().on_mount()
        self.query_one(Listing).focus()

    def fill(self) -> None:
        workspace, telling = self.workspace, self.telling
        team = workspace.team
        self._pages = workspace.handbook.pages(team.id)
        lines = page_lines(team, self._pages, workspace.now().date(), telling.language, telling.glyphs)
        self._told = {line.account: line for line in lines}
        self.query_one(Listing).show([Line(line.account, line.sign, line.name) for line in lines])
        self._show_page()

    def legend(self) -> tuple[str, ...]:
        """What the signs before the accounts mean."""
        return page_legend(self.telling.language, self.telling.glyphs)

    @property
    def account(self) -> str | None:
        """The account whose page is shown."""
        return self.query_one(Listing).current

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self.account or "")

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        if self._editing is None:
            self._show_page()

    def _show_page(self) -> None:
        line = self._told.get(self.account or "")
        told = self.say(N_("The team has no accounts.")) if line is None else f"{line.name}. {line.told}"
        draft = None if self.account is None else self._drafts.find(draft_name(self, self.account))
        if draft is not None and self._editing is None:
            told += " " + self.say(N_("You have a draft of it."))
        self.query_one("#told", Static).update(Text(told))
        shown = (self.account or "", "" if self.page is None else self.page.text)
        if shown != self._shown:
            self._shown = shown
            self.query_one(Markdown).update(page_text(shown[1]))
            self.query_one("#reading").scroll_home(animate=False)

    @on(Markdown.LinkClicked)
    def _link(self, event: Markdown.LinkClicked) -> None:
        """Nothing is opened: whoever can write a page could lead the reader anywhere. The address is told."""
        self.shell.tell(event.href[:300])

    # -- drafts

    async def _begun(self, account: str) -> Draft | None:
        page = self._pages.get(account)
        number, text = (0, "") if page is None else (page.number, page.text)
        return await begun(self, self._drafts, draft_name(self, account), number, text)

    def _keep(self, account: str, seen: int, text: str) -> bool:
        """Keeps a page for good, and drops its draft; where that cannot be, the draft stays."""
        if not self.attempt(lambda: self.workspace.write_page(account, text, seen)):
            self.shell.tell(self.say(N_("What you wrote is kept as a draft.")), "warning")
            self.refill()
            return False
        self._drafts.drop(draft_name(self, account))
        self._show_page()
        return True

    # -- editing here

    @work
    async def action_edit(self) -> None:
        """Opens the page to write in it."""
        account = self.account
        if account is None or self._editing is not None or not self.may():
            return
        try:
            draft = await self._begun(account)
        except SecretariatError as error:
            self.shell.complain(error)
            return
        if draft is not None:
            area = self.query_one(PageArea)
            area.load_text(draft.text)
            self._turn((account, draft.seen))
            area.focus()

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_edit()

    @on(TextArea.Changed)
    def _changed(self) -> None:
        if self._editing is not None:
            if self._pause is not None:
                self._pause.stop()
            self._pause = self.set_timer(_PAUSE_SECONDS, self._keep_draft)

    def _keep_draft(self) -> None:
        self.keep_draft(self.query_one(PageArea).text)

    def keep_draft(self, text: str) -> None:
        """Keeps what is written so far, unless it is what the page has."""
        if self._editing is None:
            return
        account, seen = self._editing
        page = self._pages.get(account)
        try:
            if text == ("" if page is None else page.text):
                self._drafts.drop(draft_name(self, account))
            else:
                self._drafts.keep(draft_name(self, account), seen, text)
        except SecretariatError as error:
            self.shell.complain(error)

    def action_keep_page(self) -> None:
        """Keeps what was written."""
        if self._editing is None:
            return
        self._keep_draft()
        account, seen = self._editing
        if self._keep(account, seen, self.query_one(PageArea).text):
            self._turn(None)

    def action_leave_page(self) -> None:
        """Leaves the page as it was; what was written stays a draft."""
        self._keep_draft()
        self._turn(None)

    def _turn(self, editing: tuple[str, int] | None) -> None:
        self._editing = editing
        self.set_class(editing is not None, "-editing")
        self.set_class(editing is None, "-reading")
        self.query_one(Listing).disabled = editing is not None
        if editing is None:
            self.set_focus(self.query_one(Listing))
        self._show_page()

    # -- editing elsewhere

    @work
    async def action_edit_outside(self) -> None:
        """Opens the page in the user's own editor, and keeps what comes back."""
        account = self.account
        if account is None or self._editing is not None or not self.may():
            return
        if self.app.is_web:
            instead = self.say(N_("e edits the page here."))
            self.shell.tell(f"{self.say(NOT_HERE)} {instead}", "warning")
            return
        try:
            draft = await self._begun(account)
            if draft is not None:
                self._edit_outside(account, draft)
        except SecretariatError as error:
            self.shell.complain(error)

    def _edit_outside(self, account: str, draft: Draft) -> None:
        page = self._pages.get(account)
        name, stands = draft_name(self, account), "" if page is None else page.text
        text = edited_outside(self, self._drafts, name, draft, stands)
        if text is not None:
            self._keep(account, draft.seen, text)
        self._show_page()

    # -- review

    @work
    async def action_review(self) -> None:
        """Says when the page must be looked at again."""
        account, seen = self.account, self.workspace.seen_team
        if not self.may():
            return
        if account is None or self.page is None:
            self.shell.tell(self.say(N_("There is no page yet.")))
            return
        team = seen.team
        now = team.review(account)
        what = self.say(N_("When must this page be looked at again? Write 2027-06-01; nothing for no date."))
        today = self.workspace.now().date()
        answer = await self.app.push_screen_wait(AskDate(what, now, today, optional=True))
        if answer is not None:
            review = date_of(answer)
            pages = tuple(replace(p, review=review) if p.account == account else p for p in team.handbook)
            changed = replace(team, handbook=pages)
            self.attempt(lambda: self.workspace.change_team(changed, ActKind.EDIT_PAGE, seen=seen))


def _parser() -> MarkdownIt:
    """GitHub's Markdown, in which HTML is text like any other."""
    return MarkdownIt("gfm-like", {"html": False})
