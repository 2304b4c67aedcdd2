from dataclasses import replace

from secretariat_tui.domain.finding import because
from secretariat_tui.domain.roster import HolderRole
from secretariat_tui.domain.shift import PLACES, Place
from secretariat_tui.planner.cutting import cut
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.engine import Engine
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.limits import UNLIMITED, Clock
from secretariat_tui.planner.relaxation import relaxed
from secretariat_tui.planner.rules.fairness import Fairness
from tests.build import (
    FRI,
    MON,
    THU,
    TUE,
    WED,
    WEEK,
    account,
    backup,
    hold,
    member,
    problem,
    roster,
    shift,
    team,
    work,
)
from tests.planner.tidy_cases import tidy_cases
from tests.planner.verdict import cost, verdict

RULE = Fairness()
OFFICE = (Place.OFFICE,)
FOUR_DAYS = "mon tue wed thu"
# Contracts of 32 and 16 hours: shares of two thirds and one third. No Fridays, no remote work, no accounts.
ANNA, BEA = member("anna", FOUR_DAYS, hours=32), member("bea", FOUR_DAYS, hours=16)
DAY, EARLY = shift("dag", "08:30-17:00", places=OFFICE), shift("vroeg", "07:00-17:00", places=OFFICE)
LATE = shift("laat", "08:30-18:00", places=OFFICE)


def two(*shifts, people=(ANNA, BEA), **more):
    return team(people, shifts=shifts, **more)


def both(team, made, **more):
    case = problem(team, **more)
    assert verdict(case, made, RULE) == cost(case, made, RULE)
    return cost(case, made, RULE)


def worked(what, **dates):
    return [work(name, day, what) for name, own in dates.items() for day in own]


def test_first_shifts_in_the_ratio_of_the_contracts_are_fair():
    assert both(two(DAY, EARLY), roster(worked(EARLY, anna=[MON, TUE], bea=[MON]))) == 0


def test_all_first_shifts_for_one():
    # 3 in all, shares 2 and 1: anna has 1 too many and bea 1 too few, 100 + 100
    assert both(two(DAY, EARLY), roster(worked(EARLY, anna=[MON, TUE, WED]))) == 200


def test_hundredths_are_rounded_down_for_each_member():
    # 1 in all, shares 2/3 and 1/3: 33.3 and 33.3
    assert both(two(DAY, EARLY), roster(worked(EARLY, anna=[MON]))) == 66


def test_shifts_that_do_not_start_first_are_no_burden():
    assert both(two(DAY, EARLY), roster(worked(DAY, anna=[MON, TUE, WED]))) == 0


def test_where_all_shifts_start_and_end_alike_none_is_first_or_last():
    other = shift("ook", "08:30-17:00", 0, OFFICE)
    assert both(two(DAY, other), roster(worked(DAY, anna=[MON, TUE, WED]))) == 0


def test_last_shifts_are_shared_too():
    # 2 in all, shares 4/3 and 2/3; bea has both: 133.3 and 133.3
    assert both(two(DAY, LATE), roster(worked(LATE, bea=[MON, TUE]))) == 266


def test_who_is_not_allowed_the_shift_takes_no_part():
    # carla may not: what she works of it in a roster from a file does not count, nor does her contract
    carla = member("carla", FOUR_DAYS, hours=32, shifts=("dag",))
    people = (ANNA, BEA, carla)
    made = roster(worked(EARLY, anna=[MON, TUE], bea=[MON], carla=[MON, TUE, WED]))
    assert both(two(DAY, EARLY, people=people), made) == 0


def test_who_never_has_the_whole_shift_in_her_pattern_takes_no_part():
    mornings = member("carla", "mon-am tue-am", hours=8)
    made = roster(worked(EARLY, anna=[MON, TUE], bea=[MON]))
    assert both(two(DAY, EARLY, people=(ANNA, BEA, mornings)), made) == 0


