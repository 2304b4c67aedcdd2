from secretariat_tui.domain.account import Account, SupportWindow
from secretariat_tui.domain.events import Meeting
from secretariat_tui.planner.rules.handover import Handover
from tests.build import account, backup, days, desk, hold, member, problem, roster, span, team
from tests.planner.tidy_cases import tidy_cases
from tests.planner.verdict import breaches, cost, verdict

RULE = Handover()
PEOPLE = [member("anna"), member("bea"), member("carla", knows=("dir",)), member("dora"), member("els")]
# cut at 10:00, 11:00 and 12:00
CUTS = [
    Meeting("m1", "M", days("mon"), span("10:00-11:00"), interruptible=True),
    Meeting("m2", "M", days("mon"), span("11:00-12:00"), interruptible=True),
]
CASE = problem(
    team(PEOPLE, [account("dir", "anna", times="09:00-13:00")], agreements=[backup("dir", "bea")], meetings=CUTS)
)
HOURS = ("09:00-10:00", "10:00-11:00", "11:00-12:00", "12:00-13:00")


def held_by(*names, times=HOURS):
    """Who has the account in each of the hours; None for nobody."""
    return roster([], [hold(name, "dir", hour) for name, hour in zip(names, times, strict=True) if name])


def both(case, made):
    assert verdict(case, made, RULE) == cost(case, made, RULE)
    return cost(case, made, RULE)


def test_one_holder_all_day_changes_nothing():
    assert both(CASE, held_by("anna", "anna", "anna", "anna")) == 0


def test_from_one_to_another_is_one_handover():
    assert both(CASE, held_by("anna", "anna", "bea", "bea")) == 1
    assert breaches(CASE, held_by("anna", "anna", "bea", "bea"), RULE) == ["handover 1"]


def test_there_and_back_are_two():
    assert both(CASE, held_by("anna", "bea", "anna", "anna")) == 2


def test_time_that_nobody_has_breaks_the_chain():
    assert both(CASE, held_by("anna", None, "bea", "bea")) == 0
    assert both(CASE, held_by(None, "anna", None, "bea")) == 0


def test_holders_whom_another_rule_forbids_count_as_well():
    # dora and els have no right to the account: to, between and from them are handovers all the same
    assert both(CASE, held_by("anna", "dora", "els", "bea")) == 3
    assert both(CASE, held_by("els", "dora", "dora", "els")) == 2
    assert both(CASE, held_by("dora", "dora", "dora", "dora")) == 0


def test_a_change_over_the_gap_between_two_windows_counts():
    # 09:00-10:00 and 14:00-15:00: neighbours, though hours apart
    windows = tuple(SupportWindow(days("mon"), span(times)) for times in ("09:00-10:00", "14:00-15:00"))
    case = problem(team(PEOPLE, [Account("dir", "Dir", primary="anna", support=windows)]))
    times = ("09:00-10:00", "14:00-15:00")
    assert both(case, held_by("anna", "carla", times=times)) == 1
    assert both(case, held_by("carla", "carla", times=times)) == 0


def test_the_night_is_no_handover():
    case = problem(team(PEOPLE, [account("dir", "anna", "mon tue")]))
    monday, tuesday = case.open_dates[:2]
    assert both(case, roster([], [hold("anna", "dir", day=monday), hold("bea", "dir", day=tuesday)])) == 0


def test_two_accounts_do_not_mix():
    case = problem(team(PEOPLE, [account("dir", "anna"), account("fin", "bea", times="12:00-14:00")]))
    assert both(case, roster([], [hold("anna", "dir"), hold("bea", "fin", "12:00-14:00")])) == 0


def test_a_desk_may_change_people():
    accounts = [account("dir", "anna", times="09:00-13:00")]
    case = problem(team(PEOPLE, accounts, desks=[desk(times="09:00-13:00")], meetings=CUTS))
    made = roster(
        [], [hold("anna", "telefoon", HOURS[0], is_desk=True), hold("bea", "telefoon", HOURS[1], is_desk=True)]
    )
    assert both(case, made) == 0


def test_the_solver_and_the_check_agree_on_random_rosters():
    for case, made in tidy_cases(100):
        assert verdict(case, made, RULE) == cost(case, made, RULE)
