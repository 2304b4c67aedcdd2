"""What a roster comes to, by arithmetic: the checks of the rules over its facts, without a solver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster, StageResult
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.stages import Stage


class Valuation:
    """The stages of one roster, by the rules with these ids."""

    def __init__(self, problem: Problem, roster: Roster, rules: Mapping[str, Rule]) -> None:
        self._problem = problem
        self._facts = Facts(problem, roster)
        self._rules = rules

    def keeps(self, rules: Iterable[Rule]) -> bool:
        """Whether none of these rules is broken."""
        return not any(True for rule in rules for _ in rule.check(self._problem, self._facts))

    def result(self, stage: Stage) -> StageResult:
        """The stage as it is, which says nothing of what is least."""
        known = [term for term in stage.terms if term in self._rules]
        costs = {term: sum(v.cost for v in self._rules[term].check(self._problem, self._facts)) for term in known}
        return stage.result(self._problem.team, dict.fromkeys(stage.terms, 0) | costs)

    def restated(self, stages: Sequence[Stage], results: Sequence[StageResult]) -> tuple[StageResult, ...]:
        """The results of a search as the roster has them: a stage that was not proven may have become better while a
        later one was solved, and a term without weight is nobody's concern in a search."""

        def restated(stage: Stage, result: StageResult) -> StageResult:
            weights = [stage.weight(self._problem.team, term) for term in stage.terms]
            if result.proven and all(weights):
                return result
            exact = self.result(stage)
            return replace(exact, bound=min(exact.value, result.bound))

        return tuple(restated(stage, result) for stage, result in zip(stages, results, strict=True))
