"""What a rule is: the same sentence, said to the solver before and asked of a roster after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Protocol

from secretariat_tui.domain.finding import Severity, Violation
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.facts import Facts


class Rule(Protocol):
    """A hard rule, or one term of a stage.

    `encode` and `check` share nothing but the builder of the reason. For a soft rule the cost of its violations adds up
    to the penalty that it encodes, both before the weight that `weight` gives.
    """

    id: ClassVar[str]
    severity: ClassVar[Severity]

    def encode(self, problem: Problem, model: Encoder) -> None:
        """States the rule over the variables of the model."""
        ...

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        """Walks through the facts of a roster and yields each breach."""
        ...
