"""What would remove the weak points: learning steps and agreements, each verified by planning again with it.

Steps are first weighed without the solver, on the roster as it is: how much less would be lost. Then the best step of
each weak point is verified, then the second best of each, up to a number.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from secretariat_tui.domain.continuity import Remedy, WeakKind, WeakPoint
from secretariat_tui.domain.finding import Reason
from secretariat_tui.domain.plan import Contingency
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster, StageResult
from secretariat_tui.planner.check import recompute
from secretariat_tui.planner.contingency import contingencies
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Clock, Limits
from secretariat_tui.planner.registry import installed_rules
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY
from secretariat_tui.planner.steps import Step, steps_for
from secretariat_tui.planner.takeover import absorb
from secretariat_tui.planner.valuation import is_valid
from secretariat_tui.planner.weak_points import weak_points

OnStep = Callable[[int, int], None]
"""Told how many steps are verified, and how many will be."""

_Subject = tuple[WeakKind, str]

_AT_ONCE = 2
"""Plans that are made at the same time."""


def _silent(done: int, of: int) -> None:
    pass


@dataclass(frozen=True)
class Advice:
    """The weak points with what would remove them, beside the stages of the best plan without any of it."""

    points: tuple[WeakPoint, ...]
    stages: tuple[StageResult, ...]
    tried: int
    proposed: int
    stopped_by: str | None


@dataclass(frozen=True)
class _Outcome:
    """What planning came to: the stages, and the minutes that fall with one person, by what falls."""

    roster: Roster
    stages: tuple[StageResult, ...]
    falls: dict[_Subject, int] = field(default_factory=dict)

    @classmethod
    def of(cls, problem: Problem, roster: Roster, stages: tuple[StageResult, ...]) -> _Outcome:
        facts = Facts(problem, roster)
        falls: dict[_Subject, int] = {}
        for point in weak_points(problem, facts, contingencies(problem, facts)):
            falls[point.kind, point.id] = falls.get((point.kind, point.id), 0) + point.minutes
        return cls(roster, stages, falls)

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(stage.value for stage in self.stages)


def advise(
    problem: Problem,
    roster: Roster,
    plans: Sequence[Contingency],
    points: Sequence[WeakPoint],
    most: int,
    limits: Limits | None = None,
    on_step: OnStep | None = None,
    stop: threading.Event | None = None,
) -> Advice:
    """Remedies for the weak points of a roster with these contingency plans, at most so many verified.

    Raises Impossible where the problem as it is has no roster.
    """
    return _Verifier(problem, roster, limits or Limits(), stop).run(plans, points, most, on_step)


class _Verifier:
    def __init__(self, problem: Problem, roster: Roster, limits: Limits, stop: threading.Event | None) -> None:
        self.problem = problem
        self.roster = roster
        self.clock = Clock(limits, stop)
        self.rules = installed_rules()

    def run(
        self, plans: Sequence[Contingency], points: Sequence[WeakPoint], most: int, on_step: OnStep | None
    ) -> Advice:
        base = self._base()
        open_points = [point for point in points if (point.kind, point.id) in base.falls]
        rows = {point: list(self._by_promise(point, plans)) for point in open_points}
        steps = {step.text: step for turn in zip_longest(*rows.values()) for step in turn if step is not None}
        chosen = list(steps.values())[:most]
        found = self._verified(chosen, on_step or _silent)
        advised = (
            replace(
                point,
                avoidable=point not in rows,
                remedies=tuple(_remedies(point, [step.text for step in rows.get(point, ())], found, base)),
            )
            for point in points
        )
        over = self.clock.stopped_by if len(found) < len(chosen) else None
        return Advice(tuple(advised), base.stages, len(found), len(steps), over)

    def _verified(self, steps: Sequence[Step], on_step: OnStep) -> dict[Reason, _Outcome]:
        """The plans with each of the steps, up to where the time was up. What they are does not depend on the order."""

        def verified(step: Step) -> _Outcome | None:
            return None if self.clock.stopped_by is not None else self._plan(replace(self.problem, team=step.team))

        found: dict[Reason, _Outcome] = {}
        on_step(0, len(steps))
        with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
            for step, outcome in zip(steps, pool.map(verified, steps), strict=True):
                if outcome is not None:
                    found[step.text] = outcome
                    on_step(len(found), len(steps))
        return found

    def _base(self) -> _Outcome:
        """The best plan as things are: the roster itself, where nothing better was found and it keeps every rule."""
        best = self._plan(self.problem)
        if not is_valid(self.problem, self.roster):
            return best
        wanted = {stage.id for stage in CONTINUITY}  # of a week that is in force the changes stand among them
        own = [found for found in recompute(self.problem, Facts(self.problem, self.roster)) if found.id in wanted]
        if tuple(stage.value for stage in own) > best.values:
            return best
        stages: list[StageResult] = []
        for stage, found in zip(own, best.stages, strict=True):
            proven = all(before.proven for before in stages)  # else the bound leans on a value that is not the least
            stages.append(replace(stage, bound=min(stage.value, found.bound) if proven else 0))
        return _Outcome.of(self.problem, self.roster, tuple(stages))

    def _plan(self, problem: Problem) -> _Outcome:
        roster = solve(problem, self.clock.limits, None, self.clock.stop, self.rules, CONTINUITY)
        return _Outcome.of(problem, roster, roster.stages)

    def _by_promise(self, point: WeakPoint, plans: Sequence[Contingency]) -> Iterator[Step]:
        """The steps for a point: those first that lose least in the roster as it is, then those that ask least."""
        facts = Facts(self.problem, self.roster)
        mine = [plan for plan in plans if plan.member == point.member and plan.date in point.dates]

        def lost(step: Step) -> int:
            # A step changes who may take over, and nothing that the facts of the roster rest on.
            changed = replace(self.problem, team=step.team)
            member = step.team.member[point.member]
            return sum(absorb(changed, facts, plan.date, member).weighted_loss for plan in mine)

        yield from sorted(steps_for(self.problem, point, mine), key=lambda step: (lost(step), step.size))


def _remedies(
    point: WeakPoint, texts: Sequence[Reason], found: dict[Reason, _Outcome], base: _Outcome
) -> Iterator[Remedy]:
    """Those that help this point, the best plan first."""
    subject = (point.kind, point.id)
    helpful = [
        (text, found[text])
        for text in texts
        if text in found
        and found[text].values <= base.values
        and found[text].falls.get(subject, -1) < base.falls[subject]
    ]
    for text, outcome in sorted(helpful, key=lambda pair: pair[1].values):
        gain = base.stages[-1].value - outcome.stages[-1].value
        yield Remedy(text, outcome.stages, gain, subject not in outcome.falls)
