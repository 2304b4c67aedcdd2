"""Alarms that look over weeks, each counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from secretariat_tui.domain.account import HandbookPage
from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.events import Absence, Learning
from secretariat_tui.domain.finding import Finding, Level
from secretariat_tui.domain.member import Held
from secretariat_tui.domain.roster import Assignment, Duty, HolderRole, Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.documents import roster_document
from secretariat_tui.planner.alarms import alarms
from secretariat_tui.planner.answer import describe
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.roster_page import roster_page
from secretariat_tui.presenters.roster_view import roster_view
from tests.build import (
    FRI,
    MON,
    SAT,
    THU,
    TUE,
    WED,
    WEEK,
    account,
    backup,
    hold,
    member,
    problem,
    roster,
    shift,
    span,
    team,
    work,
)

INCIDENTAL = {"role": HolderRole.INCIDENTAL, "distance": 2}


def past(assignments: list[Assignment] | None = None, duties: list[Duty] | None = None) -> Roster:
    """The roster of the week that has these, and nothing else."""
    days = [item.date for item in (*(assignments or ()), *(duties or ()))]
    return roster(assignments or [], duties or [], [Week.of(days[0])])


def heard(case: Team, now: Roster, history: list[Roster], rule: str, today: date | None = None) -> list[Finding]:
    posed = problem(case, len(now.weeks), now.weeks[0], history=tuple(history), today=today)
    return [finding for finding in alarms(posed, now) if finding.reason.rule == rule]


def told(findings: list[Finding], *names: str) -> list[tuple[Any, ...]]:
    return [(finding.level, *(finding.reason.fact(name) for name in names)) for finding in findings]


def cover(day: date, who: str = "bea") -> Duty:
    return hold(who, "dir", day=day, **INCIDENTAL)


COVERED = team([member("anna", "mon"), member("bea", "mon", knows=("dir",))], [account("dir", "anna")])


@pytest.mark.parametrize(
    ("weeks_ago", "alarmed"),
    [
        ((1, 2), [(Level.ALARM, "bea", "dir", 3, MON)]),
        ((1,), []),
        ((1, 12), [(Level.ALARM, "bea", "dir", 3, MON)]),  # 84 days before
        ((1, 13), []),  # 91 days before is outside 13 weeks
    ],
)
def test_the_third_date_of_cover_without_an_agreement_is_becoming_structural(
    weeks_ago: tuple[int, ...], alarmed: list[Any]
) -> None:
    history = [past(duties=[cover(MON - timedelta(weeks=n))]) for n in weeks_ago]
    found = heard(COVERED, roster(duties=[cover(MON)]), history, "structural-cover")
    assert told(found, "member", "account", "n", "date") == alarmed


def test_two_pieces_on_one_date_are_one_date() -> None:
    duties = [cover(MON), hold("bea", "dir", "13:00-15:00", **INCIDENTAL), cover(TUE)]
    assert heard(COVERED, roster(duties=duties), [], "structural-cover") == []


def test_cover_below_the_grade_is_structural_from_the_second_date() -> None:
    low = replace(COVERED, accounts=(account("dir", "anna", min_grade=8),), members=(
        member("anna", "mon", grade=9), member("bea", "mon", knows=("dir",), grade=7),
    ))  # fmt: skip
    found = heard(low, roster(duties=[cover(MON), cover(TUE)]), [], "structural-cover")
    assert told(found, "n") == [(Level.ALARM, 2)]
    assert heard(low, roster(duties=[cover(MON)]), [], "structural-cover") == []


def test_three_dates_of_three_people_are_structural_for_nobody() -> None:
    case = replace(COVERED, members=(*COVERED.members, member("carla"), member("dora")))
    duties = [cover(MON), cover(TUE, "carla"), cover(WED, "dora")]
    assert heard(case, roster(duties=duties), [], "structural-cover") == []


def test_an_agreement_ends_the_alarm() -> None:
    duties = [cover(MON), cover(TUE), cover(WED)]
    assert len(heard(COVERED, roster(duties=duties), [], "structural-cover")) == 1
    agreed = replace(COVERED, agreements=(backup("dir", "bea"),))
    assert heard(agreed, roster(duties=duties), [], "structural-cover") == []


def test_the_alarm_lasts_while_the_dates_are_within_thirteen_weeks() -> None:
    days = (MON, TUE, WED)
    history = [past(duties=[cover(day) for day in days])]
    assert len(heard(COVERED, roster(weeks=[WEEK.plus(12)]), history, "structural-cover")) == 1
    assert heard(COVERED, roster(weeks=[WEEK.plus(13)]), history, "structural-cover") == []


def test_a_quota_from_another_unit_that_is_used_up_is_warned_of() -> None:
    case = replace(COVERED, accounts=(account("dir", "anna", unit="fin"),))
    assert heard(case, roster(duties=[cover(MON)]), [], "quota-used-up") == []
    found = heard(case, roster(duties=[cover(MON), cover(TUE)]), [], "quota-used-up")
    assert told(found, "member", "account", "quota") == [(Level.WARNING, "bea", "dir", 2)]


def test_cover_within_the_unit_has_no_quota() -> None:
    assert heard(COVERED, roster(duties=[cover(MON), cover(TUE)]), [], "quota-used-up") == []


@pytest.mark.parametrize(("evenings", "level"), [(7, None), (8, Level.WARNING), (11, Level.WARNING), (12, Level.ALARM)])
def test_eight_dates_outside_office_hours_are_a_warning_and_twelve_an_alarm(evenings: int, level: Level | None) -> None:
    late = shift("laat", "12:00-18:30")
    history = [past([work("anna", MON - timedelta(weeks=n), late)]) for n in range(1, evenings)]
    found = heard(COVERED, roster([work("anna", MON, late), work("anna", TUE)]), history, "outside-hours")
    assert told(found, "member", "n", "year") == ([] if level is None else [(level, "anna", evenings, 2026)])


def test_a_saturday_is_outside_and_eight_to_six_on_friday_is_not() -> None:
    ten_hours = shift("lang", "08:00-18:00")
    saturdays = [past([work("anna", SAT - timedelta(weeks=n))]) for n in range(1, 8)]
    assert heard(COVERED, roster([work("anna", FRI, ten_hours)]), saturdays, "outside-hours") == []
    assert len(heard(COVERED, roster([work("anna", SAT)]), saturdays, "outside-hours")) == 1


def test_each_year_counts_its_own_dates() -> None:
    """Seven Saturdays in 2026 and one in 2027 are eight in neither."""
    first = Week(2026, 53)
    saturdays = [past([work("anna", first.days[5] - timedelta(weeks=n))]) for n in range(1, 8)]
    assert first.days[5] == date(2027, 1, 2)
    assert heard(COVERED, roster([work("anna", first.days[5])], weeks=[first]), saturdays, "outside-hours") == []


# -- publication


@pytest.mark.parametrize(
    ("days_before", "rest", "times"),
    [
        (32, [], []),  # Friday is 36 days ahead, Monday 32
        (28, [], []),
        (27, [(Level.WARNING, MON)], []),
        (20, [(Level.WARNING, FRI)], []),
        (4, [(Level.WARNING, FRI)], []),
        (3, [(Level.WARNING, FRI)], [(Level.WARNING, MON)]),
        (0, [(Level.WARNING, FRI)], [(Level.WARNING, THU)]),
    ],
)
def test_publishing_today_would_be_too_late_for_the_near_dates(
    days_before: int, rest: list[Any], times: list[Any]
) -> None:
    today = MON - timedelta(days_before)
    assert told(heard(COVERED, roster(), [], "late-rest-days", today), "date") == rest
    assert told(heard(COVERED, roster(), [], "late-times", today), "date") == times


def test_without_a_date_of_today_nothing_is_late() -> None:
    assert heard(COVERED, roster(), [], "late-rest-days") == []


def test_a_published_roster_is_not_published_again() -> None:
    assert heard(COVERED, replace(roster(), state="published"), [], "late-rest-days", MON) == []


def test_a_change_to_a_published_week_needs_the_consent_of_whom_it_concerns() -> None:
    """Anna's day off moves from Tuesday to Thursday; on Monday, today, and on Friday she has other times."""
    late = shift("laat", "10:00-18:00")
    before = replace(
        roster([work("anna", MON), work("anna", THU), work("anna", FRI), work("bea", MON)]), state="published"
    )
    after = roster([work("anna", MON, late), work("anna", TUE), work("anna", FRI, late), work("bea", MON)])
    rest = heard(COVERED, after, [before], "late-rest-days", MON)
    assert told(rest, "member", "date") == [(Level.ALARM, "anna", TUE), (Level.ALARM, "anna", THU)]
    times = heard(COVERED, after, [before], "late-times", MON)
    assert told(times, "member", "date") == [(Level.ALARM, "anna", MON)]  # Friday is four days ahead


