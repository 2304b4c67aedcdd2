"""Measures leave lights, the leave calendar and repairs: `python -m benchmarks.leave [TEAM_FILE] [--weeks 13]`.

Without a file a generated team of 15 members is taken. A light is measured alone, once its week is loaded and without
what other lights have taught; the calendar as it is made for a user, its first week apart.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from benchmarks.instances import Size
from benchmarks.instances import problem as generated
from secretariat_tui.domain.calendar import DAYPARTS, Horizon, Week
from secretariat_tui.domain.events import Absence, Leave, LeaveStatus
from secretariat_tui.domain.leave_light import Light
from secretariat_tui.domain.problem import Problem
from secretariat_tui.exchange.team_file import read_team
from secretariat_tui.planner.leave import Lights, calendar
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.repair import repairs, stored
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY, HOURS


def main() -> None:
    """Prints what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("team_file", nargs="?", type=Path)
    parser.add_argument("--week", default="2026-W49")
    parser.add_argument("--weeks", type=int, default=13)
    given = parser.parse_args()
    if given.team_file is None:
        problem = generated(Size(15, 16, given.weeks))
    else:
        problem = Problem(read_team(given.team_file), Horizon(Week.parse(given.week), given.weeks))
    print(f"{len(problem.team.members)} members, {given.weeks} weeks; load {os.getloadavg()[0]:.1f}")
    single(problem)
    whole(problem)
    mend(replace(problem, horizon=Horizon(problem.horizon.first)))


def single(problem: Problem) -> None:
    """Each light of the first week that takes work away, by itself, on a week of its own that is loaded."""
    week = problem.horizon.first
    lights = Lights(problem)
    begun = time.perf_counter()
    lights.week(week)
    loaded = time.perf_counter() - begun
    seconds, work = [], []
    for day in (day for day in problem.open_dates if day in Horizon(week)):
        for part in DAYPARTS:
            for member in problem.team.members:
                if part not in problem.workable(member, day):
                    continue
                asked = Leave(member.id, day, day, part, LeaveStatus.REQUESTED)
                lights.week(week).forget()
                begun, worked = time.perf_counter(), time.process_time()
                lights.light(asked)
                seconds.append(time.perf_counter() - begun)
                work.append(time.process_time() - worked)
    print(f"week loaded in {loaded:.2f} s")
    print(
        f"one light, {len(seconds)} asked, none of who does not work then: {_spread(seconds)}; "
        f"processor {_spread(work)}"
    )


def whole(problem: Problem) -> None:
    """The calendar."""
    first: list[float] = []
    begun, worked = time.perf_counter(), time.process_time()

    def on_light(light: Light) -> None:
        if light.leave.start in Horizon(problem.horizon.first):
            first[:] = [time.perf_counter() - begun]

    found = calendar(problem, on_light)
    colours = Counter(light.colour.value for light in found.lights)
    print(
        f"calendar, {len(found.lights)} lights: {time.perf_counter() - begun:.1f} s, first week {first[0]:.1f} s, "
        f"processor {time.process_time() - worked:.1f} s; {dict(sorted(colours.items()))}, "
        f"{sum(not light.proven for light in found.lights)} not proven"
    )


def mend(problem: Problem) -> None:
    """The stored plan and the three repairs, for each member who works on the second open date."""
    today = problem.open_dates[1]
    problem = replace(problem, today=today)
    published = solve(problem, Limits(), stages=(*CONTINUITY, HOURS))
    at_once, mended, work = [], [], []
    for member in sorted({a.member for a in published.assignments if a.date == today})[:6]:
        absence = Absence(member, today, today)
        begun = time.perf_counter()
        stored(problem, published, absence)
        at_once.append(time.perf_counter() - begun)
        begun, worked = time.perf_counter(), time.process_time()
        repairs(problem, published, absence)
        mended.append(time.perf_counter() - begun)
        work.append(time.process_time() - worked)
    print(f"stored plan: {_spread(at_once)}")
    print(f"three repairs: {_spread(mended)}; processor {_spread(work)}")


def _spread(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    tail = ordered[int(0.95 * (len(ordered) - 1))]
    return f"median {statistics.median(ordered):.3f} s, 95 % within {tail:.3f} s, at most {ordered[-1]:.3f} s"


if __name__ == "__main__":
    main()
