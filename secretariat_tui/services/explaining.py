"""Answering why: what falls short and what would end it, what an alternative costs, who has what, what changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.events import DutyPin, Pin
from secretariat_tui.domain.explanation import Difference, Holding, LossExplained, MemberDay, Relaxed, WhatIf
from secretariat_tui.domain.finding import Violation
from secretariat_tui.domain.plan import Contingency, Plan, Shortage
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner import answer, contingency, difference, holders
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Limits, Progress
from secretariat_tui.planner.registry import installed_rules
from secretariat_tui.planner.stages import stages_for, with_own_terms

Tell = Callable[[Progress], None]


def shortages(problem: Problem, roster: Roster) -> tuple[Shortage, ...]:
    """What falls short in a roster, with what keeps each member from it. Nothing is solved."""
    return tuple(answer.shortages(problem, Facts(problem, roster)))


def relax(
    problem: Problem,
    roster: Roster,
    wanted: Sequence[Shortage],
    limits: Limits | None = None,
    on_progress: Tell | None = None,
    stop: threading.Event | None = None,
) -> tuple[Relaxed, ...]:
    """The shortages with the changes that would end or lessen each, verified by solving again."""
    from secretariat_tui.planner.relaxations import relax  # the solver is slow to import

    return relax(problem, roster, wanted, limits or Limits(), on_progress, stop)


def losses(
    problem: Problem,
    roster: Roster,
    member: str,
    day: date,
    of: Collection[tuple[str, bool]] = (),
    limits: Limits | None = None,
    on_progress: Tell | None = None,
    stop: threading.Event | None = None,
) -> tuple[LossExplained, ...]:
    """What is lost when a member falls out on a date (of these accounts and desks, if any are given), with the changes
    that would end or lessen each, verified by solving again."""
    plan = contingency.contingency(problem, Facts(problem, roster), day, problem.team.member[member])
    wanted = [loss for loss in plan.lost if not of or (loss.duty, loss.is_desk) in of]
    if not wanted:
        return ()
    from secretariat_tui.planner.losses import explain_losses  # the solver is slow to import

    return explain_losses(problem, roster, plan, wanted, limits or Limits(), on_progress, stop)


def with_relaxations(plan: Plan, found: Sequence[Relaxed]) -> Plan:
    """The plan, its shortages told with what would end them."""
    return replace(plan, shortages=tuple(item.shortage for item in found))


def what_if(
    problem: Problem,
    roster: Roster,
    pins: Sequence[Pin],
    limits: Limits | None = None,
    on_progress: Tell | None = None,
    stop: threading.Event | None = None,
) -> WhatIf:
    """What would come of some pins, all solved again, held against the roster."""
    from secretariat_tui.planner.whatif import what_if  # the solver is slow to import

    return what_if(problem, roster, pins, limits or Limits(), on_progress, stop)


def compare(problem: Problem, before: Roster, after: Roster) -> Difference:
    """What changed between two rosters of the same weeks."""
    return difference.compare(problem, before, after)


def day_of(problem: Problem, roster: Roster, member: str, day: date) -> MemberDay:
    """What a member does on a date, and why she has what she has."""
    return holders.day_of(problem, Facts(problem, roster), problem.team.member[member], day)


def holdings(problem: Problem, roster: Roster, duty: str, day: date, *, is_desk: bool = False) -> tuple[Holding, ...]:
    """Who has an account or desk on a date, and what keeps the others from it."""
    return holders.holdings(problem, Facts(problem, roster), day, duty, is_desk)


def falling_out(problem: Problem, roster: Roster, member: str, day: date) -> Contingency:
    """Who takes over when a member falls out on a date, and what is lost. Nothing is solved."""
    return contingency.contingency(problem, Facts(problem, roster), day, problem.team.member[member])


def parts_of(problem: Problem, roster: Roster, stage: str) -> tuple[Violation, ...]:
    """What a stage is made of, the costliest first, each with its weight in it."""
    facts, known = Facts(problem, roster), {rule.id: rule for rule in installed_rules()}
    found = next((item for item in with_own_terms(stages_for(problem), known.values()) if item.id == stage), None)
    if found is None:
        return ()
    told = [
        replace(violation, cost=violation.cost * found.weight(problem.team, term))
        for term in found.terms
        if term in known
        for violation in known[term].check(problem, facts)
    ]
    return tuple(sorted((item for item in told if item.cost), key=lambda item: -item.cost))


def duty_pins(problem: Problem, member: str, day: date, duty: str, is_desk: bool, within: Span) -> tuple[DutyPin, ...]:
    """Pins of a duty to a member whenever it is asked for within a span of the date; none if never."""
    return holders.duty_pins(problem, member, day, duty, is_desk, within)
