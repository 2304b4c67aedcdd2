"""Why her, why not me? The alternative is pinned and all is solved again: what each stage would become is its price."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.events import DutyPin, Pin
from secretariat_tui.domain.explanation import WhatIf
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.difference import compare
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.solve import Tell, solve


def what_if(
    problem: Problem,
    roster: Roster,
    pins: Sequence[Pin],
    limits: Limits,
    on_progress: Tell | None = None,
    stop: threading.Event | None = None,
) -> WhatIf:
    """The best roster with the pins on top of those of the team, held against the present one."""
    pinned = replace(problem, team=replace(problem.team, pins=(*problem.team.pins, *pins)))
    try:
        found = solve(pinned, limits, on_progress, stop)
    except Impossible as clash:
        return WhatIf(tuple(pins), None, None, clash.conflict)
    return WhatIf(tuple(pins), found, compare(problem, roster, found))


def duty_pins(
    problem: Problem, member: str, day: date, duty: str, is_desk: bool, within: Span | None = None
) -> tuple[DutyPin, ...]:
    """Pins of a duty to a member whenever it is asked for on the date, or within a span of it; none if never."""
    asked = [d.span for d in problem.demands(day) if (d.duty, d.is_desk) == (duty, is_desk)]
    spans = [span.intersection(within or span) for span in asked]
    return tuple(DutyPin(member, day, duty, is_desk, span) for span in spans if span is not None)
