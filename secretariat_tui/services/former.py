"""Rosters that outlive what they name: somebody has left, an account has gone, a shift has another name."""

from __future__ import annotations

from collections.abc import Iterable

from secretariat_tui.domain.repository import Reading
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team


def team_of(view: Reading, team: Team, rosters: Iterable[Roster]) -> Team:
    """The team; where the rosters name what it no longer has, the team as it last was when it had all of that."""
    wanted = {name for roster in rosters for name in _named(roster)}
    if wanted <= _known(team):
        return team
    return next((former for former in view.former_teams(team.id) if wanted <= _known(former)), team)


def _known(team: Team) -> set[tuple[str, str]]:
    kinds: dict[str, Iterable[str]] = {
        "member": team.member,
        "account": team.account,
        "desk": team.desk,
        "shift": team.shift,
    }
    return {(kind, id) for kind, known in kinds.items() for id in known}


def _named(roster: Roster) -> Iterable[tuple[str, str]]:
    for work in roster.assignments:
        yield "member", work.member
        yield "shift", work.shift
    for duty in roster.duties:
        yield "member", duty.member
        yield "desk" if duty.is_desk else "account", duty.duty
