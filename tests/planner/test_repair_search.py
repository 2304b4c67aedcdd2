"""Repairs are searched in the smallest part of the week that tells them; here each is searched in the whole of it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.repair import Kind
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.absent import absent
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.engine import Engine
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.repair import repairs, with_stored
from secretariat_tui.planner.rules.shortage import Shortage
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CHANGES, CONTINUITY, hard
from tests.planner.random_cases import random_problem

STAGES = (*CONTINUITY, CHANGES)
SEEDS = (
    300,
    303,
    304,
    306,
    318,
    322,
    323,
    324,
    325,
    330,
    335,
    337,
    338,
    341,
    343,
    344,
    354,
    363,
    365,
    369,
    374,
    376,
    382,
    383,
)
"""Those of a range that give a problem with a roster in which somebody works."""
RULE = {rule.id: rule for rule in RULES}


def thinned(rng: Random, published: Roster) -> Roster:
    """The roster without some of its people on some dates, so that calling others in is worth something."""
    gone = {(a.member, a.date) for a in published.assignments if rng.random() < 0.4}
    return replace(
        published,
        assignments=tuple(a for a in published.assignments if (a.member, a.date) not in gone),
        duties=tuple(d for d in published.duties if (d.member, d.date) not in gone),
        stages=(),
    )


def case(seed: int) -> tuple[Problem, Roster, Absence]:
    rng = Random(seed)
    problem = random_problem(rng)
    published = thinned(rng, solve(problem, Limits(), stages=CONTINUITY[:1]))
    hers = rng.choice(published.assignments)
    return replace(problem, today=problem.open_dates[0]), published, Absence(hers.member, hers.date, hers.date)


def searched(problem: Problem, order: tuple[str, ...], tolerated: int | None) -> dict[str, int] | None:
    """The stages in this order over the whole horizon, with no more shortage than is tolerated or has to be."""
    model = Encoder(problem)
    for rule in hard(RULES):
        rule.encode(problem, model)
    terms = {}
    for stage in STAGES:
        first = len(model.penalties)
        for term in stage.terms:
            RULE[term].encode(problem, model)
        terms[stage.id] = total(p.expression * p.weight for p in model.penalties[first:])
    engine = Engine(model)
    if tolerated is not None:
        engine.keep(terms["shortage"], max(tolerated, engine.minimise(terms["shortage"], Limits()).value))
    values = {}
    for name in order:
        outcome = engine.minimise(terms[name], Limits())
        if not outcome.found:
            return None
        values[name] = outcome.value
        engine.keep(terms[name], outcome.value)
    return values


@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_two_are_what_a_search_over_the_whole_week_comes_to(seed: int) -> None:
    problem, published, absence = case(seed)
    answer = repairs(problem, published, absence)
    found = {repair.kind: {stage.id: stage.value for stage in repair.stages} for repair in answer.repairs}
    changed = replace(absent(problem, absence), published=published)
    kept = with_stored(changed, published, absence, answer.stored)
    tolerated = sum(violation.cost for violation in Shortage().check(changed, Facts(changed, kept)))
    fewest = searched(changed, ("changes", "shortage", "agreements", "fragile"), tolerated)
    least = searched(changed, ("shortage", "agreements", "changes", "fragile"), None)
    assert (found.get(Kind.FEWEST_CHANGES), found.get(Kind.LEAST_SHORTAGE)) == (fewest, least)
