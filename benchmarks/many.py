"""A ministry of many teams, planned as `plan --all-teams --publish` does, with where the time of each process goes.

`python -m benchmarks.many [--teams N]` measures the part `many` with so many of the ministry's teams and keeps it; that
takes about 50 s a team on two cores. They are chosen so that they stand for all: one from the middle of each of N equal
parts, by size.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import holidays  # noqa: F401  (imported here, as the next two, so that a process has all before its first team)

import secretariat_tui.planner.answer
import secretariat_tui.store.database  # noqa: F401
from benchmarks.instances import START, Size, team
from benchmarks.measure import peak_megabytes, profiled
from secretariat_tui.bootstrap import Services, SystemClock
from secretariat_tui.domain.outcome import TeamOutcome
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.repository import Reading, Store, Writing
from secretariat_tui.executors import cluster, cores
from secretariat_tui.planner.limits import Limits, Progress
from secretariat_tui.services.many import TeamJob, jobs_for, plan_all, run_job
from secretariat_tui.services.office import Office
from secretariat_tui.services.teams import Teams

TEAMS = 400
WEEKS = 4
_LEAST, _MOST = 4, 25


@dataclass(frozen=True, slots=True)
class Setting:
    """Who does the work: so many processes of this machine, or workers of a Dask cluster on it."""

    workers: int
    is_cluster: bool = False

    @property
    def name(self) -> str:
        who = "Dask worker" if self.is_cluster else "process"
        plural = "s" if self.is_cluster else "es"
        return f"{self.workers} {who}{plural if self.workers > 1 else ''}"


@dataclass(frozen=True, slots=True)
class Spent:
    """What one team took. `begun` and `ended` are moments on the machine's clock, `cpu` counts all threads.

    `before` are the processor seconds that its process had taken already; `planning` is all of the planner, `solving`
    its time in the solver; `reading` and `writing` are in transactions; `resident` is the memory of the process
    afterwards, `peak` the most that it ever had, in megabytes.
    """

    process: int
    begun: float
    ended: float
    before: float
    cpu: float
    planning: float
    solving: float
    reading: float
    writing: float
    resident: float
    peak: float
    proven: tuple[str, ...]
    stopped_by: str | None


@dataclass(frozen=True)
class Measured(TeamOutcome):
    """What came of a team, and what it took."""

    spent: Spent | None = None


# -- the ministry


def ministry(teams: int = TEAMS, most: int = _MOST, weeks: int = WEEKS) -> tuple[Size, ...]:
    """The sizes of its teams: as many accounts as members, a fifth more or less."""
    rng = Random("ministry")

    def size(number: int) -> Size:
        members = rng.randint(_LEAST, most)
        return Size(members, round(members * rng.uniform(0.8, 1.2)), weeks, seed=number)

    return tuple(size(number) for number in range(teams))


def chosen(sizes: Sequence[Size], count: int) -> tuple[Size, ...]:
    """So many that stand for all: the middle one of each of as many equal parts, by size."""
    ordered = sorted(sizes, key=lambda size: (size.members, size.accounts, size.seed))
    count = min(count, len(ordered))
    return tuple(ordered[(2 * part + 1) * len(ordered) // (2 * count)] for part in range(count))


def built(file: Path, sizes: Sequence[Size]) -> Office:
    """A database with these teams. Their ids say nothing of their sizes."""
    services = Services()
    services.maintenance(str(file), SystemClock()).upgrade()
    office = services.open_office(str(file), SystemClock())
    for size in sizes:
        Teams(office).take_in(replace(team(size), id=f"t{size.seed:03d}"))
    return office


# -- one team, in the process that plans it


class _TimedStore:
    """A store whose transactions are timed, with the time that they wait."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.reading = self.writing = 0.0

    @contextmanager
    def read(self) -> Iterator[Reading]:
        began = time.perf_counter()
        with self._store.read() as view:
            yield view
        self.reading += time.perf_counter() - began

    @contextmanager
    def write(self, team: str, kind: ActKind, *more: Any, **named: Any) -> Iterator[Writing]:
        began = time.perf_counter()
        with self._store.write(team, kind, *more, **named) as work:
            yield work
        self.writing += time.perf_counter() - began

    def close(self) -> None:
        self._store.close()


