"""What the dates of a horizon share and of which there is only so much: the hours of a member's week, her remote days,
and the dates on which she may cover for another unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from secretariat_tui.domain.account import Account
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import HolderRole
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.rules.unit import WINDOW
from secretariat_tui.planner.stage_model import Answer, StageModel


@dataclass(frozen=True, slots=True)
class Use:
    """One way to draw on a budget on a date: with any of these variables of the date's model."""

    date: date
    variables: frozenset[int]


@dataclass(frozen=True, slots=True)
class Budget:
    """So much for all uses together; each costs the same, however many of its variables are 1."""

    costs: tuple[tuple[Use, int], ...]
    room: int


def budgets(problem: Problem, models: Mapping[date, StageModel]) -> list[Budget]:
    """All budgets that the dates together could exceed."""
    found = [*_of_weeks(problem, models), *_of_quotas(problem, models)]
    return [budget for budget in found if sum(cost for _, cost in budget.costs) > budget.room]


def draws(answer: Answer, use: frozenset[int]) -> bool:
    """Whether a date's answer has one of these variables at 1."""
    return bool(answer.choices) and any(answer.choices[index] for index in use)


def undrawn_on(budgets: Iterable[Budget], day: date, answer: Answer) -> frozenset[int]:
    """The variables of a date by which an answer could draw on a budget and does not."""
    uses = {use.variables for budget in budgets for use, _ in budget.costs if use.date == day}
    return frozenset(index for use in uses if not draws(answer, use) for index in use)


def _of_weeks(problem: Problem, models: Mapping[date, StageModel]) -> Iterator[Budget]:
    for week in problem.weeks:
        days = [day for day in week.days if day in models]
        for member in problem.team.members:
            hours = [cost for day in days for cost in _hours(models[day], member, day)]
            yield Budget(tuple(hours), problem.room(member, week))
            remote = [use for day in days if (use := _remote(models[day], member, day)).variables]
            days_in = sum(any(c.member.id == member.id for c in models[day].choices) for day in days)
            at_most = min(member.remote_days, max(0, days_in - member.office_days))
            yield Budget(tuple((use, 1) for use in remote), at_most)


def _hours(model: StageModel, member: Member, day: date) -> Iterator[tuple[Use, int]]:
    """Her shifts by length: to work a long one is to draw on all that are no longer, each for what it adds."""
    paid = {c.var.index: model.problem.paid(day, c.shift) for c in model.choices if c.member.id == member.id}
    shorter = 0
    for length in sorted({length for length in paid.values() if length > 0}):
        yield Use(day, frozenset(index for index, minutes in paid.items() if minutes >= length)), length - shorter
        shorter = length


def _remote(model: StageModel, member: Member, day: date) -> Use:
    mine = [c for c in model.choices if c.member.id == member.id and c.place is Place.REMOTE]
    return Use(day, frozenset(choice.var.index for choice in mine))


def _of_quotas(problem: Problem, models: Mapping[date, StageModel]) -> Iterator[Budget]:
    """The quota of cover from other units, for each stretch that ends on a date of the horizon."""
    team = problem.team
    past = [d for d in problem.past_duties(13) if d.role is HolderRole.INCIDENTAL] if team.other_unit_cover else []
    for account in team.accounts if team.other_unit_cover else ():
        for member in team.members:
            if account.id in member.knows and team.in_other_unit(account, member):
                spent = {duty.date for duty in past if (duty.duty, duty.member) == (account.id, member.id)}
                yield from _of_quota(team.other_unit_quota, sorted(spent), _covers(models, account, member))


def _of_quota(quota: int, spent: Sequence[date], covers: Sequence[Use]) -> Iterator[Budget]:
    counted: set[tuple[Use, ...]] = set()
    for last in reversed(covers):  # a stretch within a later one, with nothing before it, says nothing new
        since = last.date - WINDOW
        within = tuple(use for use in covers if since < use.date <= last.date)
        before = sum(since < day for day in spent)
        if before or not any(set(within) <= set(wider) for wider in counted):
            counted.add(within)
            yield Budget(tuple((use, 1) for use in within), max(0, quota - before))


def _covers(models: Mapping[date, StageModel], account: Account, member: Member) -> list[Use]:
    """Her cover of an account without an agreement, by date."""
    found = []
    for day, model in models.items():
        team = model.problem.team
        if member.id != account.primary and member.id not in team.agreed(account.id, day):
            slots = [s for s in model.problem.slots if not s.is_desk and s.duty == account.id]
            held = [model.model.variables.holds(slot, member).index for slot in slots]
            able = frozenset(index for index in held if index not in model.model.forbidden)
            if able:
                found.append(Use(day, able))
    return found
