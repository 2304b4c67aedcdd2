"""Minutes of incidental cover, by how far it reaches, and minutes in which a primary is there without her account."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

from secretariat_tui.domain.account import Account
from secretariat_tui.domain.demand import Slot
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.facts import Facts

BELOW_GRADE: Final = 2
"""Added to the distance of incidental cover by a member below the least grade of the account."""


class Agreements:
    """Stage 2. Holders are counted who may hold the account at all; the others are for `eligible`."""

    id: ClassVar[str] = "agreements"
    severity: ClassVar[Severity] = Severity.SOFT

    def encode(self, problem: Problem, model: Encoder) -> None:
        slots: dict[tuple[str, date], list[Slot]] = defaultdict(list)
        for slot in problem.slots:
            if not slot.is_desk:
                slots[slot.duty, slot.date].append(slot)
        for (name, day), asked in slots.items():
            account = problem.team.account[name]
            agreed = problem.team.agreed(name, day)
            others = [m for m in problem.team.members if m.id != account.primary]
            stand_ins = [m for m in others if m.id in agreed or name in m.knows]
            for member in stand_ins:
                if member.id not in agreed:
                    minutes = total(model.variables.holds(slot, member) * slot.minutes for slot in asked)
                    cost = _distance(problem, account, member)
                    model.penalise(minutes, cost, _incidental(member, account, day))
            if account.primary is not None and stand_ins:
                primary = problem.team.member[account.primary]
                self._displaced(problem, model, primary, stand_ins, asked)

    def _displaced(
        self, problem: Problem, model: Encoder, primary: Member, stand_ins: list[Member], asked: list[Slot]
    ) -> None:
        """Penalises a stand-in where the primary could have the account herself."""
        variables = model.variables
        lost = []
        for slot in asked:
            day, demand = slot.date, slot.demand
            there = variables.present(primary, day, slot.span, demand.on_site)
            blocked = problem.block(primary, day, slot.span) is not None
            if not there.terms or blocked or not primary.qualified(demand.requires, day):
                continue
            displaced = model.boolean(f"{primary.id} is there but has no {slot.duty} {day} {slot.span}")
            held = total(variables.holds(slot, member) for member in stand_ins)
            model.define(there + held - displaced <= 1)
            lost.append(displaced * slot.minutes)
        if lost:
            model.penalise(total(lost), 1, _passed_over(primary, asked[0].duty, asked[0].date))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        """The cost is in minutes times distance, as the stage counts them."""
        team = problem.team
        costs: Counter[Reason] = Counter()
        for piece in facts.all_pieces():
            if piece.demand.is_desk:
                continue
            account, day = team.account[piece.demand.duty], piece.demand.date
            stood_in = False
            for who in sorted(set(piece.holders)):
                member = team.member[who]
                agreed = team.rank(account.id, who, day) is not None
                if who == account.primary or not (agreed or account.id in member.knows):
                    continue
                stood_in = True
                if not agreed:
                    below = account.min_grade is not None and member.grade < account.min_grade
                    cost = team.distance(account, member) + (2 if below else 0)
                    costs[_incidental(member, account, day)] += cost * piece.minutes
            if stood_in and account.primary is not None:
                primary = team.member[account.primary]
                if facts.fits(primary, piece.demand, piece.span):
                    costs[_passed_over(primary, account.id, day)] += piece.minutes
        for reason, cost in costs.items():
            yield Violation(reason, cost)


def _distance(problem: Problem, account: Account, member: Member) -> int:
    below = account.min_grade is not None and member.grade < account.min_grade
    return problem.team.distance(account, member) + (BELOW_GRADE if below else 0)


def _incidental(member: Member, account: Account, day: date) -> Reason:
    template = N_("{member} has {account} on {date} without an agreement.")
    return because(Agreements.id, template, member=member.id, account=account.id, date=day)


def _passed_over(primary: Member, account: str, day: date) -> Reason:
    template = N_("Another has {account} on {date} while {member}, whose account it is, is there.")
    return because(Agreements.id, template, account=account, date=day, member=primary.id)
