"""Many teams planned at once: each team a task of its own, on the cores of this machine or on those of a cluster.

A task can be run twice without harm, as happens when a machine is lost in mid-work: it says which state of the weeks it
was made for, and leaves weeks alone that are no longer in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass
from time import monotonic

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.errors import Impossible, SecretariatError, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.outcome import TeamOutcome
from secretariat_tui.planner.limits import Limits
from secretariat_tui.services.absences import Absences
from secretariat_tui.services.office import Office
from secretariat_tui.services.weeks import Weeks


@dataclass(frozen=True)
class TeamJob:
    """What is to be planned for one team. `seen` are the revisions of its weeks when the task was made."""

    database: str
    team: str
    first: Week
    weeks: int
    limits: Limits
    publish: bool
    if_missing: bool
    seen: Mapping[Week, int]


def jobs_for(
    office: Office, database: str, first: Week, weeks: int, limits: Limits, *, publish: bool, if_missing: bool
) -> tuple[TeamJob, ...]:
    """A task for each team that the user may see. The largest come first: they take longest, and whoever begins with
    one of them last keeps all others waiting."""
    nothing = dict.fromkeys(Horizon(first, weeks), 0)
    found = []
    with office.store.read() as view:
        sizes = view.sizes()
        for entry in sorted(view.teams(), key=lambda entry: (-sizes.get(entry.id, 0), entry.id)):
            there = view.weeks(entry.id, first, first.plus(weeks - 1))
            seen = nothing | {state.week: state.revision for state in there}
            found.append(TeamJob(database, entry.id, first, weeks, limits, publish, if_missing, seen))
    return tuple(found)


def run_job(office: Office, job: TeamJob) -> TeamOutcome:
    """Plans one team. Whatever is the user's business is in the answer, not raised."""
    begun = monotonic()
    service = Weeks(office)
    try:
        Absences(office).erase_old(job.team)  # due even where nothing can be planned
        again = service.show(job.team, job.first, job.weeks).seen != job.seen
        kept = service.plan(
            job.team, job.first, job.weeks, job.limits, publish=job.publish, if_missing=job.if_missing or again
        )
    except Impossible as clash:
        return TeamOutcome(job.team, clash.exit_code, conflict=clash.conflict, seconds=monotonic() - begun)
    except SecretariatError as error:
        return TeamOutcome(job.team, error.exit_code, faults=error.faults, seconds=monotonic() - begun)
    short = sum(item.minutes for item in kept.plan.shortages)
    return TeamOutcome(job.team, kept.plan.exit_code, kept.versions, short, kept.is_new, seconds=monotonic() - begun)


def plan_all(
    jobs: Sequence[TeamJob], run: Callable[[TeamJob], TeamOutcome], executor: Executor
) -> Iterator[TeamOutcome]:
    """The outcome of each task, as it comes. A task that fails, or whose machine is lost, does not stop the rest."""
    futures: dict[Future[TeamOutcome], TeamJob] = {executor.submit(run, job): job for job in jobs}
    for future in as_completed(futures):
        error = future.exception()
        if error is None:
            yield future.result()
        else:
            text = N_("The work on this team was lost: {detail}.")
            yield TeamOutcome(futures[future].team, 1, faults=(fault("lost", text, detail=type(error).__name__),))
