from typing import Any

import pytest

from secretariat_tui.domain.events import Learning, Meeting
from secretariat_tui.domain.member import Held, Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Cluster
from secretariat_tui.planner.rules.agreements import Agreements
from secretariat_tui.planner.rules.one_holder import OneHolder
from secretariat_tui.planner.rules.one_shift import OneShift
from tests.build import MON, account, backup, days, hold, member, problem, roster, shift, span, team, work
from tests.planner.random_cases import random_case
from tests.planner.verdict import breaches, cost, verdict

SHORT = shift("kort", "08:30-11:00", 0)
CLUSTERS = [Cluster("noord", "Noord"), Cluster("zuid", "Zuid")]


def case(other: Member, anna: Member | None = None, agreed: bool = False, **more: Any) -> Problem:
    """Anna's account is asked for from nine to twelve: 180 minutes."""
    asked = account("dir", "anna", cluster="noord", **more.pop("account", {}))
    agreements = [backup("dir", other.id)] if agreed else []
    people = [anna or member("anna"), other]
    return problem(team(people, [asked], agreements=agreements, clusters=CLUSTERS, shifts=(shift(), SHORT), **more))


def assert_costs(expected: int, some: Problem, held: Roster) -> None:
    assert cost(some, held, Agreements()) == expected
    assert verdict(some, held, Agreements()) == expected


AWAY = roster([work("bea")], [hold("bea", "dir")])
PASSED_OVER = roster([work("anna"), work("bea")], [hold("bea", "dir")])


def test_the_primary_and_an_agreed_backup_cost_nothing():
    agreed = case(member("bea"), agreed=True)
    assert_costs(0, agreed, roster([work("anna"), work("bea")], [hold("anna", "dir")]))
    assert_costs(0, agreed, AWAY)


@pytest.mark.parametrize(
    ("who", "distance"),
    [
        ({"cluster": "noord"}, 1),
        ({"cluster": "zuid"}, 2),
        ({}, 2),
        ({"cluster": "noord", "unit": "fin"}, 5),
        ({"cluster": "noord", "grade": 6}, 3),
        ({"unit": "fin", "grade": 5}, 7),
    ],
)
def test_incidental_cover_costs_its_distance_and_two_more_below_the_grade(who: dict[str, Any], distance: int):
    some = case(member("bea", knows=("dir",), **who), account={"min_grade": 7})
    assert_costs(180 * distance, some, AWAY)


def test_priority_does_not_count():
    assert_costs(180, case(member("bea", cluster="noord", knows=("dir",)), account={"priority": 3}), AWAY)


def test_a_primary_who_is_there_while_another_has_her_account_costs_the_minutes():
    assert_costs(180, case(member("bea"), agreed=True), PASSED_OVER)


def test_incidental_cover_beside_the_primary_costs_both():
    assert_costs(180 + 180, case(member("bea", cluster="noord", knows=("dir",))), PASSED_OVER)


def test_a_primary_who_goes_early_costs_only_while_she_is_there():
    early = roster([work("anna", what=SHORT), work("bea")], [hold("bea", "dir")])
    assert_costs(120, case(member("bea"), agreed=True), early)


def test_a_primary_at_home_does_not_fit_an_account_on_site():
    home = roster([work("anna", place=Place.REMOTE), work("bea")], [hold("bea", "dir")])
    assert_costs(0, case(member("bea"), agreed=True, account={"on_site": True}), home)
    assert_costs(180, case(member("bea"), agreed=True), home)


def test_a_primary_without_the_qualification_does_not_fit():
    able = member("bea", qualifications=(Held("mandaat"),))
    assert_costs(0, case(able, agreed=True, account={"requires": ("mandaat",)}), PASSED_OVER)


@pytest.mark.parametrize(
    "events",
    [
        {"learning": [Learning("anna", "Cursus", MON, span("09:00-10:00"))]},
        {"meetings": [Meeting("mt", "MT", days("mon"), span("11:00-13:00"), who=("anna",))]},
    ],
)
def test_a_primary_in_learning_time_or_a_meeting_does_not_fit_meanwhile(events: dict[str, Any]):
    assert_costs(120, case(member("bea"), agreed=True, **events), PASSED_OVER)


def test_an_account_that_nobody_has_costs_nothing_here():
    assert_costs(0, case(member("bea"), agreed=True), roster([work("anna")]))


@pytest.mark.parametrize("seed", range(80))
def test_the_solver_and_the_check_agree_on_any_roster_that_is_one(seed: int):
    """With two holders or two shifts at once the penalty counts pairs, which is no matter: no plan has them."""
    some, held = random_case(seed)
    if not breaches(some, held, OneShift(), OneHolder()):
        assert verdict(some, held, Agreements()) == cost(some, held, Agreements())
