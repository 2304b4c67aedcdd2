"""Why her, why not me? The alternative is pinned and all is solved again: what each stage would become is its price."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.events import Pin
from secretariat_tui.domain.explanation import WhatIf
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster, StageResult
from secretariat_tui.planner.difference import compare
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.registry import installed_rules
from secretariat_tui.planner.solve import Tell, solve
from secretariat_tui.planner.stages import CHANGES, stages_for


def what_if(
    problem: Problem,
    roster: Roster,
    pins: Sequence[Pin],
    limits: Limits,
    on_progress: Tell | None = None,
    stop: threading.Event | None = None,
) -> WhatIf:
    """The best roster with the pins on top of those of the team, held against the present one.

    Of a week that was published the fewest changes come right after the agreements, as where it is planned again: else
    what the pins cost could not be told from what a week made anew would gain.
    """
    rules = installed_rules()
    pinned = replace(problem, team=replace(problem.team, pins=(*problem.team.pins, *pins)))
    try:
        found = solve(pinned, limits, on_progress, stop, rules, stages_for(pinned))
    except Impossible as clash:
        return WhatIf(tuple(pins), None, None, clash.conflict)
    if problem.published is not None and all(stage.id != CHANGES.id for stage in roster.stages):
        roster = replace(roster, stages=(*roster.stages, StageResult(CHANGES.id, 0, 0)))  # so that they are counted
    return WhatIf(tuple(pins), found, compare(problem, roster, found))
