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
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import replace
from datetime import date

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.notice import Notice
from secretariat_tui.domain.plan import Contingency, Take
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.repair import Kind, Repair, Repairs, Shifted
from secretariat_tui.domain.roster import Duty, Roster, StageResult, Status
from secretariat_tui.planner.absent import absent, stored
from secretariat_tui.planner.conflict import minimal_conflict
from secretariat_tui.planner.encoder import Encoder, reach
from secretariat_tui.planner.engine import Engine
from secretariat_tui.planner.expression import Linear, total
from secretariat_tui.planner.extract import choices_of, duty_of, extract
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.stages import CHANGES, CONTINUITY, hard

_STAGES = (*CONTINUITY[:2], CHANGES, *CONTINUITY[2:])
_RULES = {rule.id: rule for rule in RULES}


_ORDER = {
    Kind.FEWEST_CHANGES: ("changes", "shortage", "agreements", "fragile"),
    Kind.LEAST_SHORTAGE: ("shortage", "agreements", "changes", "fragile"),
    Kind.OWN_DUTIES: ("shortage", "agreements", "fragile", "changes"),
}


def repairs(
    problem: Problem,
    published: Roster,
    absence: Absence,
    limits: Limits | None = None,
    stop: threading.Event | None = None,
    kinds: Sequence[Kind] = tuple(Kind),
) -> Repairs:
    """The stored plan and the repairs. `problem` is as it was before the absence, with `today` if that is known.

    A repair that no roster can be is left out; raises Impossible where there is none at all. Where she worked at home
    and is now away from her office days, those are not held against her.
    """
    plans = stored(problem, published, absence)
    before = tuple(_valued(problem, published, stage.terms, stage.id) for stage in CONTINUITY)
    changed = replace(absent(problem, absence), published=published)
    repairing = _Repairing(changed, published, absence, plans, limits or Limits(), stop)
    with ThreadPoolExecutor(max_workers=2) as pool:
        found = [repair for repair in pool.map(repairing.solve, kinds) if repair is not None]
    if not found and changed.team.member[absence.member].office_days:
        # what she worked at home before it cannot be made up for in the office
        return repairs(_without_office_days(problem, absence), published, absence, limits, stop, kinds)
    if not found:
        raise Impossible(minimal_conflict(changed, RULES))
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
                repair = replace(repair, roster=roster, shifted=model.shifted, handed=model.handed)
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
        parts = problem.touches(span)
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


