"""A roster as iCalendar files: one for each member, for each account, and for the team.

The bytes follow from the arguments alone. Writing them to disk is the caller's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.ical.compose import CalendarOptions, Composer
from secretariat_tui.ical.entry import Calendar, Revision
from secretariat_tui.ical.words import Translate, untranslated
from secretariat_tui.ical.write import write_calendar

DEFAULTS: Final = CalendarOptions()
_NO_TEXTS: Final[Mapping[str, str]] = MappingProxyType({})
_NO_REVISIONS: Final[Mapping[str, Revision]] = MappingProxyType({})


def member_calendars(
    problem: Problem,
    roster: Roster,
    stamp: datetime,
    options: CalendarOptions = DEFAULTS,
    *,
    handbook: Mapping[str, str] = _NO_TEXTS,
    translate: Translate = untranslated,
    revisions: Mapping[str, Revision] = _NO_REVISIONS,
) -> dict[str, bytes]:
    """File name to bytes of each member's own calendar, in the order of the team; who has nothing in it has no file.

    `stamp` is the moment at which the entries last changed (`UNVERSIONED` for a roster that was never stored), unless
    `revisions` has another for their UID. `handbook` is the text of the page of each account that has one. Raises
    ValueError for a moment without a time zone and for ids that a team file would not have.
    """
    composer = Composer(problem, roster, options, handbook, translate)
    return write_calendars((composer.of_member(member) for member in problem.team.members), stamp, revisions)


def account_calendars(
    problem: Problem,
    roster: Roster,
    stamp: datetime,
    options: CalendarOptions = DEFAULTS,
    *,
    translate: Translate = untranslated,
    revisions: Mapping[str, Revision] = _NO_REVISIONS,
) -> dict[str, bytes]:
    """File name to bytes of each account's calendar: who has it when. Otherwise as `member_calendars`."""
    composer = Composer(problem, roster, options, translate=translate)
    return write_calendars((composer.of_account(account) for account in problem.team.accounts), stamp, revisions)


def team_calendar(
    problem: Problem,
    roster: Roster,
    stamp: datetime,
    options: CalendarOptions = DEFAULTS,
    *,
    translate: Translate = untranslated,
    revisions: Mapping[str, Revision] = _NO_REVISIONS,
) -> dict[str, bytes]:
    """File name to bytes of the team's calendar: who works when and where. Otherwise as `member_calendars`."""
    return write_calendars([Composer(problem, roster, options, translate=translate).of_team()], stamp, revisions)


def write_calendars(
    calendars: Iterable[Calendar], stamp: datetime, revisions: Mapping[str, Revision] = _NO_REVISIONS
) -> dict[str, bytes]:
    """File name to bytes of each calendar that has an entry."""
    return {calendar.file: write_calendar(calendar, stamp, revisions) for calendar in calendars if calendar.entries}
