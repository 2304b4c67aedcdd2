"""`secretariat handbook show`, `edit` and `check`: the pages of the accounts."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import Entry, Group, command, option
from secretariat_tui.cli.dates import DateType
from secretariat_tui.cli.output import complain, put_document, say, say_bullets
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import Source, with_database
from secretariat_tui.domain.errors import BadInput, SecretariatError, fault
from secretariat_tui.domain.finding import N_

if TYPE_CHECKING:
    from secretariat_tui.domain.records import Page
    from secretariat_tui.services.handbook import Handbook

handbook = Group(
    (
        Entry("show", f"{__name__}:show", N_("Show the page of an account.")),
        Entry("edit", f"{__name__}:edit", N_("Write the page of an account.")),
        Entry("check", f"{__name__}:check", N_("Tell which pages are missing, or past their review.")),
    ),
    name="handbook",
    help=N_("Show, edit and check the pages of the accounts: what whoever stands in must know."),
)

_account = click.argument("account", metavar="ACCOUNT")


@command("show", help=N_("Show the page of an account, as Markdown."))
@_account
@with_database
def show(_: Session, source: Source, account: str) -> int:
    """Exit 0, or 3 where the account has no page."""
    page = _handbook(source).page(source.team_id, account)
    if page is None:
        template = N_("{account} has no page in the handbook.")
        hint = N_("Write it with: secretariat handbook edit {id}")
        raise BadInput([fault("page-missing", template, hint=hint, account=account, id=account)])
    return _tell(source, page)


@command("edit", help=N_("Write the page of an account: from a file, from standard input, or in your editor."))
@_account
@option("--file", "file", type=options.FILE, help=N_("The file with the page, as Markdown in UTF-8."))
@option("--review", type=DateType(), help=N_("When it must be looked at again; alone, only that is set."))
@with_database
def edit(session: Session, source: Source, account: str, file: Path | None, review: date | None) -> int:
    """Exit 0; 6 where somebody changed the page meanwhile."""
    pages = _handbook(source)
    before = pages.page(source.team_id, account)
    text = _given(file, review is not None and before is not None)
    if text is not None:
        page = pages.write(source.team_id, account, text, review)
    else:
        page = _in_editor(source, account, before, review)
    if session.settings.json:
        return _tell(source, page)
    teller = session.teller(source.office.team(source.team_id))
    told = N_("The page of {account} is kept, as number {number}.")
    say(session.language.gettext(told, account=teller.name(account, "account"), number=page.number))
    return 0


@command("check", help=N_("Tell which accounts have no page, and which pages are past their review."))
@with_database
def check(session: Session, source: Source) -> int:
    """Exit 0, whatever is found."""
    from secretariat_tui.exchange.handbook import handbook_check_document
    from secretariat_tui.presenters.reasons import tell_finding

    found = _handbook(source).check(source.team_id)
    teller = session.teller(source.team, session.today(source.team).year)
    if session.settings.json:
        put_document(handbook_check_document(source.team_id, found, teller.say))
    elif found:
        say_bullets(tell_finding(item, teller) for item in found)
    else:
        say(session.language.gettext("Every account has a page, and none is past its review."))
    return 0


def _handbook(source: Source) -> Handbook:
    from secretariat_tui.services.handbook import Handbook

    return Handbook(source.office)


def _tell(source: Source, page: Page) -> int:
    from secretariat_tui.exchange.handbook import page_document
    from secretariat_tui.presenters.handbook_view import page_text

    if source.session.settings.json:
        review = source.office.team(source.team_id).review(page.account)
        put_document(page_document(source.team_id, page, review))
    else:
        say(page_text(page.text).rstrip("\n"))
    return 0


def _given(file: Path | None, may_be_nothing: bool) -> str | None:
    """The page in the file or on standard input; None where it is to be written in the editor, and "" is no page."""
    if file is None and (sys.stdin is None or sys.stdin.isatty()):
        return None
    from secretariat_tui.exchange.file_reading import refuse_unread
    from secretariat_tui.exchange.handbook_pages import LARGEST, page_of

    name = "-" if file is None else str(file)
    try:
        with nullcontext(sys.stdin.buffer) if file is None else file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        refuse_unread(Path(name), error)
    text = page_of(data, name)
    if not text.strip():
        if file is None and may_be_nothing:
            return None
        raise BadInput([fault("empty-page", N_("There is nothing in it: the page was left as it was."))])
    return text


def _in_editor(source: Source, account: str, before: Page | None, review: date | None) -> Page:
    """The page as the user's editor leaves it; with a date of review alone, as it was."""
    from secretariat_tui.exchange.drafts import Drafts, drafts_directory
    from secretariat_tui.exchange.editor import edit_file

    pages, number = _handbook(source), 0 if before is None else before.number
    if before is not None and review is not None:
        return pages.write(source.team_id, account, before.text, review)
    drafts, name = Drafts(drafts_directory()), f"{source.team_id}-{account}-edit"
    language = source.session.language
    text, draft = "" if before is None else before.text, drafts.find(name)
    if draft is not None:
        with suppress(BadInput):  # a draft that is no text is opened as it is: there it can be mended
            text = draft.text
    if draft is not None and draft.seen != number:
        complain(language.gettext("This is your draft. Somebody changed the page since you began it."))
        text, draft = draft.text, None
    if draft is None:
        drafts.drop(name)
        draft = drafts.keep(name, number, text)
    code = edit_file(draft.path, os.environ)
    try:
        is_empty = not draft.text.strip()
        if is_empty:
            drafts.keep(name, number, text)
        if code:
            raise BadInput([fault("editor-failed", N_("The editor failed: the page was left as it was."))])
        if is_empty:
            raise BadInput([fault("empty-page", N_("There is nothing in it: the page was left as it was."))])
        page = pages.write(source.team_id, account, draft.text, review, expected=number)
    except SecretariatError:
        complain(language.gettext("What you wrote is kept in {file}.", file=str(draft.path)))
        raise
    drafts.drop(name)
    return page
