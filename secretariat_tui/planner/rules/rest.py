"""Daily and weekly rest (Arbeidstijdenwet 5:3 and 5:5), in real hours, also when the clock changes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby, pairwise
from typing import ClassVar, Final

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import ZERO, Linear, Var, total
from secretariat_tui.planner.facts import Facts

_HOUR: Final = 60
_DAILY: Final = 11 * _HOUR
_SHORT: Final = 8 * _HOUR
_WEEK: Final = 7 * 24 * _HOUR
_UNBROKEN: Final = 36 * _HOUR
_FORTNIGHT: Final = 2 * _WEEK
_PART: Final = 32 * _HOUR
_PARTS: Final = 72 * _HOUR
_LONGEST: Final = 25 * _HOUR
"""No shift is longer: it lies within a date."""
_HISTORY_WEEKS: Final = 3


class Rest:
    """Before and after the horizon, time is free where history knows no shift.

    Shifts stand in time order, whatever their dates; a gap runs from the latest end so far to the next start, and
    belongs to the shift after it. What happened before the horizon is nobody's breach: only gaps before a shift of the
    horizon count, and a window that was broken before the horizon began is passed over.
    """

    id: ClassVar[str] = "rest"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        past: dict[str, list[_Stint]] = defaultdict(list)
        for a in problem.past_assignments(_HISTORY_WEEKS):
            past[a.member].append(_stint(problem, a.date, a.span))
        times = {(day, s.id): _stint(problem, day, s.span) for day in problem.open_dates for s in problem.team.shifts}
        for member in problem.team.members:
            possible = [
                _Possible(times[day, choice.shift.id], choice.var)
                for day in problem.open_dates
                for choice in model.variables.choices(member, day)
            ]
            possible.sort(key=lambda p: p.stint)
            timeline = _Timeline(member, sorted(past[member.id]), possible)
            _keep_apart(model, timeline, problem.team.short_rest)
            if problem.team.short_rest:
                _limit_short_gaps(model, timeline)
            _Weekly(model, timeline).encode()

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for member in problem.team.members:
            yield from _daily_breaches(problem, member, _worked(problem, facts, member))
        for window in branches(problem, facts):
            if window.branch is None:
                yield Violation(_weekly_reason(problem.team.member[window.member], window.date))


@dataclass(frozen=True, order=True, slots=True)
class _Stint:
    """The time of a shift, in minutes of UTC."""

    start: int
    end: int
    date: date


@dataclass(frozen=True, slots=True)
class _Possible:
    """A choice of the planner."""

    stint: _Stint
    var: Var


@dataclass(frozen=True, slots=True)
class _Timeline:
    """What a member worked before the horizon and what she can work in it, both in time order."""

    member: Member
    past: list[_Stint]
    possible: list[_Possible]

    @property
    def free_at(self) -> int | None:
        """The end of her last shift before the horizon, where known."""
        return max((stint.end for stint in self.past), default=None)


def _stint(problem: Problem, day: date, span: Span) -> _Stint:
    start, end = (int(problem.instant(day, minute).timestamp()) // 60 for minute in (span.start, span.end))
    return _Stint(start, end, day)


# -- daily rest, encoded


def _keep_apart(model: Encoder, timeline: _Timeline, short_rest: bool) -> None:
    """Two shifts are too near where one starts before the rest after the other is over.

    So shifts with their rest are intervals of which no two may overlap: one sum for each largest set of intervals that
    share a moment says so, and is as tight as can be.
    """
    member, free_at = timeline.member, timeline.free_at
    least = _SHORT if short_rest else _DAILY
    together: list[_Possible] = []

    def at_most_one() -> None:
        if len(together) > 1:
            reason = _daily_reason(member, together[-1].stint.date, short_rest)
            model.require(total(p.var for p in together) <= 1, reason)

    for start, group in groupby(timeline.possible, key=lambda p: p.stint.start):
        now = list(group)
        if free_at is not None and start < free_at + least:
            for p in now:
                model.forbid(p.var, _daily_reason(member, p.stint.date, short_rest))
        still = [p for p in together if start < p.stint.end + least]
        if len(still) < len(together):
            at_most_one()
        together = still + now
    at_most_one()


def _limit_short_gaps(model: Encoder, timeline: _Timeline) -> None:
    """At most one gap shorter than the daily rest begins in any 7 x 24 h."""
    known = [start for start, _ in _short_gaps(timeline.past)]
    gaps = list(_possible_short_gaps(model, timeline))
    first = 0
    for index, (start, _, day) in enumerate(gaps):
        while gaps[first][0] + _WEEK <= start:
            first += 1
        before = sum(1 for gap in known if start < gap + _WEEK)
        is_largest = index + 1 == len(gaps) or gaps[first][0] + _WEEK <= gaps[index + 1][0]
        if before or is_largest:
            window = total(begins for _, begins, _ in gaps[first : index + 1])
            model.require(window <= max(0, 1 - before), _daily_reason(timeline.member, day, True))


def _possible_short_gaps(model: Encoder, timeline: _Timeline) -> Iterator[tuple[int, Linear, date]]:
    """Each moment at which a short gap may begin, 1 if one does, and the date of the shift after it; by time."""
    ending: dict[int, list[Var]] = defaultdict(list)
    for possible in timeline.possible:
        ending[possible.stint.end].append(possible.var)
    if timeline.free_at is not None:
        ending.setdefault(timeline.free_at, [])
    for end in sorted(ending):
        after = [p for p in timeline.possible if end + _SHORT <= p.stint.start < end + _DAILY]
        if not after:
            continue
        follows = total(p.var for p in after)
        if end == timeline.free_at:
            yield end, follows, after[0].stint.date
        else:
            begins = model.integer(0, len(ending[end]) + len(after), f"{timeline.member.id} short rest")
            model.define(total(ending[end]) + follows - begins <= 1)
            yield end, begins, after[0].stint.date


# -- weekly rest, encoded


class _Weekly:
    """The windows that begin with a shift of one member.

    A gap is known by the end of the shift before it, and `_free_until` says how long it surely lasts. Gaps begin where
    a shift that is worked ends, so two of them never overlap and their lengths may be added.
    """

    def __init__(self, model: Encoder, timeline: _Timeline) -> None:
        self._model = model
        self._member = timeline.member
        self._past = timeline.past
        self._possible = timeline.possible
        self._starts = [p.stint.start for p in self._possible]
        self._ends = sorted({p.stint.end for p in self._possible} | {stint.end for stint in self._past})
        self._points: list[int] = []
        self._lasting: dict[int, list[tuple[int, Var]]] = {}

    def encode(self) -> None:
        """States what does not hold even if every choice is worked: nothing, for a team with its weekends off."""
        before, anyway = _stretches(self._past), _stretches([*self._past, *(p.stint for p in self._possible)])
        windows: list[tuple[int, date, Linear]] = []
        for stint in self._past:
            if _rests_surely(before, stint.start) and not _rests_surely(anyway, stint.start):
                windows.append((stint.start, stint.date, ZERO + 1))
        for start, group in groupby(self._possible, key=lambda p: p.stint.start):
            if not _rests_surely(anyway, start):
                now = list(group)
                windows.append((start, now[0].stint.date, total(p.var for p in now)))
        self._points = sorted({*self._starts, *(s.start for s in self._past), *(w[0] + _FORTNIGHT for w in windows)})
        for start, day, begins in windows:
            self._require(start, day, begins)

    def _require(self, start: int, day: date, begins: Linear) -> None:
        """If a shift begins then, the week after has its unbroken rest, or the fortnight its parts."""
        unbroken: list[Linear] = []
        parts: list[Linear] = []
        for end in self._ends[bisect_left(self._ends, start) : bisect_right(self._ends, start + _FORTNIGHT - _PART)]:
            since = end
            for point, lasts in self._free_until(end):
                if point == end + _UNBROKEN and point <= start + _WEEK:
                    unbroken.append(lasts)
                if point <= start + _FORTNIGHT:
                    parts.append(lasts * (point - since))
                since = point
        divided = self._model.boolean(f"{self._member.id} {day} rests in parts")
        self._model.define(total(parts) - divided * _PARTS >= 0)
        self._model.require(total(unbroken) + divided - begins >= 0, _weekly_reason(self._member, day))

    def _free_until(self, end: int) -> list[tuple[int, Var]]:
        """Moments from 32 to 72 h after the end of a shift, each with a variable that may be 1 only if that shift is
        worked and no other until then. Among them are all moments at which the gap can end or a window cuts it."""
        if end in self._lasting:
            return self._lasting[end]
        first, last = bisect_left(self._points, end + _PART), bisect_right(self._points, end + _PARTS)
        found: list[tuple[int, Var]] = []
        limit: Linear = total(p.var for p in self._possible if p.stint.end == end)
        if any(stint.end == end for stint in self._past):
            limit = ZERO + 1
        since = end - _LONGEST
        for point in sorted({*self._points[first:last], end + _UNBROKEN, end + _PARTS}):
            if any(stint.start < point and end < stint.end for stint in self._past):
                break
            within = self._possible[bisect_left(self._starts, since) : bisect_left(self._starts, point)]
            lasts = self._model.boolean()
            self._model.define(lasts - limit <= 0)
            self._model.define(total(p.var for p in within if p.stint.end > end) <= 0, only_if=lasts)
            found.append((point, lasts))
            since, limit = point, lasts
        self._lasting[end] = found
        return found


def _stretches(stints: Sequence[_Stint]) -> list[tuple[int, int]]:
    """The free stretches of 32 h or more after the first of these shifts."""
    found = []
    free_at = None
    for stint in sorted(stints):
        if free_at is not None and stint.start - free_at >= _PART:
            found.append((free_at, stint.start))
        free_at = stint.end if free_at is None else max(free_at, stint.end)
    if free_at is not None:
        found.append((free_at, free_at + 2 * _FORTNIGHT))
    return found


def _rests_surely(stretches: Sequence[tuple[int, int]], start: int) -> bool:
    """Whether stretches that are free anyway are rest enough for the window that begins there."""
    unbroken = any(min(high, start + _WEEK) - max(low, start) >= _UNBROKEN for low, high in stretches)
    parts = [min(high, start + _FORTNIGHT) - max(low, start) for low, high in stretches]
    return unbroken or sum(part for part in parts if part >= _PART) >= _PARTS


# -- checked


class Branch(StrEnum):
    """How a window has its weekly rest."""

    WEEK = "36 h in 7 x 24 h"
    FORTNIGHT = "72 h in 14 x 24 h"


@dataclass(frozen=True, slots=True)
class Window:
    """The time from the start of a shift on a date. `branch` is None where the weekly rest is missing."""

    member: str
    date: date
    branch: Branch | None


def branches(problem: Problem, facts: Facts) -> Iterator[Window]:
    """How every window that reaches into the horizon has its weekly rest, by member, then by time."""
    for member in problem.team.members:
        stints = _worked(problem, facts, member)
        earlier = [stint for stint in stints if stint.date < problem.horizon.start]
        begin = _stint(problem, problem.horizon.start, Span(0, 1)).start
        for stint in stints:
            past = stint.date < problem.horizon.start
            if past and (stint.start + _FORTNIGHT <= begin or _branch(earlier, stint.start) is None):
                continue
            yield Window(member.id, stint.date, _branch(stints, stint.start))


def _branch(stints: Sequence[_Stint], start: int) -> Branch | None:
    """The first branch that holds for the window that begins there; `stints` are sorted."""
    if any(rest >= _UNBROKEN for rest in _rests(stints, start, start + _WEEK)):
        return Branch.WEEK
    if sum(rest for rest in _rests(stints, start, start + _FORTNIGHT) if rest >= _PART) >= _PARTS:
        return Branch.FORTNIGHT
    return None


def _rests(stints: Sequence[_Stint], start: int, stop: int) -> Iterator[int]:
    """Walks from the start of a shift to a later moment and gives the lengths of the gaps."""
    free_at = start
    for stint in stints:
        if stint.end > start and stint.start < stop:
            yield stint.start - free_at
            free_at = max(free_at, stint.end)
    yield stop - free_at


def _worked(problem: Problem, facts: Facts, member: Member) -> list[_Stint]:
    """Her shifts of the last weeks and of the horizon, in time order."""
    past = [a for a in problem.past_assignments(_HISTORY_WEEKS) if a.member == member.id]
    planned = [a for day in problem.horizon.dates for a in facts.assignments(member, day)]
    return sorted(_stint(problem, a.date, a.span) for a in past + planned)


def _short_gaps(stints: Sequence[_Stint]) -> list[tuple[int, date]]:
    """The start of each gap of 8 to 11 h, and the date of the shift after it; `stints` are sorted."""
    found = []
    free_at = None
    for stint in stints:
        if free_at is not None and _SHORT <= stint.start - free_at < _DAILY:
            found.append((free_at, stint.date))
        free_at = stint.end if free_at is None else max(free_at, stint.end)
    return found


def _daily_breaches(problem: Problem, member: Member, stints: Sequence[_Stint]) -> Iterator[Violation]:
    begin, short_rest = problem.horizon.start, problem.team.short_rest
    least = _SHORT if short_rest else _DAILY
    free_at = None
    for stint in stints:
        if free_at is not None and stint.date >= begin and stint.start - free_at < least:
            yield Violation(_daily_reason(member, stint.date, short_rest), least - (stint.start - free_at))
        free_at = stint.end if free_at is None else max(free_at, stint.end)
    if short_rest:
        for (earlier, _), (later, day) in pairwise(_short_gaps(stints)):
            if day >= begin and later < earlier + _WEEK:
                yield Violation(_daily_reason(member, day, short_rest))


# -- reasons


def _daily_reason(member: Member, day: date, short_rest: bool) -> Reason:
    if short_rest:
        template = N_("{member} rests 11 hours before her shift on {date}; once in 7 days 8 hours are enough.")
    else:
        template = N_("{member} rests 11 hours before her shift on {date}.")
    return because(Rest.id, template, member=member.id, date=day)


def _weekly_reason(member: Member, day: date) -> Reason:
    template = N_("{member} rests 36 hours on end in the 7 days from {date}, or 72 hours in the 14 days from then.")
    return because(Rest.id, template, member=member.id, date=day)
