"""Many teams: how fast a ministry is planned, where the time of processes goes, and what ten thousand would take."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.util import find_spec
from itertools import combinations, pairwise
from os import cpu_count
from statistics import fmean
from typing import Any

from benchmarks.instances import Size
from benchmarks.many import Setting, chosen, ministry, planned
from benchmarks.markdown import bullet, paragraph, table
from benchmarks.measure import in_child
from benchmarks.parts import Figures
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.stages import STAGES

TEAMS_MEASURED = 16
"""What is planned four times in a quarter of an hour on two cores."""

_SETTINGS = (Setting(1), Setting(2), Setting(2, is_cluster=True), Setting(4, is_cluster=True))
_QUICK_TEAMS = 12
_QUICK = (Setting(2), Setting(2, is_cluster=True))
_PAPER_TEAMS = 10_000
_PAPER_CORES = (2, 16, 64, 256)

Run = dict[str, Any]


def measure(quick: bool) -> Figures:
    """Some teams of the ministry by each setting; `quick`: small teams, one week."""
    if quick:
        return _measured(ministry(most=6, weeks=1), _QUICK_TEAMS, _QUICK)
    return measured(TEAMS_MEASURED)


def measured(teams: int) -> Figures:
    """So many teams of the ministry, by each setting."""
    return _measured(ministry(), teams, _SETTINGS)


def _measured(whole: Sequence[Size], teams: int, settings: Sequence[Setting]) -> Figures:
    sizes = chosen(whole, teams)
    able = [setting for setting in settings if not setting.is_cluster or find_spec("distributed") is not None]
    return {
        "ministry": len(whole),
        "weeks": whole[0].weeks,
        "least": min(size.members for size in whole),
        "most": max(size.members for size in whole),
        "members": [size.members for size in sizes],
        "limits": asdict(Limits()),
        "cores": cpu_count(),
        "runs": [in_child(planned, sizes, setting) for setting in able],
    }


# -- what the figures say


def shares(run: Run) -> dict[str, float]:
    """Where the seconds of all its processes went, each from when the command began until it ended."""
    teams, workers = run["teams"], run["workers"]
    by_process: dict[int, list[Run]] = defaultdict(list)
    for one in sorted(teams, key=lambda one: one["begun"]):
        by_process[one["process"]].append(one)
    last = max(one["ended"] for one in teams)
    idle = max(0, workers - len(by_process)) * (last - run["listed"])
    solving = sum(one["solving"] for one in teams)
    planning = sum(one["planning"] for one in teams)
    store = sum(one["reading"] + one["writing"] for one in teams)
    return {
        "solver": solving,
        "rest of the planner": planning - solving,
        "database": store,
        "rest of the task": sum(one["ended"] - one["begun"] for one in teams) - planning - store,
        "start of processes": sum(own[0]["begun"] - run["listed"] for own in by_process.values()) + idle,
        "between teams": sum(b["begun"] - a["ended"] for own in by_process.values() for a, b in pairwise(own)),
        "waiting for the last": sum(last - own[-1]["ended"] for own in by_process.values()),
        "before and after": workers * (run["listed"] + run["ended"] - last),
    }


def ends(durations: Sequence[float], workers: int) -> float:
    """When the last of these tasks ends, where each is begun in this order by whoever is free first."""
    free = [0.0] * workers
    for duration in durations:
        heapq.heapreplace(free, free[0] + duration)
    return max(free)


def on_paper(one: dict[str, float], teams: int, cores: int) -> tuple[float, str]:
    """The seconds that so many teams take with a process on each of so many cores, and what limits them."""
    at_work = teams * (one["task"] + one["between"]) / cores
    bounds = {
        "cores": teams * one["listing"] + one["start"] + at_work + one["longest"],
        "one process that hands out": teams * one["handing"],
        "one writer at a time": teams * one["writing"],
    }
    limit = max(bounds, key=lambda name: bounds[name])
    return bounds[limit], limit


def _means(run: Run) -> dict[str, float]:
    teams, spent = run["teams"], shares(run)
    return {
        "listing": run["listed"] / len(teams),
        "start": spent["start of processes"] / run["workers"],
        "task": fmean(one["ended"] - one["begun"] for one in teams),
        "between": spent["between teams"] / len(teams),
        "longest": max(one["ended"] - one["begun"] for one in teams),
        "handing": run["cpu"] / len(teams),
        "writing": fmean(one["writing"] for one in teams),
        "cpu": fmean(one["cpu"] for one in teams),
    }


# -- the page


_TEXT = """A ministry of {ministry} generated teams of {least} to {most} members, as many accounts as members and a
fifth more or less. {count} of them stand for all, the middle one of each of {count} equal parts, by size; for more of
them, `python -m benchmarks.many --teams N`. They are planned for {weeks} and published, as `plan --all-teams --publish`
does, with the planner's own limits: {stage:g} units of the solver's work for each stage, {polish:g} for quality, none
on the clock. What is said of {ministry} teams is worked out from these."""

_DASK = """Dask's workers had started before the clock did, as a cluster stands already when it is asked; its scheduler
is in the process that hands out the teams. More workers than the {cores} cores of the machine share them: what a team
takes on the clock is longer then, and only its processor seconds can be compared."""

_SHARES = """Where the time of the processes goes, from the moment that the command began until it ended. *Rest of the
planner* is Python: encoding, checking, certificates; *database* is in transactions, with the codec and with waiting for
one another; *between teams* is pickling, queues and Dask's scheduler."""

