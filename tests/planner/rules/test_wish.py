from secretariat_tui.domain.events import Leave, WishKind
from secretariat_tui.domain.events import Wish as Wished
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.rules.wish import Wish
from tests.build import FRI, MON, TUE, cells, member, problem, roster, shift, team, work
from tests.planner.tidy_cases import tidy_cases
from tests.planner.verdict import agreed, cost, verdict

RULE = Wish()
MORNING, EARLY = shift("ochtend", "08:30-12:30", 0), shift("vroeg", "07:00-15:30")
PEOPLE = [member("anna", "mon tue fri-am"), member("bea", "mon tue-am fri")]


def case_of(kind, when, value="", weight=5, **more):
    wish = Wished("anna", kind, cells(when), value, weight)
    return problem(team(PEOPLE, wishes=[wish], shifts=(shift(), MORNING, EARLY), **more))


def both(case, *assignments):
    made = roster(assignments)
    return agreed(case, made, RULE)


def test_a_daypart_off_that_she_works_costs_its_weight():
    case = case_of(WishKind.OFF, "mon-pm")
    assert both(case, work("anna")) == ["wish 5"]
    assert both(case, work("anna", what=MORNING)) == []
    assert both(case, work("anna", TUE), work("bea")) == []


def test_a_whole_day_off_is_two_dayparts():
    assert both(case_of(WishKind.OFF, "mon"), work("anna")) == ["wish 10"]


def test_only_dayparts_on_which_she_may_work_count():
    # Friday afternoon is not in her pattern; of Friday the morning counts
    assert both(case_of(WishKind.OFF, "fri"), work("anna", FRI)) == ["wish 5"]
    assert both(case_of(WishKind.OFF, "fri-pm"), work("anna", FRI)) == []
    assert both(case_of(WishKind.OFF, "mon", leave=[Leave("anna", MON, MON)]), work("anna")) == []
    assert both(case_of(WishKind.OFF, "mon", closed=frozenset({MON}))) == []


def test_another_shift_than_she_would_like_costs_once_a_date():
    case = case_of(WishKind.SHIFT, "mon tue", "vroeg", weight=2)
    assert both(case, work("anna", MON), work("anna", TUE, EARLY)) == ["wish 2"]


def test_a_shift_that_she_does_not_work_at_all_is_no_unmet_wish():
    assert both(case_of(WishKind.SHIFT, "mon", "vroeg")) == []
    assert both(case_of(WishKind.PLACE, "mon", "remote")) == []


def test_a_shift_on_a_listed_half_is_a_wish_for_the_date():
    # the morning is listed, she works the afternoon too
    assert both(case_of(WishKind.SHIFT, "mon-am", "vroeg"), work("anna")) == ["wish 5"]


def test_another_place_than_she_would_like():
    case = case_of(WishKind.PLACE, "mon tue", "remote", weight=3)
    assert both(case, work("anna", MON, place=Place.REMOTE), work("anna", TUE)) == ["wish 3"]


def test_together_wants_both_at_work_in_each_daypart():
    case = case_of(WishKind.TOGETHER, "mon", "bea", weight=4)
    assert both(case, work("anna"), work("bea")) == []
    assert both(case, work("anna"), work("bea", what=MORNING)) == ["wish 4"]
    assert both(case, work("anna")) == ["wish 8"]
    assert both(case) == ["wish 8"]


def test_together_counts_only_where_both_may_work():
    # on Tuesday bea may work in the morning only, on Friday anna: one daypart each
    assert both(case_of(WishKind.TOGETHER, "tue fri", "bea", weight=4)) == ["wish 4", "wish 4"]
    assert both(case_of(WishKind.TOGETHER, "mon", "bea", leave=[Leave("bea", MON, MON)])) == []


def test_the_solver_and_the_check_agree_on_random_rosters():
    for case, made in tidy_cases(80):
        assert verdict(case, made, RULE) == cost(case, made, RULE)
