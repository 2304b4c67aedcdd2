from secretariat_tui.domain.events import Meeting
from secretariat_tui.planner.rules.agreement_order import AgreementOrder
from tests.build import MON, TUE, account, backup, days, hold, member, problem, roster, span, team
from tests.planner.tidy_cases import tidy_cases
from tests.planner.verdict import agreed, cost, verdict

RULE = AgreementOrder()
PEOPLE = [member(name, "mon tue") for name in ("anna", "bea", "carla", "dora")]
AGREED = [backup("dir", "bea"), backup("dir", "carla")]


def case_of(*accounts, agreements=AGREED, **more):
    return problem(team(PEOPLE, accounts, agreements=agreements, **more))


def both(case, made):
    return agreed(case, made, RULE)


def test_the_first_backup_costs_one_an_hour():
    assert both(case_of(account("dir", "anna")), roster([], [hold("bea", "dir")])) == ["agreement_order 3"]


def test_the_second_backup_costs_two_an_hour():
    assert both(case_of(account("dir", "anna")), roster([], [hold("carla", "dir")])) == ["agreement_order 6"]


def test_the_primary_and_incidental_cover_cost_nothing():
    case = case_of(account("dir", "anna"))
    assert both(case, roster([], [hold("anna", "dir")])) == []
    assert both(case, roster([], [hold("dora", "dir")])) == []


def test_a_started_hour_counts_as_an_hour():
    # 09:00-11:20 is 140 minutes: 3 started hours
    case = case_of(account("dir", "anna", times="09:00-11:20"))
    assert both(case, roster([], [hold("bea", "dir", "09:00-11:20")])) == ["agreement_order 3"]


def test_minutes_of_one_date_are_added_before_they_are_rounded():
    # 09:00-09:40 and 10:20-11:10 by bea make 90 minutes, 2 hours; carla has 40 minutes between: 1 hour, rank 2
    cutting = Meeting("m", "M", days("mon"), span("09:40-10:20"), interruptible=True)
    case = case_of(account("dir", "anna", times="09:00-11:10"), meetings=[cutting])
    made = roster(
        [], [hold("bea", "dir", "09:00-09:40"), hold("carla", "dir", "09:40-10:20"), hold("bea", "dir", "10:20-11:10")]
    )
    assert sorted(both(case, made)) == ["agreement_order 2", "agreement_order 2"]


def test_dates_and_accounts_are_rounded_by_themselves():
    # 30 minutes of two accounts on two dates: four started hours
    accounts = [account(name, "anna", "mon tue", "09:00-09:30") for name in ("dir", "fin")]
    case = case_of(*accounts, agreements=[backup("dir", "bea"), backup("fin", "bea")])
    made = roster([], [hold("bea", name, "09:00-09:30", day) for name in ("dir", "fin") for day in (MON, TUE)])
    assert both(case, made) == ["agreement_order 1"] * 4


def test_the_rank_counts_only_agreements_that_hold_on_that_date():
    # bea's agreement begins on Tuesday, so carla is first on Monday and second on Tuesday
    agreed = [backup("dir", "bea", start=TUE), backup("dir", "dora", accepted=False), backup("dir", "carla")]
    case = case_of(account("dir", "anna", "mon tue"), agreements=agreed)
    assert both(case, roster([], [hold("carla", "dir", day=MON)])) == ["agreement_order 3"]
    assert both(case, roster([], [hold("carla", "dir", day=TUE)])) == ["agreement_order 6"]
    assert both(case, roster([], [hold("bea", "dir", day=MON)])) == []


def test_the_solver_and_the_check_agree_on_random_rosters():
    for case, made in tidy_cases(60):
        assert verdict(case, made, RULE) == cost(case, made, RULE)