def test_who_is_away_need_not_consent_to_being_off() -> None:
    away = replace(COVERED, absences=(Absence("anna", MON, MON),))
    before = replace(roster([work("anna", MON)]), state="published")
    assert heard(away, roster(), [before], "late-rest-days", MON) == []


# -- what is due


def test_what_is_due_by_the_agreements_is_told_once_each() -> None:
    case = team(
        [
            member("anna", "mon tue", qualifications=(Held("bhv", MON + timedelta(days=3)),)),
            member("bea", "mon tue"),
        ],
        [account("dir", "anna", when="mon wed"), account("mt", "anna")],
        agreements=[backup("dir", "bea", accepted=False, review=MON - timedelta(days=1))],
        handbook=[HandbookPage("dir", "dir.md", MON - timedelta(days=1))],
    )
    found = [finding for finding in alarms(problem(case, today=MON), roster()) if "late" not in finding.reason.rule]
    assert [(finding.level, finding.reason.rule) for finding in found] == [
        (Level.WARNING, "not-accepted"),
        (Level.WARNING, "past-review"),
        (Level.WARNING, "same-free-days"),
        (Level.WARNING, "qualification-ends"),
        (Level.WARNING, "page-past-review"),
        (Level.WARNING, "page-missing"),
    ]


# -- burdens


