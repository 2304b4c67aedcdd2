"""Absences, absorbed: against every way tried by hand, against the solver, and on days worked out on paper."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import combinations

import pytest

from secretariat_tui.domain.plan import Contingency, Loss
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.check import examine
from secretariat_tui.planner.contingency import any_two, continuity
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.rules.fragile import Fragile
from secretariat_tui.planner.takeover import Takeover, absorb
from tests.build import MON, TUE, WEEK, account, backup, desk, hold, member, problem, roster, shift, span, team, work
from tests.planner.crowded import PEOPLE, crowded
from tests.planner.tidy_cases import tidy_cases
from tests.planner.verdict import cost, verdict

HOLDING = {"one_shift", "one_holder", "eligible", "present", "on_site", "qualified", "capacity"}
"""The rules on which the encoding of the losses leans."""


def fall_out(case: Problem, plan: Roster, *absent: str) -> Takeover:
    return absorb(case, Facts(case, plan), MON, *(case.team.member[who] for who in absent))


def test_one_absence_loses_the_least_of_every_way_there_is():
    losses = 0
    for morning in crowded(150):
        for who in PEOPLE:
            found = fall_out(morning.problem, morning.roster, who)
            assert (found.weighted_loss, found.loss) == morning.least_loss(who)
            losses += found.loss > 0
    assert losses > 100


def test_two_absences_lose_the_least_of_every_way_there_is():
    losses = 0
    for morning in crowded(60, most=3, desks=1):
        for pair in combinations(PEOPLE, 2):
            found = fall_out(morning.problem, morning.roster, *pair)
            assert (found.weighted_loss, found.loss) == morning.least_loss(*pair)
            losses += found.loss > 0
    assert losses > 100


def test_the_mornings_are_valid_rosters():
    broken = {v.rule for m in crowded(30) for v in examine(m.problem, m.roster).violations}
    assert broken <= {"hours_max"}


def test_the_solver_loses_as_much_of_larger_mornings():
    for morning in crowded(25, most=8, desks=3):
        assert verdict(morning.problem, morning.roster, Fragile()) == cost(morning.problem, morning.roster, Fragile())


def test_the_solver_loses_as_much_of_rosters_with_everything_in_them():
    # Meetings, learning, half days, places: whatever the random cases have, where the duties are held rightly.
    compared = 0
    for case, plan in tidy_cases(250):
        rules = {violation.rule for violation in examine(case, plan).violations}
        if plan.duties and not rules & HOLDING:
            assert verdict(case, plan, Fragile()) == cost(case, plan, Fragile())
            compared += 1
    assert compared > 30


def test_eight_duties_and_a_desk_are_handed_over_at_once():
    # 24 colleagues, each with room for one; every duty has eight backups; three desks that weigh.
    names = [f"m{n:02d}" for n in range(25)]
    people = [member(name, capacity=8 + 3 if name == "m00" else 1) for name in names]
    accounts = [account(f"a{n}", "m00", priority=n + 1) for n in range(8)]
    agreements = [backup(f"a{n}", names[1 + (n + k) % 7]) for n in range(8) for k in range(7)]
    desks = [desk(f"d{n}", times="09:00-12:00", load=1) for n in range(3)]
    made = team(people, accounts, agreements=agreements, desks=desks, emergency_capacity=0)
    held = [hold("m00", f"a{n}") for n in range(8)] + [hold("m00", f"d{n}", is_desk=True) for n in range(3)]
    case, plan, calls = problem(made), roster([work(name) for name in names], held), 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1
        assert calls < 200_000, "every way is tried"

    sys.setprofile(count)
    try:
        found = fall_out(case, plan, "m00")
    finally:
        sys.setprofile(None)
    # Eight accounts, seven backups with room for one each: the account of priority 1 is lost, and nothing else.
    assert [h.piece.demand.duty for h in found.handed if h.taker is None] == ["a0"]


def test_a_duty_stays_with_who_had_it_the_segment_before():
    # Carla, second in rank, is alone in the early morning; Bea, first, comes at 10:00. Carla keeps it.
    late = shift("laat", "10:00-18:00")
    people = [member("anna"), member("bea"), member("carla")]
    made = team(
        people,
        [account("dir", "anna")],
        agreements=[backup("dir", "bea"), backup("dir", "carla")],
        shifts=(shift(), late),
    )
    plan = roster([work("anna"), work("bea", what=late), work("carla")], [hold("anna", "dir")])
    assert {h.taker for h in fall_out(problem(made), plan, "anna").handed} == {"carla"}


def test_after_an_hour_without_it_a_duty_goes_to_the_first_in_rank_again():
    # As above, but nobody is asked for from 12:00 to 13:00: then Bea is there from the start.
    late = shift("laat", "10:00-18:00")
    people = [member("anna"), member("bea"), member("carla")]
    morning, afternoon = account("dir", "anna"), account("dir", "anna", times="13:00-16:00")
    made = team(
        people,
        [replace(morning, support=(*morning.support, *afternoon.support))],
        agreements=[backup("dir", "bea"), backup("dir", "carla")],
        shifts=(shift(), late),
    )
    plan = roster(
        [work("anna"), work("bea", what=late), work("carla")], [hold("anna", "dir"), hold("anna", "dir", "13:00-16:00")]
    )
    takers = {str(h.piece.span): h.taker for h in fall_out(problem(made), plan, "anna").handed}
    assert takers["09:00-10:00"] == takers["10:00-12:00"] == "carla"
    assert takers["13:00-16:00"] == "bea"


def test_who_has_a_duty_just_before_by_the_roster_goes_on_with_it():
    people = [member("anna"), member("bea"), member("carla")]
    made = team(people, [account("dir", "anna")], agreements=[backup("dir", "bea"), backup("dir", "carla")])
    held = [hold("carla", "dir", "09:00-10:00"), hold("anna", "dir", "10:00-12:00")]
    plan = roster([work("anna"), work("bea"), work("carla")], held)
    assert [h.taker for h in fall_out(problem(made), plan, "anna").handed] == ["carla"]


def test_the_first_in_rank_takes_it():
    people = [member("anna"), member("bea"), member("carla")]
    made = team(people, [account("dir", "anna")], agreements=[backup("dir", "carla"), backup("dir", "bea")])
    plan = roster([work("anna"), work("bea"), work("carla")], [hold("anna", "dir")])
    assert [h.taker for h in fall_out(problem(made), plan, "anna").handed] == ["carla"]


def test_a_desk_for_two_that_both_leave_needs_two_others():
    # Anna and Bea man it; Carla is the only other: one place of 180 minutes is lost.
    people = [member("anna"), member("bea"), member("carla")]
    made = team(people, desks=[desk(times="09:00-12:00", people=2)])
    manned = [hold(who, "telefoon", is_desk=True) for who in ("anna", "bea")]
    found = fall_out(problem(made), roster([work(who) for who in ("anna", "bea", "carla")], manned), "anna", "bea")
    assert [h.taker for h in found.handed] == ["carla", None]


def test_any_two_is_what_survives_of_what_is_held():
    # dir (Anna, backup Bea) and staf (Bea, backup Carla), 180 minutes each.
    # Anna and Bea: 360 free; dir has no other backup, Carla takes staf: 180 lost.
    # Anna and Carla: 180 free, Bea takes dir. Bea and Carla: 180 free, staf is lost. A held minute is at stake in two
    # of the three twos: 360 / 2 lost of 360.
    people = [member(who) for who in ("anna", "bea", "carla")]
    made = team(
        people,
        [account("dir", "anna"), account("staf", "bea")],
        agreements=[backup("dir", "bea"), backup("staf", "carla")],
    )
    plan = roster([work(who) for who in ("anna", "bea", "carla")], [hold("anna", "dir"), hold("bea", "staf")])
    assert any_two(problem(made), Facts(problem(made), plan)) == 0.5


def test_any_two_weighs_a_date_by_what_is_held_on_it():
    # Monday as above: 180 lost of 360. On Tuesday Anna works alone with 180 minutes of dir: all lost. 360 of 540.
    people = [member("anna", "mon tue"), member("bea"), member("carla")]
    made = team(
        people,
        [account("dir", "anna", "mon tue"), account("staf", "bea")],
        agreements=[backup("dir", "bea"), backup("staf", "carla")],
    )
    works = [work(who) for who in ("anna", "bea", "carla")] + [work("anna", TUE)]
    plan = roster(works, [hold("anna", "dir"), hold("bea", "staf"), hold("anna", "dir", day=TUE)])
    assert any_two(problem(made), Facts(problem(made), plan)) == 0.3333


@pytest.mark.parametrize(("works", "share"), [(["anna"], 0.0), ([], 1.0)])
def test_any_two_where_one_works_alone_or_nobody(works: list[str], share: float):
    made = team([member("anna"), member("bea")], [account("dir", "anna")])
    plan = roster([work(who) for who in works], [hold("anna", "dir")] if works else [])
    assert any_two(problem(made), Facts(problem(made), plan)) == share


def test_a_continuity_is_all_only_where_nothing_is_lost():
    """Twenty-five people at a desk for eight hours on five days: 60,000 minutes, of which one is lost."""
    people = [member(f"m{n}", "mon tue wed thu fri") for n in range(25)]
    case = problem(team(people, desks=[desk(when="mon tue wed thu fri", people=25)]))
    manned = [hold(who.id, "telefoon", "09:00-17:00", day, is_desk=True) for who in people for day in WEEK.days[:5]]
    facts = Facts(case, roster([work(who.id, day) for who in people for day in WEEK.days[:5]], manned))
    one = Contingency(MON, "m0", (), (Loss("telefoon", True, span("09:00-09:01"), 1, 1),))
    assert continuity(facts, []) == 1
    assert continuity(facts, [one]) == 0.9999
