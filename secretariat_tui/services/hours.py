"""Hours as they run on in a database: nobody's are lost when the weeks in which they were made are long ago.

With every week that is published or realised is kept what was owed at its start, on top of the balance in the team's
description. A week is posed from what was kept of the first of the 13 weeks before it, and what happened since: so a
correction counts for 13 weeks, and what is older stands as it was counted then, when it was still known who was away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.repository import Reading, Writing
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.balances import WEEKS_BACK, balances, with_balances
from secretariat_tui.services.planning import public_holidays

_Opening = tuple[Week, Mapping[str, int]] | None
_MOST_MINUTES: Final = 2000 * 60
"""What a team file can say of a balance."""


def with_hours(view: Reading, team: Team, at: Week, history: tuple[Roster, ...]) -> Team:
    """The team with its balances at the start of a week. `history` are the rosters before it."""
    found = _at(view.opening(team.id, at, WEEKS_BACK), team, at, history)
    whole = {member.id: member.balance_minutes + found.get(member.id, 0) for member in team.members}
    return with_balances(team, {who: max(-_MOST_MINUTES, min(_MOST_MINUTES, count)) for who, count in whole.items()})


def keep_hours(work: Writing, team: str) -> None:
    """Keeps the balances at the start of the last weeks that count, after one of them came, changed or went."""
    counted = [state.week for state in work.weeks(team) if state.published is not None or state.realised is not None]
    if not counted:
        work.put_openings(Week(1, 1), {})
        return
    since = counted[-1].plus(-WEEKS_BACK)
    recent = [week for week in counted if week >= since]
    known = work.opening(team, recent[0], 0)  # that of the first of them stands as it is
    stands = known is not None and known[0] == recent[0]
    described = work.team(team)
    history = work.history(team, recent[-1], WEEKS_BACK) if stands else work.history(team, recent[-1])
    running = _at(known, described, recent[0], history)
    kept: dict[Week, Mapping[str, int]] = {}
    rosters = {roster.weeks[0]: roster for roster in history}
    for week in recent:
        kept[week] = {member.id: running.get(member.id, 0) for member in described.members}
        if week in rosters:
            _count_on(described, (rosters[week],), week.plus(1), running)
    work.put_openings(recent[0], kept)


def _at(known: _Opening, team: Team, at: Week, history: tuple[Roster, ...]) -> dict[str, int]:
    """Minutes at the start of a week on top of those of the description, counted on from what is known."""
    running = {} if known is None else dict(known[1])
    since = [roster for roster in history if roster.weeks[0] < at and (known is None or roster.weeks[0] >= known[0])]
    _count_on(team, tuple(since), at, running)
    return running


def _count_on(team: Team, rosters: tuple[Roster, ...], upto: Week, running: dict[str, int]) -> None:
    """Adds what everybody made in some weeks beyond what she owes."""
    if not rosters:
        return
    before = Horizon.between(min(roster.weeks[0] for roster in rosters), upto.plus(-1))
    made = balances(team, rosters, upto, public_holidays(team, before), before.weeks)
    for member in team.members:
        running[member.id] = running.get(member.id, 0) + made[member.id] - member.balance_minutes
