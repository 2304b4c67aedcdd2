"""An account stays with one holder through its date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import ClassVar

from secretariat_tui.domain.demand import Slot
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Bound, Linear, Var, total
from secretariat_tui.planner.facts import Facts, Piece


class Handover:
    """A term of quality: 1 each time that an account goes straight from one holder to another, also over a gap
    between its windows. Time in which nobody has it is a shortage, not a handover."""

    id: ClassVar[str] = "handover"
    severity: ClassVar[Severity] = Severity.SOFT

    def encode(self, problem: Problem, model: Encoder) -> None:
        for day in problem.open_dates:
            slots: dict[str, list[Slot]] = defaultdict(list)
            for slot in problem.slots_on[day]:
                if not slot.is_desk:
                    slots[slot.duty].append(slot)
            for account, of_account in slots.items():
                likely = _likely(problem, account, day)
                reason = _reason(account, day)
                for before, after in pairwise(of_account):
                    model.penalise(_takings(model, before, after, likely), 1, reason)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for day in problem.open_dates:
            pieces: dict[str, list[Piece]] = defaultdict(list)
            for piece in facts.pieces(day):
                if not piece.demand.is_desk:
                    pieces[piece.demand.duty].append(piece)
            for account, of_account in pieces.items():
                changes = sum(
                    bool(before.holders and after.holders) and not set(before.holders) & set(after.holders)
                    for before, after in pairwise(of_account)
                )
                if changes:
                    yield Violation(_reason(account, day), changes)


def _likely(problem: Problem, account: str, day: date) -> frozenset[str]:
    """Those who may hold the account. The others are encoded too, but at less expense: another rule forbids them."""
    team = problem.team
    found = {member.id for member in team.members if account in member.knows}
    found.update(team.agreed(account, day))
    primary = team.account[account].primary
    return frozenset(found | {primary} if primary is not None else found)


def _takings(model: Encoder, before: Slot, after: Slot, likely: frozenset[str]) -> Linear:
    """1 if someone has the account after and someone else had it before.

    Summed over the members this is as strong as it can be: with one holder in both, she takes it where she did not
    have it. The unlikely holders are taken together, and told apart by their numbers.
    """
    variables, members = model.variables, model.problem.team.members
    had = [(variables.holds(before, member), -1) for member in members]
    takings: list[Var] = []
    for n, member in enumerate(members):
        if member.id in likely:
            takes = model.boolean()
            has = variables.holds(after, member)
            model.define(Bound([(takes, 1), (has, -1), *had[:n], *had[n + 1 :]], -1, None))
            takings.append(takes)
    others = [member for member in members if member.id not in likely]
    if others:
        takes = model.boolean()
        has_other = [(variables.holds(after, member), -1) for member in others]
        had_likely = [(variables.holds(before, member), -1) for member in members if member.id in likely]
        model.define(Bound([(takes, 1), *has_other, *had_likely], -1, None))
        size = len(others)
        for one, other in ((before, after), (after, before)):
            numbers = [(variables.holds(one, member), n - size) for n, member in enumerate(others)]
            numbers += [(variables.holds(other, member), -n - size) for n, member in enumerate(others)]
            model.define(Bound([(takes, size), *numbers], -2 * size, None))
        takings.append(takes)
    return total(takings)


def _reason(account: str, day: date) -> Reason:
    return because(Handover.id, N_("{account} changes hands on {date}."), account=account, date=day)
