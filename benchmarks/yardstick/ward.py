"""An instance as a team of the planner: people, shifts and weeks are the product's, the rest is the team's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from benchmarks.yardstick.instance import Contract, Cover, Instance, Kind, Request
from secretariat_tui.domain.calendar import DAYPARTS, Horizon, Span, Week
from secretariat_tui.domain.member import GRADES, Member, WorkPattern
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.shift import Place, Shift
from secretariat_tui.domain.team import Team

_FIRST = Week(2026, 1)
_ALWAYS = frozenset((weekday, part) for weekday in range(7) for part in DAYPARTS)
_LONGEST_WEEK = Decimal(60)


@dataclass(frozen=True, kw_only=True)
class Ward(Team):
    """A team with the agreements of an instance. Ids are lower case here; the instance's own are the names."""

    instance: Instance

    @cached_property
    def contract(self) -> dict[str, Contract]:
        """The contract of each member, by the member's id."""
        return {contract.id.lower(): contract for contract in self.instance.staff}

    @cached_property
    def kind(self) -> dict[str, Kind]:
        """The kind of each shift, by the shift's id."""
        return {kind.id.lower(): kind for kind in self.instance.kinds}


def ward(problem: Problem) -> Ward:
    """The team of a problem that was made here; raises TypeError for another."""
    if not isinstance(problem.team, Ward):
        raise TypeError(problem.team.id)
    return problem.team


def problem_of(instance: Instance) -> Problem:
    """The instance as a problem. Its time zone has no summer time, since a shift lasts as long as it is said to."""
    members = tuple(
        Member(contract.id.lower(), contract.id, GRADES[0], _LONGEST_WEEK, WorkPattern(_ALWAYS, _ALWAYS))
        for contract in instance.staff
    )
    shifts = tuple(
        Shift(kind.id.lower(), kind.id, Span(0, kind.minutes), 0, (Place.OFFICE,)) for kind in instance.kinds
    )
    team = Ward(
        id=instance.name.lower(),
        name=instance.name,
        members=members,
        shifts=shifts,
        timezone="UTC",
        open_days=frozenset(range(7)),
        instance=instance,
    )
    weeks, rest = divmod(instance.days, 7)
    if rest:
        raise ValueError(f"{instance.name} has {instance.days} days, which is no number of weeks")
    return Problem(team, Horizon(_FIRST, weeks))


def day_number(problem: Problem, day: date) -> int:
    """A date of the horizon as a day of the instance."""
    return (day - problem.horizon.start).days


def requests(problem: Problem) -> Iterator[tuple[Member, date, str, Request]]:
    """Each request with its member, its date and its shift's id."""
    team, dates = ward(problem), problem.horizon.dates
    for request in team.instance.requests:
        yield team.member[request.employee.lower()], dates[request.day], request.kind.lower(), request


def covers(problem: Problem) -> Iterator[tuple[date, str, Cover]]:
    """Each number that is asked for, with its date and its shift's id."""
    dates = problem.horizon.dates
    for cover in ward(problem).instance.cover:
        yield dates[cover.day], cover.kind.lower(), cover


def solution(problem: Problem, roster: Roster) -> str:
    """A roster in the instance's own words: a line for each employee, a cell for each day, empty where it is free."""
    team = ward(problem)
    worked: dict[tuple[str, int], list[str]] = {}
    for item in roster.assignments:
        worked.setdefault((item.member, day_number(problem, item.date)), []).append(team.kind[item.shift].id)
    days = range(team.instance.days)
    return "".join(
        "\t".join((c.id, *("|".join(worked.get((member, day), ())) for day in days))) + "\n"
        for member, c in team.contract.items()
    )
