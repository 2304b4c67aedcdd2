from secretariat_tui.planner.tidy import tidied
from tests.build import MON, account, desk, hold, member, problem, roster, shift, team, work

MORNING = shift("ochtend", "08:30-12:30", 0)
PEOPLE = [member("anna"), member("bea"), member("carla")]


def at_desk(who, times):
    return hold(who, "telefoon", times, is_desk=True)


def seats(plan):
    return [(duty.member, str(duty.span)) for duty in plan.duties if duty.is_desk]


def test_who_sits_down_at_a_desk_stays_as_long_as_she_is_there():
    case = problem(team(PEOPLE, [account("dir", "anna", times="11:00-13:00")], desks=[desk()]))
    flitting = [
        hold("anna", "telefoon", "09:00-11:00", is_desk=True),
        hold("bea", "telefoon", "11:00-17:00", is_desk=True),
    ]
    plan = tidied(case, roster([work(m.id) for m in PEOPLE], flitting))
    assert seats(plan) == [("anna", "09:00-17:00")]


def test_the_place_goes_to_who_can_stay_longest():
    case = problem(team(PEOPLE, desks=[desk()], shifts=(shift(), MORNING)))
    working = [work("anna", what=MORNING), work("bea"), work("carla", what=MORNING)]
    flitting = [
        hold("anna", "telefoon", "09:00-12:30", is_desk=True),
        hold("bea", "telefoon", "12:30-17:00", is_desk=True),
    ]
    assert seats(tidied(case, roster(working, flitting))) == [("bea", "09:00-17:00")]


def test_turns_at_the_desk_go_round():
    case = problem(team([member(m.id, "mon tue wed") for m in PEOPLE], desks=[desk(when="mon tue wed")]))
    dates = case.open_dates[:3]
    manned = [hold("anna", "telefoon", "09:00-17:00", day, is_desk=True) for day in dates]
    plan = tidied(case, roster([work(m.id, day) for m in PEOPLE for day in dates], manned))
    assert [duty.member for duty in plan.duties] == ["anna", "bea", "carla"]


def test_a_pinned_place_and_a_place_nobody_has_stay_as_they_are():
    case = problem(team(PEOPLE, desks=[desk(people=2)]))
    manned = [hold("carla", "telefoon", "09:00-17:00", MON, is_desk=True, pinned=True)]
    plan = tidied(case, roster([work(m.id) for m in PEOPLE], manned))
    assert seats(plan) == [("carla", "09:00-17:00")]


def test_two_desks_at_once_are_shared_while_there_are_people_for_both():
    desks = [desk("balie"), desk("telefoon")]
    case = problem(team(PEOPLE, desks=desks))
    manned = [hold("anna", name, "09:00-17:00", is_desk=True) for name in ("balie", "telefoon")]
    plan = tidied(case, roster([work(m.id) for m in PEOPLE], manned))
    assert seats(plan) == [("anna", "09:00-17:00"), ("bea", "09:00-17:00")]
