"""The stages of the objective, in their order, and the rules whose penalties make each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from secretariat_tui.domain.finding import Severity
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import StageResult, TermResult
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.rule import Rule


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. Its terms are soft rules; with `weighted`, each counts times the team's weight for it.

    `local` says that nothing of it reaches from one week into another, but through a hard rule that does.
    """

    id: str
    terms: tuple[str, ...]
    weighted: bool = False
    local: bool = False

    def weight(self, team: Team, term: str) -> int:
        """The weight of a term: that of the team, or 1."""
        return int(getattr(team.weights, term, 1)) if self.weighted else 1

    def result(self, team: Team, values: dict[str, int], bound: int | None = None) -> StageResult:
        """The stage's result from the values of its terms; proven where no bound is given."""
        value = sum(values[term] * self.weight(team, term) for term in self.terms)
        terms = tuple(TermResult(term, values[term], self.weight(team, term)) for term in self.terms)
        return StageResult(self.id, value, value if bound is None else bound, terms if self.weighted else ())


QUALITY_TERMS = ("spread", "agreement_order", "handover", "fairness", "alone", "attendance", "wish", "stability")

HOURS = Stage("hours", ("hours",))

STAGES: tuple[Stage, ...] = (
    Stage("shortage", ("shortage",), local=True),
    Stage("agreements", ("agreements",), local=True),
    Stage("fragile", ("fragile",), local=True),
    HOURS,
    Stage("quality", QUALITY_TERMS, weighted=True),
)

CHANGES = Stage("changes", ("changes",), local=True)
"""Comes right after the agreements where there is a published roster."""

CONTINUITY = STAGES[:3]
"""The stages by which leave, repairs and what-ifs are judged."""


def with_own_terms(stages: Sequence[Stage], rules: Iterable[Rule]) -> tuple[Stage, ...]:
    """The stages, with the soft rules that none of ours counts as terms of quality: those a team brings itself."""
    ours = {term for stage in (*STAGES, CHANGES) for term in stage.terms}
    own = tuple(rule.id for rule in rules if rule.severity is Severity.SOFT and rule.id not in ours)
    return tuple(replace(stage, terms=stage.terms + own) if stage.weighted else stage for stage in stages)


def stages_for(problem: Problem) -> tuple[Stage, ...]:
    """The stages of a problem, with that of the changes where it has a published roster."""
    return STAGES if problem.published is None else (*STAGES[:2], CHANGES, *STAGES[2:])


def hard(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules that a roster must keep."""
    return tuple(rule for rule in rules if rule.severity is Severity.HARD)
