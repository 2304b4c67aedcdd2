"""Pins and wishes of one cell: put there, or taken away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from secretariat_tui.domain.errors import BadInput, InvalidValue, fault
from secretariat_tui.domain.events import AssignmentPin, DutyPin, Pin, Wish
from secretariat_tui.domain.finding import N_, Finding, Level
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.rules.pinned import unused

GONE = N_("What stands here is not in the team any more: plan the week anew.")


def in_vain(problem: Problem, pins: Iterable[Pin]) -> list[Finding]:
    """Why the planner will not keep these pins, or not all of them, in the weeks of the problem."""
    alone = replace(problem, team=replace(problem.team, pins=tuple(pins)))
    return [Finding(Level.WARNING, reason) for reason in unused(alone)]


def with_cell_pinned(team: Team, roster: Roster, member: str, day: date) -> tuple[Team, ActKind]:
    """The team in which a member does on a day what she does in the roster; where she is pinned then, she is not.

    Raises BadInput where the roster names what is not in the team any more.
    """
    there = [pin for pin in team.pins if isinstance(pin, AssignmentPin) and (pin.member, pin.date) == (member, day)]
    mine = [item for item in roster.assignments if (item.member, item.date) == (member, day)]
    pins = [AssignmentPin(member, day, item.shift, item.place) for item in mine]
    return _switched(team, there, pins or [AssignmentPin(member, day, None)])


def with_duty_pinned(team: Team, roster: Roster, duty: str, is_desk: bool, day: date) -> tuple[Team, ActKind]:
    """The same for a duty: those who have it keep it; where it is pinned then, it is not."""
    key = (duty, is_desk, day)
    there = [pin for pin in team.pins if isinstance(pin, DutyPin) and (pin.duty, pin.is_desk, pin.date) == key]
    held = [item for item in roster.duties if (item.duty, item.is_desk, item.date) == key]
    return _switched(team, there, [DutyPin(item.member, day, duty, is_desk, item.span) for item in held])


def _switched(
    team: Team, there: list[AssignmentPin] | list[DutyPin], wanted: list[AssignmentPin] | list[DutyPin]
) -> tuple[Team, ActKind]:
    pins: tuple[Pin, ...] = tuple(pin for pin in team.pins if pin not in there) if there else (*team.pins, *wanted)
    try:
        return replace(team, pins=pins), ActKind.UNPIN if there else ActKind.PIN
    except InvalidValue as error:
        raise BadInput([fault("gone", GONE)]) from error


def wishes_on(team: Team, member: str, day: date) -> tuple[Wish, ...]:
    """Her wishes for that weekday."""
    return tuple(w for w in team.wishes if w.member == member and any(on == day.weekday() for on, _ in w.days))


def with_wish(team: Team, member: str, day: date, wish: Wish | None) -> Team:
    """The team in which she wishes for that too; for nothing on that weekday where it is None."""
    if wish is not None:
        return team if wish in team.wishes else replace(team, wishes=(*team.wishes, wish))
    gone = wishes_on(team, member, day)
    return replace(team, wishes=tuple(item for item in team.wishes if item not in gone))