def measured(job: TeamJob) -> Measured:
    """Plans one team as `bootstrap.run_team_job` does, with a clock beside it."""
    begun, before = time.time(), time.process_time()
    office = Services().open_office(job.database, SystemClock())
    store = _TimedStore(office.store)
    planning, plans = 0.0, list[Plan]()

    def solve(
        problem: Problem,
        limits: Limits | None,
        tell: Callable[[Progress], None] | None,
        stop: threading.Event | None,
    ) -> Plan:
        nonlocal planning
        began = time.perf_counter()
        plans.append(office.solve(problem, limits, tell, stop))
        planning += time.perf_counter() - began
        return plans[-1]

    with profiled(()) as (profile, _):
        outcome = run_job(replace(office, store=store, solve=solve), job)
    store.close()
    rosters = [plan.roster for plan in plans]
    spent = Spent(
        *(os.getpid(), begun, time.time(), before, time.process_time() - before),
        *(planning, profile.solving, store.reading, store.writing, _resident_megabytes(), peak_megabytes()),
        tuple(stage.id for roster in rosters for stage in roster.stages if stage.proven),
        next((roster.stopped_by for roster in rosters), None),
    )
    return Measured(outcome.team, outcome.exit_code, seconds=outcome.seconds, spent=spent)


def _resident_megabytes() -> float:
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return peak_megabytes()
    return int(statm.read_text().split()[1]) * resource.getpagesize() / 2**20


# -- all of them


def planned(sizes: Sequence[Size], setting: Setting) -> dict[str, Any]:
    """Plans the teams in a new database; moments are seconds since the command began."""
    with tempfile.TemporaryDirectory() as directory, ExitStack() as stack:
        file = Path(directory) / "ministry.db"
        office = built(file, sizes)
        address = stack.enter_context(_local(setting.workers)) if setting.is_cluster else None
        began, cpu = time.time(), time.process_time()
        weeks = max(size.weeks for size in sizes)
        jobs = jobs_for(office, str(file), START, weeks, Limits(), publish=True, if_missing=False)
        listed = time.time()
        with _executor(setting, address) as executor:
            outcomes = list(plan_all(jobs, measured, executor))
        ended, taken = time.time(), time.process_time() - cpu
        office.store.close()
    members = {f"t{size.seed:03d}": size.members for size in sizes}
    numbers = {job.team: number for number, job in enumerate(jobs)}
    return {
        **asdict(setting),
        "name": setting.name,
        "listed": listed - began,
        "ended": ended - began,
        "cpu": taken,
        "lost": [outcome.team for outcome in outcomes if not isinstance(outcome, Measured)],
        "exits": sorted(outcome.exit_code for outcome in outcomes),
        "teams": [
            {"team": one.team, "members": members[one.team], **_since(began, one.spent)}
            for one in sorted(outcomes, key=lambda one: numbers[one.team])
            if isinstance(one, Measured) and one.spent is not None
        ],
    }


def _since(began: float, spent: Spent) -> dict[str, Any]:
    return asdict(replace(spent, begun=spent.begun - began, ended=spent.ended - began))


def _executor(setting: Setting, address: str | None) -> AbstractContextManager[Any]:
    return cores(setting.workers) if address is None else cluster(address)


@contextmanager
def _local(workers: int) -> Iterator[str]:
    """The address of a cluster on this machine, whose scheduler is in this process."""
    import distributed  # an extra that not everybody installs

    local: Any = distributed.LocalCluster  # which has no types
    made = local(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        host="127.0.0.1",
        silence_logs=40,
    )
    with made:
        yield made.scheduler_address


def main() -> int:
    """Measures, keeps and writes."""
    from benchmarks import page, record
    from benchmarks.parts import many

    parser = argparse.ArgumentParser(prog="python -m benchmarks.many", description=__doc__)
    parser.add_argument("--teams", type=int, default=many.TEAMS_MEASURED, help="how many of the ministry's teams")
    circumstances, began = record.Circumstances.now(quick=False), time.perf_counter()
    figures = many.measured(parser.parse_args().teams)
    record.keep("many", record.Kept(circumstances, record.load(), time.perf_counter() - began, figures))
    page.write(record.kept())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
