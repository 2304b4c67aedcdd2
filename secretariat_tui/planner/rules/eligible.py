"""An account is held only by its primary, by an agreed backup, or incidentally by a member who knows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Duty
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.facts import Facts


class Eligible:
    """Anybody may man a desk."""

    id: ClassVar[str] = "eligible"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        team = problem.team
        for day, slots in problem.slots_on.items():
            strangers: dict[str, list[tuple[Member, Reason]]] = {}
            for slot in slots:
                if slot.is_desk:
                    continue
                if slot.duty not in strangers:
                    entitled = {team.account[slot.duty].primary, *team.agreed(slot.duty, day)}
                    strangers[slot.duty] = [
                        (member, _reason(member, slot.duty, day))
                        for member in team.members
                        if member.id not in entitled and slot.duty not in member.knows
                    ]
                for member, reason in strangers[slot.duty]:
                    model.forbid(model.variables.holds(slot, member), reason)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        """Each duty held without a right to it, or at a time when nobody asks for it: only a roster can say that."""
        team = problem.team
        for duty in facts.roster.duties:
            member = team.member[duty.member]
            if not _asked(problem, duty):
                yield Violation(_not_asked(duty))
            elif not (
                duty.is_desk
                or duty.duty in member.knows
                or member.id == team.account[duty.duty].primary
                or team.rank(duty.duty, member.id, duty.date) is not None
            ):
                yield Violation(_reason(member, duty.duty, duty.date))


def _asked(problem: Problem, duty: Duty) -> bool:
    """Whether the duty is asked for during its whole span; demands of one duty may adjoin, but never overlap."""
    if duty.date not in problem.horizon:
        return False
    parts = [
        part
        for demand in problem.demands(duty.date)
        if demand.duty == duty.duty and demand.is_desk == duty.is_desk
        if (part := demand.span.intersection(duty.span)) is not None
    ]
    return sum(part.end - part.start for part in parts) == duty.span.end - duty.span.start


def _reason(member: Member, account: str, day: date) -> Reason:
    template = N_("{member} has no agreement for {account} on {date} and does not know it.")
    return because(Eligible.id, template, member=member.id, account=account, date=day)


def _not_asked(duty: Duty) -> Reason:
    if duty.is_desk:
        template = N_("{desk} is not asked for on {date} during all of {span}.")
        return because(Eligible.id, template, desk=duty.duty, date=duty.date, span=duty.span, member=duty.member)
    template = N_("{account} is not asked for on {date} during all of {span}.")
    return because(Eligible.id, template, account=duty.duty, date=duty.date, span=duty.span, member=duty.member)
