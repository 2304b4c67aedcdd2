"""A roster as the files of its calendars, each with what its entries say and nothing of what was published before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.ical.compose import CalendarOptions, Composer
from secretariat_tui.ical.entry import Calendar, Revision
from secretariat_tui.ical.words import Translate, untranslated
from secretariat_tui.ical.write import write_calendar

DEFAULTS = CalendarOptions()
NONE: Mapping[str, Revision] = {}


def member_calendars(
    problem: Problem,
    roster: Roster,
    stamp: datetime,
    options: CalendarOptions = DEFAULTS,
    *,
    handbook: Mapping[str, str] | None = None,
    translate: Translate = untranslated,
    revisions: Mapping[str, Revision] = NONE,
) -> dict[str, bytes]:
    """File name to bytes of each member's own calendar, in the order of the team; who has nothing in it has no file.

    `stamp` is the moment at which the entries last changed, unless `revisions` has another for their UID.
    """
    composer = Composer(problem, roster, options, handbook or {}, translate)
    return _files((composer.of_member(member) for member in problem.team.members), stamp, revisions)


def account_calendars(
    problem: Problem,
    roster: Roster,
    stamp: datetime,
    options: CalendarOptions = DEFAULTS,
    *,
    translate: Translate = untranslated,
    revisions: Mapping[str, Revision] = NONE,
) -> dict[str, bytes]:
    """The same of each account's calendar: who has it when."""
    composer = Composer(problem, roster, options, translate=translate)
    return _files((composer.of_account(account) for account in problem.team.accounts), stamp, revisions)


def team_calendar(
    problem: Problem,
    roster: Roster,
    stamp: datetime,
    options: CalendarOptions = DEFAULTS,
    *,
    translate: Translate = untranslated,
    revisions: Mapping[str, Revision] = NONE,
) -> dict[str, bytes]:
    """The same of the team's calendar: who works when and where."""
    return _files([Composer(problem, roster, options, translate=translate).of_team()], stamp, revisions)


def _files(calendars: Iterable[Calendar], stamp: datetime, revisions: Mapping[str, Revision]) -> dict[str, bytes]:
    return {calendar.file: write_calendar(calendar, stamp, revisions) for calendar in calendars if calendar.entries}
