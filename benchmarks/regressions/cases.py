"""The cases: each prepares, and gives what is then timed.

What a case needs is imported in it, so that an older product which lacks something fails that case alone. Each takes
between a tenth of a second and a few, and does the same work however fast it is: no limit is on the clock.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

Task = Callable[[], object]


def plan_week() -> Task:
    """All stages of a week of 8, to the proof."""
    return _plan("medium-8", 1, 5)


def plan_larger() -> Task:
    """A week of 15, to the proof of its hours."""
    return _plan("medium-15", 1, 4)


def plan_weeks() -> Task:
    """The first three stages of four weeks of 15."""
    return _plan("medium-15", 4, 3)


def _plan(name: str, weeks: int, stages: int) -> Task:
    from benchmarks.solve import case
    from secretariat_tui.planner.limits import Limits
    from secretariat_tui.planner.registry import RULES
    from secretariat_tui.planner.solve import solve
    from secretariat_tui.planner.stages import STAGES

    problem = case(name, weeks).problem()
    return lambda: solve(problem, Limits(), None, None, RULES, STAGES[:stages])


def encode() -> Task:
    """All rules of two weeks of 25, stated."""
    from benchmarks.instances import Size, problem
    from secretariat_tui.planner.encoder import Encoder
    from secretariat_tui.planner.registry import RULES

    posed = problem(Size(25, 25, 2))

    def stated() -> None:
        model = Encoder(posed)
        for rule in RULES:
            rule.encode(posed, model)

    return stated


def check() -> Task:
    """A rota of four weeks of 25, checked."""
    from benchmarks.greedy import rota
    from benchmarks.instances import Size, problem
    from secretariat_tui.planner.check import examine

    posed = problem(Size(25, 25, 4))
    return partial(examine, posed, rota(posed))


def lights() -> Task:
    """The leave calendar of a week of 5."""
    from benchmarks.instances import Size, problem
    from secretariat_tui.planner.leave import calendar

    return partial(calendar, problem(Size(5, 5)))


def repair() -> Task:
    """The repairs of one absence in a week of 8."""
    from dataclasses import replace

    from benchmarks.instances import Size, problem
    from secretariat_tui.domain.events import Absence
    from secretariat_tui.planner.limits import Limits
    from secretariat_tui.planner.repair import repairs
    from secretariat_tui.planner.solve import solve
    from secretariat_tui.planner.stages import CONTINUITY

    posed = problem(Size(8, 8))
    today = posed.open_dates[1]
    posed = replace(posed, today=today)
    published = solve(posed, Limits(), stages=CONTINUITY)
    member = min(item.member for item in published.assignments if item.date == today)
    return partial(repairs, posed, published, Absence(member, today, today))


def read_calendar() -> Task:
    """A calendar of a thousand events."""
    from benchmarks.parts.calendars import outlook, take

    return partial(take, outlook(1000))


def write_calendar() -> Task:
    """A calendar of a thousand events."""
    from benchmarks.parts.export import thousand, write

    return partial(write, thousand())


def open_week() -> Task:
    """A week of 15 with a quarter before it, from a database that was just opened."""
    from benchmarks.instances import Size, team
    from benchmarks.parts.store import fill, opened

    folder = tempfile.TemporaryDirectory()
    file = Path(folder.name) / "weeks.db"
    fill(file, team(Size(15, 15)), 13)

    def task() -> None:
        assert folder.name  # it is there as long as the task is
        opened(file)

    return task


def team_file() -> Task:
    """The team file of 50 with half a year of events."""
    from benchmarks.instances import Size, team
    from secretariat_tui.exchange.team_file import parse_team
    from secretariat_tui.exchange.team_writing import write_team

    text = write_team(team(Size(50, 40, 26))).encode()
    return lambda: parse_team(text, "team.toml")


def help_text() -> Task:
    """`secretariat --help`, a process of its own."""
    from benchmarks.parts.start import run_command

    return partial(run_command, ["--help"])


def solve_command() -> Task:
    """`secretariat solve` of a team of five, a process of its own."""
    from benchmarks.parts.start import run_command
    from benchmarks.record import ROOT

    file = str(ROOT / "tests" / "cases" / "scale-five.toml")
    return partial(run_command, ["solve", file, "--week", "2026-W49"])


CASES: dict[str, Callable[[], Task]] = {
    case.__name__.replace("_", "-"): case
    for case in (
        *(plan_week, plan_larger, plan_weeks, encode, check, lights, repair),
        *(read_calendar, write_calendar, open_week, team_file, help_text, solve_command),
    )
}
