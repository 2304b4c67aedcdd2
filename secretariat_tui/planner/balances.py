"""Hours as they run on: what each member is owed, or owes, after the weeks that are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team

WEEKS_BACK: Final = 13
"""How far back balances look."""

_HUNDREDTHS: Final = Decimal("0.01")
"""Of an hour: fine enough to tell each minute from the next."""


def balances(
    team: Team,
    history: Sequence[Roster],
    upto: Week,
    public_holidays: Mapping[date, str] | None = None,
    weeks_back: int = WEEKS_BACK,
) -> dict[str, int]:
    """Each member's balance at the start of a week, in minutes; + is owed to her.

    It begins with the balance of the team and takes in what she worked and was credited beyond her target in each of
    the last weeks of which a roster is known; of rosters of the same week the last one counts. A week of which none is
    known, or in which she is not employed, passes it on. A shift that the team no longer has counts without a break.
    """
    problem = Problem(team, Horizon(upto), public_holidays or {}, tuple(history))
    since = upto.plus(-weeks_back)
    found = {member.id: member.balance_minutes for member in team.members}
    for past in problem.past:
        if past.weeks[0] >= since:
            for name, minutes in _beyond_target(problem, past).items():
                found[name] += minutes
    return found


def carried(problem: Problem) -> Problem:
    """The problem with the balances that its history leaves at the start of its horizon."""
    found = balances(problem.team, problem.history, problem.horizon.first, problem.public_holidays)
    return replace(problem, team=with_balances(problem.team, found))


def with_balances(team: Team, minutes: Mapping[str, int]) -> Team:
    """The team with other balances; raises InvalidValue for one that a team file cannot say."""
    members = tuple(
        replace(member, balance=(Decimal(minutes[member.id]) / 60).quantize(_HUNDREDTHS))
        if minutes.get(member.id, member.balance_minutes) != member.balance_minutes
        else member
        for member in team.members
    )
    return replace(team, members=members)


def _beyond_target(problem: Problem, past: Roster) -> dict[str, int]:
    """Paid and credited minutes of a week, less the target, of those who are employed in it."""
    (week,) = past.weeks
    found = {
        member.id: problem.credit(member, week) - problem.target(member, week)
        for member in problem.team.members
        if any(member.employed(day) for day in week.days)
    }
    for item in past.assignments:
        if item.member in found:
            found[item.member] += problem.worked(item)
    return found
