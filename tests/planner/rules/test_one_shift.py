from secretariat_tui.planner.rules.one_shift import OneShift
from tests.build import member, problem, roster, shift, team, work
from tests.planner.verdict import breaches, verdict

MORNING, AFTERNOON = shift("ochtend", "08:30-12:30", 0), shift("middag", "13:00-17:00", 0)
CASE = problem(team([member("anna"), member("bea")], shifts=(MORNING, AFTERNOON)))


def test_one_shift_a_day_each_is_fine():
    both = roster([work("anna", what=MORNING), work("bea", what=AFTERNOON)])
    assert breaches(CASE, both, OneShift()) == []
    assert verdict(CASE, both, OneShift()) == 0


def test_two_shifts_on_one_date_are_one_too_many():
    two = roster([work("anna", what=MORNING), work("anna", what=AFTERNOON)])
    assert breaches(CASE, two, OneShift()) == ["one_shift 1"]
    assert verdict(CASE, two, OneShift()) is None
