"""Collects what the rules state, each statement with its reason. No solver is seen here: `engine` compiles it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secretariat_tui.domain.finding import Reason
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.apportionment import Apportionment
from secretariat_tui.planner.expression import Bound, Linear, Var
from secretariat_tui.planner.variables import Variables


@dataclass(frozen=True, slots=True)
class Statement:
    """A bound that must hold (while `only_if` is 1). `because` is None for definitions, which are never to blame."""

    bound: Bound
    because: Reason | None
    only_if: Var | None = None


@dataclass(frozen=True, slots=True)
class Absolute:
    """The definition of `var` as the absolute value of an expression."""

    var: Var
    of: Linear


@dataclass(frozen=True, slots=True)
class Penalty:
    """A cost of `weight` for each unit of an expression that is never negative."""

    expression: Linear
    weight: int
    because: Reason


@dataclass(frozen=True, slots=True)
class Shared:
    """Variables of what is shared: what each of those who share has, and what it costs, which is least wherever a
    solution is good."""

    apportionment: Apportionment
    has: Sequence[Var]
    costs: Sequence[Var]


class Symbolic:
    """Variables and what is stated of them. The first `choice_count` are choices: they make a solution."""

    def __init__(self) -> None:
        self.vars: list[Var] = []
        self.forbidden: dict[int, list[Reason]] = {}
        self.statements: list[Statement] = []
        self.absolutes: list[Absolute] = []
        self.shared: list[Shared] = []
        self.choice_count = 0

    @property
    def open_choices(self) -> list[int]:
        """The choices, by index, that nothing forbids."""
        return [index for index in range(self.choice_count) if index not in self.forbidden]

    def boolean(self, name: str = "") -> Var:
        """A new variable that is 0 or 1."""
        return self.integer(0, 1, name)

    def integer(self, low: int, high: int, name: str = "") -> Var:
        """A new variable between two bounds, both included."""
        var = Var(len(self.vars), low, high, name)
        self.vars.append(var)
        return var

    def absolute(self, of: Linear) -> Var:
        """A new variable that is exactly the absolute value of an expression."""
        low, high = reach(of)
        var = self.integer(0, max(abs(low), abs(high)))
        self.absolutes.append(Absolute(var, of))
        return var

    def forbid(self, var: Var, because: Reason) -> None:
        """The variable is 0."""
        self.forbidden.setdefault(var.index, []).append(because)

    def require(self, bound: Bound, because: Reason, only_if: Var | None = None) -> None:
        """The bound holds (while `only_if` is 1)."""
        self.statements.append(Statement(bound, because, only_if))

    def define(self, bound: Bound, only_if: Var | None = None) -> None:
        """The bound holds because that is what the words mean: it is never part of a clash."""
        self.statements.append(Statement(bound, None, only_if))


class Encoder(Symbolic):
    """The symbolic model of a problem: variables, statements and penalties."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem
        self.penalties: list[Penalty] = []
        self.variables = Variables(problem, self.boolean)
        self.choice_count = len(self.vars)

    def penalise(self, expression: Linear, weight: int, because: Reason) -> None:
        """Each unit of the expression, which is never negative, costs `weight` in the rule that `because` names."""
        self.penalties.append(Penalty(expression, weight, because))


Domain = tuple[int, int]
"""The least and greatest value of a variable."""


def reach(expression: Linear) -> tuple[int, int]:
    """The least and greatest value that the bounds of its variables allow an expression."""
    low = high = expression.constant
    for var, coef in expression.terms:
        low += coef * (var.low if coef > 0 else var.high)
        high += coef * (var.high if coef > 0 else var.low)
    return low, high


def reach_within(bound: Bound, domains: Sequence[Domain]) -> tuple[int, int]:
    """The least and greatest value of a bound's terms, where variables have these domains, by their index."""
    low = high = 0
    for var, coef in bound.terms:
        least, most = domains[var.index]
        low += coef * (least if coef > 0 else most)
        high += coef * (most if coef > 0 else least)
    return low, high
