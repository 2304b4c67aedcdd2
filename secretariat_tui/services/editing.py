"""Editing a roster by hand: what an edit would do, before it is taken, and all that is known of it once it is."""

from __future__ import annotations

from collections.abc import Sequence

from secretariat_tui.domain.edits import Edit, Edited
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.limits import Limits


def edit(problem: Problem, plan: Plan, edits: Sequence[Edit], limits: Limits | None = None) -> Edited:
    """What comes of the edits, those that break a rule included; the plan stays what it is.

    What the plan claims must be of this problem, or its bounds mean nothing: see `planner.edits.edited`. Raises
    InvalidValue for an edit of what the team or the weeks do not have.
    """
    from secretariat_tui.planner.edits import edited  # the solver is slow to import
    from secretariat_tui.planner.registry import installed_rules

    return edited(problem, plan.roster, edits, limits or Limits(), installed_rules())


def taken(problem: Problem, edited: Edited) -> Plan:
    """The edited roster with its shortages, contingency plans, continuity, findings and alarms."""
    from secretariat_tui.planner.answer import describe

    return describe(problem, edited.roster)
