"""Rules that a team brings itself, from outside the package."""

from types import SimpleNamespace

import pytest

from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.events import AssignmentPin
from secretariat_tui.domain.finding import Severity, Violation, because
from secretariat_tui.planner import registry
from secretariat_tui.planner.check import examine
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY
from tests.build import MON, account, member, problem, team


class NobodyAlone:
    """A hard rule of a team: whoever works, somebody else does too."""

    id = "nobody_alone"
    severity = Severity.HARD
    reason = because("nobody_alone", "Nobody works alone.")

    def encode(self, problem, model):
        members = problem.team.members
        for day in problem.open_dates:
            for one in members:
                others = [model.variables.works(m, day) for m in members if m is not one]
                rest = others[0]
                for more in others[1:]:
                    rest = rest + more
                model.require(rest - model.variables.works(one, day) >= 0, self.reason)

    def check(self, problem, facts):
        for day in problem.open_dates:
            if sum(bool(facts.assignments(m, day)) for m in problem.team.members) == 1:
                yield Violation(self.reason)


class FewWorkers:
    """A soft rule of a team: one for each who works."""

    id = "few_workers"
    severity = Severity.SOFT
    reason = because("few_workers", "Somebody works.")

    def encode(self, problem, model):
        for day in problem.open_dates:
            for m in problem.team.members:
                model.penalise(model.variables.works(m, day), 1, self.reason)

    def check(self, problem, facts):
        for day in problem.open_dates:
            for m in problem.team.members:
                if facts.assignments(m, day):
                    yield Violation(self.reason)


CASE = problem(team([member("anna"), member("bea", "tue")], [account("dir", "anna")]))


def test_a_hard_rule_from_outside_is_kept_and_blamed():
    rules = (*registry.RULES, NobodyAlone())
    plan = solve(CASE, Limits(), rules=rules)
    assert plan.assignments == ()
    assert plan.stages[0].value == 180
    assert examine(CASE, plan, rules).passed
    pinned = problem(team(CASE.team.members, pins=[AssignmentPin("anna", MON, "dag")]))
    with pytest.raises(Impossible) as clash:
        solve(pinned, Limits(), rules=rules)
    assert "nobody_alone" in {reason.rule for reason in clash.value.conflict}


def test_a_hard_rule_from_outside_is_kept_where_only_continuity_is_wanted():
    rules = (*registry.RULES, NobodyAlone())
    plan = solve(CASE, Limits(), rules=rules, stages=CONTINUITY)
    assert plan.assignments == ()
    assert [stage.value for stage in plan.stages][:1] == [180]


def test_a_soft_rule_from_outside_is_a_term_of_quality():
    plan = solve(CASE, Limits(), rules=(*registry.RULES, FewWorkers()))
    quality = {term.id: term.value for term in plan.stages[-1].terms}
    assert quality["few_workers"] == 2
    assert examine(CASE, plan, (*registry.RULES, FewWorkers())).passed


def test_installed_packages_bring_their_rules_by_name(monkeypatch):
    points = [SimpleNamespace(name=rule.id, load=lambda rule=rule: rule) for rule in (NobodyAlone, FewWorkers)]
    monkeypatch.setattr(registry, "entry_points", lambda group: points if group == registry.OWN_RULES else [])
    brought = registry.installed_rules()[len(registry.RULES) :]
    assert [rule.id for rule in brought] == ["few_workers", "nobody_alone"]
