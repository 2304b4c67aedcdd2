"""An unforeseen absence in a published roster: the stored plan at once, then up to three repairs, each solved.

What lies before today stands as it was published. The three differ in what comes first:

* `fewest_changes`: at most the shortage that the stored plan leaves (where the rules allow so little: that plan may use
  the capacity for emergencies), then the cheapest changes for people, then shortage, agreements, fragility;
* `least_shortage`: shortage, agreements, changes, fragility, as when a published week is planned again;
* `own_duties`: nobody's shift, place or duties change, and only what was hers finds others: shortage, agreements,
  fragility.

Each stage is least for what the ones before it came to; last of all, duties stay with those who had them. Hours and
quality are left as the changes leave them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.notice import Notice
from secretariat_tui.domain.plan import Contingency
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.repair import Kind, Repair, Repairs, Shifted
from secretariat_tui.domain.roster import Duty, Roster, StageResult
from secretariat_tui.planner.absent import absent, stored
from secretariat_tui.planner.answer import new_shortages, shortages
from secretariat_tui.planner.collecting import uncollected
from secretariat_tui.planner.conflict import minimal_conflict
from secretariat_tui.planner.extract import duty_of
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.registry import installed_rules
from secretariat_tui.planner.repair_search import RepairSearch
from secretariat_tui.planner.stages import CONTINUITY, Stage
from secretariat_tui.planner.valuation import terms_of


def repairs(
    problem: Problem,
    published: Roster,
    absence: Absence,
    limits: Limits | None = None,
    stop: threading.Event | None = None,
) -> Repairs:
    """The stored plan and the repairs. `problem` is as it was before the absence, with `today` if that is known.

    A repair that no roster can be is left out; raises Impossible where there is none at all. Where she worked at home
    and is now away from her office days, those are not held against her.
    """
    plans = stored(problem, published, absence)
    before = tuple(_valued(problem, published, stage) for stage in CONTINUITY)
    changed = replace(absent(problem, absence), published=published)
    kept = with_stored(changed, published, absence, plans)
    tolerated = _valued(changed, kept, CONTINUITY[0]).value
    with uncollected():
        search = RepairSearch(changed, published, absence, plans, tolerated, limits or Limits(), stop)
        rosters = {kind: search.roster(found) for kind, found in search.found().items()}
    known = tuple(shortages(changed, Facts(changed, published)))
    found = [
        Repair(
            kind,
            roster,
            tuple(_shifted(changed, published, roster)),
            tuple(_handed(published, roster)),
            short=tuple(new_shortages(changed, Facts(changed, roster), known)),
        )
        for kind, roster in rosters.items()
    ]
    if not found and changed.team.member[absence.member].office_days:
        # what she worked at home before it cannot be made up for in the office
        return repairs(_without_office_days(problem, absence), published, absence, limits, stop)
    if not found:
        raise Impossible(minimal_conflict(changed, installed_rules()))
    return Repairs(plans, before, _told_apart(found))


def _told_apart(found: Sequence[Repair]) -> tuple[Repair, ...]:
    """The repairs, where what they come to does not tell two of them apart as one roster.

    The third moves the fewest, so its roster stands for another that is as good in every stage and price, and then the
    first's; each may be what the other is, since they differ only in what comes first.
    """
    by_kind = {repair.kind: repair for repair in found}
    told: list[Repair] = []
    for repair in found:
        for kind in (Kind.OWN_DUTIES, Kind.FEWEST_CHANGES):
            model = by_kind.get(kind)
            if model is not None and _values(model) == _values(repair):
                told_as = repair.roster
                roster = replace(
                    model.roster, stages=told_as.stages, status=told_as.status, stopped_by=told_as.stopped_by
                )
                repair = replace(repair, roster=roster, shifted=model.shifted, handed=model.handed, short=model.short)
                break
        before = next((known for known in told if _alike(known.roster, repair.roster)), None)
        told.append(repair if before is None else replace(repair, same_as=before.same_as or before.kind))
    return tuple(told)


def _values(repair: Repair) -> tuple[int, ...]:
    return tuple(stage.value for stage in repair.stages)


def _alike(one: Roster, other: Roster) -> bool:
    return (one.assignments, one.duties) == (other.assignments, other.duties)


def _without_office_days(problem: Problem, absence: Absence) -> Problem:
    """The problem with no least number of office days for her."""
    team = problem.team
    members = tuple(replace(m, office_days=0) if m.id == absence.member else m for m in team.members)
    return replace(problem, team=replace(team, members=members))


def with_stored(problem: Problem, published: Roster, absence: Absence, plans: Sequence[Contingency]) -> Roster:
    """The published roster without her, and with the takers of the stored plan."""
    away = {plan.date for plan in plans}

    def hers(day: date, member: str, span: Span) -> bool:
        parts = problem.team.touches(span)
        return member == absence.member and day in away and any(absence.takes(member, day, part) for part in parts)

    duties = [d for d in published.duties if not hers(d.date, d.member, d.span)]
    for plan in plans:
        duties += [duty_of(problem, plan.date, t.duty, t.is_desk, t.member, t.span) for t in plan.takes]
    return replace(
        published,
        assignments=tuple(a for a in published.assignments if not hers(a.date, a.member, a.span)),
        duties=tuple(duties),
        stages=(),
    )


def _shifted(problem: Problem, published: Roster, roster: Roster) -> Iterator[Shifted]:
    then = {(a.date, a.member): a for a in published.assignments}
    now = {(a.date, a.member): a for a in roster.assignments}
    for day in problem.open_dates:
        for member in problem.team.members:
            old, new = then.get((day, member.id)), now.get((day, member.id))
            same = old == new or (old and new and (old.shift, old.place) == (new.shift, new.place))
            if not same and not problem.away(member, day):
                notice = Notice.AHEAD if problem.today is None else Notice.of(problem.today, day)
                yield Shifted(day, member.id, old, new, notice)


def _handed(published: Roster, roster: Roster) -> Iterator[Duty]:
    """The duties, or the parts of them, that somebody has now and had not."""
    for duty in roster.duties:
        before = sorted(
            d.span
            for d in published.duties
            if (d.date, d.duty, d.is_desk, d.member) == (duty.date, duty.duty, duty.is_desk, duty.member)
        )
        start = duty.span.start
        for span in before:
            if span.end <= start or span.start >= duty.span.end:
                continue
            if span.start > start:
                yield replace(duty, span=Span(start, span.start))
            start = span.end
        if start < duty.span.end:
            yield replace(duty, span=Span(start, duty.span.end))


def _valued(problem: Problem, roster: Roster, stage: Stage) -> StageResult:
    """A stage by arithmetic. Its bound is what the roster claims, or nothing."""
    result = stage.result(problem.team, terms_of(problem, Facts(problem, roster), stage))
    claimed = next((s.bound for s in roster.stages if (s.id, s.value) == (result.id, result.value)), 0)
    return replace(result, bound=claimed)
