"""Where no roster keeps every hard rule: the minimal set of statements that clash.

A first guess at the set comes from arithmetic alone (`precheck`) or from halving. Whatever it came from, it is proved
and shrunk until every statement left is needed. The cores that the solver itself names are not used: they are not
always right (google/or-tools#5141).
"""

from __future__ import annotations

from collections.abc import Sequence

from secretariat_tui.domain.finding import Reason
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.engine import Engine
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.limits import UNLIMITED
from secretariat_tui.planner.precheck import arithmetic_clash
from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.stages import hard


def minimal_conflict(problem: Problem, rules: Sequence[Rule]) -> tuple[Reason, ...]:
    """The reasons that cannot stand together, in the order of the rules; empty where they can."""
    model = Encoder(problem)
    for rule in hard(rules):
        rule.encode(problem, model)
    return clash_of(model)


def clash_of(model: Encoder) -> tuple[Reason, ...]:
    """The minimal clash within a model."""
    reasons = _reasons(model)
    guess = arithmetic_clash(model)
    if guess is None or _possible(model, guess):
        if _possible(model, reasons):
            return ()
        guess = _half(model, [], reasons, needed=False)
    return tuple(_shrink(model, guess))


def _reasons(model: Encoder) -> list[Reason]:
    found = dict.fromkeys(s.because for s in model.statements if s.because is not None)
    found.update(dict.fromkeys(reason for reasons in model.forbidden.values() for reason in reasons))
    return list(found)


def _possible(model: Encoder, reasons: Sequence[Reason]) -> bool:
    return not Engine(model, frozenset(reasons)).minimise(Linear([]), UNLIMITED).infeasible


def _shrink(model: Encoder, guess: Sequence[Reason]) -> list[Reason]:
    """Leaves out every statement without which the rest still clashes."""
    kept = list(guess)
    for reason in guess:
        rest = [other for other in kept if other != reason]
        if not _possible(model, rest):
            kept = rest
    return kept


def _half(model: Encoder, background: list[Reason], among: list[Reason], needed: bool) -> list[Reason]:
    """QuickXplain (Junker, 2004): a clash within `among`, given the background, in few solves."""
    if needed and not _possible(model, background):
        return []
    if len(among) == 1:
        return among
    left, right = among[: len(among) // 2], among[len(among) // 2 :]
    from_right = _half(model, background + left, right, needed=bool(left))
    from_left = _half(model, background + from_right, left, needed=bool(from_right))
    return from_left + from_right
