"""What differs between two rosters of the same weeks, and how long before people heard of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Span
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment, Roster
from secretariat_tui.domain.shift import Place

REST_DAYS: Final = timedelta(days=28)
"""How long ahead people know their days off, unless they consent to less (working time act)."""

TIMES: Final = timedelta(days=4)
"""How long ahead people know their times, unless they consent to less (working time act)."""


class Notice(StrEnum):
    """How long before the date a change was made."""

    AHEAD = "ahead"
    WITHIN_28_DAYS = "within_28_days"
    WITHIN_4_DAYS = "within_4_days"
    SAME_DAY = "same_day"

    @classmethod
    def of(cls, made: date, day: date) -> Notice:
        """The notice of a change to `day` that was made on `made`."""
        ahead = day - made
        if ahead >= REST_DAYS:
            return cls.AHEAD
        if ahead >= TIMES:
            return cls.WITHIN_28_DAYS
        return cls.WITHIN_4_DAYS if ahead > timedelta() else cls.SAME_DAY


@dataclass(frozen=True, slots=True)
class Change:
    """A daypart of a member in which she works otherwise than she did."""

    date: date
    member: str
    part: Daypart


def changes(problem: Problem, before: Roster, after: Roster) -> Iterator[Change]:
    """The dayparts with another shift or place, in the weeks that both rosters have, by date and member."""
    then, now = assignments_of(before), assignments_of(after)
    days = {day for week in before.weeks if week in after.weeks for day in week.days}
    for day in sorted(days):
        for member in problem.team.members:
            old, new = then.get((member.id, day), ()), now.get((member.id, day), ())
            for part in DAYPARTS:
                if _ways(problem, old, part) != _ways(problem, new, part):
                    yield Change(day, member.id, part)


def assignments_of(roster: Roster) -> dict[tuple[str, date], tuple[Assignment, ...]]:
    """The assignments of each member and date that has any."""
    found: dict[tuple[str, date], tuple[Assignment, ...]] = {}
    for item in roster.assignments:
        key = (item.member, item.date)
        found[key] = (*found.get(key, ()), item)
    return found


def _ways(problem: Problem, assignments: tuple[Assignment, ...], part: Daypart) -> set[tuple[str, Place, Span]]:
    return {(a.shift, a.place, a.span) for a in assignments if part in problem.team.touches(a.span)}
