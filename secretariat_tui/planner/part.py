"""What is left of a model when most of its variables keep their values: small, and stated in milliseconds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from secretariat_tui.planner.encoder import Absolute, Statement, Symbolic
from secretariat_tui.planner.expression import Bound, Linear, Var


@dataclass(frozen=True)
class Part:
    """A model in which only the variables in `free` occur, and its objective: that of the whole, up to a constant."""

    model: Symbolic
    objective: Linear
    free: Set[int]


class Parts:
    """The parts of a model, with an objective and with what is stated beside the model.

    Choices are freed one by one; with a choice, all that is defined by it is freed: the variables that are no choices
    and can be reached from it without passing through another choice.
    """

    def __init__(self, model: Symbolic, beside: Sequence[Statement], objective: Linear) -> None:
        self._model = model
        self._statements = [*model.statements, *beside]
        self._objective: dict[int, int] = defaultdict(int)
        for var, coef in objective.terms:
            self._objective[var.index] += coef
        self._stated: list[list[int]] = [[] for _ in model.vars]
        self._defined: list[list[int]] = [[] for _ in model.vars]
        groups = _Groups(len(model.vars), model.choice_count)
        for number, statement in enumerate(self._statements):
            indices = [var.index for var in _of(statement)]
            groups.join(indices)
            for index in indices:
                self._stated[index].append(number)
        for number, absolute in enumerate(model.absolutes):
            indices = [absolute.var.index, *(var.index for var, _ in absolute.of.terms)]
            groups.join(indices)
            for index in indices:
                self._defined[index].append(number)
        self._members, self._reached = groups.close()

    def part(self, choices: Iterable[int], values: Sequence[int]) -> Part:
        """The part in which these choices, and all that follows from them, are free; all else has its value."""
        free = {index for index in choices if index not in self._model.forbidden}
        return self._part(free | self._following(free), values)

    def following(self, choices: Iterable[int], values: Sequence[int]) -> Part:
        """The part in which all that follows from these choices is free; all else has its value, they too."""
        return self._part(self._following(choices), values, also=choices)

    def _following(self, choices: Iterable[int]) -> set[int]:
        reached = {group for index in choices for group in self._reached.get(index, ())}
        return {i for group in reached for i in self._members[group] if i not in self._model.forbidden}

    def defined(self, values: Sequence[int]) -> Part:
        """The part in which all choices have their value, and nothing else has."""
        return self._part({index for group in self._members.values() for index in group}, values)

    def _part(self, free: Set[int], values: Sequence[int], also: Iterable[int] = ()) -> Part:
        """What is said of the free variables, and of those in `also`; what cannot be is then a bound without terms."""
        left = Symbolic()
        left.vars, left.choice_count = self._model.vars, self._model.choice_count
        ordered = sorted(free)
        numbers = sorted({number for index in (*ordered, *also) for number in self._stated[index]})
        left.statements = [found for n in numbers if (found := _left(self._statements[n], free, values)) is not None]
        numbers = sorted({number for index in ordered for number in self._defined[index]})
        for absolute in (self._model.absolutes[n] for n in numbers):
            left.absolutes.append(Absolute(absolute.var, _reduced(absolute.of, free, values)))
            if absolute.var.index not in free:
                left.define(absolute.var.equals(values[absolute.var.index]))
        costs = [(self._model.vars[i], self._objective[i]) for i in ordered if i in self._objective]
        return Part(left, Linear(costs), free)


class _Groups:
    """Variables that are no choices, in groups: two are in one where something is stated of both."""

    def __init__(self, count: int, choice_count: int) -> None:
        self._parent = list(range(count))
        self._choice_count = choice_count
        self._links: list[tuple[list[int], int]] = []

    def join(self, indices: Sequence[int]) -> None:
        choices = [index for index in indices if index < self._choice_count]
        others = [index for index in indices if index >= self._choice_count]
        for one in others[1:]:
            self._parent[self._root(one)] = self._root(others[0])
        if others and choices:
            self._links.append((choices, others[0]))

    def close(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """The variables of each group, and the groups that each choice reaches."""
        members: dict[int, list[int]] = defaultdict(list)
        for index in range(self._choice_count, len(self._parent)):
            members[self._root(index)].append(index)
        reached: dict[int, dict[int, None]] = defaultdict(dict)
        for choices, other in self._links:
            root = self._root(other)
            for choice in choices:
                reached[choice][root] = None
        return members, {choice: list(roots) for choice, roots in reached.items()}

    def _root(self, index: int) -> int:
        parent = self._parent
        while parent[index] != index:
            parent[index] = index = parent[parent[index]]
        return index


def _of(statement: Statement) -> Iterator[Var]:
    yield from (var for var, _ in statement.bound.terms)
    if statement.only_if is not None:
        yield statement.only_if


def _left(statement: Statement, free: Set[int], values: Sequence[int]) -> Statement | None:
    """What a statement says of the free variables; None where it is not in force."""
    only_if = statement.only_if
    if only_if is not None and only_if.index not in free:
        if not values[only_if.index]:
            return None
        only_if = None
    bound = statement.bound
    terms, fixed = _split(bound.terms, free, values)
    low = None if bound.low is None else bound.low - fixed
    high = None if bound.high is None else bound.high - fixed
    return Statement(Bound(terms, low, high), None, only_if)


def _reduced(expression: Linear, free: Set[int], values: Sequence[int]) -> Linear:
    terms, fixed = _split(expression.terms, free, values)
    return Linear(terms, expression.constant + fixed)


def _split(
    terms: Sequence[tuple[Var, int]], free: Set[int], values: Sequence[int]
) -> tuple[list[tuple[Var, int]], int]:
    """The terms of free variables, and what the others come to."""
    left: list[tuple[Var, int]] = []
    fixed = 0
    for term in terms:
        index = term[0].index
        if index in free:
            left.append(term)
        elif values[index]:
            fixed += term[1] * values[index]
    return left, fixed
