"""Leave: the light of a request, the calendar of lights, and a round of wishes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from secretariat_tui.domain.events import Leave
from secretariat_tui.domain.leave_light import Advice, Calendar, Light, Round
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.leave import Lights, calendar
from secretariat_tui.planner.leave_round import leave_round
from secretariat_tui.planner.limits import Limits


def advise(problem: Problem, leave: Leave, limits: Limits | None = None, stop: threading.Event | None = None) -> Advice:
    """The light of one request, with its grounds."""
    return Lights(problem, limits, stop).advice(leave)


def leave_calendar(
    problem: Problem,
    on_light: Callable[[Light], None] | None = None,
    stop: threading.Event | None = None,
    limits: Limits | None = None,
) -> Calendar:
    """The light of every member and open daypart, week after week."""
    return calendar(problem, on_light, stop, limits)


def decide_round(
    problem: Problem,
    gave_way: Mapping[str, int],
    limits: Limits | None = None,
    stop: threading.Event | None = None,
) -> Round:
    """Which of the requested leave is granted together."""
    return leave_round(problem, gave_way, limits, stop)
