"""A duty marked on-site is held only by a member whose place is the office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.facts import Facts


class OnSite:
    """Who is not at work is not in the office either, so that breaks this rule too."""

    id: ClassVar[str] = "on_site"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        variables = model.variables
        for day, slots in problem.slots_on.items():
            on_site = [slot for slot in slots if slot.demand.on_site]
            if not on_site:
                continue
            for member in problem.team.members:
                reason = _reason(member, day)
                elsewhere: dict[Span, Linear] = {}
                for slot in on_site:
                    if slot.span not in elsewhere:
                        elsewhere[slot.span] = -variables.present(member, day, slot.span, on_site=True)
                    model.require(variables.holds(slot, member) + elsewhere[slot.span] <= 0, reason)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        """The cost is in minutes."""
        broken: Counter[Reason] = Counter()
        for piece in facts.all_pieces():
            if piece.demand.on_site:
                for who in piece.holders:
                    member = problem.team.member[who]
                    if not facts.is_present(member, piece.demand.date, piece.span, on_site=True):
                        broken[_reason(member, piece.demand.date)] += piece.minutes
        for reason, cost in broken.items():
            yield Violation(reason, cost)


def _reason(member: Member, day: date) -> Reason:
    template = N_("{member} holds on-site duties on {date} only while she is in the office.")
    return because(OnSite.id, template, member=member.id, date=day)
