"""One week, asked again and again what it comes to when some of its people are away.

Its dates are solved alone (`by_date`); where they fit together, nothing else is. Where they do not, those that crowd
one another are tried once more within what the others leave, and if that is worse, the week is planned as a whole.

The week stands alone, with what came before the horizon as its history. Other weeks of the horizon are not planned yet,
so nothing of a quota, an average or a night's rest is counted for them.

What a change does to a roster that is given is asked of `days`, which says how the two differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from secretariat_tui.domain.calendar import Daypart, Horizon, Week
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.problem import BlockKind, Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.by_date import added, alone, beyond, dates_together, keeps, models_by_date, placed
from secretariat_tui.planner.limits import Clock
from secretariat_tui.planner.registry import RULES, installed_rules
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stage_model import Answer, Known, StageModel, Values
from secretariat_tui.planner.stages import CONTINUITY, hard
from secretariat_tui.planner.variables import Choice


@dataclass(frozen=True)
class Outcome:
    """What a week comes to. `values` is None where no roster keeps the hard rules, or, not `proven`, none is known."""

    values: Values | None
    roster: Roster | None = None
    proven: bool = True


class WeekWhatIf:
    """Questions about one week. `known` carries answers from week to week."""

    def __init__(self, problem: Problem, week: Week, clock: Clock, known: Known) -> None:
        self.problem = replace(problem, horizon=Horizon(week), history=tuple(problem.past))
        self.week = week
        self._clock = clock
        self._known = known
        self._rules = installed_rules()
        # Of a rule that a team brings itself nobody knows what it says of a date alone.
        self._only_whole = any(rule not in RULES for rule in hard(self._rules))
        self._dates = models_by_date(self.problem, known, clock.limits.seed)
        self.base = self._base()

    def _base(self) -> Outcome:
        if any(found.base.values is None and found.base.proven for found in self._dates.values()):
            return Outcome(None)
        together = None
        if not self._only_whole:
            together = dates_together(self.problem, self._dates, self._clock.limits.seed)
        if together is None:
            return self._planned(self.problem)
        return Outcome(added(together.values.values()), together.roster)

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
        if self.base.roster is None or self._only_whole:
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
            if any(not parts.isdisjoint(changed.team.touches(block.span)) for block in due):
                return StageModel(alone(changed, day), self._known, self._clock.limits.seed)
        return self._dates[day]

    # -- dates put together

    def _joined(self, changed: Problem, dates: dict[date, StageModel], alone: dict[date, Answer]) -> Outcome | None:
        """The week with these dates in the place of its own, where it is then proven and keeps the rules."""
        if self.base.roster is None or not self._is_sum:
            return None
        roster = self.base.roster
        for day, answer in alone.items():
            roster = placed(roster, dates[day].roster(answer), day)
        return self._kept(changed, roster, alone)

    def _kept(self, changed: Problem, roster: Roster, alone: dict[date, Answer]) -> Outcome | None:
        """A roster of which each date is as good as it is alone, if it keeps the rules."""
        if not keeps(self.problem, roster) or not self._within_hours(changed, roster):
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
            if paid > changed.room(changed.team.member[name], self.week):
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
            within = found.without([*ways[day], *beyond(changed, roster, day, found)])
            answer = within if within.values == alone[day].values else alone[day]
            roster = placed(roster, found.roster(answer), day)
        for day, found in self._dates.items():
            out = [] if day in dates else list(beyond(changed, roster, day, found))
            works = {(a.member, a.shift, a.place) for a in roster.assignments if a.date == day}
            if any((c.member.id, c.shift.id, c.place) in works for c in out):
                within = found.without(out)
                if within.values == found.base.values:
                    roster = placed(roster, found.roster(within), day)
        return self._kept(changed, roster, alone)

    @property
    def _is_sum(self) -> bool:
        """Whether the week is as good as its dates alone."""
        values = [found.base.values for found in self._dates.values()]
        return None not in values and self.base.values == added(v for v in values if v is not None)

    def _planned(self, problem: Problem) -> Outcome:
        """The week planned as a whole."""
        try:
            limits, stop = self._clock.limits, self._clock.stop
            found = solve(problem, limits, stop=stop, rules=self._rules, stages=CONTINUITY)
        except Impossible:
            return Outcome(None)
        one, two, three = (stage.value for stage in found.stages)
        return Outcome((one, two, three), found, all(stage.proven for stage in found.stages))


def granted(problem: Problem, leaves: Iterable[Leave]) -> Problem:
    """The problem with this leave approved, whatever was said of it before."""
    approved = [replace(leave, status=LeaveStatus.APPROVED) for leave in leaves]
    same = {leave.identity for leave in approved}
    others = [item for item in problem.team.leave if item.identity not in same]
    return replace(problem, team=replace(problem.team, leave=(*others, *approved)))


def _may_work(changed: Problem, choice: Choice, out: dict[date, dict[str, frozenset[Daypart]]]) -> bool:
    """Whether the leave leaves her this way to work, by its dayparts and by the hours that it takes."""
    name = choice.member.id
    if not any(name in gone for gone in out.values()):
        return True
    gone = out.get(choice.date, {}).get(name, frozenset())
    fits = gone.isdisjoint(changed.team.touches(choice.shift.span))
    return fits and changed.paid(choice.date, choice.shift) <= changed.room(choice.member, Week.of(choice.date))