_PAPER = """{teams:,} teams, on paper, from the figures of {name}. With a process on each core, N teams on C cores take
N × listing + start + N × (team + between) / C + longest; and never less than what one process alone must do to list the
teams and hand them out, N × handing, nor than the transactions that write one after the other in one file, N × writing.
In seconds: listing {listing:.4f}, start {start:.2f}, team {task:.2f}, between {between:.4f}, longest {longest:.1f},
handing {handing:.4f} (of the processor), writing {writing:.4f} (the least of
all runs: with others it waits)."""

_FILE = """A cluster of several machines needs PostgreSQL, where teams do not wait for one another's writes; this was
measured with an SQLite file."""


def section(figures: Figures) -> str:
    """Throughput, shares, what limits it, and ten thousand teams on paper."""
    runs = figures["runs"]
    weeks = f"{figures['weeks']} week{'s' if figures['weeks'] > 1 else ''}"
    text = _TEXT.format(
        count=len(figures["members"]),
        ministry=figures["ministry"],
        least=figures["least"],
        most=figures["most"],
        weeks=weeks,
        stage=figures["limits"]["deterministic"],
        polish=figures["limits"]["polish"],
    )
    return "\n".join(
        [
            "## Many teams\n",
            paragraph(text),
            _throughput(figures, runs),
            paragraph(_DASK.format(cores=figures["cores"])),
            paragraph(_SHARES),
            _share_table(runs),
            "What limits it:\n",
            "".join(map(bullet, _limits(figures, _base(figures)))),
            *_ten_thousand(_base(figures), runs),
        ]
    )


def _base(figures: Figures) -> Run:
    """The run from which others are worked out: processes of this machine, as many as it has cores."""
    fitting = [run for run in figures["runs"] if not run["is_cluster"] and run["workers"] <= figures["cores"]]
    return max(fitting or figures["runs"], key=lambda run: run["workers"])


def _throughput(figures: Figures, runs: Sequence[Run]) -> str:
    rows = []
    for run in runs:
        teams, means = run["teams"], _means(run)
        hourly = len(teams) / run["ended"] * 3600
        rows.append(
            [
                run["name"],
                f"{run['ended']:.1f} s",
                f"{hourly:.0f}",
                f"{means['cpu']:.1f} s",
                f"{means['task']:.1f} s",
                f"{means['longest']:.1f} s",
                f"{max(one['peak'] for one in teams):.0f} MB",
                f"{figures['ministry'] / hourly:.1f} h",
                len(run["lost"]) or "none",
            ]
        )
    head = ["by", "on the clock", "teams an hour", "processor a team", "a team on the clock", "the longest"]
    return table([*head, "memory a process", f"{figures['ministry']} teams", "lost"], rows)


