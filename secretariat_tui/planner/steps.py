"""Learning steps and agreements that might remove a weak point. Nothing is solved here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from secretariat_tui.domain.account import Account, Agreement
from secretariat_tui.domain.continuity import WeakKind, WeakPoint
from secretariat_tui.domain.errors import InvalidValue
from secretariat_tui.domain.finding import N_, Fact, Reason, because
from secretariat_tui.domain.member import Held, Member
from secretariat_tui.domain.plan import Contingency, Loss
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.certificate import HANDS_FULL

_RULE = "remedy"


@dataclass(frozen=True)
class Step:
    """A change in words, the team as it would be, and how much it asks of people (from 0, the least)."""

    text: Reason
    size: int
    team: Team


def steps_for(problem: Problem, point: WeakPoint, plans: Iterable[Contingency]) -> tuple[Step, ...]:
    """The steps that might remove a weak point, those that ask least first, then in the order of the team.

    Where an account competes with others for too few takers, more takers for one of those help as well.
    """
    found: dict[Reason, Step] = {}
    days = sorted({*point.dates, *point.agreed_dates})
    for member in problem.team.members:
        if member.id == point.member or not any(problem.workable(member, day) for day in days):
            continue
        for step in _steps(problem, point, member, plans):
            found.setdefault(step.text, step)
    return tuple(sorted(found.values(), key=lambda step: step.size))


def _steps(problem: Problem, point: WeakPoint, member: Member, plans: Iterable[Contingency]) -> Iterator[Step]:
    team = problem.team
    if point.kind is WeakKind.QUALIFICATION:
        yield from _obtain(problem, member, (point.id,))
        return
    if point.kind is WeakKind.DESK:
        yield from _obtain(problem, member, team.desk[point.id].requires)
    else:
        yield from _entitle(problem, member, team.account[point.id])
    losses = [
        loss
        for plan in plans
        if plan.member == point.member
        for loss in plan.lost
        if (loss.duty, loss.is_desk) == (point.id, point.kind is WeakKind.DESK)
    ]
    for rival in _rivals(point, losses):
        yield from _entitle(problem, member, team.account[rival])
    if any(_lacks_room(member, loss) for loss in losses):
        more = member.capacity + 1
        text = because(_RULE, N_("Raise the capacity of {member} to {capacity}."), member=member.id, capacity=more)
        yield from _step(text, 1, team, members=_with(team, replace(member, capacity=more)))


def _rivals(point: WeakPoint, losses: Sequence[Loss]) -> list[str]:
    """The other accounts with which what is lost competes."""
    contests = (loss.contest for loss in losses if loss.contest is not None)
    found = (duty for contest in contests for duty in contest.duties if not duty.is_desk)
    return sorted({duty.duty for duty in found} - ({point.id} if point.kind is WeakKind.ACCOUNT else set()))


def _lacks_room(member: Member, loss: Loss) -> bool:
    """Whether she would take over more of it, had she room."""
    contest = () if loss.contest is None else loss.contest.takers
    full = (blocker.member for blocker in loss.why if blocker.reason.template == HANDS_FULL)
    return member.id in (*(who for who, _ in contest), *full)


def _entitle(problem: Problem, member: Member, account: Account) -> Iterator[Step]:
    """What would make her an agreed backup who is fit for it, if one step does."""
    team, days = problem.team, problem.open_dates
    if member.id == account.primary or any(member.id in team.agreed(account.id, day) for day in days):
        yield from _obtain(problem, member, account.requires)
        return
    if account.min_grade is not None and member.grade < account.min_grade:
        return
    if not any(member.qualified(account.requires, day) for day in days):
        return
    waiting = [a for a in team.agreements if (a.account, a.member, a.accepted) == (account.id, member.id, False)]
    due = [a for a in waiting if any(replace(a, accepted=True).holds(day) for day in days)]
    facts: dict[str, Fact] = {"member": member.id, "account": account.id}
    if due:
        agreements = tuple(replace(a, accepted=True) if a in due else a for a in team.agreements)
        text = because(_RULE, N_("Have {member} accept her agreement for {account}."), **facts)
        yield from _step(text, 0, team, agreements=agreements)
        return
    agreements = (*team.agreements, new_agreement(problem, account.id, member.id))
    if account.id in member.knows:
        text = because(_RULE, N_("Agree with {member} that she is a backup for {account}."), **facts)
        yield from _step(text, 1, team, agreements=agreements)
    else:
        text = because(_RULE, N_("Teach {member} {account} and agree that she is a backup for it."), **facts)
        learned = replace(member, knows=(*member.knows, account.id))
        yield from _step(text, 2, team, agreements=agreements, members=_with(team, learned))


def new_agreement(problem: Problem, account: str, member: str) -> Agreement:
    """A new agreement: for these weeks alone, where there is one already that has ended or is yet to begin."""
    days = problem.open_dates
    other = any((a.account, a.member) == (account, member) for a in problem.team.agreements)
    return Agreement(account, member, days[0], days[-1]) if other else Agreement(account, member)


def _obtain(problem: Problem, member: Member, needs: tuple[str, ...]) -> Iterator[Step]:
    """The one qualification that she lacks."""
    days = problem.open_dates
    lacking = [need for need in needs if not all(member.qualified((need,), day) for day in days)]
    if len(lacking) != 1:
        return
    kept = tuple(held for held in member.qualifications if held.id != lacking[0])
    learned = replace(member, qualifications=(*kept, Held(lacking[0])))
    text = because(_RULE, N_("Let {member} obtain {qualification}."), member=member.id, qualification=lacking[0])
    yield from _step(text, 3, problem.team, members=_with(problem.team, learned))


def _with(team: Team, changed: Member) -> tuple[Member, ...]:
    return tuple(changed if member.id == changed.id else member for member in team.members)


def _step(
    text: Reason,
    size: int,
    team: Team,
    agreements: tuple[Agreement, ...] | None = None,
    members: tuple[Member, ...] | None = None,
) -> Iterator[Step]:
    """The step, unless the team could not be like that."""
    try:
        changed = replace(team, agreements=agreements or team.agreements, members=members or team.members)
    except InvalidValue:
        return
    yield Step(text, size, changed)
