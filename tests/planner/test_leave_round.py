"""Leave rounds small enough to decide by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from random import Random

import pytest

from secretariat_tui.domain.calendar import Daypart, Horizon
from secretariat_tui.domain.events import Learning, Leave, LeaveStatus
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.leave import Lights
from secretariat_tui.planner.leave_round import leave_round
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.leave_view import round_lines
from secretariat_tui.presenters.reasons import Teller
from tests.build import MON, TUE, WED, WEEK, account, backup, member, problem, span, team


def wish(who: str, day: date = MON, part: Daypart | None = None) -> Leave:
    return Leave(who, day, day, part, LeaveStatus.REQUESTED)


def two_for_one(*wishes: Leave) -> Problem:
    """Anna and bea can each have the account, which is asked for on Mondays."""
    people = [member("anna", "mon tue"), member("bea", "mon tue")]
    return problem(team(people, [account("dir", "anna")], agreements=(backup("dir", "bea"),), leave=wishes))


def test_of_two_wishes_that_meet_one_is_granted_and_the_other_told_why_and_when():
    found = leave_round(two_for_one(wish("anna"), wish("bea")), {"bea": 1})
    assert found.granted == (wish("bea"),)
    [refused] = found.refused
    assert (refused.wish, refused.met, refused.nearest) == (wish("anna"), (wish("bea"),), (wish("anna", TUE),))
    assert found.proven


def test_who_gave_way_last_time_is_served_first():
    case = two_for_one(wish("anna"), wish("bea"))
    assert leave_round(case, {"anna": 2, "bea": 1}).granted == (wish("anna"),)
    assert leave_round(case, {"anna": 1, "bea": 2}).granted == (wish("bea"),)


def test_the_memory_counts_who_gives_way_and_forgets_who_is_served():
    found = leave_round(two_for_one(wish("anna"), wish("bea")), {"anna": 1, "bea": 2})
    assert found.gave_way == (("anna", 2),)


def test_who_wished_nothing_keeps_her_place():
    assert leave_round(two_for_one(wish("anna")), {"bea": 3}).gave_way == (("bea", 3),)


def test_a_wish_that_is_red_by_itself_met_no_other():
    case = problem(team([member("anna", "mon tue")], [account("dir", "anna")], leave=(wish("anna"),)))
    [refused] = leave_round(case).refused
    assert (refused.met, refused.nearest) == ((), (wish("anna", TUE),))


def test_a_day_that_she_is_granted_already_is_no_other_day_for_a_wish():
    """Anna may have Monday, not Tuesday, when the account is asked for. Monday is near, and green: she is off then."""
    anna = member("anna", "mon tue wed")
    case = problem(team([anna], [account("dir", "anna", "tue")], leave=(wish("anna"), wish("anna", TUE))))
    found = leave_round(case)
    assert found.granted == (wish("anna"),)
    [refused] = found.refused
    assert (refused.wish, refused.nearest) == (wish("anna", TUE), (wish("anna", WED),))


def test_most_wishes_come_before_who_gave_way():
    """Anna's week would cost two others their day."""
    people = [member(name, "mon tue") for name in ("anna", "bea", "cleo")]
    covered = [account("dir", "anna", "mon"), account("plv", "anna", "tue")]
    agreed = (backup("dir", "bea"), backup("plv", "cleo"))
    long = Leave("anna", MON, TUE, None, LeaveStatus.REQUESTED)
    case = problem(team(people, covered, agreements=agreed, leave=(long, wish("bea"), wish("cleo", TUE))))
    found = leave_round(case, {"anna": 9})
    assert found.granted == (wish("bea"), wish("cleo", TUE))
    assert found.refused[0].met == (wish("bea"), wish("cleo", TUE))


def test_refusals_are_spread_over_people():
    """On each of two days one of two must give way: not twice the same."""
    covered = [account("dir", "anna", "mon"), account("plv", "bea", "tue")]
    agreed = (backup("dir", "bea"), backup("plv", "anna"))
    wishes = (wish("anna"), wish("anna", TUE), wish("bea"), wish("bea", TUE))
    people = [member("anna", "mon tue"), member("bea", "mon tue")]
    found = leave_round(problem(team(people, covered, agreements=agreed, leave=wishes)))
    assert sorted(refusal.wish.member for refusal in found.refused) == ["anna", "bea"]


