"""Whose free dayparts would move, in teams whose dates alone would do better than anybody's contract allows."""

from __future__ import annotations

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Leave
from secretariat_tui.planner.limits import Clock, Limits
from secretariat_tui.planner.patterns import propose
from tests.build import MON, account, backup, days, member, problem, team

AM, PM = Daypart.AM, Daypart.PM


def test_a_move_that_leaves_as_much_uncovered_but_less_to_one_person_is_proposed() -> None:
    """Anna has one day and her account asks for three. On Wednesday she could also take over what Bea has then; on
    Monday, as it is, each is alone with what she has."""
    case = problem(
        team(
            [member("anna", "mon"), member("bea", "wed")],
            [account("dir", "anna", "mon tue wed"), account("staf", "bea", "wed")],
            agreements=[backup("staf", "anna")],
            open_days=days("mon tue wed"),
        )
    )
    found = propose(case, Clock(Limits()), most=1)
    assert found.before.values[:3] == (360, 0, 360)
    (proposal,) = found.proposals
    assert proposal.values[:3] == (360, 0, 180)
    assert [(move.member, move.to) for move in proposal.moves] == [("anna", ((2, AM), (2, PM)))]
    assert found.proven


def test_who_has_no_hours_is_not_counted_on_and_nothing_clashes() -> None:
    """Cora, whose account it is, has no hours left. Anna could come on Monday instead, away as she is then until noon,
    but not for the better."""
    case = problem(
        team(
            [member("anna", "tue"), member("cora", "")],
            [account("dir", "cora", "mon tue")],
            agreements=[backup("dir", "anna")],
            leave=[Leave("anna", MON, MON, AM)],
            open_days=days("mon tue"),
        )
    )
    found = propose(case, Clock(Limits()), most=2)
    assert found.before.values[:3] == (180, 0, 180)
    assert (found.proposals, found.proven) == ((), True)
