"""This planner side by side with what a user would take instead, on the same instances in the same run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from importlib.util import find_spec
from typing import Any

from benchmarks.instances import Size
from benchmarks.markdown import bullet, paragraph, table
from benchmarks.measure import in_child
from benchmarks.parts import Figures
from benchmarks.solve import Instance, Run, by_hand, by_highs, by_plain, by_planner, case, is_proven, when
from benchmarks.verdict import OURS, advantages

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Method:
    """A way to plan: an instance, its first so many stages, within so many seconds. `id` is that of its runs; `needs`
    is a library without which it is left out; `least` is the fewest stages for which it differs from another."""

    id: str
    name: str
    text: str
    run: Callable[[Instance, int, float], Run]
    needs: str = ""
    least: int = 0


METHODS = (
    Method(
        "planner",
        "this planner",
        "one worker, so that its answer is the same each time; weeks are planned two at a time.",
        by_planner,
    ),
    Method(
        "effort",
        "this planner, with effort",
        """with eight times the usual work on quality (`--effort 8`), so that it may take as long as the others. Its
        first four stages are those without.""",
        partial(by_planner, effort=8),
        least=5,
    ),
    Method(
        "plain",
        "plain, default",
        """the formulation that a good programmer would write from the solver's own shift-scheduling example
        (`benchmarks/plain.py`): a variable for every choice, every scenario of every absence, one weighted sum of all
        stages, the solver's default parameters (a worker for each core). The weights of five stages are mostly too
        great for the solver's arithmetic; they are drawn together then, and even a least sum proves no stage.""",
        by_plain,
    ),
    Method(
        "plain-8",
        "plain, 8 workers",
        "the same, with eight different strategies that take turns on the same cores.",
        partial(by_plain, workers=8),
    ),
    Method(
        "highs",
        "HiGHS",
        """what this planner's own rules state, translated for a solver of mixed integer programs
        (`benchmarks/highs.py`), stage after stage, each to its proof, on one thread. It plans the horizon as one, where
        the planner has its dates first: that difference is in these figures besides that of the solvers.""",
        by_highs,
        needs="highspy",
    ),
)
"""All that search. Another one is a line here: its runs are told on the page and compared with the planner's."""

_ROTA = "rota by hand"
_NAMES = {method.id: method.name for method in METHODS} | {"rota": _ROTA}

_QUICK = (case("medium-8"), case("medium-15"))
_WHOLE = (
    *(case("medium-8"), case("medium-15"), case("medium-25")),
    *(Instance(f"data/{name}.toml") for name in ("gemeente", "ministerie", "vereniging")),
    Instance(size=Size(15, 15, 4)),
)


def measure(quick: bool) -> Figures:
    """The first three stages, and all five, by each method."""
    instances, limit = (_QUICK, 8.0) if quick else (_WHOLE, 20.0)
    return {"limit": limit, "rows": [row for instance in instances for row in _measured(instance, limit)]}


def _measured(instance: Instance, limit: float) -> Iterator[Row]:
    yield {"stages": 5, "run": asdict(in_child(by_hand, instance))}
    for stages in (3, 5):
        for method in METHODS:
            if stages < method.least or (method.needs and find_spec(method.needs) is None):
                continue
            yield {"stages": stages, "run": asdict(in_child(method.run, instance, stages, limit))}


# -- what the page says


_HAND = """everybody works her pattern, and who was asked least recently stands in, as on-call tools do it
(`benchmarks/greedy.py`)."""

_VALUED = """Every roster, of whatever method, was valued by `planner.check`, which knows no solver. The *gap* is how
far a value is above the least possible, where that is proven."""


def section(figures: Figures) -> str:
    """The methods, and two tables for each instance."""
    told = [(method.name, method.text) for method in METHODS] + [(_ROTA, _HAND)]
    limit = f"The methods, each within {figures['limit']:g} s; a figure with a star was stopped by that:"
    parts = ["## Side by side\n", paragraph(limit), "".join(bullet(f"**{name}**: {text}") for name, text in told)]
    parts += [paragraph(_VALUED), "### Where another is better\n", *_better(figures["rows"])]
    for name in dict.fromkeys(row["run"]["instance"] for row in figures["rows"]):
        parts += _instance([row for row in figures["rows"] if row["run"]["instance"] == name])
    return "\n".join(parts)


