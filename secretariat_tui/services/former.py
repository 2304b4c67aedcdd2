"""Rosters that outlive what they name: somebody has left, an account has gone, a shift has another name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.repository import Reading
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team

if TYPE_CHECKING:
    from secretariat_tui.services.office import Office

T = TypeVar("T")

_STANDS: Final = {
    "member": N_("{member} stands in rosters that are kept. Give her a last day instead."),
    "account": N_("{account} stands in rosters that are kept. Let its support end on a date instead."),
    "desk": N_("{desk} stands in rosters that are kept. Let it end on a date instead."),
}
"""What may not go while it stands in a roster; a shift may, and another may bear its name."""


def team_of(view: Reading, team: Team, rosters: Iterable[Roster]) -> Team:
    """The team; where the rosters name what it no longer has, the team as it last was when it had all of that, with the
    leave and absence of today. Where it never had all of that at once, the team with what it lacks."""
    return _with_all(view, team, _all_named(rosters), as_it_was=True)


def team_with(view: Reading, team: Team, rosters: Iterable[Roster]) -> Team:
    """The team as it stands, with what it lacks and the rosters name, each as it last was."""
    return _with_all(view, team, _all_named(rosters))


def team_naming(view: Reading, team: Team, members: Iterable[str]) -> Team:
    """The team as it stands, with those of these members who have left, each as she last was."""
    return _with_all(view, team, {("member", member) for member in members})


def has_all(team: Team, rosters: Iterable[Roster]) -> bool:
    """Whether the team has all that the rosters name."""
    return _all_named(rosters) <= _known(team)


def _with_all(view: Reading, team: Team, wanted: Set[tuple[str, str]], *, as_it_was: bool = False) -> Team:
    whole = team
    for former in () if wanted <= _known(team) else view.former_teams(team.id):
        if as_it_was and wanted <= _known(former):
            return _with_records(former, team)
        if (wanted & _known(former)) - _known(whole):
            whole = _with_gone(whole, former, wanted)
        if wanted <= _known(whole):  # the teams of years take long to read
            break
    return whole


def _with_records(former: Team, team: Team) -> Team:
    """A former team, which was kept without leave and absence, with those of today of the members that it has."""
    leave = tuple(item for item in team.leave if item.member in former.member)
    absences = tuple(item for item in team.absences if item.member in former.member)
    return replace(former, leave=leave, absences=absences)


def _with_gone(team: Team, former: Team, wanted: Set[tuple[str, str]]) -> Team:
    """The team with what it lacks of what is wanted and a former one has, without what that refers to: some of that may
    be gone as well."""

    def gone(kind: str, now: Mapping[str, T], before: Mapping[str, T]) -> list[T]:
        return [item for id, item in before.items() if id not in now and (kind, id) in wanted]

    members = gone("member", team.member, former.member)
    accounts = gone("account", team.account, former.account)
    return replace(
        team,
        members=(*team.members, *(replace(item, shifts=None, knows=(), cluster=None) for item in members)),
        accounts=(*team.accounts, *(replace(item, primary=None, cluster=None) for item in accounts)),
        desks=(*team.desks, *gone("desk", team.desk, former.desk)),
        shifts=(*team.shifts, *gone("shift", team.shift, former.shift)),
    )


def ensure_none_is_missed(office: Office, before: Team, after: Team) -> None:
    """Raises BadInput where somebody or something is gone that a roster names which counts."""
    gone = {item for item in _known(before) - _known(after) if item[0] in _STANDS}
    if not gone:
        return
    with office.store.read() as view:
        weeks = [state.week for state in view.weeks(before.id)]
        rosters = [
            roster
            for state in ("draft", "published", "realised")
            if weeks
            for roster in view.rosters(before.id, weeks[0], weeks[-1], state)
        ]
    missed = sorted(_all_named(rosters) & gone)
    if missed:
        raise BadInput([fault("in-rosters", _STANDS[kind], **{kind: id}) for kind, id in missed])


def _known(team: Team) -> set[tuple[str, str]]:
    kinds: dict[str, Iterable[str]] = {
        "member": team.member,
        "account": team.account,
        "desk": team.desk,
        "shift": team.shift,
    }
    return {(kind, id) for kind, known in kinds.items() for id in known}


def _all_named(rosters: Iterable[Roster]) -> set[tuple[str, str]]:
    return {item for roster in rosters for item in _named(roster)}


def _named(roster: Roster) -> Iterable[tuple[str, str]]:
    for work in roster.assignments:
        yield "member", work.member
        yield "shift", work.shift
    for duty in roster.duties:
        yield "member", duty.member
        yield "desk" if duty.is_desk else "account", duty.duty
