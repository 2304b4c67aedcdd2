"""One week of a roster, planned again with a change, the other weeks as they are."""

from __future__ import annotations

from dataclasses import replace

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.finding import Reason
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster, StageResult
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.stages import CONTINUITY, hard
from secretariat_tui.planner.valuation import terms_of


class OneWeek:
    """One week of a roster, planned again with what came before it as history."""

    def __init__(self, problem: Problem, roster: Roster, week: Week) -> None:
        self.whole = problem
        self.roster = roster
        self.week = week
        self.problem = replace(problem, horizon=Horizon(week), history=(*problem.history, roster))
        claimed = {stage.id: stage.bound for stage in roster.stages}
        values = _values(problem, roster)
        self.before = tuple(StageResult(id, value, claimed.get(id, 0)) for id, value in values.items())

    @property
    def short(self) -> int:
        """What the week falls short in the roster as it is."""
        return _values(self.problem, self.roster.of_week(self.week))[CONTINUITY[0].id]

    def in_all(self, team: Team, found: Roster) -> tuple[StageResult, ...] | None:
        """The stages of all weeks, the others as they are; None where the week breaks a rule together with them."""
        if len(self.whole.weeks) == 1:
            return found.stages
        changed, joined = replace(self.whole, team=team), self._joined(found)
        if set(_breaches(changed, joined)) - set(_breaches(changed, self.roster)):
            return None
        values = _values(changed, joined)
        return tuple(StageResult(s.id, values[s.id], values[s.id] - s.value + s.bound) for s in found.stages)

    def _joined(self, found: Roster) -> Roster:
        """The roster with its week as it was found."""
        inside = set(self.week.days)
        return replace(
            self.roster,
            assignments=(*(a for a in self.roster.assignments if a.date not in inside), *found.assignments),
            duties=(*(d for d in self.roster.duties if d.date not in inside), *found.duties),
        )


def _values(problem: Problem, roster: Roster) -> dict[str, int]:
    """The stages that are told, by arithmetic alone."""
    facts = Facts(problem, roster)
    return {stage.id: sum(terms_of(problem, facts, stage).values()) for stage in CONTINUITY}


def _breaches(problem: Problem, roster: Roster) -> list[Reason]:
    facts = Facts(problem, roster)
    return [violation.reason for rule in hard(RULES) for violation in rule.check(problem, facts)]