class _Repairing:
    """One absence; `problem` has it, and the published roster."""

    def __init__(
        self,
        problem: Problem,
        published: Roster,
        absence: Absence,
        plans: Sequence[Contingency],
        limits: Limits,
        stop: threading.Event | None,
    ) -> None:
        self.problem = problem
        self.published = published
        self.absence = absence
        self.plans = plans
        self.limits = limits
        self.stop = stop
        kept = with_stored(problem, self.published, absence, plans)
        self.tolerated = _valued(problem, kept, ("shortage",), "shortage").value
        self.model = Encoder(problem)
        for rule in hard(RULES):
            rule.encode(problem, self.model)
        self.terms = {stage.id: _encoded(self.model, stage.terms) for stage in _STAGES}

    def solve(self, kind: Kind) -> Repair | None:
        """The repair; None where no roster is one."""
        model, terms = copy(self.model), self.terms
        model.statements = list(model.statements)
        self._stand(model, everything=kind is Kind.OWN_DUTIES)
        engine = Engine(model)
        hint: Sequence[int] = choices_of(model, self.published)
        bounds: dict[str, int] = {}
        values: dict[str, int] = {}
        stopped: str | None = None
        for name in self._order(kind, terms, engine):
            engine.suggest(hint)
            outcome = engine.minimise(terms[name], self.limits, self.stop)
            if not outcome.found:
                return None
            hint = outcome.values[: model.choice_count]
            values[name], bounds[name] = outcome.value, outcome.bound or 0
            stopped = stopped or outcome.stopped_by
            engine.keep(terms[name], outcome.value)
        engine.suggest(hint)
        kept = engine.minimise(self._unlike(model), self.limits, self.stop)
        hint = kept.values[: model.choice_count] or hint
        stages = tuple(StageResult(stage.id, values[stage.id], bounds[stage.id]) for stage in _STAGES)
        roster = replace(
            extract(model, hint),
            stages=stages,
            status=Status.OPTIMAL if all(stage.proven for stage in stages) else Status.FEASIBLE,
            seed=self.limits.seed,
            stopped_by=stopped,
        )
        shifted, handed = tuple(self._shifted(roster)), tuple(self._handed(roster))
        return Repair(kind, roster, shifted, handed)

    def _order(self, kind: Kind, terms: dict[str, Linear], engine: Engine) -> tuple[str, ...]:
        """The stages in the order of the kind. Where the rules do not allow as little shortage as the stored plan
        leaves, the least that they allow comes first."""
        order = _ORDER[kind]
        if kind is Kind.FEWEST_CHANGES:
            least = engine.minimise(terms["shortage"], self.limits, self.stop)
            engine.keep(terms["shortage"], max(self.tolerated, least.value))
        return order

    def _stand(self, model: Encoder, everything: bool) -> None:
        """What stays as published: all before today; with `everything`, all but her and what was hers."""
        problem, variables = self.problem, model.variables
        works = {(a.member, a.date, a.shift, a.place) for a in self.published.assignments}
        for day in problem.open_dates:
            past = problem.today is not None and day < problem.today
            if not (past or everything):
                continue
            for member in problem.team.members:
                if self._is_away(member.id, day):
                    continue
                for choice in variables.choices(member, day):
                    chosen = (member.id, day, choice.shift.id, choice.place) in works
                    model.define(choice.var.equals(int(chosen)))
            for slot in problem.slots_on[day]:
                holders = {
                    d.member
                    for d in self.published.duties
                    if (d.date, d.duty, d.is_desk) == (day, slot.duty, slot.is_desk) and d.span.covers(slot.span)
                }
                hers = self.absence.member in holders and self._is_away(self.absence.member, day)
                for member in problem.team.members:
                    if member.id in holders and not self._is_away(member.id, day):
                        model.define(variables.holds(slot, member).equals(1))
                    elif not hers or past:
                        model.define(variables.holds(slot, member) <= 0)

    def _unlike(self, model: Encoder) -> Linear:
        """What decides among rosters that are as good: the segments that those who had a duty have no more, then those
        that the stored plan gives to another, then the places in the team of those who have hers."""
        slots, team = self.problem.slots_on, self.problem.team
        order = {member.id: number for number, member in enumerate(team.members)}
        moved = [self._without(model, d.date, d) for d in self.published.duties]
        otherwise = [self._without(model, plan.date, take) for plan in self.plans for take in plan.takes]
        places = total(
            model.variables.holds(slot, member) * order[member.id]
            for plan in self.plans
            for slot in slots.get(plan.date, ())
            for member in team.members
        )
        weight = reach(places)[1] + 1
        return total(moved) * (weight * (reach(total(otherwise))[1] + 1)) + total(otherwise) * weight + places

    def _without(self, model: Encoder, day: date, held: Duty | Take) -> Linear:
        """In how many segments of a duty somebody does not have it."""
        member = self.problem.team.member[held.member]
        return total(
            1 - model.variables.holds(slot, member)
            for slot in self.problem.slots_on.get(day, ())
            if (slot.duty, slot.is_desk) == (held.duty, held.is_desk) and held.span.covers(slot.span)
        )

    def _is_away(self, member: str, day: date) -> bool:
        """Whether it is she, on a date of the absence."""
        return member == self.absence.member and self.absence.start <= day <= self.absence.end

    def _shifted(self, roster: Roster) -> Iterator[Shifted]:
        problem = self.problem
        then = {(a.date, a.member): a for a in self.published.assignments}
        now = {(a.date, a.member): a for a in roster.assignments}
        for day in problem.open_dates:
            for member in problem.team.members:
                old, new = then.get((day, member.id)), now.get((day, member.id))
                same = old == new or (old and new and (old.shift, old.place) == (new.shift, new.place))
                if not same and not problem.away(member, day):
                    notice = Notice.AHEAD if problem.today is None else Notice.of(problem.today, day)
                    yield Shifted(day, member.id, old, new, notice)

    def _handed(self, roster: Roster) -> Iterator[Duty]:
        """The duties, or the parts of them, that somebody has now and had not."""
        for duty in roster.duties:
            before = sorted(
                d.span
                for d in self.published.duties
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


def _encoded(model: Encoder, terms: Sequence[str]) -> Linear:
    first = len(model.penalties)
    for term in terms:
        _RULES[term].encode(model.problem, model)
    return total(p.expression * p.weight for p in model.penalties[first:])


def _valued(problem: Problem, roster: Roster, terms: Sequence[str], name: str) -> StageResult:
    """A stage by arithmetic. Its bound is what the roster claims, or nothing."""
    facts = Facts(problem, roster)
    value = sum(violation.cost for term in terms for violation in _RULES[term].check(problem, facts))
    claimed = next((stage.bound for stage in roster.stages if stage.id == name and stage.value == value), 0)
    return StageResult(name, value, claimed)
