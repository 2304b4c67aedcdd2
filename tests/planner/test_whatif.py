"""Why her, why not me: the price of an alternative, worked out by hand."""

from dataclasses import replace
from typing import Any

import pytest

from secretariat_tui.domain.events import AssignmentPin, Learning, Leave
from secretariat_tui.domain.explanation import Difference, WhatIf
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import HolderRole, Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.check import recompute
from secretariat_tui.planner.difference import compare
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.holders import day_of, duty_pins, holdings
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import stages_for
from secretariat_tui.planner.whatif import what_if
from tests.build import MON, TUE, account, backup, desk, hold, member, problem, roster, span, team, work

LIMITS = Limits(deterministic=5.0)


def asked(case: Problem, *pins: Any) -> tuple[Roster, WhatIf]:
    """The best roster, and the answer about the pins, its figures recomputed."""
    present = solve(case, LIMITS)
    found = what_if(case, present, pins, LIMITS)
    if found.roster is not None:
        again = recompute(case, Facts(case, found.roster))
        assert [s.value for s in again] == [s.value for s in found.roster.stages]
    return present, found


def changes(difference: Difference | None) -> dict[str, int]:
    assert difference is not None
    return {stage.id: stage.change for stage in difference.stages if stage.change}


def of_dir(**more: Any) -> Problem:
    """Anna is the primary of the director, Bea the agreed backup; both work on Monday; 180 minutes."""
    return problem(
        team([member("anna"), member("bea")], [account("dir", "anna")], agreements=[backup("dir", "bea")], **more)
    )


def test_a_backup_instead_of_the_primary_costs_agreements_and_order():
    """180 minutes beside a primary who is there, since the phone needs both, and three started hours at rank 1."""
    case = of_dir(desks=[desk(people=2)])
    present, found = asked(case, *duty_pins(case, "bea", MON, "dir", False))
    assert [d.member for d in present.duties if d.duty == "dir"] == ["anna"]
    assert found.proven
    assert found.difference is not None
    assert found.difference.price is not None
    assert (found.difference.price.id, found.difference.price.change) == ("agreements", 180)
    assert [(d.before, d.after, d.span) for d in found.difference.duties] == [
        (("anna",), ("bea",), span("09:00-12:00"))
    ]
    terms = {t.id: t.after - t.before for s in found.difference.stages for t in s.terms}
    assert terms["agreement_order"] == 3


def test_a_primary_whom_nobody_needs_is_sent_home_rather_than_passed_over():
    """An account that is with another while its primary is there costs more than what only she could take over."""
    case = of_dir()
    _, found = asked(case, *duty_pins(case, "bea", MON, "dir", False))
    assert {id: changes(found.difference).get(id, 0) for id in ("agreements", "fragile", "hours")} == {
        "agreements": 0,
        "fragile": 180,
        "hours": 480,
    }


def test_a_part_of_the_duty_costs_that_part():
    case = of_dir(desks=[desk(people=2)])
    _, found = asked(case, *duty_pins(case, "bea", MON, "dir", False, span("11:00-18:00")))
    assert changes(found.difference)["agreements"] == 60


def test_a_day_off_costs_the_loss_and_the_hours():
    """Without Anna, Bea has it and nobody is left to take it over: 180 minutes. Anna is 480 minutes short."""
    _, found = asked(of_dir(), AssignmentPin("anna", MON, None))
    assert {id: changes(found.difference).get(id, 0) for id in ("shortage", "agreements", "fragile", "hours")} == {
        "shortage": 0,
        "agreements": 0,
        "fragile": 180,
        "hours": 480,
    }
    assert found.difference is not None
    assert [(c.member, len(c.before), len(c.after)) for c in found.difference.cells] == [("anna", 1, 0)]


def test_what_is_so_already_costs_nothing():
    case = of_dir()
    _, found = asked(case, *duty_pins(case, "anna", MON, "dir", False))
    assert found.difference is not None
    assert (found.difference.price, found.difference.duties) == (None, ())


def test_of_a_published_week_the_changes_come_before_what_they_gain():
    """Bea was not called up when the week was published: that Anna alone has the director is no news."""
    published = roster([work("anna")], [hold("anna", "dir")])
    case = replace(of_dir(), published=published)
    present = solve(case, LIMITS, stages=stages_for(case))
    assert [stage.value for stage in present.stages[:4]] == [0, 0, 0, 180]
    same = what_if(case, present, duty_pins(case, "anna", MON, "dir", False), LIMITS)
    assert changes(same.difference) == {}
    assert same.difference is not None
    assert same.difference.cells == ()
    # Called up after all, she works two dayparts that are changes; then nothing is lost, and her hours come out.
    in_too = what_if(case, replace(present, stages=()), [AssignmentPin("bea", MON, "dag")], LIMITS)
    found = changes(in_too.difference)
    assert (found["changes"], found["fragile"], found["hours"]) == (2, -180, -480)
    assert in_too.difference is not None
    assert in_too.difference.price is not None
    assert in_too.difference.price.id == "changes"


def test_what_cannot_be_is_answered_with_the_statements_that_clash():
    case = of_dir(leave=[Leave("bea", MON, MON)])
    _, found = asked(case, AssignmentPin("bea", MON, "dag"))
    assert (found.roster, found.difference, found.proven) == (None, None, True)
    assert sorted(reason.rule for reason in found.conflict) == ["leave", "pinned"]
    off = of_dir()
    _, found = asked(off, AssignmentPin("bea", TUE, "dag"))
    assert sorted(reason.rule for reason in found.conflict) == ["pattern", "pinned"]


