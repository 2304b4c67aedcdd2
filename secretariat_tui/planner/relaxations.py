"""What would end a shortage: changes that ask something of people, each verified by solving again.

A shortage is solved again in its own week, with the other weeks of the roster as they are: that is enough to know what
a change leads to, and what is proven is proven for that week.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.explanation import Relaxed
from secretariat_tui.domain.finding import N_, because
from secretariat_tui.domain.plan import Relaxation, Shortage
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster, StageResult
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Clock, Limits
from secretariat_tui.planner.one_week import OneWeek
from secretariat_tui.planner.overtime import WORKED, Worked
from secretariat_tui.planner.proposals import Proposal, proposals
from secretariat_tui.planner.registry import installed_rules
from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.solve import Tell, solve
from secretariat_tui.planner.stages import CONTINUITY, Stage

MOST_TRIED: Final = 12
"""Changes that are tried for one shortage: one of each kind, those that ask least first, then another of each."""

_EFFORT: Final = 10.0
"""The solver's measure of work for one stage of one try, at most."""

AGAIN: Final = because("relaxation", N_("Plan this week again: nothing else has to change."))


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
    trial = _Trial(problem, roster, limits, on_progress, stop)
    return tuple(trial.relaxed(shortage) for shortage in shortages)


class _Trial:
    """Tries, each of which is solved once however many shortages it may end."""

    def __init__(
        self, problem: Problem, roster: Roster, limits: Limits, tell: Tell | None, stop: threading.Event | None
    ) -> None:
        self.problem = problem
        self.roster = roster
        self.facts = Facts(problem, roster)
        self.tell = tell
        self.clock = Clock(limits, stop)
        self.rules = installed_rules()
        self.weeks: dict[Week, OneWeek] = {}
        self.least: dict[Week, tuple[StageResult, ...]] = {}
        self.short: dict[Week, int] = {}
        self.known: dict[tuple[Week, Team], Relaxation | None] = {}
        self.unsure: set[tuple[Week, Team]] = set()

    def relaxed(self, shortage: Shortage) -> Relaxed:
        week = Week.of(shortage.date)
        least = self._least(week)
        before = self.weeks[week].before
        found: list[tuple[Relaxation, int]] = []
        if least[0].value < before[0].value:
            found.append((Relaxation(AGAIN, least), -1))
        tried, stopped_by, unsure = 0, None, False
        for proposal in self._proposals(shortage):
            stopped_by = "number" if tried == MOST_TRIED else self.clock.stopped_by
            if stopped_by is not None:
                break
            tried += 1
            relaxation = self._try(week, proposal)
            unsure = unsure or (week, proposal.team) in self.unsure
            if relaxation is not None and relaxation not in (known for known, _ in found):
                found.append((relaxation, proposal.size))
        found.sort(key=lambda item: ([stage.value for stage in item[0].stages], item[1]))
        relaxations = tuple(relaxation for relaxation, _ in found)
        stopped_by = stopped_by or self.clock.stopped_by or ("effort" if unsure else None)
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
            here = self.weeks[week] = OneWeek(self.problem, self.roster, week)
            found = self._plan(week, self.problem.team, CONTINUITY)
            least = here.in_all(self.problem.team, found)
            self.short[week] = here.short if least is None else found.stages[0].value
            self.least[week] = least or here.before
        return self.least[week]

    def _try(self, week: Week, proposal: Proposal) -> Relaxation | None:
        """What the change leads to; None where the shortage stays what it is, or nothing can be planned."""
        key = (week, proposal.team)
        if key not in self.known:
            self.known[key] = None
            try:
                first = self._plan(week, proposal.team, CONTINUITY[:1]).stages[0]
                if first.value < self.short[week]:
                    self.known[key] = self._solved(week, self._least_overtime(week, proposal))
                elif first.bound < self.short[week]:
                    self.unsure.add(key)
            except Impossible:
                pass
        known = self.known[key]
        return known if known is None or proposal.longer else replace(known, text=proposal.text)

    def _solved(self, week: Week, proposal: Proposal) -> Relaxation | None:
        found = self._plan(week, proposal.team, CONTINUITY)
        stages = self.weeks[week].in_all(proposal.team, found)
        return None if stages is None else Relaxation(proposal.text, stages)

    def _least_overtime(self, week: Week, proposal: Proposal) -> Proposal:
        """The change with no more overtime than leaves the shortage as small; any other change as it is."""
        if not proposal.longer:
            return proposal
        rule = Worked(proposal.member, week, proposal.text)
        worked = self._plan(week, proposal.team, (CONTINUITY[0], WORKED), rule).stages[1]
        if not worked.proven:
            self.unsure.add((week, proposal.team))
        return proposal.working(self.problem, week, worked.value)

    def _plan(self, week: Week, team: Team, stages: Sequence[Stage], *more: Rule) -> Roster:
        problem = replace(self.weeks[week].problem, team=team)
        return solve(problem, self._left(), self.tell, self.clock.stop, (*self.rules, *more), stages)

    def _left(self) -> Limits:
        effort = _EFFORT if self.clock.limits.deterministic is None else min(_EFFORT, self.clock.limits.deterministic)
        return replace(self.clock.limits, deterministic=effort)
