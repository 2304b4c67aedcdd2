"""Many teams at once: on processes of this machine, and on a cluster that loses one of its machines."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread

import pytest

from secretariat_tui.bootstrap import run_team_job
from secretariat_tui.cli import main
from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.events import Absence, AssignmentPin
from secretariat_tui.domain.outcome import TeamOutcome
from secretariat_tui.domain.team import Team
from secretariat_tui.executors import cluster, cores
from secretariat_tui.planner.limits import Limits
from secretariat_tui.services.many import TeamJob, jobs_for, plan_all
from secretariat_tui.services.office import Office
from secretariat_tui.services.teams import Teams
from secretariat_tui.services.weeks import Weeks
from secretariat_tui.store.database import Database
from tests import build
from tests.clocks import StoppedClock
from tests.databases import empty_database
from tests.schemas import validate
from tests.services.dying import be_at_work, die_beside, die_once_and_run

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
WEEK = Week(2026, 49)
PATIENCE = 60.0
ROOT = Path(__file__).parents[2]


def tiny(id: str) -> Team:
    """Anna and Bea on Monday, with an account that each of them can have."""
    people = [build.member("anna", "mon"), build.member("bea", "mon")]
    made = build.team(people, [build.account("dir", "anna")], agreements=[build.backup("dir", "bea")])
    return replace(made, id=id, name=id.capitalize())


def impossible(id: str) -> Team:
    """Anna must have two shifts at once."""
    made = tiny(id)
    late = build.shift("laat", "10:00-18:00")
    both = (AssignmentPin("anna", build.MON, "dag", None), AssignmentPin("anna", build.MON, "laat", None))
    return replace(made, shifts=(*made.shifts, late), pins=both)


@dataclass
class Shared:
    """An office on a database of several teams."""

    office: Office
    file: Path

    def jobs(self, **more: bool) -> tuple[TeamJob, ...]:
        wanted = {"publish": True, "if_missing": True} | more
        return jobs_for(self.office, str(self.file), WEEK, 1, Limits(wall=20), **wanted)

    def versions(self, team: str) -> list[int]:
        return [version.number for version in Weeks(self.office).history(team, WEEK)[1]]


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Shared]:
    file = tmp_path / "teams.db"
    database = Database(empty_database(file))
    yield Shared(Office(database, StoppedClock(NOW), "lead"), file)
    database.close()


@pytest.fixture
def uneven(shared: Shared) -> Shared:
    """A team that can be planned, one that cannot, and one whose description is damaged."""
    for team in (tiny("well"), impossible("clashing"), tiny("damaged")):
        Teams(shared.office).take_in(team)
    with closing(sqlite3.connect(shared.file)) as connection:
        connection.execute("UPDATE team_document SET digest = 'x' WHERE team = 'damaged'")
        connection.commit()
    return shared


def test_teams_are_planned_on_two_processes_and_one_that_fails_does_not_stop_the_rest(uneven: Shared) -> None:
    with cores(2) as executor:
        outcomes = {outcome.team: outcome for outcome in plan_all(uneven.jobs(), run_team_job, executor)}
    assert {team: outcome.exit_code for team, outcome in outcomes.items()} == {"well": 0, "clashing": 5, "damaged": 7}
    assert outcomes["well"].versions == {WEEK: 1}
    assert outcomes["clashing"].conflict
    assert outcomes["damaged"].faults[0].kind == "damaged"
    assert [uneven.versions(team) for team in ("well", "clashing", "damaged")] == [[1], [], []]


def test_the_command_tells_what_came_of_each_and_exits_with_the_worst(
    uneven: Shared, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(
        [
            "plan", "--all-teams", "--week", "2026-W49", "--workers", "2", "--time-limit", "20", "--json",
            "--db", str(uneven.file),
        ]
    )  # fmt: skip
    document = json.loads(capsys.readouterr().out)
    validate(document, "plans")
    assert code == 7
    assert [item["team"] for item in document["teams"]] == ["clashing", "damaged", "well"]


def test_a_task_that_is_done_twice_keeps_one_version(shared: Shared) -> None:
    Teams(shared.office).take_in(tiny("a"))
    (job,) = shared.jobs(if_missing=False)
    first, second = run_team_job(job), run_team_job(job)
    assert (first.is_new, second.is_new) == (True, False)
    assert shared.versions("a") == [1]


def test_absences_past_their_time_are_erased_even_where_nothing_can_be_planned(shared: Shared) -> None:
    long_ago = date(2026, 1, 5)
    clashing = impossible("clashing")
    Teams(shared.office).take_in(replace(clashing, absences=(Absence("bea", long_ago, long_ago),)))
    (job,) = shared.jobs()
    assert run_team_job(job).exit_code == 5
    with shared.office.store.read() as view:
        assert view.absences("clashing") == ()


def test_the_largest_teams_are_begun_first(shared: Shared) -> None:
    few, some, many = tiny("a"), tiny("b"), tiny("c")
    some = replace(some, members=(*some.members, build.member("cas")))
    many = replace(many, members=(*many.members, *(build.member(f"cas-{n}") for n in range(5))))
    for team in (some, few, many, replace(few, id="d")):
        Teams(shared.office).take_in(team)
    assert [job.team for job in shared.jobs()] == ["c", "b", "a", "d"]


def test_a_large_description_that_no_longer_counts_makes_no_large_team(shared: Shared) -> None:
    now = tiny("b")
    once = replace(now, members=(*now.members, *(build.member(f"cas-{n}") for n in range(5))))
    for team in (once, now, tiny("a")):
        Teams(shared.office).take_in(team)
    assert [job.team for job in shared.jobs()] == ["a", "b"]


def test_a_task_says_which_of_its_weeks_have_a_roster(shared: Shared) -> None:
    Teams(shared.office).take_in(tiny("a"))
    Weeks(shared.office).plan("a", WEEK.plus(1), 1)
    (job,) = jobs_for(shared.office, "x", WEEK, 3, Limits(), publish=False, if_missing=True)
    assert job.seen == Weeks(shared.office).show("a", WEEK, 3).seen
    assert [bool(revision) for revision in job.seen.values()] == [False, True, False]


def test_no_connection_stays_open_when_a_task_is_done(shared: Shared) -> None:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("this system does not tell which files are open")
    Teams(shared.office).take_in(tiny("a"))
    (job,) = shared.jobs()
    shared.office.store.close()
    run_team_job(job)
    opened = [os.readlink(link) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    assert str(shared.file) not in opened


@pytest.mark.parametrize("workers", [1, 2])
def test_a_process_that_is_lost_is_replaced_and_only_a_task_that_kills_each_is_given_up(
    shared: Shared, workers: int
) -> None:
    teams = ["dies-always", "dies-once", "well-1", "well-2", "well-3"]
    for team in teams:
        Teams(shared.office).take_in(tiny(team))
    with cores(workers) as executor:
        outcomes = {outcome.team: outcome for outcome in plan_all(shared.jobs(), die_once_and_run, executor)}
    assert {team: outcome.exit_code for team, outcome in outcomes.items()} == dict.fromkeys(teams, 0) | {
        "dies-always": 1
    }
    assert outcomes["dies-always"].faults[0].kind == "lost"
    assert [shared.versions(team) for team in teams] == [[], [1], [1], [1], [1]]


def test_a_task_is_not_given_up_for_another_that_kills_the_process_beside_it(tmp_path: Path) -> None:
    with cores(2) as executor:
        culprit = executor.submit(die_beside, tmp_path / "at work", 0.5)
        innocent = executor.submit(be_at_work, tmp_path / "at work", 1.0)
        assert innocent.result() == "done"
        with pytest.raises(BrokenExecutor):
            culprit.result()


LOSES_A_PROCESS = """
import os
from secretariat_tui.executors import cores
if __name__ == "__main__":
    with cores(2) as executor:
        print(type(executor.submit(os._exit, 9).exception()).__name__)
