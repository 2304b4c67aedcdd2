"""Rosters that still count on somebody who has left the team since they were made.

Such a roster is read with the team as it was. From today on, or after her last day, she is no more than away in it:
nobody is told that she has an account then, or could take one over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team

if TYPE_CHECKING:
    from secretariat_tui.services.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody on whom rosters count on some dates, when she is in the team no more: from `since` on."""

    member: str
    since: date
    dates: tuple[date, ...]


def gone_since(team: Team, member: str) -> date:
    """The first date on which she is not in the team; the last there is where she stays."""
    known = team.member.get(member)
    if known is None:
        return date.min
    return date.max if known.until in (None, date.max) else known.until + timedelta(1)


def counted_on(rosters: Iterable[Roster], team: Team, today: date) -> tuple[Left, ...]:
    """Those on whom rosters count, from today on, when they are not in `team` any more: the team as it stands."""
    found: dict[str, list[date]] = {}
    for member, day in sorted(set(_named(rosters))):
        if day >= max(today, gone_since(team, member)):
            found.setdefault(member, []).append(day)
    return tuple(Left(member, max(today, gone_since(team, member)), tuple(days)) for member, days in found.items())


def without(seen: Sheet, gone: Iterable[Left]) -> Sheet:
    """The same weeks, in which whoever has left is away."""
    whole = seen.asked.horizon
    away = [Absence(item.member, max(item.since, whole.start), whole.end) for item in gone]
    return seen.with_absences((*seen.asked.team.absences, *away)) if away else seen


def left_out(seen: Sheet, gone: Collection[Left]) -> Sheet:
    """The same weeks as they come to without whoever has left: she is away then, and has nothing in the roster."""
    if seen.plan is None or not gone:
        return seen
    from secretariat_tui.planner.answer import describe

    away = without(seen, gone)
    return replace(away, plan=describe(away.problem, _without_gone(seen.plan.roster, gone)))


def _without_gone(roster: Roster, gone: Iterable[Left]) -> Roster:
    since = {item.member: item.since for item in gone}

    def is_there(member: str, day: date) -> bool:
        return day < since.get(member, date.max)

    assignments = tuple(item for item in roster.assignments if is_there(item.member, item.date))
    duties = tuple(item for item in roster.duties if is_there(item.member, item.date))
    return replace(roster, assignments=assignments, duties=duties)


def _named(rosters: Iterable[Roster]) -> Iterator[tuple[str, date]]:
    for roster in rosters:
        yield from ((work.member, work.date) for work in roster.assignments)
        yield from ((duty.member, duty.date) for duty in roster.duties)
