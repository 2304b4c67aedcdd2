"""Clashes that arithmetic sees: what must be, what then cannot be, until nothing is left. No solver is needed."""

from __future__ import annotations

from collections import defaultdict, deque

from secretariat_tui.domain.finding import Reason
from secretariat_tui.planner.encoder import Encoder, Statement, reach_within


def arithmetic_clash(model: Encoder) -> list[Reason] | None:
    """Statements that clash, found by narrowing the bounds of variables; None where that alone finds no clash.

    The set is sufficient, not minimal. Only what follows from a demand ("this must be") is looked at.
    """
    return _Narrowing(model).run()


class _Narrowing:
    def __init__(self, model: Encoder) -> None:
        self.domains = [(var.low, var.high) for var in model.vars]
        self.why: dict[int, set[Reason]] = defaultdict(set)
        for index, reasons in model.forbidden.items():
            self.domains[index] = (self.domains[index][0], 0)
            self.why[index].add(reasons[0])
        self.statements = [s for s in model.statements if s.only_if is None]
        self.with_var: dict[int, list[int]] = defaultdict(list)
        for number, statement in enumerate(self.statements):
            for var, _ in statement.bound.terms:
                self.with_var[var.index].append(number)

    def run(self) -> list[Reason] | None:
        queue = deque(n for n, s in enumerate(self.statements) if s.because is not None and self._demands(s))
        waiting = set(queue)
        while queue:
            number = queue.popleft()
            waiting.discard(number)
            clash = self._narrow(self.statements[number])
            if clash is None:
                return sorted(self._blame(self.statements[number]), key=repr)
            for index in clash:
                for other in self.with_var[index]:
                    if other not in waiting:
                        waiting.add(other)
                        queue.append(other)
        return None

    @staticmethod
    def _demands(statement: Statement) -> bool:
        """Whether the statement is broken where every variable is 0."""
        bound = statement.bound
        return (bound.low is not None and bound.low > 0) or (bound.high is not None and bound.high < 0)

    def _narrow(self, statement: Statement) -> list[int] | None:
        """Narrows the bounds of the statement's variables and gives those that changed; None where it cannot hold."""
        bound = statement.bound
        low, high = reach_within(bound, self.domains)
        if (bound.low is not None and high < bound.low) or (bound.high is not None and low > bound.high):
            return None
        changed: list[int] = []
        for var, coef in bound.terms:
            index = var.index
            least, most = self.domains[index]
            if least == most:
                continue
            size = abs(coef) * (most - least)
            too_much = bound.high is not None and low + size > bound.high
            too_little = bound.low is not None and high - size < bound.low
            # Only variables of two values are narrowed: then either end is decided at once.
            if most - least == 1 and (too_much or too_little):
                value = least if (coef > 0) == too_much else most
                self.why[index] |= self._blame(statement, but=index)
                self.domains[index] = (value, value)
                changed.append(index)
                low, high = reach_within(bound, self.domains)
        return changed

    def _blame(self, statement: Statement, but: int | None = None) -> set[Reason]:
        reasons = set() if statement.because is None else {statement.because}
        for var, _ in statement.bound.terms:
            if var.index != but:
                reasons |= self.why.get(var.index, set())
        return reasons
