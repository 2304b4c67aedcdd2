"""Planning for the commands that do it: with progress, with a way to stop, and with an answer when it is impossible."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from secretariat_tui.cli.formats import format_of, render
from secretariat_tui.cli.output import bullets, complain, deliver, put, say_written
from secretariat_tui.cli.progress import ProgressLine
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.stopping import stoppable
from secretariat_tui.domain.errors import CLASH, Impossible
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked of a plan and of its answer.

    `seconds` None: only the deterministic limits count. `effort` is in times the usual work on quality.
    """

    seconds: float | None = None
    seed: int = 1
    form: str | None = None
    out: Path | None = None
    timing: bool = False
    explain: bool = False
    effort: int = 1


def plan_and_show(problem: Problem, wanted: Wanted, session: Session) -> int:
    """Plans, writes the answer, and gives the exit code."""
    form = format_of(session, wanted.form, wanted.out)
    begun = time.monotonic()
    try:
        plan = planned(problem, wanted, session)
        if wanted.explain and plan.shortages:
            plan = _explained(problem, plan, wanted, begun, session)
    except Impossible as clash:
        return tell_impossible(problem, wanted.seed, clash, form, session)
    timing = {"seconds": round(time.monotonic() - begun, 3)} if wanted.timing else None
    deliver(render(form, problem, plan, session, timing), wanted.out)
    if timing is not None and form != "json":
        complain(session.language.gettext("Planned in {seconds} s.", seconds=f"{timing['seconds']:.1f}"))
    say_written(wanted.out, session)
    return plan.exit_code


def planned(problem: Problem, wanted: Wanted, session: Session) -> Plan:
    """Plans, with progress and a way to stop; raises Impossible."""
    from secretariat_tui.planner.limits import POLISH, Limits

    limits = Limits(polish=POLISH * wanted.effort, wall=wanted.seconds, seed=wanted.seed)
    progress = ProgressLine(session.teller())
    return stoppable(lambda stop: session.services.plan(problem, limits, progress, stop), progress)


def _explained(problem: Problem, plan: Plan, wanted: Wanted, begun: float, session: Session) -> Plan:
    """The plan with what would end its shortages, as far as the time that is left reaches."""
    from secretariat_tui.planner.limits import Limits
    from secretariat_tui.services.explaining import with_relaxations

    left = None if wanted.seconds is None else max(0.1, wanted.seconds - (time.monotonic() - begun))
    limits = Limits(wall=left, seed=wanted.seed)
    progress, relax = ProgressLine(session.teller()), session.services.relax
    try:
        found = stoppable(lambda stop: relax(problem, plan.roster, plan.shortages, limits, progress, stop))
    finally:
        progress.clear()
    if any(not item.proven for item in found):
        complain(session.language.gettext("Not every change was tried to the end: there may be more that helps."))
    return with_relaxations(plan, found)


def tell_impossible(problem: Problem, seed: int, clash: Impossible, form: str, session: Session) -> int:
    """Tells the clash, and gives the exit code."""
    teller = session.teller(problem.team, problem.horizon.start.year)
    if form == "json":
        from secretariat_tui.exchange.documents import dump, impossible_document

        document = impossible_document(problem.team, problem.weeks, seed, clash.conflict, teller.say)
        put(dump(document))
    else:
        complain(session.language.gettext(CLASH))
        complain(bullets(teller.say(reason) for reason in clash.conflict))
    return clash.exit_code
