"""Lights are kept as long as what they rest on stays as it is, and not longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from secretariat_tui.domain.calendar import DAYPARTS
from secretariat_tui.domain.events import Absence, AssignmentPin, Leave, LeaveStatus, Wish, WishKind
from secretariat_tui.domain.leave_light import Advice, Colour, Light
from secretariat_tui.services.kept_lights import KeptLights
from tests.build import MON, TUE, WEEK, member, problem, roster, team

PEOPLE = team([member("anna", "mon tue"), member("bea", "mon")])
NEXT = WEEK.plus(1)


def light(who: str, day, part=None, colour: Colour = Colour.GREEN) -> Light:
    return Light(Leave(who, day, day, part, LeaveStatus.REQUESTED), colour, (0, 0, 0), (0, 0, 0))


def filled(asked) -> KeptLights:
    kept = KeptLights()
    kept.look(asked)
    for day in asked.open_dates:
        for who in asked.team.members:
            for part in DAYPARTS:
                kept.take(light(who.id, day, part))
    return kept


def test_what_lacks_is_said_in_runs_of_weeks():
    kept = KeptLights()
    assert kept.lacking() is None
    kept.look(problem(PEOPLE, 3))
    assert kept.lacking() == (WEEK, 3)
    assert kept.count == (0, 60)
    kept = filled(problem(PEOPLE, 3))
    assert kept.lacking() is None
    assert kept.count == (60, 60)


def test_what_lacks_from_the_week_that_is_looked_at_on_comes_first():
    kept = KeptLights()
    kept.look(problem(PEOPLE, 3))
    assert kept.lacking(NEXT) == (NEXT, 2)
    assert kept.lacks(NEXT)
    kept = filled(problem(PEOPLE, 3))
    kept.look(problem(replace(PEOPLE, absences=(Absence("bea", MON, MON),)), 3))
    assert kept.lacking(NEXT) == (WEEK, 1)
    assert not kept.lacks(NEXT)


def test_leave_that_is_granted_and_absence_end_the_lights_of_their_week_only():
    kept = filled(problem(PEOPLE, 3))
    away = [Leave("anna", NEXT.monday, NEXT.monday)], [Absence("bea", NEXT.monday, NEXT.monday)]
    for changed in (replace(PEOPLE, leave=tuple(away[0])), replace(PEOPLE, absences=tuple(away[1]))):
        kept = filled(problem(PEOPLE, 3))
        kept.look(problem(changed, 3))
        assert kept.lacking() == (NEXT, 1)
        assert kept.light("anna", MON, DAYPARTS[0]) is not None
        assert kept.light("anna", NEXT.monday, DAYPARTS[0]) is None


def test_a_pin_ends_the_lights_of_its_week():
    kept = filled(problem(PEOPLE, 2))
    kept.look(problem(replace(PEOPLE, pins=(AssignmentPin("anna", MON, None),)), 2))
    assert kept.lacking() == (WEEK, 1)


def test_requests_and_wishes_end_no_light():
    kept = filled(problem(PEOPLE, 2))
    asked = Leave("anna", MON, MON, None, LeaveStatus.REQUESTED)
    wish = Wish("bea", WishKind.OFF, frozenset({(0, DAYPARTS[0])}))
    kept.look(problem(replace(PEOPLE, leave=(asked,), wishes=(wish,)), 2))
    assert kept.lacking() is None


def test_another_agreement_or_member_ends_all_lights():
    kept = filled(problem(PEOPLE, 2))
    kept.look(problem(replace(PEOPLE, emergency_capacity=3), 2))
    assert kept.lacking() == (WEEK, 2)


def test_what_was_published_before_a_week_ends_its_lights():
    kept = filled(problem(PEOPLE, 2))
    kept.look(problem(PEOPLE, 2, history=(replace(roster(), version=3),)))
    assert kept.lacking() == (NEXT, 1)


def test_lights_of_weeks_that_are_not_looked_at_for_a_while_stay():
    kept = filled(problem(PEOPLE, 2))
    kept.look(problem(PEOPLE, 2, NEXT))
    assert kept.lacking() == (NEXT.plus(1), 1)
    kept.look(problem(PEOPLE, 2))
    assert kept.lacking() is None


def test_a_request_keeps_its_light_until_its_weeks_change():
    asked = Leave("anna", MON, NEXT.monday, None, LeaveStatus.REQUESTED)
    kept = KeptLights()
    kept.look(problem(PEOPLE, 2))
    facts = kept.facts_of(asked)
    advice = Advice(Light(asked, Colour.AMBER, (0, 0, 0), (0, 0, 9)))
    kept.keep(advice, facts)
    assert kept.advice(replace(asked, status=LeaveStatus.APPROVED)) is advice
    kept.look(problem(replace(PEOPLE, leave=(Leave("bea", TUE, TUE),)), 2))
    assert kept.advice(asked) is None


def test_the_light_of_a_request_outside_the_weeks_ends_with_any_leave():
    far = Leave("anna", WEEK.plus(9).monday, WEEK.plus(9).monday, None, LeaveStatus.REQUESTED)
    kept = KeptLights()
    kept.look(problem(PEOPLE, 2))
    kept.keep(Advice(Light(far, Colour.GREEN, None, None)), kept.facts_of(far))
    assert kept.advice(far) is not None
    kept.look(problem(replace(PEOPLE, leave=(Leave("bea", WEEK.plus(9).monday, WEEK.plus(9).monday),)), 2))
    assert kept.advice(far) is None


def test_an_advice_that_was_asked_before_a_change_is_not_taken_after_it():
    kept = KeptLights()
    kept.look(problem(PEOPLE, 2))
    asked = Leave("anna", MON, MON, None, LeaveStatus.REQUESTED)
    facts = kept.facts_of(asked)
    kept.look(problem(replace(PEOPLE, leave=(Leave("bea", MON, MON),)), 2))
    kept.keep(Advice(Light(asked, Colour.GREEN, (0, 0, 0), (0, 0, 0))), facts)
    assert kept.advice(asked) is None


def test_the_light_of_leave_without_an_end_rests_on_the_weeks_that_are_judged():
    kept = filled(problem(PEOPLE, 3))
    most = Leave("anna", MON, WEEK.plus(52).days[-1])
    assert kept.facts_of(replace(most, end=date.max)) == kept.facts_of(most)
