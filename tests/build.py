"""Builders of small teams for tests: say only what matters to the test."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from secretariat_tui.domain.account import Account, Agreement, Desk, SupportWindow
from secretariat_tui.domain.calendar import DAYPARTS, WEEKDAYS, Daypart, Horizon, Span, Week, parse_clock
from secretariat_tui.domain.member import Member, WorkPattern
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment, Duty, HolderRole, Roster
from secretariat_tui.domain.shift import PLACES, Place, Shift
from secretariat_tui.domain.team import Team

WEEK = Week(2026, 49)
MON, TUE, WED, THU, FRI, SAT, SUN = WEEK.days


def span(text: str) -> Span:
    """ "09:00-12:00" """
    start, end = text.split("-")
    return Span(parse_clock(start), parse_clock(end))


def days(text: str) -> frozenset[int]:
    """ "mon tue" """
    return frozenset(WEEKDAYS.index(word) for word in text.split())


def cells(text: str) -> frozenset[tuple[int, Daypart]]:
    """ "mon wed-am" """
    found = set()
    for word in text.split():
        day, _, part = word.partition("-")
        found |= {(WEEKDAYS.index(day), p) for p in DAYPARTS if part in ("", p.value)}
    return frozenset(found)


def shift(id: str = "dag", times: str = "08:30-17:00", unpaid: int = 30, places: tuple[Place, ...] = PLACES) -> Shift:
    return Shift(id, id.capitalize(), span(times), unpaid, places)


def member(
    id: str, works: str = "mon", works_odd: str | None = None, hours: float | None = None, **more: Any
) -> Member:
    """Grade 7, eight-hour days, hours as the pattern has."""
    even, odd = cells(works), cells(works if works_odd is None else works_odd)
    more.setdefault("grade", 7)
    contract = Decimal(str(hours)) if hours is not None else Decimal(2 * (len(even) + len(odd)))
    return Member(id=id, name=id.capitalize(), hours=contract, pattern=WorkPattern(even, odd), **more)


def account(
    id: str,
    primary: str | None = None,
    when: str = "mon",
    times: str = "09:00-12:00",
    on_site: bool = False,
    **more: Any,
) -> Account:
    window = SupportWindow(days(when), span(times), on_site)
    return Account(id=id, name=id.capitalize(), primary=primary, support=(window,), **more)


def desk(id: str = "telefoon", when: str = "mon", times: str = "09:00-17:00", people: int = 1, **more: Any) -> Desk:
    window = SupportWindow(days(when), span(times), more.pop("on_site", False))
    return Desk(id=id, name=id.capitalize(), window=window, people=people, **more)


def backup(account: str, member: str, **more: Any) -> Agreement:
    return Agreement(account, member, **more)


def team(members: Iterable[Member], accounts: Iterable[Account] = (), **more: Any) -> Team:
    """A team "so" with one day shift unless told otherwise."""
    more.setdefault("shifts", (shift(),))
    more = {key: tuple(value) if isinstance(value, list) else value for key, value in more.items()}
    return Team(id="so", name="Secretariaat", members=tuple(members), accounts=tuple(accounts), **more)


def problem(team: Team, weeks: int = 1, week: Week = WEEK, **more: Any) -> Problem:
    return Problem(team, Horizon(week, weeks), **more)


def work(who: str, day: date = MON, what: Shift | None = None, place: Place = Place.OFFICE) -> Assignment:
    what = what or shift()
    return Assignment(day, who, what.id, place, what.span)


def hold(who: str, what: str, times: str = "09:00-12:00", day: date = MON, is_desk: bool = False, **more: Any) -> Duty:
    role = more.pop("role", None if is_desk else HolderRole.PRIMARY)
    return Duty(day, what, is_desk, span(times), who, role, **more)


def roster(
    assignments: Iterable[Assignment] = (), duties: Iterable[Duty] = (), weeks: Iterable[Week] = (WEEK,)
) -> Roster:
    return Roster("so", tuple(weeks), tuple(assignments), tuple(duties))
