from secretariat_tui.domain.calendar import Parity
from secretariat_tui.domain.events import Leave, Meeting
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.rules.attendance import Attendance
from tests.build import MON, TUE, WED, days, member, problem, roster, shift, span, team, work
from tests.planner.tidy_cases import tidy_cases
from tests.planner.verdict import agreed, cost, verdict

RULE = Attendance()
MORNING = shift("ochtend", "08:30-12:30", 0)
PEOPLE = [member("anna"), member("bea"), member("carla")]


def case_of(*meetings, people=PEOPLE, weeks=1, **more):
    return problem(team(people, meetings=list(meetings), shifts=(shift(), MORNING), **more), weeks=weeks)


def meeting(when="mon", times="10:00-11:00", **more):
    return Meeting("overleg", "Overleg", days(when), span(times), **more)


def both(case, made):
    return agreed(case, made, RULE)


def test_each_named_member_who_does_not_work_costs_one():
    case = case_of(meeting(who=("anna", "bea")))
    assert both(case, roster([work("anna")])) == ["attendance 1"]
    assert both(case, roster()) == ["attendance 1", "attendance 1"]
    assert both(case, roster([work("anna"), work("bea")])) == []


def test_the_meeting_is_called_by_its_name():
    case = case_of(meeting(who=("anna",)))
    [found] = RULE.check(case, Facts(case, roster()))
    assert found.reason.fact("meeting") == "Overleg"


def test_a_meeting_of_all_names_everybody():
    assert both(case_of(meeting()), roster([work("anna")])) == ["attendance 1", "attendance 1"]


def test_a_shift_that_shares_a_minute_is_enough():
    assert both(case_of(meeting(times="12:29-14:00", who=("anna",))), roster([work("anna", what=MORNING)])) == []
    assert both(case_of(meeting(times="12:30-14:00", who=("anna",))), roster([work("anna", what=MORNING)])) == [
        "attendance 1"
    ]


def test_each_occurrence_counts():
    assert both(case_of(meeting("mon wed", who=("anna",))), roster([work("anna", WED)])) == ["attendance 1"]


def test_leave_and_free_days_count_too():
    case = case_of(meeting("mon tue", who=("anna",)), leave=[Leave("anna", MON, MON)])
    assert both(case, roster()) == ["attendance 1", "attendance 1"]


def test_nothing_is_held_on_a_closed_day_or_before_her_employment():
    assert both(case_of(meeting(who=("anna",)), closed=frozenset({MON})), roster()) == []
    assert both(case_of(meeting(who=("dora",)), people=[member("dora", start=TUE)]), roster()) == []


def test_a_meeting_of_odd_weeks_is_not_held_in_even_ones():
    # W49 and W50: one occurrence
    case = case_of(meeting(who=("anna",), weeks=Parity.ODD), weeks=2)
    assert both(case, roster(weeks=case.weeks)) == ["attendance 1"]


def test_the_solver_and_the_check_agree_on_random_rosters():
    for case, made in tidy_cases(40):
        assert verdict(case, made, RULE) == cost(case, made, RULE)