"""


def test_a_program_that_lost_a_process_still_ends() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOSES_A_PROCESS], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    assert done.stdout == "BrokenProcessPool\n"


def interrupted(waiting: list[Future[None]], directory: Path) -> None:
    with cores(1) as executor:
        first = executor.submit(time.sleep, 0)
        waiting += [executor.submit(time.sleep, 0.2), *(executor.submit((directory / name).touch) for name in "abc")]
        first.result()
        raise KeyboardInterrupt


def test_an_interruption_ends_the_task_at_work_and_begins_no_other(tmp_path: Path) -> None:
    waiting: list[Future[None]] = []
    with pytest.raises(KeyboardInterrupt):
        interrupted(waiting, tmp_path)
    assert [future.cancelled() for future in waiting] == [False, True, True, True]
    assert list(tmp_path.iterdir()) == []


def wait_and_run(job: TeamJob) -> TeamOutcome:
    """Says in which process it is, and waits until it may go on."""
    directory = Path(job.database).parent
    (directory / f"{job.team}.{os.getpid()}.begun").touch()
    until = time.monotonic() + PATIENCE
    while not (directory / "go").exists() and time.monotonic() < until:
        time.sleep(0.02)
    outcome = run_team_job(job)
    (directory / f"{job.team}.{os.getpid()}.ended").touch()
    return outcome


def workers_at_work(directory: Path) -> list[int]:
    """The processes in which a task has begun, once there are two."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = sorted({int(path.name.split(".")[1]) for path in directory.glob("*.begun")})
        if len(found) >= 2:
            return found
        time.sleep(0.05)
    raise AssertionError("two workers did not begin")


def test_a_cluster_that_loses_a_worker_in_mid_work_loses_no_team_and_plans_none_twice(shared: Shared) -> None:
    distributed = pytest.importorskip("distributed")
    teams = [f"team-{letter}" for letter in "abcd"]
    for team in teams:
        Teams(shared.office).take_in(tiny(team))
    directory = shared.file.parent
    outcomes: list[TeamOutcome] = []
    local = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    )
    with local, cluster(local.scheduler_address) as executor:
        planning = Thread(
            target=lambda: outcomes.extend(plan_all(shared.jobs(if_missing=False), wait_and_run, executor))
        )
        planning.start()
        killed, _ = workers_at_work(directory)
        os.kill(killed, signal.SIGKILL)
        (directory / "go").touch()
        planning.join(PATIENCE)
    assert sorted(outcome.team for outcome in outcomes) == teams
    assert {outcome.exit_code for outcome in outcomes} == {0}
    assert [shared.versions(team) for team in teams] == [[1]] * 4
    begun = [path.name.split(".")[0] for path in directory.glob("*.begun")]
    assert len(begun) > len(teams), "the task of the worker that was killed was not done again"
    assert not list(directory.glob(f"*.{killed}.ended"))
