"""Rules that a team brings itself, from outside the package."""

from dataclasses import replace
from decimal import Decimal

import pytest

from secretariat_tui.domain.calendar import Horizon
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.events import Absence, AssignmentPin, Leave, LeaveStatus
from secretariat_tui.domain.leave_light import Colour
from secretariat_tui.domain.member import Held
from secretariat_tui.planner import registry
from secretariat_tui.planner.answer import describe, shortages
from secretariat_tui.planner.check import examine
from secretariat_tui.planner.difference import compare
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.leave import Lights
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.relaxations import relax
from secretariat_tui.planner.repair import repairs
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY, stages_for
from secretariat_tui.planner.weekly import week_by_week
from secretariat_tui.planner.whatif import what_if
from tests.build import MON, TUE, WEEK, account, backup, desk, hold, member, problem, roster, team, work
from tests.planner.own_rules import FewWorkers, NobodyAlone, install, twice

CASE = problem(team([member("anna"), member("bea", "tue")], [account("dir", "anna")]))


def test_a_hard_rule_from_outside_is_kept_and_blamed():
    rules = (*registry.RULES, NobodyAlone())
    plan = solve(CASE, Limits(), rules=rules)
    assert plan.assignments == ()
    assert plan.stages[0].value == 180
    checked = examine(CASE, plan, rules)
    assert (checked.violations, checked.differences) == ((), ())
    pinned = problem(team(CASE.team.members, pins=[AssignmentPin("anna", MON, "dag")]))
    with pytest.raises(Impossible) as clash:
        solve(pinned, Limits(), rules=rules)
    assert "nobody_alone" in {reason.rule for reason in clash.value.conflict}


def test_a_hard_rule_from_outside_is_kept_where_only_continuity_is_wanted():
    rules = (*registry.RULES, NobodyAlone())
    plan = solve(CASE, Limits(), rules=rules, stages=CONTINUITY)
    assert plan.assignments == ()
    assert [stage.value for stage in plan.stages][:1] == [180]


def test_where_a_rule_from_outside_costs_cover_what_dates_come_to_without_it_proves_nothing_of_later_stages():
    """On Monday Anna may not work alone, so dir is short, and no longer fragile. On Tuesday two are there in any case;
    only with Dora, who has no hours of her own, does the telephone survive that Bea falls out."""
    phone = (Held("tel"),)
    members = [
        member("anna"),
        member("bea", "tue", qualifications=phone),
        member("carla", "tue"),
        member("dora", "tue", hours=0, overtime=Decimal(8), qualifications=phone),
    ]
    desks = [desk("telefoon", "tue", "09:00-12:00", requires=("tel",))]
    case = problem(team(members, [account("dir", "anna")], desks=desks))
    plan = solve(case, Limits(), rules=(*registry.RULES, NobodyAlone()))
    assert [(stage.value, stage.bound) for stage in plan.stages[:3]] == [(180, 180), (0, 0), (0, 0)]


@pytest.mark.parametrize("works", ["mon", "mon tue"])
def test_a_rule_from_outside_is_asked_of_all_weeks_together_where_each_is_planned_alone_first(works: str):
    """Twice in two weeks: once in each, or both days of one."""
    case = problem(team([member("anna", works)]), weeks=2)
    case = replace(case, published=roster(weeks=case.weeks))
    plan = solve(case, Limits(), rules=(*registry.RULES, twice("anna")()), stages=stages_for(case))
    assert [(stage.value, stage.bound) for stage in plan.stages if stage.id == "changes"] == [(4, 4)]


def test_a_soft_rule_from_outside_is_a_term_of_quality():
    plan = solve(CASE, Limits(), rules=(*registry.RULES, FewWorkers()))
    quality = {term.id: term.value for term in plan.stages[-1].terms}
    assert quality["few_workers"] == 2
    checked = examine(CASE, plan, (*registry.RULES, FewWorkers()))
    assert (checked.violations, checked.differences) == ((), ())


@pytest.fixture
def installed(monkeypatch):
    install(monkeypatch, NobodyAlone, FewWorkers)


@pytest.mark.usefixtures("installed")
def test_a_what_if_a_repair_and_a_change_that_would_help_keep_them_too():
    """Anna cannot work alone, and Bea does not work on Monday; on Tuesday Cleo could come in beside Bea."""
    alone = what_if(CASE, roster(), [AssignmentPin("anna", MON, "dag")], Limits())
    assert "nobody_alone" in {reason.rule for reason in alone.conflict}
    members = [member("anna", "mon tue"), member("bea", "mon tue"), member("cleo", "tue")]
    case = problem(team(members, [account("dir", "anna", "tue")], agreements=[backup("dir", "bea")]), today=TUE)
    published = roster([work("anna", TUE), work("bea", TUE)], [hold("anna", "dir", day=TUE)])
    for repair in repairs(case, published, Absence("anna", TUE, TUE)).repairs:
        works = {item.member for item in repair.roster.assignments}
        assert works in (set(), {"bea", "cleo"})
    # An agreement with Anna would have her work on Monday alone; Bea can come on Monday, beside her.
    short = problem(team([member("anna", "mon"), member("bea", "tue")], [account("dir", "bea")]))
    [told] = relax(short, roster(), list(shortages(short, Facts(short, roster()))), Limits())
    [change] = told.shortage.relaxations
    assert (change.text.fact("member"), change.text.fact("date")) == ("bea", MON)


@pytest.mark.usefixtures("installed")
def test_a_light_knows_of_them():
    """Without Bea Anna cannot work on Monday either, so that her account is with nobody: red, and not amber."""
    pair = team([member("anna"), member("bea")], [account("dir", "anna")], agreements=[backup("dir", "bea")])
    found = Lights(problem(pair)).light(Leave("bea", MON, MON, None, LeaveStatus.REQUESTED))
    assert (found.colour, found.before, found.after) == (Colour.RED, (0, 0, 0), (180, 0, 0))


@pytest.mark.usefixtures("installed")
def test_terms_of_theirs_are_told_of_each_week_of_several_and_of_what_changed():
    case = replace(CASE, horizon=Horizon(WEEK, 2))
    plan = describe(case, solve(case, Limits(), rules=registry.installed_rules()))
    for own, kept in week_by_week(case, plan, registry.installed_rules()):
        assert examine(own, kept.roster, registry.installed_rules()).differences == ()
    found = compare(CASE, roster(), roster([work("bea", TUE)]))
    assert {term.id: term.after for stage in found.stages for term in stage.terms}["few_workers"] == 1


@pytest.mark.usefixtures("installed")
def test_installed_packages_bring_their_rules_by_name():
    brought = registry.installed_rules()[len(registry.RULES) :]
    assert [rule.id for rule in brought] == ["few_workers", "nobody_alone"]
