"""The lights of leave that are known, week by week, for as long as what they rest on stays as it is.

A light says what leave does to the first three stages of its week, and each week stands alone. So it rests on the team,
on the leave, absence and pins of that week, and on what happened before it; never on other requests.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import takewhile

from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Horizon, Week
from secretariat_tui.domain.events import Absence, Leave, LeaveStatus
from secretariat_tui.domain.leave_light import Advice, Light, judged_weeks
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.team import Team


class KeptLights:
    """Empty until `look`, which is asked after everything that may have changed."""

    def __init__(self) -> None:
        self._problem: Problem | None = None
        self._facts: dict[Week, object] = {}
        self._elsewhere: object = None
        self._lights: dict[Week, dict[tuple[str, date, Daypart | None], Light]] = {}
        self._advice: dict[Leave, tuple[object, Advice]] = {}

    def look(self, problem: Problem) -> None:
        """Takes in how things are in the weeks of a problem, and forgets the lights that are not so any more."""
        core = _core(problem.team)
        facts = {week: (core, _of_week(problem, week)) for week in problem.weeks}
        self._lights = {
            week: known
            for week, known in self._lights.items()
            if week not in facts or facts[week] == self._facts.get(week)
        }
        self._problem = problem
        self._facts.update(facts)
        self._elsewhere = (core, _standing(problem.team), problem.team.pins)

    @property
    def lights(self) -> tuple[Light, ...]:
        """All that are known of the weeks last looked at."""
        return tuple(light for week in self.weeks for light in self._lights.get(week, {}).values())

    def light(self, member: str, day: date, part: Daypart) -> Light | None:
        """The light of one daypart, where it is known."""
        return self._lights.get(Week.of(day), {}).get((member, day, part))

    def take(self, light: Light) -> None:
        """Keeps a light of one daypart."""
        leave = light.leave
        self._lights.setdefault(Week.of(leave.start), {})[leave.member, leave.start, leave.part] = light

    @property
    def count(self) -> tuple[int, int]:
        """How many lights of the weeks last looked at are known, of how many."""
        problem = self._problem
        if problem is None:
            return 0, 0
        return sum(len(self._lights.get(w, ())) for w in self.weeks), sum(_asked(problem, w) for w in self.weeks)

    def lacking(self, near: Week | None = None) -> tuple[Week, int] | None:
        """The first weeks on end of which lights are not known, as the first one and their number; None where all
        are. Those from `near` on come before those before it."""
        lacking = [week for week in self.weeks if self.lacks(week)]
        if not lacking:
            return None
        first = next((week for week in lacking if near is not None and week >= near), lacking[0])
        run = takewhile(lambda pair: pair[1] == first.plus(pair[0]), enumerate(lacking[lacking.index(first) :]))
        return first, len(list(run))

    @property
    def weeks(self) -> tuple[Week, ...]:
        """Those last looked at."""
        return () if self._problem is None else self._problem.weeks

    def lacks(self, week: Week) -> bool:
        """Whether lights of a week, one of those last looked at, are not known."""
        return self._problem is not None and len(self._lights.get(week, {})) < _asked(self._problem, week)

    def facts(self, *weeks: Week) -> object:
        """What lights of these weeks rest on: as long as it is equal, so are they."""
        return tuple(self._facts.get(week, self._elsewhere) for week in weeks)

    def advice(self, leave: Leave) -> Advice | None:
        """The light of a request with its grounds, where it is known."""
        facts, found = self._advice.get(_asked_for(leave), (None, None))
        return found if found is not None and facts == self.facts_of(leave) else None

    def keep(self, advice: Advice, facts: object) -> None:
        """Keeps the light of a request that was asked when `facts_of` it were these."""
        self._advice[_asked_for(advice.light.leave)] = facts, advice

    def facts_of(self, leave: Leave) -> object:
        """What the light of a request rests on."""
        return self.facts(*judged_weeks(leave))


def _asked_for(leave: Leave) -> Leave:
    return replace(leave, status=LeaveStatus.REQUESTED)


def _asked(problem: Problem, week: Week) -> int:
    days = sum(problem.is_open(day) for day in week.days)
    return days * len(DAYPARTS) * len(problem.team.members)


def _core(team: Team) -> Team:
    """What is the same in all weeks. The hours that are owed are no matter of these stages."""
    members = tuple(replace(member, balance=Decimal(0)) for member in team.members)
    return replace(team, members=members, leave=(), absences=(), wishes=(), pins=(), handbook=())


def _standing(team: Team) -> tuple[tuple[Leave, ...], tuple[Absence, ...]]:
    """The leave and absence that count."""
    return tuple(item for item in team.leave if item.status is LeaveStatus.APPROVED), team.absences


def _of_week(problem: Problem, week: Week) -> Hashable:
    first, last = week.days[0], week.days[-1]
    leave, absences = (
        tuple(item for item in items if item.start <= last and item.end >= first) for items in _standing(problem.team)
    )
    before = tuple((roster.weeks, roster.version) for roster in problem.history if roster.weeks[-1].monday < first)
    holidays = tuple(problem.public_holidays.get(day) for day in week.days)
    return leave, absences, tuple(pin for pin in problem.team.pins if pin.date in Horizon(week)), before, holidays
