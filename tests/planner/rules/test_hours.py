from decimal import Decimal

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.events import Leave
from secretariat_tui.planner.rules.hours import Hours
from tests.build import FRI, MON, TUE, WEEK, member, problem, roster, shift, team, work
from tests.planner.tidy_cases import tidy_cases
from tests.planner.verdict import agreed, breaches, cost, verdict

RULE = Hours()


def both(case, made):
    return agreed(case, made, RULE)


def test_a_week_worked_by_contract_costs_nothing():
    # two days of 8 paid hours (08:30-17:00 less 30 minutes), 16 hours of contract
    case = problem(team([member("anna", "mon tue")]))
    assert both(case, roster([work("anna", MON), work("anna", TUE)])) == []


def test_a_day_too_few_costs_its_minutes():
    case = problem(team([member("anna", "mon tue")]))
    assert both(case, roster([work("anna", MON)])) == ["hours 480"]


def test_minutes_too_many_cost_as_much_as_minutes_too_few():
    # 16 hours worked against 12: 240 minutes over
    case = problem(team([member("anna", "mon tue", hours=12)]))
    assert both(case, roster([work("anna", MON), work("anna", TUE)])) == ["hours 240"]


def test_leave_credits_half_a_day_for_each_daypart():
    # target 960; 480 worked, 480 credited for the day of leave
    case = problem(team([member("anna", "mon tue")], leave=[Leave("anna", TUE, TUE)]))
    assert both(case, roster([work("anna", MON)])) == []


def test_a_balance_owed_to_her_means_that_she_works_less():
    # 8 hours worked + 8 owed = 16
    owed = member("anna", "mon tue", balance=Decimal(8))
    assert both(problem(team([owed])), roster([work("anna", MON)])) == []


def test_a_balance_that_she_owes_is_worked_off():
    # 16 worked - 16 target - 2 owed by her
    owes = member("anna", "mon tue", balance=Decimal(-2))
    assert both(problem(team([owes])), roster([work("anna", MON), work("anna", TUE)])) == ["hours 120"]


def test_the_balance_runs_from_week_to_week():
    # first week: a day short, 480; second week: a day over, which makes up for it
    case = problem(team([member("anna", "mon", hours=8)]), weeks=2)
    second = case.weeks[1]
    late = [work("anna", second.days[0]), work("anna", second.days[1])]
    assert both(case, roster(late, weeks=case.weeks)) == ["hours 480"]


def test_what_is_not_made_up_for_counts_every_week():
    # a day short in the first week, and still so after the second
    case = problem(team([member("anna", "mon", hours=8)]), weeks=2)
    assert both(case, roster([work("anna", case.weeks[1].days[0])], weeks=case.weeks)) == ["hours 480", "hours 480"]


def test_a_week_before_her_employment_costs_nothing_and_passes_the_balance_on():
    # employed from the second week: target 480, balance +480, so she need not work
    starter = member("anna", "mon", start=WEEK.plus(1).monday, balance=Decimal(8))
    case = problem(team([starter]), weeks=2)
    assert both(case, roster(weeks=case.weeks)) == []
    assert both(case, roster([work("anna", case.weeks[1].days[0])], weeks=case.weeks)) == ["hours 480"]


def test_a_night_shift_is_paid_an_hour_more_when_the_clock_goes_back():
    # Sunday 25 October 2026: 00:30-08:30 lasts 9 hours; contract 8
    case = problem(
        team([member("anna", "sun", hours=8)], shifts=(shift("nacht", "00:30-08:30", 0),), open_days=frozenset({6})),
        week=Week(2026, 43),
    )
    night = work("anna", case.weeks[0].days[6], shift("nacht", "00:30-08:30", 0))
    assert both(case, roster([night], weeks=case.weeks)) == ["hours 60"]


def test_hours_on_a_closed_day_count_in_a_roster_from_a_file():
    case = problem(team([member("anna", "mon", hours=8)], closed=frozenset({FRI})))
    assert breaches(case, roster([work("anna", MON), work("anna", FRI)]), RULE) == ["hours 480"]


def test_the_solver_and_the_check_agree_on_random_rosters():
    for case, made in tidy_cases(40):
        assert verdict(case, made, RULE) == cost(case, made, RULE)
