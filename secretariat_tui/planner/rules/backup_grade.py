"""No one below the least grade of an account is its primary or agreed backup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from secretariat_tui.domain.account import Account
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import HolderRole
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.facts import Facts


class BackupGrade:
    """A team file that says otherwise is refused, so this guards teams made in another way.

    Incidental cover below the grade is allowed, counted in the stage `agreements`, and a finding.
    """

    id: ClassVar[str] = "backup_grade"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        team = problem.team
        below = {
            account.id: [m for m in team.members if account.min_grade is not None and m.grade < account.min_grade]
            for account in team.accounts
        }
        for slot in problem.slots:
            if slot.is_desk or not below[slot.duty]:
                continue
            account = team.account[slot.duty]
            agreed = (account.primary, *team.agreed(account.id, slot.date))
            for member in below[slot.duty]:
                if member.id in agreed:
                    model.forbid(model.variables.holds(slot, member), _reason(member, account))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        """The cost is in minutes."""
        team = problem.team
        broken: Counter[Reason] = Counter()
        for piece in facts.all_pieces():
            if piece.demand.is_desk:
                continue
            account = team.account[piece.demand.duty]
            for who in piece.holders:
                member = team.member[who]
                agreed = who == account.primary or team.rank(account.id, who, piece.demand.date) is not None
                if agreed and account.min_grade is not None and member.grade < account.min_grade:
                    broken[_reason(member, account)] += piece.minutes
        for reason, cost in broken.items():
            yield Violation(reason, cost)


def covered_below(problem: Problem, facts: Facts) -> Iterator[Reason]:
    """Incidental cover by members below the least grade of the account: findings, each once for a date."""
    team = problem.team
    told: dict[Reason, None] = {}
    for duty in facts.roster.duties:
        if duty.is_desk or team.standing(duty.duty, duty.member, duty.date)[0] is not HolderRole.INCIDENTAL:
            continue
        account, member = team.account[duty.duty], team.member[duty.member]
        if account.min_grade is not None and member.grade < account.min_grade:
            template = N_("{member}, whose grade is too low for it, has {account} on {date} without an agreement.")
            told[because(BackupGrade.id, template, member=member.id, account=account.id, date=duty.date)] = None
    yield from told


def _reason(member: Member, account: Account) -> Reason:
    template = N_("{account} asks for grade {grade} of its primary and backups, which {member} does not have.")
    return because(BackupGrade.id, template, account=account.id, grade=account.min_grade or 0, member=member.id)
