"""What a roster says of its own continuity is held against what is so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat_tui.domain.finding import because
from secretariat_tui.domain.plan import Blocker, Contender, Contest, Contingency, Plan, Take
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.claims import untrue
from secretariat_tui.planner.contingency import contingencies, continuity
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.rules.one_holder import OneHolder
from tests.build import MON, TUE, account, backup, hold, member, problem, roster, span, team, work
from tests.planner.crowded import crowded
from tests.planner.random_cases import random_case

# Anna has dir and plan, 180 minutes each; Bea, with room for one, is backup of both, Carla of neither.
CASE = problem(
    team(
        [member("anna"), member("bea", capacity=1), member("carla")],
        [account("dir", "anna"), account("plan", "anna")],
        agreements=[backup("dir", "bea"), backup("plan", "bea")],
        emergency_capacity=0,
    )
)
ROSTER = roster([work(who) for who in ("anna", "bea", "carla")], [hold("anna", "dir"), hold("anna", "plan")])


def true_of(case: Problem, made=ROSTER) -> Plan:
    facts = Facts(case, made)
    plans = contingencies(case, facts)
    return Plan(made, contingency=plans, continuity=continuity(facts, plans))


def said(plan: Plan) -> list[str]:
    return [reason.template for reason in untrue(CASE, plan)]


def changed(**changes: object) -> Plan:
    """The true plan, but for Anna's."""
    plan = true_of(CASE)
    anna, *others = plan.contingency
    return replace(plan, contingency=(replace(anna, **changes), *others))


def test_what_the_planner_says_is_so():
    drawn = [random_case(seed) for seed in range(200)]
    valid = [(case, made) for case, made in drawn if not any(OneHolder().check(case, Facts(case, made)))]
    for case, made in (*valid, *((morning.problem, morning.roster) for morning in crowded(60, most=6))):
        assert list(untrue(case, true_of(case, made))) == []


def test_what_is_not_said_is_no_fault():
    assert said(Plan(ROSTER)) == []


def test_another_continuity_is_not_so():
    assert true_of(CASE).continuity == 0.5
    assert said(replace(true_of(CASE), continuity=1.0)) == ["Continuity is said to be {claimed}; it is {value}."]


def test_a_taker_without_an_agreement_is_found_out():
    takes = (Take("dir", False, span("09:00-12:00"), "carla"),)
    assert said(changed(takes=takes)) == [
        "By the contingency plan for {member} on {date}, {taker_member} takes over what she cannot."
    ]


def test_a_taker_who_takes_more_than_she_can_carry_is_found_out():
    both = tuple(Take(duty, False, span("09:00-12:00"), "bea") for duty in ("dir", "plan"))
    assert said(changed(takes=both, lost=())) == [
        "When {member} falls out on {date}, {claimed} minutes are said to be lost; it is {value}.",
        "By the contingency plan for {member} on {date}, {taker_member} takes over what she cannot.",
    ]


def test_a_duty_that_is_passed_over_is_found_out():
    assert said(changed(takes=())) == [
        "The contingency plan for {member} on {date} does not say what becomes of all that she has."
    ]


def test_a_plan_too_few_and_a_plan_too_many_are_found_out():
    plan = true_of(CASE)
    other = (*plan.contingency[:-1], Contingency(TUE, "carla", (), ()))
    assert plan.contingency[-1].date == MON
    assert said(replace(plan, contingency=other)) == [
        "The roster has no contingency plan for {member} on {date}.",
        "There is a contingency plan for {member} on {date}, when she does not work.",
    ]


def test_a_member_of_whom_two_plans_are_told_is_found_out():
    plan = true_of(CASE)
    untold = replace(plan.contingency[0], takes=(), lost=())
    assert said(replace(plan, contingency=(untold, *plan.contingency))) == [
        "The roster has more than one contingency plan for {member} on {date}."
    ]


def test_a_duty_that_she_does_not_have_is_not_hers_to_hand_over():
    takes = true_of(CASE).contingency[0].takes
    after_noon = Take("dir", False, span("13:00-14:00"), "bea")
    assert said(changed(takes=(*takes, after_noon))) == [
        "The contingency plan for {member} on {date} tells of what she does not have then."
    ]


def test_a_loss_at_another_time_is_found_out():
    (loss,) = true_of(CASE).contingency[0].lost
    assert said(changed(lost=(replace(loss, span=span("13:00-16:00")),))) == [
        "The contingency plan for {member} on {date} does not say what becomes of all that she has."
    ]


def test_a_loss_of_other_minutes_than_its_time_has_is_found_out():
    (loss,) = true_of(CASE).contingency[0].lost
    first, second = replace(loss, span=span("09:00-10:00")), replace(loss, span=span("10:00-12:00"))
    made = changed(lost=(replace(first, minutes=90), replace(second, minutes=90)))
    assert said(made) == ["The contingency plan for {member} on {date} does not say what becomes of all that she has."]


def lost(**changes: object) -> list[str]:
    """What is not so where Anna's loss is told with these changes. Bea takes dir, and has no room for plan."""
    (loss,) = true_of(CASE).contingency[0].lost
    assert (loss.duty, [blocker.member for blocker in loss.why]) == ("plan", ["bea"])
    return said(changed(lost=(replace(loss, **changes),)))


def test_a_loss_of_which_no_reason_is_told_says_nothing_that_is_not_so():
    assert lost(why=(), contest=None) == []


def test_a_reason_why_somebody_cannot_who_can_is_found_out():
    """Alone she could: it is what she takes besides that keeps her."""
    assert lost(contest=None) == [
        "The contingency plan for {member} on {date} says why {taker_member} cannot take over; she can."
    ]


def test_a_backup_of_whom_no_reason_is_told_is_found_out():
    carla = Blocker("carla", because("fragile", "Carla does not work then."))
    assert lost(why=(carla,)) == [
        "The contingency plan for {member} on {date} does not say why {taker_member} cannot take over."
    ]


@pytest.mark.parametrize(
    ("duties", "takers"),
    [
        (("dir", "plan"), (("bea", 2),)),
        (("dir", "plan"), (("bea", 1), ("carla", 3))),
        (("dir", "plan"), ()),
        (("plan",), (("bea", 1),)),
        (("dir",), (("bea", 1),)),
        (("dir", "plan", "other"), (("bea", 1),)),
    ],
)
def test_duties_that_do_not_compete_as_they_are_said_to_are_found_out(
    duties: tuple[str, ...], takers: tuple[tuple[str, int], ...]
):
    """Two of load 1 for Bea with room for 1. Either alone can be taken, and nothing else came free."""
    contest = Contest(tuple(Contender(duty, False, 1) for duty in duties), takers)
    assert lost(contest=contest) == [
        "What competes by the contingency plan for {member} on {date} is not so: the duties or their takers."
    ]
