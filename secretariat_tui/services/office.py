"""Where the use cases of a database stand: a store, a clock, and who works with it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.clock import Clock, today
from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.repository import Reading, Store, Writing
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.ical.words import Translate, untranslated
from secretariat_tui.planner.limits import Limits, Progress
from secretariat_tui.services import planning
from secretariat_tui.services.hours import with_hours
from secretariat_tui.services.planning import pose

Solve = Callable[[Problem, Limits | None, Callable[[Progress], None] | None, threading.Event | None], Plan]

WEEKS_OF_HISTORY = 53
"""How far back rosters count: a year, for what is counted by the year."""


@dataclass(frozen=True)
class Office:
    """A store, the clock, the user's name for the record, how plans are made, and the texts of a language."""

    store: Store
    clock: Clock
    who: str
    solve: Solve = planning.plan
    translate: Callable[[str], Translate] = field(default=lambda _: untranslated)

    def team_id(self, asked: str | None = None) -> str:
        """The team that is asked for, else the only one; raises BadInput where there is none, or more to choose."""
        with self.store.read() as view:
            if asked is not None:
                return view.entry(asked).id
            found = [entry.id for entry in view.teams()]
        if len(found) == 1:
            return found[0]
        if not found:
            hint = N_("Take one in with: secretariat team import FILE")
            raise BadInput([fault("no-team", N_("The database has no team yet."), hint=hint)])
        hint = N_("Say which with --team: {teams}.")
        raise BadInput([fault("which-team", N_("The database has more than one team."), hint=hint, teams=tuple(found))])

    def team(self, team: str) -> Team:
        """The team as it stands."""
        with self.store.read() as view:
            return view.team(team)

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self.clock.now()

    def today(self, team: Team) -> date:
        """The date it is for the team."""
        return today(self.clock, team.timezone)

    def act(self, team: str, kind: ActKind, why: str = "") -> AbstractContextManager[Writing]:
        """An act of the user on a team."""
        return self.store.write(team, kind, self.who, self.now(), why)

    def plan(
        self,
        problem: Problem,
        limits: Limits | None = None,
        tell: Callable[[Progress], None] | None = None,
        stop: threading.Event | None = None,
    ) -> Plan:
        """A plan to be kept. Raises KeyboardInterrupt where the user stopped it."""
        found = self.solve(problem, limits, tell, stop)
        ensure_wanted(stop)
        return found

    def pose(self, view: Reading, team: Team, first: Week, weeks: int = 1) -> Problem:
        """The problem of some weeks: with what happened before, the hours that are owed, and what is published."""
        return with_past(view, self.pose_alone(view, team, first, weeks))

    def pose_alone(self, view: Reading, team: Team, first: Week, weeks: int = 1) -> Problem:
        """The same without what happened before: enough to read the weeks, and it takes no longer after years."""
        own = Horizon(first, weeks)
        team = replace(team, pins=tuple(pin for pin in team.pins if pin.date in own))
        published = view.rosters(team.id, first, first.plus(weeks - 1), "published")
        # Those of the horizon itself are no history; they tell when people heard of it.
        posed = pose(team, first, weeks, published, self.today(team))
        return replace(posed, published=together(published) if published else None)


def ensure_wanted(stop: threading.Event | None) -> None:
    """Raises KeyboardInterrupt where the user stopped the search whose answer was to be kept: what was found by then is
    not what she asked for."""
    if stop is not None and stop.is_set():
        raise KeyboardInterrupt


def with_past(view: Reading, problem: Problem) -> Problem:
    """A problem that was posed alone, with the rosters before it and the hours that they leave to be owed."""
    first = problem.horizon.first
    history = view.history(problem.team.id, first, WEEKS_OF_HISTORY)
    team = with_hours(view, problem.team, first, history)
    return replace(problem, team=team, history=(*history, *problem.history))


def together(rosters: tuple[Roster, ...]) -> Roster:
    """Rosters of single weeks as one."""
    return Roster(
        rosters[0].team,
        tuple(week for roster in rosters for week in roster.weeks),
        tuple(item for roster in rosters for item in roster.assignments),
        tuple(item for roster in rosters for item in roster.duties),
        state=rosters[0].state,
    )
