"""What can be done to the parts of a team: each act asks what it needs, and gives another team."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.team import Team
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.names import told_apart
from secretariat_tui.presenters.reasons import tell_fault
from secretariat_tui.presenters.team_fields import FIELDS, changed, field_text
from secretariat_tui.presenters.team_view import WEIGHTS, Section
from secretariat_tui.screens.base import BaseScreen
from secretariat_tui.screens.dialogs import Ask, AskDate, Choice, Choose, Confirm, date_of
from secretariat_tui.services.former import ensure_none_is_missed
from secretariat_tui.services.team_edits import (
    desk_ended,
    ended,
    with_account,
    with_member,
    with_new_account,
    with_new_desk,
    with_new_meeting,
    with_new_member,
    with_new_shift,
    without_account,
    without_desk,
    without_meeting,
    without_member,
    without_shift,
)

T = TypeVar("T")

_NOBODY = _NONE = "-"
_ADDING: Final = {
    Section.MEMBERS: (N_("Her name"), with_new_member),
    Section.ACCOUNTS: (N_("Its name"), with_new_account),
    Section.DESKS: (N_("Its name"), with_new_desk),
    Section.SHIFTS: (N_("Its name"), with_new_shift),
    Section.MEETINGS: (N_("Its name"), with_new_meeting),
}
_REMOVING: Final = {
    Section.MEMBERS: without_member,
    Section.ACCOUNTS: without_account,
    Section.DESKS: without_desk,
    Section.SHIFTS: without_shift,
    Section.MEETINGS: without_meeting,
}


async def asked(screen: BaseScreen, what: str, value: str, make: Callable[[str], T]) -> T | None:
    """What comes of a text; what is wrong with it is told while it is typed. Only in a worker."""

    def wrong(text: str) -> str:
        try:
            make(text)
        except SecretariatError as error:
            return told(screen, error)[0]
        return ""

    text = await screen.app.push_screen_wait(Ask(what, value, wrong))
    return None if text is None else make(text)


def told(screen: BaseScreen, error: SecretariatError) -> list[str]:
    """An error in words: what is wrong with what was given, without where it stands in a file."""
    teller = screen.teller()
    lines: list[str] = []
    for fault in error.faults:
        lines += tell_fault(replace(fault, file=None, table=None, key=None, row=None), teller)
    return [clean(line) for line in lines]


async def edited(screen: BaseScreen, section: Section, id: str, column: str) -> Team | None:
    """The team with another value in a field. None where it cannot be changed here, or was left."""
    team = screen.workspace.team
    if section is Section.ACCOUNTS and column == "primary":
        return await _with_primary(screen, id)
    if column not in FIELDS.get(section, {}) or (section is Section.RULES and id not in WEIGHTS):
        _tell_of_the_file(screen)
        return None
    field, language = FIELDS[section][column], screen.telling.language
    value = clean(field_text(team, section, id, column, language))
    if field.choices:
        choices = [Choice(key or _NONE, screen.say(label)) for key, label in field.choices]
        answer = await screen.app.push_screen_wait(Choose(screen.say(field.asks), choices, value or _NONE))
        return None if answer is None else changed(team, section, id, column, "" if answer == _NONE else answer)
    return await asked(screen, screen.say(field.asks), value, lambda text: changed(team, section, id, column, text))


async def _with_primary(screen: BaseScreen, id: str) -> Team | None:
    team = screen.workspace.team
    account = team.account[id]
    members = [Choice(member, name) for member, name in told_apart(team.members).items()]
    choices = [Choice(_NOBODY, screen.say(N_("nobody"))), *members]
    what = screen.say(N_("Whose account is {account}?"), account=screen.teller().name(id, "account"))
    answer = await screen.app.push_screen_wait(Choose(what, choices, account.primary or _NOBODY))
    if answer is None:
        return None
    return with_account(team, replace(account, primary=None if answer == _NOBODY else answer))


async def added(screen: BaseScreen, section: Section) -> Team | None:
    """The team with something more."""
    team = screen.workspace.team
    if section in _ADDING:
        what, make = _ADDING[section]
        return await asked(screen, screen.say(what), "", lambda name: make(team, name.strip()))
    if section is Section.CLOSED:
        return await _with_closed(screen)
    _tell_of_the_file(screen)
    return None


async def _with_closed(screen: BaseScreen) -> Team | None:
    team = screen.workspace.team
    choices = [
        Choice("closed", screen.say(N_("The team is closed on a date"))),
        Choice("open_anyway", screen.say(N_("The team is open on a holiday"))),
    ]
    kind = await screen.app.push_screen_wait(Choose(screen.say(N_("Which day?")), choices))
    if kind is None:
        return None
    day = await _asked_date(screen, screen.say(N_("The date, as 2026-12-24")))
    return None if day is None else replace(team, **{kind: getattr(team, kind) | {day}})


async def removed(screen: BaseScreen, section: Section, id: str) -> Team | None:
    """The team without something; or with an end to it, where rosters that are kept name it."""
    team = screen.workspace.team
    if section is Section.CLOSED:
        day = date.fromisoformat(id)
        return replace(team, closed=team.closed - {day}, open_anyway=team.open_anyway - {day})
    if section not in _REMOVING:
        _tell_of_the_file(screen)
        return None
    name, without = told_apart(getattr(team, section))[id], _REMOVING[section](team, id)
    try:
        ensure_none_is_missed(screen.workspace.office, team, without)
    except SecretariatError as error:
        return await _ended(screen, section, id, told(screen, error)[0])
    what = screen.say(N_("Take {name} out of the team, with all that was agreed?"), name=name)
    return without if await screen.app.push_screen_wait(Confirm(what, N_("Take out"))) else None


async def _ended(screen: BaseScreen, section: Section, id: str, why: str) -> Team | None:
    team = screen.workspace.team
    what = f"{why} " + screen.say(N_("What is the last day?"))
    last = await _asked_date(screen, what)
    if last is None:
        return None
    if section is Section.MEMBERS:
        return with_member(team, replace(team.member[id], until=last))
    if section is Section.DESKS:
        return desk_ended(team, id, last)
    return with_account(team, ended(team.account[id], last))


def _tell_of_the_file(screen: BaseScreen) -> None:
    screen.shell.tell(screen.say(N_("This is changed in the team file: press e.")))


async def _asked_date(screen: BaseScreen, what: str) -> date | None:
    today = screen.workspace.now().date()
    text = await screen.app.push_screen_wait(AskDate(what, today, today))
    return None if text is None else date_of(text)
