"""A duty is held only by a member who is at work then and free for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Block, BlockKind, Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.facts import Facts


class Present:
    """Her shift covers the time, and no learning time, secondment or meeting takes it."""

    id: ClassVar[str] = "present"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        variables = model.variables
        for day, slots in problem.slots_on.items():
            for member in problem.team.members:
                absent = _not_at_work(member, day)
                limits: dict[Span, Reason | Linear] = {}
                for slot in slots:
                    if slot.span not in limits:
                        block = problem.block(member, day, slot.span)
                        there = variables.present(member, day, slot.span)
                        limits[slot.span] = -there if block is None else _blocked(member, day, block)
                    limit, holds = limits[slot.span], variables.holds(slot, member)
                    if isinstance(limit, Reason):
                        model.forbid(holds, limit)
                    else:
                        model.require(holds + limit <= 0, absent)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        """The cost is in minutes."""
        broken: Counter[Reason] = Counter()
        for piece in facts.all_pieces():
            day = piece.demand.date
            for who in piece.holders:
                member = problem.team.member[who]
                block = problem.block(member, day, piece.span)
                if block is not None:
                    broken[_blocked(member, day, block)] += piece.minutes
                elif not facts.is_present(member, day, piece.span):
                    broken[_not_at_work(member, day)] += piece.minutes
        for reason, cost in broken.items():
            yield Violation(reason, cost)


def _not_at_work(member: Member, day: date) -> Reason:
    template = N_("{member} holds duties on {date} only while she is at work.")
    return because(Present.id, template, member=member.id, date=day)


def _blocked(member: Member, day: date, block: Block) -> Reason:
    if block.kind is BlockKind.SECONDMENT:
        template = N_("{member} works for {other} on {date} and holds no duty here then.")
        return because(Present.id, template, member=member.id, date=day, other=block.name)
    if block.kind is BlockKind.LEARNING:
        template = N_("{member} has learning time ({name}) on {date} from {span} and holds no duty then.")
    else:
        template = N_("{member} is in a meeting ({name}) on {date} from {span} and holds no duty then.")
    return because(Present.id, template, member=member.id, date=day, name=block.name, span=block.span)
