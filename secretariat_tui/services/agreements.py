"""Who has an account, who is its backup and who knows it: each change as another team, and what it does to a roster.

A team checks itself: a change that cannot be raises InvalidValue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from secretariat_tui.domain.account import Agreement
from secretariat_tui.domain.continuity import Weight
from secretariat_tui.domain.explanation import StageChange
from secretariat_tui.domain.finding import Reason
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.check import Examination, examine
from secretariat_tui.planner.contingency import contingencies, continuity
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.registry import installed_rules
from secretariat_tui.planner.stages import CONTINUITY
from secretariat_tui.services.continuity import weights

TeamEdit = Callable[[Team], Team]


@dataclass(frozen=True)
class Effect:
    """What a change of the team does to a roster that stays as it is: continuity, the stages and the losses that are
    not what they were, and the rules that it breaks now and did not before."""

    before: float
    after: float
    stages: tuple[StageChange, ...]
    losses: tuple[tuple[Weight, Weight], ...]
    broken: tuple[Reason, ...]


def effect(problem: Problem, roster: Roster, edit: TeamEdit) -> Effect:
    """By arithmetic alone, so that it can be told before the change is made."""
    changed = replace(problem, team=edit(problem.team))
    (index, weighed, was), (new_index, new_weighed, now) = (_judged(each, roster) for each in (problem, changed))
    known = {violation.reason for violation in was.violations}
    ids = {stage.id for stage in CONTINUITY}
    stages = (StageChange(old, new) for old, new in zip(was.stages, now.stages, strict=True) if old.id in ids)
    return Effect(
        index,
        new_index,
        tuple(stage for stage in stages if stage.change),
        tuple((old, new) for old, new in zip(weighed, new_weighed, strict=True) if old.lost != new.lost),
        tuple(dict.fromkeys(v.reason for v in now.violations if v.reason not in known)),
    )


def _judged(problem: Problem, roster: Roster) -> tuple[float, tuple[Weight, ...], Examination]:
    facts = Facts(problem, roster)
    plans = contingencies(problem, facts)
    return continuity(facts, plans), weights(facts, plans), examine(problem, roster, installed_rules())


# -- what stands


def agreements_about(team: Team, account: str) -> tuple[Agreement, ...]:
    """The agreements of an account, in their order."""
    return tuple(item for item in team.agreements if item.account == account)


def agreement_of(team: Team, account: str, member: str, day: date) -> Agreement | None:
    """Her agreement about an account: the one of that date, else the next one, else the last one there was."""
    hers = [item for item in agreements_about(team, account) if item.member == member]
    here = [item for item in hers if (item.start or day) <= day <= (item.until or day)]
    later = sorted(
        (item for item in hers if item.start is not None and item.start > day), key=lambda item: str(item.start)
    )
    return next(iter((*here, *later, *reversed(hers))), None)


# -- what can be changed


def own(team: Team, account: str, member: str) -> Team:
    """Makes it her own account. Whose it was still knows it."""
    before = team.account[account].primary
    changed = _with_primary(nothing(team, account, member), account, member)
    return changed if before in (None, member) else _with_knowledge(changed, account, str(before), True)


def backup(team: Team, account: str, member: str, place: int, day: date) -> Team:
    """Makes her the backup in that place, from 1, among the agreements of the account. One that she has keeps its
    dates, its review and whether she accepted it."""
    hers = agreement_of(team, account, member, day)
    others = [item for item in agreements_about(team, account) if item is not hers]
    others.insert(place - 1, hers or Agreement(account, member))
    return replace(_without_primary(team, account, member), agreements=_put(team, account, others))


def knowing(team: Team, account: str, member: str) -> Team:
    """She knows the account, and has no agreement about it."""
    return _with_knowledge(nothing(team, account, member), account, member, True)


def nothing(team: Team, account: str, member: str) -> Team:
    """She has nothing to do with the account."""
    kept = [item for item in agreements_about(team, account) if item.member != member]
    without = replace(_without_primary(team, account, member), agreements=_put(team, account, kept))
    return _with_knowledge(without, account, member, False)


def agreed(team: Team, agreement: Agreement, **changes: Any) -> Team:
    """Another acceptance, review or dates of an agreement."""
    changed = replace(agreement, **changes)
    return replace(team, agreements=tuple(changed if item == agreement else item for item in team.agreements))


def _put(team: Team, account: str, items: Iterable[Agreement]) -> tuple[Agreement, ...]:
    """All agreements, those of the account in the places where it had them; what is more comes behind the last one."""
    places = [n for n, item in enumerate(team.agreements) if item.account == account]
    left = iter(items)
    found: list[Agreement] = []
    for n, item in enumerate(team.agreements):
        found += [item] if item.account != account else islice(left, 1)
        if places and n == places[-1]:
            found += left
    return (*found, *left)


def _without_primary(team: Team, account: str, member: str) -> Team:
    return _with_primary(team, account, None) if team.account[account].primary == member else team


def _with_primary(team: Team, account: str, member: str | None) -> Team:
    changed = (replace(item, primary=member) if item.id == account else item for item in team.accounts)
    return replace(team, accounts=tuple(changed))


def _with_knowledge(team: Team, account: str, member: str, knows: bool) -> Team:
    def taught(known: tuple[str, ...]) -> tuple[str, ...]:
        rest = tuple(id for id in known if id != account)
        return known if knows and account in known else (*rest, account) if knows else rest

    changed = (replace(item, knows=taught(item.knows)) if item.id == member else item for item in team.members)
    return replace(team, members=tuple(changed))
