"""Some weeks as they stand in a database: what is asked, the plan of them, and which versions count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import WeekState
from secretariat_tui.domain.report import share
from secretariat_tui.domain.repository import Reading
from secretariat_tui.domain.roster import Roster, StageResult, Status
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.limits import foremost
from secretariat_tui.services.former import has_all, team_of, team_with
from secretariat_tui.services.office import Office, together, with_past


@dataclass(frozen=True)
class Sheet:
    """Some weeks as they stand: what is asked, the newest plan of it (None where a week has none), and for each week
    which of its versions count (None where it has none).

    `asked` is enough to read the weeks: it is without what happened before, and so the same work after years of it.
    `asked.published` is the roster in force, where the weeks have one.
    """

    asked: Problem
    plan: Plan | None
    states: tuple[WeekState | None, ...]
    office: Office = field(repr=False)

    @cached_property
    def problem(self) -> Problem:
        """What is asked, with what happened before and the hours that are owed: to plan, change, check or explain.

        It is read when it is first looked at, as it stands then.
        """
        with self.office.store.read() as view:
            return with_past(view, self.asked)

    @property
    def rosters(self) -> tuple[Roster, ...]:
        """The roster that is shown, if there is one."""
        return () if self.plan is None else (self.plan.roster,)

    @cached_property
    def former(self) -> Team:
        """A team with the names of all that the weeks name, as they are shown and as they are in force."""
        in_force = self.asked.published
        rosters = self.rosters if in_force is None else (*self.rosters, in_force)
        if has_all(self.asked.team, rosters):
            return self.asked.team
        with self.office.store.read() as view:
            return team_with(view, self.asked.team, rosters)

    def of_today(self) -> Problem:
        """What is asked, of the team as it stands, with what it lacks and the weeks name: to change that team."""
        weeks = self.asked.weeks
        with self.office.store.read() as view:
            team = team_with(view, view.team(self.asked.team.id), self.rosters)
            return self.office.pose(view, team, weeks[0], len(weeks))

    def with_absences(self, absences: Iterable[Absence]) -> Sheet:
        """The same weeks with other absences."""
        return replace(self, asked=replace(self.asked, team=replace(self.asked.team, absences=tuple(absences))))

    def afresh(self) -> Sheet:
        """The same weeks, to be planned anew: with the team as it is, also where their roster names who has left."""
        weeks = self.asked.weeks
        with self.office.store.read() as view:
            asked = self.office.pose_alone(view, view.team(self.asked.team.id), weeks[0], len(weeks))
        return replace(self, asked=asked, plan=None)

    @property
    def is_published(self) -> bool:
        """Whether what is shown is what is in force."""
        return all(state is not None and state.published is not None for state in self.states) and not self.is_newer

    @cached_property
    def is_newer(self) -> bool:
        """Whether the newest roster of a week is another than the one in force."""
        with self.office.store.read() as view:
            return any(state is not None and is_newer(view, state) for state in self.states)

    @property
    def seen(self) -> dict[Week, int]:
        """The revision of each week, for an edit that is made on what is shown here."""
        weeks = self.asked.weeks
        return {week: 0 if state is None else state.revision for week, state in zip(weeks, self.states, strict=True)}


def is_newer(view: Reading, state: WeekState) -> bool:
    """Whether the newest roster of a week is another than the one in force. Undo makes a version of the same roster,
    and who plans again may find it again: then it is not, though the version is newer."""
    if state.published is None or not state.is_changed_since_publication:
        return False
    restored = {item.number: item.restores for item in view.versions(state.team, state.week)}

    def first(number: int | None) -> int | None:
        while number is not None and restored.get(number) is not None:
            number = restored[number]
        return number

    if first(state.draft) == first(state.published):
        return False
    newest, in_force = (view.plan(state.team, state.week, number) for number in (state.draft, state.published))
    return _read_as(newest) != _read_as(in_force)


def _read_as(plan: Plan) -> tuple[object, ...]:
    """What people read of a plan: not how it was found, nor how much of it is proven."""
    roster, told = plan.roster, (plan.shortages, plan.contingency, plan.continuity, plan.findings, plan.alarms)
    return (frozenset(roster.assignments), frozenset(roster.duties), *told)


def sheet(office: Office, team: str, first: Week, weeks: int = 1, state: str = "draft") -> Sheet:
    """Some weeks, one after the other, with their "draft", "published" or "realised" versions."""
    with office.store.read() as view:
        return sheet_in(office, view, view.team(team), first, weeks, state)


def sheet_in(office: Office, view: Reading, team: Team, first: Week, weeks: int, state: str) -> Sheet:
    """The same, in a view that is open."""
    horizon = tuple(Horizon(first, weeks))
    states = tuple(view.week(team.id, week) for week in horizon)
    numbers = [None if found is None else getattr(found, state) for found in states]
    plans = [view.plan(team.id, w, n) for w, n in zip(horizon, numbers, strict=True) if n is not None]
    asked = office.pose_alone(view, team_of(view, team, (plan.roster for plan in plans)), first, weeks)
    whole = joined(asked, plans) if plans and len(plans) == len(numbers) else None
    return Sheet(asked, whole, states, office)


def joined(problem: Problem, plans: list[Plan]) -> Plan:
    """Plans of the weeks of a problem as one. Stages that all have are added up; a sum is proven where each is."""
    if len(plans) == 1:
        return plans[0]
    rosters = [plan.roster for plan in plans]
    stages = tuple(_added(row) for row in _of_all(rosters))
    status = Status.OPTIMAL if all(stage.proven for stage in stages) else Status.FEASIBLE
    stopped_by = foremost(*(roster.stopped_by for roster in rosters))
    whole = replace(together(tuple(rosters)), stages=stages, status=status, seed=rosters[0].seed, stopped_by=stopped_by)
    return Plan(
        whole,
        tuple(item for plan in plans for item in plan.shortages),
        tuple(item for plan in plans for item in plan.contingency),
        _continuity(problem, plans),
        tuple(dict.fromkeys(item for plan in plans for item in plan.findings)),
        tuple(dict.fromkeys(item for plan in plans for item in plan.alarms)),
    )


def _of_all(rosters: list[Roster]) -> Iterator[list[StageResult]]:
    """Each stage that all rosters have, of all of them: one that was published before has one more than the others."""
    known = [{stage.id: stage for stage in roster.stages} for roster in rosters]
    for id in known[0]:
        if all(id in stages for stages in known):
            yield [stages[id] for stages in known]


def _added(stages: list[StageResult]) -> StageResult:
    terms = tuple(
        replace(row[0], value=sum(term.value for term in row))
        for row in zip(*(stage.terms for stage in stages), strict=False)
    )
    return StageResult(stages[0].id, sum(s.value for s in stages), sum(s.bound for s in stages), terms)


def _continuity(problem: Problem, plans: list[Plan]) -> float | None:
    """The share of all duty minutes that survives the loss of any one person, over all the weeks."""
    if any(plan.continuity is None for plan in plans):
        return None
    held = sum(problem.minutes(duty.date, duty.span) for plan in plans for duty in plan.roster.duties)
    lost = sum(item.loss for plan in plans for item in plan.contingency)
    found = share(held - lost, held)
    return 1.0 if found is None else found
