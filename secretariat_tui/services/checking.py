"""Having a roster checked by code that shares nothing with the solver."""

from __future__ import annotations

from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner import check
from secretariat_tui.planner.check import Examination
from secretariat_tui.planner.registry import installed_rules


def examine(problem: Problem, roster: Roster) -> Examination:
    """Verifies every rule, recomputes every stage and compares both with what the roster claims."""
    return check.examine(problem, roster, installed_rules())