def _share_table(runs: Sequence[Run]) -> str:
    rows = []
    for run in runs:
        spent = shares(run)
        rows.append([run["name"], *(_percent(seconds / sum(spent.values())) for seconds in spent.values())])
    return table(["by", *shares(runs[0])], rows)


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.1 else f"{share:.1%}" if share >= 0.001 else f"{share:.2%}"


def _limits(figures: Figures, run: Run) -> Iterator[str]:
    teams, spent = run["teams"], shares(run)
    whole = sum(spent.values())
    planner = (spent["solver"] + spent["rest of the planner"]) / whole
    yield f"""Of {run["name"]}, the planner has {planner:.1%} of the time: all that is done around it, database and
        waiting included, could save no more than {1 - planner:.1%}."""
    yield _work(teams)
    yield _order(teams, figures["ministry"])
    first = min(teams, key=lambda one: one["begun"])
    last = max(teams, key=lambda one: one["ended"])
    peak, later = max(one["peak"] for one in teams), last["resident"]
    yield f"""Memory, of {run["name"]}: at most {peak:.0f} MB in one; after the first team, of {first["members"]}
        members, it had {first["resident"]:.0f} MB, and after the last, of {last["members"]}, {later:.0f} MB. An
        outcome that is kept until the end is some numbers: no roster leaves its process."""
    before = fmean(one["before"] for one in _firsts(teams))
    yield f"""A process takes {before:.1f} s of the processor to begin, once; a team {_means(run)["cpu"]:.1f} s."""


def _firsts(teams: Sequence[Run]) -> list[Run]:
    """The first team of each process."""
    found: dict[int, Run] = {}
    for one in sorted(teams, key=lambda one: one["begun"]):
        found.setdefault(one["process"], one)
    return list(found.values())


def _work(teams: Sequence[Run]) -> str:
    proven = [(stage.id, sum(stage.id in one["proven"] for one in teams)) for stage in STAGES]
    told = ", ".join(f"{id} in {count}" for id, count in proven)
    stopped = sum(one["stopped_by"] is not None for one in teams)
    told = f"Stages proven, of {len(teams)} teams: {told}."
    return (
        f"""{told} The limit on work ended {stopped} of them: what those take is mostly what the limit gives them, and
        no machine does them sooner but a faster one."""
        if stopped
        else told
    )


def _order(teams: Sequence[Run], ministry: int) -> str:
    """What it brings to begin with the largest, worked out for the whole ministry from the durations measured."""
    durations = [one["ended"] - one["begun"] for one in teams]
    pairs = list(combinations(durations, 2))
    right = sum(earlier >= later for earlier, later in pairs) / max(1, len(pairs))
    times = max(1, ministry // len(teams))
    as_begun = [duration for duration in durations for _ in range(times)]
    by_id = [duration for _, duration in sorted(zip([one["team"] for one in teams], durations, strict=True))] * times
    told = []
    for workers in (2, 64):
        least = max(sum(as_begun) / workers, max(as_begun))
        told.append(
            f"{ends(as_begun, workers) / least - 1:.1%} on {workers} processes ({ends(by_id, workers) / least - 1:.1%})"
        )
    return f"""Order: the largest teams, by the length of their descriptions, are begun first; of two teams the one that
        took longer was begun first in {right:.0%} of all pairs. With these durations, {len(as_begun)} teams would end
        later than the least that is possible by {" and ".join(told)}; in brackets: in the order of their ids."""


def _ten_thousand(run: Run, runs: Sequence[Run]) -> Iterator[str]:
    means = _means(run) | {"writing": min(_means(each)["writing"] for each in runs)}
    yield paragraph(_PAPER.format(teams=_PAPER_TEAMS, name=run["name"], **means))
    rows = []
    for count in _PAPER_CORES:
        seconds, limit = on_paper(means, _PAPER_TEAMS, count)
        rows.append([count, f"{seconds / 3600:.1f} h", limit])
    yield table(["cores", f"{_PAPER_TEAMS:,} teams", "limited by"], rows)
    hours = _PAPER_TEAMS * means["cpu"] / 3600
    yield paragraph(f"In all {hours:.0f} hours of a processor. {_FILE}")
