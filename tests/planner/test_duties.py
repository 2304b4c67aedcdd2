"""Duties given out anew where it is settled who works, held against every way there is and against the whole model."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations, product

import pytest

from secretariat_tui.domain.edits import GiveDuty
from secretariat_tui.domain.events import DutyPin
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.check import examine
from secretariat_tui.planner.duties import shared_out
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.engine import Engine
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.extract import duty_of
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.stages import CONTINUITY, hard
from tests.build import MON, TUE, account, backup, desk, hold, member, problem, roster, shift, span, team, work
from tests.planner.random_cases import random_case

_RULES = {rule.id: rule for rule in RULES}


def anew(case: Problem, made: Roster, *given: GiveDuty) -> Roster:
    """The roster with all its duties given out anew."""
    return replace(made, duties=shared_out(case, made, case.open_dates, given), stages=())


def values(case: Problem, made: Roster) -> tuple[int, ...]:
    return tuple(
        stage.value for stage in examine(case, made).stages if stage.id in ("shortage", "agreements", "fragile")
    )


def least(case: Problem, made: Roster) -> tuple[int, ...]:
    """The first three stages at their least for these assignments, by the model of the whole."""
    model = Encoder(case)
    for rule in hard(RULES):
        rule.encode(case, model)
    works = {(a.member, a.date, a.shift, a.place) for a in made.assignments}
    for person in case.team.members:
        for day in case.open_dates:
            for choice in model.variables.choices(person, day):
                chosen = (person.id, day, choice.shift.id, choice.place) in works
                model.define(choice.var.equals(int(chosen)))
    engine = Engine(model)
    found = []
    for stage in CONTINUITY:
        first = len(model.penalties)
        for term in stage.terms:
            _RULES[term].encode(case, model)
        objective = total(p.expression * p.weight for p in model.penalties[first:])
        engine.extend()
        outcome = engine.minimise(objective, Limits())
        assert outcome.found
        engine.keep(objective, outcome.value)
        found.append(outcome.value)
    return tuple(found)


@cache
def valid_cases(block: int) -> list[tuple[Problem, Roster]]:
    """Those of a hundred random rosters that keep every rule, their pins but for those of duties included."""
    found = []
    for seed in range(100 * block, 100 * (block + 1)):
        case, made = random_case(seed)
        pins = tuple(pin for pin in case.team.pins if not isinstance(pin, DutyPin))
        case = replace(case, team=replace(case.team, pins=pins), published=None)
        if made.assignments and not examine(case, made).violations:
            found.append((case, made))
    assert found
    return found


@pytest.mark.parametrize("block", range(5))
def test_duties_are_as_good_as_the_whole_model_has_them(block: int):
    for case, made in valid_cases(block):
        found = anew(case, made)
        assert examine(case, found).violations == ()
        assert values(case, found) == least(case, made), case


@pytest.mark.parametrize("block", range(5))
def test_what_is_as_good_as_can_be_stays_as_it_is(block: int):
    for case, made in valid_cases(block):
        once = anew(case, made)
        assert anew(case, once).duties == once.duties, case


def test_no_way_to_give_out_duties_is_better():
    """Three at work, two accounts and a desk: every way there is, tried by hand."""
    everybody = [
        member("anna", capacity=1),
        member("bea", capacity=2),
        member("carla", capacity=1, knows=("dir", "plan")),
    ]
    accounts = [
        account("dir", "anna", priority=3),
        account("plan", "dora", times="09:00-12:00"),
        account("post", "anna"),
    ]
    people = [*everybody, member("dora")]
    agreed = [backup("dir", "bea"), backup("plan", "bea"), backup("post", "carla")]
    case = problem(
        team(people, accounts, agreements=agreed, desks=[desk(times="09:00-12:00", load=1)], emergency_capacity=0)
    )
    made = roster([work("anna"), work("bea"), work("carla")])
    holders = (None, "anna", "bea", "carla")
    ways = []
    for chosen in product(holders, repeat=4):
        named = zip((("dir", False), ("plan", False), ("post", False), ("telefoon", True)), chosen, strict=True)
        duties = [duty_of(case, MON, id, is_desk, who, span("09:00-12:00")) for (id, is_desk), who in named if who]
        way = replace(made, duties=tuple(duties))
        if not examine(case, way).violations:
            ways.append(values(case, way))
    assert len(ways) > 20
    assert values(case, anew(case, made)) == min(ways)


# Anna's account, with Bea as the backup and Carla who knows it; all three at work.
PEOPLE = [member("anna"), member("bea"), member("carla", knows=("dir",))]
TEAM = team(PEOPLE, [account("dir", "anna", times="09:00-12:00")], agreements=[backup("dir", "bea")])
CASE = problem(TEAM)
THREE = [member("anna"), member("bea"), member("carla")]
ALL = [work("anna"), work("bea"), work("carla")]


def holders(made: Roster) -> list[tuple[str, str, str]]:
    return [(duty.duty, duty.member, str(duty.span)) for duty in made.duties]


def test_the_primary_who_is_there_has_her_account_again():
    assert holders(anew(CASE, roster(ALL, [hold("bea", "dir")]))) == [("dir", "anna", "09:00-12:00")]


def test_the_backup_comes_before_who_knows_it_and_leaves_when_she_goes():
    morning = shift("ochtend", "08:30-10:30", 0)
    case = problem(replace(TEAM, shifts=(shift(), morning)))
    found = anew(case, roster([work("bea", what=morning), work("carla")]))
    assert holders(found) == [("dir", "bea", "09:00-10:30"), ("dir", "carla", "10:30-12:00")]


def test_what_is_given_stands_and_the_rest_is_as_good_as_it_can_be():
    given = GiveDuty("dir", False, MON, span("10:00-11:00"), "carla")
    assert holders(anew(CASE, roster(ALL), given)) == [
        ("dir", "anna", "09:00-10:00"),
        ("dir", "carla", "10:00-11:00"),
        ("dir", "anna", "11:00-12:00"),
    ]


def test_what_is_given_to_nobody_stays_with_nobody():
    given = GiveDuty("dir", False, MON, span("10:00-12:00"), None)
    assert holders(anew(CASE, roster(ALL), given)) == [("dir", "anna", "09:00-10:00")]


def test_what_is_given_to_one_who_may_not_have_it_stands_all_the_same():
    dora = problem(replace(TEAM, members=(*PEOPLE, member("dora"))))
    given = GiveDuty("dir", False, MON, span("09:00-12:00"), "dora")
    assert holders(anew(dora, roster(ALL), given)) == [("dir", "dora", "09:00-12:00")]


def test_a_pin_stands_where_she_is_at_work_and_not_where_she_is_not():
    pinned = replace(TEAM, pins=(DutyPin("carla", MON, "dir", False, span("09:00-12:00")),))
    assert holders(anew(problem(pinned), roster(ALL))) == [("dir", "carla", "09:00-12:00")]
    assert holders(anew(problem(pinned), roster(ALL[:2]))) == [("dir", "anna", "09:00-12:00")]


def test_who_sits_at_a_desk_stays_and_a_free_place_goes_to_who_can_stay_longest():
    morning = shift("ochtend", "08:30-12:30", 0)
    case = problem(team(THREE, desks=[desk(times="09:00-17:00", people=2)], shifts=(shift(), morning)))
    made = roster([work("anna", what=morning), work("bea"), work("carla")], [hold("anna", "telefoon", is_desk=True)])
    assert holders(anew(case, made)) == [
        ("telefoon", "anna", "09:00-12:30"),
        ("telefoon", "bea", "09:00-17:00"),
        ("telefoon", "carla", "12:30-17:00"),
    ]


def test_two_dates_share_what_is_left_of_a_quota():
    """One date of cover is left for Anna, and the long one needs it most."""
    short = account("dir", unit="fin", when="mon", times="09:00-10:00")
    long = replace(short.support[0], days=frozenset({1}), span=span("09:00-12:00"))
    both = replace(short, support=(*short.support, long))
    case = problem(team([member("anna", "mon tue", knows=("dir",))], [both], other_unit_quota=1))
    made = roster([work("anna"), work("anna", TUE)])
    assert [(duty.date, str(duty.span)) for duty in anew(case, made).duties] == [(TUE, "09:00-12:00")]


def test_every_pair_of_holders_of_a_desk_that_weighs_is_one_and_the_same_to_the_stages():
    case = problem(team(THREE, desks=[desk(times="09:00-12:00", people=2, load=1)]))
    found = values(case, anew(case, roster(ALL)))
    for pair in combinations(("anna", "bea", "carla"), 2):
        made = roster(ALL, [hold(who, "telefoon", is_desk=True) for who in pair])
        assert values(case, made) == found
