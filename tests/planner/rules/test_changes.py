from dataclasses import replace
from datetime import timedelta

import pytest

from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.rules.changes import Changes
from tests.build import MON, member, problem, roster, shift, team, work
from tests.planner.verdict import agreed, breaches

RULE = Changes()
MORNING = shift("ochtend", "08:30-12:30", 0)
TEAM = team([member("anna", "mon"), member("bea", "mon")], shifts=(shift(), MORNING))


def both(published, *assignments, people=TEAM, ahead=0):
    case = problem(people, published=roster(published), today=MON - timedelta(ahead))
    made = roster(assignments)
    return agreed(case, made, RULE)


@pytest.mark.parametrize(("ahead", "price"), [(0, 8), (1, 5), (3, 5), (4, 2), (27, 2), (28, 1), (90, 1)])
def test_a_changed_daypart_costs_the_more_the_sooner_it_is(ahead, price):
    assert both([], work("anna", what=MORNING), ahead=ahead) == [f"changes {price}"]


def test_what_stays_costs_nothing():
    assert both([work("anna")], work("anna")) == []


def test_another_place_or_none_is_a_change_of_both_dayparts():
    assert both([work("anna")], work("anna", place=Place.REMOTE)) == ["changes 16"]
    assert both([work("anna")]) == ["changes 16"]


def test_the_date_on_which_she_is_away_does_not_count():
    away = replace(TEAM, absences=(Absence("anna", MON, MON),))
    assert both([work("anna"), work("bea")], work("bea"), people=away) == []


def test_without_a_published_roster_nothing_changes():
    assert breaches(problem(TEAM), roster([work("anna")]), RULE) == []