def _better(rows: Sequence[Row]) -> Iterator[str]:
    """In words, found from the figures."""
    found = advantages(rows, _NAMES)
    yield paragraph(
        """Found from the figures below by comparing each method with this planner: a better roster, stage by stage; a
        stage proven that this planner left open; a proof that came sooner; a closer bound of the first stage that
        neither proved. The seconds of the rota are left out: without a search it is always there first. Where all five
        stages are asked for, it is compared with this planner's run with effort, which may take as long as the others;
        what was tried to come closer stands under *What was tried*."""
    )
    yield "".join(bullet(text) for text in found) if found else "Nowhere, in these instances.\n"


def _instance(rows: Sequence[Row]) -> Iterator[str]:
    first = rows[0]["run"]
    yield f"### {first['instance']}: {first['members']} members, {first['accounts']} accounts\n"
    yield "Stages 1 to 3, until they are proven:\n"
    yield _first_three([row["run"] for row in rows if row["stages"] == 3])
    yield "All five stages, what each method came to within the limit:\n"
    yield _all_five([row["run"] for row in rows if row["stages"] == 5], _least(rows))


def _first_three(runs: Sequence[Row]) -> str:
    mine = next(run for run in runs if run["method"] == "planner")
    head = ["method", "seconds", "ratio", "processor", "ratio", "build", "variables", "constraints", "memory"]
    rows = []
    for run in runs:
        star, more = ("*", "> ") if run["stopped"] else ("", "")
        rows.append(
            [
                _NAMES[run["method"]],
                f"{run['seconds']:.2f}{star}",
                f"{more}{run['seconds'] / mine['seconds']:.1f}",
                f"{run['cpu']:.2f}{star}",
                f"{more}{run['cpu'] / mine['cpu']:.1f}",
                f"{run['build']:.2f}",
                f"{run['variables']:,}",
                f"{run['constraints']:,}",
                f"{run['megabytes']:.0f} MB",
                *(when(stage) for stage in run["stages"] or [{"value": None}] * 3),
            ]
        )
    told = table([*head, "1", "2", "3"], rows)
    return told + "\nUnder 1, 2 and 3: seconds until that stage was proven, or value and bound.\n"


def _least(rows: Sequence[Row]) -> dict[str, int]:
    """The least possible value of each stage, as far as it was proven by the planner."""
    found: dict[str, int] = {}
    for row in rows:
        if row["run"]["method"] in OURS:
            for stage in row["run"]["stages"]:
                if not is_proven(stage):
                    break
                found[stage["id"]] = stage["value"]
    return found


def _all_five(runs: Sequence[Row], least: dict[str, int]) -> str:
    ids = [stage["id"] for stage in next(run for run in runs if run["method"] == "planner")["stages"]]
    rows = []
    for run in runs:
        stages = {stage["id"]: stage for stage in run["stages"]}
        star = "*" if run["stopped"] else ""
        values = [_value(stages.get(id), least.get(id)) for id in ids]
        rows.append([_NAMES[run["method"]], f"{run['seconds']:.2f}{star}", *values, str(run["faults"])])
    return (
        table(["method", "seconds", *ids, "broken rules"], rows)
        + "\nIn brackets: the gap to the least, or the bound where it is not proven. "
        + "After a gap, later stages cannot be compared.\n"
    )


def _value(stage: Row | None, least: int | None) -> str:
    if stage is None:
        return "nothing found"
    if least is not None:
        gap = stage["value"] - least
        return f"{stage['value']}" if gap == 0 else f"{stage['value']} ({gap:+})"
    return f"{stage['value']}" if stage["bound"] is None else f"{stage['value']} (bound {stage['bound']})"
