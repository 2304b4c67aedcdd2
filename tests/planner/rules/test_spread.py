from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Secondment
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.rules.spread import Spread
from tests.build import FRI, MON, THU, TUE, WED, days, member, problem, roster, shift, team, work
from tests.planner.tidy_cases import tidy_cases
from tests.planner.verdict import agreed, cost, verdict

RULE = Spread()
WEEK_DAYS = (MON, TUE, WED, THU, FRI)
THREE = [member(name, "mon tue wed thu fri") for name in ("anna", "bea", "carla")]
MORNING = shift("ochtend", "08:30-12:30", 0)
REMOTE = Place.REMOTE


def both(case, made):
    return agreed(case, made, RULE)


def test_an_even_week_costs_nothing():
    made = roster([work(name, day) for name in ("anna", "bea") for day in WEEK_DAYS])
    assert both(problem(team(THREE)), made) == []


def test_nobody_at_work_is_even():
    assert both(problem(team(THREE)), roster()) == []


def test_three_on_one_day_and_nobody_on_the_others():
    # remote, so only the first part counts: 3, 3 and eight times 0: 18; T = 6 over D = 10: least 6; 18 - 6 = 12
    made = roster([work(name, MON, place=REMOTE) for name in ("anna", "bea", "carla")])
    assert both(problem(team(THREE)), made) == ["spread 12"]


def test_people_in_the_office_count_once_more():
    # working: 2 in each daypart of all five days, even. In the office: both on Monday, 2, 2: 8 - 4 = 4
    away = [work(name, day, place=REMOTE) for name in ("anna", "bea") for day in WEEK_DAYS[1:]]
    made = roster([work("anna", MON), work("bea", MON), *away])
    assert both(problem(team(THREE)), made) == ["spread 4"]


def test_one_more_than_even_on_some_dayparts_is_still_the_least():
    # 2, 2, 1, 1, 1 people a day: T = 14, D = 10, q = 1, r = 4: least 6 x 1 + 4 x 4 = 22 = 8 x 2 + 6 x 1
    ones = [work("anna", day, place=REMOTE) for day in WEEK_DAYS]
    made = roster([*ones, work("bea", MON, place=REMOTE), work("bea", WED, place=REMOTE)])
    assert both(problem(team(THREE)), made) == []


def test_a_half_day_counts_in_its_half():
    # 2 in the mornings, 0 in the afternoons: 5 x 4 = 20; T = 10 over 10: least 10
    case = problem(team(THREE, shifts=(MORNING,)))
    made = roster([work(name, day, MORNING, REMOTE) for name in ("anna", "bea") for day in WEEK_DAYS])
    assert both(case, made) == ["spread 10"]


def test_who_is_on_secondment_does_not_count_there():
    # on Monday two work, one of them lent for the whole day: one counts, as on all days
    lent = Secondment("bea", "Elders", MON, FRI, days("mon"))
    made = roster([*(work("anna", day, place=REMOTE) for day in WEEK_DAYS), work("bea", MON, place=REMOTE)])
    assert both(problem(team(THREE, secondments=[lent])), made) == []
    assert both(problem(team(THREE)), made) == []  # 2, 2 and eight times 1 is as even as 12 over 10 can be


def test_a_secondment_of_a_morning_leaves_the_afternoon():
    # anna alone on Monday and lent in the morning: 0, 1 on Monday, else 0: 1 - 1; without the secondment 2 - 2. Three
    # on Monday, one lent in the morning: 2, 3: 13 - 5 = 8
    lent = Secondment("bea", "Elders", MON, FRI, days("mon"), Daypart.AM)
    made = roster([work(name, MON, place=REMOTE) for name in ("anna", "bea", "carla")])
    assert both(problem(team(THREE, secondments=[lent])), made) == ["spread 8"]


def test_closed_days_do_not_count():
    # open on Monday and Tuesday only: 2, 2, 1, 1 for T = 6 over D = 4: 10, the least
    closed = frozenset({WED, THU, FRI})
    made = roster([work(name, day, place=REMOTE) for name, day in (("anna", MON), ("bea", MON), ("anna", TUE))])
    assert both(problem(team(THREE, closed=closed)), made) == []


def test_each_week_is_spread_by_itself():
    # two people on Monday of the first week: 8 - 4 = 4; one each day in the second
    case = problem(team(THREE), weeks=2)
    second = case.weeks[1].days[:5]
    made = roster(
        [
            *(work(name, MON, place=REMOTE) for name in ("anna", "bea")),
            *(work("anna", day, place=REMOTE) for day in second),
        ],
        weeks=case.weeks,
    )
    assert both(case, made) == ["spread 4"]


def test_the_solver_and_the_check_agree_on_random_rosters():
    for case, made in tidy_cases(40):
        assert verdict(case, made, RULE) == cost(case, made, RULE)
