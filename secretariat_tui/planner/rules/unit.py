"""Incidental cover by a member of another unit only where the team allows it, and only now and then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar, Final

from secretariat_tui.domain.account import Account
from secretariat_tui.domain.demand import Slot
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import HolderRole
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Var, total
from secretariat_tui.planner.facts import Facts

WINDOW: Final = timedelta(weeks=13)
"""The quota counts dates in any stretch so long, history included."""


class Unit:
    """Agreements across units are exempt; who has no right at all to an account is for `eligible`."""

    id: ClassVar[str] = "unit"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:
        team = problem.team
        slots: dict[str, dict[date, list[Slot]]] = defaultdict(lambda: defaultdict(list))
        for slot in problem.slots:
            if not slot.is_desk:
                slots[slot.duty][slot.date].append(slot)
        past: dict[tuple[str, str], set[date]] = defaultdict(set)
        for duty in problem.past_duties(13):
            if duty.role is HolderRole.INCIDENTAL:
                past[duty.duty, duty.member].add(duty.date)
        for account in team.accounts:
            for member in team.members:
                if account.id not in member.knows or not team.in_other_unit(account, member):
                    continue
                incidental = {
                    day: found
                    for day, found in slots[account.id].items()
                    if member.id != account.primary and member.id not in team.agreed(account.id, day)
                }
                if team.other_unit_cover:
                    self._limit(model, account, member, past[account.id, member.id], incidental)
                else:
                    reason = _not_allowed(member, account)
                    for found in incidental.values():
                        for slot in found:
                            model.forbid(model.variables.holds(slot, member), reason)

    def _limit(
        self, model: Encoder, account: Account, member: Member, past: set[date], slots: dict[date, list[Slot]]
    ) -> None:
        """Bounds the dates of cover in every window, history included, that could exceed the quota."""
        quota = model.problem.team.other_unit_quota
        windows = []
        for last in slots:
            since = last - WINDOW
            windows.append((sum(day > since for day in past), tuple(day for day in slots if since < day <= last)))
        covers: dict[date, Var] = {}
        reason = _quota(member, account, quota)
        for n, (spent, days) in enumerate(windows):
            following = windows[n + 1] if n + 1 < len(windows) else None
            grows = following is not None and following[0] == spent and following[1][0] == days[0]
            room = max(0, quota - spent)
            if grows or len(days) <= room:
                continue
            for day in days:
                if day not in covers:
                    covers[day] = model.boolean(f"{member.id} covers {account.id} on {day}")
            model.require(total(covers[day] for day in days) <= room, reason)
        for day, covered in covers.items():
            for slot in slots[day]:
                model.define(model.variables.holds(slot, member) - covered <= 0)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        """The cost is the number of dates that come on top of the quota; history alone is no violation."""
        team = problem.team
        dates: dict[tuple[str, str], set[date]] = defaultdict(set)
        for piece in facts.all_pieces():
            if not piece.demand.is_desk:
                account, day = team.account[piece.demand.duty], piece.demand.date
                for who in piece.holders:
                    if _needs_quota(problem, account, team.member[who], day):
                        dates[account.id, who].add(day)
        for account in team.accounts:
            for member in team.members:
                now = dates.get((account.id, member.id))
                if not now:
                    continue
                if not team.other_unit_cover:
                    yield Violation(_not_allowed(member, account), len(now))
                    continue
                known = now | _past_dates(problem, account, member)
                counts = (sum(0 <= (day - other).days < 91 for other in known) for day in now)
                over = [count for count in counts if count > team.other_unit_quota]
                if over:
                    yield Violation(_quota(member, account, team.other_unit_quota), len(over))


def _needs_quota(problem: Problem, account: Account, member: Member, day: date) -> bool:
    """Whether it would be incidental cover from another unit."""
    agreed = member.id == account.primary or problem.team.rank(account.id, member.id, day) is not None
    return not agreed and account.id in member.knows and problem.team.in_other_unit(account, member)


def _past_dates(problem: Problem, account: Account, member: Member) -> set[date]:
    found = set()
    for roster in problem.past:
        for duty in roster.duties:
            if (duty.duty, duty.member, duty.role) == (account.id, member.id, HolderRole.INCIDENTAL):
                found.add(duty.date)
    return found


def _not_allowed(member: Member, account: Account) -> Reason:
    template = N_("{member} is of another unit than {account}, and cover from other units is not allowed.")
    return because(Unit.id, template, member=member.id, account=account.id)


def _quota(member: Member, account: Account, quota: int) -> Reason:
    template = N_("{member}, who is of another unit, covers {account} on at most {quota} dates in any 13 weeks.")
    return because(Unit.id, template, member=member.id, account=account.id, quota=quota)
