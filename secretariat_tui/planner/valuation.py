"""What a roster comes to, by arithmetic: the checks of the rules over its facts, without a solver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.stages import Stage, hard

_OURS: Final = {rule.id: rule for rule in RULES}
_HARD: Final = hard(RULES)


def cost(problem: Problem, facts: Facts, rules: Iterable[Rule]) -> int:
    """What the breaches of these rules cost together, without weights."""
    return sum(violation.cost for rule in rules for violation in rule.check(problem, facts))


def terms_of(problem: Problem, facts: Facts, stage: Stage, rules: Mapping[str, Rule] = _OURS) -> dict[str, int]:
    """What each term of a stage costs; nothing, where no rule of that id is given."""
    return {term: cost(problem, facts, [rules[term]] if term in rules else ()) for term in stage.terms}


def keeps(problem: Problem, facts: Facts, rules: Iterable[Rule]) -> bool:
    """Whether none of these rules is broken."""
    return not any(True for rule in rules for _ in rule.check(problem, facts))


def is_valid(problem: Problem, roster: Roster) -> bool:
    """Whether the roster breaks no hard rule."""
    return keeps(problem, Facts(problem, roster), _HARD)
