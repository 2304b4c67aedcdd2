"""Backups take over in the order of their agreements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.demand import Slot
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.facts import Facts

_HOUR = 60


class AgreementOrder:
    """A term of quality: for each started hour that a backup holds an account on a date, her rank."""

    id: ClassVar[str] = "agreement_order"
    severity: ClassVar[Severity] = Severity.SOFT

    def encode(self, problem: Problem, model: Encoder) -> None:
        team = problem.team
        for day in problem.open_dates:
            slots: dict[str, list[Slot]] = defaultdict(list)
            for slot in problem.slots_on[day]:
                if not slot.is_desk:
                    slots[slot.duty].append(slot)
            for account, of_account in slots.items():
                minutes = sum(slot.minutes for slot in of_account)
                for rank, agreed in enumerate(team.agreed(account, day), 1):
                    if agreed == team.account[account].primary:
                        continue
                    hours = model.integer(0, -(-minutes // _HOUR))
                    holds = [(model.variables.holds(slot, team.member[agreed]), -slot.minutes) for slot in of_account]
                    model.define(Linear([(hours, _HOUR), *holds]) >= 0)
                    model.penalise(hours, rank, _reason(account, agreed, day))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        team = problem.team
        for day in problem.open_dates:
            minutes: dict[tuple[str, str], int] = defaultdict(int)
            for piece in facts.pieces(day):
                if not piece.demand.is_desk:
                    for member in sorted(set(piece.holders)):
                        minutes[piece.demand.duty, member] += piece.minutes
            for (account, member), held in minutes.items():
                rank = team.rank(account, member, day)
                if rank is not None and member != team.account[account].primary:
                    yield Violation(_reason(account, member, day), (held + _HOUR - 1) // _HOUR * rank)


def _reason(account: str, member: str, day: date) -> Reason:
    return because(
        AgreementOrder.id,
        N_("{member} has {account} on {date} as a backup."),
        member=member,
        account=account,
        date=day,
    )
