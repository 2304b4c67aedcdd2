"""A workspace that keeps nothing: for the demo, for trying things out, and for tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import Refused, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import Act, ActKind, WeekState
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.services.plans import of_week, together
from secretariat_tui.services.workspace import Planner, Sheet

Pose = Callable[[Team, Week, int, Sequence[Roster], date | None], Problem]


@dataclass(frozen=True)
class _State:
    """All that there is, after an act of some kind."""

    kind: ActKind
    team: Team
    plans: dict[Week, tuple[Plan, ...]] = field(default_factory=dict)
    published: dict[Week, int] = field(default_factory=dict)


class MemoryWorkspace:
    """Its states are a list, and to undo is to go back in it."""

    def __init__(self, team: Team, planner: Planner, now: Callable[[], datetime], pose: Pose, who: str = "") -> None:
        self.planner = planner
        self.may_write = True
        self.now = now
        self._pose = pose
        self._who = who
        self._states = [_State(ActKind.IMPORT_TEAM, team)]
        self._at = 0
        self._acts: list[Act] = []

    @property
    def team(self) -> Team:
        return self._state.team

    def sheet(self, first: Week, weeks: int = 1) -> Sheet:
        problem = self._problem(first, weeks)
        newest = [self._newest(week) for week in problem.weeks]
        plans = [plan for plan in newest if plan is not None]
        plan = together(plans, problem) if len(plans) == len(newest) else None
        return Sheet(problem, plan, tuple(self._week(week) for week in problem.weeks))

    def change_team(self, team: Team, kind: ActKind, why: str = "") -> None:
        self._do(replace(self._state, kind=kind, team=team), why)

    def keep(self, plan: Plan, kind: ActKind = ActKind.PLAN, why: str = "", seen: Sheet | None = None) -> None:
        plans = dict(self._state.plans)
        weeks = plan.roster.weeks
        if seen is not None and seen.states != tuple(self._week(week) for week in seen.problem.weeks):
            template = N_("Meanwhile these weeks were changed: this plan of them was not kept.")
            raise Refused([fault("changed-meanwhile", template)])
        problem = self._problem(weeks[0], len(weeks))
        for week in weeks:
            plans[week] = (*plans.get(week, ()), of_week(plan, problem, week))
        self._do(replace(self._state, kind=kind, plans=plans), why)

    def publish(self, first: Week, weeks: int = 1) -> None:
        wanted = [first.plus(n) for n in range(weeks)]
        planned = {week: len(self._state.plans[week]) for week in wanted if week in self._state.plans}
        self._do(replace(self._state, kind=ActKind.PUBLISH, published=self._state.published | planned), "")

    def undo(self) -> ActKind | None:
        if self._at == 0:
            return None
        undone = self._state.kind
        self._at -= 1
        self._note(ActKind.UNDO, "")
        return undone

    def redo(self) -> ActKind | None:
        if self._at + 1 == len(self._states):
            return None
        self._at += 1
        self._note(ActKind.REDO, "")
        return self._state.kind

    def begin_here(self) -> None:
        """Forgets how it came to be as it is: there is nothing to undo."""
        self._states = [self._state]
        self._at = 0

    def acts(self) -> tuple[Act, ...]:
        return tuple(self._acts)

    def news(self) -> tuple[Act, ...]:
        return ()

    @property
    def _state(self) -> _State:
        return self._states[self._at]

    def _do(self, state: _State, why: str) -> None:
        self._states[self._at + 1 :] = [state]
        self._at += 1
        self._note(state.kind, why)

    def _note(self, kind: ActKind, why: str) -> None:
        number = len(self._acts) + 1
        at = self.now().replace(tzinfo=ZoneInfo(self.team.timezone)).astimezone(UTC)
        self._acts.append(Act(self.team.id, number, kind, self._who, at, why, (), None, ""))

    def _problem(self, first: Week, weeks: int) -> Problem:
        state = self._state
        history = [plans[-1].roster for week, plans in sorted(state.plans.items()) if week < first]
        problem = self._pose(state.team, first, weeks, history, self.now().date())
        if not all(week in state.published for week in problem.weeks):
            return problem
        published = [state.plans[week][state.published[week] - 1] for week in problem.weeks]
        return replace(problem, published=together(published, problem).roster)

    def _newest(self, week: Week) -> Plan | None:
        plans = self._state.plans.get(week)
        return plans[-1] if plans else None

    def _week(self, week: Week) -> WeekState | None:
        plans = self._state.plans.get(week)
        if not plans:
            return None
        return WeekState(self.team.id, week, len(plans), self._state.published.get(week), None, len(plans))