def stand_in(who: str, weeks_ago: int, times: str = "09:00-12:00") -> Roster:
    day = MON - timedelta(weeks=weeks_ago)
    return past(duties=[hold(who, "dir", times, day, role=HolderRole.BACKUP, rank=1)])


SHARED = team(
    [member("anna", "mon"), member("bea", "mon"), member("carla", "mon tue wed")],
    [account("dir", "anna")],
    agreements=[backup("dir", "bea"), backup("dir", "carla")],
)
"""Bea works a quarter of the hours of those who can stand in, Carla three."""


def test_more_than_her_share_for_four_weeks_running_is_an_alarm() -> None:
    now = roster(duties=[hold("bea", "dir", role=HolderRole.BACKUP, rank=1)])
    three = [stand_in("bea", n) for n in (3, 2, 1)]
    found = heard(SHARED, now, three, "stand-in-share")
    assert told(found, "member", "date") == [(Level.ALARM, "bea", WEEK.days[6])]
    assert heard(SHARED, now, three[1:], "stand-in-share") == []


def test_a_week_at_exactly_her_share_breaks_the_run() -> None:
    """One hour of four for a quarter of the contract hours."""
    day = MON - timedelta(weeks=1)
    even = past(
        duties=[
            hold("bea", "dir", "09:00-10:00", day, role=HolderRole.BACKUP, rank=1),
            hold("carla", "dir", "10:00-13:00", day, role=HolderRole.BACKUP, rank=2),
        ]
    )
    now = roster(duties=[hold("bea", "dir", role=HolderRole.BACKUP, rank=1)])
    assert heard(SHARED, now, [stand_in("bea", 3), stand_in("bea", 2), even], "stand-in-share") == []


def test_own_accounts_are_no_burden_of_stand_in() -> None:
    weeks = [past(duties=[hold("anna", "dir", day=MON - timedelta(weeks=n))]) for n in (3, 2, 1)]
    assert heard(SHARED, roster(duties=[hold("anna", "dir")]), weeks, "stand-in-share") == []


def test_learning_time_lost_twice_is_an_alarm_that_does_not_say_why() -> None:
    """Worked through last week, lost on Monday to absence, and on Friday since she is not rostered."""
    before = TUE - timedelta(weeks=1)
    items = [Learning("anna", "Excel", day, span("09:00-11:00")) for day in (before, MON, FRI)]
    members = (member("anna", "mon tue fri"), COVERED.members[1])
    case = replace(COVERED, members=members, learning=tuple(items), absences=(Absence("anna", MON, MON),))
    found = heard(case, roster(), [past([work("anna", before)])], "learning-cancelled")
    assert told(found, "member", "event", "n", "date") == [(Level.ALARM, "anna", "Excel", 2, FRI)]
    assert "absen" not in found[0].reason.template
    once = replace(case, learning=tuple(items[:2]))
    assert heard(once, roster(), [past([work("anna", before)])], "learning-cancelled") == []


def test_learning_in_weeks_of_which_nothing_is_known_was_not_cancelled() -> None:
    items = [Learning("anna", "Excel", MON - timedelta(weeks=n), span("09:00-11:00")) for n in (1, 2)]
    assert heard(replace(COVERED, learning=tuple(items)), roster(), [], "learning-cancelled") == []


def test_alarms_come_with_the_plan_and_are_told_to_people() -> None:
    posed = problem(COVERED)
    plan = describe(posed, roster(duties=[cover(MON), cover(TUE), cover(WED)]))
    assert [finding.reason.rule for finding in plan.alarms] == ["structural-cover"]
    text = (
        "Alarm: Bea has had Dir without an agreement on 3 dates in 13 weeks, "
        "last on Wednesday 2 December: it is becoming structural."
    )
    view = roster_view(posed, plan, language("en"))
    assert text in view.findings
    assert text in roster_page(view).decode()
    (told,) = roster_document(plan, COVERED)["alarms"]
    assert (told["level"], told["rule"], told["member"], told["date"]) == (
        "alarm", "structural-cover", "bea", "2026-12-02",
    )  # fmt: skip
