"""What a team asks for on a date: who must be supported when, cut into the segments in which nothing changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Span
from secretariat_tui.domain.events import DutyPin
from secretariat_tui.domain.team import Team


@dataclass(frozen=True, slots=True)
class Demand:
    """A duty that is asked for during a span of a date, by a number of people."""

    date: date
    duty: str
    is_desk: bool
    span: Span
    on_site: bool
    people: int
    priority: int
    load: int
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A demand in one segment of its date. `minutes` are real ones, also when the clock changes."""

    index: int
    demand: Demand
    span: Span
    minutes: int

    @property
    def date(self) -> date:
        return self.demand.date

    @property
    def duty(self) -> str:
        return self.demand.duty

    @property
    def is_desk(self) -> bool:
        return self.demand.is_desk


def demands(team: Team, day: date) -> tuple[Demand, ...]:
    """What a team asks for on an open date: accounts, then desks, in its order."""
    asked = [
        Demand(day, a.id, False, span, window.on_site, 1, a.priority, a.load, a.requires)
        for a in team.accounts
        for window in a.support
        if window.on(day)
        for span in _supported(team, a.id, day, window.span)
    ]
    asked += [
        Demand(day, d.id, True, d.window.span, d.window.on_site, d.people, d.priority, d.load, d.requires)
        for d in team.desks
        if d.window.on(day)
    ]
    return tuple(asked)


def _supported(team: Team, account: str, day: date, window: Span) -> list[Span]:
    """What is left of a support window where the account needs nobody in a daypart."""
    halves = [(part, rest) for part in DAYPARTS if (rest := team.half(part).intersection(window)) is not None]
    kept = [rest for part, rest in halves if not any(item.covers(account, day, part) for item in team.no_support)]
    return [window] if len(kept) == len(halves) else kept


def segments(team: Team, day: date, demands: tuple[Demand, ...]) -> list[Span]:
    """The date, cut at every boundary that matters for a duty; neighbours that are alike are one segment."""
    cutting = [shift.span for shift in team.shifts]
    cutting += [meeting.span for meeting in team.meetings if meeting.on(day)]
    cutting += [item.span for item in team.learning if item.date == day]
    cutting += [pin.span for pin in team.pins if isinstance(pin, DutyPin) and pin.date == day]
    if any(item.takes(item.member, day, part) for item in team.secondments for part in DAYPARTS):
        cutting.append(team.half(Daypart.AM))
    cuts = sorted({edge for span in (*cutting, *(d.span for d in demands)) for edge in (span.start, span.end)})
    found: list[Span] = []
    signs: list[tuple[bool, ...]] = []
    for start, end in pairwise(cuts):
        piece = Span(start, end)
        asked = tuple(demand.span.covers(piece) for demand in demands)
        if not any(asked):
            continue
        sign = asked + tuple(span.covers(piece) for span in cutting)
        if found and found[-1].end == start and signs[-1] == sign:
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(piece)
            signs.append(sign)
    return found