def test_who_left_before_the_horizon_takes_no_part():
    gone = member("carla", FOUR_DAYS, hours=32, until=WEEK.plus(-1).days[6])
    made = roster(worked(EARLY, anna=[MON, TUE], bea=[MON]))
    assert both(two(DAY, EARLY, people=(ANNA, BEA, gone)), made) == 0


def test_one_who_can_shares_with_nobody():
    alone = (ANNA, replace(BEA, shifts=("dag",)))
    assert both(two(DAY, EARLY, people=alone), roster(worked(EARLY, anna=[MON]))) == 0


def test_friday_afternoons():
    # 1 in all, shares 2/3 and 1/3: bea has it: 66.6 and 66.6
    people = [member("anna", "mon fri", hours=32), member("bea", "fri", hours=16)]
    morning = shift("ochtend", "08:30-12:30", 0, OFFICE)
    same = shift("dag", "08:30-12:31", 0, OFFICE)
    assert both(two(same, people=people), roster([work("bea", FRI, same)])) == 132
    assert both(two(morning, people=people), roster([work("bea", FRI, morning)])) == 0
    assert both(two(same, people=people), roster([work("bea", THU, same)])) == 0


def test_friday_mornings_only_do_not_share_friday_afternoons():
    people = [member("anna", "fri", hours=32), member("bea", "fri-am", hours=16)]
    assert both(two(DAY, people=people), roster([work("anna", FRI, DAY)])) == 0


def test_office_days_beyond_the_own_minimum():
    # anna 3 days with a minimum of 1: 2; bea 1 with none: 1. 3 in all, shares 2 and 1
    people = (replace(ANNA, office_days=1), BEA)
    anywhere = shift("dag", places=PLACES)
    made = roster(worked(anywhere, anna=[MON, TUE, WED], bea=[MON]))
    assert both(two(anywhere, people=people), made) == 0
    # without the minimum 4 in all, shares 8/3 and 4/3: 33.3 and 33.3
    assert both(two(anywhere), made) == 66


def test_fewer_office_days_than_the_minimum_are_no_credit():
    # anna 1 of 3: 0, not -2; bea 3. 3 in all, shares 2 and 1: 200 and 200
    people = (replace(ANNA, office_days=3), BEA)
    anywhere = shift("dag", places=PLACES)
    assert both(two(anywhere, people=people), roster(worked(anywhere, anna=[MON], bea=[MON, TUE, WED]))) == 400


def test_the_minimum_is_a_minimum_of_each_week():
    # anna, minimum 1: 2 and 0 days in two weeks make 1; bea 0. 1 in all: 33.3 and 33.3
    people = (replace(ANNA, office_days=1), BEA)
    anywhere = shift("dag", places=PLACES)
    case = problem(two(anywhere, people=people), weeks=2)
    made = roster(worked(anywhere, anna=[MON, TUE]), weeks=case.weeks)
    assert both(case.team, made, weeks=2) == 66


def test_cuts_tell_the_relaxation_that_first_shifts_come_whole():
    # one date, and one first shift on it. In parts it is fair: 2/3 and 1/3. Of whole ones the best is a mixture of none
    # for both, which is fair, and of one each, which is 33 and 33 from the shares 4/3 and 2/3: a half of each
    model = Encoder(problem(two(DAY, EARLY)))
    ways = {day: [c for who in (ANNA, BEA) for c in model.variables.choices(who, day)] for day in WEEK.days}
    for way in (way for day, found in ways.items() if day != MON for way in found):
        model.forbid(way.var, because("closed", "{date}", date=way.date))
    RULE.encode(model.problem, model)
    model.define(total(way.var for way in ways[MON] if way.shift == EARLY).equals(1))
    cost = total(p.expression for p in model.penalties)
    assert relaxed(model, (), cost).bound == 0
    cuts = cut(model, (), cost, Clock(UNLIMITED), work=10)
    assert cuts.bound == relaxed(model, cuts.lines, cost).bound == 33
    engine = Engine(model)
    for line in cuts.lines:
        engine.state(line)
    assert engine.minimise(cost, UNLIMITED).value == 66  # anna has it, and is a third above her share; bea below hers


