import pytest

from secretariat_tui.domain.events import AssignmentPin, DutyPin, Pin
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.rules.pinned import Pinned, unused
from tests.build import MON, SAT, TUE, account, desk, hold, member, problem, roster, shift, span, team, work
from tests.planner.random_cases import random_case
from tests.planner.verdict import breaches, verdict

DAY, LATE = shift(), shift("laat", "10:00-18:00")


def case(*pins: Pin):
    people = [member("anna", "mon tue"), member("bea")]
    return problem(team(people, [account("dir", "anna")], desks=[desk(people=2)], shifts=(DAY, LATE), pins=pins))


@pytest.mark.parametrize("pin", [AssignmentPin("anna", MON, "dag"), AssignmentPin("anna", MON, "dag", Place.OFFICE)])
def test_a_pinned_shift_is_worked_at_the_pinned_place_or_anywhere(pin: Pin):
    kept = roster([work("anna")])
    assert breaches(case(pin), kept, Pinned()) == []
    assert verdict(case(pin), kept, Pinned()) == 0


@pytest.mark.parametrize(
    "worked",
    [roster(), roster([work("anna", what=LATE)]), roster([work("anna", place=Place.REMOTE)]), roster([work("bea")])],
)
def test_another_shift_place_or_member_does_not_keep_the_pin(worked: Roster):
    pin = AssignmentPin("anna", MON, "dag", Place.OFFICE)
    assert breaches(case(pin), worked, Pinned()) == ["pinned 1"]
    assert verdict(case(pin), worked, Pinned()) is None


def test_a_member_pinned_to_be_off_does_not_work():
    off = AssignmentPin("anna", MON, None)
    assert verdict(case(off), roster([work("anna", TUE)]), Pinned()) == 0
    assert breaches(case(off), roster([work("anna", TUE)]), Pinned()) == []
    assert verdict(case(off), roster([work("anna")]), Pinned()) is None
    assert breaches(case(off), roster([work("anna")]), Pinned()) == ["pinned 1"]


PIN = DutyPin("bea", MON, "dir", False, span("08:30-10:30"))


def test_a_pinned_duty_is_held_whenever_it_is_asked_for_within_the_pin():
    kept = roster([], [hold("bea", "dir", "09:00-10:00"), hold("bea", "dir", "10:00-10:30")])
    assert breaches(case(PIN), kept, Pinned()) == []
    assert verdict(case(PIN), roster([], [hold("bea", "dir", "09:00-10:30")]), Pinned()) == 0


@pytest.mark.parametrize(
    "held", [roster(), roster([], [hold("anna", "dir")]), roster([], [hold("bea", "dir", "09:30-12:00")])]
)
def test_a_pinned_duty_is_not_left_or_held_by_another_or_in_part(held: Roster):
    assert breaches(case(PIN), held, Pinned()) == ["pinned 1"]
    assert verdict(case(PIN), held, Pinned()) is None


def test_a_desk_may_have_two_pins_at_once():
    pins = [DutyPin(who, MON, "telefoon", True, span("09:00-12:00")) for who in ("anna", "bea")]
    one = roster([], [hold("anna", "telefoon", "09:00-17:00", is_desk=True)])
    assert breaches(case(*pins), one, Pinned()) == ["pinned 1"]
    assert verdict(case(*pins), one, Pinned()) is None


@pytest.mark.parametrize(
    "pin",
    [
        AssignmentPin("anna", SAT, "dag"),
        AssignmentPin("anna", MON.replace(year=2027), "dag"),
        DutyPin("anna", MON, "dir", False, span("13:00-14:00")),
        DutyPin("anna", TUE, "telefoon", True, span("09:00-10:00")),
    ],
)
def test_a_pin_that_can_say_nothing_asks_nothing_and_is_reported(pin: Pin):
    assert breaches(case(pin), roster(), Pinned()) == []
    assert verdict(case(pin), roster(), Pinned()) == 0
    (reason,) = unused(case(pin))
    assert (reason.rule, reason.fact("member"), reason.fact("date")) == ("unused-pin", "anna", pin.date)


def test_a_pin_that_says_something_is_not_reported_unless_it_says_too_much():
    whole = DutyPin("anna", MON, "dir", False, span("09:00-12:00"))
    assert list(unused(case(whole, AssignmentPin("anna", MON, None)))) == []
    assert [reason.fact("span") for reason in unused(case(PIN))] == [PIN.span]


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_and_the_check_agree_on_any_roster(seed: int):
    case, some = random_case(seed)
    assert (verdict(case, some, Pinned()) is None) == bool(breaches(case, some, Pinned()))
