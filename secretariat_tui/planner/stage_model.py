"""The first three stages of some dates as one number, least with and without some ways to work, proven in milliseconds.

A model of a single date shares its answers with every other whose model is alike, in whichever week.
"""

from __future__ import annotations

import marshal
import threading
from collections.abc import Hashable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property, reduce
from hashlib import sha256
from itertools import groupby
from math import gcd
from typing import Final

from secretariat_tui.domain.finding import Severity
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.compiled import Compiled
from secretariat_tui.planner.encoder import Encoder, reach
from secretariat_tui.planner.engine import evaluate
from secretariat_tui.planner.expression import Linear, Var, total
from secretariat_tui.planner.extract import extract
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.stages import CONTINUITY, hard
from secretariat_tui.planner.variables import Choice

Values = tuple[int, int, int]
"""Shortage, agreements and fragility."""

_GREATEST_OBJECTIVE: Final = 2**50
"""Above this the solver's arithmetic is no longer exact enough."""

_UNIT: Final = 15
"""Minutes of a shift that count as one, where nothing but a preference hangs on them."""

_RULES: Final = {rule.id: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class Answer:
    """The first three stages at their least, and choices that reach it.

    `values` is None where no roster keeps the hard rules; not `proven`, nothing at all is known. `own` is what the soft
    rules of the question itself come to after them.
    """

    values: Values | None
    choices: Sequence[int] = ()
    proven: bool = True
    own: int = 0


@dataclass
class Shared:
    """What is known of one model."""

    compiled: Compiled | None = None
    answers: dict[frozenset[int], Answer] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)


Known = dict[Hashable, Shared]
"""Models that were met before."""


