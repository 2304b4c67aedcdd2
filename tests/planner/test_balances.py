"""Balances that run on through the weeks that are known, and fairness that looks back as far."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.roster import HolderRole, Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.balances import balances, carried
from secretariat_tui.planner.rules.fairness import Fairness
from tests.build import MON, WEEK, account, backup, hold, member, problem, roster, shift, team, work
from tests.planner.verdict import breaches

LAST = WEEK.plus(-1)
TEAM = team([member("anna", "mon tue", balance=Decimal(1)), member("bea", "mon", balance=Decimal(-2))])


def week(back: int, *who: str) -> Roster:
    """The roster of a week so many before, in which these worked its Monday."""
    then = WEEK.plus(-back)
    return roster([work(name, then.monday) for name in who], weeks=(then,))


def test_without_history_the_balance_is_that_of_the_team():
    assert balances(TEAM, (), WEEK) == {"anna": 60, "bea": -120}


def test_what_was_worked_beyond_the_target_is_owed_and_what_was_not_is_due():
    """Anna worked eight of sixteen hours, Bea all of her eight."""
    assert balances(TEAM, (week(1, "anna", "bea"),), WEEK) == {"anna": 60 - 480, "bea": -120}


def test_the_last_version_of_a_week_counts():
    assert balances(TEAM, (week(1, "anna", "bea"), week(1, "anna")), WEEK)["bea"] == -120 - 480


def test_weeks_from_the_one_that_is_asked_for_on_do_not_count():
    assert balances(TEAM, (week(1, "anna", "bea"), week(0)), WEEK) == balances(TEAM, (week(1, "anna", "bea"),), WEEK)


@pytest.mark.parametrize(("back", "counts"), [(1, True), (13, True), (14, False)])
def test_balances_and_fairness_look_thirteen_weeks_back(back: int, counts: bool):
    assert balances(TEAM, (week(back, "anna"),), WEEK)["bea"] == (-600 if counts else -120)
    then = WEEK.plus(-back).monday
    stood_in = hold("anna", "dir", day=then, role=HolderRole.BACKUP, rank=1)
    two = team(
        [member("anna"), member("bea")], [account("dir")], agreements=[backup("dir", "anna"), backup("dir", "bea")]
    )
    known = problem(
        two, history=(roster([work("anna", then, place=Place.REMOTE)], [stood_in], weeks=(Week.of(then),)),)
    )
    # Of three hours each should have one and a half: 150 hundredths, for both.
    assert breaches(known, roster(), Fairness()) == (["fairness 150"] * 2 if counts else [])


def test_absence_and_public_holidays_are_credited():
    away = replace(TEAM, absences=(Absence("bea", LAST.monday, LAST.monday),))
    assert balances(away, (week(1),), WEEK)["bea"] == -120
    assert balances(TEAM, (week(1),), WEEK, {LAST.monday: "Feestdag"})["bea"] == -120


def test_a_week_in_which_she_is_not_employed_passes_the_balance_on():
    starter = team([member("anna", "mon", start=MON, balance=Decimal(3))])
    assert balances(starter, (week(1),), WEEK) == {"anna": 180}


def test_a_shift_that_is_gone_counts_without_a_break():
    gone = replace(week(1), assignments=(work("bea", LAST.monday, shift("oud", "08:30-17:00", 30)),))
    assert balances(TEAM, (gone,), WEEK)["bea"] == -120 + 30


def test_every_minute_is_carried_into_the_problem():
    """A balance is in hours, which do not have every minute exactly."""
    for minute in range(60):
        then = shift("kort", f"09:00-10:{minute:02d}", 0)
        people = team([member("anna", "mon", hours=0)], shifts=(shift(), then))
        made = Roster("so", (LAST,), (work("anna", LAST.monday, then),), ())
        assert carried(problem(people, history=(made,))).team.member["anna"].balance_minutes == 60 + minute
