"""Editing a roster by hand: what an edit would do, before it is taken, and all that is known of it once it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from secretariat_tui.domain.edits import Edit, Edited
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.limits import Limits

if TYPE_CHECKING:
    from secretariat_tui.planner.edits import Editing


def editing(problem: Problem, plan: Plan) -> Editing:
    """A plan of which edits are tried while somebody types: quicker for each than `edit`, which begins anew."""
    from secretariat_tui.planner.edits import Editing  # the solver is slow to import
    from secretariat_tui.planner.registry import installed_rules

    return Editing(problem, plan.roster, installed_rules())


def edit(problem: Problem, plan: Plan, edits: Sequence[Edit], limits: Limits | None = None) -> Edited:
    """What comes of the edits, those that break a rule included; the plan stays what it is.

    What the plan claims must be of this problem, or its bounds mean nothing: see `planner.edits.Editing`. Raises
    InvalidValue for an edit of what the team or the weeks do not have.
    """
    return editing(problem, plan).edited(edits, limits)


def taken(problem: Problem, edited: Edited) -> Plan:
    """The edited roster with its shortages, contingency plans, continuity, findings and alarms."""
    from secretariat_tui.planner.answer import describe

    return describe(problem, edited.roster)
