"""All that is known of a roster once it is planned: shortages with their reasons, contingency plans, continuity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.demand import Demand
from secretariat_tui.domain.finding import Finding, Level
from secretariat_tui.domain.plan import Plan, Shortage
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.alarms import alarms
from secretariat_tui.planner.contingency import contingencies, continuity
from secretariat_tui.planner.explain import blockers_of
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.rules.attend import waived
from secretariat_tui.planner.rules.backup_grade import covered_below
from secretariat_tui.planner.rules.pinned import unused


def describe(problem: Problem, roster: Roster) -> Plan:
    """The roster with its shortages, its contingency plans, its continuity, its findings and its alarms."""
    facts = Facts(problem, roster)
    plans = contingencies(problem, facts)
    told = chain(waived(problem), unused(problem), covered_below(problem, facts))
    warnings = (Finding(Level.WARNING, reason) for reason in told)
    return Plan(
        roster,
        tuple(shortages(problem, facts)),
        plans,
        continuity(facts, plans),
        tuple(warnings),
        alarms(problem, roster),
    )


def shortages(problem: Problem, facts: Facts) -> Iterator[Shortage]:
    """Where a duty has too few people, in stretches with the same number short, by date, duty and time."""
    for day in problem.open_dates:
        runs: dict[tuple[str, bool], list[tuple[Demand, Span, int, int]]] = {}
        for piece in facts.pieces(day):
            demand, span, minutes = piece.demand, piece.span, piece.minutes
            people = demand.people - len(piece.holders)
            if people <= 0:
                continue
            known = runs.setdefault((demand.duty, demand.is_desk), [])
            if known and known[-1][1].end == span.start and known[-1][2] == people:
                _, before, _, earlier = known.pop()
                span, minutes = Span(before.start, span.end), earlier + minutes
            known.append((demand, span, people, minutes))
        for _, found in sorted(runs.items()):
            for demand, span, people, minutes in found:
                why = blockers_of(problem, facts, day, demand.duty, demand.is_desk, span)
                yield Shortage(day, demand.duty, demand.is_desk, span, people, people * minutes, why)


def new_shortages(problem: Problem, facts: Facts, known: Iterable[Shortage]) -> Iterator[Shortage]:
    """Those shortages that are not among the known ones, whatever the reasons of either."""
    gaps = {_gap(shortage) for shortage in known}
    return (shortage for shortage in shortages(problem, facts) if _gap(shortage) not in gaps)


def _gap(shortage: Shortage) -> tuple[date, str, bool, Span, int]:
    return shortage.date, shortage.duty, shortage.is_desk, shortage.span, shortage.people
