"""Taking an unforeseen absence into a published roster."""

from __future__ import annotations

import threading

from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.plan import Contingency, Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.repair import Repair, Repairs
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner import absent as planner
from secretariat_tui.planner.limits import Limits


def stored_plan(problem: Problem, published: Roster, absence: Absence) -> tuple[Contingency, ...]:
    """Who takes over now, before anything is solved."""
    return planner.stored(problem, published, absence)


def repairs(
    problem: Problem,
    published: Roster,
    absence: Absence,
    limits: Limits | None = None,
    stop: threading.Event | None = None,
) -> Repairs:
    """The stored plan and up to three repairs; raises Impossible where there is none."""
    from secretariat_tui.planner.repair import repairs  # the solver is slow to import

    return repairs(problem, published, absence, limits, stop)


def applied(problem: Problem, absence: Absence, repair: Repair) -> Plan:
    """The roster of a repair with all that is known of it."""
    from secretariat_tui.planner.answer import describe

    return describe(planner.absent(problem, absence), repair.roster)
