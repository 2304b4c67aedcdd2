"""What would end a shortage: changes that ask something of people, each verified by solving again.

A shortage is solved again in its own week, with the other weeks of the roster as they are: that is enough to know what
a change leads to, and what is proven is proven for that week.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.explanation import Relaxed
from secretariat_tui.domain.finding import N_, Reason, because
from secretariat_tui.domain.plan import Relaxation, Shortage
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster, StageResult
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.proposals import Proposal, proposals
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.solve import Tell, solve
from secretariat_tui.planner.stages import CONTINUITY, Stage, hard

MOST_TRIED: Final = 12
"""Changes that are tried for one shortage: one of each kind, those that ask least first, then another of each."""

_EFFORT: Final = 10.0
"""The solver's measure of work for one stage of one try, at most."""

_AGAIN: Final = because("relaxation", N_("Plan this week again: nothing else has to change."))


def relax(
    problem: Problem,
    roster: Roster,
    shortages: Iterable[Shortage],
    limits: Limits,
    on_progress: Tell | None = None,
    stop: threading.Event | None = None,
) -> tuple[Relaxed, ...]:
    """The shortages with what would end or lessen each.

    Raises Impossible where a week, with the rest of the roster as it is, cannot be planned at all.
    """
    trial = _Trial(problem, roster, limits, on_progress, stop or threading.Event())
    return tuple(trial.relaxed(shortage) for shortage in shortages)


class _Trial:
    """Tries, each of which is solved once however many shortages it may end."""

    def __init__(
        self, problem: Problem, roster: Roster, limits: Limits, tell: Tell | None, stop: threading.Event
    ) -> None:
        self.problem = problem
        self.roster = roster
        self.facts = Facts(problem, roster)
        self.limits = limits
        self.tell = tell
        self.stop = stop
        self.started = time.monotonic()
        self.weeks: dict[Week, _Week] = {}
        self.least: dict[Week, tuple[StageResult, ...]] = {}
        self.short: dict[Week, int] = {}
        self.known: dict[tuple[Week, Team], tuple[StageResult, ...] | None] = {}
        self.unsure: set[tuple[Week, Team]] = set()

    def relaxed(self, shortage: Shortage) -> Relaxed:
        week = Week.of(shortage.date)
        least = self._least(week)
        before = self.weeks[week].before
        found: list[tuple[Relaxation, int]] = []
        if least[0].value < before[0].value:
            found.append((Relaxation(_AGAIN, least), -1))
        tried, stopped_by, unsure = 0, None, False
        for proposal in self._proposals(shortage):
            stopped_by = "number" if tried == MOST_TRIED else self._over()
            if stopped_by is not None:
                break
            tried += 1
            stages = self._try(week, proposal)
            unsure = unsure or (week, proposal.team) in self.unsure
            if stages is not None:
                found.append((Relaxation(proposal.text, stages), proposal.size))
        found.sort(key=lambda item: ([stage.value for stage in item[0].stages], item[1]))
        relaxations = tuple(relaxation for relaxation, _ in found)
        stopped_by = stopped_by or self._over() or ("effort" if unsure else None)
        return Relaxed(replace(shortage, relaxations=relaxations), before, least, tried, stopped_by)

    def _proposals(self, shortage: Shortage) -> list[Proposal]:
        """Each change once, though it may help several members."""
        once: dict[Team, Proposal] = {}
        for demand in self.problem.demands(shortage.date):
            span = demand.span.intersection(shortage.span)
            if (demand.duty, demand.is_desk) == (shortage.duty, shortage.is_desk) and span is not None:
                for proposal in proposals(self.problem, self.facts, demand, span):
                    once.setdefault(proposal.team, proposal)
        seen: Counter[int] = Counter()
        turn: list[tuple[int, int, Proposal]] = []
        for proposal in once.values():
            turn.append((seen[proposal.size], proposal.size, proposal))
            seen[proposal.size] += 1
        return [proposal for _, _, proposal in sorted(turn, key=lambda item: item[:2])]

    def _least(self, week: Week) -> tuple[StageResult, ...]:
        """What the week comes to with nothing changed: as it is, where planning it again clashes with a later week."""
        if week not in self.least:
            here = self.weeks[week] = _Week(self.problem, self.roster, week)
            found = self._plan(week, self.problem.team, CONTINUITY)
            least = here.in_all(self.problem.team, found)
            self.short[week] = here.short if least is None else found.stages[0].value
            self.least[week] = least or here.before
        return self.least[week]

    def _try(self, week: Week, proposal: Proposal) -> tuple[StageResult, ...] | None:
        """The stages with the change; None where the shortage stays what it is, or nothing can be planned."""
        key = (week, proposal.team)
        if key not in self.known:
            self.known[key] = None
            try:
                first = self._plan(week, proposal.team, CONTINUITY[:1]).stages[0]
                if first.value < self.short[week]:
                    found = self._plan(week, proposal.team, CONTINUITY)
                    self.known[key] = self.weeks[week].in_all(proposal.team, found)
                elif first.bound < self.short[week]:
                    self.unsure.add(key)
            except Impossible:
                pass
        return self.known[key]

    def _plan(self, week: Week, team: Team, stages: Sequence[Stage]) -> Roster:
        problem = replace(self.weeks[week].problem, team=team)
        return solve(problem, self._left(), self.tell, self.stop, stages=stages)

    def _left(self) -> Limits:
        effort = _EFFORT if self.limits.deterministic is None else min(_EFFORT, self.limits.deterministic)
        wall = self.limits.wall
        if wall is not None:
            wall = max(0.05, wall - (time.monotonic() - self.started))
        return replace(self.limits, deterministic=effort, wall=wall)

    def _over(self) -> str | None:
        if self.stop.is_set():
            return "user"
        over = self.limits.wall is not None and time.monotonic() - self.started >= self.limits.wall
        return "time" if over else None


class _Week:
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
        inside = set(self.week.days)
        kept = replace(
            self.roster,
            weeks=(self.week,),
            assignments=tuple(a for a in self.roster.assignments if a.date in inside),
            duties=tuple(d for d in self.roster.duties if d.date in inside),
        )
        return _values(self.problem, kept)[CONTINUITY[0].id]

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
    facts, rules = Facts(problem, roster), {rule.id: rule for rule in RULES}
    return {
        stage.id: sum(v.cost for term in stage.terms for v in rules[term].check(problem, facts)) for stage in CONTINUITY
    }


def _breaches(problem: Problem, roster: Roster) -> list[Reason]:
    facts = Facts(problem, roster)
    return [violation.reason for rule in hard(RULES) for violation in rule.check(problem, facts)]
