"""Plans of several weeks taken apart into weeks, and put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster


def of_week(plan: Plan, problem: Problem, week: Week) -> Plan:
    """What a plan says of one of its weeks. What its stages come to there is not known, unless it is its only one."""
    if plan.roster.weeks == (week,):
        return plan
    days = frozenset(week.days)
    part = Plan(
        replace(
            plan.roster,
            weeks=(week,),
            assignments=tuple(item for item in plan.roster.assignments if item.date in days),
            duties=tuple(item for item in plan.roster.duties if item.date in days),
            stages=(),
        ),
        tuple(item for item in plan.shortages if item.date in days),
        tuple(item for item in plan.contingency if item.date in days),
        None,
        plan.findings,
        tuple(item for item in plan.alarms if item.reason.fact("date") is None or item.reason.fact("date") in days),
    )
    return replace(part, continuity=_continuity(problem, part))


def together(plans: Sequence[Plan], problem: Problem) -> Plan:
    """Plans of weeks that follow one another as one plan. Stages cannot be added up: several weeks have none."""
    if len(plans) == 1:
        return plans[0]
    first = plans[0].roster
    roster = Roster(
        first.team,
        tuple(week for plan in plans for week in plan.roster.weeks),
        tuple(item for plan in plans for item in plan.roster.assignments),
        tuple(item for plan in plans for item in plan.roster.duties),
        (),
        min(plan.roster.status for plan in plans),
        first.seed,
    )
    whole = Plan(
        roster,
        tuple(item for plan in plans for item in plan.shortages),
        tuple(item for plan in plans for item in plan.contingency),
        None,
        tuple(dict.fromkeys(item for plan in plans for item in plan.findings)),
        tuple(dict.fromkeys(item for plan in plans for item in plan.alarms)),
    )
    return replace(whole, continuity=_continuity(problem, whole))


def _continuity(problem: Problem, plan: Plan) -> float:
    """The share of all held minutes that survives the loss of any one person; 1 where nothing is held."""
    held = sum(problem.minutes(duty.date, duty.span) for duty in plan.roster.duties)
    lost = sum(item.loss for item in plan.contingency)
    return round(1 - lost / held, 4) if held else 1.0
