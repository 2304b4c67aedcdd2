from secretariat_tui.domain.account import Level
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.rules.fragile import Fragile
from tests.build import account, backup, desk, hold, member, problem, roster, shift, team, work
from tests.planner.verdict import cost, verdict


def both(case: Problem, plan: Roster) -> tuple[int | None, int]:
    """What the model says and what the check says: two computations of one figure."""
    return verdict(case, plan, Fragile()), cost(case, plan, Fragile())


def test_a_backup_who_is_in_takes_the_account_over():
    case = problem(team([member("anna"), member("bea")], [account("dir", "anna")], agreements=[backup("dir", "bea")]))
    plan = roster([work("anna"), work("bea")], [hold("anna", "dir")])
    assert both(case, plan) == (0, 0)


def test_a_backup_who_is_at_home_cannot_take_over_what_is_on_site():
    # 180 minutes of dir, priority 2.
    accounts = [account("dir", "anna", on_site=True, priority=2)]
    case = problem(team([member("anna"), member("bea")], accounts, agreements=[backup("dir", "bea")]))
    plan = roster([work("anna"), work("bea", place=Place.REMOTE)], [hold("anna", "dir")])
    assert both(case, plan) == (360, 360)


def test_of_two_accounts_the_shared_backup_with_room_for_one_takes_the_weightier():
    # Carla carries nothing, capacity 1, no emergency capacity: dir (3 x 180) is taken, plan (1 x 180) is lost.
    accounts = [account("dir", "anna", level=Level.MT, priority=3), account("plan", "anna")]
    case = problem(
        team(
            [member("anna"), member("carla", capacity=1)],
            accounts,
            agreements=[backup("dir", "carla"), backup("plan", "carla")],
            emergency_capacity=0,
        )
    )
    plan = roster([work("anna"), work("carla")], [hold("anna", "dir"), hold("anna", "plan")])
    assert both(case, plan) == (180, 180)


def test_emergency_capacity_makes_room_for_the_second():
    accounts = [account("dir", "anna"), account("plan", "anna")]
    agreements = [backup("dir", "carla"), backup("plan", "carla")]
    people = [member("anna"), member("carla", capacity=1)]
    case = problem(team(people, accounts, agreements=agreements, emergency_capacity=1))
    plan = roster([work("anna"), work("carla")], [hold("anna", "dir"), hold("anna", "plan")])
    assert both(case, plan) == (0, 0)


def test_what_a_taker_holds_herself_takes_room():
    # Bea holds staf (load 2 of capacity 2, 1 for emergencies): room for load 1, so dir (load 2) is lost: 180.
    # When Bea falls out, Anna, no backup of staf, cannot take it: 180 more.
    accounts = [account("dir", "anna", load=2), account("staf", "bea", load=2)]
    people = [member("anna"), member("bea", capacity=2)]
    case = problem(team(people, accounts, agreements=[backup("dir", "bea")]))
    plan = roster([work("anna"), work("bea")], [hold("anna", "dir"), hold("bea", "staf")])
    assert both(case, plan) == (360, 360)


def test_an_absence_that_only_incidental_cover_would_absorb_is_a_loss():
    case = problem(team([member("anna"), member("bea", knows=("dir",))], [account("dir", "anna")]))
    plan = roster([work("anna"), work("bea")], [hold("anna", "dir")])
    assert both(case, plan) == (180, 180)


def test_an_agreement_that_is_not_accepted_absorbs_nothing():
    agreements = [backup("dir", "bea", accepted=False)]
    case = problem(team([member("anna"), member("bea")], [account("dir", "anna")], agreements=agreements))
    plan = roster([work("anna"), work("bea")], [hold("anna", "dir")])
    assert both(case, plan) == (180, 180)


def test_a_desk_falls_under_its_number_without_a_third():
    # Two at a desk for two from 09:00 to 12:00: whoever falls out leaves it one short, 180 each.
    case = problem(team([member("anna"), member("bea")], desks=[desk(times="09:00-12:00", people=2)]))
    manned = [hold(who, "telefoon", is_desk=True) for who in ("anna", "bea")]
    assert both(case, roster([work("anna"), work("bea")], manned)) == (360, 360)


def test_a_third_at_work_keeps_a_desk_for_two_manned():
    people = [member("anna"), member("bea"), member("carla")]
    case = problem(team(people, desks=[desk(times="09:00-12:00", people=2)]))
    manned = [hold(who, "telefoon", is_desk=True) for who in ("anna", "bea")]
    assert both(case, roster([work("anna"), work("bea"), work("carla")], manned)) == (0, 0)


def test_one_spare_person_cannot_take_an_account_and_a_desk_that_weighs():
    # Anna has dir (load 1) and mans the desk (load 1). Bea, room 0 + 1, takes the one of priority 2, loses the other.
    people = [member("anna"), member("bea", capacity=0)]
    accounts = [account("dir", "anna", priority=2)]
    desks = [desk(times="09:00-12:00", load=1)]
    case = problem(team(people, accounts, desks=desks, agreements=[backup("dir", "bea")]))
    plan = roster([work("anna"), work("bea")], [hold("anna", "dir"), hold("anna", "telefoon", is_desk=True)])
    assert both(case, plan) == (180, 180)


def test_half_a_day_is_lost_when_the_backup_leaves_at_noon():
    # dir runs 09:00 to 17:00; Bea works until 12:30: 270 minutes of the afternoon are lost.
    morning = shift("ochtend", "08:30-12:30", 0)
    accounts = [account("dir", "anna", times="09:00-17:00")]
    case = problem(
        team([member("anna"), member("bea")], accounts, agreements=[backup("dir", "bea")], shifts=(shift(), morning))
    )
    plan = roster([work("anna"), work("bea", what=morning)], [hold("anna", "dir", "09:00-17:00")])
    assert both(case, plan) == (270, 270)
