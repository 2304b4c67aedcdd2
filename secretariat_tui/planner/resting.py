"""Shifts as real time, the rest between them, and by which branch of the law each weekly rest is had.

All moments are minutes of UTC, so that a night in which the clock changes has its true length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.rest import Branch, Window
from secretariat_tui.planner.facts import Facts

HOUR: Final = 60
DAILY: Final = 11 * HOUR
SHORT: Final = 8 * HOUR
WEEK: Final = 7 * 24 * HOUR
UNBROKEN: Final = 36 * HOUR
FORTNIGHT: Final = 2 * WEEK
PART: Final = 32 * HOUR
PARTS: Final = 72 * HOUR
HISTORY_WEEKS: Final = 3


@dataclass(frozen=True, order=True, slots=True)
class Stint:
    """The time of a shift."""

    start: int
    end: int
    date: date


def stint_of(problem: Problem, day: date, span: Span) -> Stint:
    """The time of a shift on a date."""
    start, end = (int(problem.instant(day, minute).timestamp()) // 60 for minute in (span.start, span.end))
    return Stint(start, end, day)


def worked(problem: Problem, facts: Facts, member: Member) -> list[Stint]:
    """Her shifts of the weeks before the horizon and of the horizon, in time order."""
    past = [a for a in problem.past_assignments(HISTORY_WEEKS) if a.member == member.id]
    planned = [a for day in problem.horizon.dates for a in facts.assignments(member, day)]
    return sorted(stint_of(problem, a.date, a.span) for a in past + planned)


def gaps(stints: Sequence[Stint]) -> Iterator[tuple[int, Stint]]:
    """Since when she is free before each shift but the first. `stints` are in time order; they may overlap."""
    since: int | None = None
    for stint in stints:
        if since is not None:
            yield since, stint
        since = stint.end if since is None else max(since, stint.end)


def short_gaps(stints: Sequence[Stint]) -> list[tuple[int, Stint]]:
    """The gaps of 8 h or more that are shorter than the daily rest."""
    return [(since, stint) for since, stint in gaps(stints) if SHORT <= stint.start - since < DAILY]


def branches(problem: Problem, facts: Facts) -> Iterator[Window]:
    """How every window that reaches into the horizon has its weekly rest, by member, then by time.

    Windows that were broken before the horizon began are left out.
    """
    begin = stint_of(problem, problem.horizon.start, Span(0, 1)).start
    for member in problem.team.members:
        stints = worked(problem, facts, member)
        before = [stint for stint in stints if stint.start < begin]
        for stint in stints:
            if stint.start < begin and (stint.start + FORTNIGHT <= begin or _branch(before, stint.start) is None):
                continue
            yield Window(member.id, stint.date, _branch(stints, stint.start))


def _branch(stints: Sequence[Stint], start: int) -> Branch | None:
    """The first branch that holds for the window that begins there."""
    if any(rest >= UNBROKEN for rest in _rests(stints, start, start + WEEK)):
        return Branch.WEEK
    if sum(rest for rest in _rests(stints, start, start + FORTNIGHT) if rest >= PART) >= PARTS:
        return Branch.FORTNIGHT
    return None


def _rests(stints: Sequence[Stint], start: int, stop: int) -> Iterator[int]:
    """The lengths of the gaps from the start of a shift up to a later moment."""
    within = [stint for stint in stints if start < stint.end and stint.start < stop]
    for since, stint in gaps(within):
        yield stint.start - since
    yield stop - max(stint.end for stint in within)
