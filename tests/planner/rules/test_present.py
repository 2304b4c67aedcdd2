import pytest

from secretariat_tui.domain.calendar import Daypart, Parity
from secretariat_tui.domain.events import Learning, Meeting, Secondment
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.rules.present import Present
from tests.build import MON, account, days, desk, hold, member, problem, roster, shift, span, team, work
from tests.planner.random_cases import random_case
from tests.planner.verdict import breaches, verdict

MORNING = shift("ochtend", "08:30-12:30", 0)
LATE = shift("laat", "10:00-18:00", 30)


def case(**events):
    return problem(team([member("anna"), member("bea")], [account("dir", "anna")], shifts=(MORNING, LATE), **events))


HELD = roster([work("anna", what=MORNING)], [hold("anna", "dir")])


def test_who_is_at_work_may_hold_a_duty_also_at_home():
    home = roster([work("anna", what=MORNING, place=Place.REMOTE)], [hold("anna", "dir")])
    assert breaches(case(), home, Present()) == []
    assert verdict(case(), home, Present()) == 0


def test_a_shift_has_to_cover_the_duty():
    late = roster([work("anna", what=LATE)], [hold("anna", "dir")])
    assert breaches(case(), late, Present()) == ["present 60"]
    assert verdict(case(), late, Present()) is None


def test_who_does_not_work_holds_nothing():
    off = roster([], [hold("anna", "dir")])
    assert breaches(case(), off, Present()) == ["present 180"]
    assert verdict(case(), off, Present()) is None


@pytest.mark.parametrize(
    ("events", "minutes"),
    [
        ({"learning": [Learning("anna", "Cursus", MON, span("11:00-12:30"))]}, 60),
        ({"secondments": [Secondment("anna", "Elders", MON, MON, days("mon"), Daypart.AM)]}, 180),
        ({"meetings": [Meeting("mt", "MT", days("mon"), span("09:30-10:00"))]}, 30),
    ],
)
def test_learning_secondment_and_meetings_leave_no_room_for_duties(events: dict[str, object], minutes: int):
    assert breaches(case(**events), HELD, Present()) == [f"present {minutes}"]
    assert verdict(case(**events), HELD, Present()) is None


@pytest.mark.parametrize(
    "meeting",
    [
        Meeting("mt", "MT", days("mon"), span("09:30-10:00"), interruptible=True),
        Meeting("mt", "MT", days("mon"), span("09:30-10:00"), who=("bea",)),
        Meeting("mt", "MT", days("mon"), span("09:30-10:00"), weeks=Parity.EVEN),
        Meeting("mt", "MT", days("mon"), span("12:00-13:00")),
    ],
)
def test_a_meeting_that_may_be_interrupted_or_is_not_hers_or_not_then_leaves_duties_alone(meeting: Meeting):
    assert breaches(case(meetings=[meeting]), HELD, Present()) == []
    assert verdict(case(meetings=[meeting]), HELD, Present()) == 0


def test_a_desk_needs_people_who_are_there_too():
    telephone = problem(team([member("anna")], desks=[desk(times="09:00-12:00")], shifts=(LATE,)))
    late = roster([work("anna", what=LATE)], [hold("anna", "telefoon", is_desk=True)])
    assert breaches(telephone, late, Present()) == ["present 60"]
    assert verdict(telephone, late, Present()) is None


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_and_the_check_agree_on_any_roster(seed: int):
    case, some = random_case(seed)
    assert (verdict(case, some, Present()) is None) == bool(breaches(case, some, Present()))
