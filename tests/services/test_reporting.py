"""Reports by week for the screens: joined, regrouped, with burdens, and carried to the planner and back."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import date

import pytest

from secretariat_tui.codec import converter
from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import BadInput
from secretariat_tui.domain.notice import Notice
from secretariat_tui.domain.report import By, regrouped
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.burdens import burdens
from secretariat_tui.services.questions import Count, ReportWeeks
from secretariat_tui.services.reporting import report
from tests.build import FRI, MON, WEEK, member, problem, roster, shift, team, work
from tests.planner.test_indicators import ROSTER, TEAM, later


def asked(**more: object) -> ReportWeeks:
    return ReportWeeks(TEAM, (ROSTER, later(1), later(5)), **({"realised": ()} | more))


def test_weeks_one_by_one_come_to_the_same_as_together():
    steps: list[object] = []
    found = asked(realised=(replace(ROSTER, state="realised"),)).answer(steps.append, threading.Event())
    whole = report(TEAM, (ROSTER, later(1), later(5)), (ROSTER,))
    assert found.report == whole
    assert steps == [Count(1, 3), Count(2, 3), Count(3, 3)]


@pytest.mark.parametrize("by", list(By))
def test_weeks_are_put_together_as_a_report_of_longer_periods_has_them(by):
    rosters = (ROSTER, later(1), later(5))
    assert regrouped(report(TEAM, rosters), by) == report(TEAM, rosters, by=by)


def test_what_is_stopped_is_a_report_of_the_weeks_so_far():
    stop = threading.Event()
    found = asked().answer(lambda _: stop.set(), stop)
    assert (len(found.report.periods), found.report.last) == (1, WEEK)


def test_without_any_week_there_is_no_report():
    with pytest.raises(BadInput):
        report(TEAM, (ROSTER,), since=date(2030, 1, 1))


def test_a_report_comes_back_from_the_planner_as_it_was():
    before = replace(ROSTER, state="published")
    mended = replace(before, assignments=ROSTER.assignments[1:], published_on=MON)
    found = ReportWeeks(TEAM, (before, mended), (ROSTER,)).answer(lambda _: None, threading.Event())
    assert found.report.total.planned is not None
    assert found.report.total.planned.changes == {Notice.SAME_DAY: 2}
    plain = json.loads(json.dumps(converter().unstructure(found)))
    assert converter().structure(plain, ReportWeeks.answers) == found


def test_burdens_are_counted_by_kind_and_by_nobody():
    early, late = shift("vroeg", "07:00-15:30"), shift("laat", "10:00-18:30")
    whole = team(
        [member("anna", "mon fri", office_days=1), member("bea", "mon fri")],
        [],
        shifts=(early, late),
        agreements=[],
    )
    of = roster(
        [
            work("anna", MON, early),
            work("anna", FRI, late),
            work("bea", FRI, early, Place.REMOTE),
        ],
        [],
    )
    found = burdens(problem(whole), (of,), (), WEEK)
    assert found.counts == {"first": 2, "last": 1, "friday": 2, "office": 1, "stand_in": 0}


def test_standing_in_counts_in_minutes_and_what_went_otherwise_counts_as_it_went():
    found = burdens(problem(TEAM), (ROSTER,), (), WEEK)
    assert found.counts["stand_in"] == 180
    went = replace(ROSTER, duties=())
    assert burdens(problem(TEAM), (ROSTER,), (went,), WEEK).counts["stand_in"] == 0
    assert burdens(problem(TEAM), (ROSTER,), (), Week(2030, 1)).counts == {}