class StageModel:
    """The open dates of a problem. `known` carries answers from model to model.

    A question may bring rules of its own: hard ones are kept, soft ones are made least after the three stages. It may
    also bring a `model` of the problem in which it has stated something before the rules do.
    """

    def __init__(
        self,
        problem: Problem,
        known: Known | None = None,
        seed: int = 1,
        own: Sequence[Rule] = (),
        model: Encoder | None = None,
    ) -> None:
        self.problem = problem
        self.seed = seed
        self.model = model or Encoder(self.problem)
        for rule in hard((*RULES, *own)):
            rule.encode(self.problem, self.model)
        self._stages = [self._encoded(_RULES[term] for term in stage.terms) for stage in CONTINUITY]
        if any(rule.severity is Severity.SOFT for rule in own):
            self._stages.append(self._encoded(rule for rule in own if rule.severity is Severity.SOFT))
        self.shared = Shared() if known is None else known.setdefault(self._signature(), Shared())

    def asking(self, own: Sequence[Rule]) -> StageModel:
        """The same dates with the soft rules of a question, as if they had been built with them."""
        other = copy(self)
        for known in ("choices", "_order"):
            other.__dict__.pop(known, None)
        other.model = copy(self.model)
        other.model.vars = [*self.model.vars]
        other.model.forbidden = {index: [*reasons] for index, reasons in self.model.forbidden.items()}
        other.model.statements = [*self.model.statements]
        other.model.absolutes = [*self.model.absolutes]
        other.model.penalties = [*self.model.penalties]
        other._stages = [*self._stages, other._encoded(own)]
        other.shared = Shared()
        return other

    def _encoded(self, rules: Iterable[Rule]) -> Linear:
        first = len(self.model.penalties)
        for rule in rules:
            rule.encode(self.problem, self.model)
        return total(p.expression * p.weight for p in self.model.penalties[first:])

    def _signature(self) -> Hashable:
        """All that decides an answer, as a digest: equal signatures, equal answers."""
        model = self.model
        stated = tuple(
            (s.bound.low, s.bound.high, None if s.only_if is None else s.only_if.index, _flat(s.bound.terms))
            for s in model.statements
        )
        bounds = tuple((var.low, var.high) for var in model.vars)
        costs = tuple((stage.constant, _flat(stage.terms)) for stage in self._stages)
        liked = [_flat(self._preferences(usual)[0].terms) for usual in (True, False)]
        return sha256(marshal.dumps((bounds, tuple(model.forbidden), stated, costs, liked), 2)).digest()

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The ways to work that single statements leave, by member and date."""
        variables, problem = self.model.variables, self.problem
        found = (c for m in problem.team.members for day in problem.open_dates for c in variables.choices(m, day))
        return tuple(choice for choice in found if choice.var.index not in self.model.forbidden)

    def _preferences(self, usual: bool) -> tuple[Linear, int]:
        """What makes a date likely to fit into its week, and how far that can vary: no more than her due hours, in the
        office; where the `usual` week is asked for, no less either."""
        problem = self.problem
        terms: list[tuple[Var, int]] = []
        varies = 0
        for (name, day), works in groupby(self.choices, key=lambda choice: (choice.member.id, choice.date)):
            member = problem.team.member[name]
            due = sum(member.daypart_minutes(part) for part in problem.workable(member, day))
            costs: dict[Var, int] = {}
            for choice in works:
                over = problem.paid(day, choice.shift) - due
                hours = 2 * ((abs(over) - due) // _UNIT) if usual else int(over > 0)
                costs[choice.var] = hours + (choice.place is Place.REMOTE)
            terms += costs.items()
            varies += max(0, *costs.values()) - min(0, *costs.values())
        return Linear(terms), varies

    def _scales(self, varies: int) -> tuple[list[tuple[int, int]], int]:
        """Of each stage, by what it is divided and multiplied in the one number; and what is more than all of them."""
        factor = 2 * (varies + 1)
        scales: list[tuple[int, int]] = []
        for stage in reversed(self._stages):
            unit = reduce(gcd, (coef for _, coef in stage.terms), stage.constant) or 1
            scales.append((unit, factor))
            factor *= reach(stage)[1] // unit + 1
        return scales[::-1], factor

    def _compiled(self, usual: bool) -> Compiled | None:
        """The stages in their order as one number, below them the preferences; None where it grows too large."""
        objective, varies = self._preferences(usual)
        scales, greatest = self._scales(varies)
        if greatest >= _GREATEST_OBJECTIVE:
            return None
        for stage, (unit, factor) in zip(reversed(self._stages), reversed(scales), strict=True):
            scaled = Linear([(var, coef // unit) for var, coef in stage.terms], stage.constant // unit)
            objective += scaled * factor
        return Compiled(self.model, objective, 0 if usual else varies + 1, self.seed)

    def _better_than(self, values: Values) -> int:
        """Below this the one number is, whatever the preferences, where the stages are better than these, and only
        there: the least step of a stage weighs more than twice what the preferences can vary."""
        varies, scales = self._order
        return sum(v // unit * factor for v, (unit, factor) in zip(values, scales, strict=False)) - varies - 1

    @cached_property
    def _order(self) -> tuple[int, list[tuple[int, int]]]:
        """How far the preferences vary, and the scales of the stages above them."""
        varies = self._preferences(usual=False)[1]
        return varies, self._scales(varies)[0]

    # -- asking

    @property
    def base(self) -> Answer:
        """With everybody who can be there."""
        return self.without(())

    def near(self, start: Sequence[int], zero: Iterable[int] = (), known: Answer | None = None) -> Answer:
        """With these variables at 0, sought from choices that need not be valid; where several are as good, one that
        need not be the likeliest to fit its week. What is `known` is the answer if nothing is better."""
        with self.shared.lock:
            compiled = self.shared.compiled = self.shared.compiled or self._compiled(usual=False)
            below = None if known is None or known.values is None else self._better_than(known.values)
            answer = self._answer(compiled, zero, start, below)
        return known if known is not None and answer.proven and answer.values is None else answer

    def forget(self) -> None:
        """Forgets all answers but the base."""
        for zero in [zero for zero in self.shared.answers if zero]:
            del self.shared.answers[zero]

    def without(self, out: Iterable[Choice]) -> Answer:
        """Without these ways to work."""
        return self.without_vars(c.var.index for c in out)

    def without_vars(self, indices: Iterable[int]) -> Answer:
        """With these variables at 0."""
        zero = frozenset(index for index in indices if index not in self.model.forbidden)
        answers = self.shared.answers
        with self.shared.lock:
            if zero not in answers:
                answers[zero] = self._reused(zero) or self._asked(zero)
            return answers[zero]

    def _reused(self, zero: frozenset[int]) -> Answer | None:
        """An answer without these ways that is as good as one for which fewer were out: nothing better can be."""
        known = self.shared.answers.items()
        floor: Values | None = None
        for out, answer in known:
            if out <= zero and answer.proven:
                if answer.values is None:
                    return answer
                floor = answer.values if floor is None else max(floor, answer.values)
        for _, answer in known:
            if answer.values == floor is not None and not any(answer.choices[index] for index in zero):
                return answer
        return None

    def _asked(self, zero: frozenset[int]) -> Answer:
        if zero and not self.base.choices:
            return self.base  # nothing can be, or the model is too large
        shared = self.shared
        if zero and shared.compiled is None:
            shared.compiled = self._compiled(usual=False)
        compiled = shared.compiled if zero else self._compiled(usual=True)
        return self._answer(compiled, zero, self.base.choices if zero else ())

    def _answer(
        self, compiled: Compiled | None, zero: Iterable[int], hint: Sequence[int], below: int | None = None
    ) -> Answer:
        if compiled is None:
            return Answer(None, proven=False)
        reply = compiled.ask(zero, hint, below)
        if not reply.proven or not reply.values:
            return Answer(None, proven=reply.proven)
        values = [evaluate(stage, reply.values) for stage in self._stages]
        return Answer((values[0], values[1], values[2]), reply.values[: self.model.choice_count], own=sum(values[3:]))

    def roster(self, answer: Answer) -> Roster:
        """An answer as a roster."""
        return extract(self.model, answer.choices)


def _flat(terms: Sequence[tuple[Var, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((var.index, coef) for var, coef in terms)
