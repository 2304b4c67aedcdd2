"""The holder of a duty has the qualifications that it requires, on that date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from secretariat_tui.domain.demand import Demand
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.facts import Facts


class Qualified:
    """A qualification counts up to and including its last day."""

    id: ClassVar[str] = "qualified"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        for day, slots in problem.slots_on.items():
            for member in problem.team.members:
                reasons: dict[Demand, Reason] = {}
                for slot in slots:
                    demand = slot.demand
                    if not demand.requires or member.qualified(demand.requires, day):
                        continue
                    if demand not in reasons:
                        reasons[demand] = _reason(member, demand)
                    model.forbid(model.variables.holds(slot, member), reasons[demand])

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        """The cost is in minutes."""
        broken: Counter[Reason] = Counter()
        for piece in facts.all_pieces():
            for who in piece.holders:
                member = problem.team.member[who]
                if not member.qualified(piece.demand.requires, piece.demand.date):
                    broken[_reason(member, piece.demand)] += piece.minutes
        for reason, cost in broken.items():
            yield Violation(reason, cost)


def _reason(member: Member, demand: Demand) -> Reason:
    day = demand.date
    missing = next(need for need in demand.requires if not member.qualified((need,), day))
    if demand.is_desk:
        template = N_("{desk} requires {qualification}, which {member} does not have on {date}.")
        return because(Qualified.id, template, desk=demand.duty, qualification=missing, member=member.id, date=day)
    template = N_("{account} requires {qualification}, which {member} does not have on {date}.")
    return because(Qualified.id, template, account=demand.duty, qualification=missing, member=member.id, date=day)
