"""Daily and weekly rest (Arbeidstijdenwet 5:3 and 5:5), in real hours, also when the clock changes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import ClassVar, Final

from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import ZERO, Linear, Var, total
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.resting import (
    DAILY,
    FORTNIGHT,
    HISTORY_WEEKS,
    HOUR,
    PART,
    PARTS,
    SHORT,
    UNBROKEN,
    WEEK,
    Stint,
    branches,
    gaps,
    short_gaps,
    stint_of,
    worked,
)

_LONGEST: Final = 25 * HOUR
"""No shift is longer: it lies within a date."""


class Rest:
    """Shifts stand in time order, whatever their dates. Time after the horizon, or of no known history, is free.

    What happened before the horizon is nobody's breach: only gaps before a shift of the horizon count, and a window
    that was broken before the horizon began is passed over.
    """

    id: ClassVar[str] = "rest"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        past: dict[str, list[Stint]] = defaultdict(list)
        for a in problem.past_assignments(HISTORY_WEEKS):
            past[a.member].append(stint_of(problem, a.date, a.span))
        times = {(day, s.id): stint_of(problem, day, s.span) for day in problem.open_dates for s in problem.team.shifts}
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
            yield from _daily_breaches(problem, member, worked(problem, facts, member))
        for window in branches(problem, facts):
            if window.branch is None:
                yield Violation(_weekly_reason(problem.team.member[window.member], window.date))


@dataclass(frozen=True, slots=True)
class _Possible:
    """A choice of the planner."""

    stint: Stint
    var: Var


@dataclass(frozen=True, slots=True)
class _Timeline:
    """What a member worked before the horizon and what she can work in it, both in time order."""

    member: Member
    past: list[Stint]
    possible: list[_Possible]

    @property
    def free_at(self) -> int | None:
        """The end of her last shift before the horizon, where known."""
        return max((stint.end for stint in self.past), default=None)


# -- daily rest, encoded


def _keep_apart(model: Encoder, timeline: _Timeline, short_rest: bool) -> None:
    """Two shifts are too near where one starts before the rest after the other is over.

    So shifts with their rest are intervals of which no two may overlap: one sum for each largest set of intervals that
    share a moment says so, and is as tight as can be.
    """
    member, free_at = timeline.member, timeline.free_at
    least = SHORT if short_rest else DAILY
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
    known = [start for start, _ in short_gaps(timeline.past)]
    gaps = list(_possible_short_gaps(model, timeline))
    first = 0
    for index, (start, _, day) in enumerate(gaps):
        while gaps[first][0] + WEEK <= start:
            first += 1
        before = sum(1 for gap in known if start < gap + WEEK)
        is_largest = index + 1 == len(gaps) or gaps[first][0] + WEEK <= gaps[index + 1][0]
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
        after = [p for p in timeline.possible if end + SHORT <= p.stint.start < end + DAILY]
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


@dataclass(frozen=True, slots=True)
class _Gap:
    """The free time after a moment at which a shift may end.

    `lasts` are moments from 32 to 72 h later, in order, each with a variable that may be 1 only if that shift is worked
    and no other until then; `minutes` is what that comes to.
    """

    start: int
    lasts: list[tuple[int, Var]]
    minutes: Var

    def at(self, moment: int) -> Linear:
        """1 only if it lasts until that moment."""
        return total(free for until, free in self.lasts if until == moment)

    def before(self, moment: int) -> Linear:
        """The minutes of it that lie before a moment."""
        return _length(self.start, [(until, free) for until, free in self.lasts if until <= moment])


def _length(start: int, lasts: Sequence[tuple[int, Var]]) -> Linear:
    starts = [start, *(until for until, _ in lasts)]
    return total(free * (until - since) for since, (until, free) in zip(starts, lasts, strict=False))


class _Weekly:
    """The windows that begin with a shift of one member.

    Gaps begin where a shift that is worked ends, so no two of them overlap and their lengths may be added.
    """

    def __init__(self, model: Encoder, timeline: _Timeline) -> None:
        self._model = model
        self._member = timeline.member
        self._past = timeline.past
        self._possible = timeline.possible
        self._starts = [p.stint.start for p in self._possible]
        self._ending: dict[int, Linear] = defaultdict(lambda: ZERO)
        for possible in self._possible:
            self._ending[possible.stint.end] += possible.var
        self._ending.update({stint.end: ZERO + 1 for stint in self._past})
        self._ends = sorted(self._ending)
        self._points: list[int] = []
        self._gaps: dict[int, _Gap] = {}

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
        self._points = sorted({*self._starts, *(s.start for s in self._past), *(w[0] + FORTNIGHT for w in windows)})
        for start, day, begins in windows:
            self._require(start, day, begins)

    def _require(self, start: int, day: date, begins: Linear) -> None:
        """If a shift begins then, the week after has its unbroken rest, or the fortnight its parts."""
        stop = start + FORTNIGHT
        unbroken: list[Linear] = []
        parts: list[Linear] = []
        for end in self._ends[bisect_left(self._ends, start) : bisect_right(self._ends, stop - PART)]:
            gap = self._gap(end)
            if end + UNBROKEN <= start + WEEK:
                unbroken.append(gap.at(end + UNBROKEN))
            parts.append(gap.minutes if end + PARTS <= stop else gap.before(stop))
        divided = self._model.boolean(f"{self._member.id} {day} rests in parts")
        self._model.define(total(parts) - divided * PARTS >= 0)
        self._model.require(total(unbroken) + divided - begins >= 0, _weekly_reason(self._member, day))

    def _gap(self, start: int) -> _Gap:
        """The gap after a possible end of a shift, known at every moment where it can end or a window cuts it."""
        if start in self._gaps:
            return self._gaps[start]
        points = self._points[bisect_left(self._points, start + PART) : bisect_right(self._points, start + PARTS)]
        lasts: list[tuple[int, Var]] = []
        since, limit = start - _LONGEST, self._ending[start]
        for point in sorted({*points, start + UNBROKEN, start + PARTS}):
            if any(stint.start < point and start < stint.end for stint in self._past):
                break
            meanwhile = self._possible[bisect_left(self._starts, since) : bisect_left(self._starts, point)]
            free = self._model.boolean()
            self._model.define(free - limit <= 0)
            self._exclude(free, [p for p in meanwhile if p.stint.end > start])
            lasts.append((point, free))
            since, limit = point, free
        minutes = self._model.integer(0, PARTS)
        self._model.define(_length(start, lasts).equals(minutes))
        return self._gaps.setdefault(start, _Gap(start, lasts, minutes))

    def _exclude(self, free: Var, meanwhile: Sequence[_Possible]) -> None:
        """While it is free none of these is worked: a sum for each date, where daily rest allows only one of them.

        Not across dates: a definition is never to blame, and would hide that two such shifts are too near.
        """
        for _, group in groupby(meanwhile, key=lambda p: p.stint.date):
            rest = list(group)
            while rest:
                nearest = min(p.stint.end for p in rest) + SHORT
                self._model.define(total(p.var for p in rest if p.stint.start < nearest) + free <= 1)
                rest = [p for p in rest if p.stint.start >= nearest]


def _stretches(stints: Sequence[Stint]) -> list[tuple[int, int]]:
    """The free stretches of 32 h or more after the first of these shifts."""
    found = []
    free_at = None
    for stint in sorted(stints):
        if free_at is not None and stint.start - free_at >= PART:
            found.append((free_at, stint.start))
        free_at = stint.end if free_at is None else max(free_at, stint.end)
    if free_at is not None:
        found.append((free_at, free_at + 2 * FORTNIGHT))
    return found


def _rests_surely(stretches: Sequence[tuple[int, int]], start: int) -> bool:
    """Whether stretches that are free anyway are rest enough for the window that begins there."""
    unbroken = any(min(high, start + WEEK) - max(low, start) >= UNBROKEN for low, high in stretches)
    parts = [min(high, start + FORTNIGHT) - max(low, start) for low, high in stretches]
    return unbroken or sum(part for part in parts if part >= PART) >= PARTS


# -- checked


def _daily_breaches(problem: Problem, member: Member, stints: Sequence[Stint]) -> Iterator[Violation]:
    begin, short_rest = problem.horizon.start, problem.team.short_rest
    least = SHORT if short_rest else DAILY
    for since, stint in gaps(stints):
        if stint.date >= begin and stint.start - since < least:
            yield Violation(_daily_reason(member, stint.date, short_rest), least - (stint.start - since))
    if short_rest:
        for (earlier, _), (later, stint) in pairwise(short_gaps(stints)):
            if stint.date >= begin and later < earlier + WEEK:
                yield Violation(_daily_reason(member, stint.date, short_rest))


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
