"""A roster as the files of its calendars, each with what its entries say and nothing of what was published before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.ical.compose import CalendarOptions, Composer
from secretariat_tui.ical.entry import Calendar, Revision
from secretariat_tui.ical.words import Translate, untranslated
from secretariat_tui.ical.write import write_calendar

DEFAULTS = CalendarOptions()
NONE: Mapping[str, Revision] = {}


def _files_of(calendars: Callable[[Composer], Iterable[Calendar]]) -> Callable[..., dict[str, bytes]]:
    """File name to bytes of each of these calendars that has something in it, in the order of the team."""

    def files(
        problem: Problem,
        roster: Roster,
        stamp: datetime,
        options: CalendarOptions = DEFAULTS,
        *,
        handbook: Mapping[str, str] | None = None,
        translate: Translate = untranslated,
        revisions: Mapping[str, Revision] = NONE,
    ) -> dict[str, bytes]:
        """`stamp` is the moment at which the entries last changed, unless `revisions` has another for their UID."""
        composer = Composer(problem, roster, options, handbook or {}, translate)
        return {item.file: write_calendar(item, stamp, revisions) for item in calendars(composer) if item.entries}

    return files


member_calendars = _files_of(lambda composer: map(composer.of_member, composer.problem.team.members))
account_calendars = _files_of(lambda composer: map(composer.of_account, composer.problem.team.accounts))
team_calendar = _files_of(lambda composer: [composer.of_team()])