def test_approved_leave_and_wishes_elsewhere_are_no_part_of_it():
    later = wish("anna", WEEK.plus(3).monday)
    approved = Leave("bea", MON, MON)
    found = leave_round(two_for_one(wish("anna", WED), approved, later))
    assert (found.granted, found.refused, found.outside) == ((wish("anna", WED),), (), (later,))


def test_a_wish_that_takes_days_of_work_beyond_the_weeks_is_not_granted_for_a_part_of_it():
    """The account is asked for on Monday. Nothing is judged of the next one; at the weekend she does not work."""
    people = [member("anna", "mon fri"), member("bea", "tue")]
    friday, monday = WEEK.days[4], WEEK.plus(1).monday
    to_monday = Leave("anna", friday, monday, None, LeaveStatus.REQUESTED)
    to_sunday = Leave("anna", friday, WEEK.days[6], None, LeaveStatus.REQUESTED)
    longer = Leave("bea", TUE, monday, None, LeaveStatus.REQUESTED)  # on Monday she does not work
    case = problem(team(people, [account("dir", "anna")], leave=(to_monday, longer)))
    found = leave_round(case)
    assert (found.granted, found.refused, found.outside) == ((longer,), (), (to_monday,))
    assert leave_round(replace(case, horizon=Horizon(WEEK, 2))).refused[0].wish == to_monday
    case = replace(case, team=replace(case.team, leave=(to_sunday,)))
    assert leave_round(case).granted == (to_sunday,)


def test_a_round_without_wishes_or_refusals_says_no_more_than_that():
    teller = Teller(language("en"))
    assert list(round_lines(leave_round(two_for_one()), teller)) == ["Nobody asks for leave within these weeks."]
    [granted, wished] = round_lines(leave_round(two_for_one(wish("anna"))), teller)
    assert granted == "Granted:"
    assert "anna" in wished
    told = list(round_lines(leave_round(two_for_one(wish("anna"), wish("bea"))), teller))
    assert told[-1] == "Granting more is impossible without leaving more uncovered."


def test_a_wish_on_a_day_of_learning_time_beside_one_that_is_red_is_granted_without_it():
    """Anna's course on Monday need not be followed on leave; on Tuesday nobody else has her account."""
    wishes = (wish("anna"), wish("anna", TUE))
    people = [member("anna", "mon tue"), member("bea", "mon tue")]
    course = Learning("anna", "Cursus", MON, span("09:00-12:00"))
    case = problem(team(people, [account("dir", "anna", "tue")], learning=(course,), leave=wishes))
    found = leave_round(case)
    assert (found.granted, [refusal.wish for refusal in found.refused]) == ((wish("anna"),), [wish("anna", TUE)])
    assert found.proven


@pytest.mark.parametrize("seed", range(6))
def test_no_larger_set_keeps_stage_1(seed: int):
    """Every set of wishes is solved, for teams small enough to do so."""
    rng = Random(f"rounds {seed}")
    names = ("anna", "bea", "cleo")
    people = [member(name, "mon tue") for name in names]
    covered = [account("dir", "anna", "mon"), account("plv", "bea", "mon tue")]
    agreed = (backup("dir", "bea"), backup("dir", "cleo"), backup("plv", "cleo"))
    drawn = dict.fromkeys(wish(rng.choice(names), rng.choice((MON, TUE))) for _ in range(5))
    case = problem(team(people, covered, agreements=agreed, leave=tuple(drawn)))
    asked = Lights(case).week(WEEK)
    most = 0
    for taken in product((False, True), repeat=len(drawn)):
        some = [item for item, has in zip(drawn, taken, strict=True) if has]
        if asked.with_leave(some).values[0] == asked.base.values[0]:
            most = max(most, len(some))
    assert len(leave_round(case).granted) == most
