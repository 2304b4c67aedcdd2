"""Repairs of a published roster, each small enough to see what is best."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.notice import Notice
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.repair import Kind, Repair
from secretariat_tui.domain.roster import HolderRole, Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner import limits as limits_module
from secretariat_tui.planner.absent import absent, stored
from secretariat_tui.planner.check import examine
from secretariat_tui.planner.engine import Engine, Outcome
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.repair import repairs
from tests.build import MON, TUE, account, backup, desk, hold, member, problem, roster, shift, span, team, work

ILL = Absence("anna", MON, MON)
AGREED = (backup("dir", "bea"),)
PEOPLE = [member("anna", "mon tue"), member("bea", "mon tue")]
CASE = problem(team(PEOPLE, [account("dir", "anna", "mon tue")], agreements=AGREED), today=MON)
BOTH = roster([work("anna"), work("bea"), work("anna", TUE)], [hold("anna", "dir"), hold("anna", "dir", day=TUE)])
ALONE = roster([work("anna"), work("anna", TUE)], [hold("anna", "dir"), hold("anna", "dir", day=TUE)])


def by_kind(case: Problem, published: Roster, absence: Absence = ILL) -> dict[Kind, Repair]:
    """The repairs, each of which keeps every rule and comes to what it says."""
    found = {repair.kind: repair for repair in repairs(case, published, absence).repairs}
    changed = replace(absent(case, absence), published=published)
    for repair in found.values():
        checked = examine(changed, repair.roster)
        assert checked.violations == ()
        assert checked.differences == ()
        assert all(stage.proven for stage in repair.stages)
    return found


def values(repair: Repair) -> dict[str, int]:
    return {stage.id: stage.value for stage in repair.stages}


def test_the_stored_plan_is_there_at_once():
    [plan] = stored(CASE, BOTH, ILL)
    assert [(take.duty, take.span, take.member) for take in plan.takes] == [("dir", span("09:00-12:00"), "bea")]
    assert plan.loss == 0


def test_the_stored_plan_of_half_a_day_is_half_of_it():
    long = problem(team(PEOPLE, [account("dir", "anna", times="09:00-17:00")], agreements=AGREED), today=MON)
    published = roster([work("anna")], [hold("anna", "dir", "09:00-17:00")])
    [plan] = stored(long, published, Absence("anna", MON, MON, Daypart.PM))
    assert [(loss.span, loss.minutes) for loss in plan.lost] == [(span("12:30-17:00"), 270)]


def test_where_the_backup_is_there_all_three_hand_her_the_duty():
    """Tuesday too is fragile: bea does not work then."""
    for repair in by_kind(CASE, BOTH).values():
        assert [(duty.date, duty.duty, duty.member, duty.role) for duty in repair.handed] == [
            (MON, "dir", "bea", HolderRole.BACKUP)
        ]
        assert repair.shifted == ()
        assert values(repair) == {"shortage": 0, "agreements": 0, "changes": 0, "fragile": 360}


def test_calling_somebody_in_today_costs_8_a_daypart_and_only_the_second_does_it():
    found = by_kind(CASE, ALONE)
    assert values(found[Kind.FEWEST_CHANGES]) == {"shortage": 180, "agreements": 0, "changes": 0, "fragile": 180}
    assert values(found[Kind.LEAST_SHORTAGE]) == {"shortage": 0, "agreements": 0, "changes": 16, "fragile": 360}
    assert values(found[Kind.OWN_DUTIES]) == {"shortage": 180, "agreements": 0, "changes": 0, "fragile": 180}
    [moved] = found[Kind.LEAST_SHORTAGE].shifted
    assert (moved.date, moved.member, moved.before, moved.notice) == (MON, "bea", None, Notice.SAME_DAY)
    assert moved.after is not None
    assert moved.after.shift == "dag"


def test_the_cheaper_shift_is_chosen_for_who_is_called_in():
    shifts = (shift(), shift("ochtend", "08:30-12:30", 0))
    case = replace(CASE, team=replace(CASE.team, shifts=shifts))
    assert values(by_kind(case, ALONE)[Kind.LEAST_SHORTAGE])["changes"] == 8


def test_the_first_allows_no_more_shortage_than_the_stored_plan_leaves():
    """Cleo could take over in an emergency only: as a rule she is full. So bea must be called in, with notice."""
    people = [*PEOPLE, member("cleo", "mon tue", capacity=0)]
    agreed = (backup("dir", "cleo"), backup("dir", "bea"))
    team_ = team(people, [account("dir", "anna", "mon tue")], agreements=agreed)
    case = problem(team_, today=MON)
    published = roster(
        [work("anna"), work("cleo"), work("anna", TUE)], [hold("anna", "dir"), hold("anna", "dir", day=TUE)]
    )
    assert stored(case, published, ILL)[0].loss == 0
    found = by_kind(case, published)
    assert (values(found[Kind.FEWEST_CHANGES])["shortage"], values(found[Kind.FEWEST_CHANGES])["changes"]) == (0, 16)
    assert values(found[Kind.OWN_DUTIES])["shortage"] == 180


def test_notice_sets_the_price():
    """Tuesday is tomorrow: 5 a daypart."""
    ill = Absence("anna", TUE, TUE)
    found = by_kind(CASE, ALONE, ill)[Kind.LEAST_SHORTAGE]
    assert values(found)["changes"] == 10
    assert found.shifted[0].notice is Notice.WITHIN_4_DAYS


def test_what_lies_before_today_stays_as_it_was():
    """Monday had nobody for the account; it is over."""
    published = roster([work("anna", TUE)], [hold("anna", "dir", day=TUE)])
    found = by_kind(replace(CASE, today=TUE), published, Absence("anna", TUE, TUE))[Kind.LEAST_SHORTAGE]
    assert [a.date for a in found.roster.assignments] == [TUE]
    assert values(found)["shortage"] == 180


def test_office_days_that_she_is_away_from_are_not_held_against_her():
    """Anna was at home on Monday, and away on Tuesday, her office day."""
    people = [member("anna", "mon tue", office_days=1, remote_days=1), member("bea", "tue")]
    case = problem(team(people, [account("dir", "anna", "tue")], agreements=AGREED), today=TUE)
    published = roster(
        [work("anna", place=Place.REMOTE), work("anna", TUE), work("bea", TUE)], [hold("anna", "dir", day=TUE)]
    )
    found = repairs(case, published, Absence("anna", TUE, TUE)).repairs
    assert [repair.stages[0].value for repair in found] == [0, 0, 0]


def test_the_duties_of_the_others_stay_in_the_third():
    people = [member("anna"), member("bea"), member("cleo")]
    covered = [account("dir", "anna"), account("plv", "cleo")]
    case = problem(team(people, covered, agreements=(backup("dir", "bea"),)), today=MON)
    published = roster([work("anna"), work("bea"), work("cleo")], [hold("anna", "dir"), hold("cleo", "plv")])
    found = by_kind(case, published)[Kind.OWN_DUTIES]
    assert [(duty.duty, duty.member) for duty in found.roster.duties] == [("dir", "bea"), ("plv", "cleo")]


def test_a_duty_that_by_hand_was_given_for_some_of_its_time_stays_in_the_third():
    people = [member("anna"), member("bea"), member("cleo")]
    covered = [account("dir", "anna"), account("plv", "cleo")]
    case = problem(team(people, covered, agreements=(backup("dir", "bea"),)), today=MON)
    published = roster(
        [work("anna"), work("bea"), work("cleo")], [hold("anna", "dir"), hold("cleo", "plv", "09:00-10:30")]
    )
    found = by_kind(case, published)[Kind.OWN_DUTIES]
    assert [(duty.duty, duty.member, str(duty.span)) for duty in found.roster.duties] == [
        ("dir", "bea", "09:00-12:00"),
        ("plv", "cleo", "09:00-10:30"),
    ]


def test_a_duty_that_by_hand_was_given_for_some_of_its_time_stays_on_a_day_that_is_over():
    published = roster(
        [work("anna"), work("anna", TUE), work("bea", TUE)],
        [hold("anna", "dir", "09:00-10:00"), hold("anna", "dir", day=TUE)],
    )
    for repair in by_kind(replace(CASE, today=TUE), published, Absence("anna", TUE, TUE)).values():
        assert [duty for duty in repair.roster.duties if duty.date == MON] == [hold("anna", "dir", "09:00-10:00")]


def test_repairs_that_come_to_the_same_are_one_roster_and_say_so():
    found = repairs(CASE, BOTH, ILL).repairs
    assert [repair.same_as for repair in found] == [None, Kind.FEWEST_CHANGES, Kind.FEWEST_CHANGES]
    assert len({(repair.roster.assignments, repair.roster.duties) for repair in found}) == 1


def test_repairs_that_differ_do_not_say_that_they_are_the_same():
    """Only the second calls Bea in: nobody in the first and the third has the account."""
    found = {repair.kind: repair for repair in repairs(CASE, ALONE, ILL).repairs}
    assert {kind: repair.same_as for kind, repair in found.items()} == {
        Kind.FEWEST_CHANGES: None,
        Kind.LEAST_SHORTAGE: None,
        Kind.OWN_DUTIES: Kind.FEWEST_CHANGES,
    }


def test_a_repair_tells_what_nobody_has_any_more_and_not_what_nobody_had():
    accounts = [account("dir", "anna", "mon"), account("raad", None, "tue")]
    case = problem(team(PEOPLE, accounts, agreements=()), today=MON)
    for repair in by_kind(case, BOTH).values():
        assert [(short.date, short.duty, short.span, short.minutes) for short in repair.short] == [
            (MON, "dir", span("09:00-12:00"), 180)
        ]
    for repair in by_kind(CASE, BOTH).values():
        assert repair.short == ()


def test_which_of_two_alike_takes_over_is_what_the_stored_plan_says_in_every_repair():
    """Either may have the phone, and nothing but the plan tells Bea from Cleo."""
    people = [member("anna"), member("bea"), member("cleo")]
    case = problem(team(people, desks=[desk(times="09:00-12:00")]), today=MON)
    phone = hold("anna", "telefoon", is_desk=True)
    published = roster([work("anna"), work("bea"), work("cleo")], [phone])
    [plan] = stored(case, published, ILL)
    takers = {take.member for take in plan.takes}
    found = repairs(case, published, ILL).repairs
    assert [{duty.member for duty in repair.roster.duties} for repair in found] == [takers] * 3
    assert [repair.same_as for repair in found] == [None, Kind.FEWEST_CHANGES, Kind.FEWEST_CHANGES]


# -- limits, and others who are away


def test_a_limit_that_comes_before_anything_is_found_leaves_repairs_that_are_not_proven(
    monkeypatch: pytest.MonkeyPatch,
):
    """As in a large team: it was told that no roster keeps the rules, and no rule to blame."""
    find = Engine.minimise

    def found(self: Engine, objective: Any, limits: Limits, stop: Any = None, *more: Any, **given: Any) -> Outcome:
        if limits.wall is not None:
            return Outcome((), 0, 0, "time")
        return find(self, objective, limits, stop, *more, **given)

    monkeypatch.setattr(Engine, "minimise", found)
    answer = repairs(CASE, ALONE, ILL, Limits(wall=5.0))
    assert {repair.kind for repair in answer.repairs} == set(Kind)
    changed = replace(absent(CASE, ILL), published=ALONE)
    for repair in answer.repairs:
        checked = examine(changed, repair.roster)
        assert (checked.violations, checked.differences) == ((), ())
        assert repair.roster.stopped_by == "time"


def test_the_time_limit_is_that_of_all_searches_together(monkeypatch: pytest.MonkeyPatch):
    """On a clock that moves a second each time that somebody looks at it."""
    seconds = count()
    monkeypatch.setattr(limits_module, "time", SimpleNamespace(monotonic=lambda: float(next(seconds))))
    find, given_to = Engine.minimise, []

    def found(self: Engine, objective: Any, limits: Limits, *more: Any, **given: Any) -> Outcome:
        if limits.wall is not None:
            given_to.append(limits.wall)
        return find(self, objective, replace(limits, wall=None), *more, **given)

    monkeypatch.setattr(Engine, "minimise", found)
    repairs(CASE, ALONE, ILL, Limits(wall=1000.0))
    assert len(given_to) > 3
    assert max(given_to) < 1000
    assert len(set(given_to)) == len(given_to)


def test_somebody_else_who_was_ill_on_a_past_day_keeps_nothing_from_being_repaired():
    """Bea was ill on Monday, and the roster was left as it was: what was hers is lost then, which nothing changes."""
    people = [member(name, "mon tue") for name in ("anna", "bea", "cleo")]
    agreed = (backup("dir", "bea"), backup("dir", "cleo"))
    ill = (Absence("bea", MON, MON),)
    case = problem(team(people, [account("dir", "anna", "mon tue")], agreements=agreed, absences=ill), today=TUE)
    published = roster(
        [work("bea"), work("anna", TUE), work("cleo", TUE)],
        [hold("bea", "dir", role=HolderRole.BACKUP, rank=1), hold("anna", "dir", day=TUE)],
    )
    found = by_kind(case, published, Absence("anna", TUE, TUE))
    assert set(found) == set(Kind)
    for repair in found.values():
        assert [(work.date, work.member) for work in repair.roster.assignments] == [(TUE, "cleo")]
        assert [(duty.date, duty.member) for duty in repair.roster.duties] == [(TUE, "cleo")]
        assert values(repair)["shortage"] == 180


def test_who_is_ill_too_takes_nothing_over_in_the_stored_plan():
    """Bea, the first backup, was marked ill a minute ago, and the roster still has her at work."""
    people = [member(name, "mon tue") for name in ("anna", "bea", "cleo")]
    agreed = (backup("dir", "bea"), backup("dir", "cleo"))
    ill = (Absence("bea", MON, MON),)
    case = problem(team(people, [account("dir", "anna")], agreements=agreed, absences=ill), today=MON)
    published = roster([work(name) for name in ("anna", "bea", "cleo")], [hold("anna", "dir")])
    [plan] = stored(case, published, ILL)
    assert [take.member for take in plan.takes] == ["cleo"]
    for repair in by_kind(case, published).values():
        assert {work.member for work in repair.roster.assignments} == {"cleo"}
