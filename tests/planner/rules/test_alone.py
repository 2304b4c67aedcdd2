from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Cluster
from secretariat_tui.planner.rules.alone import Alone
from tests.build import MON, TUE, WED, member, problem, roster, shift, team, work
from tests.planner.tidy_cases import tidy_cases
from tests.planner.verdict import agreed, breaches, cost, verdict

RULE = Alone()
MORNING = shift("ochtend", "08:30-12:30", 0)
NORTH = [member("anna", cluster="noord"), member("bea", cluster="noord"), member("carla", cluster="noord")]
PEOPLE = [*NORTH, member("dora", cluster="zuid"), member("els")]
CLUSTERS = [Cluster("noord", "Noord", never_alone=True), Cluster("zuid", "Zuid")]
CASE = problem(team(PEOPLE, clusters=CLUSTERS, shifts=(shift(), MORNING)))


def both(made, case=CASE):
    return agreed(case, made, RULE)


def test_one_alone_all_day_is_alone_in_two_dayparts():
    assert both(roster([work("anna")])) == ["alone 1", "alone 1"]


def test_nobody_two_or_three_are_not_alone():
    assert both(roster()) == []
    assert both(roster([work("anna"), work("bea")])) == []
    assert both(roster([work("anna"), work("bea"), work("carla")])) == []


def test_a_colleague_at_home_is_no_company():
    assert both(roster([work("anna"), work("bea", place=Place.REMOTE)])) == ["alone 1", "alone 1"]


def test_a_colleague_for_the_morning_leaves_her_alone_in_the_afternoon():
    assert both(roster([work("anna"), work("bea", what=MORNING)])) == ["alone 1"]


def test_a_colleague_of_another_cluster_is_no_company():
    assert both(roster([work("anna"), work("dora"), work("els")])) == ["alone 1", "alone 1"]


def test_a_cluster_that_did_not_ask_for_it_does_not_count():
    assert both(roster([work("dora")])) == []


def test_dates_are_counted_one_by_one():
    made = roster([work("anna", MON), work("bea", TUE), work("anna", WED), work("bea", WED)])
    assert both(made) == ["alone 1"] * 4


def test_a_closed_day_does_not_count():
    case = problem(team(PEOPLE, clusters=CLUSTERS, closed=frozenset({MON})))
    assert breaches(case, roster([work("anna", MON)]), RULE) == []


def test_the_solver_and_the_check_agree_on_random_rosters():
    for case, made in tidy_cases(40):
        assert verdict(case, made, RULE) == cost(case, made, RULE)
