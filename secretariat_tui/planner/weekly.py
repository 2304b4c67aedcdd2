"""A plan of several weeks as one plan a week, each a whole of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.finding import Finding
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster, StageResult, Status
from secretariat_tui.planner.answer import describe
from secretariat_tui.planner.balances import balances, with_balances
from secretariat_tui.planner.check import recompute
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.stages import CHANGES, STAGES


def week_by_week(problem: Problem, plan: Plan, rules: Sequence[Rule] = RULES) -> tuple[tuple[Problem, Plan], ...]:
    """Each week with its own problem: the weeks before it are its history, and what they leave is its balance.

    All that a plan tells is told anew of the week alone, but not what would end a shortage: that was tried on the
    whole. The stages that are sums over dates, and the hours, add up to those of the whole; quality, which looks back
    from the first day of a horizon, need not.

    Of such a sum the bound of a week says: while the other weeks stand as they are, this one is not below it, since the
    whole would be below its own. So each week of a whole that is proven is proven as a part of it; planned alone it
    might be better, where another week would be the worse for it. Of hours and quality no more is claimed than that
    they are not below 0: what one week does there, the next one feels.
    """
    if problem.horizon.weeks == 1:
        return ((problem, plan),)
    return tuple(_weeks(problem, plan, rules))


def _weeks(problem: Problem, plan: Plan, rules: Sequence[Rule]) -> Iterator[tuple[Problem, Plan]]:
    whole = {stage.id: stage for stage in plan.roster.stages}
    before = problem.history
    opening = {member.id: member.balance_minutes for member in problem.team.members}
    for week in problem.weeks:
        own = replace(
            problem,
            team=with_balances(problem.team, opening),
            horizon=Horizon(week),
            history=before,
            published=_of(problem.published, week),
        )
        roster = _claimed(own, replace(plan.roster.of_week(week), stages=_floors(own)), whole, rules)
        told = describe(own, roster)
        yield own, replace(told, findings=tuple(_of_the_week(problem, own, told)))
        before = (*before, roster)
        opening = balances(own.team, (roster,), week.plus(1), problem.public_holidays)


def _of(roster: Roster | None, week: Week) -> Roster | None:
    """The week of a roster, where it has it."""
    return roster.of_week(week) if roster is not None and week in roster.weeks else None


def _floors(own: Problem) -> tuple[StageResult, ...]:
    """Claims of nothing yet: what changes come to is computed of a roster that claims it."""
    return () if own.published is None else (StageResult(CHANGES.id, 0, 0),)


def _claimed(own: Problem, roster: Roster, whole: dict[str, StageResult], rules: Sequence[Rule]) -> Roster:
    """The roster with its stages computed anew, and with the bounds that follow from those of the whole."""
    sums = {stage.id for stage in (*STAGES, CHANGES) if stage.local}

    def bounded(stage: StageResult) -> StageResult:
        known = whole.get(stage.id)
        if known is None or stage.id not in sums:
            return replace(stage, bound=0)
        return replace(stage, bound=max(0, stage.value - (known.value - known.bound)))

    stages = tuple(bounded(stage) for stage in recompute(own, Facts(own, roster), rules))
    status = Status.OPTIMAL if all(stage.proven for stage in stages) else Status.FEASIBLE
    return replace(roster, stages=stages, status=status)


def _of_the_week(problem: Problem, own: Problem, told: Plan) -> Iterator[Finding]:
    """Its findings, but for pins that belong to another week of the whole."""
    for finding in told.findings:
        day = finding.reason.fact("date")
        if finding.reason.rule != "unused-pin" or day in own.horizon or day not in problem.horizon:
            yield finding
