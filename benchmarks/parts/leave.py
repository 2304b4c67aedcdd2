"""Leave lights, the leave calendar and repairs.

A light is measured alone, once its week is loaded and without what other lights have taught; the calendar as it is made
for a user, its first week apart.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace

from benchmarks.instances import Size
from benchmarks.instances import problem as generated
from benchmarks.markdown import paragraph, table
from benchmarks.measure import Clock, in_child
from benchmarks.parts import Figures
from benchmarks.timing import spread, told
from secretariat_tui.domain.calendar import DAYPARTS, Horizon
from secretariat_tui.domain.events import Absence, Leave, LeaveStatus
from secretariat_tui.domain.leave_light import Light
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.absent import stored
from secretariat_tui.planner.leave import Lights, calendar
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.repair import repairs
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY, HOURS

_QUICK = (Size(5, 5),)
_WHOLE = (Size(8, 9, 2), Size(15, 16, 1), Size(25, 26, 1))

_TEXT = """A *light* is that of one request for a daypart, asked of everybody who works then, in the first week of a
generated team, each by itself; *lights a second* are those of the whole leave calendar, on all weeks. A *repair* is
asked for each of some members who works on the second open date: the stored plan at once, then the three repairs."""


def measure(quick: bool) -> Figures:
    """Each team in a process of its own."""
    return {"rows": [in_child(_team, size) for size in (_QUICK if quick else _WHOLE)]}


def _team(size: Size) -> Figures:
    problem = generated(size)
    first = replace(problem, horizon=Horizon(problem.horizon.first))
    found = {"members": size.members, "accounts": size.accounts, "weeks": size.weeks}
    return found | {"single": single(first), "calendar": whole(problem), "repair": mend(first)}


def single(problem: Problem) -> Figures:
    """Each light of a week that takes work away, by itself, on a week of its own that is loaded."""
    week = problem.horizon.first
    lights = Lights(problem)
    loading = Clock()
    lights.week(week)
    loading.stop()
    seconds, work = [], []
    for day in problem.open_dates:
        for part in DAYPARTS:
            for member in problem.team.members:
                if part not in problem.workable(member, day):
                    continue
                asked = Leave(member.id, day, day, part, LeaveStatus.REQUESTED)
                lights.week(week).forget()
                clock = Clock()
                lights.light(asked)
                clock.stop()
                seconds.append(clock.wall)
                work.append(clock.cpu)
    return {"loaded": loading.cpu, "seconds": spread(seconds), "processor": spread(work)}


def whole(problem: Problem) -> Figures:
    """The calendar."""
    first: list[float] = []
    begun, clock = time.perf_counter(), Clock()

    def on_light(light: Light) -> None:
        if light.leave.start in Horizon(problem.horizon.first):
            first[:] = [time.perf_counter() - begun]

    found = calendar(problem, on_light)
    clock.stop()
    return {
        "lights": len(found.lights),
        "seconds": clock.wall,
        "processor": clock.cpu,
        "first_week": first[0],
        "colours": dict(sorted(Counter(light.colour.value for light in found.lights).items())),
        "unproven": sum(not light.proven for light in found.lights),
    }


def mend(problem: Problem) -> Figures:
    """The stored plan and the three repairs, for some members who work on the second open date."""
    today = problem.open_dates[1]
    problem = replace(problem, today=today)
    published = solve(problem, Limits(), stages=(*CONTINUITY, HOURS))
    at_once, mended, work = [], [], []
    for member in sorted({a.member for a in published.assignments if a.date == today})[:6]:
        absence = Absence(member, today, today)
        clock = Clock()
        stored(problem, published, absence)
        clock.stop()
        at_once.append(clock.wall)
        clock = Clock()
        repairs(problem, published, absence)
        clock.stop()
        mended.append(clock.wall)
        work.append(clock.cpu)
    return {"stored": spread(at_once), "seconds": spread(mended), "processor": spread(work)}


def section(figures: Figures) -> str:
    """Lights by themselves, calendars and repairs of each team."""
    rows = figures["rows"]
    names = [f"{row['members']} members, {row['accounts']} accounts" for row in rows]
    spreads = [
        (name, what, found["count"], *told(found))
        for name, row in zip(names, rows, strict=True)
        for what, found in (
            ("one light", row["single"]["seconds"]),
            ("one light, processor", row["single"]["processor"]),
            ("stored plan", row["repair"]["stored"]),
            ("three repairs", row["repair"]["seconds"]),
            ("three repairs, processor", row["repair"]["processor"]),
        )
    ]
    calendars = [_calendar(name, row) for name, row in zip(names, rows, strict=True)]
    head = ["team", "weeks", "lights", "seconds", "processor", "lights a second", "first week", "not proven", "colours"]
    return "\n".join(
        [
            "## Leave and repair\n",
            paragraph(_TEXT),
            table(["team", "what", "asked", "median", "95 % within", "at most"], spreads),
            "The leave calendar:\n",
            table(head, calendars),
        ]
    )


def _calendar(name: str, row: Figures) -> tuple[object, ...]:
    of = row["calendar"]
    colours = ", ".join(f"{count} {colour}" for colour, count in of["colours"].items())
    return (
        *(name, row["weeks"], of["lights"], f"{of['seconds']:.1f} s", f"{of['processor']:.1f} s"),
        *(f"{of['lights'] / of['seconds']:.1f}", f"{of['first_week']:.1f} s", of["unproven"], colours),
    )
