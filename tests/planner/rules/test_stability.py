from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.rules.stability import Stability
from tests.build import MON, TUE, WEEK, member, problem, roster, shift, team, work
from tests.planner.tidy_cases import tidy_cases
from tests.planner.verdict import agreed, cost, verdict

RULE = Stability()
DAY, MORNING, EARLY = shift(), shift("ochtend", "08:30-12:30", 0), shift("vroeg", "07:00-15:30")
TEAM = team([member("anna", "mon tue-am"), member("bea", "mon")], shifts=(DAY, MORNING, EARLY))


def ago(weeks, day=0):
    """A weekday (0 is Monday) some weeks before week 49."""
    return WEEK.plus(-weeks).days[day]


def past(weeks, *assignments):
    return roster(assignments, weeks=[WEEK.plus(-weeks)])


def both(history, *assignments, people=TEAM, weeks=1):
    case = problem(people, weeks=weeks, history=tuple(history))
    made = roster(assignments, weeks=case.weeks)
    return agreed(case, made, RULE)


def test_without_a_past_week_nothing_differs():
    assert both([], work("anna")) == []


def test_the_same_again_costs_nothing():
    assert both([past(2, work("anna", ago(2)))], work("anna")) == []


def test_a_day_off_instead_of_a_day_of_work_is_two_dayparts():
    assert both([past(2, work("anna", ago(2)))]) == ["stability 2"]
    assert both([past(2)], work("anna")) == ["stability 2"]


def test_another_shift_or_place_differs():
    history = [past(2, work("anna", ago(2)))]
    assert both(history, work("anna", what=EARLY)) == ["stability 2"]
    assert both(history, work("anna", place=Place.REMOTE)) == ["stability 2"]


def test_a_half_day_differs_in_both_halves_from_a_whole_one():
    # the morning has another shift, the afternoon none
    assert both([past(2, work("anna", ago(2)))], work("anna", what=MORNING)) == ["stability 2"]


def test_the_half_that_stays_free_does_not_differ():
    assert both([past(2)], work("anna", what=MORNING)) == ["stability 1"]


def test_only_dayparts_of_her_pattern_count():
    # on Tuesday her pattern has the morning, on Wednesday nothing
    assert both([past(2)], work("anna", TUE)) == ["stability 1"]
    assert both([past(2)], work("bea", TUE)) == []


def test_a_week_of_the_other_parity_is_no_example():
    assert both([past(1, work("anna", ago(1)))]) == []


def test_the_last_week_of_the_same_parity_counts():
    older, newer = past(4, work("anna", ago(4), EARLY)), past(2, work("anna", ago(2)))
    assert both([older, newer], work("anna")) == []
    assert both([older], work("anna", what=EARLY)) == []


def test_every_planned_week_has_the_example_of_its_parity():
    # weeks 49 to 51: 49 and 51 look at 47, 50 at 48
    history = [past(2, work("anna", ago(2))), past(1)]
    mondays = [WEEK.plus(n).monday for n in range(3)]
    assert both(history, work("anna", mondays[0]), work("anna", mondays[2]), weeks=3) == []
    assert both(history, work("anna", mondays[1]), weeks=3) == ["stability 2"] * 3


def test_a_day_that_was_closed_then_is_not_compared():
    closed = team(TEAM.members, shifts=TEAM.shifts, closed=frozenset({ago(2)}))
    assert both([past(2)], work("anna"), people=closed) == []


def test_a_day_that_is_closed_now_is_not_compared():
    closed = team(TEAM.members, shifts=TEAM.shifts, closed=frozenset({MON}))
    assert both([past(2, work("anna", ago(2)))], people=closed) == []


def test_the_solver_and_the_check_agree_on_random_rosters():
    for case, made in tidy_cases(60):
        assert verdict(case, made, RULE) == cost(case, made, RULE)
