"""One week, asked again and again what it comes to when some of its people are away.

Stages 1 to 3 are sums over dates, and dates touch one another only through rules that reach over a week: hours, remote
days, rest, quotas. So the best of each date alone is a floor; where the dates as they stand, put together, keep those
rules as well, the floor is reached, and nothing else is solved. Where they do not, the dates are tried once more within
what the others leave, and if that is worse, the week is planned as a whole.

The week stands alone, with what came before the horizon as its history. Other weeks of the horizon are not planned yet,
so nothing of a quota, an average or a night's rest is counted for them.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from secretariat_tui.domain.calendar import Daypart, Horizon, Week
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.problem import BlockKind, Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stage_model import Answer, Known, StageModel, Values
from secretariat_tui.planner.stages import CONTINUITY
from secretariat_tui.planner.variables import Choice

_REACHING: Final = [r for r in RULES if r.id in ("allowed_shift", "hours_max", "rest", "working_time")]
_QUOTA: Final = [r for r in RULES if r.id == "unit"]
"""The hard rules by which one date limits another."""

_OTHER_UNIT: Final = 5


@dataclass(frozen=True)
class Outcome:
    """What a week comes to. `values` is None where no roster keeps the hard rules, or, not `proven`, none is known."""

    values: Values | None
    roster: Roster | None = None
    proven: bool = True


class WeekWhatIf:
    """Questions about one week. `known` carries answers from week to week."""

    def __init__(
        self, problem: Problem, week: Week, limits: Limits, known: Known, stop: threading.Event | None = None
    ) -> None:
        self.problem = replace(problem, horizon=Horizon(week), history=tuple(problem.past))
        self.week = week
        self._limits = limits
        self._stop = stop
        self._known = known
        days = self.problem.open_dates
        with ThreadPoolExecutor(max_workers=2) as pool:
            self._dates = dict(zip(days, pool.map(self._date, days), strict=True))
        self.base = self._base()

    def _date(self, day: date) -> StageModel:
        found = StageModel(_alone(self.problem, day), self._known, self._limits.seed)
        _ = found.base
        return found

    def _base(self) -> Outcome:
        """The week as it is asked for: its dates as they are alone or, one after the other, within what is left."""
        answers = {day: found.base for day, found in self._dates.items()}
        known = self._together(self.problem, answers)
        if known is not None:
            return known
        within = self._empty()
        for day, found in self._dates.items():
            answer = found.without(self._beyond(self.problem, within, day))
            if answer.values != answers[day].values or answer.values is None:
                return self._planned(self.problem)
            within = _placed(within, found.roster(answer), day)
            answers[day] = answer
        return self._together(self.problem, answers) or self._planned(self.problem)

    def forget(self) -> None:
        """Forgets what earlier questions have taught, as if the week had just been loaded."""
        for found in self._dates.values():
            found.forget()

    def with_leave(self, leaves: Sequence[Leave]) -> Outcome:
        """The week with this leave approved."""
        out = self._gone(leaves)
        if not out:
            return self.base
        changed = granted(self.problem, leaves)
        if self.base.roster is None:
            return self._planned(changed)
        dates = {day: self._changed_date(changed, day, gone) for day, gone in out.items()}
        ways = {day: [c for c in found.choices if not _may_work(changed, c, out)] for day, found in dates.items()}
        alone = {day: found.without(ways[day]) for day, found in dates.items()}
        if not all(answer.proven for answer in alone.values()):
            return self._planned(changed)
        if any(answer.values is None for answer in alone.values()):
            return Outcome(None)
        return (
            self._joined(changed, dates, alone) or self._squeezed(changed, dates, ways, alone) or self._planned(changed)
        )

    def _gone(self, leaves: Sequence[Leave]) -> dict[date, dict[str, frozenset[Daypart]]]:
        """Whom the leave takes from which dayparts in which she could have worked."""
        found: dict[date, dict[str, frozenset[Daypart]]] = defaultdict(dict)
        for leave in leaves:
            member = self.problem.team.member[leave.member]
            for day in self._dates:
                parts = frozenset(p for p in self.problem.workable(member, day) if leave.takes(member.id, day, p))
                if parts:
                    found[day][member.id] = parts | found[day].get(member.id, frozenset())
        return dict(sorted(found.items()))

    def _changed_date(self, changed: Problem, day: date, gone: dict[str, frozenset[Daypart]]) -> StageModel:
        """The date; where the leave takes something that had to be attended, the date as it is without that."""
        for name, parts in gone.items():
            member = changed.team.member[name]
            due = [b for b in changed.blocks(member, day) if b.kind in (BlockKind.LEARNING, BlockKind.SECONDMENT)]
            if any(not parts.isdisjoint(changed.touches(block.span)) for block in due):
                return StageModel(_alone(changed, day), self._known, self._limits.seed)
        return self._dates[day]

    # -- dates put together

    def _together(self, problem: Problem, answers: dict[date, Answer]) -> Outcome | None:
        """The dates as one week, where they are proven and keep the rules that reach over them."""
        if any(answer.values is None and answer.proven for answer in answers.values()):
            return Outcome(None)
        if not all(answer.proven for answer in answers.values()):
            return None
        roster = self._empty()
        for day, answer in answers.items():
            roster = _placed(roster, self._dates[day].roster(answer), day)
        if not _keeps(problem, roster):
            return None
        return Outcome(added(answer.values for answer in answers.values() if answer.values is not None), roster)

    def _joined(self, changed: Problem, dates: dict[date, StageModel], alone: dict[date, Answer]) -> Outcome | None:
        """The week with these dates in the place of its own, where it is then proven and keeps the rules."""
        if self.base.roster is None or not self._is_sum:
            return None
        roster = self.base.roster
        for day, answer in alone.items():
            roster = _placed(roster, dates[day].roster(answer), day)
        return self._kept(changed, roster, alone)

    def _kept(self, changed: Problem, roster: Roster, alone: dict[date, Answer]) -> Outcome | None:
        """A roster of which each date is as good as it is alone, if it keeps the rules."""
        if not _keeps(self.problem, roster) or not self._within_hours(changed, roster):
            return None
        values = {day: found.base.values for day, found in self._dates.items()}
        values |= {day: answer.values for day, answer in alone.items()}
        return Outcome(added(v for v in values.values() if v is not None), roster)

    def _within_hours(self, changed: Problem, roster: Roster) -> bool:
        """Whether those whom the leave credits hours stay within theirs; for all else nothing has changed."""
        away = {leave.member for leave in set(changed.team.leave) - set(self.problem.team.leave)}
        for name in sorted(away):
            works = [a for a in roster.assignments if a.member == name]
            paid = sum(changed.paid(a.date, changed.team.shift[a.shift]) for a in works)
            if paid > room(changed, name, self.week):
                return False
        return True

    def _squeezed(
        self,
        changed: Problem,
        dates: dict[date, StageModel],
        ways: dict[date, list[Choice]],
        alone: dict[date, Answer],
    ) -> Outcome | None:
        """The same, with these dates, and then those that they crowd, within what the others leave."""
        if self.base.roster is None or not self._is_sum:
            return None
        roster = self.base.roster
        for day, found in dates.items():
            within = found.without([*ways[day], *self._beyond(changed, roster, day, found)])
            answer = within if within.values == alone[day].values else alone[day]
            roster = _placed(roster, found.roster(answer), day)
        for day, found in self._dates.items():
            beyond = [] if day in dates else list(self._beyond(changed, roster, day))
            works = {(a.member, a.shift, a.place) for a in roster.assignments if a.date == day}
            if any((c.member.id, c.shift.id, c.place) in works for c in beyond):
                within = found.without(beyond)
                if within.values == found.base.values:
                    roster = _placed(roster, found.roster(within), day)
        return self._kept(changed, roster, alone)

    @property
    def _is_sum(self) -> bool:
        """Whether the week is as good as its dates alone."""
        values = [found.base.values for found in self._dates.values()]
        return None not in values and self.base.values == added(v for v in values if v is not None)

    def _beyond(self, problem: Problem, roster: Roster, day: date, found: StageModel | None = None) -> Iterator[Choice]:
        """The ways to work on a date for which the other dates of the roster leave no hours or no remote day."""
        for name, choices in groupby((found or self._dates[day]).choices, key=lambda choice: choice.member.id):
            member = problem.team.member[name]
            works = [a for a in roster.assignments if a.member == name and a.date != day]
            left = room(problem, name, self.week) - sum(problem.minutes(a.date, a.span) for a in works)
            left += sum(problem.team.shift[a.shift].break_minutes for a in works)
            office = sum(a.place is Place.OFFICE for a in works)
            needed = min(member.office_days, len(works) + 1)
            for choice in choices:
                at_home = choice.place is Place.REMOTE
                elsewhere = office + (not at_home) < needed or (at_home and len(works) - office >= member.remote_days)
                if elsewhere or problem.paid(day, choice.shift) > left:
                    yield choice

    def _empty(self) -> Roster:
        return Roster(self.problem.team.id, self.problem.weeks, (), ())

    def _planned(self, problem: Problem) -> Outcome:
        """The week planned as a whole."""
        try:
            found = solve(problem, self._limits, stop=self._stop, stages=CONTINUITY)
        except Impossible:
            return Outcome(None)
        one, two, three = (stage.value for stage in found.stages)
        return Outcome((one, two, three), found, all(stage.proven for stage in found.stages))


def granted(problem: Problem, leaves: Iterable[Leave]) -> Problem:
    """The problem with this leave approved, whatever was said of it before."""
    approved = [replace(leave, status=LeaveStatus.APPROVED) for leave in leaves]
    same = {(leave.member, leave.start, leave.end, leave.part) for leave in approved}
    others = [item for item in problem.team.leave if (item.member, item.start, item.end, item.part) not in same]
    return replace(problem, team=replace(problem.team, leave=(*others, *approved)))


def room(problem: Problem, member: str, week: Week) -> int:
    """The paid minutes that a member may work in a week."""
    who = problem.team.member[member]
    return problem.target(who, week) + who.overtime_minutes - problem.credit(who, week)


def added(values: Iterable[Values]) -> Values:
    """The sum, stage by stage."""
    listed = list(values)
    return sum(v[0] for v in listed), sum(v[1] for v in listed), sum(v[2] for v in listed)


def _may_work(changed: Problem, choice: Choice, out: dict[date, dict[str, frozenset[Daypart]]]) -> bool:
    """Whether the leave leaves her this way to work, by its dayparts and by the hours that it takes."""
    name = choice.member.id
    if not any(name in gone for gone in out.values()):
        return True
    gone = out.get(choice.date, {}).get(name, frozenset())
    fits = gone.isdisjoint(changed.touches(choice.shift.span))
    return fits and changed.paid(choice.date, choice.shift) <= room(changed, name, Week.of(choice.date))


def _keeps(problem: Problem, roster: Roster) -> bool:
    """Whether dates that are each valid keep the rules that reach from one to another."""
    facts = Facts(problem, roster)
    rules = _REACHING + (_QUOTA if any(duty.distance == _OTHER_UNIT for duty in roster.duties) else [])
    return not any(True for rule in rules for _ in rule.check(problem, facts))


def _alone(week: Problem, day: date) -> Problem:
    """The problem of one date of a week. Each hard rule allows on it what it allows in the week, and perhaps more: the
    number of office days, the only one that asks for work on other dates, is let go."""
    members = tuple(replace(member, office_days=0) for member in week.team.members)
    return replace(week, team=replace(week.team, open_days=frozenset((day.weekday(),)), members=members))


def _placed(roster: Roster, other: Roster, day: date) -> Roster:
    """The roster with one date of another."""
    return replace(
        roster,
        assignments=(*(a for a in roster.assignments if a.date != day), *other.assignments),
        duties=(*(d for d in roster.duties if d.date != day), *other.duties),
        stages=(),
    )
