"""Having a roster checked by code that shares nothing with the solver."""

from __future__ import annotations

from secretariat_tui.domain.finding import Reason
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner import check, claims
from secretariat_tui.planner.check import Examination
from secretariat_tui.planner.registry import installed_rules


def examine(problem: Problem, roster: Roster) -> Examination:
    """Verifies every rule, recomputes every stage and compares both with what the roster claims."""
    return check.examine(problem, roster, installed_rules())


def untrue(problem: Problem, plan: Plan) -> tuple[Reason, ...]:
    """What a plan says of its continuity, and of who takes over what, that is not so."""
    return tuple(claims.untrue(problem, plan))
