"""The light of a request, computed by hand; and, for any small team, by planning the week again."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from itertools import count
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Horizon
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.events import AssignmentPin, Learning, Leave, LeaveStatus
from secretariat_tui.domain.leave_light import Advice, Colour, Light
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner import limits as limits_module
from secretariat_tui.planner import week_whatif
from secretariat_tui.planner.check import examine
from secretariat_tui.planner.leave import Lights, calendar
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY
from secretariat_tui.planner.week_whatif import granted
from tests.build import MON, TUE, WEEK, account, backup, member, problem, shift, span, team
from tests.planner.random_cases import random_problem

DAY, MORNING, AFTERNOON = shift(), shift("ochtend", "08:30-12:30", 0), shift("middag", "13:00-17:00", 0)


def request(who: str, day: date = MON, part: Daypart | None = None) -> Leave:
    return Leave(who, day, day, part, LeaveStatus.REQUESTED)


def advice(case: Problem, leave: Leave) -> Advice:
    return Lights(case).advice(leave)


def test_green_where_agreements_take_everything_over_and_somebody_is_still_behind():
    people = team([member("anna"), member("bea"), member("cleo")], [account("dir", "anna")])
    case = problem(replace(people, agreements=(backup("dir", "bea"), backup("dir", "cleo"))))
    found = advice(case, request("anna"))
    assert found == Advice(Light(request("anna"), Colour.GREEN, (0, 0, 0), (0, 0, 0)))


def test_amber_where_nobody_is_behind_the_backup_any_more():
    case = problem(team([member("anna"), member("bea")], [account("dir", "anna")], agreements=(backup("dir", "bea"),)))
    found = advice(case, request("anna"))
    assert (found.light.colour, found.light.before, found.light.after) == (Colour.AMBER, (0, 0, 0), (0, 0, 180))
    [worse] = found.worse
    assert (worse.stage, worse.before, worse.after, worse.reason.fact("member")) == ("fragile", 0, 180, "bea")


def test_amber_where_somebody_without_an_agreement_has_to_stand_in():
    """Three hours at distance 2; with anna nobody could take over, without her neither."""
    case = problem(team([member("anna"), member("bea", knows=("dir",))], [account("dir", "anna")]))
    found = advice(case, request("anna"))
    assert (found.light.colour, found.light.before, found.light.after) == (Colour.AMBER, (0, 0, 180), (0, 360, 180))
    assert [(worse.stage, worse.after) for worse in found.worse] == [("agreements", 360), ("fragile", 180)]


def test_red_says_which_duty_which_minutes_and_why_nobody_can():
    case = problem(team([member("anna"), member("bea")], [account("dir", "anna")]))
    found = advice(case, request("anna"))
    assert (found.light.colour, found.light.after) == (Colour.RED, (180, 0, 0))
    [short] = found.shortages
    assert (short.date, short.duty, short.span, short.minutes) == (MON, "dir", span("09:00-12:00"), 180)
    assert [(why.member, why.reason.rule) for why in short.why] == [("anna", "leave"), ("bea", "eligible")]


def test_half_a_day_off_takes_every_shift_that_reaches_into_it():
    only_days = problem(team([member("anna")], [account("dir", "anna")]))
    assert advice(only_days, request("anna", part=Daypart.PM)).light.colour is Colour.RED
    with_mornings = problem(team([member("anna")], [account("dir", "anna")], shifts=(DAY, MORNING)))
    assert advice(with_mornings, request("anna", part=Daypart.PM)).light.colour is Colour.GREEN


def test_credited_hours_leave_fewer_to_work():
    """Two days in the pattern, eight hours in the contract: a day of leave is the whole of her week."""
    anna = member("anna", "mon tue", hours=8)
    case = problem(team([anna], [account("dir", "anna")]))
    found = advice(case, request("anna", TUE))
    assert (found.light.before, found.light.after, found.light.colour) == ((0, 0, 180), (180, 0, 0), Colour.RED)


def test_who_does_not_work_then_needs_no_leave():
    case = problem(team([member("anna"), member("bea", "tue")], [account("dir", "anna")]))
    found = advice(case, request("bea")).light
    assert (found.colour, found.needless) == (Colour.GREEN, True)


def test_leave_that_clashes_with_a_pin_is_red_with_the_clash():
    case = problem(team([member("anna")], pins=(AssignmentPin("anna", MON, "dag"),)))
    found = advice(case, request("anna"))
    assert (found.light.colour, found.light.after) == (Colour.RED, None)
    assert [reason.rule for reason in found.clash] == ["leave", "pinned"]


def test_learning_time_is_waived_with_the_leave_that_takes_it():
    """The course in the afternoon keeps anna from the morning; without it she has the account."""
    anna = member("anna", shifts=("ochtend", "middag"))
    course = Learning("anna", "Cursus", MON, span("13:00-16:00"))
    case = problem(team([anna], [account("dir", "anna")], shifts=(MORNING, AFTERNOON), learning=(course,)))
    found = advice(case, request("anna", part=Daypart.PM)).light
    assert (found.colour, found.before, found.after) == (Colour.GREEN, (180, 0, 0), (0, 0, 180)) or (
        found.colour is Colour.AMBER
    )
    assert found.after == (0, 0, 180)


def test_a_request_over_two_weeks_is_the_sum_of_both():
    case = problem(team([member("anna")], [account("dir", "anna")]), weeks=2)
    found = Lights(case).light(Leave("anna", MON, WEEK.plus(1).monday, None, LeaveStatus.REQUESTED))
    assert (found.before, found.after) == ((0, 0, 360), (360, 0, 0))


def test_the_time_limit_is_that_of_all_weeks_together(monkeypatch: pytest.MonkeyPatch):
    """Where no date can be solved alone, on a clock that moves a second each time that somebody looks at it."""
    seconds, given_to = count(), []
    monkeypatch.setattr(limits_module, "time", SimpleNamespace(monotonic=lambda: float(next(seconds))))
    monkeypatch.setattr(week_whatif, "dates_together", lambda *_: None)

    def solved(asked: Problem, limits: Limits, **more: Any) -> Roster:
        given_to.append(limits.wall)
        return solve(asked, replace(limits, wall=None), **more)

    monkeypatch.setattr(week_whatif, "solve", solved)
    case = problem(team([member("anna")], [account("dir", "anna")]), weeks=2)
    lights = Lights(case, Limits(wall=1000.0))
    lights.light(Leave("anna", MON, WEEK.plus(1).monday, None, LeaveStatus.REQUESTED))
    assert len(given_to) > 1
    assert max(given_to) < 1000
    assert len(set(given_to)) == len(given_to)


def test_no_week_is_begun_when_the_time_is_over_and_the_light_says_so():
    """One week comes to 180, and three of them do; the first is always looked at."""
    case = problem(team([member("anna")], [account("dir", "anna")]), weeks=3)
    asked = Leave("anna", MON, WEEK.plus(2).monday, None, LeaveStatus.REQUESTED)
    whole, cut = Lights(case).light(asked), Lights(case, Limits(wall=0.0)).light(asked)
    assert (whole.before, whole.proven) == ((0, 0, 540), True)
    assert (cut.before, cut.after, cut.proven) == ((0, 0, 180), (180, 0, 0), False)


def test_of_leave_that_is_too_long_to_be_asked_for_the_first_weeks_are_judged_and_the_light_says_so():
    """It came from a file. A Monday without Anna is 180 minutes short, and 53 Mondays are judged of 55."""
    case = problem(team([member("anna")], [account("dir", "anna")]), weeks=55)
    found = Lights(case).light(Leave("anna", MON, WEEK.plus(54).days[-1], None, LeaveStatus.REQUESTED))
    assert (found.before, found.after, found.proven) == ((0, 0, 53 * 180), (53 * 180, 0, 0), False)
    last = WEEK.plus(52).days[-1]
    most = Lights(case).light(Leave("anna", MON, last, None, LeaveStatus.REQUESTED))
    assert (most.after, most.proven) == ((53 * 180, 0, 0), True)


# -- the calendar


def test_the_calendar_has_a_light_for_everybody_on_every_open_daypart():
    case = problem(team([member("anna"), member("bea", "tue")], [account("dir", "anna")]), weeks=2)
    told: list[Light] = []
    found = calendar(case, told.append)
    assert list(found.lights) == told
    assert len(told) == 2 * 2 * 5 * 2
    reds = [(light.leave.start, light.leave.part) for light in told if light.colour is Colour.RED]
    assert reds == [(day, part) for day in (MON, WEEK.plus(1).monday) for part in DAYPARTS]


def test_a_calendar_that_is_stopped_says_so():
    stop = threading.Event()
    case = problem(team([member("anna")], [account("dir", "anna")]), weeks=2)
    found = calendar(case, lambda _: stop.set(), stop)
    assert found.stopped
    assert 0 < len(found.lights) <= 10


def planned(case: Problem) -> tuple[int, ...] | None:
    try:
        stages = solve(case, Limits(), stages=CONTINUITY).stages
    except Impossible:
        return None
    assert all(stage.proven for stage in stages)
    return tuple(stage.value for stage in stages)


@pytest.mark.parametrize("seed", range(12))
def test_every_light_of_a_week_is_what_planning_it_again_gives(seed: int):
    drawn = random_problem(Random(f"lights {seed}"))
    case = replace(drawn, horizon=Horizon(drawn.horizon.first), history=tuple(drawn.past))
    lights = Lights(case)
    before = planned(case)
    for light in calendar(case).lights:
        assert light == lights.light(light.leave)
        assert light.before == before
        assert light.after == planned(granted(case, [light.leave])), light


@pytest.mark.parametrize("seed", range(12))
def test_the_roster_behind_a_light_is_valid_and_comes_to_what_it_says(seed: int):
    drawn = random_problem(Random(f"rosters {seed}"))
    case = replace(drawn, horizon=Horizon(drawn.horizon.first), history=tuple(drawn.past))
    asked = Lights(case).week(case.horizon.first)
    for day in case.open_dates:
        for who in case.team.members:
            leave = request(who.id, day)
            outcome = asked.with_leave([leave])
            if outcome.roster is not None:
                found = examine(granted(case, [leave]), outcome.roster)
                assert found.violations == ()
                assert tuple(stage.value for stage in found.stages[:3]) == outcome.values
