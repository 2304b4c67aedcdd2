"""Verifies a roster against its problem without a solver: every rule, every stage, every claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from secretariat_tui.domain.finding import N_, Reason, Violation, because
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.rest import Window
from secretariat_tui.domain.roster import Roster, StageResult
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.resting import branches
from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.stages import CHANGES, hard, stages_for, with_own_terms
from secretariat_tui.planner.valuation import terms_of


@dataclass(frozen=True)
class Examination:
    """What a check found. `stages` are recomputed, with the bound that the roster claims, or 0; `differences` are
    claims that are not so; `rest` says how each weekly rest is had."""

    violations: tuple[Violation, ...]
    stages: tuple[StageResult, ...]
    differences: tuple[Reason, ...]
    rest: tuple[Window, ...]


def examine(problem: Problem, roster: Roster, rules: Sequence[Rule] = RULES) -> Examination:
    """Checks the roster and recomputes its stages."""
    facts = Facts(problem, roster)
    violations = tuple(violation for rule in hard(rules) for violation in rule.check(problem, facts))
    stages = recompute(problem, facts, rules)
    return Examination(
        violations, stages, tuple(_differences(problem, roster, stages)), tuple(branches(problem, facts))
    )


def recompute(problem: Problem, facts: Facts, rules: Sequence[Rule] = RULES) -> tuple[StageResult, ...]:
    """The stages of a roster by arithmetic alone."""
    known = {rule.id: rule for rule in rules}
    claimed = {stage.id: stage for stage in facts.roster.stages}
    results = []
    for stage in with_own_terms(stages_for(problem), rules):
        if stage.id == CHANGES.id and stage.id not in claimed:
            continue
        bound = claimed[stage.id].bound if stage.id in claimed else 0
        results.append(stage.result(problem.team, terms_of(problem, facts, stage, known), bound))
    return tuple(results)


def _differences(problem: Problem, roster: Roster, stages: Sequence[StageResult]) -> Iterator[Reason]:
    claimed = {stage.id: stage for stage in roster.stages}
    for stage in stages:
        claim = claimed.get(stage.id)
        if claim is None:
            continue
        if claim.value != stage.value:
            yield _claim(stage.id, claim.value, stage.value)
        if claim.bound > stage.value:
            yield because(
                "claim",
                N_("The bound of {stage} is said to be {claimed}, above its value {value}."),
                stage=stage.id,
                claimed=claim.bound,
                value=stage.value,
            )
        terms = {term.id: term.value for term in stage.terms}
        for term in claim.terms:
            if term.id in terms and terms[term.id] != term.value:
                yield _claim(term.id, term.value, terms[term.id])
    for duty in roster.duties:
        if not duty.is_desk:
            role, rank, distance = problem.team.standing(duty.duty, duty.member, duty.date)
            if (duty.role, duty.rank, duty.distance) != (role, rank, distance):
                yield because(
                    "claim",
                    N_("{member} is said to have {account} on {date} as {claimed}; she has it as {role}."),
                    member=duty.member,
                    account=duty.duty,
                    date=duty.date,
                    claimed=str(duty.role),
                    role=str(role),
                )


def _claim(name: str, claimed: int, value: int) -> Reason:
    return because(
        "claim", N_("{stage} is said to be {claimed}; it is {value}."), stage=name, claimed=claimed, value=value
    )