def test_a_roster_that_was_not_the_best_is_bettered():
    case = of_dir()
    worse = roster([work("anna"), work("bea")], [hold("bea", "dir", role=HolderRole.BACKUP, rank=1)])
    found = what_if(case, worse, duty_pins(case, "anna", MON, "dir", False), LIMITS)
    assert changes(found.difference)["agreements"] == -180


def test_nothing_is_pinned_where_nothing_is_asked_for():
    assert duty_pins(of_dir(), "bea", TUE, "dir", False) == ()
    assert duty_pins(of_dir(), "bea", MON, "dir", False, span("13:00-14:00")) == ()


def test_cells_duties_and_stages_that_changed_are_told_and_nothing_else():
    case = problem(
        team(
            [member("anna", "mon tue"), member("bea", "mon tue")],
            [account("dir", "anna")],
            agreements=[backup("dir", "bea")],
            desks=[desk(people=2)],
        )
    )
    both = [hold("anna", "telefoon", "09:00-17:00", is_desk=True), hold("bea", "telefoon", "09:00-17:00", is_desk=True)]
    before = roster([work("anna"), work("bea"), work("bea", TUE)], [hold("anna", "dir"), *both])
    halves = [
        hold("anna", "dir", "09:00-11:00"),
        hold("bea", "dir", "11:00-12:00", role=HolderRole.BACKUP, rank=1),
    ]
    after = roster(
        [replace(work("anna"), pinned=True), work("bea", place=Place.REMOTE), work("anna", TUE)], [*halves, both[1]]
    )
    found = compare(case, before, after)
    assert [(c.date, c.member, [a.place for a in c.before], [a.place for a in c.after]) for c in found.cells] == [
        (MON, "bea", [Place.OFFICE], [Place.REMOTE]),
        (TUE, "anna", [], [Place.OFFICE]),
        (TUE, "bea", [Place.OFFICE], []),
    ]
    assert [(d.duty, str(d.span), d.before, d.after) for d in found.duties] == [
        ("dir", "11:00-12:00", ("anna",), ("bea",)),
        ("telefoon", "09:00-17:00", ("anna", "bea"), ("bea",)),
    ]
    assert (found.stages[0].change, found.stages[1].change) == (480, 60)
    assert compare(case, before, before) == replace(compare(case, before, before), cells=(), duties=())
    assert compare(case, before, before).price is None


def test_of_a_duty_it_is_told_what_keeps_the_others():
    case = of_dir(leave=[Leave("anna", MON, MON)])
    facts = Facts(case, roster([work("bea")], [hold("bea", "dir", role=HolderRole.BACKUP, rank=1)]))
    (found,) = holdings(case, facts, MON, "dir", False)
    assert [(b.member, b.reason.rule) for b in found.others] == [("anna", "leave")]
    assert found.duty.member == "bea"


@pytest.mark.parametrize(("day", "rule"), [(MON, "leave"), (TUE, "pattern")])
def test_a_day_on_which_she_does_not_work_says_why(day: Any, rule: str):
    case = of_dir(leave=[Leave("anna", MON, MON)])
    found = day_of(case, Facts(case, roster()), case.team.member["anna"], day)
    assert found.off is not None
    assert (found.off.rule, found.assignments, found.holdings) == (rule, (), ())


def test_of_a_backup_it_is_told_what_keeps_those_before_her():
    """Bea, second by agreement, has it: Anna is away, Carla works at home, and Dora comes after her."""
    people = [member(name) for name in ("anna", "bea", "carla", "dora")]
    agreed = [backup("dir", "carla"), backup("dir", "bea"), backup("dir", "dora")]
    case = problem(
        team(people, [account("dir", "anna", on_site=True)], agreements=agreed, leave=[Leave("anna", MON, MON)])
    )
    held = roster(
        [work("bea"), work("carla", place=Place.REMOTE), work("dora")],
        [hold("bea", "dir", role=HolderRole.BACKUP, rank=2)],
    )
    found = day_of(case, Facts(case, held), case.team.member["bea"], MON)
    assert found.off is None
    (holding,) = found.holdings
    assert [(b.member, b.reason.rule) for b in holding.others] == [("anna", "leave"), ("carla", "on_site")]


def test_of_who_has_the_duty_at_another_time_of_the_date_it_is_told_what_keeps_her_then():
    """Anna has her account, but for the hour in which she learns: Bea has it then."""
    lesson = Learning("anna", "Cursus", MON, span("09:00-10:00"))
    case = of_dir(learning=[lesson])
    held = [
        hold("bea", "dir", "09:00-10:00", role=HolderRole.BACKUP, rank=1),
        hold("anna", "dir", "10:00-12:00"),
    ]
    facts = Facts(case, roster([work("anna"), work("bea")], held))
    (holding,) = day_of(case, facts, case.team.member["bea"], MON).holdings
    assert [(b.member, b.reason.rule) for b in holding.others] == [("anna", "present")]


def test_of_a_duty_that_becomes_on_site_it_is_told_who_is_at_home():
    remote, there = account("dir", "anna"), account("dir", "anna", times="12:00-15:00", on_site=True)
    dir_ = replace(remote, support=(*remote.support, *there.support))
    case = problem(team([member("anna"), member("bea")], [dir_], agreements=[backup("dir", "bea")]))
    facts = Facts(case, roster([work("anna"), work("bea", place=Place.REMOTE)], [hold("anna", "dir", "09:00-15:00")]))
    (found,) = holdings(case, facts, MON, "dir", False)
    assert [(b.member, b.reason.rule) for b in found.others] == [("bea", "on_site")]