def test_the_relaxation_has_no_more_office_days_beyond_a_minimum_than_a_mixture_of_weeks():
    # half of each of four dates: in half of the weeks all four, which are two beyond two, and else none
    model = Encoder(problem(two(shift("dag", places=PLACES), people=(replace(ANNA, office_days=2), BEA))))
    dates = [
        total(c.var for c in model.variables.choices(ANNA, day) if c.place is Place.OFFICE)
        for day in (MON, TUE, WED, THU, FRI)
    ]
    RULE.encode(model.problem, model)
    beyond = next(var for var in model.vars[model.choice_count :] if var.high == 3)
    for day, half in zip(dates, (1, 1, 1, 1, 0), strict=True):
        model.define((day * 2).equals(half))
    assert relaxed(model, (), beyond * -1).bound == -1


def test_who_may_not_work_remotely_has_no_burden_of_office_days():
    anywhere = shift("dag", places=PLACES)
    made = roster(worked(anywhere, anna=[MON, TUE]))
    assert both(two(anywhere, people=(ANNA, replace(BEA, remote_days=0))), made) == 0


STAND_IN = two(
    DAY,
    people=(replace(ANNA, knows=("dir",)), BEA, member("dora", FOUR_DAYS, hours=16)),
    accounts=[account("dir", "dora", "mon tue")],
    agreements=[backup("dir", "bea")],
)


def test_stand_in_counts_in_hours():
    # dora, the primary, can never stand in: shares 2/3 and 1/3. bea has 180 minutes, her share is 60; anna 0, her
    # share is 120: 200 each
    assert both(STAND_IN, roster([], [hold("bea", "dir")])) == 400
    # anna has 180 and her share is 120: 100 each
    assert both(STAND_IN, roster([], [hold("anna", "dir")])) == 200
    # 180 of 360 each, shares 240 and 120: 60 minutes, 100 each
    assert both(STAND_IN, roster([], [hold("anna", "dir"), hold("bea", "dir", day=TUE)])) == 200


def test_what_the_primary_has_is_no_stand_in():
    assert both(STAND_IN, roster([], [hold("dora", "dir")])) == 0


def test_started_hundredths_of_an_hour_are_rounded_down():
    # 50 minutes of bea: share 16.67, anna's 33.33: 33.33 minutes are 55.5 hundredths of an hour, each
    short = replace(STAND_IN, accounts=(account("dir", "dora", times="09:00-09:50"),))
    assert both(short, roster([], [hold("bea", "dir", "09:00-09:50")])) == 110


def test_the_thirteen_weeks_before_count():
    # bea had 2 first shifts 13 weeks ago; with 4 of anna's now 6 in all, shares 4 and 2
    then = WEEK.plus(-13)
    past = roster([work("bea", then.days[n], EARLY) for n in (0, 1)], weeks=[then])
    made = roster(worked(EARLY, anna=[MON, TUE, WED, THU]))
    assert both(two(DAY, EARLY), made, history=(past,)) == 0
    # 14 weeks ago is too long: 4 in all, shares 8/3 and 4/3: 133.3 each
    then = WEEK.plus(-14)
    past = roster([work("bea", then.days[n], EARLY) for n in (0, 1)], weeks=[then])
    assert both(two(DAY, EARLY), made, history=(past,)) == 266


def test_stand_in_of_the_past_counts_by_the_role_that_was_written_down():
    # bea held 180 minutes as a backup last week; anna 360 now: shares 360 and 180
    last = WEEK.plus(-1)
    duties = [
        hold("bea", "dir", day=last.days[0], role=HolderRole.BACKUP),
        hold("bea", "dir", day=last.days[1], role=HolderRole.PRIMARY),
    ]
    past = roster([], duties, weeks=[last])
    made = roster([], [hold("anna", "dir"), hold("anna", "dir", day=TUE)])
    assert both(STAND_IN, made, history=(past,)) == 0


def test_the_solver_and_the_check_agree_on_random_rosters():
    for case, made in tidy_cases(80):
        assert verdict(case, made, RULE) == cost(case, made, RULE)
